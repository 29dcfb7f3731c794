"""Who a row is about, and what it never makes of somebody (п. 4.3.2, 4.4.1)."""

import pytest

from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared
from ejournal.loading.scope import scope
from ejournal.models.people import Person, PersonName
from ejournal.rules.snils import check_digits
from tests.loading.samples import NOW, ORDER, bring, compared, open_year

pytestmark = [pytest.mark.clause("4.3.2"), pytest.mark.usefixtures("db")]
SNILS = "999000555" + check_digits("999000555")


def prepared(kind: str, text: str) -> Prepared:
    open_year()
    return kinds.prepare(
        kind, kinds.read(text.encode()), "x", Chosen(order=ORDER), scope(NOW.date(), None, False)
    )


def told(found: Prepared) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(judged.verdict), judged.reasons) for _, judged in sorted(found.rows.items())]


def test_the_number_of_a_pupil_makes_nobody_a_parent() -> None:
    head = "Класс;ФИО;Дата рождения;СНИЛС;Мать: ФИО;Мать: СНИЛС\n"
    first = f"5;Белов Пётр Ильич;01.02.2015;{SNILS};;\n"
    second = f"5;Орлова Анна Юрьевна;03.04.2015;;Орлова Ольга Львовна;{SNILS}\n"
    found = told(prepared("class_list", head + first + second))
    assert found[0][0] == "new"
    assert any("этот СНИЛС уже записан: «Белов Пётр Ильич»" in reason for reason in found[1][1])


def test_one_number_of_two_pupils_is_one_pupil_and_a_refusal() -> None:
    head = "Класс;ФИО;Дата рождения;СНИЛС\n"
    rows = (f"5;Белов Пётр Ильич;01.02.2015;{SNILS}\n", f"5;Орлова Анна Юрьевна;03.04.2015;{SNILS}\n")
    assert [verdict for verdict, _ in told(prepared("class_list", head + "".join(rows)))] == [
        "new",
        "refused",
    ]


@pytest.mark.parametrize(
    ("position", "rights"),
    [
        ("Директор", "директор"),
        ("Учитель, директор школы", "директор"),
        ("И. о. директора", ""),
        ("Директор школьного музея", ""),
        ("Заместитель директора по УВР", "заместитель директора"),
        ("Заместитель директора по АХЧ", ""),
    ],
)
def test_a_position_gives_the_right_that_it_names_and_no_other(position: str, rights: str) -> None:
    ((_, reasons),) = told(
        prepared("staff", f"ФИО;Должность;СНИЛС\nБелова Анна Ильинична;{position};{SNILS}\n")
    )
    named = ", ".join(reasons)
    assert ("директор" in named) == bool(rights)
    assert rights in named


def test_namesakes_with_other_birth_dates_are_two_employees() -> None:
    rows = "".join(f"Белова Анна Ильинична;Учитель;{born}\n" for born in ("01.02.1980", "05.06.1965"))
    found = prepared("staff", f"ФИО;Должность;Дата рождения\n{rows}")
    assert len(found.rows) == 2 and "refused" not in found.counts


@pytest.mark.parametrize("kind", ["class_list", "staff"])
def test_a_number_and_a_birth_date_are_one_person_whose_name_an_order_changes(kind: str) -> None:
    """A married name, an adoption: what else the row says is loaded, the name stays."""
    open_year()
    columns = {"class_list": ("Класс", "5"), "staff": ("Должность", "учитель")}
    (title, value), order = columns[kind], Chosen(order=ORDER)
    head = f"{title};ФИО;Дата рождения;СНИЛС;Телефон\n"
    bring(kind, f"{head}{value};Белова Анна Ильинична;01.02.2015;{SNILS};\n")
    text = f"{head}{value};Орлова Анна Ильинична;01.02.2015;{SNILS};89110000001\n"
    found = kinds.prepare(kind, kinds.read(text.encode()), "x", order, scope(NOW.date(), None, False))
    ((verdict, reasons),) = told(found)
    assert verdict == "doubtful"
    assert "«Белова Анна Ильинична» → «Орлова Анна Ильинична»" in reasons[0] and "приказом" in reasons[0]
    bring(kind, text)
    (person,) = Person.select()
    assert person.phone == "+79110000001"
    assert [name.surname for name in PersonName.select()] == ["Белова"]


def test_a_remark_does_not_hide_whether_the_row_is_new_or_the_same() -> None:
    open_year()
    text = "Класс;ФИО;Дата рождения;СНИЛС\n5;Белов Пётр Ильич;05.02.2015;\n"
    found = compared("class_list", text)
    assert (list(found.counted.values()), found.counts) == (["новая, с замечанием: 1"], {"doubtful": 1})
    bring("class_list", text)
    again = compared("class_list", text)
    assert [one.title for one in again.rows.values()] == ["без изменений, с замечанием"]
    assert list(again.counted.values()) == ["без изменений, с замечанием: 1"] and again.nothing_new
