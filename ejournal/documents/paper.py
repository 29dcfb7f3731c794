"""How a Word blank of templates/word/ becomes a paper: the one entry point for all papers."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined

from ejournal import wording
from ejournal.documents import own_blanks, pattern
from ejournal.documents.pages import Book, Page, bind
from ejournal.documents.pattern import Pattern, declared, places

BLANKS = Path(__file__).parents[2] / "templates" / "word"
WORDS = ("clock_time", "date_numeric", "date_words", "weekday")
LANGUAGE = "ru-RU"
QR_WIDTH = Mm(26)
LONGEST_PROPERTY = 255  # signs; Word's own limit
LONGEST_NAME = 120  # signs of a file's name before its ending

_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|]+')


def render(
    blank: str,
    paper: Any,
    *,
    title: str,
    author: str,
    made: datetime,
    pages: Sequence[Page] = (),
    duplex: bool = True,
) -> bytes:
    """The .docx of a paper: its blank with the fields of the dataclass `paper` as variables.

    A field of rows (a tuple of dataclasses) goes into its place: the table of the blank whose title
    (alternative text) is the name of the field, see documents.pattern. A variable that is no field raises.
    `pages` make a book of the pages of the blank, see documents.pages; its margins are mirrored when
    `duplex`. `made` is the moment that the file says it is of, with its zone. A blank of the school's own
    takes the place of ours, see documents.own_blanks.
    """
    if (own := own_blanks.of(blank)) is not None:
        return own_blanks.fill(own, paper, title=title, author=author, made=made)
    template = DocxTemplate(BLANKS / blank)
    body = write(template, environment(template), paper, pages)
    if not duplex:
        _one_sided(template.docx.settings.element)
    describe(template.docx.core_properties, title, author, made)
    written = BytesIO()
    template.save(written)
    return bind(written.getvalue(), body) if pages else written.getvalue()


def write(template: DocxTemplate, words: Environment, paper: Any, pages: Sequence[Page] = ()) -> str:
    """Write a paper into its blank; the XML of the pages, which the file is bound with when it is saved."""
    values = {field.name: clean(getattr(paper, field.name)) for field in fields(paper)}
    if pages:  # they are looked for in the blank after the variables are written into it
        values = {name: pattern.apart(one) if isinstance(one, str) else one for name, one in values.items()}
    template.render(values, words)
    body = Book(template.docx).fill(pages) if pages else ""
    for table, _ in places(template.docx.element.body):
        _fill(table, paper)
    return body


def environment(template: DocxTemplate | None = None, kind: type[Environment] = Environment) -> Environment:
    """Values are escaped, a name that is no field is an error, words come from `wording`; `|qr` draws one."""
    made = kind(undefined=StrictUndefined, autoescape=True)
    made.filters.update({name: getattr(wording, name) for name in WORDS})
    made.filters["qr"] = lambda link: InlineImage(template, BytesIO(qr(link)), width=QR_WIDTH)
    made.filters["sealed"] = sealed
    return made


def sealed(link: str) -> str:
    """«№ 5 · 0123456789ab»: what the QR of a paper outside the register says, for the eye."""
    _, number, seal, *_ = link.rsplit("/", 1)[-1].split(".")
    return f"№ {number} · {seal}"


def qr(link: str) -> bytes:
    """The QR of a link as PNG, with its quiet zone; a fifth of it may be spoilt."""
    drawn = BytesIO()
    segno.make_qr(link, error="m", boost_error=False).save(drawn, kind="png", scale=6, border=4)
    return drawn.getvalue()


def clean(value: Any) -> Any:
    """The value without what a paper cannot hold, texts inside tuples and dataclasses too."""
    if isinstance(value, str):
        return pattern.clean(value)
    if isinstance(value, tuple):
        return tuple(map(clean, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: clean(getattr(value, field.name)) for field in fields(value)})
    return value


def file_name(title: str) -> str:
    """«Листок урока, Алгебра, 7А, 23.11.2026.docx»: without the signs that Windows does not take."""
    name = _NOT_IN_A_FILE_NAME.sub(" ", clean(title))
    return f"{' '.join(name.split())[:LONGEST_NAME].strip(' .')}.docx"


def _fill(table: Any, paper: Any) -> None:
    made = parse_xml(f"<w:body {declared(table)}>{Pattern(table).fill(paper)}</w:body>")
    table.getparent().replace(table, made[0])


def _one_sided(settings: Any) -> None:
    for mirrored in settings.findall(qn("w:mirrorMargins")):
        settings.remove(mirrored)


def describe(properties: Any, title: str, author: str, made: datetime) -> None:
    properties.title = clean(title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = clean(author)[:LONGEST_PROPERTY]
    properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None)
    properties.comments = properties.subject = properties.keywords = properties.category = ""
    properties.language = LANGUAGE
