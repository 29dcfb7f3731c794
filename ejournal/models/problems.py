"""Problems with the journal and the diary: who told of what, what was done about it; consultations."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.models.journal import Fact
from ejournal.models.people import Cohort


class Problem(Fact):
    """п. 4.6.5: what does not work; `cohort` is the class whose teacher is asked, None: the administrator.

    `page` is the address of the page that it was told from, without what was asked of it, "" for none.
    """

    cohort_id: int | None
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", null=True, backref="+")
    page = CharField(max_length=100)
    words = CharField(max_length=1000)


class ProblemStep(Fact):
    """п. 4.2.3, 4.3.4: what was done about a problem; `kind` is a code of rules.problems."""

    problem = ForeignKeyField(Problem, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=20)
    words = CharField(max_length=1000)


class Consultation(Fact):
    """п. 4.3.4: the administrator has taught somebody to use the journal or the diary."""

    day = DateField()
    audience = CharField(max_length=20)
    people = SmallIntegerField()
    topic = CharField(max_length=200)


class Told(NamedTuple):
    """A problem as it is read."""

    id: int
    by: int
    at: datetime
    cohort: int | None
    page: str
    words: str


class Step(NamedTuple):
    """A step as it is read."""

    kind: str
    words: str
    by: int
    at: datetime


def problems(who: int, cohorts: Collection[int] | None, solved: str, since: datetime) -> list[Told]:
    """Those that somebody has told of, and those asked of the teachers of these classes; None: all of them.

    What a step of the kind `solved` has closed only if it was told of from `since` on. The newest first.
    """
    mine = Problem.id > 0
    if cohorts is not None:
        mine = (Problem.by == who) | Problem.cohort.in_(list(cohorts))
    closing = ProblemStep.select(ProblemStep.problem).where(ProblemStep.kind == solved)
    shown = Problem.id.not_in(closing) | (Problem.at >= since)
    columns = (Problem.id, Problem.by, Problem.at, Problem.cohort, Problem.page, Problem.words)
    query: Any = Problem.select(*columns).where(mine & shown)
    return [Told(*row) for row in query.order_by(Problem.id.desc()).tuples()]


def waiting(cohorts: Collection[int] | None, answered: Collection[str]) -> int:
    """How many problems asked of the teachers of these classes (None: all) have no step of these kinds."""
    done = ProblemStep.select(ProblemStep.problem).where(ProblemStep.kind.in_(list(answered)))
    mine = Problem.id > 0 if cohorts is None else Problem.cohort.in_(list(cohorts))
    return int(Problem.select().where(mine & Problem.id.not_in(done)).count())


def steps(problems: Collection[int]) -> dict[int, list[Step]]:
    """What was done about these problems, in order."""
    found: dict[int, list[Step]] = {number: [] for number in problems}
    columns = (ProblemStep.problem, ProblemStep.kind, ProblemStep.words, ProblemStep.by, ProblemStep.at)
    query: Any = ProblemStep.select(*columns).where(ProblemStep.problem.in_(list(problems)))
    for number, *row in query.order_by(ProblemStep.id).tuples():
        found[number].append(Step(*row))
    return found


def consulted(first: date, last: date) -> list[Consultation]:
    """The consultations of a span, the newest first."""
    here = Consultation.day.between(first, last)
    return list(Consultation.select().where(here).order_by(Consultation.day.desc(), Consultation.id.desc()))
