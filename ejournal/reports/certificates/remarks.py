"""Remarks of a check: a row for each page and kind of what is found; whether it stands."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from ejournal.models.people import Name, SchoolYear, names
from ejournal.models.readiness import PageOf
from ejournal.reports.certificates.content import Content, Remark
from ejournal.reports.checks import found as reading
from ejournal.reports.checks import plans
from ejournal.reports.checks.asked import Asked, Found
from ejournal.reports.checks.places import Finding, findings, owners_of
from ejournal.rules.certificates import NOTED, codes_of
from ejournal.rules.checks import BY_CODE, CATALOGUE, Owner, enabled
from ejournal.wording import class_name, short_name

CLASS = re.compile(r" класс(ы)?\b")  # «7 класс», «2–8 классы»
DIGITS = re.compile(r"(\d+)")
CODES = [check.code for check in CATALOGUE]
WHOLE = ("works",)  # a column is one remark however many pupils it lacks
DATED = ("weeks",)  # what is known by its day alone
COUNTED = ("absent_days",)  # of a pupil as a whole: the lesson is only the way to it
FIRST_PLACES = 8  # or pupils, that are named; the others are counted
MOST_NAMED = 16  # days or pupils of a row of table Г
Key = str


def key_of(one: Found) -> Key:
    """By what a finding is known again when it is looked for later."""
    pupil = 0 if one.code in WHOLE else one.pupil
    lesson = 0 if one.code in COUNTED else one.lesson
    day = one.day.isoformat() if one.code in DATED else ""
    parts = (one.code, one.group, lesson, pupil, one.work, one.period, one.cohort, day)
    return "/".join(map(str, parts))


def remarks_of(
    asked: Asked, directions: str, teacher: int, due: date, classes: dict[int, str]
) -> tuple[Remark, ...]:
    """п. 4.2.2: what is to be put right of these directions, page by page; contested checks if wanted."""
    on = {check.code for check in enabled(lambda name: bool(getattr(asked.settings, name)))}
    codes = [code for code in codes_of(directions) if code in on]
    looked = reading.look(asked._replace(empty=True), codes)
    found = [one for one in looked if one.day <= asked.scope.last]
    owners = owners_of(asked)
    if teacher:
        found = [one for one in found if teacher in owners(one)]
    rows: dict[tuple[object, ...], list[tuple[Found, Finding]]] = {}
    for one, words in zip(found, findings(asked, found, owners), strict=True):
        own = (0, 0) if one.code in NOTED else (one.group, one.cohort)
        rows.setdefault((one.code, *own, owners(one)), []).append((one, words))
    called = names({who for row in rows for who in row[3]}, asked.scope.last)  # type: ignore[attr-defined]  # people
    short = {who: short_name(*name) for who, name in called.items()}
    made = [_row(asked, those, owners(those[0][0]), short, due, classes) for those in rows.values()]
    return in_order(made)


def _row(
    asked: Asked,
    those: list[tuple[Found, Finding]],
    owners: tuple[int, ...],
    called: dict[int, str],
    due: date,
    classes: dict[int, str],
) -> Remark:
    first, noted = those[0][0], those[0][0].code in NOTED
    groups, of_classes = {one.group for one, _ in those}, {one.cohort for one, _ in those}
    pages = [page for page in asked.pages if page.group in groups]
    place = (
        _place(pages, noted) if pages else f"{', '.join(classes.get(one, '') for one in of_classes)} класс"
    )
    known = tuple(who for who in owners if who in called)
    told = those[:FIRST_PLACES] if noted else those
    return Remark(
        number=0,
        code=first.code,
        title=BY_CODE[first.code].title,
        place=place,
        owners=known,
        teachers=tuple(called[who] for who in known),
        cohorts=tuple(sorted(({page.cohort for page in pages} | of_classes) - {0})),
        links=tuple((words.url, _short(words.text, place)) for _, words in told),
        keys=() if noted else tuple(key_of(one) for one, _ in those),
        due="" if noted else due.isoformat(),
        places=len(those),
    )


def _place(pages: list[PageOf], noted: bool) -> str:
    """The page, or all of them of what is told of its teacher in one row."""
    if noted:
        return classes_by_subject({page.group: page for page in pages}.values())
    return f"{pages[0].name}, {pages[0].subject}"


def _of_classes(cohorts: Collection[int], classes: dict[int, str]) -> str:
    """«7 класс», «5, 7 классы»."""
    told = [title for cohort, title in classes.items() if cohort in cohorts]
    return f"{', '.join(told)} {'класс' if len(told) == 1 else 'классы'}"


def classes_by_subject(pages: Iterable[PageOf]) -> str:
    """«Алгебра: 7, 8; Геометрия: 7»."""
    subjects: dict[str, list[str]] = {}
    for page in sorted(pages, key=lambda one: (one.grade or 0, one.name)):
        subjects.setdefault(page.subject, []).append(CLASS.sub("", page.name))
    return "; ".join(f"{subject}: {', '.join(titles)}" for subject, titles in sorted(subjects.items()))


def _short(text: str, place: str) -> str:
    """The words of a place without the page, which its row names."""
    return ", ".join(part for part in text.replace(place, "").split(", ") if part) or text


def in_order(rows: Iterable[Remark]) -> tuple[Remark, ...]:
    """Numbered: what is to be put right first, of one teacher together, «2 класс» before «10 класс»."""

    def order(one: Remark) -> tuple[object, ...]:
        return one.noted, one.teachers, CODES.index(one.code), _by_numbers(one.place)

    made = sorted(rows, key=order)
    return tuple(replace(one, number=number) for number, one in enumerate(made, start=1))


def _by_numbers(place: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in DIGITS.split(place)]


def carried(
    new: Iterable[Remark], told: Iterable[tuple[date, Iterable[Remark]]], standing: set[Key]
) -> tuple[Remark, ...]:
    """п. 4.2.2: a repeat check starts from the remarks of all earlier ones (`told`: day of issue and remarks,
    in order) that still stand: none is lost, each once, with the day of the first certificate."""
    known: dict[Key, Remark] = {}
    for day, remarks in told:
        for one in remarks:
            for key in standing.intersection(one.keys):
                first = known[key].since if key in known else one.since or day.isoformat()
                known[key] = replace(one, since=first)
    rows = [_known(one, known) for one in new]
    left = known.keys() - {key for one in rows for key in one.keys}
    old: dict[Remark, list[Key]] = {}
    for key in left:
        old.setdefault(known[key], []).append(key)
    return in_order(_once([*rows, *(_only(one, keys) for one, keys in old.items())]))


def _known(one: Remark, known: Mapping[Key, Remark]) -> Remark:
    days = [known[key].since for key in one.keys if key in known]
    return replace(one, since=min(days)) if days else one


def _only(one: Remark, keys: Collection[Key]) -> Remark:
    kept = [(link, key) for link, key in zip(one.links, one.keys, strict=True) if key in keys]
    return replace(
        one, links=tuple(link for link, _ in kept), keys=tuple(key for _, key in kept), places=len(kept)
    )


def _once(rows: list[Remark]) -> list[Remark]:
    """A page whose КТП was returned has one remark about it, though it may be empty as well."""
    back = {one.place for one in rows if one.code == "plan_back"}
    return [one for one in rows if not (one.code == "plan" and one.place in back)]


def standing(
    year: SchoolYear, codes: Collection[str], now: datetime, cohorts: Collection[int] | None = None
) -> set[Key]:
    """Which of the remarks of these kinds still stand."""
    return set(owed_by(year, codes, now, cohorts))


def owed_by(
    year: SchoolYear, codes: Collection[str], now: datetime, cohorts: Collection[int] | None = None
) -> dict[Key, tuple[int, ...]]:
    """Those of these kinds that still stand, with who is to put them right now: checks of the whole year.

    A remark that a repeat check has carried is of a day before the days of that check. A term that is over
    has put nothing right: who was short of marks in it is so still.
    """
    if not codes:
        return {}
    asked = reading.ask(year, cohorts, year.valid_from, now.date(), now)._replace(empty=True)
    found = reading.look(asked, codes)
    if "short" in codes:
        found += plans.short_of_marks_in_ended(asked)
    owners = owners_of(asked)
    return {key_of(one): owners(one) for one in found}


def handed(rows: Iterable[Remark], owners: Mapping[Key, tuple[int, ...]], day: date) -> tuple[Remark, ...]:
    """п. 4.2.2: what was carried is of whoever answers for the page now, not of who did so then."""
    rows = tuple(rows)
    now = {
        one.number: owners[one.keys[0]] for one in rows if one.since and one.keys and one.keys[0] in owners
    }
    called = names({who for own in now.values() for who in own}, day) if now else {}
    return tuple(_handed(one, now[one.number], called) if one.number in now else one for one in rows)


def _handed(one: Remark, owners: tuple[int, ...], called: Mapping[int, Name]) -> Remark:
    known = tuple(who for who in owners if who in called)
    if not known or set(known) == set(one.owners):
        return one
    return replace(one, owners=known, teachers=tuple(short_name(*called[who]) for who in known))


def codes_in(contents: Iterable[Content]) -> set[str]:
    """The kinds of what is to be put right in these certificates."""
    return {one.code for content in contents for one in content.owed}


def is_office(one: Remark) -> bool:
    return BY_CODE[one.code].owner is Owner.OFFICE


def class_titles(rows: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    return {cohort: class_name(grade, letter) for cohort, grade, letter in rows}


def together(rows: Iterable[Remark]) -> list[tuple[Remark, ...]]:
    """Table Г: what is one kind of remark of one teacher, to be put right until one day, in order."""
    found: dict[tuple[object, ...], list[Remark]] = {}
    for one in rows:
        found.setdefault((one.noted, one.teachers, one.code, one.due, one.since), []).append(one)
    return [tuple(those) for those in found.values()]


def pages_of(those: Iterable[Remark]) -> str:
    """«2 класс: Математика, Русский язык; 3 класс: Математика»."""
    subjects: dict[str, list[str]] = {}
    for one in those:
        page, _, subject = one.place.rpartition(", ")
        subjects.setdefault(page or one.place, []).extend([subject] if page else [])
    told = (f"{page}: {', '.join(dict.fromkeys(own))}" if own else page for page, own in subjects.items())
    return "; ".join(told)


def counted_of(those: Iterable[Remark]) -> str:
    """«5: 03.11 (2); 05.11; 12.11 (2)»: how many places, and on which days or of whom they are."""
    whole = list(those)
    told: dict[str, int] = {}
    for one in whole:
        for _, words in one.links:
            about = words.split(",", 1)[0]
            told[about] = told.get(about, 0) + 1
    first = [f"{about} ({times})" if times > 1 else about for about, times in told.items()][:MOST_NAMED]
    more = f" и ещё {len(told) - len(first)}" if len(told) > len(first) else ""
    return f"{sum(one.amount for one in whole)}: {'; '.join(first)}{more}"


def places_of(one: Remark) -> str:
    """«03.11, 2-й урок; 05.11, 1-й урок; и ещё 4»."""
    told = [words for _, words in one.links[:FIRST_PLACES]]
    more = one.amount - len(told)
    return "; ".join(told) + (f"; и ещё {more}" if more else "")
