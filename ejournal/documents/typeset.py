"""How wide a text is in Times New Roman and into which lines it falls: a Word file does not know it."""

import csv
import re
from functools import cache
from pathlib import Path

WIDTHS = (
    Path(__file__).parent / "data" / "serif_widths.csv"
)  # in EM-ths, signs by code; Liberation Serif is alike
EM = 2048
SURE = 0.97  # of the room is filled: Word and LibreOffice round, each in its own way
MM = 72 / 25.4  # points

# A line may end after spaces, after a hyphen or a dash; a break of the text ends it.
_PIECES = re.compile(r"\n| +|[^ \n\-–—]*[-–—]+|[^ \n\-–—]+")


@cache
def _widths() -> dict[str, int]:
    with WIDTHS.open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    return {chr(int(code, 16)): int(row["width"]) for row in rows for code in row["signs"].split()}


def width(text: str, size: float) -> float:
    """Width in points of a text of `size` points; a sign that is not known is as wide as it is high."""
    known = _widths()
    return sum(known.get(sign, EM) for sign in text) * size / EM


def lines(text: str, room: float, size: float) -> list[str]:
    """The lines of a text in a room so many points wide, spaces and breaks kept: joined, they are the text.

    There are never fewer of them than Word makes; one at least. A word wider than the room is cut.
    """
    room *= SURE
    found, line, used = [], "", 0.0
    for piece in _PIECES.findall(text):
        wide = width(piece, size)
        if piece == "\n" or (used + wide > room and line and piece.strip()):
            found.append(line + piece.strip(" ") if piece == "\n" else line)
            line, used = "", 0.0
        if piece == "\n":
            continue
        while wide > room and piece.strip():
            head = _fitting(piece, room, size)
            found.append(head)
            piece = piece[len(head) :]
            wide = width(piece, size)
        line, used = line + piece, used + wide
    return [*found, line] if line or not found else found


def _fitting(word: str, room: float, size: float) -> str:
    """As much of a word as fits, one sign at least."""
    length = 1
    while length < len(word) and width(word[: length + 1], size) <= room:
        length += 1
    return word[:length]


def parts(text: str, room: float, size: float, height: int) -> list[str]:
    """The text in parts of at most `height` lines each, one part at least."""
    made = lines(text, room, size)
    return ["".join(made[start : start + height]).strip("\n ") for start in range(0, len(made), height)]
