"""п. 4.2.1: a timetable is made as a draft and put in force by one deed; what is written stays."""

from datetime import date, timedelta

import pytest

from ejournal.models import draft as stored
from ejournal.models.audit import Audit
from ejournal.models.curriculum import Group
from ejournal.models.draft import CombinedLesson, DraftCombined, DraftLesson, TimetableDraft
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.rules.refusal import Way
from ejournal.services import draft as drafts
from ejournal.services import publishing
from ejournal.services.verify import verify
from tests.school import BY, FIRST, LAST, MONDAY, ZONE, School
from tests.services.steps import refused
from tests.services.steps import stored as everything
from tests.services.weeks import NEXT, NOW, WEDNESDAY, begun, days, lesson, publish


@pytest.fixture
def draft(school: School) -> TimetableDraft:
    return begun(school)


def test_a_draft_begins_as_a_copy_of_what_is_in_force_and_changes_nothing(school: School) -> None:
    before = TimetableEntry.select().count(), Lesson.select().count()
    drafts.begin(SchoolYear.get(), NEXT, by=BY, now=NOW)
    assert DraftLesson.select().count() == before[0]
    assert (TimetableEntry.select().count(), Lesson.select().count()) == before
    with refused("4.2.1"):
        drafts.begin(SchoolYear.get(), NEXT, by=BY, now=NOW)


@pytest.mark.parametrize("since", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_a_draft_is_of_days_of_the_year(school: School, since: date) -> None:
    with refused("4.2.1"):
        drafts.begin(SchoolYear.get(), since, by=BY, now=NOW)


def test_what_is_published_begins_on_its_day_and_the_past_stays(
    school: School, draft: TimetableDraft
) -> None:
    whole = verify(ZONE)
    past = list(Lesson.select().where(Lesson.date < NEXT).order_by(Lesson.id).tuples())
    untouched = list(Lesson.select().where(Lesson.group == school.groups["counting"]).tuples())
    drafts.move(draft, lesson(school, "history", 2, 1), WEDNESDAY)
    publish(draft)
    assert list(Lesson.select().where(Lesson.date < NEXT).order_by(Lesson.id).tuples()) == past
    assert list(Lesson.select().where(Lesson.group == school.groups["counting"]).tuples()) == untouched
    assert days(school, "history") == {WEDNESDAY, (5, 3)}
    ended = TimetableEntry.get(
        (TimetableEntry.group == school.groups["history"]) & (TimetableEntry.weekday == 2)
    )
    assert ended.valid_to == NEXT - timedelta(days=1)
    assert TimetableEntry.get(TimetableEntry.valid_from == NEXT).weekday == WEDNESDAY[0]
    left = [table.select().count() for table in (TimetableDraft, DraftLesson, DraftCombined)]
    assert left == [0, 0, 0]
    assert verify(ZONE) == whole
    assert Audit.select().where(Audit.kind == "timetable.publish").count() == 1


def test_what_is_taken_out_and_put_in_and_a_room_are_published_too(
    school: School, draft: TimetableDraft
) -> None:
    drafts.take_out(draft, lesson(school, "history", 2, 1))
    drafts.put(draft, school.groups["history"], WEDNESDAY, "14")
    drafts.set_room(draft, lesson(school, "history", 5, 3), "15")
    publish(draft)
    rows = Lesson.select().where((Lesson.group == school.groups["history"]) & (Lesson.date >= NEXT))
    assert {(row.date.isoweekday(), row.number, row.room) for row in rows} == {(3, 2, "14"), (5, 3, "15")}


def test_a_lesson_in_which_something_is_written_stays_where_it_was(
    school: School, draft: TimetableDraft
) -> None:
    history = school.lesson("history", NEXT + timedelta(days=1))
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == history.id).execute()
    drafts.move(draft, lesson(school, "history", 2, 1), WEDNESDAY)
    publish(draft)
    assert Lesson.get_by_id(history.id).date == NEXT + timedelta(days=1)


def test_a_clash_is_refused_and_told_and_nothing_is_written(school: School, draft: TimetableDraft) -> None:
    drafts.move(draft, lesson(school, "history", 2, 1), (1, 2))
    before = everything()
    with refused("4.2.1") as caught:
        publish(draft)
    assert "понедельник, 2-й урок — «Алгебра, 7 класс» и «История, 7 класс»" in caught.value.message
    assert everything() == before


