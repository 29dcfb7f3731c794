"""п. 2.1: a class that no file has brought."""

from datetime import date

import pytest

from ejournal.models.audit import Audit
from ejournal.models.cards import titles
from ejournal.models.curriculum import Group
from ejournal.models.people import ClassYear, Cohort, SchoolYear
from ejournal.reports.cards import title_on
from tests.client import Web

pytestmark = pytest.mark.clause("2.1")
NEW = "/classes/new"


def add(web: Web, title: str) -> tuple[int, str]:
    """The status, and the page shown next."""
    alla = web.browser("alla")
    answer = alla.post(NEW, alla.form(NEW) | {"title": title})
    return answer.status_code, alla.get(str(answer.location)).text if answer.location else answer.text


@pytest.mark.parametrize(("typed", "grade", "letter"), [("5 «б»", 5, "Б"), ("11", 11, ""), ("8B", 8, "В")])
def test_a_class_is_made_under_the_name_that_a_school_writes(
    web: Web, typed: str, grade: int, letter: str
) -> None:
    status, shown = add(web, typed)
    assert status == 303 and f"{grade}{letter}" in shown
    own = web.db(lambda: ClassYear.get((ClassYear.grade == grade) & (ClassYear.letter == letter)))
    began = web.db(lambda: Cohort.get_by_id(own.cohort_id).started_on)
    assert began == date(2026 - grade + 1, 9, 1)
    told = f">{grade}{letter} (0) — страниц журнала ещё нет</option>"
    assert told in web.browser("alla").get("/people/new").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("7", "7 класс в этом учебном году уже есть"), ("12", "от 1 до 11"), ("", "от 1 до 11")],
)
def test_a_class_that_is_there_or_is_none_is_refused(web: Web, typed: str, said: str) -> None:
    before = web.db(ClassYear.select().count)
    status, shown = add(web, typed)
    assert status == 422 and said in shown and f'value="{typed}"' in shown
    assert web.db(ClassYear.select().count) == before


def test_a_class_made_in_error_is_taken_away_while_nothing_rests_on_it(web: Web) -> None:
    add(web, "5Ъ")
    alla, own = web.browser("alla"), web.db(lambda: ClassYear.get(ClassYear.letter == "Ъ"))
    page, remove = f"/classes/{own.cohort_id}/people", f"/classes/{own.cohort_id}/remove"
    assert alla.post(remove, alla.form(page, remove)).status_code == 303
    assert web.db(lambda: ClassYear.get_or_none(ClassYear.letter == "Ъ")) is None
    assert web.db(lambda: Cohort.get_or_none(Cohort.id == own.cohort_id)) is None


def test_a_class_with_pupils_stays(web: Web) -> None:
    alla, cohort = web.browser("alla"), web.school.classes["7"]
    answer = alla.post(f"/classes/{cohort}/remove", alla.form(NEW))
    assert answer.status_code == 422 and "убрать его нельзя" in answer.text
    assert web.db(lambda: ClassYear.get_or_none(ClassYear.cohort == cohort)) is not None


def test_a_class_of_former_years_stays(web: Web) -> None:
    add(web, "6Я")
    cohort = web.db(lambda: ClassYear.get(ClassYear.letter == "Я").cohort_id)

    def once() -> None:
        first, last = date(2025, 9, 1), date(2026, 5, 26)
        before = SchoolYear.create(name="2025/2026", valid_from=first, valid_to=last)
        ClassYear.create(cohort=cohort, year=before, grade=5, letter="Я")

    web.db(once)
    alla = web.browser("alla")
    assert alla.post(f"/classes/{cohort}/remove", alla.form(NEW)).status_code == 422
    assert web.db(ClassYear.select().where(ClassYear.cohort == cohort).count) == 2


def own_names(cohort: int) -> list[ClassYear]:
    """What a class is called in each year."""
    return list(ClassYear.select().where(ClassYear.cohort == cohort))


