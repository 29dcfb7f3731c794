"""п. 4.3.2: duties are given by order; an unknown person is entered with a storable name."""

from datetime import timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models import people as tables
from ejournal.models.people import Duty, Employment, Person, PersonName
from ejournal.rules.refusal import Way
from ejournal.services import people
from ejournal.services.verify import verify
from tests.school import BY, MONDAY, STAFF, ZONE, School, at
from tests.services.steps import last_entry, refused, rows

NOW = at("12:00")
NEW = "99900001723"


def grant(snils: str, role: str = "teacher", **changes: Any) -> None:
    given = {"order": "№ 7 от 20.11.2026", "name": None, "class_name": None, "sex": None} | changes
    people.grant(snils, role, **given, by=BY, now=NOW)


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(
    ("key", "role"),
    [("alla", "teacher"), ("oleg", "deputy"), ("oleg", "director"), ("oleg", "administrator")],
)
def test_a_duty_is_given_by_order_from_today(school: School, key: str, role: str) -> None:
    grant(STAFF[key][0], role)
    duty = rows(Duty)[-1]
    assert (duty.person_id, duty.role, duty.order_number) == (school[key], role, "№ 7 от 20.11.2026")
    assert (duty.valid_from, duty.valid_to, duty.cohort_id) == (MONDAY, None, None)
    assert (last_entry().kind, verify(ZONE)) == ("duty.grant", [])


@pytest.mark.clause("4.3.2")
def test_a_duty_is_added_to_those_that_one_has(school: School) -> None:
    grant(STAFF["nina"][0], "deputy")
    held = set(tables.duties(school["nina"], MONDAY))
    assert held == {("teacher", None), ("class_teacher", school.classes["7"]), ("deputy", None)}
    assert tables.duties(school["nina"], MONDAY - timedelta(days=1)) != tables.duties(school["nina"], MONDAY)


@pytest.mark.clause("4.3.2")
def test_an_unknown_person_is_entered_with_a_name_and_employed(school: School) -> None:
    grant("999-000-017 23", "administrator", name="Лунина Лада Львовна")
    person = Person.get(Person.snils == NEW)
    name = PersonName.get(PersonName.person == person)
    assert (name.surname, name.name, name.patronymic) == ("Лунина", "Лада", "Львовна")
    assert (name.folded, person.sex, person.oid) == ("лунина лада львовна", "f", None)
    assert Employment.get(Employment.person == person).order_number == "№ 7 от 20.11.2026"
    assert tables.duties(person.id, MONDAY) == [("administrator", None)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Лунин Лев Львович", ("Лунин", "Лев", "Львович")),
        ("Ким Ё", ("Ким", "Ё", None)),
        ("Алиев Али Мамед оглы", ("Алиев", "Али", "Мамед оглы")),
    ],
)
def test_a_name_may_lack_a_patronymic_or_have_one_of_two_words(
    school: School, name: str, expected: tuple[str, str, str | None]
) -> None:
    grant(NEW, name=name, sex="m")
    person = Person.get(Person.snils == NEW)
    kept = PersonName.get(PersonName.person == person)
    assert (kept.surname, kept.name, kept.patronymic) == expected


@pytest.mark.parametrize("name", [None, "", "Лунина", "  ", "Лунина \u200b", "Лунина \u200b Львовна"])
def test_an_unknown_person_without_a_full_name_is_refused(school: School, name: str | None) -> None:
    with refused("4.3.2"):
        grant(NEW, name=name)


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Лунин Лев Львович", "m"),
        ("Кузьмин Илья Ильич", "m"),
        ("Алиев Али Мамед оглы", "m"),
        ("Ахметов Айдар Нурлан улы", "m"),
        ("Лунина Лада ЛЬВОВНА", "f"),
        ("Кузьмина Инна Ильинична", "f"),
        ("Алиева Лейла Мамед кызы", "f"),
        ("Алиева Лейла Мамед гызы", "f"),
    ],
)
def test_the_sex_is_told_by_the_patronymic(school: School, name: str, sex: str) -> None:
    grant(NEW, name=name)
    assert Person.get(Person.snils == NEW).sex == sex


@pytest.mark.parametrize("name", ["Ким Ан", "Ли Ир Чен"])
@pytest.mark.parametrize("sex", ["m", "f"])
def test_the_sex_is_given_where_the_patronymic_does_not_tell_it(school: School, name: str, sex: str) -> None:
    with refused("4.3.2") as caught:
        grant(NEW, name=name)
    assert "--sex" in caught.value.message
    grant(NEW, name=name, sex=sex)
    assert Person.get(Person.snils == NEW).sex == sex


