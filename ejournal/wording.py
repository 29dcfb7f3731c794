"""Russian wording of dates, numbers and names: pure functions, used by pages and papers alike."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from num2words import num2words  # type: ignore[import-untyped]  # has no types

NBSP = "\u00a0"
_PHONE = re.compile(r"\+7(\d{3})(\d{3})(\d{2})(\d{2})", re.ASCII)
DASH = "—"
PAIR = 2
PERIODS = {"quarter": "четв.", "half": "полуг.", "trimester": "трим."}
ROMAN = ("", "I", "II", "III", "IV")
MOST_FOLDED = 4096  # texts: the topics of a page are compared again at its next opening
_MONTHS = (
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)
_WEEKDAYS = (
    ("понедельник", "пн"),
    ("вторник", "вт"),
    ("среда", "ср"),
    ("четверг", "чт"),
    ("пятница", "пт"),
    ("суббота", "сб"),
    ("воскресенье", "вс"),
)


def date_words(day: date) -> str:
    """«23 ноября 2026 г.», with a no-break space before «г.»."""
    return f"{day_month(day)} {_year(day)}"


def day_month(day: date) -> str:
    """«23 ноября»."""
    return f"{day.day} {_MONTHS[day.month - 1][1]}"


def date_numeric(day: date) -> str:
    """«23.11.2026»."""
    return f"{day:%d.%m.%Y}"


def date_short(day: date) -> str:
    """«23.11»."""
    return f"{day.day:02}.{day.month:02}"


def month_name(month: int) -> str:
    """«ноябрь» for 11."""
    return _MONTHS[month - 1][0]


def weekday(day: date) -> str:
    """«понедельник»."""
    return _WEEKDAYS[day.weekday()][0]


def weekday_name(number: int) -> str:
    """«понедельник» for 1."""
    return _WEEKDAYS[number - 1][0]


def weekday_short(day: date) -> str:
    """«пн»."""
    return _WEEKDAYS[day.weekday()][1]


def clock_time(at: time | datetime) -> str:
    """«10:42», «9:25»: as bells are written, without a leading zero."""
    return f"{at.hour}:{at:%M}"


def moment(at: datetime) -> str:
    """«23.11 в 10:42»; `at` is already in the time of the school."""
    return f"{date_short(at)} в {clock_time(at)}"


def room_short(room: str) -> str:
    """«каб. 12» in one line, and «спортзал» as it is."""
    return f"каб.{NBSP}{room}" if room[:1].isdigit() else room


def sentence(text: str) -> str:
    """The text as a sentence begins: the rest of it keeps its letters (УВР)."""
    return text[:1].upper() + text[1:]


def span(first: date, last: date) -> str:
    """«23–29 ноября 2026 г.»: what the two days share is said once."""
    if first == last:
        return date_words(first)
    if first.year != last.year:
        return f"{date_words(first)} – {date_words(last)}"
    if first.month != last.month:
        return f"{day_month(first)} – {date_words(last)}"
    return f"{first.day}–{date_words(last)}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The word that goes with the number: «урок», «урока» or «уроков»."""
    tens, units = abs(number) % 100, abs(number) % 10
    if units == 1 and tens != 11:
        return one
    return few if 2 <= units <= 4 and not 12 <= tens <= 14 else many


def sheets_words(number: int) -> str:
    """«(тридцать шесть) листов»."""
    return f"({num2words(number, lang='ru')}) {plural(number, 'лист', 'листа', 'листов')}"


def numbers_words(numbers: Iterable[int]) -> str:
    """«1, 3–5»: whole numbers in order, stretches of three and more shortened."""
    stretches: list[list[int]] = []
    for number in sorted(set(numbers)):
        if stretches and stretches[-1][-1] == number - 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return ", ".join(
        f"{part[0]}–{part[-1]}" if len(part) > PAIR else ", ".join(map(str, part)) for part in stretches
    )


