"""What is open again after its day: a late substitution, an order to fill, a day of failure, remote days."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import openings as stored
from ejournal.models.openings import Opening, OpeningWithdrawal
from ejournal.models.orphans import orphaned
from ejournal.models.people import SchoolYear
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.substitutions import absent, teachers
from ejournal.models.timetable import Lesson
from ejournal.rules.days_off import KINDS, REMOTE
from ejournal.rules.openings import Ground, check_failure, check_start, next_school_day
from ejournal.rules.orders import is_order
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.days_off import cohorts_of
from ejournal.services.deeds import add_fact, deed

ORDER, REASON = 100, 300  # signs
LONGEST = 31  # remote days at once
FOR_OTHERS = ("substitution", "late", "order")  # grounds of who writes in place of the teacher


def day_after(day: date, cohort: int | None) -> date:
    """The next day on which a class (None: the school) is taught."""
    calendar = calendar_of(cohort, day, school_settings().school_week)
    return next_school_day(day, calendar.is_school_day)


def open_late(lesson: Lesson, now: datetime) -> None:
    """п. 4.2.2д, 4.5.2: a substitution that came after its day opens the lesson to the next school day.

    With marks when it came on the next school day at the latest (п. 4.5.4). A part of the deed that is
    being done; nothing when the day of the lesson is not over.
    """
    today, cohort = now.date(), lesson.group.cohort_id
    if lesson.date < today:
        ground: Ground = "substitution" if today <= day_after(lesson.date, cohort) else "late"
        open_lesson(lesson, ground, "", day_after(today, cohort))


def shut_again(group: int, day: date, number: int) -> None:
    """What let somebody else write in a lesson is taken back, under the current deed."""
    for opening in stored.of_lesson(group, day, number):
        if opening.ground in FOR_OTHERS:
            add_fact(OpeningWithdrawal, opening=opening)


def open_lesson(lesson: Lesson, ground: Ground, paper: str, until: date, filler: int | None = None) -> None:
    """п. 4.5.2: one lesson takes records until the end of a day, on a ground and by a paper."""
    add_fact(
        Opening,
        ground=ground,
        group=lesson.group_id,
        number=lesson.number,
        first=lesson.date,
        last=lesson.date,
        until=until,
        reason="",
        paper=paper,
        filler=filler,
    )


@deed("lesson.assign", of="lesson", alone=True)
def assign(lesson: Lesson, person: int | None, order: str, *, by: Actor, now: datetime) -> None:
    """п. 2.12, 4.5.2: by order of the deputy somebody writes what is left of a lesson that nobody can fill.

    Topic, attendance and homework, to the end of the next school day; the lesson and its works stay with
    whoever gave them, marks are not for somebody else (п. 4.5.4).
    """
    order, today = one_line(order, limit=ORDER, field="Распоряжение"), now.date()
    if lesson.id not in {orphan.id for orphan in orphaned(now)}:
        raise Refusal("4.5.2", "Этот урок уже есть кому заполнить. Обновите страницу.", Way.RELOAD)
    if person not in teachers(today, today) or any(away.person_id == person for away in absent(today, today)):
        raise Refusal("4.5.2", "Выберите учителя из списка.")
    if not is_order(order):
        raise Refusal("4.5.2", "Укажите распоряжение с номером, например «№ 12 от 27.11.2026».")
    shut_again(lesson.group_id, lesson.date, lesson.number)  # an order before this one
    open_lesson(lesson, "order", order, day_after(today, lesson.group.cohort_id), person)


@deed("failure.declare", of="school_year", alone=True)
def declare_failure(
    year: SchoolYear, what: str, order: str, first: date, last: date, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.2, 4.5.4: the journal or ЕСИА did not work: these days are open to the end of the next one."""
    what = one_line(what, limit=REASON, field="Что не работало")
    order = one_line(order, limit=ORDER, field="Номер акта")
    _check_year(year, first, last)
    until = day_after(last, None)
    check_failure(what, first, last, until, now.date())
    if not is_order(order):
        raise Refusal("4.5.2", "Укажите номер и дату акта, например «№ 3 от 27.11.2026».")
    if stored.of_ground("failure", first, last):
        raise Refusal("4.5.2", "Для части этих дней акт о сбое уже есть: укажите только новые дни.")
    add_fact(Opening, ground="failure", first=first, last=last, until=until, reason=what, paper=order)


