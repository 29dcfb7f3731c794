"""п. 2.1, 4.3.2: pupils arrive, leave, change class and name by order; nothing written is hidden."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Actor
from ejournal.models.curriculum import Group, GroupMember, members_on
from ejournal.models.journal import Absence, Mark
from ejournal.models.people import ClassYear, Cohort, Enrolment, Person, PersonName, SchoolYear, names
from ejournal.models.timetable import Lesson
from ejournal.reports import attendance
from ejournal.rules.movements import Order
from ejournal.rules.refusal import Refusal
from ejournal.services import movements as deeds
from ejournal.services.movements import Place
from ejournal.services.newcomers import FullName, Newcomer
from ejournal.services.verify import verify
from tests.school import BY, FIRST, MONDAY, SINCE, ZONE, School, at
from tests.services.steps import last_entry, rows, stored

NOW = at("12:00")
DAY = timedelta(days=1)
ORDER = Order("№ 12 от 20.11.2026", MONDAY)
PAST = date(2026, 11, 10)
NEWCOMER = Newcomer(FullName("Лунина", "Лада", "Львовна"), "f", date(2013, 3, 14), None)


def refusal(attempt: Callable[[], None]) -> Refusal:
    """What the deed is refused with; not one row of the database differs."""
    before = stored()
    with pytest.raises(Refusal) as caught:
        attempt()
    assert stored() == before
    return caught.value


def order(day: date = MONDAY, *, sure: bool = False) -> Order:
    return Order(ORDER.number, day, sure)


def person(school: School, key: str) -> Person:
    found: Person = Person.get_by_id(school[key])
    return found


def seven(school: School, group: str = "english1") -> Place:
    return Place("7", frozenset({school.groups[group]}))


def memberships(who: int) -> dict[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = {}
    for row in GroupMember.select().where(GroupMember.person == who).order_by(GroupMember.id):
        found.setdefault(row.group_id, []).append((row.valid_from, row.valid_to))
    return found


def spans(who: int) -> list[tuple[date, date | None, str | None]]:
    rows: Any = Enrolment.select().where(Enrolment.person == who).order_by(Enrolment.valid_from)
    return [(row.valid_from, row.valid_to, row.left_order) for row in rows]


def eight(school: School) -> int:
    """A parallel class with a page of its own; its number."""
    year = SchoolYear.get()
    cohort = Cohort.create(started_on=SINCE)
    ClassYear.create(cohort=cohort, year=year, grade=7, letter="Б")
    subject = Group.get_by_id(school.groups["algebra"]).subject
    Group.create(
        year=year,
        subject=subject,
        cohort=cohort,
        plan=None,
        kind="class",
        name="7Б класс",
        grade=7,
        grading="five",
    )
    return int(cohort.id)


def written(school: School, key: str, day: date) -> None:
    """The pupil was absent from the algebra of a day."""
    lesson = school.lesson("algebra", day)
    Absence.create(
        lesson=lesson.id,
        pupil=school[key],
        code="Н",
        late_days=0,
        replaces=None,
        deed="0" * 32,
        at=NOW,
        by=school["vera"],
    )


@pytest.mark.clause("4.4.1")
def test_somebody_new_is_enrolled_on_the_pages_of_the_class_and_in_the_chosen_group(school: School) -> None:
    deeds.arrive(NEWCOMER, seven(school, "english2"), ORDER, by=BY, now=NOW)
    made = rows(Person)[-1]
    assert (made.sex, made.birth_date, made.snils) == ("f", date(2013, 3, 14), None)
    assert spans(made.id) == [(MONDAY, None, None)]
    expected = {school.groups[key] for key in ("algebra", "history", "english2")}
    assert memberships(made.id) == {group: [(MONDAY, None)] for group in expected}
    assert names([made.id], MONDAY)[made.id].surname == "Лунина"
    assert (last_entry().kind, verify(ZONE)) == ("pupil.arrive", [])


@pytest.mark.clause("2.1")
def test_a_divided_subject_asks_for_the_group(school: School) -> None:
    told = refusal(lambda: deeds.arrive(NEWCOMER, Place("7"), ORDER, by=BY, now=NOW))
    assert "Выберите группу: Иностранный язык (английский)" in told.message
    assert Enrolment.select().where(Enrolment.order_number == ORDER.number).count() == 0


@pytest.mark.clause("4.4.1")
@pytest.mark.parametrize("snils", [None, "99900001016"])
def test_somebody_known_is_enrolled_again_and_is_no_double(school: School, snils: str | None) -> None:
    vova = person(school, "vova")
    deeds.leave(vova, order(date(2026, 11, 22), sure=True), by=BY, now=NOW)
    known = Newcomer(FullName("Власов", "Владимир", "Олегович"), "m", date(2013, 5, 1), snils)
    people = Person.select().count()
    deeds.arrive(known, seven(school), ORDER, by=BY, now=NOW)
    assert Person.select().count() == people
    assert spans(vova.id) == [(SINCE, date(2026, 11, 22), ORDER.number), (MONDAY, None, None)]


@pytest.mark.clause("4.4.3")
def test_a_move_leaves_the_lessons_of_the_other_class_out_of_the_week(school: School) -> None:
    cohort = school.classes["7"]
    before = [(one.day, one.number, one.title) for one in attendance.page(cohort, MONDAY, NOW).columns]
    eight(school)
    other = Group.get(Group.name == "7Б класс")
    like = school.lesson("algebra", MONDAY)
    hours = {"starts_at": like.starts_at, "ends_at": like.ends_at}
    Lesson.create(group=other, date=MONDAY, number=like.number + 6, room="", **hours)
    deeds.move(person(school, "vova"), Place("7Б"), order(MONDAY + timedelta(days=1)), by=BY, now=NOW)
    after = [(one.day, one.number, one.title) for one in attendance.page(cohort, MONDAY, NOW).columns]
    assert after == before


@pytest.mark.clause("4.4.1")
def test_two_known_under_one_name_and_birth_date_are_asked_about(school: School) -> None:
    twin = Person.create(sex="m", birth_date=date(2013, 5, 1))
    mine = PersonName.get(PersonName.person == school["vova"])
    PersonName.create(
        person=twin,
        surname=mine.surname,
        name=mine.name,
        patronymic=mine.patronymic,
        folded=mine.folded,
        valid_from=SINCE,
    )
    known = Newcomer(FullName("Власов", "Владимир", "Олегович"), "m", date(2013, 5, 1), None)
    told = refusal(lambda: deeds.arrive(known, seven(school), ORDER, by=BY, now=NOW))
    assert "два человека с этим именем и датой рождения" in told.message


@pytest.mark.clause("4.4.1")
def test_a_namesake_with_another_birth_date_is_another_person(school: School) -> None:
    namesake = Newcomer(FullName("Власов", "Владимир", "Олегович"), "m", date(2013, 6, 2), None)
    people = Person.select().count()
    deeds.arrive(namesake, seven(school), ORDER, by=BY, now=NOW)
    assert Person.select().count() == people + 1


@pytest.mark.clause("4.4.1")
def test_a_snils_of_somebody_else_or_a_pupil_who_is_here_is_refused(school: School) -> None:
    foreign = Newcomer(NEWCOMER.name, "f", NEWCOMER.birth_date, "99900001016")
    assert (
        "«Власов Владимир Олегович»"
        in refusal(lambda: deeds.arrive(foreign, seven(school), ORDER, by=BY, now=NOW)).message
    )
    here = Newcomer(FullName("Власов", "Владимир", "Олегович"), "m", date(2013, 5, 1), None)
    assert "уже зачислен" in refusal(lambda: deeds.arrive(here, seven(school), ORDER, by=BY, now=NOW)).message


@pytest.mark.clause("2.1")
def test_a_departure_ends_the_class_and_the_groups_and_leaves_the_facts(school: School) -> None:
    written(school, "vova", FIRST)
    deeds.leave(person(school, "vova"), ORDER, by=BY, now=NOW)
    assert spans(school["vova"]) == [(SINCE, MONDAY, ORDER.number)]
    assert all(days == [(SINCE, MONDAY)] for days in memberships(school["vova"]).values())
    assert school["vova"] in members_on(school.groups["algebra"], MONDAY)
    assert school["vova"] not in members_on(school.groups["algebra"], MONDAY + DAY)
    assert Absence.select().count() == 1
    assert last_entry().kind == "pupil.leave"


@pytest.mark.clause("2.1")
def test_a_departure_of_the_past_tells_what_it_touches_and_asks(school: School) -> None:
    written(school, "vova", MONDAY)
    vova = person(school, "vova")
    told = refusal(lambda: deeds.leave(vova, order(PAST), by=BY, now=NOW))
    assert "15 уроков, 0 отметок, 1 пропуск или опоздание" in told.message
    deeds.leave(vova, order(PAST, sure=True), by=BY, now=NOW)
    assert spans(vova.id) == [(SINCE, PAST, ORDER.number)]
    days = memberships(vova.id)
    assert days[school.groups["history"]] == [(SINCE, PAST)]
    assert days[school.groups["algebra"]] == [(SINCE, MONDAY)]  # what was written there stays in sight


@pytest.mark.clause("2.1")
def test_a_move_ends_the_old_class_the_day_before_and_opens_the_new_one(school: School) -> None:
    cohort = eight(school)
    deeds.move(person(school, "vova"), Place("7Б"), ORDER, by=BY, now=NOW)
    eve = MONDAY - DAY
    assert spans(school["vova"]) == [(SINCE, eve, ORDER.number), (MONDAY, None, None)]
    assert (
        Enrolment.get((Enrolment.person == school["vova"]) & Enrolment.valid_to.is_null()).cohort.id == cohort
    )
    days = memberships(school["vova"])
    own = Group.get(Group.name == "7Б класс").id
    assert days.pop(own) == [(MONDAY, None)]
    assert all(found == [(SINCE, eve)] for found in days.values())
    assert (last_entry().kind, verify(ZONE)) == ("pupil.move", [])


@pytest.mark.clause("2.1")
def test_a_move_of_the_past_hides_nothing_that_was_written(school: School) -> None:
    eight(school)
    written(school, "vova", MONDAY)
    vova = person(school, "vova")
    assert "1 пропуск" in refusal(lambda: deeds.move(vova, Place("7Б"), order(PAST), by=BY, now=NOW)).message
    deeds.move(vova, Place("7Б"), order(PAST, sure=True), by=BY, now=NOW)
    assert school["vova"] in members_on(school.groups["algebra"], MONDAY)
    assert Absence.select().count() == 1 and Mark.select().count() == 0


@pytest.mark.clause("2.1")
def test_a_pupil_who_comes_back_within_days_that_were_kept_has_them_once(school: School) -> None:
    written(school, "vova", MONDAY)
    vova = person(school, "vova")
    deeds.leave(vova, order(PAST, sure=True), by=BY, now=NOW)
    deeds.enrol_again(vova, seven(school), order(PAST + 2 * DAY, sure=True), by=BY, now=NOW)
    assert memberships(vova.id)[school.groups["algebra"]] == [(SINCE, None)]
    assert members_on(school.groups["algebra"], MONDAY).count(vova.id) == 1


Attempt = Callable[[School], None]
VOVA = FullName("Власов", "Владимир", "Олегович")


@pytest.mark.clause("2.1")
@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(
    ("told", "attempt"),
    [
        (
            "номер и дату приказа",
            lambda s: deeds.leave(person(s, "vova"), Order("12", MONDAY), by=BY, now=NOW),
        ),
        ("не зачислен", lambda s: deeds.leave(person(s, "nina"), ORDER, by=BY, now=NOW)),
        (
            "не может быть раньше",
            lambda s: deeds.leave(person(s, "vova"), order(SINCE - DAY, sure=True), by=BY, now=NOW),
        ),
        (
            "больше чем через год",
            lambda s: deeds.leave(person(s, "vova"), order(date(2028, 1, 1)), by=BY, now=NOW),
        ),
        ("и так в классе", lambda s: deeds.move(person(s, "vova"), seven(s), ORDER, by=BY, now=NOW)),
        ("Выберите класс", lambda s: deeds.move(person(s, "vova"), Place("9Щ"), ORDER, by=BY, now=NOW)),
        ("менять нечего", lambda s: deeds.rename(person(s, "vova"), VOVA, ORDER, by=BY, now=NOW)),
        (
            "со следующего дня",
            lambda s: deeds.rename(person(s, "vova"), NEWCOMER.name, order(SINCE, sure=True), by=BY, now=NOW),
        ),
        (
            "не относится к «2026/2027»",
            lambda s: deeds.arrive(NEWCOMER, seven(s), order(date(2027, 2, 1)), by=BY, now=NOW),
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    school: School, told: str, attempt: Attempt
) -> None:
    assert told in refusal(lambda: attempt(school)).message


@pytest.mark.clause("2.1")
def test_a_repeated_request_does_nothing(school: School) -> None:
    by = Actor(school["alla"], "administrator", "one request")
    for _ in range(2):
        deeds.arrive(NEWCOMER, seven(school), ORDER, by=by, now=NOW)
    assert PersonName.select().where(PersonName.surname == "Лунина").count() == 1
    assert Enrolment.select().where(Enrolment.order_number == ORDER.number).count() == 1
