"""The columns that every table of people has, and what stands around its rows."""

import re

from ejournal.importing.columns import Field

# A heading that says it is about a parent, or about a teacher, is not about the child.
NOT_PARENTS = (
    r"^(?!.*(представ|родител|матер|\bмать|\bмам|\bотц|\bотец|\bпап[аы]|опекун|попечител|законн|семь"
    r"|руководител|воспитател))"
)
PARENTS = re.compile(r"(сведения|данные|информация|контакт\w*|родител|законн|представител)\D*$")
PUPIL = r"(обучающ|учащ|учени[кц]|реб[её]н|воспитанни|школьни|дет(ей|и)\b)"
NAMES = ("surname", "name", "patronymic")
NEEDED_NAME = frozenset({"full_name", "surname", "name", "patronymic"})

ASIDE = re.compile(
    r"(итого\b|всего\b|в том числе|из них|(мальчик|девоч|девуш|юнош)\w*\W*\d|кол(ичество|-во)\b|по состоянию|"
    r"директор\b|зам(еститель)?\b|классн\w+ руководител|секретарь\b|исполнитель\b|составил\b|"
    r"ответственн\w+\b|дата\b|подпись\b|м\.\s?п\.|примечани[ея]\b|согласован|утвержда|выбыли\b|прибыли\b)",
    re.IGNORECASE,
)
SIGNED = re.compile(r"_{3,}|\(?подпись\)?\s*$")

NUMBER = Field("number", (r"^(№|n|номер)\s*(п\s*[/.\\-]?\s*п)?(\s*в списке)?$", r"^п\s*[/.]\s*п$", r"^№\s*п"))
PERSON = (
    Field("sex", (rf"{NOT_PARENTS}(.*\()?пол\b", r"^м\s*/\s*ж$")),
    Field(
        "birth_date",
        (
            rf"{NOT_PARENTS}(?!.*(место|свид)).*рожд",
            r"^д\s?[./]?\s?р$",
            r"^г\s?[./]?\s?р$",
            r"^возраст.*рожд",
        ),
    ),
    Field("snils", (rf"{NOT_PARENTS}.*снилс", rf"{NOT_PARENTS}.*(страхов\w* (номер|свид)|пенсионн)")),
    Field(
        "email", (rf"{NOT_PARENTS}.*(почт|e-?mail|емейл|имейл)(?!ов)", rf"{NOT_PARENTS}электронн\w* адрес")
    ),
    Field("phone", (rf"{NOT_PARENTS}.*(телеф|тел\b|сотов|мобил|моб\b)", rf"{NOT_PARENTS}^контакт")),
)
FULL_NAME = (
    r"(\b|^)ф\s?[.,]?\s?и\s?[.,]?\s?о\b",
    r"фамили\w*,?.*\bим(я|ени)",
    r"^ф\s?[.,]?\s?и$|^ф\s?[.,]\s?и\b",
)
PATRONYMIC = Field("patronymic", (rf"{NOT_PARENTS}отчество", rf"{NOT_PARENTS}(?!.*\bимя).*отчество"))
SURNAME = Field("surname", (rf"{NOT_PARENTS}(?!.*\bимя)фамилия", rf"{NOT_PARENTS}(?!.*\bимя).*фамилия"))
NAME = Field("name", (rf"{NOT_PARENTS}(?!.*фамил).*\bимя\b",))
