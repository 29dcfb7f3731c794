"""All checks in one go: what of the journal must be put right or looked at, and who is to do it."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime

from ejournal.models import readiness
from ejournal.models.people import SchoolYear
from ejournal.models.readiness import Scope
from ejournal.models.settings import school_settings
from ejournal.reports.checks import lessons, marked, plans, texts
from ejournal.reports.checks import people as of_people
from ejournal.reports.checks.asked import Asked, Found

# What finds what: several checks that one query answers stand together.
READERS: tuple[tuple[tuple[str, ...], Callable[[Asked], Iterable[Found]]], ...] = (
    (("attendance",), lessons.attendance),
    (("topic",), lessons.topics),
    (("homework",), lessons.homeworks),
    (("works",), marked.unmarked),
    (("terms",), plans.terms),
    (("short",), plans.short_of_marks),
    (("plan",), plans.without_plan),
    (("plan_back",), plans.plans_sent_back),
    (("weeks",), of_people.open_weeks_of),
    (("uncovered",), lessons.uncovered),
    (("no_teacher",), lessons.no_teacher),
    (("no_roll",), lessons.no_roll),
    (("mark_absent",), marked.mark_absent),
    (("mark_off",), marked.mark_off),
    (("mark_early", "mark_scale", "mark_stranger"), marked.odd_marks),
    (("mark_none",), marked.mark_none),
    (("off_timetable",), lessons.off_timetable),
    (("two_in_slot",), lessons.two_in_slot),
    (("clash",), lessons.clash),
    (("term_empty",), marked.term_empty),
    (("no_marks",), lessons.no_marks),
    (("long_without",), marked.long_without),
    (("empty_work",), marked.empty_works),
    (("late",), texts.late),
    (("annulled",), marked.annulled),
    (("homework_rest",), texts.homework_rest),
    (("own_topic",), texts.own_topics),
    (("topic_twice",), texts.topics_twice),
    (("foreign_topic",), texts.foreign_topics),
    (("controls_day", "controls_week"), of_people.controls),
    (("absent_between",), of_people.absent_between),
    (("absent_days",), of_people.absent_days),
    (("few_marks",), lessons.few_marks),
    (("two_left",), marked.two_left),
    (("two_edge",), marked.two_edge),
    (("two_after",), marked.two_after),
)


def ask(year: SchoolYear, cohorts: Collection[int] | None, first: date, last: date, now: datetime) -> Asked:
    """The pages of these classes, None for those of the whole school, in a span that ends with today.

    Five queries.
    """
    known = [row[0] for row in readiness.classes(year)]
    chosen = [cohort for cohort in known if cohorts is None or cohort in cohorts]
    pages = readiness.pages(year, chosen, year.valid_from, year.valid_to)
    if cohorts is None:
        pages += readiness.classless_pages(year)
    last = min(last, now.date(), year.valid_to)
    scope = Scope({page.group for page in pages}, max(first, year.valid_from), last, now)
    return Asked(year, pages, scope, school_settings())


def look(asked: Asked, codes: Collection[str]) -> list[Found]:
    """What these checks find, in order of days within each; at most a query for each and a few."""
    found = [one for own, read in READERS if set(own) & set(codes) for one in read(asked)]
    return sorted((one for one in found if one.code in codes), key=lambda one: (one.day, one.number))