def periods_short(kind: str, numbers: Collection[int]) -> str:
    """«I–II четв.», «I, III четв.»; "" of none: the whole year."""
    if not numbers:
        return ""
    found = sorted(numbers)
    row = found == list(range(found[0], found[-1] + 1)) and len(found) > 1
    told = (ROMAN[found[0]], ROMAN[found[-1]]) if row else tuple(ROMAN[number] for number in found)
    return f"{('–' if row else ', ').join(told)}{NBSP}{PERIODS[kind]}"


def days_late(days: int) -> str:
    """«внесено с опозданием 2 дн.»."""
    return f"внесено с опозданием {days}{NBSP}дн."


@lru_cache(MOST_FOLDED, typed=True)  # a float and a Decimal that are equal may round apart
def decimal(value: float | Decimal, places: int) -> str:
    """A number with a decimal comma and no-break spaces between thousands, rounded half up."""
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(str(value)).quantize(step, ROUND_HALF_UP)
    return f"{rounded:,f}".replace(",", NBSP).replace(".", ",")


def in_sentence(title: str) -> str:
    """«контрольная работа» of «Контрольная работа», but «ВПР», and «учитель ОБЗР» of «Учитель ОБЗР»."""
    return title if title.isupper() or title[1:2].isupper() else title[:1].lower() + title[1:]


def average(value: float | Decimal | None) -> str:
    """«4,33»; a dash when there is nothing to average."""
    return DASH if value is None else decimal(value, 2)


def full_name(surname: str, name: str, patronymic: str | None) -> str:
    """«Иванова Анна Петровна»."""
    return " ".join(part for part in (surname, name, patronymic) if part)


def short_name(surname: str, name: str, patronymic: str | None) -> str:
    """«Иванова А.П.», for running text and addressees."""
    return f"{surname}{NBSP}{_initials(name, patronymic)}"


def initials_first(surname: str, name: str, patronymic: str | None) -> str:
    """«А.П. Иванова», for signatures."""
    return f"{_initials(name, patronymic)}{NBSP}{surname}"


def class_name(grade: int, letter: str) -> str:
    """«7А», or «7» where the class is the only one of its year."""
    return f"{grade}{letter}"


def past_ending(sex: str | None) -> str:
    """The ending of «прибыл»: «а» of a woman, «(а)» of somebody whose sex is not known."""
    return {"f": "а", "m": ""}.get(sex or "", "(а)")


def join_and(parts: Sequence[str]) -> str:
    """«а, б и в»."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} и {parts[-1]}"


def quoted(text: str) -> str:
    """«текст»; the quotes that stand in the text itself become „лапки“."""
    return f"«{text.replace('«', '„').replace('»', '“')}»"


def shortened(text: str, most: int) -> str:
    """As many whole words as there is room for: «Повторение, обобщение…»."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return f"{words.rstrip(' ,;:.')}…"


def unstopped(text: str) -> str:
    """The words of a person without the full stop, which the sentence they stand in has itself."""
    text = text.rstrip()
    return text.removesuffix(".") if not text.endswith("..") else text


def phone(number: str) -> str:
    """«+7 (900) 123-45-67», which no line breaks; a number that is stored in another way stays as it is."""
    found = _PHONE.fullmatch(number)
    return f"+7{NBSP}({found[1]}){NBSP}{found[2]}-{found[3]}-{found[4]}" if found else number


def clause(number: str) -> str:
    """«п. 4.5.4 Положения», with a no-break space after «п.»."""
    return f"п.{NBSP}{number} Положения"


def corrected_by(memo: int | None) -> str:
    """What follows «исправлено»: its memo, or the decision about all that a session had written."""
    return f", служебная записка № {memo}" if memo else " по решению заместителя директора"


@lru_cache(MOST_FOLDED)
def fold(text: str) -> str:
    """The form in which names are searched: no capitals, ё as е, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


def _year(day: date) -> str:
    return f"{day.year}{NBSP}г."


def _initials(name: str, patronymic: str | None) -> str:
    """«А.П.»; a double name keeps both letters, «А.-М.», a patronymic of two words only the first."""
    double = "-".join(f"{part[0]}." for part in name.split("-") if part)
    return double + (f"{patronymic[0]}." if patronymic else "")
