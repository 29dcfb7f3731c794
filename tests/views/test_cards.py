"""Finding a person, the card, the list of a class: what each shows, and to whom."""

from datetime import date, timedelta

import pytest

from ejournal.models.audit import Audit
from ejournal.models.people import Enrolment, Guardianship, Person, PersonName
from ejournal.services.deeds import create, deed
from tests.client import Browser, Web, form, queries
from tests.school import BY, MONDAY, PARENTS, PUPILS, SINCE, at
from tests.views.tables import row, rows

QUERIES = 25  # of a movement, whose page asks for the card too; with the sign-in
DAY = timedelta(days=1)


def found(browser: Browser, typed: str) -> list[str]:
    return [cells[0] for cells in rows(browser.get(f"/people/find?q={typed}").text)[1:]]


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("алеш", ["Алёшин Иван Иванович", "Алёшина Аня Ивановна", "Алёшина Ольга Львовна"]),
        ("АЛЁШИНА", ["Алёшина Аня Ивановна", "Алёшина Ольга Львовна"]),
        ("ан але", ["Алёшина Аня Ивановна"]),
        ("задун", ["Громова-Задунайская Глафира"]),
        ("999-000-009 23", ["Морозов Борис Кириллович"]),
    ],
)
def test_people_are_found_by_the_beginnings_of_words_and_by_snils(
    web: Web, typed: str, expected: list[str]
) -> None:
    assert found(web.browser("alla"), typed) == expected


@pytest.mark.clause("4.3.2")
def test_a_hit_says_who_it_is_and_leads_to_the_card(web: Web) -> None:
    alla = web.browser("alla")
    shown = alla.get("/people/find?q=алеш").text
    assert row(alla.get("/people/find?q=ан але").text, "Аня")[1] == "учится в 7 классе"
    assert row(shown, "Ольга")[1] == "родитель: Алёшина Аня Ивановна"
    assert f'href="/people/{web.school["anya"]}"' in shown
    assert "учитель; родитель: Морозов" in row(alla.get("/people/find?q=морозова").text, "Марина")[1]
    over = Enrolment.update(valid_to=MONDAY - DAY).where(Enrolment.person == web.school["anya"])
    web.db(over.execute)
    assert row(alla.get("/people/find?q=ан але").text, "Аня")[1] == "выбыл(а) 22.11.2026 из 7 класса"


@pytest.mark.clause("4.3.2")
def test_namesakes_tell_when_they_were_born_and_nobody_else_does(web: Web) -> None:
    namesake = {
        "surname": "Алёшина",
        "name": "Аня",
        "patronymic": "Ивановна",
        "folded": "алешина аня ивановна",
    }

    def enter() -> None:
        other = Person.create(snils="99900009825", sex="f", birth_date=date(2011, 3, 9))
        PersonName.create(person=other, valid_from=SINCE, **namesake)
        Person.update(birth_date=date(2013, 2, 5)).where(Person.id == web.school["anya"]).execute()

    web.db(enter)
    expected = [
        "Алёшина Аня Ивановна05.02.2013 г. р.",
        "Алёшина Аня Ивановна09.03.2011 г. р.",
        "Алёшина Ольга Львовна",
    ]
    assert sorted(found(web.browser("alla"), "АЛЁШИНА")) == expected


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Введите фамилию"),
        ("а", "хотя бы две буквы"),
        ("-", "хотя бы две буквы"),
        ("9990000", "СНИЛС ищут целиком"),
        ("99900009924", "Никого не нашлось"),
        ("ушкин", "Никого не нашлось"),
        ("%25%25", "Введите фамилию"),
    ],
)
def test_what_cannot_be_searched_is_answered_with_a_sentence(web: Web, typed: str, told: str) -> None:
    shown = web.browser("dina").get(f"/people/find?q={typed}").text
    assert told in shown and "<table" not in shown


@pytest.mark.clause("4.3.2")
def test_at_most_fifty_are_shown_and_that_is_said(web: Web) -> None:
    web.db(add_many, 60)
    shown = web.browser("alla").get("/people/find?q=многих").text
    assert len(rows(shown)) == 51 and "Показаны первые 50" in shown


def add_many(number: int) -> None:
    for count in range(number):
        person = Person.create(sex="f")
        PersonName.create(
            person=person, surname=f"Многих{count}", name="А", folded=f"многих{count} а", valid_from=SINCE
        )


