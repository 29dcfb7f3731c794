"""The gate of absences of teachers and of what was done with their lessons (п. 4.2.2д)."""

from flask import request

from ejournal.access import Right, Role
from ejournal.models.people import Person
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.rules.refusal import Refusal
from ejournal.views.gate import duty_to, hide, note
from ejournal.views.here import whole


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
