"""One subject under two spellings in two files stays one subject (п. 2.1)."""

import pytest

from ejournal.importing.subject_match import likely
from ejournal.loading.prepared import Prepared
from ejournal.models.curriculum import CurriculumHour, Group, GroupTeacher, Subject
from ejournal.models.timetable import TimetableEntry
from tests.loading.samples import bring, compared, open_year

ENGLISH, SPORT = "Иностранный язык (английский)", "Физическая культура"
CURRICULUM = (
    f"Учебные предметы;5 класс\n{ENGLISH};3\n{SPORT};2\nИзобразительное искусство;1\n"
    "Русский язык;5\nТруд (технология);2\n"
)
STAFF = "ФИО;СНИЛС;Должность;Предмет;Классы\nБелов Пётр Ильич;112-233-445 95;учитель;{};5\n"


def names() -> set[str]:
    return {subject.name for subject in Subject.select()}


def reasons(found: Prepared) -> list[str]:
    return [f"{remark.severity}: {remark.reason}" for remark in found.remarks if "«" in remark.reason]


@pytest.mark.usefixtures("db")
def test_whatever_spelling_comes_second_is_the_subject_that_is_there() -> None:
    open_year()
    bring("curriculum", CURRICULUM)
    known = names()
    assert len(known) == 5
    week = enumerate(("Англ. язык", "Физ-ра", "ИЗО", "русский яз.", "Технология"), 1)
    bring("timetable", "Класс;День;Урок;Предмет\n" + "".join(f"5;Пн;{n};{name}\n" for n, name in week))
    assert (names(), TimetableEntry.select().count()) == (known, 5)
    bring("staff", STAFF.format("Английский язык"))
    assert [row.group.subject.name for row in GroupTeacher.select()] == [ENGLISH]
    again = "Учебные предметы;5 класс\nангл. яз.;3\nФИЗКУЛЬТУРА;3\nРусский язык;5\n"
    told = compared("curriculum", again)
    assert [judged.verdict for judged in told.rows.values()] == ["doubtful", "doubtful", "same"]
    assert reasons(told) == [
        f"warning: «англ. яз.» — читаем как «{ENGLISH}»: так этот предмет уже назван в журнале",
        f"warning: «ФИЗКУЛЬТУРА» — читаем как «{SPORT}»: так этот предмет уже назван в журнале",
    ]
    bring("curriculum", again)
    hours = {row.subject.name: row.tenths for row in CurriculumHour.select()}
    assert (hours, names()) == ({ENGLISH: 30, SPORT: 30, "Русский язык": 50}, known)
    pupils = "Класс;ФИО;Дата рождения;Группа (англ. яз.)\n5;Белова Анна Петровна;01.02.2015;1\n"
    bring("class_list", pupils)
    assert names() == known
    assert Group.select().where(Group.kind == "part").get().subject.name == ENGLISH


@pytest.mark.usefixtures("db")
def test_what_may_be_two_subjects_is_asked() -> None:
    open_year()
    bring("curriculum", f"Учебные предметы;5 класс\n{ENGLISH};3\nИностранный язык (немецкий);3\n")
    several = f"«{ENGLISH}», «Иностранный язык (немецкий)»; впишите в клетку один из них"
    staff = compared("staff", STAFF.format("Ин. яз."))
    assert [judged.verdict for judged in staff.rows.values()] == ["doubtful"]
    assert several in reasons(staff)[0] and "нагрузка этой строки не загружается" in reasons(staff)[0]
    plan = compared("curriculum", "Учебные предметы;5 класс\nИн. яз.;3\nХимия;1\n")
    assert sorted(judged.verdict for judged in plan.rows.values()) == ["new", "refused"]
    assert several in reasons(plan)[0]
    week = compared("timetable", "Класс;День;Урок;Предмет\n5;Пн;1;Ин. яз.\n5;Пн;2;Нем. яз.\n")
    assert sorted(judged.verdict for judged in week.rows.values()) == ["new", "refused"]
    assert several in reasons(week)[0]


@pytest.mark.usefixtures("db")
def test_a_file_that_names_two_subjects_has_two() -> None:
    open_year()
    bring("staff", STAFF.format("История"))
    both = "Учебные предметы;5 класс;6 класс\n{};1;2\nИстория;1;\n"
    assert reasons(compared("curriculum", both.format("История России"))) == []
    world = "Учебные предметы;5 класс\nВсеобщая история;1\nИстория России;2\n"
    assert [reason.split(", но")[0] for reason in reasons(compared("curriculum", world))] == [
        "warning: «Всеобщая история» похоже на предмет журнала «История»",
        "warning: «История России» похоже на предмет журнала «История»",
    ]
    bring("curriculum", world)
    assert names() == {"История", "Всеобщая история", "История России"}


@pytest.mark.usefixtures("db")
def test_without_a_curriculum_the_names_of_the_staff_are_those_of_the_week() -> None:
    open_year()
    two = "Иванов Олег Петрович;112-233-445 95;учитель;{};{}\n"
    head = "ФИО;СНИЛС;Должность;Предмет;Классы\n"
    bring("staff", head + two.format("Английский язык", 5) + two.format("Физ-ра", 5) + two.format(SPORT, 6))
    assert names() == {"Английский язык", SPORT}
    week = "Класс;День;Урок;Предмет\n5;Пн;1;Англ. яз.\n5;Пн;2;Физкультура\n5;Пн;3;Химия\n"
    bring("timetable", week)
    assert names() == {"Английский язык", SPORT, "Химия"}


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("Всеобщая история", ["История России"], []),
        ("История", ["История России", "Всеобщая история"], ["История России", "Всеобщая история"]),
        ("Матем.", ["Алгебра и начала математического анализа"], []),
        ("Алгебра", ["Алгебра и начала математического анализа"], []),
        ("Литературное чтение", ["Литература"], []),
        ("Физика в задачах", ["Физика"], []),
        ("Второй иностранный язык (немецкий)", ["Иностранный язык (немецкий)"], []),
        ("Иностранный язык", [ENGLISH], [ENGLISH]),
        ("Физика (угл.)", ["Физика"], ["Физика"]),
        ("физическая культура.", [SPORT], [SPORT]),
        (SPORT, ["Физ-ра"], ["Физ-ра"]),
        ("Шахматы", [SPORT], []),
        ("Черчение", ["чЕрчение"], ["чЕрчение"]),
    ],
)
def test_what_is_one_subject(text: str, known: list[str], meant: list[str]) -> None:
    assert list(likely(text, known)) == meant
