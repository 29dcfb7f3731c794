"""What the forms of «Посещаемость» and of parents' notices send."""

from collections.abc import Mapping
from datetime import date

from flask import request
from werkzeug.datastructures import MultiDict

from ejournal.rules.attendance import ABSENT, EXCUSED, EXEMPT, ILL, PRESENT, UNEXCUSED
from ejournal.rules.grounds import Wanted
from ejournal.rules.refusal import Refusal
from ejournal.services.uploads import NewFile
from ejournal.views.here import day_typed, file_brought, whole

# What the class teacher puts, in the order of use.
CODES = {
    ILL: "Б — болезнь",
    EXCUSED: "УП — уважительная причина",
    UNEXCUSED: "НП — неуважительная причина",
    ABSENT: "Н — поставить пропуск, причина не известна",
    "present": "был на уроке — убрать пропуск",
}


def day(form: Mapping[str, str], name: str, sentence: str) -> date:
    found = day_typed(form, name)
    if found is None:
        raise Refusal("4.4.3", sentence)
    return found


def pupil(form: MultiDict[str, str]) -> int:
    found = whole(form, "pupil")
    if not found:
        raise Refusal("4.4.3", "Выберите ученика.")
    return found


def wanted(form: Mapping[str, str]) -> Wanted:
    """п. 4.4.3: what is entered: a span (`what` is empty), a lesson of every week, or a release."""
    what, code = form.get("what", ""), form.get("code", "")
    first = day(form, "first", "Укажите первый день.")
    weekly = what == "weekly"
    return Wanted(
        code=EXEMPT if what == "release" else PRESENT if code == "present" else code or "?",
        kind=form.get("kind", ""),
        paper=form.get("paper", ""),
        words=form.get("words", ""),
        first=first,
        last=day_typed(form, "last") or first,
        first_number=_number("first_number"),
        last_number=_number("last_number"),
        weekday=_number("weekday") if weekly else None,
        number=_number("number") if weekly else None,
        subject=_number("subject") if what == "release" else None,
    )


def _number(name: str) -> int | None:
    return whole(request.form, name) or None


def scan() -> NewFile | None:
    """The file of a ground, when one came."""
    brought = file_brought("ground")
    return NewFile("ground", brought[0], "", brought[1]) if brought else None
