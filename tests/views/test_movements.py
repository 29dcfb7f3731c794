"""The forms of movements: each works without scripts, keeps what was typed, and asks before a past day."""

from datetime import timedelta

import pytest

from ejournal.models.people import Enrolment, Person, PersonName, SchoolYear
from ejournal.services import classes
from tests.client import Browser, Web, form
from tests.school import BY, MONDAY, PUPILS

ORDER = {"order": "№ 12 от 20.11.2026", "day": MONDAY.isoformat()}
PAST = {"order": "№ 12 от 20.11.2026", "day": "2026-11-10"}
NEWCOMER = {
    "surname": "Лунина",
    "name": "Лада",
    "patronymic": "Львовна",
    "sex": "",
    "birth_date": "2013-03-14",
    "snils": "",
    "class": "7",
}
FORMS = ("return", "leave", "move", "name")


def group(web: Web, browser: Browser) -> dict[str, str]:
    """The choice of a group that the form of class 7 asks for."""
    fields = browser.form("/people/new?class=7", "/people/new")
    (name,) = (field for field in fields if field.startswith("group-"))
    return {name: str(web.school.groups["english2"])}


def pupils(web: Web) -> int:
    return int(web.db(Enrolment.select().where(Enrolment.valid_to.is_null()).count))


@pytest.mark.clause("4.4.1")
def test_a_newcomer_is_enrolled_and_the_repeated_form_does_nothing(web: Web) -> None:
    alla = web.browser("alla")
    sent = alla.form("/people/new") | NEWCOMER | ORDER | group(web, alla)
    where = {alla.post("/people/new", sent).location for _ in range(2)}
    made = web.db(lambda: PersonName.get(PersonName.surname == "Лунина").person.id)
    assert where == {f"/people/{made}"}
    shown = alla.get(f"/people/{made}").text
    assert "Лунина Лада Львовна" in shown and "учится в 7" in shown
    assert pupils(web) == len(PUPILS) + 1


@pytest.mark.clause("2.1")
def test_the_form_asks_for_the_group_when_the_class_is_divided_and_keeps_what_was_typed(web: Web) -> None:
    alla = web.browser("alla")
    answer = alla.post("/people/new", alla.form("/people/new") | NEWCOMER | ORDER)
    assert answer.status_code == 422 and "Выберите группу: Иностранный язык (английский)" in answer.text
    fields = form(answer.text, "/people/new")
    assert {name: fields[name] for name in NEWCOMER} == NEWCOMER
    assert any(name.startswith("group-") for name in fields)


@pytest.mark.clause("4.4.1")
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"surname": " "}, "Укажите фамилию и имя"),
        ({"patronymic": ""}, "выберите его"),
        ({"birth_date": ""}, "Укажите дату рождения"),
        ({"snils": "99900000824"}, "Контрольное число"),
        ({"snils": "99900000822"}, "Этот СНИЛС у человека «Алёшина"),
        ({"class": ""}, "Выберите класс"),
        ({"order": "без номера"}, "Укажите номер и дату приказа"),
        ({"day": ""}, "Укажите день"),
    ],
)
def test_what_is_missing_is_named(web: Web, changed: dict[str, str], told: str) -> None:
    alla = web.browser("alla")
    sent = alla.form("/people/new") | NEWCOMER | ORDER | group(web, alla) | changed
    answer = alla.post("/people/new", sent)
    assert answer.status_code == 422 and told in answer.text
    assert pupils(web) == len(PUPILS)


@pytest.mark.clause("4.4.1")
def test_somebody_who_left_is_enrolled_again_and_the_card_says_so(web: Web) -> None:
    alla, vova = web.browser("alla"), web.school["vova"]
    leave = f"/people/{vova}/leave"
    past = ORDER | {"day": (MONDAY - timedelta(days=1)).isoformat(), "sure": "yes"}
    assert alla.post(leave, alla.form(leave) | past).location == f"/people/{vova}?saved=yes"
    assert "Зачислить снова" in alla.get(f"/people/{vova}").text
    called = {"surname": "власов", "name": "Владимир", "patronymic": "Олегович", "birth_date": "2013-05-01"}
    sent = alla.form("/people/new") | NEWCOMER | ORDER | group(web, alla) | called
    answer = alla.post("/people/new", sent)
    assert answer.location == f"/people/{vova}?again=yes"
    assert "зачислен снова" in alla.get(answer.location).text
    assert web.db(Person.select().count) == len(web.school.people)


