"""ВПР and diagnostics have deadlines of their own, typed by the deputy (domain facts, 7.4)."""

from datetime import date

import pytest

from ejournal.access import Role
from ejournal.models.work_deadlines import WorkDeadline
from ejournal.reports import cells, lessons
from ejournal.rules.refusal import Way
from ejournal.services import marks, work_deadlines
from tests.reports.checked import look
from tests.school import MONDAY, School, at
from tests.services.steps import call, put, refused, rows

pytestmark = pytest.mark.clause("4.5.4")

UNTIL = date(2026, 12, 11)


def type_in(
    school: School, until: date | None = UNTIL, kind: str = "vpr", paper: str = "приказ № 31"
) -> None:
    by = school.actor("dina", Role.DEPUTY)
    work_deadlines.set_deadline(school.lesson("algebra"), kind, until, paper, by=by, now=at("8:00"))


def add(school: School, kind: str = "vpr") -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    marks.add_work(lesson, kind, by=school.actor("vera"), now=at("9:40"))


@pytest.mark.parametrize("kind", ["vpr", "diagnostic"])
def test_marks_are_typed_until_the_day_that_the_deputy_typed_and_refused_after_it(
    school: School, kind: str
) -> None:
    add(school, kind)
    type_in(school, kind=kind)
    lesson = school.lesson("algebra")
    put(school, lesson, "4", at("15:00", UNTIL), kind=kind)
    with refused("4.5.4", Way.MEMO) as caught:
        put(school, lesson, "4", at("8:00", date(2026, 12, 12)), kind=kind, pupil="borya")
    assert "истёк 11.12" in caught.value.message


def test_it_may_be_shorter_than_the_norm_of_seven_days(school: School) -> None:
    add(school)
    type_in(school, until=date(2026, 11, 25))
    with refused("4.5.4", Way.MEMO):
        put(school, school.lesson("algebra"), "4", at("8:00", date(2026, 11, 26)), kind="vpr")


def test_without_it_the_norm_of_seven_days_holds(school: School) -> None:
    add(school)
    put(school, school.lesson("algebra"), "4", at("15:00", date(2026, 11, 30)), kind="vpr")
    with refused("4.5.4", Way.MEMO):
        put(school, school.lesson("algebra"), "4", at("8:00", UNTIL), kind="vpr", pupil="borya")


def test_the_pages_tell_it(school: School) -> None:
    add(school)
    type_in(school)
    shown = lessons.page(school.lesson("algebra"), school["vera"], at("12:00"))
    assert {column.kind: column.deadline for column in shown.columns}["vpr"] == UNTIL
    row = cells.cell_page(school.lesson("algebra"), school["anya"], school["vera"], at("12:00"))
    assert {cell.column: cell.deadline for cell in row.pupil.cells}["vpr"] == UNTIL


@pytest.mark.clause("4.2.2б")
def test_after_it_the_work_is_reported_as_unfinished(school: School) -> None:
    add(school)
    type_in(school)
    last, after = (
        look(school, "works", MONDAY, MONDAY, at("15:00", day)) for day in (UNTIL, date(2026, 12, 12))
    )
    assert last == []
    assert [(one.work, one.due) for one in after] == [("vpr", UNTIL)]


def test_it_is_corrected_with_its_history(school: School) -> None:
    type_in(school)
    type_in(school, until=date(2026, 12, 4))
    (stored,) = rows(WorkDeadline)
    assert stored.until == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "control"}, "ВПР и диагностической работе"),
        ({"until": date(2026, 11, 20)}, "день с 23.11"),
        ({"until": None}, "день с 23.11"),
        ({"until": date(2027, 6, 1)}, "день с 23.11"),
        ({"paper": " "}, "Укажите основание"),
    ],
)
def test_what_is_no_deadline_is_refused(school: School, changes: dict[str, object], said: str) -> None:
    with refused("4.5.4") as caught:
        type_in(school, **changes)  # type: ignore[arg-type]  # one of them is wrong
    assert said in caught.value.message
