"""The page of one lesson: what is written, what may still be written, what is proposed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ejournal.models import journal, lesson_texts
from ejournal.models.audit import newest_entry
from ejournal.models.curriculum import NO_HOMEWORK, Group
from ejournal.models.lesson_texts import Earlier, WrittenText
from ejournal.models.memos import old_values
from ejournal.models.page_facts import members_named
from ejournal.models.plans import PlanItem, next_item, plan_item
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, lessons_from
from ejournal.reports import absence_hints, debts, hints, second_pages
from ejournal.reports.cells import Column, PupilRow, column_cell, columns, next_day, second_values
from ejournal.reports.debts import Owed
from ejournal.reports.gradings import ways_of
from ejournal.reports.roll import roll_names, roll_order
from ejournal.reports.second_pages import SecondPages
from ejournal.rules import marks
from ejournal.rules.attendance import missed
from ejournal.rules.gradings import Ways
from ejournal.rules.language import homework_warning
from ejournal.rules.sessions import CONTENT, SESSION, TITLES, TOPIC, options


@dataclass(frozen=True)
class TextView:
    """A topic or homework as it stands; version 0 is not written yet."""

    text: str = ""
    absent: bool = False
    due: date | None = None
    draft: bool = False
    saved_at: datetime | None = None
    late_days: int = 0
    version: int = 0
    warning: str | None = None
    form: str = ""
    earlier: tuple[Earlier, ...] = ()  # what was clarified after the day, the oldest first

    @property
    def confirmed(self) -> bool:
        return self.version > 0 and not self.draft


@dataclass(frozen=True)
class Proposal:
    """The next item of the КТП."""

    item: int
    number: int
    topic: str
    homework: str
    work_kind: str


@dataclass(frozen=True)
class LessonPage:
    """Everything the lesson page shows; moments in the zone of `now`. The whole is as of entry `newest`."""

    id: int
    group: int
    group_name: str
    subject: str
    day: date
    number: int
    room: str
    starts_at: datetime
    ends_at: datetime
    grading: str
    kind: str
    forms: tuple[str, ...]
    begun: bool
    topic: TextView
    homework: TextView
    planned: bool
    paragraph: str
    proposal: Proposal | None
    taken: Proposal | None
    due_day: date | None
    today_lesson: int | None
    held_at: datetime | None
    held_late: int
    handed_in: datetime | None
    columns: tuple[Column, ...]
    pupils: tuple[PupilRow, ...]
    debts: tuple[Owed, ...]
    second: SecondPages
    newest: int

    @property
    def proposal_homework(self) -> Proposal | None:
        """The plan item that the topic took, or the next one: its homework is "" where none is planned."""
        return self.taken

    @property
    def with_homework(self) -> bool:
        """п. 2.1: whether homework belongs to it: not to a ГПД, ДО, внеурочная деятельность."""
        return self.kind not in NO_HOMEWORK

    @property
    def form_title(self) -> str:
        return TITLES.get(self.kind, "")

    @property
    def topic_title(self) -> str:
        """What the topic is called: of lessons, and of what is no lesson."""
        return TOPIC if self.with_homework else CONTENT.get(self.kind, SESSION)

    @cached_property
    def marked(self) -> bool:
        """Whether anybody here may get a mark: then there is a column of answers."""
        return bool(self.columns)

    @cached_property
    def digits(self) -> bool:
        return marks.in_digits(self.grading)

    @cached_property
    def unused(self) -> set[int]:
        """Columns that have never held a mark: they may be taken away."""
        used = {cell.column for pupil in self.pupils for cell in pupil.cells if cell.seen}
        return {column.work for column in self.columns if column.work and column.kind not in used}

    def empty(self, column: str) -> list[tuple[PupilRow, int]]:
        """п. 4.5.4: who was there and has nothing in a column, with the newest mark that ever was there.

        None of those who are graded otherwise, nor of whose mark was annulled.
        """
        there = [one for one in self.pupils if not missed(one.code) and one.mode == self.grading]
        return [
            (pupil, cell.seen)
            for pupil in there
            for cell in pupil.cells
            if cell.column == column and cell.state == "empty" and not cell.old and self.held_at
        ]

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(column.kind for column in self.columns)

    @cached_property
    def open_columns(self) -> list[Column]:
        return [column for column in self.columns if column.open]

    @property
    def absent(self) -> int:
        return sum(missed(pupil.code) for pupil in self.pupils)

    @property
    def in_entry(self) -> int:
        return sum(cell.state == "entry" for pupil in self.pupils for cell in pupil.cells)


def page(lesson: Lesson, reader: int, now: datetime, part: str = "") -> LessonPage:
    """The lesson as `reader` may see it, or what `part` of the page shows of it; constant in queries."""
    newest = 0 if part else newest_entry()  # first: what comes meanwhile is told later
    near = hints.around(lesson) if part in ("", "roll", "homework") else None
    textbook = near.latest if near and part != "roll" else []
    texts = lesson_texts.texts([lesson.id, *textbook]) if part != "roll" else {}
    topic, homework = texts.get((lesson.id, "topic")), texts.get((lesson.id, "homework"))
    given = journal.roll_calls([lesson.id, *(near.earlier if near else ())])
    held_at, held_late = given.get(lesson.id, (None, 0))
    ahead = lessons_from(lesson.group_id, lesson.date, now.date())
    ways, handed_in = ways_of([lesson.group]), journal.hand_ins([lesson.id]).get(lesson.id)
    in_roll, shown = part in ("", "roll"), columns(lesson, next_day(lesson, ahead), ways, now)
    proposal, taken = _proposals(lesson, topic) if part != "state" else (None, None)
    rows = _pupils(lesson, shown, near if in_roll else None, given, ways, reader, handed_in, now)
    return LessonPage(
        id=lesson.id,
        **_of_group(lesson.group),
        day=lesson.date,
        number=lesson.number,
        room=lesson.room,
        starts_at=lesson.starts_at.astimezone(now.tzinfo),
        ends_at=lesson.ends_at.astimezone(now.tzinfo),
        grading=ways.page(lesson.group_id, lesson.date),
        begun=now >= lesson.starts_at,
        topic=_text(topic, lesson.date, now),
        homework=_text(homework, lesson.date, now),
        paragraph=hints.next_paragraph(textbook, texts),
        proposal=proposal,
        taken=taken,
        due_day=next((day for day, _ in ahead if day > _due_after(lesson, homework, now)), None),
        today_lesson=next((other for day, other in ahead if day == now.date()), None),
        held_at=held_at and held_at.astimezone(now.tzinfo),
        held_late=held_late,
        handed_in=handed_in and handed_in.astimezone(now.tzinfo),
        columns=shown,
        pupils=rows,
        debts=debts.of_lesson(lesson, {row.id: row.name for row in rows}, ways) if in_roll else (),
        second=second_pages.of_lesson(lesson, shown, reader) if in_roll else second_pages.NONE,
        newest=newest,
    )


def _of_group(group: Group) -> dict[str, Any]:
    """What the page shows of its group; `forms` are the school's choices of a form or режимный момент."""
    return {
        "group": group.id,
        "group_name": group.name,
        "subject": group.subject.name,
        "kind": group.kind,
        "planned": group.plan_id is not None,
        "forms": options(school_settings().forms_of(group.kind)),
    }


