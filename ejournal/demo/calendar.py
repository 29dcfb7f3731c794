"""The demo's school year 2026/2027: periods, days off, bells (domain facts, 7.6 and 7.7)."""

from datetime import date, datetime, time, timedelta

YEAR = ("2026/2027", date(2026, 9, 1), date(2027, 5, 26))
SINCE = date(2026, 8, 31)

# kind, number, grades, first day, last day
PERIODS = (
    ("quarter", 1, (1, 9), date(2026, 9, 1), date(2026, 10, 23)),
    ("quarter", 2, (1, 9), date(2026, 11, 2), date(2026, 12, 30)),
    ("quarter", 3, (1, 9), date(2027, 1, 11), date(2027, 3, 26)),
    ("quarter", 4, (1, 9), date(2027, 4, 5), date(2027, 5, 26)),
    ("half", 1, (10, 11), date(2026, 9, 1), date(2026, 12, 30)),
    ("half", 2, (10, 11), date(2027, 1, 11), date(2027, 5, 26)),
)

DAYS_OFF = (
    ("Осенние каникулы", date(2026, 10, 24), date(2026, 11, 1)),
    ("День народного единства", date(2026, 11, 4), date(2026, 11, 4)),
    ("Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10)),
    ("День защитника Отечества", date(2027, 2, 23), date(2027, 2, 23)),
    ("Международный женский день", date(2027, 3, 8), date(2027, 3, 8)),
    ("Весенние каникулы", date(2027, 3, 27), date(2027, 4, 4)),
    ("Праздник Весны и Труда", date(2027, 5, 3), date(2027, 5, 3)),
    ("День Победы", date(2027, 5, 10), date(2027, 5, 10)),
)
FIRST_GRADE_OFF = ("Дополнительные каникулы", date(2027, 2, 13), date(2027, 2, 21))

BELLS = {
    (1, 1): ("8:30–9:05", "9:15–9:50", "10:20–10:55", "11:15–11:50", "12:00–12:35"),
    (2, 11): (
        "8:30–9:15",
        "9:25–10:10",
        "10:30–11:15",
        "11:35–12:20",
        "12:30–13:15",
        "13:25–14:10",
        "14:20–15:05",
    ),
}


LAST_BELL, EVENING = time(14, 30), time(21, 0)


def bell(span: str) -> tuple[time, time]:
    """«8:30–9:15» as two times."""
    first, last = (datetime.strptime(part, "%H:%M").time() for part in span.split("–"))  # noqa: DTZ007 - a time of day
    return first, last


def school_days() -> list[date]:
    """Every day of the year with lessons for the whole school."""
    _, day, last = YEAR
    days = []
    while day <= last:
        if day.isoweekday() <= 5 and not any(a <= day <= b for _, a, b in DAYS_OFF):
            days.append(day)
        day += timedelta(days=1)
    return days


def school_moment(real: datetime, newest: datetime | None, chosen: bool = False) -> datetime:
    """The moment the demo's clock starts at: today if it has lessons, else the last school day.

    A day after the year stands only if it was `chosen`.

    Before the last bell and late in the evening it is half past two, when every lesson of the day can
    be filled; it never starts before `newest`, the moment of the newest stored record.
    """
    day = max((d for d in school_days() if d <= real.date()), default=YEAR[1])
    if chosen and real.date() > YEAR[2]:
        day = real.date()
    shown = real.replace(year=day.year, month=day.month, day=day.day)
    if not LAST_BELL <= real.time() <= EVENING:
        shown = datetime.combine(day, LAST_BELL, real.tzinfo)
    if newest and newest >= shown:
        shown = newest + timedelta(seconds=1)
    return shown


def why_shifted(wall: datetime, real: datetime, shown: datetime) -> str:
    """Why the clock showed `shown` at `wall`: the words before «часы школы показывают», "" for no shift.

    `real` is what was asked for: `wall`, or the day of --date at its hour.
    """
    if shown == wall:
        return ""
    chosen = real.date() != wall.date()
    if shown.date() != real.date():
        none = "в выбранный день (--date) уроков нет, поэтому" if chosen else "сегодня уроков нет, поэтому"
        return "показ уже дошёл до этого дня, поэтому" if real.date() in school_days() else none
    if chosen:
        return "день показа выбран при запуске (--date), поэтому"
    if real.time() < LAST_BELL:
        return "чтобы уроки дня уже прошли,"
    return "чтобы до полуночи осталось время," if real.time() > EVENING else "чтобы время не шло назад,"
