"""п. 4.2.1, 2.1: the curriculum is seen and corrected by hand, and measured by the norms."""

from datetime import date, timedelta

import pytest

from ejournal.models.audit import Audit
from ejournal.models.curriculum import CurriculumHour, Group, GroupMember, Period
from ejournal.models.norms import volumes_on
from ejournal.models.people import SchoolYear
from tests.client import Browser, Web, queries
from tests.school import MONDAY, School
from tests.views.tables import row

pytestmark = pytest.mark.clause("4.2.1")


def written(school: School) -> None:
    """Algebra 31 hours and English 2: one hour more than a week of grade 7 may have."""
    for key, tenths in (("algebra", 310), ("english1", 20)):
        subject = Group.get_by_id(school.groups[key]).subject
        own = {"year": SchoolYear.get(), "cohort": school.classes["7"]}
        CurriculumHour.create(subject=subject, tenths=tenths, **own)


@pytest.fixture
def dina(web: Web) -> Browser:
    web.db(written, web.school)
    return web.browser("dina")


def halved(school: School) -> None:
    """Algebra is taught in the second of two quarters alone."""
    second = Period.get()
    first = {"valid_from": date(2026, 9, 1), "valid_to": date(2026, 10, 30), "number": 1}
    grades = {"grade_from": second.grade_from, "grade_to": second.grade_to}
    Period.create(year=second.year, kind=second.kind, **grades, **first)
    Group.update(periods="2").where(Group.id == school.groups["algebra"]).execute()


def place(web: Web, grade: str = "7") -> str:
    return f"/curriculum/{web.school.classes[grade]}"


def subject(web: Web, key: str) -> int:
    found: int = web.db(Group.get_by_id, web.school.groups[key]).subject_id
    return found


def tenths(web: Web, key: str) -> int | None:
    mine = CurriculumHour.subject == subject(web, key)
    found: int | None = web.db(lambda: CurriculumHour.select(CurriculumHour.tenths).where(mine).scalar())
    return found


def text_of(html: str) -> str:
    return html.replace("\u00a0", " ")


def test_every_class_has_its_week_and_its_year_beside_the_norms(web: Web, dina: Browser) -> None:
    shown = row(text_of(dina.get("/curriculum").text), "в неделю 33 ч, норма — не больше 32")
    assert shown[:5] == ["7", "33", "32", str(33 * 34), "1088–1190"]
    assert row(dina.get("/curriculum").text, "плана ещё нет")[0] == "1"


def test_a_class_shows_its_subjects_with_hours_pages_and_teachers(web: Web, dina: Browser) -> None:
    html = text_of(dina.get(place(web)).text)
    assert row(html, "Ветрова В.И.")[2] == str(31 * 34)
    english = row(html, "Орлов О.П.")[3]
    assert "Морозова М.П." in english  # each part of the class is a page with its own teacher
    assert "История" in html and "не больше 32" in html


def test_hours_are_corrected_and_the_change_has_its_trace(web: Web, dina: Browser) -> None:
    here, field = place(web), f"hours-{subject(web, 'algebra')}"
    assert dina.post(here, dina.form(here, here) | {field: "19,5"}).status_code == 303
    assert tenths(web, "algebra") == 195
    html = text_of(dina.get(here).text)
    assert "31 → 19,5" in html and "Дымова Д.Ю." in html and "10:42" in html  # of the school's clock
    assert "в неделю 33 ч" not in html and "за год 731 ч, норма — не меньше 1088" in html
    assert web.db(lambda: Audit.select().order_by(Audit.id.desc()).get().kind) == "curriculum.hours"


def test_an_old_page_brings_back_nothing_that_it_did_not_change(web: Web, dina: Browser) -> None:
    """Two windows with the same plan: each changes another subject."""
    here, algebra, english = place(web), subject(web, "algebra"), subject(web, "english1")
    assert f'name="was-{algebra}" form="hours" value="31"' in dina.get(here).text
    old = dina.form(here, here) | {f"was-{algebra}": "31", f"hours-{algebra}": "31", f"was-{english}": "2"}
    assert dina.post(here, dina.form(here, here) | {f"hours-{algebra}": "5"}).status_code == 303
    assert dina.post(here, old | {f"hours-{english}": "3"}).status_code == 303
    assert (tenths(web, "algebra"), tenths(web, "english1")) == (50, 30)


@pytest.mark.parametrize("typed", ["много", "0", "", "99"])
def test_what_is_no_hours_is_refused_and_stays_typed(web: Web, dina: Browser, typed: str) -> None:
    here, field = place(web), f"hours-{subject(web, 'algebra')}"
    fields = dina.form(here, here) | {field: typed, f"hours-{subject(web, 'english1')}": "4"}
    answer = dina.post(here, fields)
    assert answer.status_code == 422 and "Алгебра: часы в неделю" in text_of(answer.text)
    assert 'value="4"' in answer.text
    assert (tenths(web, "algebra"), tenths(web, "english1")) == (310, 20)