def _due_after(lesson: Lesson, homework: WrittenText | None, now: datetime) -> date:
    """Homework in time is due at the lesson after its own, late homework at the one after today."""
    return lesson.date if homework and homework.version else max(lesson.date, now.date())


def _text(stored: WrittenText | None, day: date, now: datetime) -> TextView:
    if stored is None:
        return TextView()
    before = lesson_texts.earlier(stored.lesson_id) if stored.clarified(day, now.tzinfo) else []
    own = [one._replace(at=one.at.astimezone(now.tzinfo)) for one in before if one.field == stored.field]
    return TextView(
        text=stored.text,
        absent=stored.absent,
        due=stored.due,
        draft=stored.draft,
        saved_at=stored.saved_at.astimezone(now.tzinfo),
        late_days=stored.late_days,
        version=stored.version,
        form=stored.form or "",
        earlier=tuple(own),
        warning=homework_warning(stored.text) if stored.field == "homework" and stored.text else None,
    )


def _proposals(lesson: Lesson, topic: WrittenText | None) -> tuple[Proposal | None, Proposal | None]:
    """п. 4.5.1: the next item of the КТП, and the item of this lesson: the one taken, else the next."""
    if lesson.group.plan_id is None:
        return None, None
    last = max(lesson_texts.last_taken([lesson.id]).get(lesson.id, 0), lesson.group.passed_on(lesson.date))
    following = _proposal(next_item(lesson.group.plan_id, last))
    taken = plan_item(topic.plan_item_id if topic else None, lesson.group.plan_id)
    return following, _proposal(taken) or following


def _proposal(item: PlanItem | None) -> Proposal | None:
    if item is None:
        return None
    return Proposal(item.id, item.number, item.topic, item.homework, item.work_kind)


def _pupils(
    lesson: Lesson,
    columns: tuple[Column, ...],
    near: hints.Around | None,
    given: Collection[int],
    ways: Ways,
    reader: int,
    handed_in: datetime | None,
    now: datetime,
) -> tuple[PupilRow, ...]:
    this, group, day = lesson.id, lesson.group_id, lesson.date
    members, codes = members_named(group, day), journal.absences([this])
    cells = {(mark.work, mark.pupil): mark for mark in journal.cell_marks([this])}
    old, called = old_values([this]), roll_names(members)
    second = second_values([one.work for one in columns if one.work and one.second_page], reader, now)
    reasons = absence_hints.of_lesson(lesson, members) if near else absence_hints.NONE
    modes = {pupil: ways.of(group, pupil, day) for pupil in members}
    told = hints.of_pupils(near, modes, reasons.released, given) if near and columns else {}
    return tuple(
        PupilRow(
            number=number,
            id=pupil,
            name=called[pupil],
            code=codes.get((this, pupil), (0, ""))[1],
            event=codes.get((this, pupil), (0, ""))[0],
            cells=tuple(
                column_cell(
                    column, cells.get(place), old.get(place), second.get(place, ""), reader, handed_in, now
                )
                for column in columns
                for place in [(column.work or 0, pupil)]
            ),
            unmarked=told[pupil].unmarked if told else 0,
            short=told[pupil].short if told else "",
            told=reasons.of.get(pupil, ""),
            mode=modes[pupil],
            own=ways.beside(group, pupil, day),
        )
        for number, pupil in enumerate(roll_order(members), start=1)
    )
