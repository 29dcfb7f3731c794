"""п. 2.1: a class that no file has brought."""

from datetime import date

import pytest

from ejournal.models.people import ClassYear, Cohort, SchoolYear
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
    assert f">{grade}{letter} (0)</option>" in web.browser("alla").get("/people/new").text


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
