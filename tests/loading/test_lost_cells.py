"""п. 4.4.1, 4.2.1: a formula that was never counted, and an error of Excel, are told where they stand."""

import pytest

from ejournal.importing.book import Lost, text_of
from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.rules.refusal import Refusal
from tests.importing.files import sheet_data, xlsx
from tests.loading.samples import NOW, ORDER
from tests.school import School

pytestmark = pytest.mark.clause("4.4.1")

HEADING = ("Класс", "Фамилия", "Имя", "Отчество", "Дата рождения", "СНИЛС", "Возраст")
FORMULA = "в клетке формула без сохранённого значения: откройте файл в Excel и сохраните заново"
ERROR = "в клетке ошибка #REF!: впишите в неё само значение"


def cell(at: str, inner: str, kind: str = "") -> str:
    return f'<c r="{at}" t="{kind or "n"}">{inner}</c>'


def text(at: str, said: str) -> str:
    return cell(at, f"<is><t>{said}</t></is>", "inlineStr")


def formula(at: str, value: str = "<v/>", kind: str = "") -> str:
    return cell(at, f"<f>CONCATENATE(1,2)</f>{value}", kind).replace(' t="n"', "")


def error(at: str) -> str:
    return cell(at, "<f>A1</f><v>#REF!</v>", "e")


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def book_of(heading: tuple[str, ...], *rows: str) -> bytes:
    return xlsx([], sheet_data([heading]) + "".join(rows))


def compared(kind: str, content: bytes) -> Prepared:
    chosen = Chosen(order=ORDER, class_name="5")
    book = kinds.as_chosen(kinds.read(content), chosen)
    return kinds.prepare(kind, book, "x.xlsx", chosen, scope(NOW.date(), None, kind == "ktp"))


def told(found: Prepared) -> list[tuple[int, str, str]]:
    return [(int(dict(one.place)["row"]), one.field, one.reason) for one in found.remarks if one.place]


def pupils(*rows: str) -> Prepared:
    return compared("class_list", book_of(HEADING, *rows))


def test_what_is_needed_and_lost_is_said_to_be_lost_not_to_be_missing(school: School) -> None:
    found = pupils(
        row(2, text("A2", "5"), formula("B2"), text("C2", "Пётр"), text("D2", "Ильич"), formula("E2")),
        row(
            3, text("A3", "5"), error("B3"), text("C3", "Олег"), text("D3", "Ильич"), text("E3", "02.05.2015")
        ),
    )
    assert told(found) == [(2, "ФИО", FORMULA), (2, "Дата рождения", FORMULA), (3, "ФИО", ERROR)]
    assert {one.verdict for one in found.rows.values()} == {Verdict.REFUSED}


def test_what_may_be_missing_is_told_too_and_a_column_that_is_not_read_is_not(school: School) -> None:
    known = (text("A2", "5"), text("B2", "Белов"), text("C2", "Пётр"), text("D2", "Ильич"))
    found = pupils(row(2, *known, text("E2", "02.05.2015"), error("F2"), formula("G2")))
    assert told(found) == [(2, "СНИЛС", ERROR)]
    assert [(one.verdict, one.title) for one in found.rows.values()] == [
        (Verdict.DOUBTFUL, "новая, с замечанием")
    ]
    assert found.summary["report"][0]["reason"] == ERROR


def test_a_row_of_nothing_but_formulas_is_not_left_out_in_silence(school: School) -> None:
    known = (text("A3", "5"), text("B3", "Белов"), text("C3", "Пётр"), text("E3", "02.05.2015"))
    lost = row(2, formula("A2"), formula("B2"), formula("C2"), formula("D2"), formula("E2"))
    found = pupils(lost, row(3, *known))
    assert [reason for number, _, reason in told(found) if number == 2] == [FORMULA] * 5


def test_a_value_that_is_saved_is_read_and_an_empty_text_is_a_value() -> None:
    cells = formula("A2", "<v>Белов</v>", "str"), formula("B2", "<v></v>", "str"), formula("C2", "<v>7</v>")
    (table,) = kinds.read(book_of(HEADING, row(2, *cells, formula("G2")))).tables
    assert [text_of(one) for one in table.rows[1].cells] == ["Белов", "", "7", "", "", "", ""]
    assert [isinstance(one, Lost) for one in table.rows[1].cells] == [False] * 6 + [True]


@pytest.mark.clause("4.2.1")
@pytest.mark.parametrize(
    ("kind", "heading", "cells", "field"),
    [
        (
            "ktp",
            ("№", "Тема", "Часы", "Дата"),
            (cell("A2", "<v>1</v>"), error("B2"), cell("C2", "<v>1</v>")),
            "Тема",
        ),
        (
            "curriculum",
            ("Предмет", "5", "6"),
            (text("A2", "История"), error("B2"), cell("C2", "<v>2</v>")),
            "5",
        ),
    ],
)
def test_it_is_so_in_every_kind_of_file(
    school: School, kind: str, heading: tuple[str, ...], cells: tuple[str, ...], field: str
) -> None:
    assert (2, field, ERROR) in told(compared(kind, book_of(heading, row(2, *cells))))


@pytest.mark.parametrize("at", ["A9999999", "ZZZ200000"])
def test_a_formula_far_away_makes_a_file_too_large(at: str) -> None:
    """Its place would be a million empty rows."""
    content = book_of(HEADING, f'<row r="{at.strip("AZ")}">{formula(at)}</row>')
    with pytest.raises(Refusal, match="слишком много данных"):
        kinds.read(content)
