"""What the forms of a check say: its days and classes, the deputy's words."""

from __future__ import annotations

from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING

from flask import request

from ejournal.reports.certificates.read import Span
from ejournal.rules import certificates as rules
from ejournal.rules.advice import Line
from ejournal.rules.refusal import Refusal
from ejournal.services.certificates import MOST_ADVICE, Wanted, Words
from ejournal.views.here import day_typed, number_of, whole

if TYPE_CHECKING:
    from ejournal.models.people import SchoolYear


def wanted(known: set[int], teachers: set[int], today: date) -> Wanted:
    """п. 4.2.2: what is to be checked; a class or teacher that is not one of the year is refused."""
    sent = request.form
    first, last = rules.check_span(day_typed(sent, "from"), day_typed(sent, "to"), today)
    chosen = sorted({number_of(one) for one in sent.getlist("class")})
    teacher = whole(sent, "teacher")
    if not set(chosen) <= known or teacher not in teachers | {0}:
        raise Refusal(rules.CLAUSE, "Такого класса или учителя в этом учебном году нет. Выберите из списка.")
    if not chosen:
        raise Refusal(rules.CLAUSE, "Отметьте хотя бы один класс.")
    classes = "" if set(chosen) == known else ",".join(map(str, chosen))
    directions = rules.check_directions("".join(sent.getlist("direction")))
    return Wanted(first, last, classes, teacher or None, directions, sent.get("basis", ""))


def span_of(year: SchoolYear, asked: Wanted) -> Span:
    cohorts = [int(one) for one in asked.classes.split(",")] if asked.classes else None
    return Span(year, asked.first, asked.last, cohorts, asked.teacher or 0)


def words() -> Words:
    """The deputy's words as they were typed; a line of advice that is all empty is none."""
    sent = request.form
    return Words(sent.get("conclusions", ""), advice()[: MOST_ADVICE + 1], _again())


def advice() -> list[Line]:
    """The advice as it was typed; `person` is who was chosen to see a line."""
    who, what, until = (request.form.getlist(name) for name in ("who", "what", "until"))
    people = chain(map(number_of, request.form.getlist("person")), repeat(0))
    return [Line(*row) for row in zip(who, what, until, people, strict=False)]


def _again() -> date | None:
    typed = request.form.get("again", "").strip()
    day = day_typed(request.form, "again")
    if typed and day is None:
        raise Refusal(rules.CLAUSE, "Срок повторной проверки: укажите дату.")
    return day
