"""Marks, absences and term marks of the small school, written as facts."""

from datetime import date, datetime
from random import Random
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import Group, Period, Subject
from ejournal.models.journal import Absence, Mark, RollCall, Work
from ejournal.models.people import SchoolYear
from ejournal.models.term_memos import TermMemo
from ejournal.models.terms import Term, TermMark
from ejournal.models.timetable import Lesson
from ejournal.rules import works
from ejournal.services import term_marks
from ejournal.services.deeds import add_fact, create, deed
from ejournal.services.term_marks import Choice
from ejournal.services.verify import verify
from tests.school import FIRST, LAST, ZONE, School, at

WINDOW, DEADLINE, AFTER = date(2026, 12, 23), date(2026, 12, 28), date(2026, 12, 29)
OPEN = at("15:00", date(2026, 12, 24))
MORNING = at("12:00", date(2026, 12, 22))


def group_of(school: School, key: str = "algebra") -> Group:
    found: Group = (
        Group.select(Group, Subject, SchoolYear)
        .join(Subject)
        .switch(Group)
        .join(SchoolYear)
        .where(Group.id == school.groups[key])
        .get()
    )
    return found


def quarter() -> Term:
    return Term("period", Period.get(Period.kind == "quarter").id)


@deed("test.marks", of="teaching_group")
def give(group: int, marks: dict[int, list[tuple[str, str]]], *, by: Actor, now: datetime) -> None:
    """By pupil: values with kinds of work, one a lesson from the first lesson of the period on."""
    lessons = Lesson.select().where((Lesson.group == group) & Lesson.date.between(FIRST, LAST))
    ordered = list(lessons.order_by(Lesson.date, Lesson.number))
    made: dict[tuple[int, str], Work] = {}
    for pupil, given in marks.items():
        for lesson, (value, code) in zip(ordered, given, strict=False):
            if value in ("Н", "Б", "УП", "НП"):
                nothing = {"late_days": 0, "replaces": None}
                add_fact(Absence, lesson=lesson, pupil=pupil, code=value, **nothing)
            elif value:
                work = made.get((lesson.id, code)) or made.setdefault((lesson.id, code), column(lesson, code))
                add_fact(Mark, work=work, pupil=pupil, place=1, value=value, entry_until=now, slip_of=None)
    for lesson in ordered[: max(map(len, marks.values()))]:
        add_fact(RollCall, lesson=lesson, late_days=0)


def column(lesson: Lesson, code: str) -> Work:
    weight = works.kind(code).weight
    return create(
        Work, lesson=lesson, kind=code, weight=weight, added_at=lesson.starts_at, added_by=1, late_days=0
    )


def answers(values: str) -> list[tuple[str, str]]:
    """«5 4 Н»: answers at the lessons and absences, in order; «-» is a lesson without either."""
    return [("" if value == "-" else value, "answer") for value in values.split()]


def a_class(school: School, seed: int) -> dict[int, list[tuple[str, str]]]:
    """Random marks, weights and absences of the algebra class."""
    luck = Random(seed)
    values = ("5", "4", "4", "3", "2", "", "", "Н", "Б", "НП")
    pupils = [school[key] for key in ("anya", "borya", "vova", "glasha")]
    shares = {
        pupil: luck.choice([values, values[:7], ("Б", "Б", "Б", "4", ""), values[:3]]) for pupil in pupils
    }
    codes = ("answer", "test", "control", "final_control", "homework")
    return {pupil: [(luck.choice(shares[pupil]), luck.choice(codes)) for _ in range(9)] for pupil in pupils}


def choose(
    school: School,
    choices: dict[str, str | Choice],
    now: datetime = OPEN,
    group: str = "algebra",
    **more: Any,
) -> None:
    """Vera sets these marks of algebra over whatever stands."""
    page, term = group_of(school, group), more.get("term") or quarter()
    board = term_marks.board_of(page, term, now)
    made = {}
    for key, wanted in choices.items():
        choice = wanted if isinstance(wanted, Choice) else Choice(wanted)
        stands = board.decision(page, school[key], term)
        made[school[key]] = choice._replace(seen=choice.seen or (stands.id if stands else 0))
    by = school.actor(more.get("by", "vera"), request=more.get("request"))
    term_marks.set_marks(page, term, made, by=by, now=now)


@deed("test.mark", of="lesson")
def later(lesson: Lesson, pupil: int, *, by: Actor, now: datetime) -> None:
    """A «5» of the final control, set at once."""
    work = column(lesson, "final_control")
    add_fact(Mark, work=work, pupil=pupil, place=1, value="5", entry_until=now, slip_of=None)


def marks(school: School, **given: str) -> None:
    give(
        school.groups["algebra"],
        {school[key]: answers(values) for key, values in given.items()},
        by=school.actor("vera"),
        now=MORNING,
    )


def two_quarters() -> tuple[Term, Term]:
    """The term that is there becomes the second quarter, from 1 December on; November is the first one."""
    second = Period.get(Period.kind == "quarter")
    Period.update(valid_from=date(2026, 12, 1)).where(Period.id == second.id).execute()
    grades = {"grade_from": 1, "grade_to": 11}
    days = {"valid_from": FIRST, "valid_to": date(2026, 11, 29)}
    first = Period.create(year=second.year_id, kind="quarter", number=1, **grades, **days)
    return Term("period", first.id), Term("period", second.id)


def broken() -> list[str]:
    """What `verify` finds, but for the marks that the test gave on one day."""
    return [fault for fault in verify(ZONE) if "в другой день" not in fault]


def term_memo(school: School) -> int:
    """A memo of Вера about a term mark of Аня; the same one when it is there."""
    if not TermMemo.select().exists():
        give_memo(school.groups["algebra"], school["anya"], by=school.actor("vera"), now=at("12:00"))
    return int(TermMemo.get().id)


@deed("test.memo", of="teaching_group")
def give_memo(group: int, pupil: int, *, by: Actor, now: datetime) -> None:
    mark = add_fact(TermMark, group=group, pupil=pupil, period=None, kind="year", value="4", replaces=None)
    said = {"becomes": "5", "reason": "slip", "words": "", "evidence": ""}
    add_fact(TermMemo, year=now.year, number=9, mark=mark, **said)
