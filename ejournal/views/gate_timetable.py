"""The gate of what changes the timetable: absences of teachers, decisions, days without lessons."""

from flask import request

from ejournal.access import Right, Role
from ejournal.models.curriculum import DayOff
from ejournal.models.moves import LessonMove
from ejournal.models.openings import WITHDRAWN, Opening
from ejournal.models.people import Person, SchoolYear, year_of_work
from ejournal.models.school_days import DayLike
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.rules.refusal import Refusal
from ejournal.views import gate_people
from ejournal.views.gate import actor, duty_to, hide, note
from ejournal.views.here import school_now, whole


def sent_before(right: Right) -> bool:
    """Whether this very form has done its deed: what it removed is gone, and that is no mistake."""
    return gate_people.sent_before(actor(duty_to(right)))


def teacher_named() -> tuple[Person, Role]:
    """п. 4.2.2д: the person that a form names as absent; a refusal when it names nobody."""
    duty = duty_to(Right.ARRANGE_SUBSTITUTIONS)
    found: Person | None = Person.get_or_none(Person.id == whole(request.form, "teacher"))
    if found is None:
        raise Refusal("4.2.2д", "Выберите учителя из списка.")
    return found, duty


def absence_to_arrange(absence_id: int) -> tuple[TeacherAbsence, Role]:
    """п. 4.2.2д: an absence, else 404; the reading is logged."""
    duty = duty_to(Right.ARRANGE_SUBSTITUTIONS)
    found: TeacherAbsence | None = TeacherAbsence.get_or_none(TeacherAbsence.id == absence_id)
    if found is None:
        hide(absence_id)
    note("read", duty, absence_id)
    return found, duty


def replacement_to_undo(replacement_id: int) -> tuple[Replacement, Role]:
    """п. 4.2.2д: a decision about a lesson, else 404."""
    duty = duty_to(Right.ARRANGE_SUBSTITUTIONS)
    found: Replacement | None = Replacement.get_or_none(Replacement.id == replacement_id)
    return found or hide(replacement_id), duty


def year_to_change(right: Right) -> tuple[SchoolYear, Role]:
    """п. 2.2: the school year of today, else the next one; a refusal when none is open."""
    duty = duty_to(right)
    found = year_of_work(school_now().date())
    if found is None:
        raise Refusal("2.2", "Учебный год ещё не открыт: откройте его на странице «Подготовка».")
    return found, duty


def day_to_open(number: int) -> tuple[DayOff, Role]:
    """п. 2.2: days off, else 404."""
    duty = duty_to(Right.CLOSE_DAYS)
    found: DayOff | None = DayOff.get_or_none(DayOff.id == number)
    return found or hide(number), duty


def opening(number: int, ground: str) -> tuple[Opening, Role]:
    """п. 4.5.2: an opening on a ground, else 404."""
    duty = duty_to(Right.CLOSE_DAYS if ground == "remote" else Right.OPEN_DAYS)
    found: Opening | None = Opening.get_or_none((Opening.id == number) & (Opening.ground == ground))
    return found or hide(number), duty


def opening_to_withdraw(number: int) -> tuple[Opening, Role]:
    """п. 4.5.2, 4.2.1: a day of failure, an order to fill or the opening of the year, else 404."""
    duty = duty_to(Right.OPEN_DAYS)
    mine = (Opening.id == number) & Opening.ground.in_(WITHDRAWN)
    found: Opening | None = Opening.get_or_none(mine)
    return found or hide(number), duty


def lesson_to_assign(number: int) -> tuple[Lesson, Role]:
    """п. 2.12: a lesson that the deputy may have somebody fill, else 404."""
    duty = duty_to(Right.OPEN_DAYS)
    return lesson_of(number) or hide(number), duty


def lesson_to_move(number: int) -> tuple[Lesson, Role]:
    """п. 4.2.1: a lesson that the deputy may give at another time, else 404."""
    duty = duty_to(Right.ARRANGE_SUBSTITUTIONS)
    if not number:
        raise Refusal("4.2.1", "Сначала выберите урок, который переносится.")
    return lesson_of(number) or hide(number), duty


def move_to_undo(number: int) -> tuple[LessonMove, Role]:
    """п. 4.2.1: a lesson that was moved, else 404."""
    duty = duty_to(Right.ARRANGE_SUBSTITUTIONS)
    found: LessonMove | None = LessonMove.get_or_none(LessonMove.id == number)
    return found or hide(number), duty


def day_like_to_undo(number: int) -> tuple[DayLike, Role]:
    """п. 4.2.1: a day by the timetable of another weekday, else 404."""
    duty = duty_to(Right.CLOSE_DAYS)
    found: DayLike | None = DayLike.get_or_none(DayLike.id == number)
    return found or hide(number), duty