@pytest.mark.clause("2.1")
@pytest.mark.parametrize("kind", ["leave", "move", "name"])
def test_a_past_day_is_told_with_what_it_touches_and_asks(web: Web, kind: str) -> None:
    alla, path = web.browser("alla"), f"/people/{web.school['vova']}/{kind}"
    typed = {"class": "1", "surname": "Жуков", "name": "Владимир", "patronymic": ""}
    sent = alla.form(path) | PAST | {name: value for name, value in typed.items() if name in alla.form(path)}
    sent |= {"far": "yes"} if kind == "move" else {}
    answer = alla.post(path, sent)
    assert answer.status_code == 422 and "15 уроков, 0 отметок" in answer.text.replace(
        "16 уроков", "15 уроков"
    )
    assert 'name="sure"' in answer.text and form(answer.text, path)["order"] == PAST["order"]
    again = form(answer.text, path) | {"sure": "yes"}
    assert alla.post(path, again).location == f"/people/{web.school['vova']}?saved=yes"


@pytest.mark.clause("2.1")
def test_a_past_day_is_not_asked_about_before_it_is_told_what_it_touches(web: Web) -> None:
    """Two questions in a row: another grade first, then the past day with its lessons and marks."""
    alla, path = web.browser("alla"), f"/people/{web.school['vova']}/move"
    first = alla.post(path, alla.form(path) | PAST | {"class": "1"})
    assert 'name="far"' in first.text and 'name="sure"' not in first.text
    second = alla.post(path, form(first.text, path) | {"far": "yes"})
    assert second.status_code == 422 and 'name="sure"' in second.text and "уроков" in second.text


@pytest.mark.clause("2.1")
def test_a_pupil_moves_to_another_class_and_comes_back_after_leaving(web: Web) -> None:
    alla, vova = web.browser("alla"), web.school["vova"]
    move = f"/people/{vova}/move"
    sent = alla.form(move) | ORDER | {"class": "1"}
    asked = alla.post(move, sent)
    assert asked.status_code == 422 and "Ученик учится в 7 классе, а выбран 1-й" in asked.text
    assert "far" not in alla.form(move) and 'name="far"' in asked.text
    assert alla.post(move, sent | {"far": "yes"}).location == f"/people/{vova}?saved=yes"
    shown = alla.get(f"/people/{vova}").text
    assert "учится в 1" in shown and "с 31.08.2026 по 22.11.2026" in shown
    assert "Власов" in alla.get(f"/classes/{web.school.classes['1']}/people").text
    assert "Власов" not in alla.get(f"/classes/{web.school.classes['7']}/people").text


@pytest.mark.clause("4.3.2")
def test_a_class_without_pages_of_the_journal_is_told_as_such_before_anybody_moves_there(web: Web) -> None:
    year = web.db(SchoolYear.get)
    web.db(classes.add, year, "7Б", by=BY, now=web.clock.school_now())
    shown = web.browser("alla").get(f"/people/{web.school['anya']}/move").text
    assert "7Б (0) — страниц журнала ещё нет" in shown and shown.count("страниц журнала ещё нет") == 1


@pytest.mark.parametrize("key", ["nina", "vera", "dina", "igor", "anya", "vova_mother"])
@pytest.mark.parametrize("kind", FORMS)
def test_nobody_but_the_administrator_moves_anybody(web: Web, key: str, kind: str) -> None:
    browser, path = web.browser(key), f"/people/{web.school['vova']}/{kind}"
    assert browser.get(path).status_code == 403
    assert browser.post(path, {"key": "k"} | ORDER).status_code == 403
    assert pupils(web) == len(PUPILS)


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("kind", FORMS)
def test_a_movement_without_a_key_or_of_nobody_is_refused(web: Web, kind: str) -> None:
    alla = web.browser("alla")
    answer = alla.post(f"/people/{web.school['vova']}/{kind}", ORDER | NEWCOMER)
    assert answer.status_code == 422 and "Страница устарела" in answer.text
    assert alla.get(f"/people/99999/{kind}").status_code == 404


@pytest.mark.clause("2.1")
def test_a_mistaken_departure_is_taken_back_on_the_card(web: Web) -> None:
    alla = web.browser("alla")
    card = f"/people/{web.school['yana']}"
    assert alla.post(f"{card}/leave", alla.form(f"{card}/leave") | ORDER).status_code == 303
    assert "Отменить: выбытие" in alla.get(card).text
    back = f"{card}/take-back"
    sent = alla.form(card, back)
    assert {alla.post(back, sent).status_code for _ in range(2)} == {303}
    assert "Отчислить" in alla.get(card).text and pupils(web) == len(PUPILS)
    assert alla.post(back, sent | {"key": "another key of twenty signs"}).status_code == 422
