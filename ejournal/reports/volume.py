"""The printed journal: the volume of a class and a half-year, as documents.volume holds it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ejournal.documents.pattern import Cell
from ejournal.documents.volume import Cover, Volume
from ejournal.documents.volume_layout import Layout
from ejournal.documents.volume_parts import Closing, Entry, Part, Pupil
from ejournal.models.curriculum import OWN_JOURNALS, Group, Period
from ejournal.models.journal import WorkColumn
from ejournal.models.people import class_names
from ejournal.models.settings import SchoolSettings
from ejournal.models.volume import SpanLesson
from ejournal.reports import journal as journal_page
from ejournal.reports import stamps, volume_activities, volume_moves, volume_summary
from ejournal.reports.volume_facts import Facts, struck
from ejournal.reports.volume_summary import LAST_HALF, YEAR_MARKS, signed, term_title
from ejournal.rules import works
from ejournal.rules.attendance import EXEMPT, missed
from ejournal.rules.gradings import TITLES
from ejournal.rules.term_marks import WORDS
from ejournal.wording import (
    class_name,
    corrected_by,
    date_numeric,
    date_short,
    initials_first,
    numbers_words,
    short_name,
)

IN_A_CELL = {"five": 3, "pass": 1, "none": 1}  # marks that a cell of the grid holds
COUNTED = (
    ("контрольных", ("control", "final_control", "dictation")),
    ("практических", ("practical",)),
    ("лабораторных", ("laboratory",)),
)
NO_TOPIC = "(тема не записана)"


Head = tuple[int, str]


def _stands(group: Group, school: SchoolSettings) -> bool:
    """п. 2.1: whether a page is printed with its class; else it has a journal of its own."""
    return not school.own_journals_apart or group.kind not in OWN_JOURNALS


def of_class(
    facts: Facts, cohort: int, school: SchoolSettings, unfinished: str, layout: Layout, head: Head
) -> Volume:
    """п. 4.2.4: the volume; `unfinished` says on its title what the journal still lacks, "" when nothing.

    `head` is the number and hash of the newest entry of the audit chain: printed, it shows a cut tail.
    """
    facts = volume_moves.of_own_days(facts)
    codes = volume_summary.lesson_codes(facts)
    return Volume(
        cover=_cover(facts, cohort, school, unfinished, head),
        parts=tuple(part(facts, group) for group in facts.pages if _stands(group, school)),
        attendance=volume_summary.attendance(facts, codes, school.missed_day_lessons),
        progress=volume_summary.progress(facts, codes, school.missed_day_lessons),
        layout=layout,
        duplex=school.print_duplex,
        activities=volume_activities.activities(facts),
    )


def _cover(facts: Facts, cohort: int, school: SchoolSettings, unfinished: str, head: Head) -> Cover:
    half = facts.half
    return Cover(
        school=school.school_name,
        school_full=school.school_full_name or school.school_name,
        place=school.school_place,
        class_title=f"{class_name(*class_names(half.last)[cohort])} класс",
        half=half.title,
        year=half.year,
        volume=f"Том {half.number} из {LAST_HALF}",
        class_teacher=signer(facts, "class_teacher", cohort),
        deputy=signer(facts, "deputy"),
        director=signer(facts, "director"),
        started=half.first,
        ended=half.last,
        keep=school.journal_kept,
        case_index=school.journal_index,
        unfinished=unfinished,
        printed_at=facts.now,
        head=f"запись {head[0]}, {head[1]}",
    )


def signer(facts: Facts, role: str, cohort: int | None = None) -> str:
    """«И.О. Фамилия»; "" when nobody, or more than one, has the duty: whoever signs writes the name."""
    found = [who for who in facts.persons(role, cohort) if who in facts.known]
    return initials_first(*facts.known[found[0]]) if len(found) == 1 else ""


def part(facts: Facts, group: Group) -> Part:
    lessons = facts.of_half(group.id)
    columns = list(_columns(facts, group, lessons))
    entries = _entries(facts, group, columns)
    return Part(
        subject=group.subject.name,
        group=group.name,
        period=f"{facts.half.title} {facts.half.year} учебного года",
        members=_members(facts, group),
        teachers=tuple(called(facts, who) for who in facts.teachers.get(group.id, []) if who in facts.known),
        entries=entries,
        pupils=tuple(_pupils(facts, group, columns)),
        closing=_closing(facts, group),
    )


def called(facts: Facts, person: int) -> str:
    return short_name(*facts.known[person])


def _members(facts: Facts, group: Group) -> str:
    """«7 класс, группа 1: № 1, 3–5» for a page that is not of the whole class."""
    numbers = [facts.roll[who] for who in facts.learn(group.id) if who in facts.roll]
    whole = group.kind == "class" or len(numbers) == len(facts.roll)
    return "" if whole else f"{group.name}: № {numbers_words(numbers)}"


Remarks = Iterator[tuple[int, str]]  # of a column by its place
Column = tuple[SpanLesson | None, Sequence[WorkColumn], Period | None, str]


def _columns(facts: Facts, group: Group, lessons: Sequence[SpanLesson]) -> Iterator[Column]:
    """The columns of the left page: (lesson, its works), or (period or kind of a term mark)."""
    grading = facts.ways.widest(group.id)
    ends = facts.periods(group) if grading != "none" else []
    for lesson in lessons:
        while ends and ends[0].valid_to < lesson.day:
            yield None, (), ends.pop(0), "period"
        step = IN_A_CELL[grading]
        made = facts.works.get(lesson.id, [])
        for start in range(0, max(len(made), 1), step):
            yield lesson, made[start : start + step], None, "first" if start == 0 else ""
    for period in ends:
        yield None, (), period, "period"
    if facts.half.number == LAST_HALF and grading != "none":
        yield from ((None, (), None, kind) for kind, _ in YEAR_MARKS)


def _entries(facts: Facts, group: Group, columns: Sequence[Column]) -> tuple[Entry, ...]:
    made = []
    for place, (lesson, _, period, kind) in enumerate(columns):
        if lesson is None:
            made.append(Entry(None, term_title(period) if period else dict(YEAR_MARKS)[kind]))
        elif kind == "first":
            width = sum(1 for other, *_ in columns[place:] if other is lesson)
            made.append(_entry(facts, lesson, width))
    return tuple(made)


def _entry(facts: Facts, lesson: SpanLesson, width: int) -> Entry:
    """п. 3.6: a line of the right page: what was confirmed, who stood in, what came late."""
    topic = facts.texts.get((lesson.id, "topic"))
    item = facts.items.get(topic.plan_item_id or 0) if topic else None
    return Entry(
        lesson.day,
        journal_page.written(topic) or NO_TOPIC,
        width,
        str(item[0]) if item else "",
        journal_page.written(facts.texts.get((lesson.id, "homework"))),
        "; ".join(_notes(facts, lesson)),
    )


def _notes(facts: Facts, lesson: SpanLesson) -> list[str]:
    held = facts.held.get(lesson.id)
    notes = journal_page.notes(lesson, held is not None, facts.known, facts.now)
    signs = [(work.late_days, works.kind(work.kind).sign) for work in facts.works.get(lesson.id, [])]
    late = stamps.late_stamps(lesson.id, facts.texts, held and held[1], signs)
    return [*notes, *late, *stamps.clarified(lesson.id, lesson.day, facts.texts, facts.now)]


def _pupils(facts: Facts, group: Group, columns: Sequence[Column]) -> Iterator[Pupil]:
    """п. 2.1: the roll of the class: who left stays with what was written, who came is there."""
    mine = facts.learn(group.id)
    for pupil, number in facts.roll.items():
        if group.kind != "class" and pupil not in mine:
            continue
        cells = tuple(_cell(facts, group, pupil, column) for column in columns)
        remarks = (
            *_both(facts, pupil, columns),
            *_corrected(facts, pupil, columns),
            *_of_terms(facts, group, pupil, columns),
        )
        notes = (*_moves(facts, pupil), *_graded(facts, group, pupil), *_outside(facts, group, pupil))
        yield Pupil(number, facts.called[pupil], cells, notes, remarks)


def _graded(facts: Facts, group: Group, pupil: int) -> Iterator[str]:
    """п. 4.5.4: the own ways of grading of a pupil in the half, below the page."""
    for way in facts.ways.own.get((group.id, pupil), ()):
        if way.first <= facts.half.last and (way.last is None or way.last >= facts.half.first):
            yield f"{TITLES[way.mode]} с {date_numeric(way.first)}: {way.paper}"


def _outside(facts: Facts, group: Group, pupil: int) -> Iterator[str]:
    """п. 2.1: marks by the statement of another organisation, below the page: they stand in no column."""
    mine = [one for one in facts.outside.get(group.id, []) if one.pupil == pupil]
    for told, under in groupby(mine, key=lambda one: one.told):
        yield f"отметки {' '.join(one.value for one in under)}: {told}"


def _both(facts: Facts, pupil: int, columns: Sequence[Column]) -> Remarks:
    """п. 4.5.2: a mark of a lesson that the pupil missed, told below the page with its column.

    Only the first column of a lesson has the «н»: there the mark itself has no other place.
    """
    for place, (lesson, made, _, kind) in enumerate(columns):
        values = "/".join(facts.marks[work.id, pupil] for work in made if (work.id, pupil) in facts.marks)
        if lesson and values and missed(facts.codes.get((lesson.id, pupil), "")):
            said = f"«н» и отметка {values}" if kind == "first" else "отметка при «н»"
            yield place, f"{date_short(lesson.day)}: {said}"


def _corrected(facts: Facts, pupil: int, columns: Sequence[Column]) -> Remarks:
    """п. 4.5.4: a mark that a memo has put right: what it was, what it is, and the number of the memo."""
    for place, (lesson, made, _, _) in enumerate(columns):
        for work in made if lesson else ():
            old = facts.old.get((work.id, pupil))
            if lesson and old:
                right = facts.marks.get((work.id, pupil))
                done = f"исправлена на «{right}»" if right else "снята"
                why = corrected_by(old.memo)
                yield place, f"{date_short(lesson.day)}: отметка «{old.values}» {done}{why}"


def _of_terms(facts: Facts, group: Group, pupil: int, columns: Sequence[Column]) -> Remarks:
    """п. 4.5.5: the same of a term mark; and the words of a sentence (7.11): its column has a sign."""
    for place, (lesson, _, period, kind) in enumerate(columns):
        old, right = facts.old_term(group.id, pupil, kind, period), facts.term(group.id, pupil, kind, period)
        title = term_title(period) if period else dict(YEAR_MARKS).get(kind, "")
        if lesson is None and old:
            yield place, f"{title}: отметка «{old.values}» исправлена на «{right}»{corrected_by(old.memo)}"
        elif lesson is None and right in WORDS:
            yield place, f"{title}: {right}"


def _values(facts: Facts, pupil: int, made: Sequence[WorkColumn]) -> str:
    """«4/5»; what was annulled stands struck through before what is right."""
    cells = [(work.id, pupil) for work in made]
    shown = (struck(facts.old.get(cell)) + facts.marks.get(cell, "") for cell in cells)
    return "/".join(value for value in shown if value)


def _cell(facts: Facts, group: Group, pupil: int, column: Column) -> Cell:
    lesson, made, period, kind = column
    if lesson is None:
        if group.cohort_id is None and period and not facts.here(pupil, period.valid_to):
            return Cell("", "outside")  # of a mixed group: it stands in the volume of the other class
        was = struck(facts.old_term(group.id, pupil, kind, period))
        return Cell(was + signed(facts.term(group.id, pupil, kind, period)), "term")
    values = _values(facts, pupil, made)
    code = facts.codes.get((lesson.id, pupil), "") if kind == "first" else ""
    if not values and not code:
        return Cell("") if facts.is_member(group.id, pupil, lesson.day) else Cell("", "outside")
    return Cell("н" if missed(code) else values or ("осв" if code == EXEMPT else ""))


def _moves(facts: Facts, pupil: int) -> Iterator[str]:
    """п. 2.1: who came and who left, and by which order somebody learns at home."""
    yield from volume_moves.notes(facts, pupil)
    if any(group.kind == "home" and pupil in facts.learn(group.id) for group in facts.pages):
        order = facts.home_orders.get(pupil)
        yield f"обучение на дому{f', приказ {order}' if order else ''}"


def _closing(facts: Facts, group: Group) -> Closing:
    """п. 2.2: hours and works of the half until now: as the КТП has them for its lessons, and as held.

    The reasons of a lag are told when they are all of it: a lesson nobody filled has none.
    """
    over = [
        lesson for lesson in facts.of_half(group.id) if lesson.id in facts.held or lesson.ends_at <= facts.now
    ]
    lost = facts.lost.get(group.id, [])
    taken = [lesson for lesson in lost if lesson.day >= facts.half.first]
    plan = facts.plans.get(group.plan_id or 0)
    before = facts.before.get(group.id, 0) + len(lost) - len(taken)
    due = (plan or [])[before : before + len(over) + len(taken)]
    held = [lesson for lesson in over if lesson.id in facts.held]
    done = [{work.kind for work in facts.works.get(lesson.id, []) if not work.removed} for lesson in held]
    counted = (
        (name, sum(kind in kinds for _, kind in due), sum(bool(found & {*kinds}) for found in done))
        for name, kinds in COUNTED
    )
    works = tuple(work for work in counted if work[1] or work[2])
    reasons = tuple(dict.fromkeys(lesson.reason for lesson in taken))
    return Closing(len(due) if plan else None, len(held), works, reasons if len(held) == len(over) else ())