@pytest.mark.parametrize(
    ("name", "field"),
    [
        (f"{'Л' * 101} Лев Львович", "Фамилия"),
        (f"Лунин {'Л' * 101} Львович", "Имя"),
        (f"Лунин Лев {'Л' * 98}вич", "Отчество"),
    ],
)
def test_a_name_longer_than_its_place_is_refused(school: School, name: str, field: str) -> None:
    with refused("") as caught:
        grant(NEW, name=name)
    assert f"«{field}»" in caught.value.message and "100" in caught.value.message


@pytest.mark.parametrize("sign", ["\x1c", "\x00", "\u202e", "\ud800"])
def test_a_name_with_a_sign_that_cannot_be_kept_is_refused(school: School, sign: str) -> None:
    with refused("", Way.REPAIR):
        grant(NEW, name=f"Лунин Л{sign}ев Львович")


def test_a_name_is_kept_without_the_unseen_signs_around_its_parts(school: School) -> None:
    grant(NEW, name="\u200bЛунин\u200b  Лев\u00ad\tЛьвович\n")
    kept = PersonName.select().order_by(PersonName.id.desc()).get()
    assert (kept.surname, kept.name, kept.patronymic) == ("Лунин", "Лев", "Львович")


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(("role", "class_name"), [("teacher", None), ("class_teacher", "7")])
def test_a_duty_in_force_is_not_given_again(school: School, role: str, class_name: str | None) -> None:
    with refused("4.3.2") as caught:
        grant(STAFF["nina"][0], role, class_name=class_name)
    assert "уже есть" in caught.value.message


@pytest.mark.clause("4.3.2")
def test_the_same_duty_in_another_class_or_after_its_end_may_be_given(school: School) -> None:
    grant(STAFF["nina"][0], "class_teacher", class_name="1")
    mine = (Duty.person == school["nina"]) & (Duty.role == "teacher")
    Duty.update(valid_to=MONDAY - timedelta(days=1)).where(mine).execute()
    grant(STAFF["nina"][0], "teacher")
    led = {("class_teacher", school.classes[name]) for name in ("1", "7")}
    assert set(tables.duties(school["nina"], MONDAY)) == {("teacher", None), *led}


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("order", ["", "   ", "\u200b", "№ 61", "приказ", "от августа"])
def test_no_right_without_an_order(school: School, order: str) -> None:
    with refused("4.3.2"):
        grant(STAFF["oleg"][0], order=order)


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("role", ["pupil", "guardian", "anybody", "signed_in", "king", ""])
def test_only_duties_of_the_staff_are_given(school: School, role: str) -> None:
    with refused("4.3.2"):
        grant(STAFF["oleg"][0], role)


@pytest.mark.parametrize("snils", ["", "12345", "99900001724", "999000017234", "нет", "00000000000"])
def test_a_bad_snils_is_refused_and_not_repeated(school: School, snils: str) -> None:
    with refused("") as caught:
        grant(snils, name="Лунина Лада Львовна")
    assert not snils or snils not in caught.value.message


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("name", ["7", " 7 "])
def test_a_class_teacher_is_given_a_class(school: School, name: str) -> None:
    grant(STAFF["oleg"][0], "class_teacher", class_name=name)
    assert ("class_teacher", school.classes["7"]) in tables.duties(school["oleg"], MONDAY)


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("name", [None, "", "7А", "12"])
def test_a_class_teacher_without_a_class_of_this_year_is_refused(school: School, name: str | None) -> None:
    with refused("4.3.2"):
        grant(STAFF["oleg"][0], "class_teacher", class_name=name)


def test_an_employed_person_is_not_employed_twice(school: School) -> None:
    grant(STAFF["oleg"][0], "deputy")
    assert Employment.select().where(Employment.person == school["oleg"]).count() == 1


@pytest.mark.clause("4.3.2")
def test_duties_end_with_the_employment(school: School) -> None:
    Employment.update(valid_to=MONDAY).where(Employment.person == school["nina"]).execute()
    assert tables.duties(school["nina"], MONDAY) != []
    assert tables.duties(school["nina"], MONDAY + timedelta(days=1)) == []


@pytest.mark.clause("4.3.2")
def test_a_person_who_comes_back_has_the_duties_of_the_new_order(school: School) -> None:
    left = MONDAY - timedelta(days=10)
    Employment.update(valid_to=left).where(Employment.person == school["oleg"]).execute()
    Duty.update(valid_to=left).where(Duty.person == school["oleg"]).execute()
    grant(STAFF["oleg"][0], "deputy")
    assert tables.duties(school["oleg"], MONDAY) == [("deputy", None)]
    assert tables.duties(school["oleg"], left + timedelta(days=1)) == []


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_nobody_has_a_duty_before_it_begins(school: School, role: str) -> None:
    before = tables.duties(school["nina"], at("0:00").date().replace(month=8, day=30))
    assert role not in {held for held, _ in before}
