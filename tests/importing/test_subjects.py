"""A timetable abbreviates; the curriculum names."""

import json

import pytest

from ejournal.importing.subjects import is_extracurricular, named
from tests.importing.files import SAMPLES

FILES = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"]
ABBREVIATIONS = FILES["06_расписание_5-11.xlsx"]["abbreviations"]
ENGLISH, GERMAN = "Иностранный язык (английский)", "Иностранный язык (немецкий)"
SAFETY, SPORT = "Основы безопасности и защиты Родины", "Физическая культура"


@pytest.mark.parametrize(("typed", "name"), ABBREVIATIONS.items())
def test_the_abbreviations_of_the_sample_are_known(typed: str, name: str) -> None:
    assert named(typed) == name
    assert named(typed, ABBREVIATIONS.values()) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Рус.яз", "Русский язык"),
        ("РУССКИЙ", "Русский язык"),
        ("Рус.", "Русский язык"),
        ("Лит.", "Литература"),
        ("Лит. чт.", "Литературное чтение"),
        ("Чтение", "Литературное чтение"),
        ("Матем", "Математика"),
        ("Мат-ка", "Математика"),
        ("Матем. (проф.)", "Математика"),
        ("Англ.", ENGLISH),
        ("Английский язык", ENGLISH),
        ("Ин. яз. (нем.)", GERMAN),
        ("Ин. яз.", "Иностранный язык"),
        ("Окр. мир", "Окружающий мир"),
        ("Физра", SPORT),
        ("ФЗК", SPORT),
        ("Физкультура", SPORT),
        ("Физ. культ.", SPORT),
        ("Физ.", "Физика"),
        ("Техн.", "Труд (технология)"),
        ("ОБЖ", SAFETY),
        ("Общ.", "Обществознание"),
        ("Гео", "География"),
        ("Геом", "Геометрия"),
        ("Био", "Биология"),
        ("Инф.", "Информатика"),
        ("МХК", "Мировая художественная культура"),
        ("ВиС", "Вероятность и статистика"),
        ("Теор. вер.", "Вероятность и статистика"),
        ("История России", "История"),
        ("Разг. о важн.", "Разговоры о важном"),
        ("РоВ", "Разговоры о важном"),
        ("Россия - мои гор.", "Россия — мои горизонты"),
        ("Литepaтуpa", "Литература"),
    ],
)
def test_usual_abbreviations_are_known_without_a_curriculum(typed: str, name: str) -> None:
    assert named(typed) == name


@pytest.mark.parametrize(
    ("typed", "known", "name"),
    [
        ("Шахм.", ("Шахматы", "Физика"), "Шахматы"),
        ("Англ. яз.", ("Английский язык", "Русский язык"), "Английский язык"),
        ("ОБЖ", ("Основы безопасности жизнедеятельности",), "Основы безопасности жизнедеятельности"),
        ("Физ-ра", ("Физкультура", "Физика"), "Физкультура"),
        ("Техн.", ("Технология",), "Технология"),
        ("Ин. яз.", (ENGLISH, "Русский язык"), ENGLISH),
        ("Ин. яз.", (ENGLISH, GERMAN), None),
        ("Лит.", ("Литературное чтение", "Русский язык"), "Литературное чтение"),
        ("Химия", ("Физика",), None),
        ("Обед", ("Обеденный этикет",), None),
    ],
)
def test_a_subject_is_called_as_the_curriculum_calls_it(
    typed: str, known: tuple[str, ...], name: str | None
) -> None:
    assert named(typed, known) == name


@pytest.mark.parametrize(
    "typed",
    [
        "Кл. час",
        "Классный час",
        "Кружок английского",
        "Консультация по математике",
        "Обед",
        "Практ.",
        "Основы",
        "Подготовка к ОГЭ по математике",
        "",
        "-",
        "(",
        "7",
        "я" * 5000,
    ],
)
def test_what_is_no_subject_or_any_of_several_is_none(typed: str) -> None:
    assert named(typed) is None


def test_extracurricular_lessons_are_known_beside_any_curriculum() -> None:
    assert named("Разговоры о важном", ("Физика",)) == "Разговоры о важном"
    assert is_extracurricular("разговоры о важном")
    assert not is_extracurricular("Физика")
