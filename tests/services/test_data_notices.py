"""A family tells of changed data; accepted, they stand in the card; the deed leaves было and стало."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.data_notices import DataAnswer, DataNotice, DataNoticeLine
from ejournal.models.people import Person
from ejournal.rules.data_notices import due
from ejournal.rules.refusal import Way
from ejournal.services import cards, data_notices
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import refused, rows

pytestmark = pytest.mark.clause("4.6.4")
NOON = at("12:00")


def person(school: School, key: str) -> Person:
    found: Person = Person.get_by_id(school[key])
    return found


def tell(school: School, since: date | None = MONDAY, **typed: str) -> list[DataNotice]:
    """What Аня's mother tells at noon; all notices so far."""
    mother = school.actor("anya_mother", Role.GUARDIAN)
    data_notices.tell(person(school, "anya"), typed, since, "паспорт", by=mother, now=NOON)
    return rows(DataNotice)


def test_what_was_told_waits_and_stands_in_the_cards_when_accepted(school: School) -> None:
    (told,) = tell(school, address=" с. Глухово, ул. Новая, д. 3 ", own_phone="8 911 000-00-09", phone="")
    assert person(school, "anya").address != "с. Глухово, ул. Новая, д. 3"
    data_notices.accept(told, "", by=school.actor("nina", Role.CLASS_TEACHER), now=NOON)
    assert person(school, "anya").address == "с. Глухово, ул. Новая, д. 3"
    assert person(school, "anya_mother").phone == "+79110000009"
    lines = [(line.kind, line.person_id, line.after) for line in rows(DataNoticeLine)]
    assert lines == [
        ("address", school["anya"], "с. Глухово, ул. Новая, д. 3"),
        ("own_phone", school["anya_mother"], "+79110000009"),
    ]
    with refused("", Way.RELOAD):
        data_notices.decline(told, "нет", by=school.actor("nina"), now=NOON)
    assert verify(ZONE) == []


def test_declined_it_changes_no_card_and_says_why(school: School) -> None:
    before = person(school, "anya").address
    (told,) = tell(school, address="ул. Новая, д. 3")
    with refused("4.6.4"):
        data_notices.decline(told, " ", by=school.actor("nina"), now=NOON)
    data_notices.decline(told, "Принесите документ", by=school.actor("nina"), now=NOON)
    assert person(school, "anya").address == before
    (answer,) = rows(DataAnswer)
    assert (answer.accepted, answer.words) == (False, "Принесите документ")


def test_a_card_that_says_something_else_by_now_is_not_overwritten(school: School) -> None:
    (told,) = tell(school, address="ул. Новая, д. 3")
    by, anya = school.actor("nina", Role.CLASS_TEACHER), person(school, "anya")
    cards.change(anya, {"address": "ул. Третья, д. 7"}, {}, by=by, now=NOON)
    with refused("4.6.4"):
        data_notices.accept(told, "", by=by, now=NOON)
    assert person(school, "anya").address == "ул. Третья, д. 7" and rows(DataAnswer) == []


def test_what_a_document_changes_is_a_notice_of_its_own(school: School) -> None:
    tell(school, phone="89110000007", other="Фамилия Орлова, свидетельство о браке")
    assert [[line.kind for line in lines] for lines in lines_of(school)] == [["phone"], ["other"]]


def lines_of(school: School) -> list[list[DataNoticeLine]]:
    found = rows(DataNoticeLine)
    return [[line for line in found if line.notice_id == notice.id] for notice in rows(DataNotice)]


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ({}, "4.6.4"),
        ({"address": "  "}, "4.6.4"),
        ({"own_phone": "12345"}, "4.4.1"),
        ({"own_email": "не почта"}, "4.4.1"),
        ({"other": "ф" * 301}, ""),
        ({"since": None, "phone": "89110000007"}, "4.6.4"),
        ({"since": MONDAY + timedelta(days=61), "phone": "89110000007"}, "4.6.4"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_kept(
    school: School, typed: dict[str, Any], clause: str
) -> None:
    with refused(clause):
        tell(school, **typed)
    assert rows(DataNotice) == rows(DataNoticeLine) == []


def test_what_the_school_knows_already_is_no_change(school: School) -> None:
    by, anya = school.actor("nina"), person(school, "anya")
    cards.change(anya, {"address": "ул. Старая, д. 1"}, {}, by=by, now=NOON)
    with refused("4.6.4"):
        tell(school, address="ул. Старая, д. 1")


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (date(2026, 11, 23), date(2026, 12, 2)),  # Monday: Tuesday to Friday, then Monday to Wednesday
        (date(2026, 11, 27), date(2026, 12, 8)),  # Friday: a week and Monday, Tuesday
        (date(2026, 11, 28), date(2026, 12, 8)),  # Saturday counts no more than Friday does
    ],
)
def test_the_law_gives_seven_working_days(told: date, last: date) -> None:
    """152-ФЗ, ст. 21: seven working days from the day on which the data were given."""
    assert due(told) == last
