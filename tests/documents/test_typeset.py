"""The widths are those of the font, and the lines are never fewer than a word processor makes."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # has no types

from ejournal.documents import typeset
from tests.conftest import missing

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
ADDRESS = "§ 5, https://resh.edu.ru/subject/lesson/7691/conspect/250121/ и вопросы"
TEXT = "Правописание приставок. Present Perfect — 100 % «Ёлка» № 5, § 12; ½ ≤ π"


def test_every_width_is_that_of_the_font_whose_widths_are_those_of_times() -> None:
    if not FONT.exists():
        missing("Liberation Serif", "apt-get install fonts-liberation")
    font = TTFont(FONT)
    names, advances = font.getBestCmap(), font["hmtx"]
    known = typeset._widths()
    assert font["head"].unitsPerEm == typeset.EM
    assert {sign: width for sign, width in known.items() if advances[names[ord(sign)]][0] != width} == {}
    assert set(TEXT) <= known.keys()


def test_a_width_grows_with_the_size_and_an_unknown_sign_is_as_wide_as_an_emoji() -> None:
    assert typeset.width("нн", 10) == pytest.approx(2 * typeset.width("н", 10))
    assert typeset.width("н", 20) == pytest.approx(2 * typeset.width("н", 10))
    assert typeset.width("😀", 10) == pytest.approx(14, abs=0.01)


@pytest.mark.parametrize("room", [1, 20, 60, 200, 1000])
@pytest.mark.parametrize(
    "text", [TEXT, "а" * 200, "", " ", "а\n\nб", "один-два—три " * 20, ADDRESS, "a " * 50 + "\n"]
)
def test_lines_are_the_text_and_none_is_wider_than_the_room(text: str, room: float) -> None:
    made = typeset.lines(text, room, 8.5)
    assert "".join(made).rstrip("\n ") == text.rstrip("\n ")
    for line in made:
        assert len(line.strip()) <= 1 or typeset.width(line.strip(), 8.5) <= room


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("раз два", ["раз ", "два"]),
        ("раз-два", ["раз-", "два"]),
        ("раз\u00a0два", ["раз\u00a0", "два"]),  # no break there, so the word is cut where it ends
        ("раз\nда", ["раз\n", "да"]),
    ],
)
def test_a_line_ends_where_a_word_may(text: str, made: list[str]) -> None:
    assert typeset.lines(text, typeset.width("раз-", 9) / typeset.SURE + 0.01, 9) == made


def test_an_address_is_cut_after_a_slash_and_what_follows_is_in_the_next_line() -> None:
    """LibreOffice breaks after every «/», Word cuts at the last letter that fits: both take no more lines."""
    room = typeset.width("https://resh.edu.ru/", 9) / typeset.SURE + 0.01
    assert typeset.lines("см. https://resh.edu.ru/lesson/7691/ и § 5", room, 9) == [
        "см. ",
        "https://resh.edu.ru/",
        "lesson/7691/ ",
        "и § 5",
    ]


def test_parts_have_so_many_lines_and_one_part_is_always_there() -> None:
    assert typeset.parts("", 50, 9, 3) == [""]
    words = " ".join(["слово"] * 10)
    made = typeset.parts(words, typeset.width("слово слово", 9) / typeset.SURE + 0.01, 9, 2)
    assert made == ["слово слово слово слово", "слово слово слово слово", "слово слово"]
