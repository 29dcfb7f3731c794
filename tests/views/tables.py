"""Tables of a page as lists of texts."""

from html.parser import HTMLParser


class _Rows(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._inside = False


def rows(html: str) -> list[list[str]]:
    """The texts of the cells of every row on the page, blanks squeezed."""
    return [[" ".join(cell.split()) for cell in row] for row in _Rows(html).rows]


def row(html: str, name: str) -> list[str]:
    """The first row one of whose cells holds `name`."""
    return next(found for found in rows(html) if any(name in cell for cell in found))
