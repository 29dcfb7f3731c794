"""The other indicators of domain 2.2 against a plain reckoning in Python, on terms written at random."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import Group, GroupMember, Period
from ejournal.models.journal import Absence, LessonText, Mark, MarkWithdrawal, RollCall, Work
from ejournal.models.memos import Annulment, Memo
from ejournal.models.people import Informing, SchoolYear
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.sessions import Session
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.reports.certificates.made import NOTHING, made
from ejournal.reports.certificates.read import Span
from ejournal.rules.certificates import Ratio
from tests.reports.chances import on_random_schools, written
from tests.reports.checked import JANUARY, away, fact, held, mark, text
from tests.reports.test_certificates import owners, within
from tests.school import FIRST, LAST, MONDAY, School, at

pytestmark = [pytest.mark.clause("3.7"), pytest.mark.clause("4.2.2г"), pytest.mark.clause("4.2.2")]
DAY = timedelta(days=1)
PUPILS = ("anya", "borya", "vova", "glasha")
FAMILIES = ("anya_mother", "anya_father", "vova_mother", "yana_father", "marina", "anya")
MARKED = ("algebra", "english1", "english2", "history")
# Domain 2.2: marks of a quarter by hours a week; 7.3: the least average of a mark, in hundredths.
NORMS = {1: 3, 2: 5, 3: 7, 4: 8, 5: 10}
THRESHOLDS = ((460, "5"), (360, "4"), (260, "3"), (0, "2"))
CONTROLS = {"control", "test_control"}
DEADLINE = date(2026, 12, 28)  # two school days before Wednesday 30 December


class Reckoned:
    """A person with the whole term before them; marks that were taken back or typed anew do not stand."""

    def __init__(self) -> None:
        self.lessons: list[Lesson] = list(Lesson.select().where(Lesson.date.between(FIRST, LAST)))
        self.owed = [lesson for lesson in self.lessons if owners(lesson)]
        self.groups: dict[int, Group] = {one.id: one for one in Group.select()}
        calls: Any = RollCall.select()
        self.calls: dict[int, Any] = {call.lesson_id: call for call in calls}
        rows: Any = LessonText.select().where(~LessonText.draft)
        self.texts = {(one.lesson_id, one.field): one for one in rows}
        self.works: dict[int, Any] = {one.id: one for one in Work.select()}
        self.marks = list(standing())

    def page(self, lesson: Lesson) -> int:
        return int(lesson.group_id)

    def is_written(self, lesson: Lesson) -> bool:
        told = any((lesson.id, name) in self.texts for name in ("topic", "homework"))
        return told or lesson.id in self.calls

    def of_page(self, group: int) -> list[Lesson]:
        return [lesson for lesson in self.lessons if lesson.group_id == group]

    def marks_of(self, lessons: list[Lesson], pupil: int | None = None) -> list[tuple[str, int]]:
        """Value and weight of every mark: «4/5» is two."""
        here = {lesson.id for lesson in lessons}
        return [
            (one, self.works[row.work_id].weight)
            for row in self.marks
            if self.works[row.work_id].lesson_id in here and pupil in (None, row.pupil_id)
            for one in row.value.split("/")
        ]


def standing() -> Iterator[Any]:
    rows: list[Any] = list(Mark.select())
    withdrawn: Any = MarkWithdrawal.select()
    gone = {row.slip_of_id for row in rows} | {row.mark_id for row in withdrawn}
    yield from (row for row in rows if row.id not in gone)


def missed(lesson: Lesson, pupil: int) -> bool:
    events: Any = Absence.select().where((Absence.lesson == lesson) & (Absence.pupil == pupil))
    codes = list(events)
    replaced = {row.replaces_id for row in codes}
    return any(row.code not in ("", "ОП") for row in codes if row.id not in replaced)


def members(group: int, day: date) -> set[int]:
    rows = GroupMember.select().where(GroupMember.group == group)
    return {row.person_id for row in rows if within(row, day)}


# The school of chance.


def write(school: School, chance: random.Random) -> None:
    """A term as it may have been: lessons, a КТП longer than the term or shorter, works, term marks."""
    plan = Plan.get()
    for number in range(5, chance.choice((20, 60))):
        kind = "control" if chance.random() < 0.2 else ""
        item = {"section": "", "topic": f"Тема {number}", "homework": "", "work_kind": kind}
        PlanItem.create(plan=plan, number=number, **item)
    full = chance.choice((0.5, 0.9))
    for lesson in list(Lesson.select()):
        write_lesson(school, lesson, full, chance)
    for row in GroupMember.select().where(GroupMember.person == school["glasha"]):
        row.valid_from = FIRST + DAY * chance.randrange(40)
        row.save()
    set_terms(school, chance)
    write_families(school, chance)
    accept(school, plan, chance)


def write_lesson(school: School, lesson: Lesson, full: float, chance: random.Random) -> None:
    marked = lesson.group_id != school.groups["counting"]
    if chance.random() > full:
        return
    held(school, lesson)
    item = chance.choice(list(PlanItem.select())) if chance.random() < 0.6 else None
    own = item if lesson.group_id == school.groups["algebra"] else None
    text(school, lesson, "topic", "Тема", plan_item=own, late_days=chance.choice((0, 0, 3)))
    if marked and chance.random() < 0.8:
        text(school, lesson, "homework", "§ 1", late_days=chance.choice((0, 2)))
    for pupil in sorted(members(lesson.group_id, lesson.date)) if marked else ():
        key = next(name for name in PUPILS if school[name] == pupil)
        if chance.random() < 0.15:
            away(school, lesson, key, chance.choice(("Н", "Б", "ОП")))
        elif chance.random() < 0.3:
            kind = chance.choice(("answer", "control"))
            write_mark(school, lesson, key, kind, chance)


def write_mark(school: School, lesson: Lesson, key: str, kind: str, chance: random.Random) -> None:
    chosen = mark(school, lesson, chance.choice(("2", "3", "4", "5", "4/5")), key, kind)
    Work.update(weight=chance.choice((1, 2, 3))).where(Work.id == chosen.work_id).execute()
    if chance.random() < 0.2:
        memo: dict[str, Any] = {
            "year": 2026,
            "kind": "mark",
            "becomes": "",
            "reason": "typo",
            "words": "",
            "evidence": "",
        }
        number = Memo.select().count() + 1
        written = fact(Memo, school, number=number, lesson=lesson, mark=chosen, **memo)
        fact(MarkWithdrawal, school, mark=chosen)
        fact(Annulment, school, mark=chosen, memo=written)


def set_terms(school: School, chance: random.Random) -> None:
    """Some are set in time, some too late, some changed afterwards, some not at all."""
    for name in MARKED:
        for pupil in sorted(members(school.groups[name], LAST)):
            if chance.random() < 0.2:
                continue
            cell = {"group": school.groups[name], "pupil": pupil, "period": Period.get(), "kind": "period"}
            day = DEADLINE + DAY * chance.choice((-2, 0, 1))
            value = chance.choice(("5", "4", "3", "2", "н/а"))
            first = fact(TermMark, school, at("18:00", day), value=value, **cell)
            if chance.random() < 0.2:
                fact(TermMark, school, at("9:00", day + DAY), value="4", replaces=first, **cell)


def write_families(school: School, chance: random.Random) -> None:
    for number, key in enumerate(
        ("anya_mother", "anya_father", "vova_mother", "yana_father", "marina", "anya")
    ):
        if chance.random() < 0.5:
            began = at("19:00", chance.choice((FIRST - DAY * 20, MONDAY, LAST + DAY * 5)))
            times = {"started_at": began, "expires_at": began + timedelta(hours=12)}
            Session.create(token_hash=f"{number:064}", person=school[key], **times)


def accept(school: School, plan: Plan, chance: random.Random) -> None:
    Group.update(plan=plan).where(Group.id == school.groups["history"]).execute()
    kind, version = chance.choice(
        (("accepted", plan.version), ("accepted", plan.version - 1), ("returned", 1))
    )
    fact(PlanReview, school, plan=plan, kind=kind, version=version, remark="", items="")


def values() -> dict[str, Ratio]:
    return made(Span(SchoolYear.get(), FIRST, LAST), "абвгд", LAST, NOTHING, JANUARY).values


@on_random_schools
def test_who_takes_part(school: School, seed: int) -> None:
    """У2: pages with an entry; У3: families of the electronic form who signed in, and their children."""
    with written(school, seed, write):
        own, found = Reckoned(), values()
        pages = {own.page(lesson) for lesson in own.owed}
        kept = {own.page(lesson) for lesson in own.owed if own.is_written(lesson)}
        assert found["У2"] == Ratio(len(kept), len(pages))
        signed = {
            row.person_id
            for row in Session.select()
            if row.started_at < at("0:00", LAST + DAY) and row.expires_at >= at("0:00", FIRST)
        }
        chosen: Any = Informing.select()
        electronic = [row for row in chosen if row.electronic and within(row, LAST)]
        children = {row.child_id for row in electronic}
        families = {row.child_id for row in electronic if row.guardian_id in signed}
        assert found["У3"] == Ratio(len(families), len(children))
        assert found["У3у"] == Ratio(len(children & signed), len(children))


@on_random_schools
def test_how_many_marks_there_are(school: School, seed: int) -> None:
    """О4: the norm of the term by the hours of the timetable, as far as it has gone; О5: marks a presence."""
    with written(school, seed, write):
        own, found = Reckoned(), values()
        enough = pairs = 0
        for name in MARKED:
            group = school.groups[name]
            lessons = own.of_page(group)
            hours = TimetableEntry.select().where(TimetableEntry.group == group).count()
            passed = sum(lesson in own.owed for lesson in lessons)
            norm = NORMS[hours] * passed // len(lessons)
            for pupil in sorted(members(group, LAST) & members(group, LAST - DAY * 14)):
                pairs += 1
                enough += len(own.marks_of(lessons, pupil)) >= norm
        assert found["О4"] == Ratio(enough, pairs)
        taught = [
            lesson
            for lesson in own.lessons
            if lesson.id in own.calls and lesson.group_id != school.groups["counting"]
        ]
        present = sum(
            not missed(lesson, pupil) for lesson in taught for pupil in members(lesson.group_id, lesson.date)
        )
        assert found["О5"] == Ratio(len(own.marks_of(taught)), present)


@on_random_schools
def test_what_came_late_and_what_was_corrected(school: School, seed: int) -> None:
    """С4: entries after the day of the lesson; С5: marks annulled by memo, of those that stand."""
    with written(school, seed, write):
        own, found = Reckoned(), values()
        entries = [*own.calls.values(), *own.texts.values(), *own.works.values()]
        assert found["С4"] == Ratio(sum(one.late_days > 0 for one in entries), len(entries))
        assert found["С5"] == Ratio(Annulment.select().count(), len(own.marks))


@on_random_schools
def test_what_became_of_the_programme(school: School, seed: int) -> None:
    """З4: accepted КТП; П2: control works of those planned by now; П3: topics taken from the КТП."""
    with written(school, seed, write):
        own, found = Reckoned(), values()
        plan = Plan.get()
        last = list(PlanReview.select().order_by(PlanReview.id))[-1]
        accepted = last.kind == "accepted" and last.version == plan.version
        with_plan = [group for group in own.groups.values() if group.plan_id]
        assert found["З4"] == Ratio(accepted * len(with_plan), len(own.groups))
        due = given = 0
        for group in with_plan:
            lessons = own.of_page(group.id)
            items = [item for item in PlanItem.select() if item.number <= len(lessons)]
            mine = sum(item.work_kind == "control" for item in items)
            here = {lesson.id for lesson in lessons}
            works = {
                one.lesson_id for one in own.works.values() if one.kind in CONTROLS and one.lesson_id in here
            }
            due, given = due + mine, given + min(mine, len(works))
        assert found["П2"] == Ratio(given, due)
        topics = [own.texts[lesson.id, "topic"] for lesson in own.owed if (lesson.id, "topic") in own.texts]
        assert found["П3"] == Ratio(sum(one.plan_item_id is not None for one in topics), len(topics))


@on_random_schools
def test_whether_term_marks_are_those_of_the_averages_and_in_time(school: School, seed: int) -> None:
    """К1: equal to the rounded weighted average, above it, below it; К2: decided by the deadline."""
    with written(school, seed, write):
        own, found = Reckoned(), values()
        rows: dict[tuple[int, int], list[Any]] = {}
        for row in TermMark.select().order_by(TermMark.id):
            rows.setdefault((row.group_id, row.pupil_id), []).append(row)
        same = above = below = 0
        for (group, pupil), decisions in rows.items():
            weighed = own.marks_of(own.of_page(group), pupil)
            value = decisions[-1].value
            if value.isdecimal() and weighed:
                total = sum(weight for _, weight in weighed)
                points = sum(int(one) * weight for one, weight in weighed)
                usual = next(one for least, one in THRESHOLDS if points * 100 >= least * total)
                same, above, below = same + (value == usual), above + (value > usual), below + (value < usual)
        whole = same + above + below
        assert [found[code] for code in ("К1", "К1в", "К1н")] == [
            Ratio(same, whole),
            Ratio(above, whole),
            Ratio(below, whole),
        ]
        due = sum(len(members(school.groups[name], LAST)) for name in MARKED)
        in_time = sum(
            decisions[0].at.astimezone(JANUARY.tzinfo).date() <= DEADLINE for decisions in rows.values()
        )
        assert found["К2"] == Ratio(in_time, due)
