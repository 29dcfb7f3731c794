"""A pile of signed papers, scans or phone photos: its pages with the links of their QR codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from ejournal.rules.refusal import Refusal

LARGEST = 15 * 2**20  # bytes of one file
PIXELS = 120_000_000
PAGES = 60  # of a PDF
SIDE = 2000  # pixels of a page as it is kept
QUALITY = 80
DPI = 200 / 72
HEIC = b"ftyp"
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


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
    pages = _pdf(name, content) if content.startswith(b"%PDF-") else _photo(name, content)
    return tuple(_leaf(page_name, page) for page_name, page in pages)


def _leaf(name: str, page: Image.Image) -> Leaf:
    links = _links(page)
    kept = page.convert("RGB")
    kept.thumbnail((SIDE, SIDE))
    written = BytesIO()
    kept.save(written, "JPEG", quality=QUALITY)
    return Leaf(name, written.getvalue(), links)


def _links(page: Image.Image) -> tuple[str, ...]:
    """The texts of the QR codes, by the plainest look that shows any."""
    grey = page.convert("L")
    for look in _looks(grey):
        found = zxingcpp.read_barcodes(look, formats=QR)
        if found:
            return tuple(dict.fromkeys(one.text for one in found))
    return ()


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    """The page, then looks of it that a bad light or a noisy camera needs."""
    yield grey
    yield ImageOps.autocontrast(grey, cutoff=5)
    for scale in (0.5, 0.33):
        yield grey.resize((max(1, int(grey.width * scale)), max(1, int(grey.height * scale))))


def _photo(name: str, content: bytes) -> Iterator[tuple[str, Image.Image]]:
    try:
        opened = Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF"))
        if opened.width * opened.height > PIXELS:
            raise Refusal("", f"Снимок «{name}» слишком большой: снимите с меньшим разрешением.")
        opened.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise Refusal("", _unread(name, content)) from None
    yield name, ImageOps.exif_transpose(opened)


def _unread(name: str, content: bytes) -> str:
    if content[4:8] == HEIC:
        return f"Снимок «{name}» в формате HEIC: в настройках камеры выберите JPEG («Наиболее совместимые»)."
    return f"Файл «{name}» не читается: нужен снимок JPEG или PNG либо скан PDF."


def _pdf(name: str, content: bytes) -> Iterator[tuple[str, Image.Image]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Refusal(
            "", f"Файл «{name}» не читается: это не PDF, он повреждён или закрыт паролем."
        ) from None
    with document:
        if len(document) > PAGES:
            raise Refusal("", f"В файле «{name}» больше {PAGES} страниц: разделите его.")
        for number in range(len(document)):
            page = document[number]
            scale = min(DPI, SIDE * 2 / max(page.get_size()))
            yield f"{name}, стр. {number + 1}", page.render(scale=scale).to_pil()
