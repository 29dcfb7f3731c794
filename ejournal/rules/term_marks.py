"""п. 4.5.5: which term mark is proposed, when it is set, and when the choice of another needs a reason."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from ejournal.rules.marks import each
from ejournal.rules.refusal import Refusal, Way
from ejournal.wording import date_short

CLAUSE = "4.5.5"
NOT_ATTESTED, EXEMPT, PASSED, FAILED = "н/а", "осв", "зач", "незач"
VALUES: dict[str, tuple[str, ...]] = {
    "five": ("5", "4", "3", "2", NOT_ATTESTED, EXEMPT),
    "pass": (PASSED, FAILED, NOT_ATTESTED, EXEMPT),
    "none": (),
}
# Learning without marks (7.11): a sentence takes the place of the mark; it counts as зачёт, or does not.
WORDS = {
    "освоил(а) программу": PASSED,
    "освоил(а) программу частично": PASSED,
    "нуждается в помощи": FAILED,
}
# The same in a narrow cell of a paper; the words of the signs stand below it.
WORD_SIGNS = dict(zip(WORDS, ("усв", "част", "пом"), strict=True))
# Each begins with the key that picks it in a list.
REASONS = {
    "control": "1 — решили контрольные работы",
    "trend": "2 — отметки к концу периода заметно изменились",
    "retake": "3 — пересданы работы",
    "transfer": "4 — учтены отметки прежней школы",
    "absence": "5 — пропуски по уважительной причине",
    "order": "6 — освобождение по приказу или справке",
    "council": "7 — решение педагогического совета",
}
LONGER = {"lesson": "последний урок позже срока", "returned": "ученик вернулся", "other": "другое"}
DEBTS = ("2", FAILED, NOT_ATTESTED)
DIGITS = ("5", "4", "3", "2")
DAY, LONGEST = timedelta(days=1), 60
PERCENT = 100


class Norms(NamedTuple):
    """The school's settings: thresholds and tolerance in hundredths, the share of н/а in per cent, days."""

    five: int = 460
    four: int = 360
    three: int = 260
    tolerance: int = 15
    away: int = 50
    open_days: int = 7
    deadline_days: int = 2
    half_up: bool = True

    @property
    def steps(self) -> tuple[tuple[str, Fraction], ...]:
        """The least average of each mark, the best first."""
        return tuple(
            zip(DIGITS, (Fraction(n, 100) for n in (self.five, self.four, self.three)), strict=False)
        )


@dataclass(frozen=True)
class Record:
    """What a pupil has of a period: marks with weights; lessons held; of them missed for a cause."""

    marks: Sequence[tuple[str, int]] = ()
    lessons: int = 0
    missed: int = 0


@dataclass(frozen=True)
class Proposal:
    """What is proposed, "" when nothing can be; `few`: there are fewer marks than a term mark needs."""

    value: str
    mean: Fraction | None = None
    count: int = 0
    few: bool = False


@dataclass(frozen=True)
class Window:
    """The days of setting term marks: first and last; `end` is the last day of the period."""

    opens: date
    deadline: date
    end: date

    def is_open(self, today: date, extended: date | None = None) -> bool:
        return self.opens <= today <= max(self.deadline, extended or self.deadline)


def mean(marks: Sequence[tuple[str, int]]) -> Fraction | None:
    """Σ(mark × weight) ÷ Σ weights over marks of 2–5, exactly; None when there are none."""
    counted = [(int(value), weight) for value, weight in each(marks) if value in DIGITS]
    weights = sum(weight for _, weight in counted)
    return Fraction(sum(value * weight for value, weight in counted), weights) if weights else None


def rounded(average: Fraction) -> Fraction:
    """п. 4.5.5: an average as it is shown, and so as it is judged: to hundredths, a half up (5.1)."""
    return Fraction(math.floor(average * 100 + Fraction(1, 2)), 100)


def grade(average: Fraction, norms: Norms) -> str:
    """The mark of an average, as it is shown, by the thresholds of the school."""
    shown = rounded(average)
    return next((value for value, least in norms.steps if shown >= least), "2")


def propose(grading: str, record: Record, minimum: int, norms: Norms) -> Proposal:
    """п. 4.5.5: by the weighted average; н/а when marks are few and most lessons were missed for a cause."""
    average = mean(record.marks) if grading == "five" else None
    scale = VALUES[grading]
    count = sum(value in scale for value, _ in each(record.marks))
    if not scale:
        return Proposal("")
    if count < minimum:
        absent = record.missed * PERCENT > record.lessons * norms.away
        return Proposal(NOT_ATTESTED if absent else "", average, count, few=True)
    if grading == "pass":
        passed = sum(value == PASSED for value, _ in record.marks)
        return Proposal(PASSED if 2 * passed >= count else FAILED, None, count)
    return Proposal(grade(average, norms) if average is not None else "", average, count)


def needs_reason(chosen: str, proposal: Proposal, norms: Norms) -> bool:
    """п. 4.5.5: whether a choice lies beyond the tolerance around the threshold next to the average.

    A mark that the average gives needs none even when marks are few.
    """
    if chosen == proposal.value:
        return False
    if proposal.mean is None or chosen not in DIGITS:
        return True
    usual = grade(proposal.mean, norms)
    if chosen == usual:
        return False
    least = dict(norms.steps)
    if abs(int(chosen) - int(usual)) != 1:
        return True
    return abs(rounded(proposal.mean) - least[max(chosen, usual)]) > Fraction(norms.tolerance, 100)


