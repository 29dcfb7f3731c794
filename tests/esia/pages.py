"""What a browser would need to know of a page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Page(HTMLParser):
    """Its forms with their fields, its ids, tags and attributes, its language."""

    text: str
    forms: list[dict[str, str]] = field(default_factory=list)
    actions: list[str | None] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    lang: str | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= set(values)
        if tag == "html":
            self.lang = values.get("lang")
        if tag == "form":
            self.forms.append({})
            self.actions.append(values.get("action"))
        if tag in ("input", "button") and "name" in values:
            self.forms[-1][values["name"]] = values["value"]
        if "id" in values:
            self.ids.append(values["id"])
