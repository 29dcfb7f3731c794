"""п. 4.5.2: what a teacher may note of attendance."""

import pytest

from ejournal.rules import attendance
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.5.2")


@pytest.mark.parametrize("code", ["", "Н", "ОП"])
def test_a_teacher_notes_absent_late_or_present(code: str) -> None:
    attendance.check(code, has_mark=False)


@pytest.mark.parametrize("code", ["Б", "УП", "НП", "ОСВ", "Д", "н", "H", "оп", "5", " "])
def test_reasons_and_anything_else_are_not_the_teachers(code: str) -> None:
    with pytest.raises(Refusal) as caught:
        attendance.check(code, has_mark=False)
    assert caught.value.clause == "4.5.2"


@pytest.mark.clause("4.5.4")
def test_a_pupil_with_a_mark_was_there_so_cannot_be_absent() -> None:
    with pytest.raises(Refusal) as caught:
        attendance.check("Н", has_mark=True)
    assert caught.value.clause == "4.5.4"


@pytest.mark.parametrize("code", ["", "ОП"])
def test_a_pupil_with_a_mark_may_have_come_late(code: str) -> None:
    attendance.check(code, has_mark=True)
