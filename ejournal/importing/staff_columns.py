"""The columns of a list of staff with what they teach (domain facts, 9.1) and how schools call them."""

from ejournal.importing import people_columns as people
from ejournal.importing.columns import Field

_ONLY = r"^(?!.*должност).*"  # «Должность, преподаваемый предмет» is the position

# In this order: what is named more narrowly takes its column before what is named more widely.
FIELDS = (
    people.NUMBER,
    Field(
        "leads",
        (r"классн\w* рук", r"\bкл\w*\.?\s*рук", r"^руководство класс", r"^руководител\w* класс", r"^кл/р"),
    ),
    *people.PERSON,
    Field(
        "hours",
        (
            r"(час|нагрузк).*(недел|нед\b)",
            r"недельн\w* (нагрузк|час)",
            r"(кол|числ)\S*\s(часов|час|ч)\b",
            r"^(учебная )?нагрузка\b(?!.*(предмет|класс))",
            r"\bчас(ов|ы)?\b",
        ),
    ),
    Field("classes", (r"^класс(ы|\b)(?!н)", r"в каких класс", r"^кл$", r"\bклассы\b", r"\bкласс\b")),
    Field(
        "subject",
        (r"^предмет", rf"{_ONLY}предмет", rf"{_ONLY}дисциплин", rf"{_ONLY}учебн\w* курс"),
    ),
    Field("group", (r"^(№ )?(под)?групп[аы]$",)),
    Field("room", (r"кабинет", r"^каб\b")),
    Field("position", (r"^(занимаем\w* )?должност", r"должност", r"^кем работает")),
    people.PATRONYMIC,
    people.SURNAME,
    people.NAME,
    Field(
        "full_name",
        (
            *people.FULL_NAME,
            r"^(учител|преподавател|педагог|сотрудник|работник)\w*$",
            r"^(список |фамили[ия] )?(учител|педагог|сотрудник|работник)\w*( работник\w*)?$",
        ),
    ),
)
NEEDED = (frozenset({"full_name", "surname"}), frozenset({"position", "subject"}))

MEANINGS = {
    "number": "номер",
    "leads": "классное руководство",
    "sex": "пол",
    "birth_date": "дата рождения",
    "snils": "СНИЛС",
    "email": "эл. почта",
    "phone": "телефон",
    "hours": "часов в неделю",
    "classes": "классы",
    "subject": "предмет",
    "group": "группа",
    "room": "кабинет (не загружается)",
    "position": "должность",
    "patronymic": "отчество",
    "surname": "фамилия",
    "name": "имя",
    "full_name": "ФИО",
}
