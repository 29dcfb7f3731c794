"""The class teacher explains absences, sets facts right, and answers parents' notices."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models import grounds as kept
from ejournal.models import journal
from ejournal.models.curriculum import Subject
from ejournal.models.grounds import AbsenceGround
from ejournal.models.imports import Upload
from ejournal.models.journal import Absence, RollCall
from ejournal.models.papers import NewPaper
from ejournal.models.people import Cohort, Enrolment, Person
from ejournal.rules.grounds import Wanted
from ejournal.rules.refusal import Way
from ejournal.services import attendance, copies, grounds, openings, papers
from ejournal.services.uploads import NewFile
from ejournal.services.verify import verify
from tests.school import BY, MONDAY, ZONE, School, at
from tests.services.steps import call, last_entry, put, refused, rows

TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
NOON = at("12:00", FRIDAY)
NEXT_WEEK = at("9:00", MONDAY + timedelta(days=7))
PDF = NewFile("ground", "справка.pdf", "", b"%PDF-1.4 scan")


def record(
    school: School, code: str, first: date = MONDAY, last: date = FRIDAY, now: datetime = NOON, **more: Any
) -> None:
    """What the class teacher of 7 enters of Аня."""
    file, pupil = more.pop("file", None), more.pop("pupil", "anya")
    values = {"kind": "certificate", "paper": "№ 5", "words": "", **more}
    wanted = Wanted(code, first=first, last=last, **values)
    grounds.record(Person.get_by_id(school[pupil]), cohort(school), wanted, file, by=nina(school), now=now)


def nina(school: School) -> Any:
    return school.actor("nina", Role.CLASS_TEACHER)


def cohort(school: School) -> Cohort:
    found: Cohort = Cohort.get_by_id(school.classes["7"])
    return found


def code_of(school: School, group: str, day: date = MONDAY, number: int | None = None) -> str:
    lesson = school.lesson(group, day, number)
    return journal.absences([lesson.id]).get((lesson.id, school["anya"]), (0, ""))[1]


def missed(school: School, *lessons: tuple[str, date]) -> None:
    for group, day in lessons:
        call(school, school.lesson(group, day), anya="Н")


ALL = (("algebra", MONDAY), ("english1", MONDAY), ("history", TUESDAY), ("algebra", WEDNESDAY))


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize("code", ["Б", "УП", "НП"])
def test_a_span_is_explained_in_one_deed_and_the_events_are_kept(school: School, code: str) -> None:
    missed(school, *ALL)
    record(school, code, file=PDF)
    assert [code_of(school, *lesson) for lesson in ALL] == [code] * 4
    assert (last_entry().kind, last_entry().object_id) == ("ground.record", school["anya"])
    (ground,) = rows(AbsenceGround)
    assert (ground.paper, ground.cohort_id, ground.by_id) == ("№ 5", school.classes["7"], school["nina"])
    assert (Upload.get().media_type, ground.file_hash) == ("application/pdf", Upload.get().file_hash)
    assert [event.code for event in rows(Absence)] == ["Н"] * 4 + [code] * 4
    assert verify(ZONE) == []


@pytest.mark.clause("4.4.3")
def test_a_scan_that_was_changed_is_found(school: School) -> None:
    missed(school, *ALL)
    record(school, "Б", file=PDF)
    Upload.update(content=b"%PDF-1.4 another").execute()
    number = rows(AbsenceGround)[0].id
    assert verify(ZONE) == [f"основание пропуска {number}: приложенный файл не тот"]


@pytest.mark.clause("4.4.3")
def test_a_span_may_begin_and_end_at_a_lesson(school: School) -> None:
    missed(school, *ALL)
    record(school, "Б", first_number=3, last=WEDNESDAY, last_number=1)
    assert [code_of(school, *lesson) for lesson in ALL] == ["Н", "Б", "Б", "Б"]
    record(school, "УП", MONDAY, MONDAY, first_number=2, last_number=2)
    assert [code_of(school, *lesson) for lesson in ALL] == ["УП", "Б", "Б", "Б"]


@pytest.mark.clause("4.4.3", "4.5.2")
def test_what_the_class_teacher_does_is_neither_a_roll_call_nor_lateness_of_the_teacher(
    school: School,
) -> None:
    lesson, other = school.lesson("algebra"), school.lesson("english1")
    call(school, lesson, anya="Н")
    record(school, "Б")
    record(school, "Н", MONDAY, MONDAY, first_number=3, last_number=3)
    assert code_of(school, "english1") == "Н"
    assert journal.roll_calls([lesson.id, other.id]) == {lesson.id: (at("9:25"), 0)}
    assert RollCall.select().count() == 1


@pytest.mark.clause("4.4.2")
def test_a_missed_absence_is_added_and_a_false_one_removed(school: School) -> None:
    call(school, school.lesson("algebra"))
    call(school, school.lesson("history", TUESDAY), anya="ОП")
    record(school, "Н", MONDAY, TUESDAY, kind="")
    assert [code_of(school, *lesson) for lesson in ALL] == ["Н", "Н", "ОП", ""]
    record(school, "", MONDAY, MONDAY)
    assert [code_of(school, *lesson) for lesson in ALL] == ["", "", "ОП", ""]
    with refused("4.4.2"):
        record(school, "", MONDAY, MONDAY)
    with refused("4.4.2"):
        record(school, "Н", TUESDAY, TUESDAY)


@pytest.mark.clause("4.4.2", "4.5.4")
def test_no_absence_is_added_over_a_mark_and_then_none_of_the_span(school: School) -> None:
    call(school, school.lesson("algebra"))
    put(school, school.lesson("algebra"), "4", at("9:40"))
    with refused("4.5.4") as caught:
        record(school, "Н", MONDAY, TUESDAY)
    assert "23.11, 2-й урок" in caught.value.message
    put(school, school.lesson("algebra"), "", at("9:41"))
    record(school, "Н", MONDAY, TUESDAY)


@pytest.mark.clause("4.4.2")
def test_lessons_that_have_not_begun_are_not_missed_yet(school: School) -> None:
    record(school, "Н", MONDAY, MONDAY, now=at("10:00"))
    assert (code_of(school, "algebra"), code_of(school, "english1")) == ("Н", "")
    with refused("4.4.2"):
        record(school, "Н", WEDNESDAY, WEDNESDAY, now=at("10:00"))


@pytest.mark.clause("4.4.3", "4.5.2")
def test_a_ground_ahead_turns_the_teachers_absence_into_its_code_at_once(school: School) -> None:
    record(school, "Б", now=at("8:00"))
    lesson = school.lesson("algebra", WEDNESDAY)
    call(school, lesson, anya="Н", borya="Н")
    anyas = Absence.select().where(Absence.pupil == school["anya"]).order_by(Absence.id)
    assert [(event.code, event.by_id) for event in anyas] == [("Н", school["vera"]), ("Б", school["vera"])]
    assert code_of(school, "algebra", WEDNESDAY) == "Б"
    call(school, lesson, at("8:40", WEDNESDAY), anya="ОП")
    assert code_of(school, "algebra", WEDNESDAY) == "ОП"  # the teacher sees who is there
    assert verify(ZONE) == []


@pytest.mark.clause("4.4.3", "4.5.2")
def test_the_teachers_absence_over_an_explained_one_keeps_the_reason(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, anya="Н")
    record(school, "Б", now=at("12:00"))
    count = Absence.select().count()
    call(school, lesson, at("13:00"), anya="Н")
    assert (code_of(school, "algebra"), Absence.select().count()) == ("Б", count)


@pytest.mark.clause("4.4.3", "4.5.2")
def test_the_second_lesson_of_a_pair_takes_the_ground_and_what_stands_there(school: School) -> None:
    record(school, "Б", FRIDAY, FRIDAY, now=at("8:00"))
    call(school, school.lesson("algebra", FRIDAY, 1), at("8:31", FRIDAY), anya="Н", borya="Н")
    record(school, "Н", FRIDAY, FRIDAY, now=at("9:26", FRIDAY), first_number=2, last_number=2, pupil="borya")
    second = school.lesson("algebra", FRIDAY, 2)
    copies.fill_pair(second, False, by=school.actor("vera"), now=at("9:30", FRIDAY))
    codes = {pupil: code for (_, pupil), (_, code) in journal.absences([second.id]).items()}
    assert codes == {school["anya"]: "Б", school["borya"]: "Н"}


@pytest.mark.clause("4.4.3")
def test_a_recurring_ground_is_of_one_lesson_of_the_week(school: School) -> None:
    until = date(2026, 12, 30)
    record(
        school,
        "УП",
        MONDAY,
        until,
        now=at("8:00"),
        kind="other",
        words="музыкальная школа",
        weekday=1,
        number=3,
    )
    missed(school, ("algebra", MONDAY), ("english1", MONDAY))
    call(school, school.lesson("english1", MONDAY + timedelta(days=7)), anya="Н")
    assert (code_of(school, "algebra"), code_of(school, "english1")) == ("Н", "УП")
    assert code_of(school, "english1", MONDAY + timedelta(days=7)) == "УП"


@pytest.mark.clause("4.4.3")
def test_a_release_from_practice_changes_no_attendance(school: School) -> None:
    missed(school, ("history", TUESDAY))
    subject = Subject.get(Subject.name == "История").id
    record(school, "ОСВ", subject=subject)
    assert code_of(school, "history", TUESDAY) == "Н"
    (row,) = kept.touching([school["anya"]], MONDAY, FRIDAY)
    assert (row.code, row.subject) == ("ОСВ", subject)
    with refused("4.4.3"):
        record(school, "ОСВ")


@pytest.mark.clause("4.4.3")
def test_a_ground_that_ends_gives_the_absences_from_that_day_back(school: School) -> None:
    missed(school, *ALL)
    record(school, "Б")
    (ground,) = rows(AbsenceGround)
    grounds.end(ground, TUESDAY, by=nina(school), now=NOON)
    assert [code_of(school, *lesson) for lesson in ALL] == ["Б", "Б", "Н", "Н"]
    call(school, school.lesson("algebra", FRIDAY, 1), NOON, anya="Н")
    assert code_of(school, "algebra", FRIDAY, 1) == "Н"
    with refused("4.4.3", Way.RELOAD):
        grounds.end(ground, MONDAY, by=nina(school), now=NOON)
    assert verify(ZONE) == []


@pytest.mark.clause("4.4.3", "4.5.2")
def test_in_a_closed_week_facts_stand_and_reasons_change(school: School) -> None:
    missed(school, *ALL)
    attendance.close_week(cohort(school), MONDAY, by=nina(school), now=NOON)
    for code in ("", "Н"):
        with refused("4.4.3", Way.OPENING):
            record(school, code, WEDNESDAY if code else MONDAY, FRIDAY, NEXT_WEEK)
    record(school, "Б", now=NEXT_WEEK)
    assert code_of(school, "algebra") == "Б"


@pytest.mark.clause("4.4.3", "4.5.2")
def test_an_opened_lesson_of_a_closed_week_takes_a_fact(school: School) -> None:
    missed(school, ("algebra", FRIDAY))
    attendance.close_week(cohort(school), MONDAY, by=nina(school), now=NOON)
    lesson = school.lesson("algebra", FRIDAY)
    year = lesson.group.year
    what = ("нет сети", "№ 3 от 27.11.2026", FRIDAY, FRIDAY)
    openings.declare_failure(year, *what, by=school.actor("dina", Role.DEPUTY), now=NOON)
    record(school, "", FRIDAY, FRIDAY, NEXT_WEEK)
    assert code_of(school, "algebra", FRIDAY) == ""


@pytest.mark.clause("4.4.3", "4.2.4")
def test_a_reason_changes_until_the_half_is_printed(school: School) -> None:
    missed(school, *ALL)
    told = {"half": 2, "year": "2026/2027"}
    for half, day in ((2, FRIDAY), (1, MONDAY - timedelta(days=3))):
        paper = NewPaper("journal", "Журнал", "cohort", school.classes["7"], told | {"half": half}, (0, ""))
        papers.issue(paper, "0" * 64, b"docx", by=BY, now=at("15:00", day))
    record(school, "Б", now=NEXT_WEEK)  # of another half, and of days after it was printed
    paper = NewPaper("journal", "Журнал", "cohort", school.classes["7"], told | {"half": 1}, (0, ""))
    papers.issue(paper, "0" * 64, b"docx", by=BY, now=at("15:00", TUESDAY))
    with refused("4.2.4") as caught:
        record(school, "УП", now=NEXT_WEEK)
    assert "том № 3 / 2026" in caught.value.message
    with refused("4.2.4"):
        grounds.end(rows(AbsenceGround)[0], MONDAY, by=nina(school), now=NEXT_WEEK)
    record(school, "УП", WEDNESDAY, FRIDAY, NEXT_WEEK)
    assert [code_of(school, *lesson) for lesson in ALL] == ["Б", "Б", "Б", "УП"]


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize(
    "odd",
    [
        {"code": "Д"},
        {"code": "Б", "kind": ""},
        {"code": "УП", "kind": "order", "paper": "№ 5"},
        {"code": "УП", "kind": "other", "words": " "},
        {"code": "Б", "first": FRIDAY, "last": MONDAY},
        {"code": "Б", "first_number": 3, "last": MONDAY, "last_number": 2},
        {"code": "УП", "weekday": 2},
        {"code": "Б", "first": date(2027, 2, 1), "last": date(2027, 2, 1)},
        {"code": "Б", "first": TUESDAY, "last": TUESDAY},  # nothing is missed there
        {"code": "Б", "file": NewFile("ground", "справка.exe", "", b"MZ")},
        {"code": "Б", "pupil": "yana"},  # of another class
    ],
)
def test_what_makes_no_sense_changes_nothing(school: School, odd: dict[str, Any]) -> None:
    missed(school, ("algebra", MONDAY))
    with refused("4.4.3"):
        record(school, **odd)


@pytest.mark.clause("4.4.3")
def test_a_pupil_who_came_later_is_of_the_class_from_that_day(school: School) -> None:
    missed(school, *ALL)
    Enrolment.update(valid_from=TUESDAY).where(Enrolment.person == school["anya"]).execute()
    with refused("4.4.3"):
        record(school, "Б")
    record(school, "Б", TUESDAY)
