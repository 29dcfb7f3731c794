"""A lesson moved in the database betrays itself by the facts that were written in it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from ejournal.models.timetable import Lesson
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, put

FRIDAY, TUESDAY = MONDAY - timedelta(days=3), MONDAY + timedelta(days=1)


@pytest.mark.clause("4.5.4", "4.5.2")
def test_a_mark_typed_while_its_lesson_was_moved_in_the_database_is_found(school: School) -> None:
    """The lesson stands in its place again, as if nothing had been; what was written meanwhile tells."""
    lesson = school.lesson("algebra", FRIDAY, 1)
    kept = {"date": lesson.date, "starts_at": lesson.starts_at, "ends_at": lesson.ends_at}
    today = {"date": MONDAY, "starts_at": at("8:30"), "ends_at": at("9:15")}
    Lesson.update(**today).where(Lesson.id == lesson.id).execute()
    moved = school.lesson("algebra", MONDAY, 1)
    call(school, moved, at("9:59"))
    put(school, moved, "5", at("10:00"))
    Lesson.update(**kept).where(Lesson.id == lesson.id).execute()
    assert verify(ZONE) == [f"урок {lesson.id} от 20.11.2026: записей, сделанных в другой день, — 2"]


@pytest.mark.clause("4.5.2")
def test_what_was_written_the_next_morning_before_the_hour_of_the_lesson_is_found(school: School) -> None:
    """Less than a day after the bell, and yet on another day than that of the lesson."""
    lesson = school.lesson("algebra")
    kept = {"date": lesson.date, "starts_at": lesson.starts_at, "ends_at": lesson.ends_at}
    tuesday = {"date": TUESDAY, "starts_at": at("8:30", TUESDAY), "ends_at": at("9:15", TUESDAY)}
    Lesson.update(**tuesday).where(Lesson.id == lesson.id).execute()
    call(school, school.lesson("algebra", TUESDAY), at("8:30", TUESDAY))
    Lesson.update(**kept).where(Lesson.id == lesson.id).execute()
    assert verify(ZONE) == [f"урок {lesson.id} от 23.11.2026: записей, сделанных в другой день, — 1"]


@pytest.mark.clause("4.5.2")
def test_another_zone_reads_the_same_moments_as_other_days(school: School) -> None:
    call(school, school.lesson("algebra"), at("23:30"))
    assert verify(ZONE) == []
    assert any("сделанных в другой день" in fault for fault in verify(ZoneInfo("Asia/Kamchatka")))


@pytest.mark.clause("4.5.4")
def test_a_lesson_whose_date_alone_was_changed_is_found(school: School) -> None:
    lesson = school.lesson("algebra")
    Lesson.update(date=MONDAY - timedelta(days=4)).where(Lesson.id == lesson.id).execute()
    assert verify(ZONE) == [f"урок {lesson.id}: дата 19.11.2026 и время звонка не сходятся"]


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize(("now", "day"), [("9:25", 0), ("23:59", 0), ("0:00", 1), ("23:59", 2)])
def test_what_was_written_in_time_or_stamped_late_is_no_fault(school: School, now: str, day: int) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, at(now, MONDAY + timedelta(days=day)), anya="Н")
    assert verify(ZONE) == []