def test_pages_ask_the_database_no_more_for_more_people(web: Web) -> None:
    alla = web.browser("alla")
    pages = (
        "/people/find?q=ал",
        f"/people/{web.school['anya']}",
        f"/classes/{web.school.classes['7']}/people",
        f"/people/{web.school['anya']}/move?class=7",
        "/people/new?class=7",
    )
    before = [asked(alla, page) for page in pages]
    web.db(more_pupils, 5, web.school.classes["7"], web.school["anya"])
    assert [asked(alla, page) for page in pages] == before
    assert max(before) <= QUERIES


def asked(browser: Browser, page: str) -> int:
    with queries() as many:
        browser.get(page)
    return len(many)


def more_pupils(number: int, cohort: int, child: int) -> None:
    days = {"valid_from": SINCE, "valid_to": None}
    for count in range(number):
        person = Person.create(sex="f")
        PersonName.create(
            person=person, surname=f"Алая{count}", name="А", folded=f"алая{count} а", valid_from=SINCE
        )
        Enrolment.create(person=person, cohort=cohort, order_number="№ 3", **days)
        Guardianship.create(guardian=person, child=child, relation="тётя", **days)


@pytest.mark.clause("4.4.1")
def test_a_card_shows_names_classes_relatives_groups_and_a_masked_snils(web: Web) -> None:
    shown = web.browser("alla").get(f"/people/{web.school['anya']}").text
    assert "Алёшина Аня Ивановна" in shown and row(shown, "Дата рождения")[1] == "01.05.2013"
    assert row(shown, "СНИЛС")[1] == "***-***-*08 22" and PUPILS["anya"][0] not in shown
    assert f'href="/people/{web.school["anya_mother"]}"' in shown
    assert "мать, электронная форма" in shown and "отец, бумажная форма" in shown
    assert "приказ № 2" in shown and "Алгебра" in shown
    assert "Не хватает: телефон или почта родителя." in shown
    of_mother = web.browser("alla").get(f"/people/{web.school['anya_mother']}").text
    assert f'href="/people/{web.school["anya"]}"' in of_mother and PARENTS["anya_mother"][0] not in of_mother
    of_nina = web.browser("alla").get(f"/people/{web.school['nina']}").text
    assert "Классный руководитель, 7 класс" in of_nina and "приказ № 1" in of_nina


@pytest.mark.clause("4.4.1")
def test_the_list_of_a_class_counts_what_is_missing(web: Web) -> None:
    web.db(Person.update(birth_date=None, snils=None).where(Person.id == web.school["glasha"]).execute)
    shown = web.browser("nina").get(f"/classes/{web.school.classes['7']}/people").text
    assert [cells[1].split()[0] for cells in rows(shown)[1:]] == [
        "Алёшина",
        "Власов",
        "Громова-Задунайская",
        "Морозов",
    ]
    assert row(shown, "Громова")[2] == "СНИЛС, дата рождения, родитель или опекун"
    assert "Не хватает сведений: 6, у 4 учеников." in shown
    reached = Person.update(phone="+79110000000").where(Person.id == web.school["anya_mother"])
    web.db(reached.execute)
    assert row(web.browser("nina").get(f"/classes/{web.school.classes['7']}/people").text, "Аня")[2] == "✓"


@pytest.mark.clause("3.1")
@pytest.mark.parametrize(
    ("key", "seen", "status"),
    [
        ("nina", "anya", 200),
        ("nina", "anya_mother", 200),
        ("nina", "yana", 404),
        ("nina", "oleg", 404),
        ("vera", "anya", 403),
        ("anya", "anya", 403),
        ("anya_mother", "anya", 403),
        ("dina", "yana", 200),
        ("igor", "oleg", 200),
    ],
)
def test_a_card_is_open_to_the_office_and_to_the_class_teacher_of_the_class(
    web: Web, key: str, seen: str, status: int
) -> None:
    assert web.browser(key).get(f"/people/{web.school[seen]}").status_code == status


