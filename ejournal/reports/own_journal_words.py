"""Words that journals of their own share: who teaches, since when, which class."""

from collections.abc import Sequence
from datetime import date

from ejournal.models.curriculum import Group
from ejournal.models.people import class_names
from ejournal.models.volume import Stay
from ejournal.reports.volume import called
from ejournal.reports.volume_facts import Facts
from ejournal.wording import class_name


def taught_by(facts: Facts, group: Group) -> str:
    """«Ёлкина Ё.Ё., Орлов О.О.»."""
    return ", ".join(called(facts, who) for who in facts.teachers.get(group.id, []) if who in facts.known)


def since(facts: Facts, stays: Sequence[Stay]) -> date:
    """The first day of a pupil in the year."""
    return max(min(stay.first for stay in stays), facts.year.valid_from)


def alive(facts: Facts, group: Group) -> bool:
    """Whether anybody was in a group in the half; a journal of one group is never without it."""
    return bool(facts.learn(group.id)) or len(facts.groups) == 1


def last_day(facts: Facts) -> date:
    """The last day that the journal tells of."""
    return min(facts.half.last, facts.now.date())


def classes(facts: Facts) -> dict[int, str]:
    """«5», «7А» of every class."""
    return {cohort: class_name(*named) for cohort, named in class_names(facts.half.last).items()}
