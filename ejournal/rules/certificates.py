"""п. 4.2.2, 3.7: what a check of the journals tells: its indicators, their verdicts, conclusions, advice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ejournal.rules.refusal import Refusal
from ejournal.wording import DASH, NBSP, date_numeric, decimal, join_and

CLAUSE = "4.2.2"
PERCENT = 100
NOTICED = 1  # percentage points from which a change is spoken of
MOST_SPOKEN = 3
LAGGING = 3  # hours behind the КТП from which a page is named

DIRECTIONS = {
    "а": "наличие календарно-тематических планов",
    "б": "своевременность выставления отметок и размещения домашнего задания",
    "в": "отражение посещаемости занятий",
    "г": "выполнение образовательной программы",
    "д": "учёт заменённых и пропущенных уроков",
}
# Which findings of the checks (rules.checks) are remarks of each direction: every kind (2.3) belongs to one;
# contested ones only when wanted.
REMARKS = {
    "а": ("plan", "plan_back"),
    "б": (
        *("homework", "works", "terms", "short", "mark_absent", "mark_off", "mark_early", "mark_stranger"),
        *("mark_scale", "mark_none", "off_timetable", "term_empty", "no_marks", "long_without", "empty_work"),
        *("late", "annulled", "homework_rest", "controls_day", "controls_week"),
        *("few_marks", "two_left", "two_edge", "two_after"),
    ),
    "в": ("attendance", "no_roll", "weeks", "absent_between", "absent_days"),
    "г": ("topic", "own_topic", "topic_twice", "foreign_topic"),
    "д": ("uncovered", "no_teacher", "two_in_slot", "clash"),
}
# What has happened and cannot be put right, or may well be as it should: told for knowledge, owed by nobody.
NOTED = (
    *("no_marks", "late", "annulled", "homework_rest", "controls_day", "controls_week", "absent_between"),
    *("few_marks", "two_left", "two_edge", "two_after"),
)


class Ratio(NamedTuple):
    """A share of a whole, or an average of so many."""

    part: float
    whole: float

    @property
    def percent(self) -> Fraction | None:
        return Fraction(self.part) * PERCENT / Fraction(self.whole) if self.whole else None


@dataclass(frozen=True)
class Indicator:
    """One of domain §2.2: of which directions ("" for every check), how it is shown, whether it is judged.

    kind: percent, or average (a number), or count. `less` when the fewer the better.
    """

    code: str
    title: str
    directions: str = ""
    kind: str = "percent"
    judged: bool = False
    less: bool = False


INDICATORS = (
    Indicator("У1", "Участие педагогов в ведении журнала", judged=True),
    Indicator("У2", "Страницы, на которых есть записи", judged=True),
    Indicator("У3", "Семьи, входившие в дневник (электронная форма)"),
    Indicator("У3у", "Ученики, входившие в дневник (электронная форма)"),
    Indicator("З1", "Учёт пройденного материала: записаны темы", judged=True),
    Indicator("З2", "Записано домашнее задание или «не задано»", judged=True),
    Indicator("З3", "Отмечена посещаемость", "в", judged=True),
    Indicator("З4", "Страницы с принятым КТП", "а", judged=True),
    Indicator("З", "Индекс заполнения: темы, задания, посещаемость", judged=True),
    Indicator("О1", "Не имеют отметок: пары «ученик — предмет»", less=True),
    Indicator("О1у", "Ученики без единой отметки", less=True),
    Indicator("О1п", "Пары без отметок, где пропущено больше половины уроков", kind="count"),
    Indicator("О2", "Имеют одну отметку: пары «ученик — предмет»", less=True),
    Indicator("О3", "Отметок на ученика по предмету", "б", "average"),
    Indicator("О4", "Норма накопляемости выполнена", "б", judged=True),
    Indicator("О5", "Отметок за урок на присутствовавшего", "б", "average"),
    Indicator("С1", "Темы и посещаемость внесены в день урока", "бв", judged=True),
    Indicator("С2", "Домашнее задание внесено в день урока", "б", judged=True),
    Indicator("С3", "Отметки за письменные работы выставлены в срок", "б", judged=True),
    Indicator("С4", "Записи, внесённые позже срока", "б", less=True),
    Indicator("С5", "Исправлено отметок по запискам, на 100 отметок", "б", "average", less=True),
    Indicator("П1", "Выполнение программы", "г", judged=True),
    Indicator("П2", "Проведено контрольных работ из запланированных", "г", judged=True),
    Indicator("П3", "Темы взяты из КТП", "г", judged=True),
    Indicator("П4", "Замещённые уроки записаны заместителем", "д", judged=True),
    Indicator("К1", "Итоговая отметка равна среднему баллу", "б"),
    Indicator("К1в", "Итоговая выше порога среднего балла", "б", less=True),
    Indicator("К1н", "Итоговая ниже порога среднего балла", "б", less=True),
    Indicator("К2", "Итоговые отметки выставлены в срок", "б", judged=True),
    Indicator("Б1", "Недельные листы выданы семьям на бумажной форме"),
)
NAMED = ("У1", "З1", "З2", "О1", "О2")  # by п. 3.7 itself
BY_CODE = {one.code: one for one in INDICATORS}
FULFILLED, PARTLY, FAILED = "выполняется", "выполняется частично", "не выполняется"


class Scale(NamedTuple):
    """Per cent from which an indicator is fulfilled, and fulfilled in part."""

    good: int = 95
    fair: int = 80

    def verdict(self, percent: Fraction | None) -> str:
        if percent is None:
            return DASH
        if percent >= self.good:
            return FULFILLED
        return PARTLY if percent >= self.fair else FAILED


def of_directions(directions: str) -> tuple[Indicator, ...]:
    """п. 3.7: five indicators are told of every check, the others by the directions asked."""
    wanted = set(directions)
    return tuple(one for one in INDICATORS if not one.directions or wanted & set(one.directions))


def codes_of(directions: str) -> tuple[str, ...]:
    """п. 4.2.2а, 4.2.2б, 4.2.2в, 4.2.2г, 4.2.2д: whose findings are remarks of these directions."""
    return tuple(code for letter in DIRECTIONS if letter in directions for code in REMARKS[letter])


def shown(one: Indicator, value: Ratio) -> str:
    """«87,5 % (35 из 40)», «4,20», a dash where there is nothing to reckon with."""
    if one.kind == "count":
        return decimal(value.part, 0)
    if not value.whole:
        return DASH
    if one.kind == "average":
        rate = PERCENT if one.code == "С5" else 1
        return decimal(value.part * rate / value.whole, 2)
    percent = percent_words(value)
    if one.code == "З":
        return percent
    return f"{percent} ({decimal(value.part, 0)} из {decimal(value.whole, 0)})"


def briefly(one: Indicator, value: Ratio) -> str:
    """The same without how many there are in all."""
    return percent_words(value) if one.kind == "percent" else shown(one, value)


def percent_words(value: Ratio) -> str:
    """«87,5 %»; a dash of nothing."""
    percent = value.percent
    if percent is None:
        return DASH
    exact = percent.denominator == 1
    return f"{decimal(float(percent), 0 if exact else 1)}{NBSP}%"


def change(one: Indicator, now: Ratio, before: Ratio | None) -> str:
    """«↑ 5,0 п. п.»; "" without a last check; a dash where either has nothing to reckon with."""
    if before is None:
        return ""
    if one.kind != "percent" or now.percent is None or before.percent is None:
        return DASH
    points = round(float(now.percent - before.percent), 1)
    arrow = "↑" if points > 0 else "↓" if points < 0 else "="
    return f"{arrow}{NBSP}{decimal(abs(points), 1)}{NBSP}п.{NBSP}п."


def due_by_now(norm: int, passed: int, lessons: int) -> int:
    """О4: what of the norm is due when so many of the lessons of the period are over, rounded down."""
    return norm * min(passed, lessons) // lessons if lessons else 0


def judged(values: Mapping[str, Ratio], directions: str) -> list[tuple[Indicator, Fraction]]:
    """The indicators that are judged and have something to reckon with, with their per cents."""
    found = [(one, values[one.code].percent) for one in of_directions(directions) if one.judged]
    return [(one, percent) for one, percent in found if percent is not None]


def needs_another(values: Mapping[str, Ratio], directions: str, scale: Scale) -> bool:
    """13.10: whether an indicator is below the lower threshold, so that the check is to be repeated."""
    return any(percent < scale.fair for _, percent in judged(values, directions))


def conclusions(
    values: Mapping[str, Ratio],
    before: Mapping[str, Ratio] | None,
    directions: str,
    scale: Scale,
    again: date | None,
) -> list[str]:
    """п. 4.2.2: what follows from the indicators (domain 2.5, 13.10); a first check tells no change."""
    known = judged(values, directions)
    if not known:
        return ["В проверяемый период уроков, которые следовало записать, не было."]
    low = [_named(one, values) for one, percent in known if percent < scale.fair]
    middle = [_named(one, values) for one, percent in known if scale.fair <= percent < scale.good]
    found = [_verdict(low, middle, again)]
    if low and middle:
        found.append(f"Выполняются частично: {'; '.join(middle)}.")
    return found + list(_changes(values, before, known))


def _verdict(low: Sequence[str], middle: Sequence[str], again: date | None) -> str:
    if low:
        until = f" до {date_numeric(again)}" if again else ""
        listed = "; ".join(low)
        return (
            f"Требования Положения к ведению журналов не выполняются: {listed}; "
            f"требуется повторная проверка{until}."
        )
    if middle:
        return f"Требования Положения к ведению журналов выполняются частично: {'; '.join(middle)}."
    return "Требования Положения к ведению журналов выполняются, замечания единичны."


def _named(one: Indicator, values: Mapping[str, Ratio]) -> str:
    title = one.title[:1].lower() + one.title[1:] if one.title[1:2].islower() else one.title
    return f"{title} — {percent_words(values[one.code])}"


def _changes(
    values: Mapping[str, Ratio],
    before: Mapping[str, Ratio] | None,
    known: Iterable[tuple[Indicator, Fraction]],
) -> Iterable[str]:
    """The largest changes since the last check, in percentage points."""
    old = {code: value.percent for code, value in (before or {}).items()}
    moved = [(percent - past, one) for one, percent in known if (past := old.get(one.code)) is not None]
    moved = [(points, one) for points, one in moved if abs(points) >= NOTICED]
    moved.sort(key=lambda row: -abs(row[0]))
    if moved:
        told = [
            f"показатель «{one.title}» {'вырос' if points > 0 else 'снизился'} на "
            f"{decimal(abs(float(points)), 1)}{NBSP}п.{NBSP}п."
            for points, one in moved[:MOST_SPOKEN]
        ]
        yield f"По сравнению с прошлой проверкой {join_and(told)}"  # «п. п.» has brought its full stop


def check_span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """п. 4.2.2: days that are over, in order: what is due by tonight is no remark yet."""
    if first is None or last is None:
        raise Refusal(CLAUSE, "Укажите первый и последний день проверки.")
    if first > last:
        raise Refusal(CLAUSE, "Первый день проверки позже последнего. Поменяйте их местами.")
    if first >= today:
        raise Refusal(CLAUSE, "Эти дни ещё не прошли: проверять нечего. Выберите прошедшие.")
    if last > today:
        raise Refusal(
            CLAUSE,
            f"Последний день проверки, {date_numeric(last)}, ещё не наступил. Выберите день не позже "
            f"{date_numeric(today)}.",
        )
    return first, last


def check_lessons(lessons: int) -> None:
    """п. 4.2.2: a check of days on which nothing was to be written says nothing."""
    if not lessons:
        raise Refusal(
            CLAUSE,
            "За эти дни нет уроков, которые следовало записать: проверять нечего. "
            "Выберите другие дни, классы или учителя.",
        )


def check_directions(directions: str) -> str:
    """п. 4.2.2: at least one of а–д, in their order."""
    found = "".join(letter for letter in DIRECTIONS if letter in directions)
    if not found:
        raise Refusal(CLAUSE, "Отметьте хотя бы одно направление проверки.")
    return found


# Practice (2.6): what is looked at in each month of the school year.
USUAL_PLAN = {
    9: "Готовность: списки, КТП, группы, сведения о родителях",
    10: "Заполнение, накопляемость; прогноз за I четверть; адаптация 1, 5, 10 классов",
    11: "Заполнение, домашние задания, посещаемость; итоги I четверти",
    12: "Прогноз и объективность итоговых за II четверть и полугодие; выполнение программы",
    1: "Печать журнала за I полугодие; заполнение, накопляемость",
    2: "Заполнение, домашние задания; нормы контрольных работ",
    3: "Прогноз и объективность итоговых за III четверть; подготовка к ГИА 9, 11 классов",
    4: "Заполнение, посещаемость, накопляемость",
    5: "Объективность, выполнение программы, итоговые за год",
    6: "Печать, сшивка и передача журналов в архив",
}
