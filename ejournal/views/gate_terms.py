"""The gate of term marks: pages and classes within reach, the terms that an address or a form names."""

from collections.abc import Mapping

from flask import request

from ejournal import access
from ejournal.access import Page, Right, Role
from ejournal.models import people
from ejournal.models.consents import class_of
from ejournal.models.curriculum import Group, classes_of, group
from ejournal.models.people import ClassYear
from ejournal.models.terms import Term
from ejournal.models.timetable import teachers_on
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.term_board import YEAR_KINDS
from ejournal.views.gate import class_of_year, duty_to, forbid, hide, note, visitor, year_to_print
from ejournal.views.here import number_of, school_now


def group_to_read(group_id: int) -> tuple[Group, Role]:
    """п. 4.5.5: a page whose term marks the visitor may read, else 404; the reading is logged."""
    found = group(group_id) or hide(group_id)
    duty = _duty(found, Right.READ_TERMS) or hide(group_id)
    note("read", duty, group_id)
    return found, duty


def group_to_set(group_id: int) -> tuple[Group, Role]:
    """п. 4.5.5: a page that the visitor teaches today; readable but not own → 403."""
    found = group(group_id) or hide(group_id)
    duty = _duty(found, Right.SET_TERM_MARKS)
    if duty is None:
        refuse = forbid if _duty(found, Right.READ_TERMS) else hide
        refuse(group_id)
    return found, duty


def may_set(found: Group) -> bool:
    return _duty(found, Right.SET_TERM_MARKS) is not None


def may_read_class(cohort: int) -> bool:
    """п. 4.4.4: whether the term marks of the whole class are open to the visitor."""
    page = Page(frozenset({cohort}))
    return access.duty_for_page(visitor(), Right.READ_CLASS_TERMS, page) is not None


def group_to_extend(group_id: int) -> tuple[Group, Role]:
    """п. 4.5.5, 2.12: a page whose days of term marks the deputy lengthens."""
    duty = duty_to(Right.EXTEND_TERMS)
    return group(group_id) or hide(group_id), duty


def _duty(found: Group, right: Right) -> Role | None:
    today = school_now().date()
    return access.duty_for_page(
        visitor(), right, Page(classes_of(found, today), teachers_on(found.id, today))
    )


def term_of(sent: Mapping[str, str]) -> Term | None:
    """The term that an address or a form names; None when it names none."""
    period, kind = number_of(sent.get("period", "")), sent.get("kind", "")
    if period:
        return Term("period", period)
    return Term(kind) if kind in YEAR_KINDS else None


def term_sent() -> Term:
    """The term that a form names; refused when it names none."""
    found = term_of(request.form)
    if found is None:
        raise Refusal("4.5.5", "Период не разобран. Обновите страницу и выберите его снова.", Way.RELOAD)
    return found


def leads(cohort: int) -> bool:
    """п. 4.4.4: whether the visitor informs the families of this class."""
    return access.duty_for_page(visitor(), Right.INFORM_FAMILIES, Page(frozenset({cohort}))) is not None


def class_to_inform(cohort_id: int) -> tuple[ClassYear, Role]:
    """п. 4.4.4: the class that the visitor leads, else 404."""
    return class_of_year(cohort_id, Right.INFORM_FAMILIES)


def class_of_forecast(pupil: int) -> ClassYear:
    """п. 4.4.4: the class of a pupil whose forecast the visitor reads, in the diary or as the class's."""
    cohort, year = class_of(pupil, school_now().date()) or hide(pupil), year_to_print()
    family = access.duty_for_diary(visitor(), Right.READ_DIARY, pupil)
    if family is None:
        return class_of_year(cohort, Right.READ_CLASS_TERMS)[0]
    note("read", family, pupil)
    return (people.class_of_year(cohort, year) if year else None) or hide(pupil)
