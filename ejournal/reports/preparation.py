"""«Подготовка к работе»: the steps from an empty journal to lessons, each with what it still lacks."""

from dataclasses import dataclass
from datetime import date

from ejournal.models.people import year_of_work
from ejournal.models.preparation import Counts, counts
from ejournal.models.settings import UNNAMED, SchoolSettings
from ejournal.wording import plural

GIVEN = "обязанности розданы, приказ об ответственных подписан"


@dataclass(frozen=True)
class Step:
    """`told` is what is there, `lack` what is missing ("" when nothing is); `link` is where it is done."""

    title: str
    link: str
    action: str
    told: str
    lack: str


def steps(school: SchoolSettings, today: date) -> list[Step]:
    """п. 4.3.1: every step in the order in which they are usually taken; each may be taken up again."""
    year = year_of_work(today)
    named = school.school_name != UNNAMED
    first = [
        Step(
            "Реквизиты школы",
            "/settings",
            "Открыть настройки",
            school.school_name if named else "",
            _requisites(school) if named else "название школы не задано",
        ),
        Step(
            "Учебный год и четверти",
            "/year",
            "Посмотреть" if year else "Открыть год",
            f"{year.name} учебный год" if year else "",
            "" if year else "учебный год не открыт",
        ),
    ]
    return [*first, *(_from_files(counts(year)) if year else _later())]


def _requisites(school: SchoolSettings) -> str:
    """What papers of the school name beside it."""
    wanted = {"полное наименование": school.school_full_name, "населённый пункт": school.school_place}
    lacking = [title for title, value in wanted.items() if not value]
    return f"не указано: {', '.join(lacking)}" if lacking else ""


def begun(today: date) -> bool:
    """Whether there is a year with a timetable: lessons can be."""
    year = year_of_work(today)
    return year is not None and counts(year).entries > 0


def _later() -> list[Step]:
    """The steps that wait for the year to be opened."""
    return [Step(step.title, "", "", "", "") for step in _from_files(Counts(*[0] * len(Counts._fields)))]


def _from_files(found: Counts) -> list[Step]:
    untaught = f"без учителя страниц журнала: {found.untaught}" if found.untaught else ""
    planless = f"без плана страниц журнала: {found.planless}" if found.planless else ""
    return [
        _step("Учебный план", "curriculum", found.hours, "строка строки строк", "плана нет"),
        _step("Работники и нагрузка", "staff", found.staff, "работник работника работников", "нет никого"),
        _step("Списки классов", "class_list", found.pupils, "ученик ученика учеников", "учеников нет"),
        _step("Расписание", "timetable", found.entries, "урок урока уроков", "расписания нет", untaught),
        _step("КТП", "ktp", found.planned, "страница страницы страниц", "нет", planless),
        Step("Права", "/people", "Посмотреть", "" if (lack := _rights(found)) else GIVEN, lack),
    ]


def _step(title: str, kind: str, number: int, words: str, nothing: str, more: str = "") -> Step:
    told = f"{number} {plural(number, *words.split())}" if number else ""
    return Step(title, f"/imports?kind={kind}", "Загрузить из файла", told, more if number else nothing)


def _rights(found: Counts) -> str:
    """п. 4.1.3, 4.3.2: duties that nobody has."""
    duties = {
        "директора": found.directors,
        "заместителя директора": found.deputies,
        "администратора": found.administrators,
    }
    told = [f"нет {title}" for title, number in duties.items() if not number]
    if found.classes > found.led:
        told.append(f"без классного руководителя классов: {found.classes - found.led}")
    if not found.orders:
        told.append("приказ об ответственных за журнал не подписан")
    return "; ".join(told)
