"""What every page and fragment owes to its readers, checked on the HTML itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
END_OPTIONAL = {
    "html",
    "head",
    "body",
    "li",
    "p",
    "td",
    "th",
    "tr",
    "thead",
    "tbody",
    "tfoot",
    "option",
    "dt",
    "dd",
    "colgroup",
}
SILENT = {"script", "style"}


@dataclass(frozen=True)
class Tag:
    name: str
    attributes: dict[str, str | None]
    line: int
    depth: int


class Text(NamedTuple):
    words: str
    line: int
    inside: str


@dataclass
class Outline(HTMLParser):
    """The tags and texts of a piece of HTML in order of appearance, and what is wrong with its nesting."""

    html: str
    tags: list[Tag] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    nesting: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Tag] = []
        self.feed(self.html)
        self.close()
        self._left_open(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Tag(tag, dict(attrs), self.getpos()[0], len(self._open))
        self.tags.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [opened.name for opened in self._open]
        if tag not in names:
            self.nesting.append(f"line {self.getpos()[0]}: </{tag}> closes nothing")
            return
        place = len(names) - 1 - names[::-1].index(tag)
        self._left_open(self._open[place + 1 :])
        del self._open[place:]

    def handle_data(self, data: str) -> None:
        inside = self._open[-1].name if self._open else ""
        if data.strip() and inside not in SILENT:
            self.texts.append(Text(data, self.getpos()[0], inside))

    def _left_open(self, tags: list[Tag]) -> None:
        left = [tag for tag in tags if tag.name not in END_OPTIONAL]
        self.nesting += [f"line {tag.line}: <{tag.name}> is never closed" for tag in left]

    def named(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    def text_of(self, name: str) -> str:
        """All text that stands directly in elements of this name."""
        return "".join(text.words for text in self.texts if text.inside == name).strip()


def check_page(html: str) -> None:
    """AssertionError names every fault of a full page."""
    outline = Outline(html)
    faults = [*whole_page_faults(outline), *piece_faults(outline)]
    assert not faults, "\n".join(faults)


def check_fragment(html: str) -> None:
    """AssertionError names every fault of an answer to htmx: one root with an id, and what a page owes."""
    outline = Outline(html)
    faults = [*root_faults(outline), *piece_faults(outline)]
    assert not faults, "\n".join(faults)


def piece_faults(outline: Outline) -> list[str]:
    """What pages, fragments and templates owe alike."""
    return [*outline.nesting, *id_faults(outline), *form_faults(outline), *inline_faults(outline)]


def whole_page_faults(outline: Outline) -> Iterator[str]:
    if [tag.attributes.get("lang") for tag in outline.named("html")] != ["ru"]:
        yield 'no <html lang="ru">'
    if not outline.text_of("title"):
        yield "no title"


def root_faults(outline: Outline) -> Iterator[str]:
    roots = [tag for tag in outline.tags if tag.depth == 0]
    if len(roots) != 1:
        yield f"{len(roots)} root elements instead of one: {[tag.name for tag in roots]}"
    if not all(tag.attributes.get("id") for tag in roots):
        yield "the root has no id"


def id_faults(outline: Outline) -> list[str]:
    ids = Counter(tag.attributes["id"] for tag in outline.tags if "id" in tag.attributes)
    return [f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1]


def form_faults(outline: Outline) -> list[str]:
    return [
        f"line {form.line}: <form> without {needed}"
        for form in outline.named("form")
        for needed in ("action", "method")
        if not form.attributes.get(needed)
    ]


def inline_faults(outline: Outline) -> Iterator[str]:
    """Whatever a strict Content-Security-Policy stops."""
    for tag in outline.tags:
        if tag.name == "style" or (tag.name == "script" and not tag.attributes.get("src")):
            yield f"line {tag.line}: inline <{tag.name}>"
        for name, value in tag.attributes.items():
            if name == "style" or name.startswith(("on", "hx-on")) or "js:" in (value or ""):
                yield f"line {tag.line}: {name} on <{tag.name}>"
