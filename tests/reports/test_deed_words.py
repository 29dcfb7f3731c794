"""Every deed has its words: a new one without them would be told as «другое»."""

import re
from pathlib import Path

from ejournal.reports import deed_words

SERVICES = Path(__file__).resolve().parents[2] / "ejournal" / "services"
DEED = re.compile(r'^@deed\("([a-z_.]+)"', re.MULTILINE)


def kinds() -> set[str]:
    return {kind for path in SERVICES.glob("*.py") for kind in DEED.findall(path.read_text(encoding="utf-8"))}


def test_every_kind_of_deed_is_called_something() -> None:
    assert len(kinds()) > 80
    assert [kind for kind in sorted(kinds()) if deed_words.title(kind) == deed_words.OTHER[0]] == []


def test_a_kind_of_its_own_comes_before_its_first_word() -> None:
    assert deed_words.title("lesson.hand_in") == "урок сдан"
    assert deed_words.title("lesson.move") == "уроки перенесены или переданы"
    assert deed_words.title("mark.put") == "отметки"
    assert deed_words.title("unheard.of") == "другое"