def test_a_page_that_the_plan_does_not_speak_of_gets_hours(web: Web, dina: Browser) -> None:
    here, field = place(web), f"hours-{subject(web, 'history')}"
    assert dina.post(here, dina.form(here, here) | {field: "2"}).status_code == 303
    assert tenths(web, "history") == 20


@pytest.mark.clause("2.1")
def test_a_subject_is_added_with_a_page_of_the_class_and_taken_out_again(web: Web, dina: Browser) -> None:
    here = place(web)
    sent = dina.form(here, f"{here}/add") | {"subject": " Химия ", "hours": "0,5"}
    assert dina.post(f"{here}/add", sent).status_code == 303
    page = web.db(lambda: Group.select().order_by(Group.id.desc()).get())
    assert (page.kind, page.name, page.grading) == ("class", "7 класс", "five")
    assert web.db(lambda: GroupMember.select().where(GroupMember.group == page).count()) == 4
    twice = dina.post(f"{here}/add", dina.form(here, f"{here}/add") | {"subject": "химия", "hours": "2"})
    assert twice.status_code == 422 and "уже есть" in twice.text
    gone = dina.form(here, f"{here}/remove") | {"taken": str(page.subject_id)}
    assert dina.post(f"{here}/remove", gone).status_code == 303
    assert web.db(lambda: Group.select().where(Group.id == page.id).count()) == 0
    html = text_of(dina.get(here).text)
    assert "0,5 → убран" in html and "добавлен, 0,5 ч" in html


def test_a_subject_with_lessons_stays_and_it_is_said_what_is_there(web: Web, dina: Browser) -> None:
    here = place(web)
    sent = dina.form(here, f"{here}/remove") | {"taken": str(subject(web, "algebra"))}
    answer = dina.post(f"{here}/remove", sent)
    assert answer.status_code == 422 and "уроки расписания — 4" in answer.text
    assert tenths(web, "algebra") == 310


def test_the_same_form_twice_writes_once(web: Web, dina: Browser) -> None:
    here = place(web)
    sent = dina.form(here, f"{here}/add") | {"subject": "Химия", "hours": "2"}
    assert [dina.post(f"{here}/add", sent).status_code for _ in range(2)] == [303, 303]
    assert web.db(CurriculumHour.select().count) == 3


def test_a_stranger_and_a_class_of_no_year_get_nothing(web: Web, dina: Browser) -> None:
    vera, here = web.browser("vera"), place(web)
    sent = vera.form("/problems") | {"subject": "Химия", "hours": "2"}
    assert vera.get(here).status_code == 403
    assert [vera.post(to, sent).status_code for to in (here, f"{here}/add", f"{here}/remove")] == [403] * 3
    assert dina.get("/curriculum/999999").status_code == 404
    assert web.db(CurriculumHour.select().count) == 2


def test_a_subject_of_one_half_of_the_year_counts_in_it_alone(web: Web, dina: Browser) -> None:
    web.db(halved, web.school)
    shown = row(text_of(dina.get("/curriculum").text), "1088–1190")
    assert shown[1] == "2–33" and int(shown[3]) < 33 * 34


def test_another_year_of_a_grade_holds_from_its_day(web: Web, dina: Browser) -> None:
    norms, volumes = "/timetable/norms", "/timetable/norms/volumes"
    monday = MONDAY + timedelta(days=7)
    sent = dina.form(norms, volumes) | {"most-7": "1100", "volumes-since": monday.isoformat()}
    assert dina.post(volumes, sent).status_code == 303
    assert web.db(volumes_on, MONDAY) == {} and web.db(volumes_on, monday) == {7: (1088, 1100)}
    now = dina.form(norms, volumes) | {"most-7": "1100", "least-10": "1156", "most-10": "1258"}
    assert dina.post(volumes, now).status_code == 303
    assert web.db(volumes_on, MONDAY) == {7: (1088, 1100), 10: (1156, 1258)}
    assert "за год 1122 ч, норма — не больше 1100" in text_of(dina.get("/curriculum").text)
    wrong = dina.post(volumes, now | {"least-7": "1200"})
    assert wrong.status_code == 422 and "7 класс" in wrong.text and 'value="1200"' in wrong.text


@pytest.mark.parametrize("page", ["/curriculum", "/curriculum/{}"])
def test_the_number_of_queries_does_not_grow(web: Web, dina: Browser, page: str) -> None:
    with queries() as seen:
        dina.get(page.format(web.school.classes["7"]))
    assert len(seen) <= 24


def test_it_is_found_where_it_is_looked_for(web: Web, dina: Browser) -> None:
    assert all('href="/curriculum"' in dina.get(page).text for page in ("/timetable", "/setup"))
