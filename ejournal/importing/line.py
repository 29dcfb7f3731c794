"""A row of a file whose columns have a meaning."""

from dataclasses import dataclass

from ejournal.importing.book import Lost, Row, Table, Value, text_of
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

    def lost(self, *names: str) -> str:
        """Why one of these cells is empty though the file has something in it; "" when none is so."""
        cells = (self.row.at(self.header.columns.get(name)) for name in names)
        return next((cell.why for cell in cells if isinstance(cell, Lost)), "")

    def remark(self, severity: str, name: str, reason: str) -> Remark:
        place = tuple(self.table.place(self.row).items())
        return Remark(severity, self.header.title(name), self.text(name), self.lost(name) or reason, place)
