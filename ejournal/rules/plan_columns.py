"""The columns of a КТП that a lesson may do without: form of control, practical hours, a note (п. 4.5.1)."""

from fractions import Fraction

from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import clean, one_line

CLAUSE = "4.5.1"
PRACTICALS = ("practical", "laboratory")
LONGEST = {"control_form": 200, "resources": 1000, "note": 500}  # signs
TITLES = {
    "control_form": "Вид, форма контроля",
    "practical": "Практических часов",
    "resources": "Электронные ресурсы",
    "note": "Примечание",
}
NOT_AN_HOUR = "Практических часов в одном уроке — от 0 до 1, например 1 или 0,5."


def checked(item: Planned) -> dict[str, str | None]:
    """п. 4.5.1: what was typed in these columns, storable; what is empty is None."""
    lines = {name: getattr(item, name) or "" for name in ("control_form", "note")}
    found = {
        name: one_line(text, limit=LONGEST[name], field=TITLES[name]) or None for name, text in lines.items()
    }
    resources = clean(item.resources or "", limit=LONGEST["resources"], field=TITLES["resources"])
    return {**found, "practical": practical(item.practical or ""), "resources": resources or None}


def practical(typed: str) -> str | None:
    """«0,5» of «0.5»; None for none. An hour is a lesson: there is no more of it."""
    text = typed.strip().replace(",", ".")
    try:
        hours = Fraction(text) if text and len(text) <= len("0.25") else Fraction(2 if text else 0)
    except (ValueError, ZeroDivisionError):
        hours = Fraction(2)
    if not 0 <= hours <= 1:
        raise Refusal(CLAUSE, NOT_AN_HOUR)
    return told(float(hours))


def told(hours: float) -> str | None:
    """«1», «0,5»; None for none."""
    return f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",") if hours else None


def practical_of(item: Planned) -> str | None:
    """The practical hours of a lesson: those written, else all of a practical or a laboratory work."""
    return item.practical or ("1" if item.work_kind in PRACTICALS else None)


def joined(one: Planned, other: Planned) -> dict[str, str | None]:
    """п. 4.5.1: these columns of one lesson made of two: nothing written is lost; it has an hour at most."""
    texts = {name: _both(getattr(one, name), getattr(other, name)) for name in LONGEST}
    hours = sum(float((lesson.practical or "0").replace(",", ".")) for lesson in (one, other))
    return {**texts, "practical": told(min(hours, 1))}


def _both(one: str | None, other: str | None) -> str | None:
    return one or other if not one or not other or one == other else f"{one}; {other}"
