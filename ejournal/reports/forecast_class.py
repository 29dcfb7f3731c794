"""п. 4.4.4: a class in the period that goes on, and which of its families know what is expected."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import curriculum, forecasts
from ejournal.models.curriculum import Period
from ejournal.models.people import ClassYear
from ejournal.reports.forecast import Forecast, of_class, running
from ejournal.reports.periods import title
from ejournal.wording import plural


@dataclass(frozen=True)
class Told:
    """What is known of a family: when it saw, got and signed; proven when it saw or signed in time."""

    seen: date | None
    delivered: date | None
    signed: date | None

    @property
    def proven(self) -> bool:
        return bool(self.seen or self.signed)


@dataclass(frozen=True)
class Family:
    """A pupil of the class teacher's page."""

    forecast: Forecast
    told: Told


@dataclass(frozen=True)
class ClassForecast:
    """A class with its families: those that nothing proves to know come first."""

    cohort: int
    period: int
    title: str
    since: date
    unproven: tuple[Family, ...]
    proven: tuple[Family, ...]

    @property
    def at_risk(self) -> int:
        return sum(bool(one.forecast.attention) for one in (*self.unproven, *self.proven))

    @property
    def told(self) -> str:
        whole = len(self.unproven) + len(self.proven)
        return f"{len(self.proven)} из {whole} {plural(whole, 'семьи', 'семей', 'семей')}"


def page(own: ClassYear, days: int, now: datetime) -> ClassForecast | None:
    """п. 4.4.4: a class, whose families are to know `days` before the end of the period what is expected."""
    found = of_class(own, now)
    period = _period(own, now)
    if not found or period is None:
        return None
    today = now.date()
    soon = period.valid_to - timedelta(days=days)
    since = max(period.valid_from, soon) if today >= soon else period.valid_from
    told = _told([one.pupil for one in found], period, since, now)
    risky_first = sorted(found, key=lambda one: not one.attention)
    families = [Family(one, told[one.pupil]) for one in risky_first]
    return ClassForecast(
        own.cohort_id,
        period.id,
        title(period),
        since,
        tuple(one for one in families if not one.told.proven),
        tuple(one for one in families if one.told.proven),
    )


def _period(own: ClassYear, now: datetime) -> Period | None:
    year = own.year
    return running(curriculum.periods(own.grade, year.valid_from, year.valid_to), now.date())


def _told(pupils: list[int], period: Period, since: date, now: datetime) -> dict[int, Told]:
    saw = dict(forecasts.seen(pupils, since, now.date()))
    made: dict[tuple[int, str], date] = {}
    for pupil, step, at in forecasts.steps(pupils, period.id):
        day = at.astimezone(now.tzinfo).date()
        if day >= since:
            made[pupil, step] = day
    return {
        pupil: Told(saw.get(pupil), made.get((pupil, "delivered")), made.get((pupil, "signed")))
        for pupil in pupils
    }
