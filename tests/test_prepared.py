"""Queries that are compiled once give what peewee itself would give, whatever the values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from peewee import JOIN

from ejournal.models.curriculum import Group, Subject
from ejournal.models.people import Person
from ejournal.models.sessions import Session
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared
from tests.client import queries
from tests.school import MONDAY, School


@prepared
def some(people: list[int], sex: str | None, born: bool) -> Any:
    found = Person.select(Person.id, Person.sex, Person.birth_date).where(Person.id.in_(people))
    if sex is not None:
        found = found.where(Person.sex == sex)
    if born:
        found = found.where(Person.birth_date.is_null(False))
    return found.order_by(Person.id).tuples()


def test_each_number_of_listed_values_and_each_absent_one_has_its_own_query(school: School) -> None:
    anya, borya, vova = (school[key] for key in ("anya", "borya", "vova"))
    for _ in range(2):
        assert [row[0] for row in some([anya, borya, vova], None, False)] == sorted([anya, borya, vova])
        assert [row[0] for row in some([borya], None, False)] == [borya]
        assert [row[0] for row in some([anya, borya], "f", False)] == [anya]
        assert some([], None, False) == []
        assert some([anya], "m", False) == []


def test_a_query_between_two_calls_sees_what_was_written(school: School) -> None:
    anya = school["anya"]
    Person.update(birth_date=None).where(Person.id == anya).execute()
    assert some([anya], None, True) == []
    Person.update(birth_date=date(2013, 5, 6)).where(Person.id == anya).execute()
    assert some([anya], None, True) == [(anya, "f", date(2013, 5, 6))]


@prepared
def between(first: datetime, last: datetime) -> Any:
    return Lesson.select(Lesson.id, Lesson.starts_at).where(Lesson.starts_at.between(first, last)).tuples()


@prepared
def whole(lesson: int) -> Any:
    return Lesson.select().where(Lesson.id == lesson)


def test_moments_are_compared_and_read_with_their_zone(school: School) -> None:
    lesson = school.lesson("algebra")
    local = lesson.starts_at.astimezone(UTC) + timedelta(0)
    assert (lesson.id, local) in between(local, local + timedelta(minutes=1))
    assert lesson.id not in dict(between(local + timedelta(minutes=1), local + timedelta(hours=5)))


def test_rows_of_a_table_are_its_objects_with_every_value_of_its_kind(school: School) -> None:
    lesson = school.lesson("algebra")
    for _ in range(2):
        (found,) = whole(lesson.id)
        assert isinstance(found, Lesson)
        assert found.__data__ == Lesson.get_by_id(lesson.id).__data__
        assert found.date == MONDAY and found.substitute_id is None


@prepared
def joined(lesson: int) -> Any:
    return Lesson.select(Lesson, Group, Subject).join(Group).join(Subject).where(Lesson.id == lesson)


def test_joined_tables_are_there_without_another_query(school: School) -> None:
    lesson = school.lesson("algebra")
    (found,) = joined(lesson.id)
    with queries() as asked:
        assert (found.group.id, found.group.subject.name) == (lesson.group_id, "Алгебра")
    assert asked == [] and found.group_id == lesson.group_id and found.dirty_fields == []


@prepared
def absent(lesson: int) -> Any:
    return Lesson.select(Lesson, Person).join(Person, JOIN.LEFT_OUTER).where(Lesson.id == lesson)


def test_objects_of_an_outer_join_are_refused(school: School) -> None:
    with pytest.raises(TypeError, match="take tuples"):
        absent(school.lesson("algebra").id)


@prepared
def opened(token_hash: str, person: int, started_at: datetime, expires_at: datetime, ended: None) -> Any:
    return Session.insert(
        token_hash=token_hash, person=person, started_at=started_at, expires_at=expires_at, ended_at=ended
    )


def test_an_insert_writes_each_time_and_has_no_rows(school: School) -> None:
    now = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
    for number in range(2):
        assert opened(f"{number}", school["anya"], now, now + timedelta(hours=1), None) == []
    stored = [(row.token_hash, row.started_at, row.ended_at) for row in Session.select().order_by(Session.id)]
    assert stored[-2:] == [("0", now, None), ("1", now, None)]


def test_a_moment_without_a_zone_is_refused_as_the_column_refuses_it(school: School) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        between(datetime(2026, 11, 23), datetime(2026, 11, 24))


def test_keywords_are_refused(school: School) -> None:
    with pytest.raises(TypeError, match="no keywords"):
        some([], None, born=True)
