"""Any file of a school becomes the same rows; one that cannot is told in a Russian sentence."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from docx.table import _Cell

from ejournal.importing import apart, book, sheets, tables
from ejournal.importing.book import Table, text_of
from ejournal.rules.refusal import Refusal
from tests.importing.files import (
    PLAN,
    SAMPLES,
    archive,
    declaring,
    docx,
    html,
    ods,
    sheet_data,
    shown,
    text,
    workbook,
    xlsx,
)

SHOWN = [[shown(cell) for cell in row] for row in PLAN]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def only(data: bytes) -> Table:
    (table,) = tables.read(data).tables
    return table


def texts(table: Table) -> list[list[str]]:
    return [row.texts() + [""] * (len(SHOWN[0]) - len(row.cells)) for row in table.rows]


@pytest.mark.parametrize("write", [xlsx, ods], ids=["xlsx", "ods"])
def test_a_workbook_keeps_its_numbers_and_days(write: Callable[[object], bytes]) -> None:
    table = only(write(PLAN))
    assert texts(table) == SHOWN
    assert (table.sheet, table.rows[3].cells[0], table.rows[3].cells[3]) == ("План", 1.0, date(2026, 9, 1))


def test_a_hidden_sheet_is_not_read() -> None:
    data = workbook({"Старый": sheet_data(PLAN), "План": sheet_data([("№", "Тема")])}, hidden="Старый")
    assert [(table.sheet, texts(table)) for table in tables.read(data).tables] == [
        ("План", [["№", "Тема", "", "", ""]])
    ]


def test_a_docx_and_a_web_page_number_their_tables() -> None:
    for data in (docx(PLAN), html(PLAN).encode()):
        table = only(data)
        assert (table.number, texts(table)) == (1, SHOWN)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8 без BOM"),
        ("utf-8-sig", "utf-8 с BOM"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1251", "windows-1251"),
        ("cp866", "cp866"),
    ],
)
def test_a_text_is_read_in_any_encoding(delimiter: str, encoding: str, name: str) -> None:
    rows = [[cell.replace(",", "").replace("—", "-").replace("§", "п.") for cell in row] for row in SHOWN]
    found = tables.read(text(rows, delimiter).encode(encoding))
    assert (found.encoding, texts(found.tables[0])) == (name, rows)
    assert found.delimiter == ("табуляция" if delimiter == "\t" else delimiter)


def test_an_old_excel_file_is_read() -> None:
    table = only((SAMPLES / "physics_7.xls").read_bytes())
    assert table.sheet == "КТП"
    assert [row.number for row in table.rows][:5] == [1, 2, 3, 5, 6]
    assert table.rows[5].texts()[:2] == ["Раздел. Физика и её роль в познании окружающего мира", ""]
    assert table.rows[6].cells[6] == date(2026, 9, 1)


def test_a_web_page_says_its_encoding() -> None:
    page = html(PLAN).replace("<body>", '<meta charset="windows-1251"><body>').encode("cp1251")
    found = tables.read(page)
    assert (found.format, found.encoding, texts(found.tables[0])) == ("html", "windows-1251", SHOWN)


def test_cells_of_a_web_page_that_span_leave_empty_places() -> None:
    page = (
        "<table><tr><th rowspan=2>№<th colspan=2>Часы<th>Тема</tr><tr><td>всего<td>к/р<td>a<br>b</tr>"
        "<tr><td>1<td>2<td>3<td>4</tr></table>"
    )
    assert [row.texts() for row in only(page.encode()).rows] == [
        ["№", "Часы", "", "Тема"],
        ["", "всего", "к/р", "a\nb"],
        ["1", "2", "3", "4"],
    ]


def test_a_field_with_line_breaks_and_delimiters_is_one_cell_and_lines_are_counted() -> None:
    table = only('№;Тема\r\n1;"Блоки;\r\n«Золотое ""правило""»"\r\n\r\n2;Рычаги\r\n'.encode())
    assert [(row.number, row.record, row.texts()) for row in table.rows] == [
        (1, 1, ["№", "Тема"]),
        (2, 2, ["1", 'Блоки;\n«Золотое "правило"»']),
        (5, 4, ["2", "Рычаги"]),
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file() -> None:
    lines = "".join(f"{number};Тема номер {number}\n" for number in range(2, 90))
    table = only(f'№;Тема\n1;"Первая\n{lines}'.encode())
    assert len(table.rows) == 90
    assert table.rows[1].texts() == ["1", '"Первая']


def test_the_line_of_excel_that_names_the_delimiter_is_no_row() -> None:
    table = only("sep=;\n№;Тема, раздел\n1;Тундра, лес\n".encode())
    assert [(row.number, row.texts()) for row in table.rows] == [
        (2, ["№", "Тема, раздел"]),
        (3, ["1", "Тундра, лес"]),
    ]


def test_merged_cells_of_a_docx_have_their_text_once_and_nested_tables_are_apart() -> None:
    document = Document()
    document.add_paragraph("Класс: 7")
    outer = document.add_table(3, 3)
    outer.cell(0, 0).merge(outer.cell(0, 2)).text = "Раздел (2 ч)"
    outer.cell(1, 0).merge(outer.cell(2, 0)).text = "1"
    # What stood in a cell before it was merged may stay in the file, unseen.
    _Cell(outer.rows[2]._tr.tc_lst[0], outer).text = "скрыто"
    inner = outer.cell(1, 1).add_table(1, 1)
    inner.cell(0, 0).text = "внутри"
    file = io.BytesIO()
    document.save(file)
    first, second = tables.read(file.getvalue()).tables
    assert (first.before, [row.texts() for row in first.rows]) == (
        ("Класс: 7",),
        [["Раздел (2 ч)", "", ""], ["1", "", ""]],
    )
    assert (second.number, [row.texts() for row in second.rows]) == (2, [["внутри"]])


def test_rows_keep_their_numbers_under_empty_ones() -> None:
    sheet = "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(1, 200_001))
    sheet = sheet.replace('<c r="A7" s="1"/>', '<c r="A7"><v>5</v></c>')
    assert [(row.number, row.texts()) for row in only(xlsx([], sheet)).rows] == [(7, ["5"])]
    (row,) = only((";;;\n" * 200_000 + "1;Тундра\n").encode()).rows
    assert (row.number, row.texts()) == (200_001, ["1", "Тундра"])


def test_blanks_and_invisible_signs_of_a_cell_are_one_space_or_nothing() -> None:
    assert text_of("  Как\u00a0пройти \u200b-\u2003диа\u00adлог  \n\n да ") == "Как пройти - диалог\nда"
    assert [text_of(cell) for cell in (3.0, 0.5, date(2026, 9, 1))] == ["3", "0.5", "01.09.2026"]


FAR_ODS = (
    '<table:table-row table:number-rows-repeated="900000"><table:table-cell'
    ' table:number-columns-repeated="9000" office:value-type="float" office:value="1"/></table:table-row>'
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Файл пуст"),
        (b"\xef\xbb\xbf \r\n", "Файл пуст"),
        (xlsx([]), "Файл пуст"),
        (docx([["", ""]]), "В документе нет таблицы"),
        (docx(PLAN)[:9000], "Файл повреждён"),
        (xlsx(PLAN)[:700], "Файл повреждён"),
        ((SAMPLES / "physics_7.xls").read_bytes()[:600], "Файл повреждён"),
        (declaring(xlsx(PLAN), 2**31), "слишком много данных: в распакованном виде больше 200 МБ"),
        (
            xlsx([], '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
            "больше 400 тысяч",
        ),
        (ods([], FAR_ODS), "больше 400 тысяч клеток"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "закрыт паролем"),
        (ods(PLAN, manifest="<manifest:encryption-data/>"), "закрыт паролем"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "Файл .doc не читается. Откройте его в Word, сохраните как .docx",
        ),
        (b"%PDF-1.7 ...", "Это PDF"),
        (rb"{\rtf1 ...", "сохраните как .docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "Это картинка"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "Это картинка"),
        (b"BM" + bytes(range(256)) * 9, "Это не таблица и не текст"),
        (b'<?xml version="1.0"?><Workbook/>', "сохраните как .xlsx"),
        (("1;Тундра\n" * 20_001).encode(), "больше 20000 строк"),
        ((";".join("9" * 1_001) + "\n").encode(), "больше 1000 столбцов"),
        (f"<table><tr>{'<td colspan=1000>1' * 30_000}</table>".encode(), "больше 1000 столбцов"),
        (f"<table>{'<tr><td colspan=900>1' * 2_000}</table>".encode(), "больше 400 тысяч клеток"),
        (b"1;2\n" * (5 * 2**20 + 1), "Файл больше 20 МБ"),
    ],
    ids=range(24),
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        tables.read(data)
    assert said in str(refusal.value)


def test_a_locked_zip_a_foreign_zip_and_a_lying_one_are_told() -> None:
    locked = bytearray(xlsx(PLAN))
    central = locked.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    for data, said in (
        (bytes(locked), "закрыт паролем"),
        (declaring(xlsx(PLAN), 10), "Файл повреждён"),
        (archive({"КТП.docx": docx(PLAN)}), "Распакуйте его"),
        (archive({"xl/workbook.bin": b"1"}), "сохраните"),
    ):
        with pytest.raises(Refusal) as refusal:
            tables.read(data)
        assert said.lower() in str(refusal.value).lower()


def test_a_parser_that_breaks_is_a_damaged_file() -> None:
    def break_down() -> None:
        raise IndexError

    with pytest.raises(Refusal):
        book.guarded(break_down)


def test_a_workbook_that_asks_for_all_the_memory_is_a_damaged_file() -> None:
    """Its reader dies of it, in a process of its own."""
    with pytest.raises(Refusal, match="Файл повреждён"):
        tables.read((SAMPLES / "hungry.xls").read_bytes())


def test_an_old_workbook_with_a_password_is_told() -> None:
    data = bytearray((SAMPLES / "physics_7.xls").read_bytes())
    after_bof = data.index(b"\x09\x08\x10\x00\x00\x06") + 20
    data[after_bof : after_bof + 2] = b"\x2f\x00"  # the record that says how it is encrypted
    with pytest.raises(Refusal, match="закрыт паролем"):
        tables.read(bytes(data))


def test_a_workbook_with_one_far_cell_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 24)
    with pytest.raises(Refusal, match="больше 400 тысяч клеток"):
        tables.read(xlsx(PLAN))


def test_empty_rows_to_the_end_of_a_sheet_of_openoffice_are_nothing() -> None:
    cells = '<table:table-cell table:number-columns-repeated="{}"{}'
    value = ' office:value-type="string"><text:p>да</text:p></table:table-cell>'
    first = f"<table:table-row>{cells.format(2, value)}{cells.format(16_382, '/>')}</table:table-row>"
    repeated = 'table:number-rows-repeated="1048575"'
    rest = f"<table:table-row {repeated}>{cells.format(16_384, '/>')}</table:table-row>"
    assert [row.texts() for row in only(ods([], first + rest)).rows] == [["да", "да"]]


def test_a_workbook_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST", 0.001)
    with pytest.raises(Refusal, match="читается дольше"):
        tables.read(xlsx(PLAN))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", ""),
        ("Иванов Пётр", "Иванов Пётр"),
        ("Иванов  Пётр", "Иванов Пётр"),
        (" Иванов", "Иванов"),
        ("Иванов ", "Иванов"),
        (" ", ""),
        ("Иванов\u00a0Пётр", "Иванов Пётр"),
        ("Ива\u00adнов\u200b", "Иванов"),
        ("Иванов\t\tПётр", "Иванов Пётр"),
        ("Мать:\n\n Анна ", "Мать:\nАнна"),
        ("а\u2028б", "а\nб"),
    ],
)
def test_a_cell_is_read_with_one_space_between_words(cell: str, said: str) -> None:
    """What is plain already is not gone through again: a list of 5,000 pupils is read in two seconds."""
    assert text_of(cell) == said
