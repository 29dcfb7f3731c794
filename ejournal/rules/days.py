"""When a lesson may be filled: from its bell, on its day; later only while its week is open, and stamped."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from ejournal.rules.refusal import Refusal, Way
from ejournal.wording import clock_time, date_short

CLARIFIED_BY = 20  # signs that even a short text may be clarified by
ALIKE = 0.5  # the least part of two texts that is the same


@dataclass(frozen=True)
class Moment:
    """A lesson and the moment of arrival at the server; both moments in school time."""

    starts_at: datetime
    now: datetime
    week_closed: bool = False
    late_refused: bool = False
    open_until: date | None = None  # an opening of the lesson; rules.openings

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def begun(self) -> bool:
        return self.now >= self.starts_at

    @property
    def late_days(self) -> int:
        return max(0, (self.today - self.day).days)

    @property
    def shut(self) -> bool:
        """Whether it takes no late records, and no opening lets it."""
        opened = self.open_until is not None and self.today <= self.open_until
        return bool(self.late_days) and (self.late_refused or self.week_closed) and not opened


def days_late(moment: Moment, clause: str) -> int:
    """п. 4.5.2, 4.5.3: days after the lesson, 0 on its day; refuses ahead of it and in a closed week."""
    if not moment.begun:
        bell = f"{date_short(moment.day)} в {clock_time(moment.starts_at)}"
        raise Refusal(clause, f"Урок ещё не начался: записать можно со звонка, {bell}.")
    if moment.shut and moment.late_refused:
        raise Refusal(
            clause,
            f"Запись делается в день урока, {date_short(moment.day)}; школа не принимает её позже.",
            Way.OPENING,
        )
    if moment.shut:
        raise Refusal(
            clause,
            f"Неделя урока {date_short(moment.day)} закрыта классным руководителем.",
            Way.OPENING,
        )
    return moment.late_days


def clarifies(before: str, after: str) -> bool:
    """п. 4.5.3: whether a text only clarifies what was entered («уточнение»): most of it is the same.

    Another task, or a dot of the day that becomes a task a week later, is late.
    """
    near = len(after) <= 2 * len(before) + CLARIFIED_BY
    return near and SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def working_days_after(day: date, count: int) -> date:
    """The last of so many days from Monday to Friday after a day."""
    for _ in range(count):
        day += timedelta(days=1 if day.weekday() < 4 else 7 - day.weekday())
    return day
