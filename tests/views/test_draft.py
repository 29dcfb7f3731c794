"""п. 4.2.1: a new timetable is made without JavaScript: draft, move, clash, declaration, publishing."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from ejournal.models.audit import Audit
from ejournal.models.curriculum import CurriculumHour, Group, GroupTeacher
from ejournal.models.draft import DraftLesson, TimetableDraft
from ejournal.models.norms import Room
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from tests.client import Browser, Web, queries
from tests.school import MONDAY, School
from tests.views.absences import decide, plain, replaced, report
from tests.views.tables import rows

NEXT = MONDAY + timedelta(days=7)
DRAFT = "/timetable/draft"


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy, of a school whose groups have names of their own and share room 12."""
    web.db(_mend, web.school)
    return web.browser("dina")


def _mend(school: School) -> None:
    Room.create(name="12", groups=9)
    for part in ("1", "2"):
        Group.update(name=f"7 класс, группа {part}").where(
            Group.id == school.groups[f"english{part}"]
        ).execute()


def begin(dina: Browser) -> None:
    sent = dina.form(DRAFT)
    assert sent["since"] == NEXT.isoformat()
    assert dina.post(DRAFT, sent).location == DRAFT


def lesson(web: Web, group: str, weekday: int, number: int) -> int:
    mine = (DraftLesson.group == web.school.groups[group]) & (DraftLesson.weekday == weekday)
    return int(web.db(DraftLesson.get, mine & (DraftLesson.number == number)).id)


def of_seven(web: Web, more: str = "") -> str:
    return f"{DRAFT}?of=class:{web.school.classes['7']}{more}"


def move(web: Web, dina: Browser, lesson: int, to: str) -> TestResponse:
    """Press «сюда» in a cell of the page on which the lesson is taken up."""
    page = of_seven(web, f"&lesson={lesson}")
    assert f'name="to" value="{to}"' in dina.get(page).text
    return dina.post(f"{DRAFT}/move", dina.form(page, f"{DRAFT}/move") | {"lesson": str(lesson), "to": to})


def history_ahead(web: Web) -> set[tuple[int, int]]:
    mine = (Lesson.group == web.school.groups["history"]) & (Lesson.date >= NEXT)
    found = web.db(lambda: list(Lesson.select().where(mine)))
    return {(row.date.isoweekday(), row.number) for row in found}


def test_the_whole_story_without_javascript(web: Web, dina: Browser) -> None:
    begin(dina)
    history = lesson(web, "history", 2, 1)
    taken = plain(dina.get(of_seven(web, f"&lesson={history}")).text)
    assert "! класс занят: Алгебра, 7 класс" in taken
    assert move(web, dina, history, "1:2").status_code == 303
    shown = plain(dina.get(of_seven(web)).text)
    assert "Накладок: 1" in shown
    assert "понедельник, 2-й урок, класс 7: Алгебра, 7 класс; История, 7 класс" in shown
    assert "История, 7 класс: вторник, 1-й урок, каб. 12 → понедельник, 2-й урок, каб. 12" in shown
    refused = dina.post(f"{DRAFT}/publish", dina.form(DRAFT, f"{DRAFT}/publish"))
    assert refused.status_code == 422 and "объявите совмещённым занятием" in refused.text
    together = {"of": "", "to": "1:2", "key": dina.form(DRAFT, f"{DRAFT}/publish")["key"]}
    pages = [web.school.groups["algebra"], web.school.groups["history"]]
    dina.post(f"{DRAFT}/combine", together | {"page": pages})
    assert "✓ Накладок нет" in dina.get(of_seven(web)).text
    sent = dina.form(DRAFT, f"{DRAFT}/publish")
    done = dina.post(f"{DRAFT}/publish", sent)
    assert (done.status_code, done.location) == (303, f"/timetable?day={NEXT}&published=yes")
    assert history_ahead(web) == {(1, 2), (5, 3)}
    again = dina.post(f"{DRAFT}/publish", sent)
    assert (again.status_code, again.location) == (303, done.location)
    assert web.db(Audit.select().where(Audit.kind == "timetable.publish").count) == 1
    page = dina.get(f"/timetable?of=class:{web.school.classes['7']}&day={NEXT}").text
    assert f"с {NEXT:%d.%m.%Y}" in page and "Накладки: " not in page