def test_a_mixed_group_clashes_with_the_classes_of_its_pupils(school: School, draft: TimetableDraft) -> None:
    mixed = Group.id == school.groups["english2"]
    Group.update(kind="mixed", cohort=None, name="Английский, 7–8 классы").where(mixed).execute()
    drafts.move(draft, lesson(school, "english2", 1, 3), (1, 2))
    with refused("4.2.1") as caught:
        publish(draft)
    assert "Английский, 7–8 классы" in caught.value.message
    drafts.move(draft, lesson(school, "english2", 1, 2), (1, 4))
    publish(draft)


def test_lessons_that_are_declared_to_go_together_are_published_and_separate_later(
    school: School, draft: TimetableDraft
) -> None:
    pages = {school.groups["algebra"], school.groups["history"]}
    drafts.move(draft, lesson(school, "history", 2, 1), (1, 2))
    drafts.combine(draft, (1, 2), pages)
    publish(draft)
    assert stored.together_on(SchoolYear.get(), NEXT) == {(1, 2): [frozenset(pages)]}
    assert stored.together_on(SchoolYear.get(), MONDAY) == {}
    later = NEXT + timedelta(days=7)
    drafts.begin(SchoolYear.get(), later, by=BY, now=NOW)
    again = TimetableDraft.get()
    assert stored.together_in(again) == {(1, 2): [frozenset(pages)]}
    drafts.move(again, lesson(school, "history", 1, 2), (2, 1))
    assert stored.together_in(again) == {}
    publishing.publish(again, later, by=BY, now=NOW)
    assert {row.valid_to for row in CombinedLesson.select()} == {later - timedelta(days=1)}


def test_lessons_that_stand_already_may_be_declared_and_nothing_else_changes(
    school: School, draft: TimetableDraft
) -> None:
    pages = [school.groups["english1"], school.groups["english2"]]
    before = list(Lesson.select().order_by(Lesson.id).tuples())
    drafts.combine(draft, (1, 3), pages)
    publish(draft)
    assert list(Lesson.select().order_by(Lesson.id).tuples()) == before
    assert stored.together_on(SchoolYear.get(), NEXT) == {(1, 3): [frozenset(pages)]}


def test_a_third_lesson_joins_those_that_go_together_and_one_that_leaves_parts_from_them(
    school: School, draft: TimetableDraft
) -> None:
    drafts.move(draft, lesson(school, "history", 2, 1), (1, 3))
    groups = [school.groups[key] for key in ("english1", "english2", "history")]
    drafts.combine(draft, (1, 3), groups[:2])
    drafts.combine(draft, (1, 3), groups[1:])
    assert stored.together_in(draft) == {(1, 3): [frozenset(groups)]}
    drafts.take_out(draft, lesson(school, "english1", 1, 3))
    assert stored.together_in(draft) == {(1, 3): [frozenset(groups[1:])]}
    drafts.separate(draft, (1, 3), groups[2])
    assert stored.together_in(draft) == {}
    with refused("4.2.1"):
        drafts.combine(draft, (1, 3), groups[2:])


def test_a_draft_that_changes_nothing_is_not_published(school: School, draft: TimetableDraft) -> None:
    with refused("4.2.1"):
        publish(draft)


def test_what_was_to_change_later_gives_way_to_what_is_published(
    school: School, draft: TimetableDraft
) -> None:
    drafts.move(draft, lesson(school, "history", 2, 1), WEDNESDAY)
    publish(draft, NEXT + timedelta(days=7))
    drafts.begin(SchoolYear.get(), NEXT, by=BY, now=NOW)
    again = TimetableDraft.get()
    drafts.move(again, lesson(school, "history", 5, 3), (4, 2))
    publishing.publish(again, NEXT, by=BY, now=NOW)
    assert days(school, "history") == {(2, 1), (4, 2)}


@pytest.mark.parametrize("to", [(0, 1), (8, 1), (1, 21)])
def test_a_lesson_goes_to_a_time_of_the_week(
    school: School, draft: TimetableDraft, to: tuple[int, int]
) -> None:
    with refused("4.2.1"):
        drafts.move(draft, lesson(school, "history", 2, 1), to)


def test_one_page_has_one_lesson_at_a_time_and_a_lesson_that_is_gone_is_told(
    school: School, draft: TimetableDraft
) -> None:
    with refused("4.2.1"):
        drafts.put(draft, school.groups["algebra"], (1, 2), "")
    with refused("4.2.1", Way.RELOAD):
        drafts.take_out(draft, 10**6)
    with refused("4.2.1"):
        drafts.put(draft, 10**6, WEDNESDAY, "")
