"""«Необычная работа»: sessions that changed too much in a minute, or worked at night on a new device."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ejournal.models import watch
from ejournal.models.people import names
from ejournal.models.reversals import reversals
from ejournal.models.settings import school_settings
from ejournal.models.watch import Known, Worked
from ejournal.reports.deed_words import title
from ejournal.wording import clock_time, date_short, full_name, plural

SPAN, FRESH = timedelta(days=30), timedelta(days=3)
TOLD = timedelta(days=14)  # how long whose session was put back is told of it
MINUTE = timedelta(minutes=1)
MOST_TITLES = 3  # of what a session changed


@dataclass(frozen=True)
class WatchLine:
    """A session: who, when, from what, how many rows of what, why it is here, what was put back of it."""

    session: int
    person: int
    name: str
    first: datetime
    last: datetime
    device: str
    facts: int
    about: str
    why: tuple[str, ...]
    reversed: tuple[str, ...]


@dataclass(frozen=True)
class Watch:
    """The unusual sessions of the last 30 days, and what counts as unusual."""

    lines: tuple[WatchLine, ...]
    most: int
    hours: str


def page(now: datetime) -> Watch:
    """п. 3.5, 2.12: the unusual sessions, the last first; a constant number of queries."""
    school, since = school_settings(), now - SPAN
    busy, strange = _unusual(since, now)

    def why(session: int) -> tuple[str, ...]:
        return (*_busy(session, busy, now), *_strange(session, strange, now))

    unusual = {one.session for one in (*busy, *strange)}
    return Watch(
        lines=tuple(_lines(unusual, since, None, now, why)),
        most=school.watch_facts,
        hours=f"с {school.watch_from} до {school.watch_until} часов",
    )


def of_day(day: date, now: datetime) -> tuple[WatchLine, ...]:
    """п. 3.5: every session that changed anything on a day: whoever was told of one finds it."""
    since = datetime.combine(day, time(0), now.tzinfo)
    until = since + timedelta(days=1)
    return tuple(_lines(watch.sessions_between(since, until), since, until, now, lambda _: ()))


def _lines(
    sessions: Collection[int],
    since: datetime,
    until: datetime | None,
    now: datetime,
    why: Callable[[int], tuple[str, ...]],
) -> Iterator[WatchLine]:
    found = watch.known(sessions, since, until) if sessions else []
    called = names({one.person for one in found}, now.date())
    done = reversals([one.session for one in found])
    kinds = watch.kinds([one.session for one in found], since, until)
    for one in found:
        yield WatchLine(
            one.session,
            one.person,
            full_name(*called[one.person]) if one.person in called else "",
            one.first.astimezone(now.tzinfo),
            one.last.astimezone(now.tzinfo),
            _device(one),
            one.facts,
            _about(kinds.get(one.session, [])),
            why(one.session),
            tuple(reversal(each, now) for each in done if each.session == one.session),
        )


def of_teacher(person: int, now: datetime) -> tuple[tuple[date, str, int], ...]:
    """п. 3.5: what was put back lately of somebody's own sessions: the day, in words, how much. One query."""
    found = watch.reversals_of(person, now - TOLD)
    return tuple((one.since.astimezone(now.tzinfo).date(), reversal(one, now), one.done) for one in found)


def span_query(one: Any, now: datetime) -> str:
    """The query string that opens the span of a reversal."""
    since, until = one.since.astimezone(now.tzinfo), one.until.astimezone(now.tzinfo) - MINUTE
    return f"day={since.date()}&from={since:%H:%M}&to={until:%H:%M}"


def fresh(now: datetime) -> int:
    """How many sessions of the last days nobody has put back."""
    since = now - FRESH
    found = {one.session for which in _unusual(since, now) for one in which}
    return len(found - watch.reversed_since(since)) if found else 0


def _unusual(since: datetime, now: datetime) -> tuple[list[Worked], list[Worked]]:
    """Minutes with too many changes, and hours of new devices outside the usual ones by the school's time."""
    school = school_settings()
    usual = range(school.watch_from, school.watch_until)
    hours = watch.hours_on_new_devices(since)
    return (
        watch.busy(since, school.watch_facts),
        [one for one in hours if one.at.astimezone(now.tzinfo).hour not in usual],
    )


def _device(one: Known) -> str:
    if one.device is None:
        return "устройство неизвестно"
    return "с нового устройства" if one.new else "со знакомого устройства"


def _about(kinds: list[str]) -> str:
    """«отметки, темы и другое»: most of what was changed, in order."""
    titles = list(dict.fromkeys(map(title, kinds)))
    return ", ".join(titles[:MOST_TITLES]) + (" и другое" if len(titles) > MOST_TITLES else "")


def _busy(session: int, busy: Collection[Worked], now: datetime) -> list[str]:
    mine = [one for one in busy if one.session == session]
    if not mine:
        return []
    most = max(mine, key=lambda one: one.facts)
    at = most.at.astimezone(now.tzinfo)
    minutes = f"; таких минут {len(mine)}" if len(mine) > 1 else ""
    changed = f"{most.facts} {plural(most.facts, 'изменение', 'изменения', 'изменений')}"
    return [f"{date_short(at.date())} в {clock_time(at)} — {changed} за минуту{minutes}"]


def _strange(session: int, strange: Collection[Worked], now: datetime) -> list[str]:
    mine = [one for one in strange if one.session == session]
    if not mine:
        return []
    at = mine[0].at.astimezone(now.tzinfo)
    facts = sum(one.facts for one in mine)
    changed = f"{facts} {plural(facts, 'изменение', 'изменения', 'изменений')}"
    when = f"{date_short(at.date())} с {clock_time(at)}"
    return [f"{when}, в необычное время и с нового устройства — {changed}"]


def reversal(one: Any, now: datetime) -> str:
    since, until, at = (moment.astimezone(now.tzinfo) for moment in (one.since, one.until, one.at))
    span = f"{date_short(since.date())} с {clock_time(since)} по {clock_time(until - MINUTE)}"
    return f"{span} — отменено {date_short(at.date())} в {clock_time(at)}: {one.reason}"
