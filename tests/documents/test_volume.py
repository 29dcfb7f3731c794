"""The volume on paper: its pages are those that are counted, in LibreOffice too, and nothing is lost."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from ejournal.documents.pattern import Cell
from ejournal.documents.volume import SAMPLE, Volume, render
from ejournal.documents.volume_compose import ACTIVITIES, compose
from ejournal.documents.volume_layout import GEOMETRY, Layout
from ejournal.documents.volume_pages import ActivityPage, Contents, Left, Right
from ejournal.documents.volume_parts import Entry, Part, Progress, ProgressPupil, Term
from tests.documents import volumes
from tests.documents.volumes import volume
from tests.office import Office

pytestmark = pytest.mark.clause("4.2.4")

HASH = "0123456789abcdef" * 4
CASES = {
    "spread": volume(),
    "one side": volume(duplex=False),
    "dense": volume(layout=Layout.DENSE),
    "sample": SAMPLE,
}
CASES["clubs"] = volumes.with_clubs(CASES["spread"], 61)
CASES["dense clubs"] = volumes.with_clubs(CASES["dense"], 26)
every_layout = pytest.mark.parametrize("layout", Layout)


def laid_out(made: Volume) -> tuple[Any, ...]:
    summaries = (made.attendance, made.progress, made.activities)
    return compose(made.parts, *summaries, made.layout, made.duplex, made.remarks)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_finds_the_pages_that_were_counted_and_all_that_is_on_them(
    name: str, office: Office
) -> None:
    made = CASES[name]
    pages, shown = laid_out(made), office.pages(render(made, HASH))
    assert len(shown) == len(pages)
    for page, text in zip(pages, map(squeezed, shown), strict=True):
        assert f"лист{page.sheet}из{pages[-1].sheet}" in text
        assert HASH[:12] in text
        if page.kind != "title":
            assert text.startswith(str(page.number)) or f"{page.number}" in text[:4]
        if isinstance(page, Left):
            assert all(squeezed(row.name[0].text) in text for row in page.rows)
            assert squeezed(page.notes) in text
        if isinstance(page, Right):
            assert all(squeezed(row.topic) in text and squeezed(row.homework) in text for row in page.rows)
            assert squeezed(page.closing) in text
        if isinstance(page, ActivityPage):
            cells = [cell for row in page.rows for cell in (*row.name, *row.title)]
            assert all(squeezed(cell.text) in text for cell in cells)


@pytest.mark.parametrize("name", CASES)
def test_the_contents_name_the_pages_where_the_parts_are(name: str) -> None:
    made = CASES[name]
    pages = laid_out(made)
    rows = [row for page in pages if isinstance(page, Contents) for row in page.rows if row.number]
    summaries = ["Сводная ведомость учёта посещаемости", "Сводная ведомость учёта успеваемости"]
    remarks = ["Замечания по ведению журнала"] if made.remarks else []
    after = [*summaries, *([ACTIVITIES] if made.activities else []), *remarks, "Лист-заверитель"]
    assert len(rows) == len(made.parts) + len(after)
    for part, row in zip(made.parts, rows, strict=False):
        own = [page for page in pages if isinstance(page, Left | Right) and page.subject == part.subject]
        assert row.pages == f"{own[0].number}–{own[-1].number}"
        sheets = sorted({page.sheet for page in own})
        assert row.sheets in (f"{sheets[0]}–{sheets[-1]}", str(sheets[0]))
    assert [row.title for row in rows[-len(after) :]] == after
    assert rows[-1].pages == str(pages[-1].number)


def test_spreads_face_each_other_and_what_is_kept_longer_has_sheets_of_its_own() -> None:
    pages = laid_out(volume())
    for left, right in pairwise(pages):
        if isinstance(left, Left):
            assert left.number % 2 == 0
            assert isinstance(right, Right) and right.subject == left.subject
    summaries = [page for page in pages if page.kind in ("attendance", "progress", "progress_last")]
    assert len({page.sheet for page in summaries}) == len(summaries)
    neighbours = {
        page.kind for page in pages for other in summaries if page.sheet == other.sheet and page != other
    }
    assert neighbours == {"empty"}


def test_both_sides_of_one_sheet_are_one_stretch_of_lessons_in_the_dense_layout() -> None:
    pages = laid_out(volume(layout=Layout.DENSE))
    for left, right in pairwise(pages):
        if isinstance(left, Left):
            assert (right.kind.startswith("right"), left.sheet) == (True, right.sheet)


@every_layout
def test_every_column_and_every_line_is_laid_out_once_and_in_order(layout: Layout) -> None:
    geometry = GEOMETRY[layout]
    for part in volumes.PARTS:
        made = laid_out(volume([part], layout))
        lefts = [page for page in made if isinstance(page, Left)]
        rights = [page for page in made if isinstance(page, Right)]
        first_of_list = [page for page in lefts if not page.rows or page.rows[0].number == "1"]
        days = [cell for page in first_of_list for cell in page.days if cell.look != "struck"]
        assert [cell.text for cell in days] == [
            str(entry.day.day) if entry.day else entry.topic for entry in part.entries
        ]
        assert all(len(page.days) == geometry.columns for page in lefts)
        assert all(sum(cell.span for cell in page.months) == geometry.columns for page in lefts)
        assert all(len(row.marks) == geometry.columns for page in lefts for row in page.rows)
        assert joined_topics(rights) == [squeezed(entry.topic) for entry in part.entries if entry.day]
        assert all(len(page.rows) <= geometry.rows for page in rights)
        assert [page.kind for page in rights] == ["right"] * (len(rights) - 1) + ["right_last"]


def joined_topics(rights: list[Right]) -> list[str]:
    """The topics of the lessons, with what goes on in the next rows."""
    found: list[str] = []
    for row in (row for page in rights for row in page.rows):
        if row.day and row.day != "—":
            found.append("")
        if row.day != "—" and found and "Продолжение списка" not in row.topic:
            found[-1] += squeezed(row.topic)
    return found


@every_layout
def test_every_mark_of_every_pupil_is_on_paper_once(layout: Layout) -> None:
    part = volumes.part("Больше листа", 40, 48, noted=range(1, 49, 2))
    pages = [page for page in laid_out(volume([part], layout)) if isinstance(page, Left)]
    for pupil in part.pupils:
        rows = [row for page in pages for row in page.rows if row.number == str(pupil.number)]
        marks = [cell for row in rows for cell in row.marks if cell.look != "struck"]
        assert marks == list(pupil.cells)


def test_what_a_cover_says_in_brackets_is_no_field_of_the_blank() -> None:
    cover = replace(SAMPLE.cover, place="с. Ёлкино [new]", school_full="Школа [kind] [rows]")
    text = body_text(render(replace(SAMPLE, cover=cover), HASH)).replace("\u2060", "")
    assert "с. Ёлкино [new]" in text and "Школа [kind] [rows]" in text


@pytest.mark.parametrize(
    "subject", ["Основы духовно-нравственной культуры народов России", "Основы православной культуры " * 3]
)
@every_layout
def test_long_headings_and_names_fit_their_rows(layout: Layout, subject: str, office: Office) -> None:
    """Rows are of exact height: what does not fit one is not on the page that LibreOffice draws."""
    teachers = tuple(f"Преображенская-Задунайская {initial}.А." for initial in "АБВГДЕ")
    name = f"{volumes.SURNAME}ая Александра Константиновна"
    part = replace(volumes.part(subject.strip(), 3, 3, members="группа 1"), teachers=teachers)
    part = replace(part, pupils=tuple(replace(pupil, name=name, notes=("прибыла",)) for pupil in part.pupils))
    one = ProgressPupil(1, name, (Term("I трим.", ("4",), "", ""),))
    made = replace(
        volume([part], layout),
        attendance=replace(SAMPLE.attendance, pupils=(replace(SAMPLE.attendance.pupils[0], name=name),)),
        progress=Progress(("Физика",), (one,), ""),
    )
    pages, shown = laid_out(made), office.pages(render(made, HASH))
    assert len(pages) == len(shown)
    for page, text in zip(pages, map(squeezed, shown), strict=True):
        if isinstance(page, Left | Right):
            assert squeezed(subject) in text
            assert all(squeezed(teacher) in text for teacher in teachers)
        if isinstance(page, Left):
            assert all(f"{squeezed(name)}({row.number})" in text for row in page.rows)
        if isinstance(page, Contents):
            assert squeezed(subject) in text and all(squeezed(teacher) in text for teacher in teachers)
        if page.kind in ("attendance", "progress_last"):
            assert squeezed(name) in text


@every_layout
def test_what_is_said_of_a_column_stands_below_the_page_with_it_alone(layout: Layout) -> None:
    part = volumes.part("Больше листа", 40, 3)
    told = replace(part.pupils[1], remarks=((2, "03.09: «н» и отметка 4"), (39, "10.10: отметка при «н»")))
    part = replace(part, pupils=(part.pupils[0], told, part.pupils[2]))
    lefts = [page for page in laid_out(volume([part], layout)) if isinstance(page, Left)]
    columns = GEOMETRY[layout].columns
    notes = {2 // columns: "(1) 03.09: «н» и отметка 4", 39 // columns: "(1) 10.10: отметка при «н»"}
    assert [page.notes for page in lefts] == [notes.get(place, "") for place in range(len(lefts))]
    assert all(("(1)" in page.rows[1].name[0].text) == bool(page.notes) for page in lefts)


def test_empty_columns_are_struck() -> None:
    (left,) = (page for page in laid_out(volume([volumes.part("Мало", 4, 3)])) if isinstance(page, Left))
    free = GEOMETRY[Layout.SPREAD].columns - 5
    assert left.days[5:] == (Cell("", "struck"),) * free
    assert all(row.marks[5:] == (Cell("", "struck"),) * free for row in left.rows)
    assert left.months[-1] == Cell("", "struck", free)


def test_months_stand_over_their_days_and_one_alone_is_short() -> None:
    part = volumes.part("Границы", 0, 1)
    days = [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 2), date(2026, 11, 3)]
    entries = tuple(Entry(day, "Тема") for day in days)
    (left,) = (page for page in laid_out(volume([replace(part, entries=entries)])) if isinstance(page, Left))
    assert left.months[:3] == (Cell("сентябрь", "", 2), Cell("окт"), Cell("ноябрь", "", 2))


def test_a_period_without_lessons_says_so_and_is_closed() -> None:
    (right,) = (page for page in laid_out(volume([volumes.part("Пусто", 0, 3)])) if isinstance(page, Right))
    assert right.rows[-1].topic == "Далее записей нет"
    nothing = replace(volumes.part("Пусто", 0, 3), entries=())
    (right,) = (page for page in laid_out(volume([nothing])) if isinstance(page, Right))
    assert [row.topic for row in right.rows] == ["Уроков в этом периоде не было"]
    assert right.closing == (
        "По плану 2 ч, проведено 0 ч. Отставание 2 ч, причина: ____. Контрольных: по плану 2, проведено 2; "
        "практических: по плану 4, проведено 3; лабораторных: по плану 1, проведено 1."
    )


def test_the_last_sheet_tells_the_number_of_sheets_in_words() -> None:
    made = volume()
    sheets = laid_out(made)[-1].sheet
    text = "\n".join(
        paragraph.text for paragraph in body(render(made, HASH)).iter(qn("w:p")) if paragraph.text
    )
    assert f"скреплено печатью {sheets} (" in text
    assert "{" not in text and "[" not in text.replace("[", "", text.count("[name]"))


def body(docx: bytes) -> Any:
    return Document(BytesIO(docx)).element.body


HOSTILE = "a & b < c > d ]]> «Ё» \t\x07\ud800 😀 \u202eсправа\u202c [name] {{ x }} {_{ y }_}\r\nконец"


def test_hostile_texts_come_out_whole_and_so_does_what_follows() -> None:
    shown = HOSTILE.replace("\t", " ").replace("\x07", "").replace("\ud800", "").replace("\r\n", "\n")
    shown = shown.replace("{_{", "{\u2060_{").replace("}_}", "}\u2060_}")
    part: Part = volumes.part("Предмет", 2, 2)
    entries = (replace(part.entries[0], topic=HOSTILE, homework=HOSTILE, note=HOSTILE), *part.entries[1:])
    pupils = (replace(part.pupils[0], name=HOSTILE, notes=(HOSTILE,)), part.pupils[1])
    made = volume([replace(part, subject=HOSTILE, entries=entries, pupils=pupils)])
    text = squeezed(body_text(render(made, HASH)))
    assert text.count(squeezed(shown)) >= 5
    assert squeezed(part.pupils[1].name) in text
    assert "ЛИСТ-ЗАВЕРИТЕЛЬ" in text


def body_text(docx: bytes) -> str:
    parts = []
    for node in body(docx).iter(qn("w:t"), qn("w:br")):
        parts.append("\n" if node.tag == qn("w:br") else node.text or "")
    return "".join(parts)


def test_a_table_repeats_its_heading_and_does_not_break_its_rows() -> None:
    made = body(render(SAMPLE, HASH))
    tables = [table for table in made.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblCaption')}") is not None]
    assert tables
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row in rows:
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            assert row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}").get(qn("w:hRule")) == "exact"


@pytest.mark.parametrize("name", CASES)
def test_the_grid_of_a_table_is_as_wide_as_its_rows(name: str) -> None:
    for table in body(render(CASES[name], HASH)).iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        for row in table.findall(qn("w:tr")):
            wide, columns = 0, 0
            for cell in row.findall(qn("w:tc")):
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                wide += int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
                columns += int(span.get(qn("w:val"))) if span is not None else 1
            assert columns == len(grid)
            assert abs(wide - sum(grid)) <= len(grid)


def test_margins_are_mirrored_only_when_both_sides_are_printed() -> None:
    both, one = (Document(BytesIO(render(CASES[name], HASH))) for name in ("spread", "one side"))
    assert both.settings.element.find(qn("w:mirrorMargins")) is not None
    assert one.settings.element.find(qn("w:mirrorMargins")) is None


def test_what_is_kept_25_years_has_a_margin_of_30_mm_and_its_properties_are_filled() -> None:
    document = Document(BytesIO(render(SAMPLE, HASH)))
    wide = [section for section in document.sections if section.orientation == 1]
    assert {round(section.left_margin.mm) for section in wide if section.left_margin} == {30}
    assert document.core_properties.title == SAMPLE.title
    assert document.core_properties.author == SAMPLE.cover.school