def yearly(norms: Norms) -> Norms:
    """The same for a mean of term marks, which is rounded: its thresholds lie half-way."""
    return norms._replace(five=450, four=350, three=250)


def propose_year(values: Sequence[str], norms: Norms) -> Proposal:
    """п. 4.5.5: the mean of the term marks, rounded; a half goes up, or as the last of them says.

    "" stands for a period whose mark is not set yet: then nothing is proposed.
    """
    counted = [value for value in values if value not in (EXEMPT, NOT_ATTESTED)]
    if not values or "" in values:
        return Proposal("")
    if not counted or 2 * values.count(NOT_ATTESTED) > len(values):
        return Proposal(NOT_ATTESTED if NOT_ATTESTED in values else EXEMPT)
    if any(value not in DIGITS for value in counted):
        return Proposal(FAILED if FAILED in counted else PASSED, None, len(counted))
    average = mean([(value, 1) for value in counted]) or Fraction(0)
    usual = grade(average, yearly(norms))
    if average.denominator == 2 and not norms.half_up and int(counted[-1]) < average:
        usual = str(int(usual) - 1)
    return Proposal(usual, average, len(counted))


def propose_final(year: str, exam: str, norms: Norms) -> Proposal:
    """п. 4.5.5: the mean of the year and the exam, a half up; without an exam the mark of the year."""
    if not exam or exam not in DIGITS or year not in DIGITS:
        return Proposal(year)
    return propose_year([year, exam], norms._replace(half_up=True))


def window(end: date, is_school_day: Callable[[date], bool], norms: Norms) -> Window:
    """п. 4.5.5: opens some days before the end of a period; closes some school days before its last one."""
    last = _school_day(end, is_school_day)
    for _ in range(norms.deadline_days):
        last = _school_day(last - DAY, is_school_day)
    return Window(min(end - timedelta(days=norms.open_days), last), last, end)


def _school_day(day: date, is_school_day: Callable[[date], bool]) -> date:
    """The day, or the last school day before it; the day itself when there is none for months."""
    back = (day - timedelta(days=less) for less in range(LONGEST))
    return next((near for near in back if is_school_day(near)), day)


def check_open(term: Window, today: date, extended: date | None = None) -> None:
    """п. 4.5.5: term marks are set while their days last; after them only by memo."""
    if today < term.opens:
        raise Refusal(CLAUSE, f"Итоговые отметки за этот период выставляют с {date_short(term.opens)}.")
    if not term.is_open(today, extended):
        last = max(term.deadline, extended or term.deadline)
        raise Refusal(
            CLAUSE,
            f"Срок итоговых отметок истёк {date_short(last)}. "
            "Напишите служебную записку заместителю директора: он может продлить срок.",
            Way.MEMO,
        )


def is_told(end: date, today: date, whole: date | None, own: date | None) -> bool:
    """п. 4.4.4, 4.5.5: a family is told a term mark when the period is over and nobody may replace it.

    Days that were given to the `whole` page let marks be replaced to the end of the period, those of the
    pupil's `own` as long as they last.
    """
    given = max(min(whole or date.min, end), own or date.min)
    return end <= today and given < today


def check_value(grading: str, value: str, words: str = "") -> None:
    """п. 4.5.5: the scale of the page; where there are no marks, one of the sentences."""
    if words and grading != "none":
        raise Refusal(CLAUSE, "Здесь ставят отметку, а не запись: выберите её снова.", Way.RELOAD)
    if grading == "none":
        if WORDS.get(words) != value:
            raise Refusal(CLAUSE, "Выберите запись из списка: обучение здесь безотметочное.")
        return
    if value not in VALUES[grading]:
        raise Refusal(CLAUSE, f"Такой отметки нет: выберите {', '.join(VALUES[grading])}.")


def check_listed(reason: str) -> None:
    """п. 4.5.5: a reason is one of the list, whether one is needed or not."""
    if reason and reason not in REASONS:
        raise Refusal(CLAUSE, "Такой причины в списке нет: выберите её снова.", Way.RELOAD)


def check_reason(chosen: str, reason: str, proposal: Proposal, norms: Norms) -> None:
    """п. 4.5.5: what differs from the proposal by more than the tolerance is explained."""
    check_listed(reason)
    if not reason and needs_reason(chosen, proposal, norms):
        offered = f"предлагается «{proposal.value}»" if proposal.value else "отметок не хватает"
        raise Refusal(CLAUSE, f"«{chosen}»: {offered}. Выберите причину в той же строке.")


def clearing(grading: str) -> tuple[str, ...]:
    """The marks that clear a debt: those of the scale that are passed; an exemption clears none."""
    return tuple(value for value in VALUES[grading] if value not in (*DEBTS, EXEMPT))


def check_debt(before: str, value: str, grading: str, grade_of_class: int | None, paper: str) -> None:
    """п. 4.5.5: a debt of the past year is cleared by the protocol of the commission; not in grade 1."""
    if grade_of_class is None or grade_of_class < 2:
        raise Refusal(CLAUSE, "В 1 классе отметок нет, долга за год быть не может.")
    if before not in DEBTS:
        raise Refusal(CLAUSE, f"Стоит «{before or 'пусто'}»: это не долг, изменить её нельзя.")
    if value not in clearing(grading):
        raise Refusal(CLAUSE, "Выберите отметку, которой сдан долг.")
    if not paper:
        raise Refusal(CLAUSE, "Укажите номер и дату протокола, например «№ 3 от 15.09.2026».")
