"""п. 4.2.2б, 4.2.2в: the catalogue of what is looked for in the journal, and how grave it is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ejournal.rules.deadlines import Family, subject_family
from ejournal.rules.language import is_russian

FIRST_GRADE = 1
NO_VALUE = ("н/а", "осв")  # a term mark that rests on no marks
FOR_A_MARK = 4  # pupils: three marks at a lesson mean nothing in a class of four
LONGEST_CHECKING = 14  # days after which no norm of written work leaves a column without marks in time


class Severity(StrEnum):
    """Must be put right; may be as it should, look at it; schools do not agree on it, off until wanted."""

    WRONG = "wrong"
    LOOK = "look"
    CONTESTED = "contested"


class Owner(StrEnum):
    """Who is to do something about it."""

    TEACHER = "teacher"  # whoever gave the lesson, or teaches the page
    LEADER = "leader"  # the class teacher
    OFFICE = "office"  # the deputy


@dataclass(frozen=True)
class Check:
    """What is looked for; `todo` says that filling a gap ends it, so that it stands among what is left to do.

    `setting` is the one that turns a contested check on.
    """

    code: str
    title: str
    clause: str
    advice: str
    severity: Severity = Severity.WRONG
    owner: Owner = Owner.TEACHER
    todo: bool = False
    setting: str = ""


_LOOK, _CONTESTED = Severity.LOOK, Severity.CONTESTED
_LEADER, _OFFICE = Owner.LEADER, Owner.OFFICE
# In the order of the page; what each looks at exactly is told by the function of reports.checks.
CATALOGUE = (
    Check("attendance", "Не отмечена посещаемость урока", "4.5.2", "отметьте, кого нет", todo=True),
    Check("topic", "Нет темы урока", "4.5.2", "запишите тему", todo=True),
    Check("homework", "Нет домашнего задания", "4.5.3", "запишите задание или «не задано»", todo=True),
    Check("works", "Нет отметок за работу", "4.5.4", "срок проверки вышел", todo=True),
    Check("terms", "Не выставлены итоговые отметки", "4.5.5", "выставьте итоговые", todo=True),
    Check("short", "Мало отметок для итоговой", "4.5.5", "успейте спросить до конца периода", todo=True),
    Check("plan", "Нет КТП", "4.5.1", "загрузите план или заведите его", todo=True),
    Check("plan_back", "КТП возвращён и не сдан снова", "4.5.1", "снимите замечание и сдайте", todo=True),
    Check("weeks", "Неделя не закрыта", "4.4.3", "проверьте посещаемость и закройте", owner=_LEADER),
    Check("uncovered", "Урок отсутствующего учителя", "4.2.2д", "запишите замену или отмену", owner=_OFFICE),
    Check("no_teacher", "Урок, у которого нет учителя", "4.2.1", "назначьте, кто ведёт", owner=_OFFICE),
    Check("no_roll", "Отметки на уроке без посещаемости", "4.5.2", "отметьте посещаемость", todo=True),
    Check("mark_absent", "И «н», и отметка", "4.5.4", "верно одно: исправьте посещаемость или отметку"),
    Check("mark_off", "Отметка в день без уроков", "4.5.4", "проверьте день или календарь"),
    Check("mark_early", "Отметка раньше своего урока", "4.5.4", "так не бывает: проверьте, откуда она"),
    Check("mark_stranger", "Отметка ученику не из этой группы", "4.5.4", "проверьте состав группы"),
    Check("mark_scale", "Отметка не из шкалы", "4.5.4", "подайте служебную записку"),
    Check("mark_none", "Отметка там, где их не ставят", "4.5.4", "обучение безотметочное: подайте записку"),
    Check("off_timetable", "Отметки на уроке не по расписанию", "4.5.4", "сверьте с расписанием"),
    Check("two_in_slot", "Два урока группы в одно время", "4.2.1", "перенесите один", owner=_OFFICE),
    Check("clash", "У класса два урока в одно время", "4.2.1", "перенесите один", owner=_OFFICE),
    Check("term_empty", "Итоговая без текущих отметок", "4.5.5", "проверьте, за что она"),
    Check("no_marks", "Урок без единой отметки", "4.5.4", "кого спросили, но не записали?", _LOOK),
    Check("long_without", "Ученик долго без отметки", "4.5.4", "спросите его", _LOOK),
    Check("empty_work", "Колонка без отметок", "4.5.4", "выставьте отметки или уберите колонку", _LOOK),
    Check("late", "Внесено с опозданием", "4.5.2", "записывайте в день урока", _LOOK),
    Check("annulled", "Отметка исправлена по записке", "4.5.4", "посмотрите почему", _LOOK),
    Check("homework_rest", "Задание на каникулы", "4.5.3", "на каникулы не задают", _LOOK),
    Check("own_topic", "Тема не из КТП", "4.5.1", "возьмите из плана или поправьте план", _LOOK),
    Check("topic_twice", "Тема КТП записана в разные дни", "4.5.1", "пункт плана — один урок", _LOOK),
    Check("foreign_topic", "Тема не по-русски", "3.6", "добавьте русские слова", _LOOK),
    Check("controls_day", "Контрольных в день больше предела", "4.2.2б", "разнесите", _LOOK, _OFFICE),
    Check("controls_week", "Контрольных в неделю больше предела", "4.2.2б", "разнесите", _LOOK, _OFFICE),
    Check("absent_between", "«н» на одном уроке среди других", "4.5.2", "был ли он в школе?", _LOOK),
    Check("absent_days", "Пропуски без причины", "4.4.2", "узнайте причину у родителей", _LOOK, _LEADER),
    Check("few_marks", "Мало отметок за урок", "4.5.4", "", _CONTESTED, setting="check_few_marks"),
    Check("two_left", "«2» не исправлена", "4.5.4", "", _CONTESTED, setting="check_two_left"),
    Check("two_edge", "«2» на крайнем уроке периода", "4.5.4", "", _CONTESTED, setting="check_two_edge"),
    Check("two_after", "«2» сразу после «н»", "4.5.4", "", _CONTESTED, setting="check_two_after"),
)
BY_CODE = {check.code: check for check in CATALOGUE}
UNTIL_EVENING = (
    "attendance",
    "topic",
    "homework",
    "no_marks",
    "few_marks",
)  # п. 4.5.2: due on the lesson's day
TODO = tuple(check.code for check in CATALOGUE if check.todo)


def enabled(on: Callable[[str], bool]) -> tuple[Check, ...]:
    """The checks that are looked for; `on` says whether a setting is on."""
    return tuple(check for check in CATALOGUE if not check.setting or on(check.setting))


def marks_due(pupils: int, least: int) -> int:
    """п. 4.2.2б: how many marks a lesson should have: as the school says, fewer in a small class."""
    return min(least, -(-pupils // FOR_A_MARK))


def mostly_foreign(topic: str, subject: str) -> bool:
    """п. 3.6: whether Latin letters prevail in a topic; beside a foreign language one Russian word is enough.

    «Грамматика: Present Simple» is what the journal itself proposes.
    """
    if subject_family(subject) is Family.FOREIGN:
        return not is_russian(topic)
    letters = [sign for sign in topic.casefold() if sign.isalpha()]
    latin = sum("a" <= sign <= "z" for sign in letters)
    return latin * 2 > len(letters)
