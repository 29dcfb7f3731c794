"""What families have told and nobody has answered yet: for the pages that its readers open every day."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from ejournal.models import cards, data_notices, problems
from ejournal.rules.problems import ANSWERED


class News(NamedTuple):
    """How many notices of changed data, and how many problems, wait for an answer."""

    data: int
    problems: int


def of_classes(cohorts: Collection[int], today: date) -> News:
    """п. 4.6.4, 4.6.5: for the teacher of these classes."""
    pupils = [pupil for cohort in cohorts for pupil in cards.pupils_of_class(cohort, today)]
    return News(data_notices.waiting(pupils), problems.waiting(cohorts, ANSWERED))


def of_school(today: date) -> News:
    """п. 4.6.4, 4.6.5: for who keeps the cards of the whole school and answers its problems."""
    return News(data_notices.waiting(cards.all_pupils(today)), problems.waiting(None, ANSWERED))
