"""What was found, as people read it: the place it leads to, its words, and who is to put it right."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ejournal.models import readiness
from ejournal.models.curriculum import periods_of_year
from ejournal.models.people import names
from ejournal.models.readiness import PageOf
from ejournal.reports.checks.asked import Asked, Found
from ejournal.reports.periods import title
from ejournal.rules import works
from ejournal.rules.checks import BY_CODE, Check, Owner
from ejournal.wording import class_name, date_short, plural, short_name

PARTS = {"attendance": "roll", "no_roll": "roll", "topic": "topic", "homework": "homework"}
TEXTS = {"own_topic": "topic", "topic_twice": "topic", "foreign_topic": "topic", "homework_rest": "homework"}
ANCHORS = PARTS | TEXTS
PUPILS = ("ученик", "ученика", "учеников")
Owners = Callable[[Found], tuple[int, ...]]


@dataclass(frozen=True)
class Finding:
    """One thing that was found: the address of its place, its words, until when it was to be done."""

    check: Check
    url: str
    text: str
    due: date
    teachers: tuple[str, ...]


def owners_of(asked: Asked) -> Owners:
    """Who is to put something right: the substitute, else who taught the page that day; the class teacher.

    Two queries for however many are asked about.
    """
    taught: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    for page, person, first, last in readiness.teaching(asked.scope.groups):
        taught[page].append((person, first, last))
    today = asked.scope.now.date()
    leaders: dict[int, list[int]] = defaultdict(list)
    for cohort, person in readiness.class_teachers(today):
        leaders[cohort].append(person)

    def of(one: Found) -> tuple[int, ...]:
        if BY_CODE[one.code].owner is Owner.OFFICE:
            return ()
        if BY_CODE[one.code].owner is Owner.LEADER:
            return tuple(leaders[one.cohort])
        if one.substitute:
            return (one.substitute,)
        day = min(one.day, today) if one.lesson else today
        spans = taught.get(one.group, ())
        return tuple(person for person, first, last in spans if first <= day <= (last or day))

    return of


def findings(asked: Asked, found: Collection[Found], owners: Owners) -> list[Finding]:
    """These as people read them, in the same order. Three queries."""
    today = asked.scope.now.date()
    owing = [owners(one) for one in found]
    people = {one.pupil for one in found if one.pupil}.union(*owing)
    called = {person: short_name(*name) for person, name in names(people, today).items()}
    classes = {row[0]: class_name(*row[1:]) for row in readiness.classes(asked.year)}
    terms = {one.id: title(one) for one in periods_of_year(asked.year)}
    pages = {page.group: page for page in asked.pages}
    return [
        Finding(
            BY_CODE[one.code],
            _url(one),
            ", ".join(filter(None, _words(one, pages.get(one.group), called, classes, terms))),
            one.due or one.day,
            tuple(sorted(called[person] for person in who if person in called)),
        )
        for one, who in zip(found, owing, strict=True)
    ]


def _url(one: Found) -> str:
    """The place itself: the cell, the part of the lesson, the row of the pupil."""
    if one.lesson:
        return f"/lessons/{one.lesson}{_anchor(one)}"
    if one.code == "weeks":
        return f"/journal#weeks-{one.cohort}"
    if one.code in ("plan", "plan_back"):
        return f"/plans?show={one.group}#page-{one.group}"
    period = f"?period={one.period}" if one.period else ""
    return f"/journal/{one.group}{period}" + (f"#p{one.pupil}" if one.pupil else "")


def _anchor(one: Found) -> str:
    if one.work and one.pupil:
        return f"#mark-{one.work}-{one.pupil}"
    if one.pupil:
        return f"#roll-{one.pupil}"
    return f"#{ANCHORS[one.code]}" if one.code in ANCHORS else ""


def _words(
    one: Found, page: PageOf | None, called: dict[int, str], classes: dict[int, str], terms: dict[int, str]
) -> Iterable[str]:
    """The day and the lesson, the page or the class, the pupil, and what there is to tell besides."""
    if one.lesson and one.number:
        yield f"{date_short(one.day)}, {one.number}-й урок"
    elif one.code == "controls_day":
        yield date_short(one.day)
    if page:
        yield f"{page.name}, {page.subject}"
    elif one.cohort in classes:
        yield f"{classes[one.cohort]} класс"
    yield terms.get(one.period, "")
    if one.work:
        yield works.kind(one.work).title.lower()
    yield called.get(one.pupil, "") if one.amount < 2 or one.code != "works" else ""
    yield _count(one)
    yield one.words


def _count(one: Found) -> str:
    count = one.amount
    if one.code in ("works", "terms", "short"):
        told = {"works": "без отметки", "terms": "без итоговой", "short": "мало отметок у"}[one.code]
        return f"{told} {count} {_pupils(one.code, count)}"
    if one.code == "long_without":
        return f"больше {count} {plural(count, 'урока', 'уроков', 'уроков')} подряд"
    if one.code == "absent_days":
        return f"{count} {plural(count, 'день', 'дня', 'дней')}"
    if one.code == "late":
        return f"на {count} {plural(count, 'день', 'дня', 'дней')}"
    if one.code in ("few_marks", "controls_day", "controls_week"):
        return f"{'отметок' if one.code == 'few_marks' else 'работ'}: {count}"
    return ""


def _pupils(code: str, count: int) -> str:
    """«3 ученика без отметки», «мало отметок у 3 учеников»."""
    return plural(count, "ученика", "учеников", "учеников") if code == "short" else plural(count, *PUPILS)
