"""What a cell says: numbers of lessons, hours, days, as people type them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ejournal.importing.book import Value, text_of

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(36_526, 73_051)  # 2000–2099 as Excel counts days
YEARS = range(2000, 2100)
YEAR_STARTS = 7  # month: what is planned from July on is the year that begins in September
LONGEST_RANGE = 40  # lessons in one row
MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")

_RANGE = re.compile(r"(\d{1,4})\s*[-–—−]\s*(\d{1,4})")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d\d))?"
    rf"|(?P<dd>\d{{1,2}})\s+(?P<name>{'|'.join(MONTHS)})[а-я]*\.?(?:\s+(?P<yyyy>\d{{4}}))?)(?!\d)",
    re.IGNORECASE,
)
_REST = re.compile(r"[\s.,;:гГ]*|[\s.гГ]*[-–—−]\s*")


@dataclass(frozen=True)
class Days:
    """Days of a cell in the order in which they are written; `span` when it says only from and to."""

    days: tuple[date, ...]
    span: bool = False


def lesson_numbers(cell: Value) -> list[int] | None:
    """«3», «3.», «№ 3», «1-2», «3, 4» → the numbers; None when it is none.

    A date is a range that Excel took for one: «1-2» became the 1st of February.
    """
    if isinstance(cell, date):
        return list(range(cell.day, cell.month + 1)) or None
    text = re.sub(r"^(№|N|урок)\s*", "", text_of(cell), flags=re.IGNORECASE)
    numbers: list[int] = []
    for part in re.split(r"[,;\s]+", _RANGE.sub(r"\1-\2", text).strip(" .")):
        first, _, last = part.strip(".").partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()) or len(part) > 9:
            return None
        found = range(int(first), int(last or first) + 1)
        if not found or len(found) > LONGEST_RANGE:
            return None
        numbers += found
    return numbers or None


def hours(cell: Value) -> float | None:
    """«2», 2.0, «2 ч.», «0,5» → hours; None when it is no number."""
    found = re.fullmatch(r"(\d{1,4}(?:[.,]\d+)?)\s*(?:ч|час|часа|часов)?\.?", text_of(cell), re.IGNORECASE)
    return float(found.group(1).replace(",", ".")) if found else None


def days(cell: Value, year: int) -> Days | None:
    """The days of a cell; without a year they are of the school year that begins in `year`.

    None when something else is written there, or a day that does not exist.
    """
    if isinstance(cell, date):
        return Days((cell,)) if cell.year in YEARS else None
    text = text_of(cell)
    if serial := re.fullmatch(r"\d{5}", text):
        number = int(serial.group())
        return Days((EXCEL_EPOCH + timedelta(number),)) if number in SERIALS else None
    found = list(_DAY.finditer(text))
    between = [text[a.end() : b.start()] for a, b in pairwise(found)]
    outside = [text[: found[0].start()], text[found[-1].end() :]] if found else [text]
    if not found or not all(_REST.fullmatch(part) for part in (*between, *outside)):
        return None
    try:
        listed = tuple(_day(match, year) for match in found)
    except ValueError:
        return None
    if any(day.year not in YEARS for day in listed):
        return None
    return Days(listed, any(re.search("[-–—−]", part) for part in between))


def _day(found: re.Match[str], year: int) -> date:
    if found["y"]:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    if found["name"]:
        month = 1 + next(i for i, name in enumerate(MONTHS) if found["name"].lower() == name)
        said, day = found["yyyy"], int(found["dd"])
    else:
        month, said, day = int(found["month"]), found["year"], int(found["day"])
    full = int(said) if said else year + (month < YEAR_STARTS)
    return date(full + 2000 if said and len(said) == 2 else full, month, day)


def school_year(day: date) -> int:
    """The year in which the school year of a day begins."""
    return day.year - (day.month < YEAR_STARTS)
