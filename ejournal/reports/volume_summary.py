"""The two summaries of a printed journal: attendance, and the progress that is kept 25 years."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ejournal.documents.volume_parts import Attendance, Counts, Progress, ProgressPupil, Term
from ejournal.models.curriculum import LESSON_KINDS, Period
from ejournal.models.memos import Old
from ejournal.reports import periods, volume_moves
from ejournal.reports.volume_facts import Facts, struck
from ejournal.rules.attendance import Missed, count
from ejournal.rules.gradings import NONE
from ejournal.rules.term_marks import WORD_SIGNS
from ejournal.wording import NBSP, ROMAN, average, corrected_by, decimal

TOTAL = "Итого по классу"
GRADES, NOT_ATTESTED = ("5", "4", "3", "2"), "н/а"
PASSED, FAILED, EXEMPT = "зач", {"2", "незач"}, "осв"
SHORT = {"quarter": "четв.", "half": "полуг.", "trimester": "трим."}
YEAR_MARKS = (("year", "Год"), ("exam", "Экз."), ("final", "Итог"))
UNMARKED = (
    "Обучение без отметок. Программу усваивают все обучающиеся, кроме: ______________________________________"
)
LAST_HALF = 2
DAY = timedelta(days=1)

Codes = dict[int, dict[date, list[str]]]


class _Span(NamedTuple):
    title: str
    first: date
    last: date


def attendance(facts: Facts, codes: Codes, least: int) -> Attendance:
    """What each pupil missed in each period of the half, and in all of it (in the year).

    A day is missed with `least` of its lessons, 0 for all.
    """
    spans = [
        _Span(periods.title(period), period.valid_from, period.valid_to) for period in facts.half.periods
    ]
    if facts.half.number == LAST_HALF:
        spans.append(_Span("Год", facts.year.valid_from, facts.half.last))
    elif len(spans) > 1:
        spans.append(_Span(facts.half.title, facts.half.first, facts.half.last))
    rows = [
        (
            str(number),
            facts.called[pupil],
            [counted(codes.get(pupil, {}), *span[1:], least) for span in spans],
        )
        for pupil, number in facts.roll.items()
    ]
    total = [
        Missed(*map(sum, zip(*column, strict=True))) for column in zip(*(row[2] for row in rows), strict=True)
    ]
    return Attendance(
        tuple(span.title for span in spans),
        tuple(Counts(number, name, _numbers(found)) for number, name, found in rows),
        Counts("", TOTAL, _numbers(total or [Missed()] * len(spans))),
    )


def _numbers(found: Sequence[Missed]) -> tuple[str, ...]:
    numbers = (
        (one.days, one.days_ill, one.lessons, one.ill, one.excused, one.unexcused, one.late) for one in found
    )
    return tuple(str(number) if number else "" for row in numbers for number in row)


def lesson_codes(facts: Facts) -> Codes:
    """By pupil and day: the attendance codes of the held lessons that the pupil had, "" for present."""
    found: Codes = {pupil: {} for pupil in facts.roll}
    for group in facts.groups:
        if group.kind not in LESSON_KINDS:
            continue
        for lesson in facts.lessons.get(group.id, []):
            if lesson.id not in facts.held:
                continue
            for pupil in facts.members.get(group.id, {}):
                if pupil in found and facts.is_member(group.id, pupil, lesson.day):
                    codes = found[pupil].setdefault(lesson.day, [])
                    codes.append(facts.codes.get((lesson.id, pupil), ""))
    return found


def counted(codes: dict[date, list[str]], first: date, last: date, least: int) -> Missed:
    """A day is missed when all its lessons were, or `least` of them; ill when all of that was for illness."""
    return count([noted for day, noted in codes.items() if first <= day <= last], least)


class _Row(NamedTuple):
    """A line of the progress of everybody: of a period, or a kind of year mark."""

    title: str
    kind: str
    period: Period | None
    first: date
    last: date


def progress(facts: Facts, codes: Codes, least: int) -> Progress:
    """The term marks of all subjects; in the second half those of the whole year."""
    subjects = _subjects(facts)
    lines = list(_lines(facts))
    if facts.elsewhere:
        codes = volume_moves.with_elsewhere(codes, lesson_codes(facts.elsewhere))

    def away(pupil: int, line: _Row) -> Missed:
        return counted(codes.get(pupil, {}), line.first, line.last, least)

    pupils = tuple(
        ProgressPupil(
            number,
            facts.called[pupil],
            tuple(_term(facts, pupil, line, subjects, away(pupil, line)) for line in lines),
        )
        for pupil, number in facts.roll.items()
    )
    shown = sum(line.kind == "period" for line in lines) - (facts.half.number != LAST_HALF)
    tally = ""
    if lines:
        counted_in = _counted(facts, pupils, lines[shown])
        short = {one.number for one in counted_in if _waits(facts, one, lines[shown], shown, subjects)}
        tally = _tally(counted_in, shown, short)
    moves = volume_moves.below(facts, [line[:3] for line in lines], {*subjects})
    signs = _signs(pupils)
    told = " ".join(filter(None, (tally, signs, *_corrected(facts, lines, subjects), *moves)))
    told = told if subjects else UNMARKED
    return Progress(tuple(subjects), tuple(_with_old(facts, one, lines, subjects) for one in pupils), told)


def _pupil_of(facts: Facts, row: ProgressPupil) -> int:
    return next(one for one, number in facts.roll.items() if number == row.number)


def _counted(facts: Facts, pupils: Sequence[ProgressPupil], line: _Row) -> list[ProgressPupil]:
    """Who is counted in the tally of a class: whoever moved is so in one of the two."""
    return [one for one in pupils if facts.here(_pupil_of(facts, one), _end(facts, line))]


def _waits(facts: Facts, row: ProgressPupil, line: _Row, place: int, subjects: dict[str, list[int]]) -> bool:
    """Domain 5.1, as in the summary of the class: a subject still owes the pupil a mark."""
    pupil, day = _pupil_of(facts, row), _end(facts, line)
    return any(
        not mark and any(facts.owes(one, pupil, line.period, day) for one in groups)
        for mark, groups in zip(row.terms[place].marks, subjects.values(), strict=True)
    )


def _end(facts: Facts, line: _Row) -> date:
    """The day on which a pupil of the class is counted in its line of the tally."""
    return line.period.valid_to if line.period else facts.half.last


def _old(facts: Facts, pupil: int, line: _Row, groups: Sequence[int]) -> Old | None:
    return next(filter(None, (facts.old_term(one, pupil, line.kind, line.period) for one in groups)), None)


def _with_old(
    facts: Facts, row: ProgressPupil, lines: Sequence[_Row], subjects: dict[str, list[int]]
) -> ProgressPupil:
    """п. 4.5.5: the marks of a pupil with what a memo has annulled, struck through before the right ones."""
    pupil = _pupil_of(facts, row)
    terms = tuple(
        replace(
            term,
            marks=tuple(
                struck(_old(facts, pupil, line, groups)) + mark
                for mark, groups in zip(term.marks, subjects.values(), strict=True)
            ),
        )
        for term, line in zip(row.terms, lines, strict=True)
    )
    return replace(row, terms=terms)


def _corrected(facts: Facts, lines: Sequence[_Row], subjects: dict[str, list[int]]) -> Iterator[str]:
    """«№ 3, Алгебра, II четв.: отметка «4» исправлена на «5», служебная записка № 2.»"""
    for pupil, number in facts.roll.items():
        for line in lines:
            for name, groups in subjects.items():
                old = _old(facts, pupil, line, groups)
                if old:
                    right = next(
                        filter(None, (facts.term(one, pupil, line.kind, line.period) for one in groups)), ""
                    )
                    where = f"№{NBSP}{number}, {name}, {line.title}"
                    yield f"{where}: отметка «{old.values}» исправлена на «{right}»{corrected_by(old.memo)}."


def term_title(period: Period) -> str:
    """«II четв.»."""
    return f"{ROMAN[period.number]} {SHORT[period.kind]}"


def _subjects(facts: Facts) -> dict[str, list[int]]:
    """The subjects that have term marks, as in the curriculum, with the groups that learn them; those without
    marks (7.11) when they have a sentence, or when anything has one where nothing has marks.
    """
    told = {group for group, *_ in facts.terms}
    lessons = [group for group in facts.groups if group.kind in LESSON_KINDS]
    marked = {group.id for group in lessons if facts.ways.widest(group.id) != NONE}
    found: dict[str, list[int]] = {}
    for group in lessons:
        if group.id in marked | told or (told and not marked):
            found.setdefault(group.subject.name, []).append(group.id)
    return found


def _lines(facts: Facts) -> Iterator[_Row]:
    for half in facts.halves:
        for period in half.periods:
            yield _Row(term_title(period), "period", period, period.valid_from, period.valid_to)
    if facts.half.number == LAST_HALF:
        for kind, title in YEAR_MARKS:
            last = facts.half.last if kind == "year" else facts.year.valid_from - DAY
            yield _Row(title, kind, None, facts.year.valid_from, last)


def _term(facts: Facts, pupil: int, line: _Row, subjects: dict[str, list[int]], away: Missed) -> Term:
    marks = tuple(_mark(facts, pupil, line, *subject) for subject in subjects.items())
    return Term(line.title, marks, *(str(number) if number else "" for number in (away.days, away.lessons)))


def _mark(facts: Facts, pupil: int, line: _Row, subject: str, groups: list[int]) -> str:
    """п. 4.5.5: a term mark of the class, else the one that the pupil has brought from another class of the
    school; one of a mixed group that was set after the pupil went to another class stands there.
    """
    gone = facts.gone(pupil, _end(facts, line))
    mixed = {one.id for one in facts.groups if gone and one.cohort_id is None}
    own = (facts.term(one, pupil, line.kind, line.period) for one in groups if one not in mixed)
    said = next(filter(None, own), "")
    return signed(said or volume_moves.carried(facts, pupil, subject, line.kind, line.period))


def _tally(pupils: Sequence[ProgressPupil], line: int, short: Collection[int]) -> str:
    """Who has only fives, and so on, in one line of the summary; "" while nobody has a mark.

    The `short` of a mark are not told to be good at everything.
    """
    uncounted = {"", EXEMPT, *WORD_SIGNS.values()}
    rows = [[mark for mark in pupil.terms[line].marks if mark not in uncounted] for pupil in pupils]
    marks = Counter(mark for row in rows for mark in row)
    everybody = sum(bool(row) for row in rows)
    if not everybody:
        return ""
    had = [{*row} - {PASSED} for row in rows]
    full = [one for one, pupil in zip(had, pupils, strict=True) if pupil.number not in short]
    five, four = full.count({"5"}), sum(one in ({"4"}, {"4", "5"}) for one in full)
    two, nothing = sum(bool(one & FAILED) for one in had), sum(NOT_ATTESTED in one for one in had)
    behind = sum(bool({*row} & {*FAILED, NOT_ATTESTED}) for row in rows)
    graded = sum(marks[grade] for grade in GRADES)
    mean = sum(int(grade) * marks[grade] for grade in GRADES) / graded if graded else None
    return (
        f"{pupils[0].terms[line].title}: отличников — {five}, хорошистов — {four}, неуспевающих — {two}, "
        f"не аттестованы — {nothing}; успеваемость {_share(everybody - behind, everybody)}, "
        f"качество {_share(five + four, everybody)}, средний балл {average(mean)}."
    )


def _signs(pupils: Sequence[ProgressPupil]) -> str:
    """п. 4.5.5: what the signs of sentences stand for, "" without any."""
    had = {mark for pupil in pupils for term in pupil.terms for mark in term.marks}
    told = "; ".join(f"{sign} — {words}" for words, sign in WORD_SIGNS.items() if sign in had)
    return f"Обучение без отметок: {told}." if told else ""


def signed(mark: str) -> str:
    """A mark of a narrow cell: a sentence (7.11) is told by its sign."""
    return WORD_SIGNS.get(mark, mark)


def _share(part: int, whole: int) -> str:
    return f"{decimal(100 * part / whole, 0)}{NBSP}%"
