"""What a cell says of a person besides the name: birth date, СНИЛС, phone, mail (domain facts, 9.2, 9.3).

Each function gives the value and, when it could not be read, the reason; an empty cell has neither.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ejournal.importing.book import Value, text_of
from ejournal.importing.cells import EXCEL_EPOCH, MONTHS
from ejournal.importing.people import nobody
from ejournal.rules import snils as rules

OLDEST = 1900  # year of birth
SERIALS = range(10_000, 73_051)  # days of 1927–2099 as Excel counts them
DIGITS = 10  # of a phone without the code of the country
LONGEST_MAIL = 100
ROUNDED = "Excel округлил номер и потерял цифры: внесите его заново"
NO_DATE = "нет даты рождения"
UNREAD_DATE = "дата рождения не распознана: нужна вида 14.03.2012"
NO_DAY = "такого дня в календаре нет"
FUTURE = "дата рождения в будущем"
LOCAL_PHONE = "телефон не содержит 10 цифр: местный номер нельзя привести к виду +7"
UNREAD_PHONE = "телефон не распознан: нужно +7 и 10 цифр"
UNREAD_MAIL = "адрес эл. почты не распознан"

_END = r"\s*(?:г(?:ода?|г)?\b\.?)?\s*(?:р(?:ожд\w*)?\b\.?)?"
_ISO = re.compile(rf"(?P<y>\d{{4}})[-./](?P<m>\d\d?)[-./](?P<d>\d\d?)(?:[T ][\d:.]+)?{_END}", re.IGNORECASE)
_NUMERIC = re.compile(
    rf"(?P<d>\d\d?)\s*[-./, –]\s*(?P<m>\d\d?)\s*[-./, –]\s*(?P<y>\d{{4}}|\d\d){_END}", re.IGNORECASE
)
_WORDS = re.compile(
    rf"[«\"]?(?P<d>\d\d?)[»\"]?[\s.-]*(?P<name>{'|'.join(MONTHS)})[а-я]*[\s.,-]*(?P<y>\d{{4}}|\d\d){_END}",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_BETWEEN = r"[\s().–—−-]*"
_PHONE = re.compile(rf"(?<![\d+])(?:\+?[78]{_BETWEEN})?(\d(?:{_BETWEEN}\d){{9}})(?!\d)")
_CHUNKS = re.compile(r"[,;/\n|]|[^\W\d]+\.?:?")
_MAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@.,;<>()]{2,}")


def birth_date(cell: Value, today: date) -> tuple[date | None, str]:
    """A day in figures or words, or as Excel keeps it; a year of two figures is one that has been."""
    if isinstance(cell, date):
        return _lived(cell, today)
    text = " ".join(text_of(cell).split())
    if nobody(text):
        return None, NO_DATE
    if re.fullmatch(r"[0-9]{5}", text) and int(text) in SERIALS:
        return _lived(EXCEL_EPOCH + timedelta(int(text)), today)
    found = _ISO.fullmatch(text) or _NUMERIC.fullmatch(text) or _WORDS.fullmatch(text)
    if not found:
        return None, UNREAD_DATE
    try:
        day = date(_year(found["y"], today), _month(found), int(found["d"]))
    except ValueError:
        return None, NO_DAY
    return _lived(day, today)


def _year(typed: str, today: date) -> int:
    year = int(typed)
    if len(typed) > 2:
        return year
    return year + today.year // 100 * 100 - (100 if year > today.year % 100 else 0)


def _month(found: re.Match[str]) -> int:
    if "name" not in found.re.groupindex:
        return int(found["m"])
    return 1 + next(i for i, name in enumerate(MONTHS) if found["name"].lower() == name)


def _lived(day: date, today: date) -> tuple[date | None, str]:
    if day > today:
        return None, FUTURE
    return (day, "") if day.year >= OLDEST else (None, UNREAD_DATE)


def age(born: date, day: date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def snils(cell: Value) -> tuple[str, str]:
    """Eleven digits of a СНИЛС in any form; zeros that Excel lost at the beginning are put back."""
    text = text_of(cell)
    if nobody(text):
        return "", ""
    if _EXPONENT.search(text):
        return "", ROUNDED
    digits = re.sub(r"[\s.‐-―−-]|снилс:?|№", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]+", digits):
        return "", "СНИЛС записывают цифрами, например 112-233-445 95"
    if re.fullmatch(r"[0-9]{9,10}", text):
        digits = digits.zfill(rules.LENGTH)
    if len(digits) != rules.LENGTH:
        return "", f"в СНИЛС должно быть {rules.LENGTH} цифр, а здесь {len(digits)}"
    return (digits, "") if rules.is_valid(digits) else ("", "контрольное число СНИЛС не сходится")


def phones(text: str) -> list[str]:
    """Every phone of a text, «+7» and ten digits, in the order in which they are written."""
    return [f"+7{re.sub(r'[^0-9]', '', found)}" for part in _parts(text) for found in _PHONE.findall(part)]


def _parts(text: str) -> Iterator[str]:
    """Stretches of a text between its words and commas: a phone is within one of them."""
    return (part for part in _CHUNKS.split(text) if re.search("[0-9]", part))


def phone(cell: Value) -> tuple[str, str]:
    """The first of the phones in a cell."""
    text = text_of(cell)
    if nobody(text):
        return "", ""
    if _EXPONENT.search(text):
        return "", ROUNDED
    found = phones(text)
    if found:
        return found[0], ""
    return "", LOCAL_PHONE if 0 < len(re.findall("[0-9]", text)) < DIGITS else UNREAD_PHONE


def email(cell: Value) -> tuple[str, str]:
    """The first of the addresses in a cell."""
    text = text_of(cell)
    if nobody(text):
        return "", ""
    found = _MAIL.search(text)
    if found and len(found.group()) <= LONGEST_MAIL:
        return found.group(), ""
    return "", UNREAD_MAIL
