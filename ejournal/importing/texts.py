"""Texts (.csv, .txt, pasted from Word or Excel) → one table; the encoding and the delimiter are found."""

import codecs
import csv
import io
from collections import Counter

from charset_normalizer import from_bytes

from ejournal.importing.book import MAX_ROWS, Book, Row, table_of, too_much
from ejournal.rules.refusal import Refusal

DELIMITERS = {"\t": "табуляция", ";": ";", ",": ",", "|": "|"}
RUSSIAN = {"cp1251": "windows-1251", "cp866": "cp866", "koi8_r": "koi8-r", "mac_cyrillic": "mac-cyrillic"}
LONGEST_CELL = 40  # lines; what is longer is a quotation mark that was never closed
STRAY = 2  # control characters that a text may have by mistake
SAMPLE = 400  # lines by which the delimiter is chosen
PROSE = 0.9  # of the lines: where fewer are divided alike, a comma before a space is that of a sentence
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8 с BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)


def unknown() -> Refusal:
    return Refusal(
        "",
        "Это не таблица и не текст. Нужен файл .xlsx, .xls, .ods, .docx, .csv или .txt: "
        "откройте свой файл в Excel или Word и сохраните в одном из этих видов.",
    )


def read(text: str, encoding: str) -> Book:
    """A text as a table; «csv» with `;` or `,` between its columns, else «txt»."""
    lines = text.splitlines(keepends=True)
    skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0
    lines[:skipped] = []
    delimiter = max(DELIMITERS, key=lambda sign: _regularity(lines[:SAMPLE], sign))
    if delimiter in ",;" and _is_prose(lines[:SAMPLE], delimiter):
        delimiter = "\t"
    rows = [
        Row(line + skipped, tuple(cell if cell.strip() else "" for cell in cells), record)
        for record, (line, cells) in enumerate(_records(lines, delimiter), 1)
    ]
    kind = "csv" if delimiter in ";," else "txt"
    kept = rows if kind == "csv" else [Row(row.number, row.cells) for row in rows]
    return Book(kind, (table_of(kept),), encoding, DELIMITERS[delimiter])


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; refused when it is no text in any of them."""
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(codec, "replace"), name)
    if wide := _utf16(data):
        return _checked(data.decode(wide, "replace"), "utf-16")
    try:
        return _checked(data.decode("utf-8"), "utf-8 без BOM")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=list(RUSSIAN), threshold=1).best()
        known = best.encoding if best is not None and best.encoding in RUSSIAN else "cp1251"
        return _checked(data.decode(known, "replace"), RUSSIAN[known])


def _utf16(data: bytes) -> str | None:
    """Without a mark: every second byte is 0 (Latin, digits) or 4 (Cyrillic)."""
    sample = data[: 2 * (min(len(data), 4000) // 2)]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and sum(byte in (0, 4, 0x20) for byte in high) > 0.9 * len(high) and 0 in high:
            return codec
    return None


def _checked(text: str, name: str) -> tuple[str, str]:
    """A picture or a program is no text: it has control characters, whatever the encoding."""
    controls = sum(sign < " " and sign not in "\t\n\r\f\v" for sign in text)
    if "\0" in text or controls > STRAY + len(text) // 50:
        raise unknown()
    return text, name


def _regularity(lines: list[str], delimiter: str) -> int:
    """How many of the lines have the same number of columns, more than one."""
    try:
        widths = Counter(len(cells) for _, cells in _records(lines, delimiter) if len(cells) > 1)
    except Refusal:  # a cell that is too long only if the lines are not divided by another sign
        return 0
    return max(widths.values(), default=0)


def _is_prose(lines: list[str], sign: str) -> bool:
    """Whether a sign is one of sentences, not of columns: before a space, and not in every line alike."""
    filled = [line for line in lines if line.strip()]
    signs = sum(line.count(sign) for line in filled)
    spaced = sum(line.count(f"{sign} ") for line in filled)
    return signs == spaced and _regularity(lines, sign) < PROSE * len(filled)


def _records(lines: list[str], delimiter: str) -> list[tuple[int, list[str]]]:
    """Line at which a record begins and its cells; a quotation mark that is never closed is a sign.

    So are all of them where a line is one cell: «"Евгений Онегин" А. С. Пушкина».
    """
    whole = not any(delimiter in line or line.count('"') % 2 for line in lines)
    try:
        found = _parsed(lines, delimiter, csv.QUOTE_NONE if whole else csv.QUOTE_MINIMAL)
        ends = [*[line for line, _ in found[1:]], len(lines) + 1]
        if all(end - line <= LONGEST_CELL for end, (line, _) in zip(ends, found, strict=True)):
            return found
    except csv.Error:
        pass
    try:
        return _parsed(lines, delimiter, csv.QUOTE_NONE)
    except csv.Error:
        raise too_much(f"в одной клетке больше {csv.field_size_limit() // 1000} тысяч знаков") from None


def _parsed(lines: list[str], delimiter: str, quoting: int) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    found, line, filled = [], 1, 0
    for cells in reader:
        found.append((line, cells))
        line = reader.line_num + 1
        filled += any(cells)
        if filled > MAX_ROWS:
            break  # refused by its rows
    return found
