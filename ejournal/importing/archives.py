"""Archives (.xlsx, .ods, .docx) looked at before they are read: whole, open, and no larger than they say."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from ejournal.importing.book import MANY_CELLS, MAX_CELLS, guarded, too_much
from ejournal.rules.refusal import Refusal

MAX_UNPACKED = 200 * 2**20  # bytes
MAX_DOCUMENT = 30 * 2**20  # of the parts of a .docx but its pictures
MAX_ENTRIES = 5_000
ODS = "application/vnd.oasis.opendocument.spreadsheet"

_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*)>")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def locked() -> Refusal:
    return Refusal(
        "",
        "Файл закрыт паролем. Откройте его у себя, сохраните без пароля и загрузите снова.",
    )


def kind_of(data: bytes) -> str:
    """«xlsx», «ods» or «docx» of a ZIP; refused when it is another, damaged, locked or a bomb."""
    return guarded(lambda: _checked_kind(data))


def _checked_kind(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check(archive)
        kind = _named(archive)
        if kind == "docx" and _unpacked(archive) > MAX_DOCUMENT:
            raise too_much(f"в распакованном виде больше {MAX_DOCUMENT // 2**20} МБ")
        _check_extent(archive, kind)
        return kind


def _unpacked(archive: zipfile.ZipFile) -> int:
    """Bytes of what is read of a document: not its pictures."""
    entries = archive.infolist()
    return sum(entry.file_size for entry in entries if not entry.filename.startswith("word/media/"))


def _check(archive: zipfile.ZipFile) -> None:
    """What the archive says of itself; a part that is larger than it says fails its checksum when read."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise too_much(f"в распакованном виде больше {MAX_UNPACKED // 2**20} МБ")


def _named(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.bin" in names:
        raise Refusal(
            "", "Файл .xlsb не читается. Сохраните его как «Книга Excel (.xlsx)» и загрузите снова."
        )
    if "mimetype" in names and "content.xml" in names:
        if b"encryption-data" in (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        ):
            raise locked()
        if archive.read("mimetype").decode("ascii", "replace").strip().startswith(ODS):
            return "ods"
        raise Refusal(
            "",
            "Это документ OpenOffice без таблицы Calc. Сохраните его как .docx или .ods и загрузите снова.",
        )
    raise Refusal("", "Это архив, а не таблица. Распакуйте его и загрузите сами файлы по одному.")


def _check_extent(archive: zipfile.ZipFile, kind: str) -> None:
    """Refuse the sheet whose one far cell would make its reader reserve room for millions."""
    if kind == "ods":
        with archive.open("content.xml") as file:
            areas = _ods_areas(file)
            total = sum(areas)
    elif kind == "xlsx":
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
        total = sum(_xlsx_area(archive.read(name)) for name in parts)
    else:
        return
    if total > MAX_CELLS:
        raise too_much(f"{MANY_CELLS}, хотя бы и пустых")


def _xlsx_area(xml: bytes) -> int:
    """Cells of the rectangle around the cells with content, of one part of a workbook."""
    rows: list[int] = []
    columns: list[int] = []
    for attributes in _CELL.findall(xml):
        found = _REFERENCE.search(attributes)
        if found and not attributes.endswith(b"/"):
            rows.append(int(found.group(2)))
            columns.append(_column(found.group(1)))
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_areas(file: IO[bytes]) -> Iterator[int]:
    """Cells up to the last one with a value, of each sheet; repeated rows and cells are counted out."""
    height = width = across = down = 0
    filled = False
    events = etree.iterparse(file, events=("start", "end"), resolve_entities=False, no_network=True)
    for event, element in events:
        name = element.tag
        if event == "start" and name == f"{_TABLE}table":
            height = width = down = 0
        elif event == "start" and name == f"{_TABLE}table-row":
            across, filled = 0, False
        elif event == "end" and name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            across += int(element.get(f"{_TABLE}number-columns-repeated", 1))
            if element.get(f"{_OFFICE}value-type"):
                filled, width = True, max(width, across)
        elif event == "end" and name == f"{_TABLE}table-row":
            down += int(element.get(f"{_TABLE}number-rows-repeated", 1))
            height = down if filled else height
            element.clear()
        elif event == "end" and name == f"{_TABLE}table":
            yield height * width
