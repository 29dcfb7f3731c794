"""п. 4.4.5, domain.md §4: one sheet of A4 for a pupil, however long topics and tasks are."""

from dataclasses import replace
from datetime import datetime

import pytest

from ejournal.documents.weekly import SAMPLE, LessonLine, SubjectLine, WeekSheets, render
from ejournal.reports.weekly_fit import fitted
from ejournal.wording import shortened
from tests.office import Office

pytestmark = pytest.mark.clause("4.4.5")


def lesson(number: int, topic: str, homework: str) -> LessonLine:
    subject = "Иностранный язык (английский)" if number % 5 == 0 else "Алгебра"
    day = "пн 23.11" if number % 7 == 0 else ""
    marks = "4 — контрольная работа" if number % 6 == 0 else ""
    return LessonLine(day, str(number % 7 + 1), subject, topic, homework, marks, "")


SUBJECTS = tuple(
    SubjectLine(f"Предмет {number}", "5 4", "5 4 3 5 4 КР 5 4 5 4", "4,25", "1", "4") for number in range(18)
)


@pytest.mark.parametrize("words", [3, 12, 90])
def test_a_full_week_takes_one_sheet(office: Office, words: int) -> None:
    """Seven lessons a day, eighteen subjects; a topic may have 500 signs."""
    lessons = [lesson(number, "слово " * words, "задача " * words) for number in range(35)]
    shown = fitted([replace(one, topic=one.topic.strip()) for one in lessons], SUBJECTS)
    sheets = tuple(replace(one, lessons=shown, subjects=SUBJECTS) for one in (SAMPLE.sheets[0],) * 2)
    made = render(WeekSheets("Школа", "+79000000000", sheets), datetime(2026, 11, 27, 12))
    assert len(office.pages(made)) == 2


def test_what_has_room_is_whole_and_what_is_cut_says_so() -> None:
    few = [lesson(number, "Тема " * 30, "§ 5") for number in range(6)]
    assert fitted(few, SUBJECTS) == tuple(few)
    many = fitted([lesson(number, "Тема " * 30, "§ 5") for number in range(35)], SUBJECTS)
    assert all(one.topic.endswith("Тема…") and one.homework == "§ 5" for one in many)


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("Повторение", 10, "Повторение"),
        ("Повторение, обобщение и контроль", 25, "Повторение, обобщение и…"),
        ("Повторение, обобщение", 14, "Повторение…"),
        ("Словоизпятидесятизнаков", 10, "Словоизпя…"),
    ],
)
def test_whole_words_are_left(text: str, most: int, left: str) -> None:
    assert shortened(text, most) == left
