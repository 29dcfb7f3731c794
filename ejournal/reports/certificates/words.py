"""What a check has found, in words (domain 2.5): for its page and for the paper."""

from collections.abc import Iterator
from datetime import date

from ejournal.reports.certificates.content import Content
from ejournal.reports.certificates.remarks import FIRST_PLACES
from ejournal.rules import certificates as rules
from ejournal.wording import NBSP, decimal, plural, span


def results_of(content: Content, days: str) -> tuple[str, ...]:
    """Domain 2.5: what was found in words, with names beside the per cents."""
    return tuple(_results(content, days))


def _results(content: Content, days: str) -> Iterator[str]:
    values = {code: rules.percent_words(value) for code, value in content.values.items()}
    pages = _counted(content.pages, "страница", "страницы", "страниц")
    lessons = _counted(content.lessons, "урок", "урока", "уроков")
    yield f"За {days} проверено: {pages} журналов {classes_of(content)}, {lessons}."
    full = (
        _stop(f" Темы, задания и посещаемость записаны полностью у учителей: {', '.join(content.full)}")
        if content.full
        else ""
    )
    yield (
        f"Темы внесены на {values['З1']} уроков, домашние задания — на {values['З2']}, "
        f"посещаемость отмечена на {values['З3']}.{full}"
    )
    none, pupils = content.values["О1"], content.values["О1у"]
    if none.whole:
        yield (
            f"{_without(int(pupils.part))}; без отметок {values['О1']} пар «ученик — предмет», "
            f"с одной отметкой — {values['О2']}."
        )
        yield from _names(content)
    works = content.values["С3"]
    if works.whole:
        yield (
            f"Отметки за письменные работы выставлены в установленный срок в {decimal(works.part, 0)} "
            f"{plural(int(works.part), 'случае', 'случаях', 'случаях')} из {decimal(works.whole, 0)}."
        )
    if content.behind:
        yield f"Отставание от КТП больше {rules.LAGGING} часов: {'; '.join(content.behind)}."


def _stop(text: str) -> str:
    """A sentence with its full stop: initials have brought theirs."""
    return text if text.endswith(".") else f"{text}."


def _without(pupils: int) -> str:
    """О1 of pupils, in words."""
    if not pupils:
        return "Учащихся без единой отметки нет"
    return f"Не имеют ни одной отметки {_counted(pupils, 'учащийся', 'учащихся', 'учащихся')}"


def _names(content: Content) -> Iterator[str]:
    """п. 3.7: the names beside the per cents: without marks, with one."""
    told = (_named("Без отметок", content.unmarked), _named("С одной отметкой", content.single))
    yield from (_stop(line) for line in told if line)


def _named(title: str, pupils: tuple[str, ...]) -> str:
    """Whoever has it in most subjects is named; the others are counted."""
    if not pupils:
        return ""
    first = sorted(pupils, key=lambda one: -one.count(","))[:FIRST_PLACES]
    more = len(pupils) - len(first)
    rest = f" и ещё {_counted(more, 'ученик', 'ученика', 'учеников')}" if more else ""
    return f"{title}: {'; '.join(first)}{rest}"


def _counted(number: int, one: str, few: str, many: str) -> str:
    return f"{decimal(number, 0)}{NBSP}{plural(number, one, few, many)}"


def classes_of(content: Content) -> str:
    """«7 класса», «1–11 классов»: of all that were checked, whatever part of them is read."""
    single = not {",", "–"} & set(content.classes_checked)
    return f"{content.classes_checked}{NBSP}{'класса' if single else 'классов'}"


def heading_of(content: Content, first: date, last: date) -> str:
    """п. 4.2.2: a check of one teacher says whose it is."""
    of = f" (учитель {content.teacher})" if content.teacher else ""
    return f"о результатах проверки электронных журналов {classes_of(content)}{of} за {span(first, last)}"
