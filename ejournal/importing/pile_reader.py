"""A program of its own: a photo, a scan or a PDF on standard input, its pages as JSON on standard output.

A picture or a PDF is read by libraries in C, and a small file may ask for all the memory there is: here it
dies alone. What it may take is limited as that of workbook.py; how long is watched by apart.py.
Written: {"pages": [[name, JPEG in base64, texts of the QR codes]]} or {"refused": the sentence}. Of a PDF
the pages from the one told on are read, so many as are told; "more" says whether others follow.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import ModuleType

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

if __name__ == "__main__":
    sys.modules["ejournal"] = ModuleType("ejournal")
    sys.modules["ejournal"].__path__ = [str(Path(__file__).parents[1])]

from ejournal.importing import workbook
from ejournal.rules.refusal import Refusal

PIXELS = 120_000_000
PAGES = 60  # of a PDF
SIDE = 2000  # pixels of a page as it is kept
QUALITY = 80
DPI = 200 / 72
HEIC = b"ftyp"
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def main(name: str, first: int, most: int) -> None:
    workbook.limit()
    content = sys.stdin.buffer.read()
    try:
        of_pdf = content.startswith(b"%PDF-")
        pages = _pdf(name, content, first, most + 1) if of_pdf else _photo(name, content)
        read = [_leaf(page_name, page) for page_name, page in islice(pages, most)]
        said: object = {"pages": read, "more": next(pages, None) is not None}
    except Refusal as refusal:
        said = {"refused": refusal.message}
    json.dump(said, sys.stdout)


def _leaf(name: str, page: Image.Image) -> tuple[str, str, tuple[str, ...]]:
    """Its name, its JPEG in base64, the texts of its codes."""
    links = _links(page)
    kept = page.convert("RGB")
    kept.thumbnail((SIDE, SIDE))
    written = BytesIO()
    kept.save(written, "JPEG", quality=QUALITY)
    return name, b64encode(written.getvalue()).decode(), links


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
    smooth = grey.filter(ImageFilter.GaussianBlur(1))
    yield smooth
    if max(grey.size) <= SIDE:  # a coarse scan: its noise is as large as the squares of the code
        yield smooth.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)


def _photo(name: str, content: bytes) -> Iterator[tuple[str, Image.Image]]:
    large = Refusal("", f"Снимок «{name}» слишком большой: снимите с меньшим разрешением.")
    try:
        opened = Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF"))
        if opened.width * opened.height > PIXELS:
            raise large
        opened.draft(None, (SIDE * 2, SIDE * 2))
        opened.load()
    except (Image.DecompressionBombError, MemoryError):
        raise large from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refusal("", _unread(name, content)) from None
    yield name, ImageOps.exif_transpose(opened)


def _unread(name: str, content: bytes) -> str:
    if content[4:8] == HEIC:
        return f"Снимок «{name}» в формате HEIC: в настройках камеры выберите JPEG («Наиболее совместимые»)."
    return f"Файл «{name}» не читается: нужен снимок JPEG или PNG либо скан PDF."


def _pdf(name: str, content: bytes, first: int, most: int) -> Iterator[tuple[str, Image.Image]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Refusal(
            "", f"Файл «{name}» не читается: это не PDF, он повреждён или закрыт паролем."
        ) from None
    with document:
        if len(document) > PAGES:
            raise Refusal("", f"В файле «{name}» больше {PAGES} страниц: разделите его.")
        for number in range(first, min(first + most, len(document))):
            page = document[number]
            scale = min(DPI, SIDE * 2 / max(page.get_size()))
            yield f"{name}, стр. {number + 1}", page.render(scale=scale).to_pil()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
