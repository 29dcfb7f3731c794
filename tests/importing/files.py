"""The same rows as files of each format, made by hand: no library of the product writes them."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from docx import Document

SAMPLES = Path(__file__).parent / "samples"
Rows = Sequence[Sequence[str | int | date]]

PLAN: Rows = (
    ("Календарно-тематическое планирование по физике, 7 класс", "", "", "", ""),
    ("№ урока", "Тема урока", "Часы", "Дата", "Домашнее задание"),
    ("Раздел 1. Первоначальные сведения (3 ч)", "", "", "", ""),
    (1, "Физические величины", 1, date(2026, 9, 1), "§ 1"),
    ("2-3", "Контрольная работа № 1 & <проверка>", 2, date(2026, 9, 4), "не задано"),
)
SHEET_XML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HIDDEN = ' state="hidden"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def archive(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return buffer.getvalue()


def xlsx(rows: Rows, sheet: str | None = None, merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet; `sheet` is its <sheetData> when the rows are not enough, `merged` «A1:B2»."""
    return workbook({"План": sheet or sheet_data(rows)}, merged=merged)


def sheet_data(rows: Rows) -> str:
    return "".join(
        f'<row r="{r}">{"".join(_cell(f"{chr(64 + c)}{r}", cell) for c, cell in enumerate(row, 1))}</row>'
        for r, row in enumerate(rows, 1)
    )


def workbook(sheets: dict[str, str], hidden: str = "", merged: Sequence[str] = ()) -> bytes:
    """An .xlsx of sheets, name → <sheetData>; `hidden` is the name of one that is hidden."""
    joined = "".join(f'<mergeCell ref="{cells}"/>' for cells in merged)
    joined = joined and f"<mergeCells>{joined}</mergeCells>"
    relation = f'<Relationship Id="{{}}" Type="{RELATIONS}/{{}}" Target="{{}}"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"{HIDDEN if name == hidden else ""}/>'
        for n, name in enumerate(sheets, 1)
    )
    targets = (
        relation.format(f"r{n}", "worksheet", f"worksheets/{n}.xml") for n in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations.format(relation.format("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_XML}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relations.format("".join(targets)),
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET_XML}"><cellXfs count="2">'
        '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for n, data in enumerate(sheets.values(), 1):
        sheet = f'<worksheet xmlns="{SHEET_XML}"><sheetData>{data}</sheetData>{joined}</worksheet>'
        parts[f"xl/worksheets/{n}.xml"] = sheet
    return archive(parts)


def declaring(data: bytes, size: int) -> bytes:
    """An archive whose last part says that it is `size` bytes when unpacked."""
    entry = data.rindex(b"PK\x01\x02")
    return data[: entry + 24] + size.to_bytes(4, "little") + data[entry + 28 :]


def _cell(name: str, cell: str | int | date) -> str:
    if isinstance(cell, date):
        return f'<c r="{name}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    if isinstance(cell, int):
        return f'<c r="{name}"><v>{cell}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' if cell else f'<c r="{name}"/>'


def ods(rows: Rows, table: str | None = None, manifest: str = "") -> bytes:
    """A sheet of OpenOffice; `table` is what stands in it when the rows are not enough."""
    inner = table or "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    content = (
        f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0"'
        f' xmlns:text="{OASIS}:text:1.0"><office:body><office:spreadsheet><table:table table:name="План">'
        f"{inner}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "META-INF/manifest.xml": manifest or "<m/>", "content.xml": content})


def _ods_cell(cell: str | int | date) -> str:
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell}"/>'
    if isinstance(cell, int):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    text = f'office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return f"<table:table-cell {text}" if cell else "<table:table-cell/>"


def docx(rows: Rows) -> bytes:
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(rows, table.rows, strict=True):
        for value, cell in zip(row, cells.cells, strict=True):
            cell.text = shown(value)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def big(body: str) -> bytes:
    """A .docx with that in its body, before the rest."""
    with zipfile.ZipFile(io.BytesIO(docx(PLAN))) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    document = bytes(parts["word/document.xml"])
    parts["word/document.xml"] = document.replace(b"<w:body>", b"<w:body>" + body.encode())
    return archive(parts)


def html(rows: Rows) -> str:
    lines = ("".join(f"<td>{escape(shown(cell))}</td>" for cell in row) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>"


def text(rows: Rows, delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(map(shown, row) for row in rows)
    return buffer.getvalue()


def shown(cell: str | int | date) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)
