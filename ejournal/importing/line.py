"""A row of a file whose columns have a meaning."""

from dataclasses import dataclass

from ejournal.importing.book import Row, Table, Value, text_of
from ejournal.importing.columns import Header
from ejournal.importing.remarks import Remark


@dataclass(frozen=True)
class Line:
    """A row under a heading: its cells by their meaning."""

    table: Table
    header: Header
    row: Row

    def cell(self, name: str) -> Value:
        return self.row.at(self.header.columns.get(name))

    def text(self, name: str) -> str:
        return text_of(self.cell(name)).replace("\n", " ")

    @property
    def first(self) -> str:
        """What the row begins with."""
        return next((text for text in self.row.texts() if text), "")

    def remark(self, severity: str, name: str, reason: str) -> Remark:
        place = tuple(self.table.place(self.row).items())
        return Remark(severity, self.header.title(name), self.text(name), reason, place)
