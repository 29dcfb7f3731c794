"""A paper of many pages, each a page of the blank filled again: how a book of known pages is made.

A page of the blank is the content of a content control whose tag is its kind; the section that the
control stands in is that of the page. Where the footer of a section names fields (`[sheet]`), every sheet
gets its own.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any, NamedTuple, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from ejournal.documents.pattern import Pattern, declared, named

DOCUMENT = "word/document.xml"
HERE = "<!--pages-->"
# The end of a section is a paragraph of its own: a point high, so that it takes no room.
END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


class Page(Protocol):
    """A page: its kind in the blank, the sheet that it is on; the other fields are those of its kind."""

    @property
    def kind(self) -> str: ...

    @property
    def sheet(self) -> int: ...


class _Kind(NamedTuple):
    """A page of the blank: its content, the properties of its section, the footers of the section."""

    content: Pattern
    section: Any
    footers: tuple[str, ...]


class Book:
    """The pages of a rendered blank, taken out of it; `bind` puts the real ones in."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._footers: dict[tuple[str, int], str] = {}
        self._patterns: dict[str, Pattern] = {}
        body = document.element.body
        self._kinds = {tag: self._kind(control, section) for tag, control, section in kinds(body)}
        for child in list(body):
            body.remove(child)
        body.append(etree.Comment(HERE[4:-3]))

    def _kind(self, control: Any, section: Any) -> _Kind:
        footers = tuple(
            reference.get(qn("r:id"))
            for reference in section.findall(qn("w:footerReference"))
            if named(self._root(reference.get(qn("r:id"))))
        )
        return _Kind(Pattern(*control.find(qn("w:sdtContent"))), deepcopy(section), footers)

    def fill(self, pages: Sequence[Page]) -> str:
        """The XML of the body; the footers that the pages need are added to the document."""
        *most, last = pages
        made = []
        for page in most:
            made += [self._kinds[page.kind].content.fill(page), END.format(self._section(page))]
        return "".join([*made, self._kinds[last.kind].content.fill(last), self._section(last)])

    def _section(self, page: Page) -> str:
        kind = self._kinds[page.kind]
        section = deepcopy(kind.section) if kind.footers else kind.section
        for reference in section.findall(qn("w:footerReference")):
            if (footer := reference.get(qn("r:id"))) in kind.footers:
                reference.set(qn("r:id"), self._footer(footer, page))
        return Pattern(section).fill(page)

    def _footer(self, footer: str, page: Page) -> str:
        """The relation of the footer of a sheet, made when the sheet is met first."""
        if (footer, page.sheet) not in self._footers:
            root = self._root(footer)
            if footer not in self._patterns:
                self._patterns[footer] = Pattern(*root)
            tag = f"w:{etree.QName(root).localname}"
            xml = f"<{tag} {declared(root)}>{self._patterns[footer].fill(page)}</{tag}>"
            model = self._part.rels[footer].target_part
            name = PackURI(f"/word/sheet{len(self._footers) + 1}.xml")
            part = Part(name, model.content_type, xml.encode(), model.package)
            self._footers[footer, page.sheet] = self._part.relate_to(part, RT.FOOTER)
        return self._footers[footer, page.sheet]

    def _root(self, relation: str) -> Any:
        return etree.fromstring(self._part.rels[relation].target_part.blob)


def kinds(body: Any) -> Iterator[tuple[str, Any, Any]]:
    """The pages of a blank: tag, content control, properties of the section it stands in."""
    waiting: list[tuple[str, Any]] = []
    for child in body:
        if child.tag == qn("w:sdt"):
            waiting.append((child.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")), child))
        section = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            yield from ((tag, control, section) for tag, control in waiting)
            waiting = []


def bind(docx: bytes, body: str) -> bytes:
    """The .docx with the body in its place: as text, for a tree of a whole volume is slow and large."""
    made = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == DOCUMENT:
                before, after = content.decode().split(HERE)
                target.writestr(entry.filename, "".join((before, body, after)).encode())
            else:
                target.writestr(entry.filename, content)
    return made.getvalue()
