"""Remarks of a check: a row for each page and kind of what is found; whether it stands."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from ejournal.models.people import SchoolYear, names
from ejournal.reports.certificates.content import Content, Remark
from ejournal.reports.checks import found as reading
from ejournal.reports.checks.asked import Asked, Found
from ejournal.reports.checks.places import Finding, findings, owners_of
from ejournal.rules.certificates import codes_of
from ejournal.rules.checks import BY_CODE, Owner, enabled
from ejournal.wording import class_name, short_name

WHOLE = ("works",)  # a column is one remark however many pupils it lacks
DATED = ("weeks",)  # what is known by its day alone
FIRST_PLACES = 8  # or pupils, that are named; the others are counted
Key = str


def key_of(one: Found) -> Key:
    """By what a finding is known again when it is looked for later."""
    pupil = 0 if one.code in WHOLE else one.pupil
    day = one.day.isoformat() if one.code in DATED else ""
    parts = (one.code, one.group, one.lesson, pupil, one.work, one.period, one.cohort, day)
    return "/".join(map(str, parts))


def remarks_of(
    asked: Asked, directions: str, teacher: int, due: date, classes: dict[int, str]
) -> tuple[Remark, ...]:
    """п. 4.2.2: what is to be put right of these directions, page by page; contested checks if wanted."""
    on = {check.code for check in enabled(lambda name: bool(getattr(asked.settings, name)))}
    codes = [code for code in codes_of(directions) if code in on]
    found = [one for one in reading.look(asked, codes) if one.day <= asked.scope.last]
    owners = owners_of(asked)
    if teacher:
        found = [one for one in found if teacher in owners(one)]
    told = findings(asked, found, owners)
    rows: dict[tuple[object, ...], list[tuple[Found, Finding]]] = {}
    for code in codes:
        for one, words in zip(found, told, strict=True):
            if one.code == code:
                rows.setdefault((code, one.group, one.cohort, owners(one)), []).append((one, words))
    called = names({who for row in rows for who in row[3]}, asked.scope.last)  # type: ignore[attr-defined]  # people
    short = {who: short_name(*name) for who, name in called.items()}
    made = [_row(asked, those, owners(those[0][0]), short, due, classes) for those in rows.values()]
    made.sort(key=lambda one: (one.place, codes.index(one.code)))
    return tuple(replace(one, number=number) for number, one in enumerate(made, start=1))


def _row(
    asked: Asked,
    those: list[tuple[Found, Finding]],
    owners: tuple[int, ...],
    called: dict[int, str],
    due: date,
    classes: dict[int, str],
) -> Remark:
    first = those[0][0]
    pages = [page for page in asked.pages if page.group == first.group]
    cohorts = {page.cohort for page in pages} | ({first.cohort} if first.cohort else set())
    place = f"{pages[0].name}, {pages[0].subject}" if pages else f"{classes.get(first.cohort, '')} класс"
    return Remark(
        number=0,
        code=first.code,
        title=BY_CODE[first.code].title,
        place=place,
        owners=owners,
        teachers=tuple(called[who] for who in owners if who in called),
        cohorts=tuple(sorted(cohorts - {0})),
        links=tuple((words.url, _short(words.text, place)) for _, words in those),
        keys=tuple(key_of(one) for one, _ in those),
        due=due.isoformat(),
    )


def _short(text: str, place: str) -> str:
    """The words of a place without the page, which its row names."""
    return ", ".join(part for part in text.replace(place, "").split(", ") if part) or text


def carried(
    new: Iterable[Remark], old: Content | None, since: date, standing: set[Key]
) -> tuple[Remark, ...]:
    """п. 4.2.2: a repeat check starts from the last one's remarks that still stand: none is lost."""
    known = {key: one for one in (old.remarks if old else ()) for key in one.keys if key in standing}
    rows = [
        replace(one, since=_since(known[key], since))
        if (key := next((key for key in one.keys if key in known), ""))
        else one
        for one in new
    ]
    told = {key for one in rows for key in one.keys}
    left = {id(one): one for key, one in known.items() if key not in told}
    for one in left.values():
        rows.append(replace(_only(one, standing - told), since=_since(one, since)))
    return tuple(replace(one, number=number) for number, one in enumerate(rows, start=1))


def _since(one: Remark, day: date) -> str:
    return one.since or day.isoformat()


def _only(one: Remark, keys: Collection[Key]) -> Remark:
    kept = [(link, key) for link, key in zip(one.links, one.keys, strict=True) if key in keys]
    return replace(one, links=tuple(link for link, _ in kept), keys=tuple(key for _, key in kept))


def standing(year: SchoolYear, contents: Iterable[Content], now: datetime) -> set[Key]:
    """Which of the remarks of these certificates still stand: the same checks asked of the whole year.

    A remark that a repeat check has carried is of a day before the days of that check.
    """
    codes = {one.code for content in contents for one in content.remarks}
    if not codes:
        return set()
    asked = reading.ask(year, None, year.valid_from, now.date(), now)
    return {key_of(one) for one in reading.look(asked, codes)}


def is_office(one: Remark) -> bool:
    return BY_CODE[one.code].owner is Owner.OFFICE


def class_titles(rows: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    return {cohort: class_name(grade, letter) for cohort, grade, letter in rows}


def places_of(one: Remark) -> str:
    """«03.11, 2-й урок; 05.11, 1-й урок; и ещё 4»."""
    told = [words for _, words in one.links[:FIRST_PLACES]]
    more = len(one.links) - len(told)
    return "; ".join(told) + (f"; и ещё {more}" if more else "")
