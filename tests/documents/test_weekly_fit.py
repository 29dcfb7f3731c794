"""п. 4.4.5, domain.md §4: one sheet of A4 for a pupil, however long topics and tasks are."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from docx import Document

from ejournal.documents.weekly import SAMPLE, LessonLine, SubjectLine, WeekSheets, render
from ejournal.reports.weekly_fit import Fitted, fitted
from ejournal.wording import shortened
from tests.office import Office

pytestmark = pytest.mark.clause("4.4.5")


def lesson(number: int, topic: str, homework: str) -> LessonLine:
    subject = "Иностранный язык (английский)" if number % 5 == 0 else "Алгебра"
    day = "пн 23.11" if number % 7 == 0 else ""
    marks = "4 — контрольная работа" if number % 6 == 0 else ""
    return LessonLine(day, str(number % 7 + 1), subject, topic, homework, marks, "")


NAMES = (
    *("Русский язык", "Литература", "Иностранный язык (английский)", "Геометрия"),
    "Алгебра и начала математического анализа",
    *("Вероятность и статистика", "Информатика", "История", "Обществознание", "География", "Физика", "Химия"),
    *("Биология", "Физическая культура", "Основы безопасности и защиты Родины", "Индивидуальный проект"),
    *("Практикум по русскому языку", "Практикум по математике"),
)
SUBJECTS = tuple(SubjectLine(name, "5 4", "5 4 3 5 4 КР 5 4 5 4", "4,25", "1", "4") for name in NAMES)
HALF = "3 Пров 4 4 2 КР 3 Тест 4 3 5 4 Тест 3 Тест 4 3 4 СР 3 4 4 КР 4 Тест 4 3 СР 3 4 3 4 4 4 КР 4"
OF_HALF = tuple(replace(one, marks=HALF[: 10 + 80 * (place % 3) // 2]) for place, one in enumerate(SUBJECTS))
TOPIC = "Степенная функция с рациональным показателем"
TASK = "§ 21, изучить правило, выполнить упр. 318 (устно), 319–322 письменно; повторить § 18–20"


def week(lessons: int, topic: str, homework: str) -> list[LessonLine]:
    made = [lesson(number, topic, homework) for number in range(lessons)]
    return [replace(one, subject=NAMES[number % 16]) for number, one in enumerate(made)]


def sheets(shown: Fitted) -> bytes:
    """Two sheets, one after another, as .docx."""
    one = replace(SAMPLE.sheets[0], lessons=shown.lessons, subjects=shown.subjects)
    one = replace(one, joined=shown.joined, dense=shown.dense, cut=shown.cut)
    return render(WeekSheets("Школа", "+79000000000", (one, one)), datetime(2026, 11, 27, 12))


@pytest.mark.parametrize("lessons", [34, 37])
@pytest.mark.parametrize("words", [1, 4, 6, 12, 90])
def test_a_full_week_of_the_eldest_takes_one_sheet(office: Office, lessons: int, words: int) -> None:
    """Grade 11: 34 lessons of five days or 37 of six, eighteen subjects; a topic may have 500 signs."""
    shown = fitted(week(lessons, ("слово " * words).strip(), ("задача " * words).strip()), SUBJECTS)
    assert len(office.pages(sheets(shown))) == 2


@pytest.mark.parametrize("lessons", [30, 34])
def test_a_week_late_in_a_half_year_takes_one_sheet_too(office: Office, lessons: int) -> None:
    """The marks of a half-year take several lines, and a long name wraps by its words."""
    full = week(lessons, TOPIC, "§ 21, упр. 318–320")
    full[::4] = [replace(one, subject="Алгебра и начала математического анализа") for one in full[::4]]
    shown = fitted(full, OF_HALF)
    assert len(office.pages(sheets(shown))) == 2
    assert [one.homework for one in shown.lessons] == [one.homework for one in full]
    for one, whole in zip(shown.subjects, OF_HALF, strict=True):
        assert whole.marks.endswith(one.marks.removeprefix("… ")), "only the oldest are left out"


def test_a_short_week_is_printed_in_letters_of_eight_points_and_whole() -> None:
    few = week(25, "Логарифм числа", "§ 21, упр. 318–320")
    assert fitted(few, SUBJECTS) == Fitted(tuple(few), SUBJECTS)


def test_topics_and_tasks_share_a_cell_before_letters_get_smaller(office: Office) -> None:
    full = week(30, TOPIC, "§ 21, упр. 318–320")
    shown = fitted(full, SUBJECTS)
    assert shown == Fitted(tuple(full), SUBJECTS, joined=True)
    assert len(office.pages(sheets(shown))) == 2


@pytest.mark.parametrize("homework", ["§ 21, упр. 318–320", TASK])
def test_the_longest_week_in_letters_of_eight_points_takes_one_sheet(office: Office, homework: str) -> None:
    fits = [
        shown for many in range(12, 40) if not (shown := fitted(week(many, TOPIC, homework), SUBJECTS)).dense
    ]
    assert fits[-1].joined
    assert len(office.pages(sheets(fits[-1]))) == 2


def test_the_tasks_of_a_full_week_of_grade_eleven_are_whole_on_one_sheet(office: Office) -> None:
    """Tasks of a line and a half at every second lesson of 34, a line at the others."""
    full = week(34, TOPIC, "§ 21, упр. 318–320")
    full[::2] = week(34, TOPIC, TASK)[::2]
    shown = fitted(full, SUBJECTS)
    assert [one.homework for one in shown.lessons] == [one.homework for one in full]
    pages = office.pages(sheets(shown))
    assert len(pages) == 2 and all("".join(page.split()).count("повторить§18–20") == 17 for page in pages)


def test_of_what_has_no_room_topics_are_cut_first_and_as_few_lessons_as_can_be() -> None:
    shown = fitted(week(34, "Тема " * 30, "§ 21, упр. 318–320"), SUBJECTS)
    assert shown.dense and shown.cut
    cut = [one.topic.endswith("Тема…") for one in shown.lessons]
    assert any(cut) and not all(cut)
    assert all(one.homework == "§ 21, упр. 318–320" for one in shown.lessons)


def test_a_cut_sheet_tells_the_family_on_paper_what_to_do() -> None:
    shown = fitted(week(37, TOPIC, TASK * 2), SUBJECTS)
    text = "\n".join(one.text for one in Document(BytesIO(sheets(shown))).paragraphs)
    assert shown.cut and any(one.homework.endswith("…") for one in shown.lessons)
    assert text.count("полный текст даст классный руководитель") == 2
    whole = sheets(fitted(week(20, "Логарифм", "§ 5"), SUBJECTS))
    assert "полный текст" not in "\n".join(one.text for one in Document(BytesIO(whole)).paragraphs)


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
