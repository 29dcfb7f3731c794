"""п. 4.2.1: when the lessons of a week begin and end: once for a row, and beside who goes by other bells."""

from collections import Counter
from collections.abc import Iterable

from ejournal.models.bells import bells_on
from ejournal.models.week import Entry
from ejournal.reports.school_week import SchoolWeek
from ejournal.wording import clock_time


class BellTimes:
    """The bells in force on the day of a week. One query."""

    def __init__(self, whole: SchoolWeek) -> None:
        self._whole, self._hours = whole, bells_on(whole.day)

    def of(self, entry: Entry) -> str:
        """«8:30–9:10» of a lesson: several grades go by the bells of the eldest; "" without a bell."""
        grade = max((self._whole.grades[one][0] for one in self._whole.classes_of(entry)), default=None)
        fitting = [span for span in self._hours if grade is None or span[0] <= grade <= span[1]]
        clocks = self._hours[max(fitting, key=lambda span: span[1])] if fitting else ()
        if not 0 < entry.number <= len(clocks):
            return ""
        starts, ends = clocks[entry.number - 1]
        return f"{clock_time(starts)}–{clock_time(ends)}"

    def row(self, lessons: Iterable[Entry]) -> str:
        """The time that most of the lessons of one number have."""
        found = Counter(filter(None, map(self.of, lessons)))
        return found.most_common(1)[0][0] if found else ""

    def other(self, entry: Entry, time: str) -> str:
        """The time of a lesson where it is not that of its row."""
        own = self.of(entry)
        return "" if own == time else own
