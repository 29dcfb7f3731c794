"""The one way from a blank to a paper: texts stay whole, names must exist, rows go into their place."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import UndefinedError

from ejournal.documents import data_notice, memo, paper, slip, support
from ejournal.documents.own_kinds import KINDS
from ejournal.documents.pattern import named, places

MADE = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

PAPERS: list[tuple[str, Any]] = [
    *((kind.blank, kind.sample) for kind in KINDS.values()),
    (data_notice.BLANK, data_notice.EMPTY),
    (support.BLANK, support.EMPTY),
    (memo.BLANK, memo.EMPTY),
]


def blank_of(folder: Path, *paragraphs: str, place: str = "", pattern: str = "[name]") -> str:
    """A small blank with a table of one heading and one pattern row; its name in the folder."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if place:
        table = document.add_table(2, 1)
        table.cell(1, 0).text = pattern
        caption = table._tbl.tblPr.makeelement(qn("w:tblCaption"), {qn("w:val"): place})
        table._tbl.tblPr.append(caption)
    document.save(str(folder / "small.docx"))
    return "small.docx"


@dataclass(frozen=True)
class Line:
    name: str


@dataclass(frozen=True)
class Small:
    text: str
    lines: tuple[Line, ...] = ()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paper, "BLANKS", tmp_path)
    return tmp_path


def made(folder: Path, small: Small, *paragraphs: str, **table: str) -> Any:
    blank = blank_of(folder, *paragraphs, **table)
    return Document(BytesIO(paper.render(blank, small, title="Справка", author="Школа", made=MADE)))


@pytest.mark.parametrize(("blank", "sample"), PAPERS)
def test_the_variables_of_a_blank_are_the_fields_of_its_dataclass(blank: str, sample: Any) -> None:
    template = DocxTemplate(paper.BLANKS / blank)
    variables = template.get_undeclared_template_variables(paper.environment())
    tables = list(places(template.get_docx().element.body))
    assert variables | {place for _, place in tables} == {field.name for field in fields(sample)}
    for table, place in tables:
        rows = getattr(sample, place)
        assert named(table.tr_lst[-1]) == {field.name for field in fields(rows[0])}


@pytest.mark.parametrize(("blank", "sample"), PAPERS)
def test_a_paper_names_its_title_its_school_and_its_language(blank: str, sample: Any) -> None:
    document = Document(
        BytesIO(paper.render(blank, sample, title="Листок & <1>", author=sample.school, made=MADE))
    )
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Листок & <1>", sample.school)
    assert properties.created == properties.modified == MADE
    assert properties.last_modified_by == sample.school
    assert properties.language == "ru-RU"
    assert (properties.comments, properties.subject, properties.keywords) == ("", "", ""), "no tool's name"
    languages = {tag.get(qn("w:val")) for tag in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"ru-RU"}


def test_a_title_longer_than_word_takes_is_cut(folder: Path) -> None:
    blank = blank_of(folder, "{{ text }}{{ lines }}")
    document = Document(
        BytesIO(paper.render(blank, Small("а"), title="ё" * 400, author="я" * 400, made=MADE))
    )
    assert (document.core_properties.title, document.core_properties.author) == ("ё" * 255, "я" * 255)
    assert document.core_properties.language == "ru-RU"


def test_a_variable_that_is_no_field_is_an_error(folder: Path) -> None:
    with pytest.raises(UndefinedError, match="typo"):
        made(folder, Small("а"), "{{ typo }}")


def test_a_place_or_a_row_that_is_no_field_is_an_error(folder: Path) -> None:
    with pytest.raises(AttributeError, match="rows"):
        made(folder, Small("а"), place="rows")
    with pytest.raises(AttributeError, match="surname"):
        made(folder, Small("а", (Line("б"),)), place="lines", pattern="[surname]")


HOSTILE = (
    "Иванов & <Ко>",
    "</w:t></w:r></w:p>",
    "&amp; &lt;",
    "]]> <!-- -->",
    "«Ёж» — “кавычки” \"прямые\" 'и'",
    "{{ text }} {% if 1 %} {# тихо #}",
    "[name] [lines]",
    "{ { } } %}",
    "😀 𝄞 Ё",
    "а" * 3000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_whole_and_the_text_after_it_is_there(folder: Path, text: str) -> None:
    document = made(folder, Small(text, (Line(text), Line("после"))), "до {{ text }} после", place="lines")
    assert document.paragraphs[0].text == f"до {text} после"
    assert [row.cells[0].text for row in document.tables[0].rows] == ["", text, "после"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("а\x00б\x07в\x1bг", "абвг"),
        ("а\ud800б\udfffв", "абв"),
        ("а\ufffeб\uffffв", "абв"),
        ("а\tб", "а б"),
        ("а\r\nб\fв\u2028г", "а\nб\nв\nг"),
        ("{_{ а }_} {_% б %_}", "{\u2060_{ а }\u2060_} {\u2060_% б %\u2060_}"),
    ],
)
def test_signs_that_are_commands_or_break_the_file_are_cleaned(folder: Path, text: str, shown: str) -> None:
    document = made(folder, Small(text, (Line("а\x07б\ud800"),)), "{{ text }}.", "конец", place="lines")
    assert [paragraph.text for paragraph in document.paragraphs] == [f"{shown}.", "конец"]
    assert document.tables[0].rows[1].cells[0].text == "аб"


def test_no_rows_leave_the_heading_alone(folder: Path) -> None:
    assert len(made(folder, Small("а"), place="lines").tables[0].rows) == 1


def test_a_paper_is_rendered_anew_each_time() -> None:
    first = slip.render(replace(slip.SAMPLE, topic="Первая"), MADE)
    second = slip.render(replace(slip.SAMPLE, topic="Вторая"), MADE)
    texts = [" ".join(p.text for p in Document(BytesIO(one)).paragraphs) for one in (first, second)]
    assert "Первая" in texts[0] and "Первая" not in texts[1] and "Вторая" in texts[1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Листок урока, Алгебра, 7А", "Листок урока, Алгебра, 7А.docx"),
        ('а/б\\в:г*д?е"ж<з>и|к', "а б в г д е ж з и к.docx"),
        ("Ё" * 500, "Ё" * 120 + ".docx"),
        ("а\r\nSet-Cookie: x", "а Set-Cookie x.docx"),
        ("конец. ", "конец.docx"),
    ],
)
def test_a_file_name_is_one_that_windows_takes(title: str, name: str) -> None:
    assert paper.file_name(title) == name
