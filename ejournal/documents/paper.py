"""How a Word blank of templates/word/ becomes a paper: the one entry point for all papers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

from ejournal import wording

BLANKS = Path(__file__).parents[2] / "templates" / "word"
WORDS = ("clock_time", "date_numeric", "date_words", "weekday")
LANGUAGE = "ru-RU"
LONGEST_PROPERTY = 255  # signs; Word's own limit
LONGEST_NAME = 120  # signs of a file's name before its ending

# What a paper cannot hold: control characters, halves of characters, U+FFFE and U+FFFF.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_COMMAND = re.compile(r"(?<=[{%}])_(?=[{%}])")  # docxtpl reads «{_{» as «{{»: a word joiner parts them
_MARKER = re.compile(r"\[([a-z_]+)\]")
_NAMESPACE = re.compile(r' xmlns:?\w*="[^"]*"')
_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|]+')


def render(blank: str, paper: Any, *, title: str, author: str) -> bytes:
    """The .docx of a paper: its blank with the fields of the dataclass `paper` as variables.

    A field of rows (a tuple of dataclasses) goes into its place: the table of the blank whose title
    (alternative text) is the name of the field. The last row of that table is the pattern of every
    row, `[name]` in it stands for a field of the row. A variable that is no field raises.
    """
    values = {field.name: clean(getattr(paper, field.name)) for field in fields(paper)}
    template = DocxTemplate(BLANKS / blank)
    template.render(values, environment())
    for table, place in places(template.docx.element.body):
        _fill(table, values[place])
    _describe(template.docx.core_properties, title, author)
    written = BytesIO()
    template.save(written)
    return written.getvalue()


def environment() -> Environment:
    """Values are escaped, a name that is no field is an error, words come from `wording`."""
    made = Environment(undefined=StrictUndefined, autoescape=True)
    made.filters.update({name: getattr(wording, name) for name in WORDS})
    return made


def places(body: Any) -> Iterator[tuple[Any, str]]:
    """The tables of a document that rows go into, each with the field that holds them."""
    for caption in list(body.iter(qn("w:tblCaption"))):
        yield caption.getparent().getparent(), caption.get(qn("w:val"))


def pattern_fields(table: Any) -> list[str]:
    """The fields of a row that the pattern of a table shows."""
    return _MARKER.findall("".join(table.tr_lst[-1].itertext()))


def clean(value: Any) -> Any:
    """The value without what a paper cannot hold, texts inside tuples and dataclasses too."""
    if isinstance(value, str):
        text = _BREAK.sub("\n", value).replace("\t", " ")
        return _COMMAND.sub("\u2060_", _UNPRINTABLE.sub("", text))
    if isinstance(value, tuple):
        return tuple(map(clean, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: clean(getattr(value, field.name)) for field in fields(value)})
    return value


def file_name(title: str) -> str:
    """«Листок урока, Алгебра, 7А, 23.11.2026.docx»: without the signs that Windows does not take."""
    name = _NOT_IN_A_FILE_NAME.sub(" ", clean(title))
    return f"{' '.join(name.split())[:LONGEST_NAME].strip(' .')}.docx"


def _fill(table: Any, rows: Sequence[Any]) -> None:
    """Put the rows in place of the pattern: made as text and read once, which is what long tables need."""
    pattern = table.tr_lst[-1]
    table.remove(pattern)
    pieces = _MARKER.split(_NAMESPACE.sub("", etree.tostring(pattern, encoding="unicode", with_tail=False)))
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in pattern.nsmap.items() if prefix)
    made = parse_xml(f"<w:tbl {declared}>{''.join(_row(pieces, row) for row in rows)}</w:tbl>")
    table.extend(list(made))


def _row(pieces: list[str], row: Any) -> str:
    """One row of XML: every second piece is the name of a field."""
    return "".join(
        escape(str(getattr(row, piece)), quote=False) if number % 2 else piece
        for number, piece in enumerate(pieces)
    )


def _describe(properties: Any, title: str, author: str) -> None:
    properties.title = clean(title)[:LONGEST_PROPERTY]
    properties.author = clean(author)[:LONGEST_PROPERTY]
    properties.language = LANGUAGE
