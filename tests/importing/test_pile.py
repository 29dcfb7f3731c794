"""A photo or a PDF of a pile is read in a program of its own: what hangs or dies there is told in words."""

import pytest

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