@pytest.mark.clause("3.1")
def test_a_class_teacher_sees_no_other_class_and_no_children_of_other_classes(web: Web) -> None:
    nina = web.browser("nina")
    assert nina.get(f"/classes/{web.school.classes['1']}/people").status_code == 404
    link = {"guardian": web.school["anya_mother"], "child": web.school["yana"], "relation": "мать"}
    web.db(Guardianship.create, valid_from=SINCE, valid_to=None, **link)
    assert "Яшина" not in nina.get(f"/people/{web.school['anya_mother']}").text
    assert "Яшина" in web.browser("alla").get(f"/people/{web.school['anya_mother']}").text


@pytest.mark.clause("4.4.1")
def test_the_ways_to_people_stand_where_they_are_looked_for(web: Web) -> None:
    seven = f'href="/classes/{web.school.classes["7"]}/people"'
    journals = {key: web.browser(key).get("/journal").text for key in ("nina", "vera", "dina")}
    assert seven in journals["nina"] and 'href="/people/find"' not in journals["nina"]
    assert seven not in journals["vera"] and 'href="/people/find"' in journals["dina"]
    assert seven in web.browser("dina").get("/people/find").text
    shown = web.browser("alla").get("/people").text
    assert seven in shown and 'href="/people/find"' in shown and 'href="/people/new"' in shown


@pytest.mark.clause("4.4.1")
def test_reading_a_card_and_a_list_is_logged(web: Web) -> None:
    alla, anya, seven = web.browser("alla"), web.school["anya"], web.school.classes["7"]
    alla.get(f"/people/{anya}"), alla.get(f"/classes/{seven}/people"), alla.get("/people/find?q=ал")
    assert [(note.endpoint, note.object_id) for note in web.noted()] == [
        ("cards.card", anya),
        ("cards.of_class", seven),
        ("cards.find", None),
    ]


@pytest.mark.clause("4.4.1")
def test_the_class_teacher_keeps_how_parents_are_reached_and_nothing_else(web: Web) -> None:
    mother = web.school["anya_mother"]
    nina, path = web.browser("nina"), f"/people/{mother}/details"
    sent = nina.form(path) | {"phone": "8 (911) 123-45-67", "email": "olga@example.ru", "snils": "1"}
    for _ in range(2):
        assert nina.post(path, sent).location == f"/people/{mother}"
    person = web.db(Person.get_by_id, mother)
    assert (person.phone, person.email) == ("+79111234567", "olga@example.ru")
    assert person.snils == PARENTS["anya_mother"][0]
    assert web.db(lambda: [row.kind for row in Audit.select()].count("person.details")) == 1


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("phone", "12-34", "Телефон не разобран"),
        ("email", "olga", "Адрес почты не разобран"),
        ("snils", "999-000-009 23", "уже записан у другого"),
        ("snils", "999-000-009 24", "Контрольное число"),
        ("birth_date", "2030-01-01", "Проверьте год рождения"),
    ],
)
def test_what_is_not_so_is_refused_and_what_was_typed_stays(
    web: Web, field: str, typed: str, told: str
) -> None:
    alla, path = web.browser("alla"), f"/people/{web.school['anya']}/details"
    answer = alla.post(path, alla.form(path) | {field: typed})
    assert answer.status_code == 422 and told in answer.text
    assert form(answer.text, path)[field] == typed


@pytest.mark.clause("4.3.2")
def test_the_deputy_changes_nothing_and_a_foreign_class_teacher_finds_nobody(web: Web) -> None:
    path = f"/people/{web.school['anya']}/details"
    assert web.browser("dina").post(path, {"key": "k", "phone": ""}).status_code == 403
    assert web.browser("nina").post(f"/people/{web.school['yana']}/details", {"key": "k"}).status_code == 404


@pytest.mark.clause("4.4.1")
def test_a_pupil_who_came_back_is_one_person_with_two_spans(web: Web) -> None:
    web.db(come_back, web.school["vova"], web.school.classes["7"], by=BY, now=at("9:00"))
    shown = web.browser("alla").get(f"/people/{web.school['vova']}").text
    assert "с 31.08.2026 по 30.09.2026" in shown and "с 09.11.2026" in shown and "№ 9" in shown


@deed("test.come_back", of="person")
def come_back(pupil: int, cohort: int, *, by: object, now: object) -> None:
    Enrolment.update(valid_to=date(2026, 9, 30), left_order="№ 9").where(Enrolment.person == pupil).execute()
    create(Enrolment, person=pupil, cohort=cohort, order_number="№ 8", valid_from=date(2026, 11, 9))
