"""The kinds of work a mark is given for: one table, shown in Russian, weighed by the school's default."""

from dataclasses import dataclass

from ejournal.rules.refusal import Refusal, Way


@dataclass(frozen=True)
class WorkKind:
    """One kind of work; `oral` means that its mark belongs to the day of the lesson itself."""

    code: str
    title: str
    sign: str
    weight: int
    oral: bool = False


# Weights: domain facts, 7.1. Kinds it does not name take the weight of the kind they stand next to.
KINDS = (
    WorkKind("answer", "Ответ на уроке", "Отв", 1, oral=True),
    WorkKind("classwork", "Работа на уроке", "РУ", 1, oral=True),
    WorkKind("homework", "Домашняя работа", "ДЗ", 1),
    WorkKind("independent", "Самостоятельная работа", "СР", 2),
    WorkKind("quiz", "Проверочная работа", "Пров", 2),
    WorkKind("test", "Тест", "Тест", 2),
    WorkKind("practical", "Практическая работа", "ПР", 2),
    WorkKind("laboratory", "Лабораторная работа", "ЛР", 2),
    WorkKind("project", "Проект", "Пркт", 2),
    WorkKind("credit", "Зачёт", "Зач", 2),
    WorkKind("word_dictation", "Словарный диктант", "СД", 2),
    WorkKind("dictation", "Диктант", "Дикт", 3),
    WorkKind("retelling", "Изложение", "Изл", 3),
    WorkKind("composition", "Сочинение", "Соч", 3),
    WorkKind("control", "Контрольная работа", "КР", 3),
    WorkKind("diagnostic", "Диагностическая работа", "ДР", 3),
    WorkKind("vpr", "ВПР", "ВПР", 3),
    WorkKind("final_control", "Итоговая контрольная работа", "ИКР", 4),
    WorkKind("talk", "Доклад", "Докл", 1, oral=True),
    WorkKind("reading", "Техника чтения", "ТЧ", 1, oral=True),
    WorkKind("recital", "Наизусть", "Наиз", 1, oral=True),
    WorkKind("standard", "Норматив", "Норм", 1, oral=True),
)
_BY_CODE = {kind.code: kind for kind in KINDS}


def kind(code: str) -> WorkKind:
    """The kind of work by its code, as a form sends it."""
    if code not in _BY_CODE:
        raise Refusal("", "Такого вида работы нет в списке. Обновите страницу и выберите снова.", Way.RELOAD)
    return _BY_CODE[code]
