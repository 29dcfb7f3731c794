"""What a new timetable meets: decisions on days ahead, and the bells of the school (п. 4.2.1)."""

from collections.abc import Collection, Iterator
from datetime import date, time

from ejournal.importing.classes import grade_of
from ejournal.importing.remarks import Remark
from ejournal.importing.timetable import Slot
from ejournal.loading.timetable_pages import KnownPages
from ejournal.models.lists import bells_of, class_titles
from ejournal.models.moves import days_like, moves
from ejournal.models.people import SchoolYear
from ejournal.models.plan_lessons import lessons_before
from ejournal.models.substitutions import of_days, pages
from ejournal.rules import decided
from ejournal.rules.plans import is_late
from ejournal.services import ahead
from ejournal.wording import class_name, clock_time, date_numeric, plural

DECIDED = "Уже решено на эти дни"
STAY = "замены и переносы останутся, где решены; после загрузки проверьте «Замены» и «Перенос уроков»"
HOURS = "Время уроков"
SAME_HOURS = "Время уроков из файла не берётся: звонки заданы в «Учебный год», с ними оно сходится."
OTHER_HOURS = "из файла не берётся: звонки заданы в «Учебный год», и они другие: {}"
MOST_TOLD = 10
LATE = (
    "до {} уроков в журнале не будет. Если расписание действует раньше, поставьте тот день. Если журнал "
    "начинают с этого дня, при загрузке КТП укажите, до какого номера план уже пройден: "
    "иначе темы пойдут с № 1"
)

Hours = tuple[time, time]


def lost(known: KnownPages, slots: Collection[Slot], since: date, today: date) -> str:
    """Why the timetable cannot be in force: it lacks lessons that are decided about; "" when it can."""
    groups = known.of_classes({slot.class_name for slot in slots})
    found = ahead.lost(groups, known.wanted(slots), since, today)
    return ahead.LOST.format(found) if found else ""


def late(year: SchoolYear, since: date) -> list[Remark]:
    """п. 4.2.1: a first timetable from the middle of a year leaves the days before it without lessons."""
    if not is_late(year.valid_from, since) or lessons_before(year, since):
        return []
    return [Remark("warning", "Действует с", date_numeric(since), LATE.format(date_numeric(since)))]


def told(year: SchoolYear, known: KnownPages, slots: Collection[Slot], since: date) -> list[Remark]:
    """What is decided about the classes of a file from a day on; it stays, and is to be looked at."""
    found = list(_decided(year, known, {slot.class_name for slot in slots}, since))
    if not found:
        return []
    more = len(found) - MOST_TOLD
    rest = [f"и ещё {more} {plural(more, 'решение', 'решения', 'решений')}"] if more > 0 else []
    return [Remark("warning", DECIDED, "", f"{'; '.join([*found[:MOST_TOLD], *rest])} — {STAY}")]


def _decided(year: SchoolYear, known: KnownPages, classes: set[str], since: date) -> Iterator[str]:
    own = pages(known.of_classes(classes))
    titles = {number: f"{page.subject.name}, {page.name}" for number, page in own.items()}
    for one in of_days(since, year.valid_to):
        if one.group_id in titles:
            yield decided.given(one, titles[one.group_id])
    for move in moves(since, year.valid_to):
        if move.group_id in titles:
            yield decided.moved(move, titles[move.group_id])
    cohorts = {cohort: class_name(*called) for cohort, called in class_titles(year).items()}
    for like in days_like(since, year.valid_to):
        if like.cohort_id is None or cohorts.get(like.cohort_id) in classes:
            who = f"{cohorts[like.cohort_id]} класс" if like.cohort_id else "вся школа"
            yield decided.like(like.date, who, like.weekday)


def hours(slots: Collection[Slot], day: date) -> tuple[list[str], list[Remark]]:
    """The hours that a file names: it is told that they are not taken, and where they are others."""
    said = {
        (slot.class_name, slot.number): (slot.first, slot.last)
        for slot in slots
        if slot.first and slot.last and not slot.extracurricular
    }
    if not said:
        return [], []
    bells = bells_of(day)
    other = [
        f"{own} класс, {number}-й урок: {_said((first, last))}, в журнале {_said(rung)}"
        for (own, number), (first, last) in sorted(said.items(), key=lambda one: (len(one[0][0]), one[0]))
        if first and last and (rung := bells.get((grade_of(own), number))) != (first, last)
    ]
    if not other:
        return [SAME_HOURS], []
    more = len(other) - MOST_TOLD
    rest = [f"и ещё {more}"] if more > 0 else []
    return [], [Remark("warning", HOURS, "", OTHER_HOURS.format("; ".join([*other[:MOST_TOLD], *rest])))]


def _said(hours: Hours | None) -> str:
    return f"{clock_time(hours[0])}–{clock_time(hours[1])}" if hours else "звонка нет"