@deed("opening.withdraw", of="opening", alone=True)
def withdraw(opening: Opening, *, by: Actor, now: datetime) -> None:
    """п. 4.5.2, 4.2.1: what was declared by mistake opens nothing more; what is written stays."""
    if opening.ground not in stored.WITHDRAWN or opening.until < now.date():
        raise Refusal("4.5.2", "Этот срок уже кончился: отменять нечего.")
    add_fact(OpeningWithdrawal, opening=opening)


@deed("year.begin", of="school_year", alone=True)
def begin_year(year: SchoolYear, order: str, first: date, last: date, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1, 4.5.2: while the year is being opened its timetable is set in order back to the first day.

    Late records are taken with the stamp, whatever the school's setting; marks keep their own days.
    """
    order = one_line(order, limit=ORDER, field="Приказ")
    check_start(first, last, (year.valid_from, year.valid_to), now.date())
    if not is_order(order):
        raise Refusal("4.2.1", "Укажите приказ с номером, например «№ 70 от 01.09.2026».")
    if stored.of_ground("year", year.valid_from, year.valid_to):
        raise Refusal("4.2.1", "Открытие этого года уже объявлено.")
    add_fact(Opening, ground="year", first=first, last=last, until=last, reason="", paper=order)


@deed("days.remote", of="school_year", alone=True)
def teach_remotely(
    year: SchoolYear,
    classes: Collection[int] | None,
    kind: str,
    order: str,
    first: date,
    last: date,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """п. 4.5.2, 4.5.4: these classes (None: the school) learn from home; each lesson is open for a week.

    Lessons stay, nobody is absent by that alone.
    """
    order = one_line(order, limit=ORDER, field="Приказ")
    _check_remote(kind, order, first, last, now.date())
    _check_year(year, first, last)
    cohorts = cohorts_of(year, classes, "4.5.2")
    known = stored.of_ground("remote", first, last)
    if any(one.cohort_id in (None, *cohorts) or None in cohorts for one in known):
        raise Refusal("4.5.2", "Часть этих дней уже отмечена дистанционными: исправьте даты или классы.")
    kept = school_settings().remote_open_days
    for cohort in cohorts:
        add_fact(
            Opening,
            ground="remote",
            cohort=cohort,
            first=first,
            last=last,
            until=last + timedelta(days=kept),
            days=kept,
            reason=KINDS[kind].title,
            paper=order,
        )


def _check_remote(kind: str, order: str, first: date, last: date, today: date) -> None:
    if kind not in REMOTE:
        raise Refusal("4.5.2", "Дистанционно учатся в карантин или в актированные дни: выберите причину.")
    if not is_order(order):
        raise Refusal("4.5.2", "Для дистанционных уроков укажите приказ, например «№ 80 от 30.11.2026».")
    if first > last or (last - first).days >= LONGEST:
        raise Refusal("4.5.2", f"Проверьте даты: сразу можно отметить не больше {LONGEST} дней подряд.")
    if first < today:
        raise Refusal("4.5.4", "Дистанционные уроки назначают с сегодняшнего дня или позже.")


@deed("days.remote_end", of="opening", alone=True)
def end_remote(opening: Opening, *, by: Actor, now: datetime) -> None:
    """п. 4.5.2: from today on the class learns at school again; the days that are over stay as they were."""
    today = now.date()
    if opening.ground != "remote" or opening.last < today:
        raise Refusal("4.5.2", "Эти дни уже прошли: уроки были дистанционными, и запись остаётся.")
    add_fact(OpeningWithdrawal, opening=opening)
    if opening.first < today:
        last = today - timedelta(days=1)
        values = {name: getattr(opening, name) for name in ("ground", "cohort", "first", "days", "reason")}
        until = last + timedelta(days=opening.days or 0)
        add_fact(Opening, **values, last=last, until=until, paper=opening.paper)


def _check_year(year: SchoolYear, first: date, last: date) -> None:
    if not year.valid_from <= first <= last <= year.valid_to:
        raise Refusal("4.5.2", "Эти дни не в учебном году, который открыт: проверьте даты.")
