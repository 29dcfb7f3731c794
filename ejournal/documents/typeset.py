"""How wide a text is in Times New Roman and into which lines it falls: a Word file does not know it."""

import csv
import re
from functools import cache
from pathlib import Path

from ejournal.documents.pattern import clean

WIDTHS = (
    Path(__file__).parent / "data" / "serif_widths.csv"
)  # in EM-ths, signs by code; Liberation Serif is alike
EM = 2048
WIDEST = 2867  # 1.4 em: what an emoji takes in the fonts that have it
SURE = 0.97  # of the room is filled: Word and LibreOffice round, each in its own way
MM = 72 / 25.4  # points

# A line may end after spaces, after a hyphen or a dash; a break of the text ends it.
_PIECES = re.compile(r"\n| +|[^ \n\-–—]*[-–—]+|[^ \n\-–—]+")
_SLASH = re.compile(r"/(?![/\d])")  # where LibreOffice ends a line of an address


@cache
def _widths() -> dict[str, int]:
    with WIDTHS.open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    return {chr(int(code, 16)): int(row["width"]) for row in rows for code in row["signs"].split()}


def width(text: str, size: float) -> float:
    """Width in points of a text of `size` points; a sign that is not known is as wide as an emoji."""
    known = _widths()
    return sum(known.get(sign, WIDEST) for sign in text) * size / EM


def lines(text: str, room: float, size: float) -> list[str]:
    """The lines of a text in a room so many points wide: joined, they are the clean text with its spaces.

    There are never fewer of them than Word makes; one at least. A word wider than the room is cut: an address
    after a «/», for there LibreOffice breaks it; Word may not, so what follows stands in the next line.
    """
    room *= SURE
    text = clean(text)
    found, line, used = [], "", 0.0
    for piece in _PIECES.findall(text):
        wide = width(piece, size)
        if piece == "\n" or (used + wide > room and line and piece.strip()):
            found.append(line + piece.strip(" ") if piece == "\n" else line)
            line, used = "", 0.0
        if piece == "\n":
            continue
        is_address = wide > room and "/" in piece
        while wide > room and piece.strip():
            head = _fitting(piece, room, size)
            found.append(head)
            piece = piece[len(head) :]
            wide = width(piece, size)
        line, used = line + piece, room if is_address else used + wide
    return [*found, line] if line or not found else found


def _fitting(word: str, room: float, size: float) -> str:
    """As much of a word as fits, one sign at least; of an address what ends with its last «/»."""
    length = 1
    while length < len(word) and width(word[: length + 1], size) <= room:
        length += 1
    ends = [slash.end() for slash in _SLASH.finditer(word) if slash.end() <= length]
    return word[: ends[-1] if ends else length]


def parts(text: str, room: float, size: float, height: int) -> list[str]:
    """The text in parts of at most `height` lines each, one part at least."""
    made = lines(text, room, size)
    return ["".join(made[start : start + height]).strip("\n ") for start in range(0, len(made), height)]