def test_what_the_curriculum_asks_for_is_offered_and_put(web: Web, dina: Browser) -> None:
    web.db(_hours, web.school)
    begin(dina)
    page = plain(dina.get(of_seven(web, "&to=3:2")).text)
    assert "Алгебра, 7 класс: 1 ч" in page and "История, 7 класс: 0,5 ч" in page
    offered = re.findall(r'<optgroup label="Не расставлено">(.*?)</optgroup>', page, re.DOTALL)
    assert "Алгебра, 7 класс" in offered[0] and "Иностранный" not in offered[0]
    sent = dina.form(of_seven(web, "&to=3:2"), f"{DRAFT}/put")
    dina.post(f"{DRAFT}/put", sent | {"page": str(web.school.groups["algebra"]), "room": "12"})
    shown = dina.get(of_seven(web)).text
    assert "Алгебра, 7 класс: 1 ч" not in shown
    assert "Алгебра" in rows(shown)[2][3]


def _hours(school: School) -> None:
    for key, tenths in (("algebra", 50), ("history", 25)):
        subject = Group.get_by_id(school.groups[key]).subject
        own = {"year": SchoolYear.get(), "cohort": school.classes["7"]}
        CurriculumHour.create(subject=subject, tenths=tenths, **own)


def test_a_room_is_changed_and_a_lesson_taken_out(web: Web, dina: Browser) -> None:
    begin(dina)
    history = lesson(web, "history", 2, 1)
    picked = of_seven(web, f"&lesson={history}")
    dina.post(f"{DRAFT}/room", dina.form(picked, f"{DRAFT}/room") | {"room": "Музей"})
    assert "Музей" in rows(dina.get(of_seven(web)).text)[1][2]
    dina.post(f"{DRAFT}/take-out", dina.form(picked, f"{DRAFT}/take-out"))
    assert "История" not in rows(dina.get(of_seven(web)).text)[1][2]
    lost = dina.post(f"{DRAFT}/room", {"key": "k", "lesson": str(history), "room": "1"})
    assert lost.status_code == 422 and "изменили в другом окне" in lost.text


def test_a_teacher_who_is_busy_with_another_class_is_told_before_the_move(web: Web, dina: Browser) -> None:
    counting = web.school.groups["counting"]
    web.db(GroupTeacher.update(person=web.school["nina"]).where(GroupTeacher.group == counting).execute)
    begin(dina)
    page = plain(dina.get(of_seven(web, f"&lesson={lesson(web, 'history', 2, 1)}")).text)
    assert "! учитель занят: Математика, 1 класс" in page


def test_gaps_and_long_days_are_told_and_do_not_stop_the_timetable(web: Web, dina: Browser) -> None:
    dina.post("/timetable/norms", dina.form("/timetable/norms") | {"week_lessons-7": "7"})
    begin(dina)
    move(web, dina, lesson(web, "history", 2, 1), "3:3")
    shown = plain(dina.get(of_seven(web)).text)
    assert "7 класс: среда — окно, 2-й урок" in shown
    assert "7 класс: 8 уроков в неделю, норма — не больше 7" in shown
    assert dina.post(f"{DRAFT}/publish", dina.form(DRAFT, f"{DRAFT}/publish")).status_code == 303


