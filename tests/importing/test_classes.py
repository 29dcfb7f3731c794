"""Classes as headings name them."""

import pytest

from ejournal.importing.classes import class_said, classes_of, names_itself, school_year_said


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("1 класс", ("1",)),
        (5.0, ("5",)),
        ("5А", ("5А",)),
        ("5A", ("5А",)),  # Latin
        ("5 «б» класс", ("5Б",)),
        ("V", ("5",)),
        ("Х", ("10",)),  # Cyrillic
        ("IX а", ("9А",)),
        ("5-е классы", ("5",)),
        ("класс 7", ("7",)),
        ("10А (соц.-эк.)", ("10А",)),
        ("5а, 5б", ("5А", "5Б")),
        ("12", ()),
        ("0", ()),
        ("IIV", ()),
        ("2 ч", ()),
        ("II полугодие", ()),
        ("1-4", ()),
        ("Математика", ()),
        ("", ()),
    ],
)
def test_a_class_is_read_as_it_is_written(typed: str | float, names: tuple[str, ...]) -> None:
    assert classes_of(typed) == names


def test_a_number_alone_may_be_anything() -> None:
    assert [names_itself(typed) for typed in ("5", 5.0, "5А", "5 кл.", "V")] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_the_school_year_of_a_title() -> None:
    assert school_year_said(["Приказ 2025/2027", "на 2026–27 учебный год"]) == 2026
    assert school_year_said(["с 01.09.2026"]) is None


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Расписание уроков", "Расписание 5 «А» класса"], ("5А",)),
        (["Расписание 5–6 классов"], ()),
        (["Расписание 5–6 классов", "6А"], ("6А",)),
        (["5а, 5б"], ("5А", "5Б")),
        (["на 2026–2027 учебный год"], ()),
    ],
)
def test_the_class_of_a_timetable_stands_in_its_titles(lines: list[str], names: tuple[str, ...]) -> None:
    assert class_said(lines) == names
