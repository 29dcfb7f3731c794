"""A pile of signed papers, scans or phone photos: its pages with the links of their QR codes."""

from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

from ejournal.importing import apart
from ejournal.rules.refusal import Refusal

READER = Path(__file__).with_name("pile_reader.py")
UNREAD = "не прочитан: он слишком сложный или повреждён. Снимите листы заново или разделите файл на части."
LARGEST = 15 * 2**20  # bytes of one file


@dataclass(frozen=True)
class Leaf:
    """A page of the pile as JPEG, the file that it came in, the texts of the QR codes on it."""

    name: str
    content: bytes
    links: tuple[str, ...]


def read(name: str, content: bytes) -> tuple[Leaf, ...]:
    """The pages of one file, in order; a Refusal names the file and what is wrong with it."""
    if len(content) > LARGEST:
        raise Refusal("", f"Файл «{name}» больше {LARGEST // 2**20} МБ: снимите с меньшим разрешением.")
    try:
        said = apart.run(READER, content, name)
    except Refusal:
        raise Refusal("", f"Файл «{name}» {UNREAD}") from None
    if "refused" in said:
        raise Refusal("", said["refused"])
    return tuple(Leaf(page, b64decode(jpeg), tuple(links)) for page, jpeg, links in said["pages"])
