"""The columns of a class list (domain facts, 1.6 and 9.1) and how schools call them."""

import re
from collections.abc import Iterator

from ejournal.importing import people_columns as people
from ejournal.importing.columns import Field, plain
from ejournal.importing.people_columns import NOT_PARENTS, PUPIL
from ejournal.importing.subject_names import ROOTS

_PARENT = r"(\bмат(ь|ер)|\bмам|\bот(ец|ц)|\bпап[аы]|родител|представител|опекун)"

# In this order: what is named more narrowly takes its column before what is named more widely.
# Of the columns about parents there may be many: class_list_seats says whose each of them is.
# Those first here only tell a heading in two rows from its upper row.
FIELDS = (
    Field("guardian_phone", (rf"{_PARENT}.*(телеф|\bтел\b|моб|сот)",)),
    Field("guardian_snils", (rf"{_PARENT}.*снилс",)),
    Field("mother", (r"\bмат(ь|ер)", r"\bмам")),
    Field("father", (r"\bот(ец|ц)", r"\bпап[аы]")),
    Field("guardian", (r"родител", r"представител", r"опекун")),
    people.NUMBER,
    Field("file", (r"личн\w* дел", r"\bл\s?/\s?д\b", r"алфавитн")),
    Field("form", (r"(форм|способ)\w* (информ|получен|уведомл)", r"информировани")),
    Field("paper", (r"бумаж", r"на бумаге")),
    Field("note", (r"примеч", r"особые отметки", r"комментар", r"дополнительн\w* сведен", r"^отметк")),
    *people.PERSON,
    Field("address", (r"адрес.*(прож|факт)", r"(домашн|почтов)\w* адрес", r"адрес", r"прожива|жительств")),
    people.PATRONYMIC,
    people.SURNAME,
    people.NAME,
    Field(
        "full_name",
        (
            *(rf"{NOT_PARENTS}.*({pattern})" for pattern in people.FULL_NAME),
            rf"{NOT_PARENTS}^(список |состав |фамили[ия] )?{PUPIL}\w*( класса)?$",
        ),
    ),
    Field("letter", (r"^(литера|литер|буква)\b",)),
    Field(
        "class",
        (rf"{NOT_PARENTS}^(учебный )?класс\b", r"^кл$", r"^параллель", rf"{NOT_PARENTS}.*\bкласс\)?$"),
    ),
)
NEEDED = (frozenset({"full_name", "surname"}), frozenset({"birth_date"}))

MEANINGS = {
    "number": "номер",
    "file": "номер личного дела (не загружается)",
    "form": "форма информирования",
    "paper": "бумажная форма",
    "note": "примечание (форма информирования)",
    "sex": "пол",
    "birth_date": "дата рождения",
    "snils": "СНИЛС",
    "email": "эл. почта ученика (не загружается)",
    "phone": "телефон ученика",
    "address": "адрес",
    "patronymic": "отчество",
    "surname": "фамилия",
    "name": "имя",
    "full_name": "ФИО",
    "letter": "литера класса",
    "class": "класс",
}

_GROUP = re.compile(r"групп|\bгр\b")
_OTHER_GROUPS = re.compile(r"здоров|физк|физическ|медиц|крови|риск|продл|учета")
# What is divided into groups (domain facts, 7.8), as a narrow column shortens it.
_SHORT = (
    (r"\bангл", "Иностранный язык (английский)"),
    (r"\bнем", "Иностранный язык (немецкий)"),
    (r"\bфр", "Иностранный язык (французский)"),
    (r"\bин(остр\w*)?\.?\s*яз", "Иностранный язык"),
    (r"\bинф", "Информатика"),
    (r"\bтруд|\bтехн", "Труд (технология)"),
)


def group_columns(titles: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The columns that divide a class into groups, each with its subject; one without a subject is none."""
    for index, title in enumerate(titles):
        short = plain(title)
        if _GROUP.search(short) and not _OTHER_GROUPS.search(short) and (subject := _subject(short)):
            yield index, subject


def _subject(short: str) -> str | None:
    return next((name for root, name in (*_SHORT, *ROOTS) if re.search(root, short, re.IGNORECASE)), None)
