"""п. 2.1: a ГПД tells its moments, внеурочная деятельность its form; a lesson has neither."""

import pytest

from ejournal.rules.refusal import Refusal
from ejournal.rules.sessions import check_form, options

pytestmark = pytest.mark.clause("2.1")
KNOWN = ("Прогулка", "Самоподготовка")


def test_the_choices_are_what_the_school_has_written_each_once() -> None:
    assert options(" Прогулка, Самоподготовка,,Прогулка ") == KNOWN
    assert options("") == ()


def test_a_moment_is_one_of_the_choices_or_none() -> None:
    assert check_form("after_school", "Прогулка", KNOWN) == "Прогулка"
    assert check_form("after_school", "", KNOWN) is None
    with pytest.raises(Refusal, match="Режимный момент: «Сон» нет в списке школы"):
        check_form("after_school", "Сон", KNOWN)


@pytest.mark.parametrize("kind", ["class", "part", "mixed", "home", "club"])
def test_other_pages_have_no_form(kind: str) -> None:
    assert check_form(kind, "Прогулка", KNOWN) is None
