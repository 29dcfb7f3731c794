"""Why pupils are absent, in words: grounds, parents' notices, and the history of a pupil's cells."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import attendance as stored
from ejournal.models import grounds as kept
from ejournal.models.grounds import GroundRow, NoticeRow
from ejournal.models.people import names
from ejournal.models.timetable import lessons_of_pupil, monday_of
from ejournal.rules import grounds as rules
from ejournal.wording import date_short, moment, short_name, span, weekday_short

UNANSWERED = timedelta(weeks=4)  # how long ago a notice may have been that still waits
STATES = {None: "ждёт ответа", True: "принято", False: "отклонено"}


@dataclass(frozen=True)
class GroundLine:
    """A ground on the page; `ended` says when it was ended earlier, `beside` that a newer one counts."""

    id: int
    pupil: int
    name: str
    code: str
    when: str
    told: str
    file: bool
    first: date
    last: date
    ended: str
    beside: str


@dataclass(frozen=True)
class NoticeLine:
    """What a parent told; `code` is what the class teacher is offered, `state` how it was answered."""

    id: int
    pupil: int
    name: str
    days: str
    cause: str
    words: str
    code: str
    told_at: datetime
    waiting: bool
    state: str
    answer: str


@dataclass(frozen=True)
class History:
    """п. 4.4.2, 4.4.3: who noted what of a pupil at a lesson, and on which ground, in order."""

    lesson: int
    place: str
    steps: tuple[str, ...]


def grounds_told(rows: Iterable[GroundRow], called: Mapping[int, str]) -> tuple[GroundLine, ...]:
    """The grounds in the order of names, then of time."""
    known = sorted((row for row in rows if row.pupil in called), key=lambda row: (called[row.pupil], row.id))
    return tuple(
        GroundLine(
            id=row.id,
            pupil=row.pupil,
            name=called[row.pupil],
            code=row.code,
            when=rules.when(row),
            told=rules.told(row),
            file=row.upload is not None,
            first=row.first,
            last=row.last,
            ended=f"не действует с {date_short(row.since)}" if row.since else "",
            beside="; ".join(_newer(row, known)),
        )
        for row in known
    )


def _newer(row: GroundRow, others: Iterable[GroundRow]) -> Iterator[str]:
    """п. 4.4.3: of two grounds for one day the one that was recorded last counts."""
    for other in others:
        days = rules.shared(row, other) if other.pupil == row.pupil and other.id > row.id else None
        if days:
            yield f"{span(*days)} считается записанное позже: {other.code}, {rules.told(other)}"


def notices_told(
    rows: Iterable[NoticeRow], called: Mapping[int, str], now: datetime
) -> tuple[NoticeLine, ...]:
    """What parents told, what waits for an answer first."""
    ordered = sorted(rows, key=lambda row: (row.accepted is not None, -row.id))
    return tuple(
        NoticeLine(
            id=row.id,
            pupil=row.pupil,
            name=called.get(row.pupil, ""),
            days=span(row.first, row.last),
            cause=rules.CAUSES[row.reason].title,
            words=row.words,
            code=rules.CAUSES[row.reason].code,
            told_at=row.at.astimezone(now.tzinfo),
            waiting=row.accepted is None,
            state=STATES[row.accepted],
            answer=row.answer or "",
        )
        for row in ordered
    )


def notices_of(pupil: int, since: date, now: datetime) -> tuple[NoticeLine, ...]:
    """п. 4.4.3: what was told of one pupil, for the family."""
    return notices_told(kept.notices([pupil], since), {}, now)


def unanswered(cohorts: Collection[int], today: date) -> dict[int, int]:
    """п. 4.4.3: how many notices of parents wait for an answer in each of these classes. One query."""
    return kept.unanswered(cohorts, monday_of(today) - UNANSWERED, today)


def history(pupil: int, first: date, last: date, now: datetime) -> tuple[History, ...]:
    """п. 4.4.2, 4.4.3: the cells of a pupil in a span in which anything was ever noted."""
    lessons = {lesson.id: lesson for lesson in lessons_of_pupil(pupil, first, last)}
    events = stored.history(pupil, lessons)
    rows = kept.of_events({event.ground for event in events if event.ground})
    people = names({event.by for event in events}, now.date())
    steps: dict[int, list[str]] = {}
    for event in events:
        who = short_name(*people[event.by]) if event.by in people else ""
        ground = rows.get(event.ground or 0)
        why = _why(ground) if ground else ""
        at = moment(event.at.astimezone(now.tzinfo))
        said = ", ".join(filter(None, (f"{event.code or 'был'} — {who}", at, why)))
        steps.setdefault(event.lesson, []).append(said)
    return tuple(
        History(
            lesson.id,
            f"{weekday_short(lesson.day)} {date_short(lesson.day)}, {lesson.number}-й урок, {lesson.subject}",
            tuple(steps[lesson.id]),
        )
        for lesson in lessons.values()
        if lesson.id in steps
    )


def _why(ground: GroundRow) -> str:
    if ground.code in rules.FACTS:
        return ground.words or "исправил классный руководитель"
    return rules.told(ground)
