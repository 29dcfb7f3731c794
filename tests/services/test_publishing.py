"""п. 4.2.1: putting a timetable in force leaves the past, and agrees with what was moved ahead."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Actor, Role
from ejournal.models import draft as stored
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.draft import CombinedLesson, DraftLesson, TimetableDraft
from ejournal.models.moves import LessonMove
from ejournal.models.people import Person, SchoolYear
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.reports import draft as report
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import day_like, moves, openings, substitutions, timetable
from ejournal.services import draft as drafts
from ejournal.services.deeds import deed
from ejournal.services.substitutions import Decision
from tests.school import BY, FIRST, MONDAY, School, at
from tests.services.steps import call, refused, together
from tests.services.weeks import NEXT, NOW, WEDNESDAY, begun, days, lesson, publish


@pytest.fixture
def draft(school: School) -> TimetableDraft:
    return begun(school)


def test_days_that_are_over_are_left_alone_written_or_not(school: School, draft: TimetableDraft) -> None:
    drafts.move(draft, lesson(school, "history", 2, 1), WEDNESDAY)
    with refused("4.2.1") as caught:
        publish(draft, MONDAY - timedelta(days=3))
    assert "с сегодняшнего дня или позже" in caught.value.message
    publish(draft, MONDAY)
    assert days(school, "history", MONDAY) == {WEDNESDAY, (5, 3)}


def test_a_first_timetable_may_begin_on_a_day_that_is_over(school: School, draft: TimetableDraft) -> None:
    drafts.move(draft, lesson(school, "history", 2, 1), WEDNESDAY)
    Lesson.delete().where(Lesson.date < MONDAY).execute()
    publish(draft, FIRST)
    assert days(school, "history", FIRST) == {WEDNESDAY, (5, 3)}


def test_a_draft_that_is_gone_is_told_of_and_the_timetable_stays(
    school: School, draft: TimetableDraft
) -> None:
    history = lesson(school, "history", 2, 1)
    drafts.move(draft, history, WEDNESDAY)
    publish(draft)
    slot, page = (4, 2), school.groups["history"]
    late: list[Callable[[], object]] = [
        lambda: publish(draft, NEXT + timedelta(days=7)),
        lambda: drafts.discard(draft, by=BY, now=NOW),
        lambda: drafts.move(draft, history, slot),
        lambda: drafts.put(draft, page, slot, ""),
        lambda: drafts.take_out(draft, history),
        lambda: drafts.set_room(draft, history, "1"),
        lambda: drafts.combine(draft, slot, [page]),
        lambda: drafts.separate(draft, slot, page),
    ]
    for step in late:
        with refused("4.2.1", Way.RELOAD) as caught:
            step()
        assert "Черновика уже нет" in caught.value.message


def test_of_two_who_publish_at_one_moment_one_is_told_and_the_timetable_stays(
    school: School, draft: TimetableDraft
) -> None:
    drafts.move(draft, lesson(school, "history", 2, 1), WEDNESDAY)
    problems = together(*(lambda day=day: publish(draft, day) for day in (NEXT, NEXT + timedelta(days=7))))
    (problem,) = (one for one in problems if one)
    assert isinstance(problem, Refusal) and "Черновика уже нет" in problem.message
    assert days(school, "history", NEXT + timedelta(days=7)) == {WEDNESDAY, (5, 3)}


def test_an_empty_week_is_not_put_in_force(school: School, draft: TimetableDraft) -> None:
    DraftLesson.delete().execute()
    with refused("4.2.1") as caught:
        publish(draft)
    assert "нет ни одного урока" in caught.value.message


def test_lessons_that_clash_for_their_class_and_their_teacher_are_named_once(
    school: School, draft: TimetableDraft
) -> None:
    GroupTeacher.create(group=school.groups["history"], person=school["vera"], valid_from=FIRST)
    drafts.move(draft, lesson(school, "history", 2, 1), (1, 2))
    with refused("4.2.1") as caught:
        publish(draft)
    assert caught.value.message.count("понедельник, 2-й урок") == 1, caught.value.message


def moved(school: School, group: str, day: date, to: date, number: int) -> None:
    found = school.lesson(group, day)
    moves.move(found, to, number, "", by=school.actor("dina", Role.DEPUTY), now=at("7:00"))


def test_a_week_that_lacks_a_moved_lesson_is_refused_until_the_move_returns(
    school: School, draft: TimetableDraft
) -> None:
    tuesday, wednesday, friday = (NEXT + timedelta(days=more) for more in (1, 2, 4))
    moved(school, "history", tuesday, wednesday, 3)
    moved(school, "history", friday, wednesday, 4)
    drafts.move(draft, lesson(school, "history", 2, 1), (4, 3))
    with refused("4.2.1") as caught:
        publish(draft)
    assert "01.12, 1-й урок → 02.12, 3-й урок, История, 7 класс: перенос." in caught.value.message
    assert "04.12" not in caught.value.message  # that lesson is in the new week
    back = LessonMove.get(LessonMove.from_date == tuesday)
    moves.move_back(back, by=school.actor("dina", Role.DEPUTY), now=at("7:00"))
    publish(draft)
    assert LessonMove.get().from_date == friday
    mine = (Lesson.group == school.groups["history"]) & Lesson.date.between(NEXT, friday)
    assert {(row.date.isoweekday(), row.number) for row in Lesson.select().where(mine)} == {(4, 3), (3, 4)}


def away(school: School, chosen: list[Decision]) -> None:
    """Nina is ill on these two days of history, and this is decided."""
    dina, nina = school.actor("dina", Role.DEPUTY), Person.get_by_id(school["nina"])
    last = NEXT + timedelta(days=2)
    substitutions.report_absence(nina, "illness", "", NEXT, last, by=dina, now=NOW)
    substitutions.decide(TeacherAbsence.get(), chosen, "№ 81 от 24.11.2026", by=dina, now=NOW)


@pytest.mark.clause("4.2.2д")
@pytest.mark.parametrize(("kind", "what"), [("replaced", "замена"), ("cancelled", "отмена")])
def test_a_week_without_a_lesson_that_is_replaced_or_cancelled_is_refused_until_that_is_taken_back(
    school: School, draft: TimetableDraft, kind: str, what: str
) -> None:
    """The lesson would be given twice: where it was decided, and where the new week has it."""
    tuesday = NEXT + timedelta(days=1)
    substitute = school["oleg"] if kind == "replaced" else None
    away(school, [Decision(school.lesson("history", tuesday).id, kind, substitute)])
    drafts.move(draft, lesson(school, "history", 2, 1), (4, 3))
    with refused("4.2.1") as caught:
        publish(draft)
    said = (
        f"на странице «Замены» — или оставьте эти уроки на месте: 01.12, 1-й урок, История, 7 класс: {what}."
    )
    assert said in caught.value.message
    substitutions.take_back(Replacement.get(), by=school.actor("dina", Role.DEPUTY), now=NOW)
    publish(draft)
    assert days(school, "history", NEXT) == {(4, 3), (5, 3)}


@pytest.mark.clause("4.2.2д")
def test_a_week_with_the_lessons_that_are_decided_about_leaves_them_as_decided(
    school: School, draft: TimetableDraft
) -> None:
    moved(school, "history", NEXT + timedelta(days=4), NEXT + timedelta(days=2), 3)
    away(
        school,
        [
            Decision(school.lesson("history", NEXT + timedelta(days=1)).id, "cancelled"),
            Decision(school.lesson("history", NEXT + timedelta(days=2)).id, "replaced", school["oleg"]),
        ],
    )
    drafts.move(draft, lesson(school, "history", 5, 3), (4, 3))
    with refused("4.2.1") as caught:
        publish(draft)
    assert "оставьте эти уроки на месте: 02.12, 3-й урок, История, 7 класс: замена." in caught.value.message
    drafts.move(draft, lesson(school, "history", 4, 3), (5, 3))
    drafts.move(draft, lesson(school, "algebra", 1, 2), (4, 3))
    publish(draft)
    mine = (Lesson.group == school.groups["history"]) & Lesson.date.between(NEXT, NEXT + timedelta(days=6))
    assert [(row.date.isoweekday(), row.substitute_id) for row in Lesson.select().where(mine)] == [
        (3, school["oleg"])
    ]


@pytest.mark.parametrize(
    ("group", "slot", "said"),
    [
        ("algebra", (1, 2), "ср 02.12, 2-й урок — «История, 7 класс» и «Алгебра, 7 класс»"),
        ("history", (5, 3), "ср 02.12, 2-й урок — «История, 7 класс» стоит дважды"),
    ],
)
def test_a_week_that_clashes_with_what_was_moved_is_refused_with_the_list(
    school: School, draft: TimetableDraft, group: str, slot: tuple[int, int], said: str
) -> None:
    moved(school, "history", NEXT + timedelta(days=1), NEXT + timedelta(days=2), 2)
    drafts.move(draft, lesson(school, group, *slot), WEDNESDAY)
    with refused("4.2.1") as caught:
        publish(draft)
    assert said in caught.value.message
    drafts.move(draft, lesson(school, group, *WEDNESDAY), (2, 3))
    publish(draft)


def test_the_page_of_the_draft_tells_what_is_decided_ahead(school: School, draft: TimetableDraft) -> None:
    dina, seven = school.actor("dina", Role.DEPUTY), {school.classes["7"]}
    day_like.teach_like(SchoolYear.get(), seven, NEXT + timedelta(days=5), 1, "", by=dina, now=NOW)
    moved(school, "history", NEXT + timedelta(days=1), NEXT + timedelta(days=2), 2)
    drafts.move(draft, lesson(school, "history", 2, 1), (4, 3))
    assert report.page(draft, SchoolYear.get(), report.Asked(), 5).decided == (
        "01.12, 1-й урок → 02.12, 2-й урок, История, 7 класс: перенос",
        "05.12, 7 класс: по расписанию другого дня, понедельник",
    )


def test_a_week_that_clashes_on_a_day_by_another_weekday_is_refused(
    school: School, draft: TimetableDraft
) -> None:
    dina, seven = school.actor("dina", Role.DEPUTY), {school.classes["7"]}
    tuesday = NEXT + timedelta(days=1)
    day_like.teach_like(SchoolYear.get(), seven, tuesday, 3, "", by=dina, now=NOW)
    drafts.move(draft, lesson(school, "counting", 1, 1), (2, 1))
    with refused("4.2.1") as caught:
        publish(draft)
    assert "вт 01.12, 1-й урок" in caught.value.message
    drafts.move(draft, lesson(school, "counting", 2, 1), (2, 3))
    publish(draft)


def test_what_goes_together_ends_with_its_lesson_whoever_replaces_the_week(school: School) -> None:
    pages = [school.groups["english1"], school.groups["english2"]]
    for page in pages:
        CombinedLesson.create(group=page, first=pages[0], weekday=1, number=3, valid_from=FIRST)
    replaced(SchoolYear.get(), pages[:1], {(pages[0], 4, 1): "12"}, NEXT, by=BY, now=NOW)
    assert {row.valid_to for row in CombinedLesson.select()} == {NEXT - timedelta(days=1)}


def test_a_draft_copies_only_what_goes_together_still(school: School) -> None:
    CombinedLesson.create(
        group=school.groups["history"], first=school.groups["history"], weekday=2, number=1, valid_from=FIRST
    )
    for group in ("history", "algebra"):
        page = school.groups[group]
        CombinedLesson.create(group=page, first=page, weekday=5, number=1, valid_from=FIRST)
    drafts.begin(SchoolYear.get(), NEXT, by=BY, now=NOW)
    assert stored.together_in(TimetableDraft.get()) == {}


@deed("test.replaced", of="school_year")
def replaced(
    year: SchoolYear,
    groups: list[int],
    week: dict[timetable.Slot, str],
    since: date,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """As an import does with the classes of its file."""
    timetable.put_in_force(year, groups, week, since)


def test_while_the_year_is_opened_nothing_is_laid_out_beside_what_is_written(school: School) -> None:
    begun(school)
    year, dina, now = SchoolYear.get(), school.actor("dina", Role.DEPUTY), at("12:00", date(2026, 11, 11))
    wednesday, thursday = FIRST + timedelta(days=2), FIRST + timedelta(days=3)
    for group, day in (("algebra", wednesday), ("english1", thursday)):
        call(school, school.lesson(group, day))
    openings.begin_year(year, "№ 70 от 02.11.2026", FIRST, FIRST + timedelta(days=14), by=dina, now=now)
    algebra, history, first, second = (
        school.groups[key] for key in ("algebra", "history", "english1", "english2")
    )
    week = {(history, 3, 1): "12", (algebra, 2, 2): "12", (algebra, 4, 2): "12"}
    week |= {(first, 5, 3): "12", (second, 4, 1): "12"}
    replaced(year, [algebra, history, first, second], week, FIRST, by=dina, now=now)

    def week_of(group: int) -> list[tuple[date, int]]:
        mine = (Lesson.group == group) & Lesson.date.between(FIRST, FIRST + timedelta(days=6))
        return sorted((row.date, row.number) for row in Lesson.select().where(mine))

    assert week_of(history) == []  # algebra is written there
    assert (wednesday, 1) in week_of(algebra) and len(week_of(algebra)) == 2
    assert week_of(first) == week_of(second) == [(thursday, 1)]  # a part beside the other part
    assert school.lesson("history", now.date()).number == 1
