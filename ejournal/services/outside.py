"""Statements of another organisation: recorded with their marks, withdrawn when they were a mistake."""

from collections.abc import Mapping
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.outside import OutsideMark, OutsideStatement, OutsideWithdrawal, standing
from ejournal.models.people import Person
from ejournal.rules import outside as rules
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, deed

ORGANISATION, PAPER = 200, 100  # signs


@deed("outside.record", of="person", alone=True)
def record(
    pupil: Person,
    organisation: str,
    paper: str,
    days: tuple[date | None, date | None],
    typed: Mapping[int, tuple[str, str]],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 2.1: marks of a hospital, a sanatorium or a former school; `typed`: subject and text by page."""
    organisation = one_line(organisation, limit=ORGANISATION, field="Организация")
    paper = one_line(paper, limit=PAPER, field="Номер и дата ведомости")
    first, last = days
    rules.check_statement(organisation, paper, first, last, now.date())
    rules.check_new(organisation, paper, standing(pupil.id))
    marks = {group: rules.read(text, subject) for group, (subject, text) in typed.items()}
    if not any(marks.values()):
        raise Refusal(rules.CLAUSE, "В ведомости нет ни одной отметки: впишите их у предметов.")
    statement = add_fact(
        OutsideStatement, pupil=pupil, organisation=organisation, paper=paper, first=first, last=last
    )
    for group, values in marks.items():
        for place, value in enumerate(values, start=1):
            add_fact(OutsideMark, statement=statement, group=group, place=place, value=value)


@deed("outside.withdraw", of="outside_statement", alone=True)
def withdraw(statement: OutsideStatement, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a statement recorded by mistake counts no more; it stays in the history."""
    if OutsideWithdrawal.select().where(OutsideWithdrawal.statement == statement).exists():
        raise Refusal(rules.CLAUSE, "Эта ведомость уже снята. Обновите страницу.", Way.RELOAD)
    add_fact(OutsideWithdrawal, statement=statement)