def rename(web: Web, title: str, order: str = "") -> tuple[int, str]:
    """The status of another name for class 7, and the page shown next."""
    alla, cohort = web.browser("alla"), web.school.classes["7"]
    page, action = f"/classes/{cohort}/people", f"/classes/{cohort}/rename"
    answer = alla.post(action, alla.form(page, action) | {"title": title, "order": order})
    return answer.status_code, alla.get(str(answer.location)).text if answer.location else answer.text


def pages(web: Web) -> set[str]:
    own = Group.select().where(Group.cohort == web.school.classes["7"])
    return web.db(lambda: {page.name for page in own})


def test_a_misspelt_class_gets_its_letter_and_its_pages_follow(web: Web) -> None:
    before = pages(web)
    status, shown = rename(web, "7 «а»")
    assert status == 303 and "класс называется 7А" in shown
    assert pages(web) == {name.replace("7 класс", "7А класс") for name in before} != before
    assert "7А" in web.browser("vera").get("/journal").text
    assert web.db(lambda: Audit.select().where(Audit.kind == "class.rename").count()) == 1


def test_pages_at_home_and_mixed_groups_follow_the_name_of_the_class(web: Web) -> None:
    """Those that are called by their classes; what the school has called otherwise stays."""
    named = {
        "home": ("7 класс, обучение на дому", "7А класс, обучение на дому"),
        "mixed": ("7, 7Т классы", "7А, 7Т классы"),
        "club": ("7, 7Т классы", "7, 7Т классы"),
    }
    like = web.db(lambda: Group.get_by_id(web.school.groups["algebra"]))

    def make() -> None:
        for kind, (name, _) in named.items():
            cohort = like.cohort_id if kind == "home" else None
            own = {"year": like.year_id, "subject": like.subject_id, "grading": "none"}
            Group.create(kind=kind, name=name, cohort=cohort, **own)

    web.db(make)
    assert rename(web, "7А")[0] == 303
    found = web.db(lambda: {one.kind: one.name for one in Group.select() if one.kind in named})
    assert found == {kind: new for kind, (_, new) in named.items()}


def test_the_letter_is_changed_by_order_and_the_year_ahead_follows(web: Web) -> None:
    cohort = web.school.classes["7"]

    def years() -> None:
        for name, first, grade in (("2025/2026", 2025, 6), ("2027/2028", 2027, 8)):
            days = {"valid_from": date(first, 9, 1), "valid_to": date(first + 1, 5, 26)}
            year = SchoolYear.create(name=name, **days)
            ClassYear.create(cohort=cohort, year=year, grade=grade, letter="")

    web.db(years)
    status, shown = rename(web, "7Б", "№ 80 от 23.11.2026")
    assert status == 303 and "по приказу № 80 от 23.11.2026" in shown
    named = {one.grade: one.letter for one in web.db(own_names, cohort)}
    assert named == {6: "", 7: "Б", 8: "Б"}
    assert web.db(lambda: title_on(titles(), cohort, date(2026, 5, 20))) == "6"  # a paper of that day


@pytest.mark.parametrize(
    ("title", "order", "said"),
    [
        ("7Т", "", "7Т класс в 2026/2027 учебном году уже есть"),
        ("8", "", "Меняется только буква"),
        ("7", "", "Класс уже называется 7"),
        ("седьмой", "", "Класс записывают числом"),
        ("7А", "устно", "Приказ укажите с номером"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_stays_in_the_form(
    web: Web, title: str, order: str, said: str
) -> None:
    add(web, "7Т")
    status, shown = rename(web, title, order)
    assert status == 422 and said in shown and f'value="{title}"' in shown
    assert "7 класс" in pages(web)


@pytest.mark.parametrize("who", ["vera", "nina", "dina"])
def test_nobody_else_changes_the_name_of_a_class(web: Web, who: str) -> None:
    action = f"/classes/{web.school.classes['7']}/rename"
    assert web.browser(who).post(action, {"title": "7А"}).status_code == 403
    assert "7 класс" in pages(web)
