"""«Как в 7А» and «Заполнить пару»: what the lesson page offers of them, and what its form asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ejournal.access import Role
from ejournal.services import copies
from ejournal.views import gate
from ejournal.views.here import school_now, whole

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson
    from ejournal.views.lesson_form import Form


def offered(lesson: Lesson, editable: bool) -> dict[str, Any]:
    """What may be taken over now: nothing for those who only read the lesson."""
    if not editable:
        return {}
    now = school_now()
    return {"parallel": copies.parallel(lesson, gate.person(), now), "pair": copies.pair(lesson, now)}


def take_parallel(lesson: Lesson, duty: Role, form: Form) -> None:
    """The source is only compared with what is offered, which is always the teacher's own."""
    source = whole(form, "parallel")
    copies.take_parallel(lesson, source, by=gate.actor(duty, "parallel", source), now=school_now())


def fill_pair(lesson: Lesson, duty: Role, form: Form) -> None:
    """Both lessons pass the gate: either may be written in."""
    silent = "pair-silent" in form
    first, second = (gate.lesson_to_fill(one.id)[0] for one in copies.pair_of(lesson) or (lesson, lesson))
    by = gate.actor(duty, "pair", first.id, second.id, silent)
    copies.fill_pair(second, silent, by=by, now=school_now())
