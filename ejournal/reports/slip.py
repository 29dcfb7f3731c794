"""«Листок урока» for the paper and its print page, and the page where the teacher types it in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from ejournal.documents.slip import Slip, SlipRow
from ejournal.models import lesson_texts, plans
from ejournal.models.curriculum import group_teachers, members_of
from ejournal.models.people import Name, names
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, lesson, lessons_of_day, taught_by
from ejournal.reports.cells import Cell, PupilRow
from ejournal.reports.gradings import ways_of
from ejournal.reports.lessons import LessonPage
from ejournal.reports.roll import names_on_paper, roll_order
from ejournal.rules import slip
from ejournal.rules.attendance import BY_TEACHER
from ejournal.rules.gradings import Own
from ejournal.rules.slip import Sign
from ejournal.rules.works import WorkKind
from ejournal.wording import room_short, short_name


def of_lesson(lesson: Lesson, school: str, zone: tzinfo | None) -> Slip:
    """The slip of one lesson; `school` is printed in its head, times are of the zone."""
    return of_lessons(lessons_of_day(lesson.group_id, lesson.date), school, zone)[lesson.id]


def of_number(lesson_id: int, zone: tzinfo | None) -> Slip | None:
    """The slip of a lesson by its number; None when there is no such lesson."""
    found = lesson(lesson_id)
    return of_lesson(found, school_settings().school_name, zone) if found else None


def of_day(teacher: int, day: date, school: str, zone: tzinfo | None) -> dict[int, Slip]:
    """The slips of all lessons that a teacher gives on a day, by lesson, in order."""
    return of_lessons(taught_by(teacher, day, day), school, zone)


def of_lessons(lessons: Sequence[Lesson], school: str, zone: tzinfo | None) -> dict[int, Slip]:
    """Lessons of one day; a constant number of queries."""
    if not lessons:
        return {}
    day = lessons[0].date
    members = members_of({lesson.group_id for lesson in lessons}, day)
    teachers = _teachers(lessons, day)
    called = names({*_flat(members.values()), *_flat(teachers.values())}, day)
    texts = _texts(lessons)
    ways = ways_of(list({lesson.group_id: lesson.group for lesson in lessons}.values()))
    return {
        lesson.id: Slip(
            school=school,
            subject=lesson.group.subject.name,
            group=lesson.group.name,
            day=day,
            number=lesson.number,
            starts=lesson.starts_at.astimezone(zone).time(),
            ends=lesson.ends_at.astimezone(zone).time(),
            room=room_short(lesson.room),
            teachers=_teacher_names(teachers[lesson.id], called),
            substituted=lesson.substitute_id is not None,
            marked=ways.any_marks(lesson.group_id, day),
            legend=slip.legend(ways.page(lesson.group_id, day)),
            pupils=_rows({pupil: called[pupil] for pupil in members[lesson.group_id] if pupil in called}),
            **texts[lesson.id],
        )
        for lesson in lessons
    }


def _flat(many: Iterable[Iterable[int]]) -> Iterable[int]:
    return (one for some in many for one in some)


def _teachers(lessons: Sequence[Lesson], day: date) -> dict[int, frozenset[int]]:
    """Who gives each lesson, as models.timetable.teachers_of says of one."""
    own = group_teachers(day)
    return {
        lesson.id: frozenset({lesson.substitute_id})
        if lesson.substitute_id
        else own.get(lesson.group_id, frozenset())
        for lesson in lessons
    }


def _teacher_names(teachers: frozenset[int], called: dict[int, Name]) -> tuple[str, ...]:
    return tuple(short_name(*called[one]) for one in sorted(called.keys() & teachers, key=called.__getitem__))


def _rows(members: dict[int, Name]) -> tuple[SlipRow, ...]:
    """The roster in the order and with the numbers of the lesson page."""
    called = names_on_paper(members)
    return tuple(SlipRow(number, called[pupil]) for number, pupil in enumerate(roll_order(members), start=1))


def _texts(lessons: Sequence[Lesson]) -> dict[int, dict[str, Any]]:
    """п. 4.5.1: topic and homework of each lesson: as written, else as the КТП proposes them."""
    written = lesson_texts.texts([lesson.id for lesson in lessons])
    proposed = _proposals([lesson for lesson in lessons if (lesson.id, "topic") not in written])
    return {lesson.id: _text(lesson.id, written, proposed.get(lesson.id)) for lesson in lessons}


def _text(lesson: int, written: dict[tuple[int, str], Any], item: plans.PlanItem | None) -> dict[str, Any]:
    topic, homework = written.get((lesson, "topic")), written.get((lesson, "homework"))
    return {
        "topic": topic.text if topic else item.topic if item else "",
        "topic_of_plan": item is not None,
        "homework": _homework(homework) if homework else item.homework if item else "",
        "homework_of_plan": homework is None and bool(item and item.homework),
    }


def _homework(written: lesson_texts.WrittenText) -> str:
    return "не задано" if written.absent else written.text


def _proposals(lessons: Sequence[Lesson]) -> dict[int, plans.PlanItem]:
    """п. 4.5.1: the next item of the КТП for each lesson that has one; a double lesson goes on in it."""
    last = lesson_texts.last_taken([lesson.id for lesson in lessons])
    rest = plans.items_of({lesson.group.plan_id for lesson in lessons})
    before: dict[int, int] = {}  # by group: what an earlier lesson of this day proposes
    found = {}
    for one in lessons:
        number = max(last.get(one.id, 0), before.get(one.group_id, 0), one.group.passed_on(one.date))
        ahead = (item for item in rest if item.plan_id == one.group.plan_id and item.number > number)
        if item := next(ahead, None):
            found[one.id] = item
            before[one.group_id] = item.number
    return found


@dataclass(frozen=True)
class TypingRow:
    """A pupil on the typing page: the sign that stands, and what its field has seen (0 for nothing).

    `closed` says why the field takes nothing; "" when it is open. `note` is what stands, in words.
    """

    number: int
    id: int
    name: str
    sign: str
    event: int
    mark: int
    closed: str
    note: str
    mode: str
    own: Own


def typing_rows(page: LessonPage, kind: WorkKind) -> tuple[TypingRow, ...]:
    """The pupils of a lesson page with the signs that stand in the column of one kind of work."""
    return tuple(_typing_row(pupil, _cell(pupil, kind)) for pupil in page.pupils)


def _cell(pupil: PupilRow, kind: WorkKind) -> Cell:
    return next((cell for cell in pupil.cells if cell.column == kind.code), Cell(kind.code))


def _typing_row(pupil: PupilRow, cell: Cell) -> TypingRow:
    return TypingRow(
        number=pupil.number,
        id=pupil.id,
        name=pupil.name,
        sign=slip.write(Sign(pupil.code, cell.value), pupil.mode),
        event=pupil.event,
        mark=cell.seen,
        closed=_closed(pupil.code, cell),
        note=f"отметка «{cell.value}» в записи" if cell.state == "entry" else "",
        mode=pupil.mode,
        own=pupil.own,
    )


def _closed(code: str, cell: Cell) -> str:
    if cell.state == "set":
        return f"отметка «{cell.value}» выставлена"
    if cell.state == "foreign":
        return "отметку вводит другой учитель"
    return "" if code in BY_TEACHER else f"стоит «{code}»: исправляет классный руководитель"
