"""п. 3.1, 3.2, 4.3.2: every route as every role; what the table here does not admit is refused."""

import inspect

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ejournal.access import Right
from ejournal.models.people import Employment, Person, PersonName
from tests.client import Browser, Web
from tests.engines import Engine
from tests.school import SINCE
from tests.views.entered import CAST, ENTERED, JOURNAL
from tests.views.sweep import furnish, sample


@pytest.fixture(scope="session")
def engine(postgres: Engine) -> Engine:
    """Every page is asked for on PostgreSQL here; what the pages say is tested on SQLite."""
    return postgres


def routes(app: Flask) -> list[Rule]:
    return sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"),
        key=lambda rule: (rule.endpoint == "sign_in.leave", rule.endpoint),  # signing out comes last
    )


def place(app: Flask, endpoint: str) -> str:
    """The file and function of a view."""
    view = inspect.unwrap(app.view_functions[endpoint])
    return f"{inspect.getsourcefile(view)}:{view.__name__}"


def ask(browser: Browser, method: str, address: str) -> TestResponse:
    """A bare request from the own origin: here the gate is tested, the pages are checked elsewhere."""
    return browser.client.open(
        address, method=method, base_url=browser.base_url, headers={"Origin": browser.base_url}
    )


def outcome(answer: TestResponse, endpoint: str) -> str:
    """How the gate answered: entered, sign in (to a stranger), or the status that refused."""
    if answer.status_code == 303 and answer.location == "/sign-in":
        return "sign in"
    if endpoint == "sign_in.nobody" and "Сегодня вам ничего не открыто" in answer.text:
        return "entered"
    return str(answer.status_code) if answer.status_code in (401, 403, 404, 405, 500) else "entered"


def browser_of(web: Web, role: str) -> Browser:
    key = CAST[role]
    if key == "stranger":
        return Browser(web.app, web.sign_in(web.db(add_stranger)))
    return web.browser(key)


def add_stranger() -> int:
    """Somebody the school knows, without duties, enrolment or children."""
    person = Person.create(snils="99900009924", sex="f")
    PersonName.create(
        person=person, surname="Чужая", name="Анна", folded="чужая анна", valid_from=SINCE, patronymic=None
    )
    return int(person.id)


def test_every_route_declares_a_right_and_stands_in_the_table(app: Flask) -> None:
    silent = [
        place(app, rule.endpoint)
        for rule in routes(app)
        if not isinstance(getattr(app.view_functions[rule.endpoint], "right", None), Right)
    ]
    assert silent == []
    assert {rule.endpoint for rule in routes(app)} == set(ENTERED)


@pytest.mark.clause("3.1")
@pytest.mark.clause("3.2")
@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize("role", CAST)
def test_each_role_enters_only_where_the_regulation_lets_it(web: Web, role: str) -> None:
    web.settings(electronic_since=SINCE)
    furnish(web)
    browser = browser_of(web, role)
    refused = "sign in" if role == "anonymous" else "403"
    wrong = []
    for rule in routes(web.app):
        method, address = sample(web, rule, CAST[role])
        found = outcome(ask(browser, method, address), rule.endpoint)
        expected = "entered" if role in ENTERED[rule.endpoint] else refused
        if found != expected:
            wrong.append(f"{place(web.app, rule.endpoint)} {method} {address}: {found}, not {expected}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("key", ["anya", "anya_mother", "anya_father"])
def test_pupils_and_parents_get_403_on_every_route_of_the_journal_and_it_is_logged(
    web: Web, key: str
) -> None:
    furnish(web)
    browser = web.browser(key)
    asked = [rule for rule in routes(web.app) if rule.endpoint.startswith(JOURNAL)]
    statuses = {rule.endpoint: browser.send(*sample(web, rule)).status_code for rule in asked}
    assert statuses == {rule.endpoint: 403 for rule in asked}
    logged = [note for note in web.noted() if note.kind == "forbidden" and note.person == web.school[key]]
    assert [note.endpoint for note in logged] == [rule.endpoint for rule in asked]


@pytest.mark.clause("3.1")
def test_a_stranger_that_uses_htmx_gets_401_and_the_way_to_the_sign_in(web: Web) -> None:
    lesson = web.lesson("algebra")
    page = web.browser().htmx_get(f"/lessons/{lesson}/state")
    save = web.browser().htmx_post(f"/lessons/{lesson}/topic", {"topic": "Одночлены", "key": "k"})
    assert (page.status_code, page.headers.get("HX-Redirect")) == (401, "/sign-in")
    assert (save.status_code, save.headers.get("HX-Redirect"), save.data) == (401, None, b"")


@pytest.mark.clause("4.3.2")
def test_a_route_without_a_declared_right_is_refused_to_everybody(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(web.app.view_functions, "today.page", lambda: "журнал")
    assert web.browser("vera").get("/today").status_code == 403
    assert web.browser().get("/today").status_code == 403


@pytest.mark.clause("3.1")
def test_employment_of_another_kind_gives_no_way_in(web: Web) -> None:
    person = web.db(add_stranger)
    web.db(
        Employment.create,
        person=person,
        position="Повар",
        order_number="№ 3",
        valid_from=SINCE,
        valid_to=None,
    )
    assert Browser(web.app, web.sign_in(person)).get("/journal").status_code == 403
