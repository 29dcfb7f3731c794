"""What is otherwise on a whole day: classes without lessons, those at home, the timetable of another day."""

from collections.abc import Iterable, Iterator
from datetime import date

from ejournal.models.curriculum import off_on
from ejournal.models.moves import days_like
from ejournal.models.openings import remote_days
from ejournal.models.people import class_names
from ejournal.wording import class_name, join_and, weekday_name

Classes = dict[int | None, str]  # titles by cohort


def note(day: date) -> str:
    """п. 4.2.1, 4.2.2д: «Уроков нет: 7 класс (карантин). Дистанционно: 5 класс»; "" for a usual day."""
    names = class_names(day)
    classes: Classes = {cohort: f"{class_name(*own)} класс" for cohort, own in names.items()}
    remote = ((cohort, reason) for cohort, reason, *_ in remote_days(day, day))
    without, at_home = _who(off_on(day), classes), _who(remote, classes)
    told = (("Уроков нет", without), ("Дистанционно", at_home))
    return " ".join([*(f"{what}: {', '.join(who)}." for what, who in told if who), *_like(day, classes)])


def _who(rows: Iterable[tuple[int | None, str]], classes: Classes) -> list[str]:
    """«5 класс, 7 класс (карантин)»: the whole school before its classes."""
    by_reason: dict[str, list[int | None]] = {}
    for cohort, reason in rows:
        by_reason.setdefault(reason, []).append(cohort)
    return [
        f"{'вся школа' if None in own else ', '.join(_in_order(own, classes))} ({reason})"
        for reason, own in by_reason.items()
    ]


def _in_order(cohorts: Iterable[int | None], classes: Classes) -> list[str]:
    found = {classes[cohort] for cohort in cohorts if cohort in classes}
    return [title for title in classes.values() if title in found]


def _like(day: date, classes: Classes) -> Iterator[str]:
    """«По расписанию другого дня («понедельник»): 7 класс.»"""
    rows = list(days_like(day, day))
    if rows:
        who = [classes.get(row.cohort_id, "вся школа") for row in rows]
        names = join_and([f"«{weekday_name(number)}»" for number in sorted({row.weekday for row in rows})])
        yield f"По расписанию другого дня ({names}): {', '.join(who)}."
