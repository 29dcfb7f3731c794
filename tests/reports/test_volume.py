"""The printed journal against the database, counted by plain SQL: everything is on paper once."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.volume import Volume, extent, render
from ejournal.documents.volume_layout import Layout
from ejournal.models.settings import school_settings
from ejournal.reports import halves, printing, volume_facts
from ejournal.reports import volume as volume_report
from ejournal.rules.refusal import Refusal
from tests.client import queries
from tests.reports.january import FIRST, LAST, NOW, january, order, rows

pytestmark = pytest.mark.clause("4.2.4")

GRADES = (1, 3, 5, 7, 11)
WHERE = """JOIN teaching_group g ON g.id = l.group_id
    WHERE g.cohort_id = ? AND l.date BETWEEN ? AND ?"""
# The newest mark of each cell, not withdrawn: no other mark names it as its slip.
MARKS = f"""SELECT m.value, s.name FROM mark m JOIN work w ON w.id = m.work_id
    JOIN lesson l ON l.id = w.lesson_id JOIN subject s ON s.id = g.subject_id {WHERE}
    AND m.id NOT IN (SELECT slip_of_id FROM mark WHERE slip_of_id IS NOT NULL)
    AND m.id NOT IN (SELECT mark_id FROM mark_withdrawal)"""
ABSENCES = f"""SELECT 'н' FROM absence a JOIN lesson l ON l.id = a.lesson_id {WHERE}
    AND a.code IN ('Н', 'Б', 'УП', 'НП')
    AND a.id NOT IN (SELECT replaces_id FROM absence WHERE replaces_id IS NOT NULL)"""
TERMS = """SELECT t.value FROM term_mark t JOIN teaching_group g ON g.id = t.group_id
    JOIN period p ON p.id = t.period_id WHERE g.cohort_id = ? AND p.valid_from >= ? AND p.valid_to <= ?
    AND t.id NOT IN (SELECT replaces_id FROM term_mark WHERE replaces_id IS NOT NULL)"""
TEXTS = f"""SELECT x.text FROM lesson_text x JOIN lesson l ON l.id = x.lesson_id {WHERE}
    AND x.field = '{{}}' AND NOT x.draft AND NOT x.absent"""
TAUGHT = "g.kind IN ('class', 'part', 'home')"
MISSED = f"""SELECT a.pupil_id, count(*) FROM absence a JOIN lesson l ON l.id = a.lesson_id {WHERE}
    AND {TAUGHT} AND a.code IN ('Н', 'Б', 'УП', 'НП')
    AND a.id NOT IN (SELECT replaces_id FROM absence WHERE replaces_id IS NOT NULL) GROUP BY a.pupil_id"""
DAYS = f"""SELECT m.person_id, l.date, count(*), sum(EXISTS (SELECT 1 FROM absence a
        WHERE a.lesson_id = l.id AND a.pupil_id = m.person_id AND a.code IN ('Н', 'Б', 'УП', 'НП')
        AND NOT EXISTS (SELECT 1 FROM absence b WHERE b.replaces_id = a.id)))
    FROM lesson l JOIN group_member m ON m.group_id = l.group_id
    AND m.valid_from <= l.date AND (m.valid_to IS NULL OR m.valid_to >= l.date) {WHERE} AND {TAUGHT}
    AND l.id IN (SELECT lesson_id FROM roll_call) GROUP BY m.person_id, l.date"""
COUNTS = 7  # numbers of the summary of attendance in each period
LESSONS = f"SELECT l.id FROM lesson l {WHERE}"


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory):
        yield


def volume(grade: int, layout: Layout = Layout.SPREAD, half: int = 1) -> Volume:
    return printing.volume_of(order(grade, half), layout, NOW)[0]


def stored(sql: str, grade: int) -> list[Any]:
    return [row[0] for row in rows(sql, order(grade).cohort, FIRST, LAST)]


class Paper:
    """The volume as a Word file, read again: the rows of its tables, without their headings."""

    def __init__(self, docx: bytes) -> None:
        self.left: list[list[str]] = []
        self.right: list[list[str]] = []
        self.attendance: list[list[str]] = []
        self.progress: list[list[str]] = []
        for table in Document(BytesIO(docx)).element.body.iter(qn("w:tbl")):
            cells = [[text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
            if "Тема урока" in cells[0]:
                self.right += cells[1:]
            elif "Период" in cells[0]:
                self.progress += cells[1:]
            elif "Фамилия, имя обучающегося" in cells[0]:
                (self.attendance if "дней всего" in cells[1] else self.left).extend(cells[2:])

    def lessons(self, column: int) -> list[str]:
        """One column of the lines of lessons; what goes on in the next rows is joined."""
        found: list[str] = []
        for row in self.right:
            if row[1] not in ("", "—"):
                found.append("")
            if row[1] != "—" and found:
                found[-1] += row[column]
        return found


def paper_of(made: Volume) -> Paper:
    return Paper(render(made, fingerprint(made)))


def text(cell: Any) -> str:
    return "".join(node.text or "" for node in cell.iter(qn("w:t")))


def signs(paper: Paper) -> Counter[str]:
    """The marks and absences in the cells of the left pages."""
    return Counter(sign for row in paper.left for cell in row[2:] for sign in parted(cell) if sign)


def parted(cell: str) -> list[str]:
    """The marks of a cell; «н/а» is one."""
    return [cell] if cell == "н/а" else cell.split("/")


def squeezed(texts: list[str]) -> Counter[str]:
    return Counter("".join(text.split()) for text in texts)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("grade", GRADES)
def test_every_mark_absence_topic_and_lesson_is_on_paper_once(grade: int, layout: Layout) -> None:
    paper = paper_of(volume(grade, layout))
    facts = stored(MARKS, grade) + stored(ABSENCES, grade) + stored(TERMS, grade)
    assert signs(paper) == Counter(facts)
    assert facts, "the half-year has something to print"
    assert len(paper.lessons(1)) == len(stored(LESSONS, grade))
    assert squeezed(paper.lessons(2)) == squeezed(stored(TEXTS.format("topic"), grade))


@pytest.mark.parametrize("grade", GRADES)
def test_every_homework_is_on_paper(grade: int) -> None:
    printed = "".join("".join(paper_text.split()) for paper_text in paper_of(volume(grade)).lessons(3))
    for homework in set(stored(TEXTS.format("homework"), grade)):
        assert "".join(homework.split()) in printed


@pytest.mark.parametrize("grade", GRADES)
def test_a_pupil_has_one_number_on_every_page(grade: int) -> None:
    made = volume(grade)
    paper = paper_of(made)
    numbers: dict[str, set[str]] = {}
    for row in [*paper.left, *paper.attendance[:-1], *(row for row in paper.progress if row[0])]:
        numbers.setdefault(row[1].split(" (")[0], set()).add(row[0])
    assert {name: found for name, found in numbers.items() if len(found) != 1} == {}
    assert sorted(int(*found) for found in numbers.values()) == list(range(1, len(numbers) + 1))


def test_who_came_and_who_left_is_told_with_the_order() -> None:
    told = [
        note
        for grade in range(1, 12)
        for part in volume(grade).parts[:1]
        for pupil in part.pupils
        for note in pupil.notes
    ]
    assert [note for note in told if "приб" in note] == ["прибыла 12.10.2026, приказ № 74 от 09.10.2026"]
    left = [note.removeprefix("выбыла").removeprefix("выбыл") for note in told if "выб" in note]
    assert sorted(left) == [
        " 13.11.2026, приказ № 83 от 13.11.2026",
        " 20.11.2026, приказ № 86 от 20.11.2026",
    ]


def test_a_pupil_who_learns_at_home_is_on_every_page_and_marked_on_the_own_ones() -> None:
    made = volume(3)
    home = [part for part in made.parts if "обучение на дому" in part.group]
    (name,) = {pupil.name for part in home for pupil in part.pupils}
    pages = [
        part for part in made.parts if part not in home and any(pupil.name == name for pupil in part.pupils)
    ]
    mine = [pupil for part in pages for pupil in part.pupils if pupil.name == name]
    assert mine
    assert all("обучение на дому, приказ № 67 от 31.08.2026" in pupil.notes for pupil in mine)
    assert {cell.look for pupil in mine for cell in pupil.cells} == {"outside", "term"}


@pytest.mark.clause("4.5.2")
def test_a_mark_of_a_missed_lesson_is_told_below_and_its_column_says_absent() -> None:
    """A lesson of four works has two columns, the first with the «н»."""
    wanted = order(7)
    facts = volume_facts.read(wanted.cohort, wanted.year, halves.of_class(wanted.year, 7)[:1], NOW)
    lesson, work = next((lesson, made[0]) for lesson, made in facts.works.items() if len(made) == 1)
    pupil = next(pupil for marked, pupil in facts.marks if marked == work.id)
    value = facts.marks[work.id, pupil]
    facts.works[lesson] = [work] * 4
    facts.codes[lesson, pupil] = "Н"
    made = volume_report.of_class(facts, wanted.cohort, school_settings(), "", Layout.SPREAD, (1, ""))
    (told,) = (row for part in made.parts for row in part.pupils if row.remarks)
    (first, both), (second, alone) = told.remarks
    assert told.name == facts.called[pupil] and second == first + 1
    assert [both[5:], alone[5:]] == [f": «н» и отметка {value}/{value}/{value}", ": отметка при «н»"]
    assert [told.cells[first].text, told.cells[second].text] == ["н", value]


def test_a_substitution_and_lateness_are_noted() -> None:
    notes = [row[4] for row in paper_of(volume(7)).right]
    assert any("замена: " in note for note in notes)
    joined = "".join(notes).replace("\u00a0", " ")
    assert "внесено с опозданием" in joined
    late = rows(
        "SELECT count(*) FROM lesson_text x JOIN lesson l ON l.id = x.lesson_id "
        f"{WHERE} AND x.late_days > 0 AND x.field = 'topic'",
        order(7).cohort,
        FIRST,
        LAST,
    )
    assert sum("тема" in entry.note for part in volume(7).parts for entry in part.entries) == late[0][0]


@pytest.mark.parametrize("grade", [5, 7, 11])
def test_the_summary_of_attendance_counts_lessons_and_days(grade: int) -> None:
    """Against SQL: lessons missed; days on which every held lesson of the pupil was missed."""
    made = volume(grade)
    missed = dict(rows(MISSED, order(grade).cohort, FIRST, LAST))
    days = [1 for _, _, lessons, away in rows(DAYS, order(grade).cohort, FIRST, LAST) if lessons == away]
    shown = [row.counts[-COUNTS:] for row in made.attendance.pupils]
    assert sum(int(counts[2] or 0) for counts in shown) == sum(missed.values())
    assert sorted(int(counts[2]) for counts in shown if counts[2]) == sorted(missed.values())
    assert sum(int(counts[0] or 0) for counts in shown) == len(days)
    assert made.attendance.total.counts[-COUNTS:][2] == str(sum(missed.values()))


def test_the_summary_of_progress_holds_every_term_mark_of_the_half() -> None:
    made = volume(5)
    marks = Counter(
        mark for pupil in made.progress.pupils for term in pupil.terms for mark in term.marks if mark
    )
    assert marks == Counter(stored(TERMS, 5))
    assert [term.title for term in made.progress.pupils[0].terms] == ["I четв.", "II четв."]
    assert [term.title for term in volume(11).progress.pupils[0].terms] == ["I полуг."]
    assert made.progress.tally.startswith("II четв.: отличников — ")


def test_subjects_stand_in_the_order_of_the_curriculum() -> None:
    subjects = [part.subject for part in volume(5).parts]
    assert subjects[:4] == ["Русский язык", "Литература", "Иностранный язык (английский)", "Математика"]
    assert subjects.index("Физическая культура") < subjects.index("Практикум по математике")
    groups = ["дому" in part.group for part in volume(5).parts if part.subject != "Разговоры о важном"]
    assert groups == sorted(groups), "those at home come after the class"


def test_an_unfinished_journal_says_so_on_its_title_and_a_half_ahead_is_refused() -> None:
    made = volume(5, half=2)
    assert made.cover.unfinished.startswith("Журнал не завершён: не отмечена посещаемость уроков — ")
    assert "завершён" not in volume(1).cover.unfinished
    with pytest.raises(Refusal, match="ещё не началось"):
        printing.volume_of(order(5, 2), Layout.SPREAD, NOW - timedelta(days=13))


def test_plan_and_fact_of_a_closed_half_are_told() -> None:
    held = "SELECT count(DISTINCT r.lesson_id) FROM roll_call r JOIN lesson l ON l.id = r.lesson_id " + WHERE
    parts = volume(5).parts
    assert sum(part.closing.held for part in parts) == stored(held, 5)[0]
    with_plan = stored(f"{LESSONS} AND g.plan_id IS NOT NULL", 5)
    assert sum(part.closing.planned or 0 for part in parts) == len(with_plan)
    russian = parts[0].closing
    assert {name: plan for name, plan, _ in russian.works}["контрольных"] > 0


def test_the_same_journal_is_the_same_text_and_another_moment_is_not() -> None:
    first, again = (fingerprint(volume(5)) for _ in range(2))
    assert first == again
    later = printing.volume_of(order(5), Layout.SPREAD, NOW + timedelta(minutes=1))[0]
    assert fingerprint(later) != first


def test_a_volume_takes_as_many_queries_for_every_class() -> None:
    counts = []
    for grade in (4, 11):
        wanted = order(grade)
        with queries() as asked:
            printing.volume_of(wanted, Layout.SPREAD, NOW)
        counts.append(len(asked))
    assert abs(counts[0] - counts[1]) <= 1  # in one of them a deadline falls on a weekend


def test_the_count_before_printing_is_that_of_the_volume() -> None:
    """Every page of the file is a section of its own."""
    for layout in Layout:
        made = volume(5, layout)
        sheets, pages = extent(made)
        body = Document(BytesIO(render(made, fingerprint(made)))).element.body
        assert len(list(body.iter(qn("w:sectPr")))) == pages
        assert sheets == -(-pages // 2)
