"""п. 4.4.4: a notice about the marks to come is handed over, and comes back signed."""

from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models import forecasts as stored
from ejournal.models.curriculum import Period
from ejournal.models.forecasts import ForecastStep, steps
from ejournal.models.people import Enrolment
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import add_fact, deed

STEPS = ("delivered", "signed")


@deed("forecast.step", of="person", alone=True)
def record(pupil: int, cohort: int, period: int, step: str, *, by: Actor, now: datetime) -> None:
    """п. 4.4.4: the class teacher handed the notice over, or has it back with a signature.

    The same step twice on one day is one; what was signed was handed over.
    """
    here = (Enrolment.person == pupil) & (Enrolment.cohort == cohort)
    if step not in STEPS or not Enrolment.select().where(here).exists():
        raise Refusal("4.4.4", "Страница устарела: обновите её и повторите.", Way.RELOAD)
    if Period.get_or_none(Period.id == period) is None:
        raise Refusal("4.4.4", "Такого периода нет: обновите страницу.", Way.RELOAD)
    known = {(name, at.date()) for _, name, at in steps([pupil], period)}
    if (step, now.date()) not in known:
        add_fact(ForecastStep, pupil=pupil, period=period, step=step)


def note_seen(guardian: int, pupil: int, day: date) -> None:
    """п. 4.4.4: a read receipt, no deed: a parent opened the forecast."""
    stored.note_seen(guardian, pupil, day)
