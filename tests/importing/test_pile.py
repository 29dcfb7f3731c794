"""A photo or a PDF of a pile is read in a program of its own: what hangs or dies there is told in words."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFilter

from ejournal.importing import apart, pile
from ejournal.rules.refusal import Refusal
from tests.families import photo

pytestmark = pytest.mark.clause("4.6.1")

LINK = "https://journal.example.ru/q/abcdefgh12345678"


def test_a_photo_is_read_apart_and_one_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (leaf,) = pile.read("IMG_1.jpg", photo(LINK))
    assert (leaf.name, leaf.links) == ("IMG_1.jpg", (LINK,))
    assert leaf.content.startswith(b"\xff\xd8")
    monkeypatch.setattr(apart, "LONGEST", 0.001)
    with pytest.raises(Refusal, match=r"Файл «IMG_1\.jpg» не прочитан: он слишком сложный"):
        pile.read("IMG_1.jpg", photo(LINK))


def test_a_file_on_which_the_program_dies_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pile, "READER", pile.READER.with_name("no_such_program.py"))
    with pytest.raises(Refusal, match=r"Файл «IMG_1\.jpg» не прочитан"):
        pile.read("IMG_1.jpg", photo(LINK))


@pytest.mark.parametrize("noise", [30, 40])
def test_a_coarse_scan_that_lies_head_down_under_strong_noise_is_read(noise: int) -> None:
    """A square of the code is not three dots wide: as large as a grain of the noise."""
    for seed in range(3):
        (leaf,) = pile.read("scan.jpg", _coarse(noise, seed))
        assert leaf.links == (LINK,)


def _coarse(noise: int, seed: int) -> bytes:
    with Image.open(BytesIO(photo(LINK, seed=seed))) as sheet:
        page = sheet.convert("L").resize((700, 990)).rotate(180).filter(ImageFilter.GaussianBlur(0.8))
    grainy = ImageChops.add(page, Image.effect_noise(page.size, noise), 1, -128)
    written = BytesIO()
    grainy.save(written, "JPEG", quality=70)
    return written.getvalue()
