"""«Выданные документы»: found again, read by whom they concern, given out only as they were issued."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from ejournal.access import Role
from ejournal.models.papers import IssuedPaper, NewPaper
from ejournal.models.people import PersonName
from ejournal.services import papers
from tests.client import Browser, Web, queries
from tests.school import BY, MONDAY, School, at
from tests.services.test_papers import spoil
from tests.views.tables import row, rows

pytestmark = pytest.mark.clause("4.2.5")

TOLD = {"half": 1, "layout": "dense", "duplex": True, "year": "2026/2027"}
VOLUME = NewPaper(
    "journal", "Классный журнал, 7 класс & <1>, I полугодие", "cohort", None, TOLD, (3, "f" * 64)
)
OTHERS = replace(VOLUME, kind="certificate", title="Справка о 1 классе", parameters={"reason": "по просьбе"})
NOON = at("12:00")


@pytest.fixture
def dina(web: Web) -> Browser:
    return web.browser("dina")


def issue(web: Web, paper: NewPaper = VOLUME, grade: str = "7", text: str = "a", **how: Any) -> int:
    """The number in the database of a paper about a class that is issued now."""
    by, now = how.get("by", BY), how.get("now", NOON)
    made = replace(paper, about_id=paper.about_id or web.school.classes[grade])
    web.db(papers.issue, made, text * 64, f"docx {text}".encode(), by=by, now=now)
    return newest(web)


def newest(web: Web) -> int:
    return int(web.db(lambda: IssuedPaper.select().order_by(IssuedPaper.id.desc()).get()).id)


def titles(html: str) -> list[str]:
    return [found[-5] for found in rows(html)[1:]]


def numbers(html: str) -> list[str]:
    return [found[0] for found in rows(html)[1:]]


def test_the_register_tells_number_document_moment_and_author(
    web: Web, dina: Browser, school: School
) -> None:
    paper = issue(web, by=school.actor("igor", Role.DIRECTOR))
    page = dina.get("/papers").text
    assert row(page, VOLUME.title) == [
        "1 / 2026",
        VOLUME.title,
        "23.11.2026, 12:00",
        "Ильин И.Л.",
        "a" * 12,
        f"Скачать № 1 за 2026 год, {VOLUME.title}",
    ]
    assert f'href="/papers/{paper}/file.docx"' in page


def test_the_author_is_called_as_on_the_day_of_issue(web: Web, dina: Browser, school: School) -> None:
    def marry() -> None:
        PersonName.update(valid_to=MONDAY).where(PersonName.person == school["dina"]).execute()
        PersonName.create(
            person=school["dina"],
            surname="Невестина",
            name="Дина",
            folded="невестина дина",
            valid_from=date(2026, 11, 24),
        )

    by = school.actor("dina", Role.DEPUTY)
    issue(web, text="a", by=by)
    issue(web, text="b", by=by, now=at("9:00", date(2026, 11, 24)))
    web.db(marry)
    assert [found[3] for found in rows(dina.get("/papers").text)[1:]] == ["Невестина Д.", "Дымова Д.Ю."]


def test_it_is_found_by_number_and_by_the_signs_of_either_hash(web: Web, dina: Browser) -> None:
    issue(web)
    stored: IssuedPaper = web.db(IssuedPaper.get)
    for search in ("1", "a" * 12, f" {'A' * 12} ", stored.file_hash[:12], stored.file_hash):
        assert VOLUME.title.split(" &")[0] in dina.get(f"/papers?search={search}").text
    for search in ("2", "нет", "%", "' OR 1=1", "я" * 300):
        assert "Такого документа нет" in dina.get(f"/papers?search={search}").text


def test_kinds_and_years_are_chosen_where_there_are_several(web: Web, dina: Browser) -> None:
    issue(web)
    assert "<select" not in dina.get("/papers").text
    issue(web, OTHERS, "1", "b")
    issue(web, VOLUME, "7", "c", now=at("12:00", date(2027, 1, 12)))
    assert numbers(dina.get("/papers").text) == ["1 / 2027", "1 / 2026", "1 / 2026"]
    assert titles(dina.get("/papers?kind=certificate").text) == [OTHERS.title]
    assert numbers(dina.get("/papers?kind=journal&year=2027").text) == ["1 / 2027"]
    assert dina.form("/papers?kind=journal&year=2027&search=1", "/papers") == {
        "search": "1",
        "kind": "journal",
        "year": "2027",
    }
    for nothing in ("kind=certificate&year=2027", "kind=%F0%9F%98%80", "year=99999999999999"):
        assert "Такого документа нет" in dina.get(f"/papers?{nothing}").text
    assert len(numbers(dina.get("/papers?year=нет&page=-5").text)) == 3


def test_fifty_stand_on_a_page_and_the_choice_goes_along(web: Web, dina: Browser) -> None:
    for number in range(51):
        issue(web, text=f"{number % 10}")
    first, second = dina.get("/papers?kind=journal").text, dina.get("/papers?kind=journal&page=2").text
    assert (len(numbers(first)), numbers(second)) == (50, ["1 / 2026"])
    assert 'href="/papers?search=&amp;kind=journal&amp;year=&amp;page=2">Старше' in first
    assert 'href="/papers?search=&amp;kind=journal&amp;year=&amp;page=1">Новее' in second
    assert "Старше" not in second
    assert numbers(dina.get("/papers?page=99999").text) == ["1 / 2026"]


def test_the_register_takes_as_many_queries_however_many_papers_days_and_authors(
    web: Web, dina: Browser, school: School
) -> None:
    issue(web, by=school.actor("igor", Role.DIRECTOR))
    with queries() as one:
        dina.get("/papers")
    for day in range(24, 29):
        for key in ("dina", "igor"):
            issue(web, by=school.actor(key, Role.DEPUTY), now=at("12:00", date(2026, 11, day)))
    with queries() as many:
        dina.get("/papers")
    assert len(one) == len(many)


def test_an_empty_register_says_what_comes_first_to_whoever_prints(web: Web, dina: Browser) -> None:
    assert 'href="/printing"' in dina.get("/papers").text
    nina = web.browser("nina").get("/papers").text
    assert "Документов ещё не выдавали" in nina and "/printing" not in nina


def test_the_page_of_a_paper_tells_everything_the_register_knows(web: Web, dina: Browser) -> None:
    paper = issue(web)
    page = dina.get(f"/papers/{paper}").text
    stored: IssuedPaper = web.db(IssuedPaper.get)
    told = dict(found for found in rows(page) if len(found) == 2)
    assert told["Номер"] == "1 за 2026 год (классный журнал)"
    assert told["Выдан"] == "23 ноября 2026 г., 12:00, командная строка"
    assert (told["Учебный год"], told["Полугодие"]) == ("2026/2027", "I")
    assert told["Расположение"].startswith("плотно") and told["Печать"] == "на двух сторонах листа"
    assert told["Файл"].startswith("✓ цел")
    assert stored.file_hash in told["Контрольная сумма файла"] and "f" * 64 in page and "a" * 64 in page


def test_a_parameter_without_words_is_told_as_it_is(web: Web, dina: Browser) -> None:
    paper = issue(web, OTHERS)
    assert row(dina.get(f"/papers/{paper}").text, "reason") == ["reason", "по просьбе"]


@pytest.mark.parametrize("content", [b"another", None])
def test_a_file_that_is_not_the_issued_one_is_not_passed_off_as_it(
    web: Web, dina: Browser, content: bytes | None
) -> None:
    paper = issue(web)
    web.db(spoil, content)
    page, file = dina.get(f"/papers/{paper}"), dina.get(f"/papers/{paper}/file.docx")
    assert (page.status_code, file.status_code) == (200, 422)
    for answer in (page, file):
        assert "не то, что было выдано" in answer.text and "из резервной копии" in answer.text
        assert "Скачать для печати" not in answer.text and "не тот, что выдан" in answer.text


def test_the_file_is_a_personal_attachment(web: Web, dina: Browser) -> None:
    answer = dina.get(f"/papers/{issue(web)}/file.docx")
    assert answer.data == b"docx a"
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_class_teacher_reads_the_papers_of_the_own_class_and_no_others(web: Web, school: School) -> None:
    own, other = issue(web), issue(web, OTHERS, "1", "b")
    pupil = replace(OTHERS, about_kind="pupil", about_id=school.classes["7"], title="Справка об ученике")
    of_pupil = issue(web, pupil, text="c")
    nina = web.browser("nina")
    assert titles(nina.get("/papers").text) == [VOLUME.title]
    assert "Такого документа нет" in nina.get(f"/papers?search={'b' * 12}").text
    assert "<select" not in nina.get("/papers").text
    for paper, status in ((own, 200), (other, 404), (of_pupil, 404)):
        for address in (f"/papers/{paper}", f"/papers/{paper}/file.docx"):
            assert nina.send("GET", address).status_code == status
    refused = [note.object_id for note in web.noted() if note.kind == "forbidden"]
    assert refused == [other, other, of_pupil, of_pupil]


@pytest.mark.parametrize("key", ["vera", "alla", "anya", "anya_mother", None])
def test_nobody_else_reads_papers(web: Web, key: str | None) -> None:
    paper = issue(web)
    other = web.browser(key)
    for address in ("/papers", f"/papers/{paper}", f"/papers/{paper}/file.docx"):
        answer = other.send("GET", address)
        assert (answer.status_code, answer.location) in ((403, None), (303, "/sign-in"))
        assert (answer.status_code == 303) == (key is None)


def test_what_is_not_there_is_not_found_and_nothing_is_posted(web: Web, dina: Browser) -> None:
    for address in ("/papers/999", "/papers/999/file.docx", "/papers/99999999999999999999", "/papers/x"):
        assert dina.send("GET", address).status_code == 404
    paper = issue(web)
    for address in ("/papers", f"/papers/{paper}", f"/papers/{paper}/file.docx"):
        assert dina.post(address, {"key": "k"}).status_code == 405


def test_every_reading_is_noted(web: Web, dina: Browser, school: School) -> None:
    paper = issue(web)
    for address in ("/papers", f"/papers/{paper}", f"/papers/{paper}/file.docx"):
        dina.get(address)
    noted = [(note.endpoint, note.object_id) for note in web.noted() if note.person == school["dina"]]
    assert noted == [("papers.page", None), ("papers.paper", paper), ("papers.docx", paper)]


def test_whoever_may_read_papers_is_led_there(web: Web, dina: Browser) -> None:
    assert 'href="/papers">Документы</a>' in dina.get("/journal").text
    assert 'href="/papers"' not in web.browser("vera").get("/journal").text


@pytest.mark.parametrize(
    "typed", ["2", "№ 2", "№2", "2 / 2026", "2/2026", "№ 2 за 2026 год", "№\u00a02 за 2026\u00a0год", " 2 "]
)
def test_a_paper_is_found_by_its_number_as_it_is_printed(web: Web, dina: Browser, typed: str) -> None:
    issue(web)
    issue(web, text="b")
    assert numbers(dina.get(f"/papers?search={quote(typed)}").text) == ["2 / 2026"]
    assert numbers(dina.get(f"/papers?search={quote('2 / 2025')}").text) == []


def test_a_hash_may_be_typed_with_spaces(web: Web, dina: Browser) -> None:
    issue(web)
    assert numbers(dina.get("/papers?search=AAAA+aaaa+aaaa").text) == ["1 / 2026"]


@pytest.mark.parametrize("field", ["search", "kind"])
def test_signs_that_no_database_takes_find_nothing_and_break_nothing(
    web: Web, dina: Browser, field: str
) -> None:
    issue(web)
    assert dina.get(f"/papers?{field}=%00x%0B%ED%A0%80").status_code == 200