def test_what_is_decided_or_to_change_after_that_day_is_told_before_publishing(
    web: Web, dina: Browser
) -> None:
    wednesday = NEXT + timedelta(days=2)
    away = report(dina, web, "vera", wednesday, wednesday)
    decide(dina, away, **{f"_{web.lesson('algebra', wednesday)}": replaced(web, "oleg")})
    begin(dina)
    sent = dina.form(DRAFT, f"{DRAFT}/publish") | {"since": (NEXT + timedelta(days=14)).isoformat()}
    move(web, dina, lesson(web, "history", 2, 1), "3:2")
    assert dina.post(f"{DRAFT}/publish", sent).status_code == 303
    begin(dina)
    move(web, dina, lesson(web, "algebra", 3, 1), "4:2")
    shown = plain(dina.get(of_seven(web)).text)
    assert "02.12, 1-й урок, Алгебра, 7 класс" in shown
    assert "Уже введённые позже изменения расписания заменит это: 14.12.2026" in shown


def test_there_is_one_draft_and_it_can_be_given_up(web: Web, dina: Browser) -> None:
    begin(dina)
    second = dina.post(DRAFT, {"key": "another", "since": NEXT.isoformat()})
    assert second.status_code == 422 and "уже составляют" in second.text
    assert "Продолжить новое расписание" in dina.get("/timetable").text
    asked = dina.post(f"{DRAFT}/discard", dina.form(DRAFT, f"{DRAFT}/discard"))
    assert asked.status_code == 422 and "в неделю" in asked.text and 'name="sure"' in asked.text
    assert web.db(TimetableDraft.select().count) == 1
    dina.post(f"{DRAFT}/discard", dina.form(DRAFT, f"{DRAFT}/discard") | {"sure": "yes"})
    assert web.db(TimetableDraft.select().count) == 0
    gone = dina.post(f"{DRAFT}/take-out", {"key": "k", "lesson": "1"})
    assert gone.status_code == 422 and "Черновика уже нет" in gone.text


@pytest.mark.parametrize(
    "asked", ["?of=room:нет", "?lesson=999999999999", "?to=9:99", "?to=x", "?of=teacher:1"]
)
def test_what_is_not_there_shows_the_draft_as_it_is(web: Web, dina: Browser, asked: str) -> None:
    begin(dina)
    assert dina.get(f"{DRAFT}{asked}").status_code == 200
    assert dina.htmx_get(f"{DRAFT}{asked}").status_code == 200


def test_the_number_of_queries_is_the_same_for_every_week(web: Web, dina: Browser) -> None:
    begin(dina)
    picked = lesson(web, "history", 2, 1)
    found = []
    asked = (of_seven(web), of_seven(web, f"&lesson={picked}"), f"{DRAFT}?of=room:12", f"{DRAFT}?to=1:4")
    for address in asked:
        with queries() as seen:
            dina.get(address)
        found.append(len(seen))
    assert len(set(found)) == 1, found


@pytest.mark.clause("4.3.1")
def test_the_steps_of_preparation_lead_to_composing_a_timetable_on_the_screen(web: Web) -> None:
    dina = web.browser("dina")
    (step,) = [line for line in dina.get("/setup").text.split("<li") if "<b>Расписание</b>" in line]
    assert '<a class="button" href="/timetable/draft">Составить на экране</a>' in step
    assert dina.get("/timetable/draft").status_code == 200


def test_before_the_year_its_first_day_is_offered(web: Web) -> None:
    first = web.db(lambda: SchoolYear.get().valid_from)
    web.clock.set("10:00", first - timedelta(days=20))
    assert web.browser("dina").form(DRAFT)["since"] == first.isoformat()


def test_a_lesson_is_not_offered_where_its_page_stands_already(web: Web, dina: Browser) -> None:
    begin(dina)
    taken = dina.get(of_seven(web, f"&lesson={lesson(web, 'algebra', 5, 1)}")).text
    assert 'name="to" value="5:2"' not in taken and 'name="to" value="3:1"' not in taken
    assert taken.count("уже стоит") == 3 and 'name="to" value="3:2"' in taken
