"""A pile of signed papers, scans or phone photos: its pages with the links of their QR codes."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ejournal.importing import apart
from ejournal.rules.refusal import Refusal

READER = Path(__file__).with_name("pile_reader.py")
UNREAD = "не прочитан: он слишком сложный или повреждён. Снимите листы заново или разделите файл на части."
LARGEST = 15 * 2**20  # bytes of one file
STRETCH = 8  # pages that are read while nobody hears of them
ALL = 10**6


@dataclass(frozen=True)
class Leaf:
    """A page of the pile as JPEG, the file that it came in, the texts of the QR codes on it."""

    name: str
    content: bytes
    links: tuple[str, ...]


def read(name: str, content: bytes) -> tuple[Leaf, ...]:
    """The pages of one file, in order; a Refusal names the file and what is wrong with it."""
    return tuple(leaf for leaves in stretches(name, content, ALL) for leaf in leaves)


def stretches(name: str, content: bytes, most: int = STRETCH) -> Iterator[tuple[Leaf, ...]]:
    """The same, some pages after others: each time it is known how many were read."""
    first, more = 0, True
    while more:
        leaves, more = _stretch(name, content, first, most)
        first += len(leaves)
        yield leaves


def _stretch(name: str, content: bytes, first: int, most: int) -> tuple[tuple[Leaf, ...], bool]:
    if len(content) > LARGEST:
        raise Refusal("", f"Файл «{name}» больше {LARGEST // 2**20} МБ: снимите с меньшим разрешением.")
    try:
        said = apart.run(READER, content, name, str(first), str(most))
    except Refusal:
        raise Refusal("", f"Файл «{name}» {UNREAD}") from None
    if "refused" in said:
        raise Refusal("", said["refused"])
    leaves = (Leaf(page, b64decode(jpeg), tuple(links)) for page, jpeg, links in said["pages"])
    return tuple(leaves), said["more"]
