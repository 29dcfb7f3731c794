"""Where a КТП begins that comes in the middle of a year: what was passed before the journal (п. 4.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ejournal.importing.ktp import Plan
from ejournal.importing.remarks import Remark
from ejournal.loading.chosen import Chosen
from ejournal.loading.scope import Scope
from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from ejournal.models.plan_lessons import first_day, goes_by_plan
from ejournal.rules.plans import FROM_THE_FIRST, Begun, Planned, begun, is_late
from ejournal.rules.refusal import Refusal
from ejournal.services import plan_begins
from ejournal.wording import date_numeric, quoted

FIELD = "Начало плана"
ASKED = "укажите, до какого номера"
FROM_ONE = (
    "уроки этих страниц в журнале идут с {day} и возьмут темы с № 1. "
    f"Если часть плана уже пройдена, {ASKED}"
)
GOES_ON = "До № {passed} уже пройдено: уроки с {day} возьмут № {number} {topic}{why}."
ALL_PASSED = "Уже пройден весь план, до № {passed}: тем на уроки с {day} не осталось."
BY_DAYS = ". Номер найден по датам файла: проверьте его"
LATER_FILE = (
    "план в файле начинается с № {number}. Загрузите план на весь год и укажите, до какого номера пройдено: "
    "иначе номера и часы года не сойдутся"
)


@dataclass(frozen=True)
class Beginning:
    """`since` is the day of the first lesson by the plan, `lack` why it cannot be; `told`: what comes of it.

    `changes`: the pages are to begin otherwise than they do now.
    """

    passed: int
    since: date
    told: str
    remarks: tuple[Remark, ...]
    lack: str
    changes: bool

    @property
    def start(self) -> Begun:
        return begun(self.passed, self.since)


def beginning(
    plan: Plan, items: Sequence[Planned], groups: Sequence[Group], chosen: Chosen, scope: Scope
) -> Beginning | None:
    """п. 4.5.1: as somebody said, else as the pages have it, else by the days of the file; None: no pages."""
    if not groups or scope.year is None:
        return None
    pages = [group.id for group in groups]
    stored = {begun(group.passed, group.passed_by) for group in groups}
    known = next(iter(stored)) if len(stored) == 1 else FROM_THE_FIRST
    first = first_day(pages)
    late = first if first and is_late(scope.year.valid_from, first) and not goes_by_plan(pages) else None
    since = _day(chosen.since, known.by if known.passed else late or scope.today)
    guessed = known.passed or (_planned_before(plan, since) if late or chosen.since else 0)
    passed = int(chosen.passed) if chosen.passed.isdigit() else guessed
    start = begun(passed, since)
    by_days = not chosen.passed and not known.passed
    return Beginning(
        passed,
        since,
        _told(items, start, by_days) if passed else "",
        tuple(_remarks(plan, late, passed, chosen)),
        _lack(items, groups, start, scope.year) if passed else "",
        stored != {start},
    )


def _day(typed: str, usual: date) -> date:
    try:
        return date.fromisoformat(typed) if typed else usual
    except ValueError:
        return usual


def _planned_before(plan: Plan, day: date) -> int:
    """The number of the last lesson that the file puts before a day."""
    number = passed = 0
    for item in plan.items:
        number += item.lessons
        if item.days and item.days.days[0] >= day:
            break
        if item.days and item.days.days[-1] < day:
            passed = number
    return passed


def _told(items: Sequence[Planned], start: Begun, by_days: bool) -> str:
    day = date_numeric(start.by)
    if start.passed >= len(items):
        return ALL_PASSED.format(passed=start.passed, day=day)
    topic, why = quoted(items[start.passed].topic), BY_DAYS if by_days else ""
    return GOES_ON.format(passed=start.passed, day=day, number=start.passed + 1, topic=topic, why=why)


def _remarks(plan: Plan, late: date | None, passed: int, chosen: Chosen) -> list[Remark]:
    first = next((item.numbers[0] for item in plan.items if item.numbers), 1)
    if first > 1:
        return [Remark("warning", FIELD, "", LATER_FILE.format(number=first))]
    if late and not passed and not chosen.passed:
        return [Remark("warning", FIELD, "", FROM_ONE.format(day=date_numeric(late)))]
    return []


def _lack(items: Sequence[Planned], groups: Sequence[Group], start: Begun, year: SchoolYear) -> str:
    try:
        plan_begins.check(start.passed, len(items), start.by, year)
        for plan in {group.plan_id for group in groups}:
            plan_begins.untaken(plan, start.passed)
    except Refusal as refusal:
        return refusal.message
    return ""
