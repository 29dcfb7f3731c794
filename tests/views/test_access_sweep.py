"""п. 3.1, 3.2, 4.3.2: every route as every role; what the table here does not admit is refused."""

import inspect

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ejournal.access import Right
from ejournal.models.people import Employment, Person, PersonName
from tests.client import Browser, Web
from tests.school import SINCE
from tests.views.sweep import sample

# Who is who for the sweep, with class 7, its algebra and its pupil Аня as the objects.
CAST: dict[str, str | None] = {
    "anonymous": None,
    "nobody": "stranger",
    "pupil": "anya",
    "guardian": "anya_mother",
    "guardian on paper": "anya_father",
    "teacher": "vera",
    "class teacher": "nina",
    "deputy": "dina",
    "director": "igor",
    "administrator": "alla",
}
ALL = set(CAST)
SIGNED_IN = ALL - {"anonymous"}
READERS = {"teacher", "class teacher", "deputy", "director"}  # 3.1, 3.7
TEACHER = {"teacher"}  # 4.5: the class teacher reads this lesson, which another teacher gives
BRINGERS = {"teacher", "class teacher", "deputy", "administrator"}  # each the own files
FORMS = ("arrival", "return_form", "leave_form", "move_form", "name_form")
MOVEMENTS = (*FORMS, "arrive", "enrol_again", "leave", "move", "rename")
OFFICE = {"deputy", "director", "administrator"}
ENTERED: dict[str, set[str]] = {
    "sign_in.page": ALL,
    "sign_in.start": ALL,
    "sign_in.callback": ALL,
    "sign_in.home": SIGNED_IN,
    "sign_in.nobody": SIGNED_IN,
    "sign_in.leave": SIGNED_IN,
    "today.page": {"teacher", "class teacher"},
    "today.hand_in": {"teacher", "class teacher"},
    "lesson.page": READERS,
    "lesson.state": TEACHER,
    "lesson.changes": READERS,
    "lesson.save": TEACHER,
    "lesson.topic": TEACHER,
    "lesson.homework": TEACHER,
    "lesson.roll": TEACHER,
    "lesson.add_work": TEACHER,
    "lesson.parallel": TEACHER,
    "lesson.pair": TEACHER,
    "lesson.roll_cell": TEACHER,
    "lesson.mark_cell": TEACHER,
    "slip.page": READERS,
    "slip.docx": READERS,
    "slip.day_page": {"teacher", "class teacher"},
    "slip.typing": TEACHER,
    "slip.save": TEACHER,
    "journal.pages": READERS,
    "journal.page": READERS,
    "journal.changes": READERS,
    "journal.close_week": {"class teacher"},
    "diary.mine": {"pupil", "guardian"},
    "diary.week": {"pupil", "guardian"},
    "requests.page": {"teacher", "class teacher", "deputy", "director"},  # 2.12, 4.2.2: own, or all
    "requests.keep": {"teacher", "class teacher"},  # 4.5.4: whoever fills lessons
    "printing.page": {"deputy", "director"},  # 4.2.4
    "printing.of_class": {"class teacher", "deputy", "director"},  # 3.7, 4.4: what the own class lacks
    "printing.sheets": {"deputy", "director"},
    "printing.issue": {"deputy", "director"},
    "papers.page": {"class teacher", "deputy", "director"},  # 4.2.5; the class teacher those of the own class
    "papers.paper": {"class teacher", "deputy", "director"},
    "papers.docx": {"class teacher", "deputy", "director"},
    "imports.page": BRINGERS,  # 4.5.1, 4.2.1, 4.3.2
    "imports.blank": BRINGERS,
    "imports.bring": BRINGERS,
    "imports.draft": BRINGERS,
    "imports.choose": BRINGERS,
    "imports.load": BRINGERS,
    "imports.discard": BRINGERS,
    "imports.draft_file": BRINGERS,
    "imports.loaded": BRINGERS,
    "imports.loaded_file": BRINGERS,
    "imports.undo": BRINGERS,
    "plans.pages": READERS,  # 2.2, 4.5.1: own ones, those of the own class, or all
    "plans.page": READERS,
    "plans.accepted": READERS,
    "plans.hand_in": {"teacher", "deputy"},
    "plans.accept": {"deputy"},
    "plans.send_back": {"deputy"},
    "plans.new": {"teacher", "deputy"},
    "plans.make": {"teacher", "deputy"},
    **{
        f"plan_items.{name}": {"teacher", "deputy"}
        for name in ("new", "add", "page", "change", "remove", "move")
    },
    "plan_healing.page": {"teacher", "deputy"},
    "plan_healing.heal": {"teacher", "deputy"},
    "plan_healing.reserve": {"teacher", "deputy"},
    "plan_healing.sheet": READERS,
    "preparation.page": {"deputy", "administrator"},  # 4.3.1
    "years.page": {"deputy", "administrator"},
    "years.open_year": {"deputy", "administrator"},
    "timetable.page": READERS | {"administrator"},  # 4.2.1
    "days_off.page": {"deputy"},  # 4.2.1
    "days_off.close": {"deputy"},
    "days_off.reopen": {"deputy"},
    "substitutions.page": {"deputy"},  # 4.2.2д: reasons of absences are data of the staff
    "substitutions.report_absence": {"deputy"},
    "substitutions.absence": {"deputy"},
    "substitutions.decide": {"deputy"},
    "substitutions.withdraw": {"deputy"},
    "substitutions.take_back": {"deputy"},
    "substitutions.log": {"deputy", "director"},
    "substitutions.log_docx": {"deputy", "director"},
    "substitutions.day": READERS | {"administrator"},
    "substitutions.day_docx": READERS | {"administrator"},
    "cards.find": OFFICE,  # 4.3.2
    "cards.card": {"class teacher"} | OFFICE,  # 4.4.1: pupils of the own class and their parents
    "cards.of_class": {"class teacher"} | OFFICE,
    "cards.details": {"class teacher", "administrator"},
    "cards.change_details": {"class teacher", "administrator"},
    **{f"movements.{name}": {"administrator"} for name in MOVEMENTS},
    "admin.people": {"administrator"},
    "admin.end_sessions": {"administrator"},
    "admin.settings": {"administrator", "deputy", "director"},
    "admin.change_settings": {"administrator"},
}
# Everything that is not the diary or the door.
JOURNAL = (
    "today.",
    "lesson.",
    "slip.",
    "journal.",
    "requests.",
    "printing.",
    "papers.",
    "admin.",
    "cards.",
    "movements.",
    "imports.",
    "preparation.",
    "plans.",
    "plan_items.",
    "plan_healing.",
    "years.",
    "substitutions.",
    "days_off.",
    "timetable.",
)


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
