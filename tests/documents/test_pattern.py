"""A piece of a blank: fields, rows, repeated cells with their looks; what is misspelt is an error."""

from dataclasses import dataclass, fields
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate

from ejournal.documents import paper
from ejournal.documents.pages import kinds
from ejournal.documents.pattern import Cell, Pattern, named, xml_text
from ejournal.documents.volume import Cover
from ejournal.documents.volume_layout import GEOMETRY, Layout
from ejournal.documents.volume_pages import (
    ActivityPage,
    ActivityRow,
    AttendancePage,
    Contents,
    Left,
    Plain,
    ProgressPage,
    Right,
)
from ejournal.documents.volume_remarks import RemarkRow, RemarksPage

KINDS: dict[str, type] = {
    "title": Plain,
    "contents": Contents,
    "left": Left,
    "right": Right,
    "right_last": Right,
    "activities": ActivityPage,
    "attendance": AttendancePage,
    "progress": ProgressPage,
    "progress_last": ProgressPage,
    "remarks": RemarksPage,
    "certifying": Plain,
    "empty": Plain,
}


@dataclass(frozen=True)
class Row:
    name: str
    marks: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Page:
    title: str
    rows: tuple[Row, ...] = ()


def cell(text: str, width: int = 100) -> str:
    said = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>'


def table(*cells: str) -> Any:
    caption = '<w:tblCaption w:val="rows"/>'
    row = f"<w:tr>{''.join(cells)}</w:tr>"
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>{caption}</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>{row}</w:tbl>"
    )


def filled(element: Any, subject: Any) -> Any:
    return parse_xml(f"<w:body {nsdecls('w')}>{Pattern(element).fill(subject)}</w:body>")[0]


def texts(made: Any) -> list[list[str]]:
    rows = [list(row.iter(qn("w:tc"))) for row in made.iter(qn("w:tr"))]
    return [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row] for row in rows]


def test_a_cell_is_repeated_in_its_looks_and_the_grid_follows() -> None:
    pattern = table(cell("[name]", 300), cell("[marks+]"), cell("[marks+struck]"))
    rows = (Row("а & <б>", (Cell("5"), Cell("", "struck"), Cell("4", "", 2))), Row("в", (Cell("н", "", 4),)))
    made = filled(pattern, Page("", rows))
    assert texts(made) == [["а & <б>", "5", "", "4"], ["в", "н"]]
    spans = [span.get(qn("w:val")) for span in made.iter(qn("w:gridSpan"))]
    assert spans == ["2", "4"]
    widths = [int(width.get(qn("w:w"))) for width in made.iter(qn("w:tcW"))]
    assert widths == [300, 100, 100, 200, 300, 400]
    assert [int(column.get(qn("w:w"))) for column in made.iter(qn("w:gridCol"))] == [300, *[100] * 4]


def test_no_rows_leave_no_row() -> None:
    assert texts(filled(table(cell("[name]")), Page("", ()))) == []


def test_a_look_that_the_blank_of_a_school_has_not_is_the_plain_one() -> None:
    rows = (Row("а", (Cell("5", "bold"), Cell("4", "struck"))),)
    made = filled(table(cell("[marks+]", 50), cell("[marks+struck]", 70)), Page("", rows))
    assert texts(made) == [["5", "4"]]
    assert [int(width.get(qn("w:w"))) for width in made.iter(qn("w:tcW"))] == [50, 70]


def test_a_field_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="surname"):
        filled(table(cell("[surname]")), Page("", (Row("а"),)))


@pytest.mark.parametrize(
    ("text", "xml"), [("5", "5"), ("н", "н"), ("a&b", "a&amp;b"), ("\x07", ""), (7, "7")]
)
def test_a_text_is_escaped_and_cleaned(text: Any, xml: str) -> None:
    assert xml_text(text) == xml


@pytest.mark.parametrize("layout", Layout)
def test_the_blanks_of_the_volume_name_fields_that_there_are(layout: Layout) -> None:
    blank = paper.BLANKS / GEOMETRY[layout].blank
    variables = DocxTemplate(blank).get_undeclared_template_variables(paper.environment())
    assert variables == {field.name for field in fields(Cover)} - {"school"}  # that is the author of the file
    body = Document(str(blank)).element.body
    found = {tag: named(control) for tag, control, _ in kinds(body)}
    assert found.keys() == KINDS.keys()
    for tag, names in found.items():
        of_rows = {
            "name",
            "marks",
            "number",
            "teacher",
            "pages",
            "sheets",
            "day",
            "topic",
            "homework",
            "remark",
            *(field.name for field in fields(ActivityRow)),
        }
        of_rows |= {field.name for field in fields(RemarkRow)} if tag == "remarks" else set()
        known = {field.name for field in fields(KINDS[tag])} | of_rows | {"counts", "term", "days", "lessons"}
        assert names - known <= {"title", "decision"}, tag


@pytest.mark.parametrize("layout", Layout)
def test_the_blanks_are_in_times_new_roman_and_russian(layout: Layout) -> None:
    document = Document(str(paper.BLANKS / GEOMETRY[layout].blank))
    assert {tag.get(qn("w:val")) for tag in document.styles.element.iter(qn("w:lang"))} == {"ru-RU"}
    assert document.styles["Normal"].font.name == "Times New Roman"
    own = {font.get(qn("w:ascii")) for font in document.element.body.iter(qn("w:rFonts"))}
    assert own <= {"Times New Roman"}
