"""п. 4.5.1: the pages of КТП as the teacher and the deputy use them, without JavaScript."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.curriculum import Group, GroupTeacher, Subject
from ejournal.models.journal import LessonText
from ejournal.models.people import SchoolYear
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.models.timetable import Lesson
from ejournal.services import days_off
from tests.client import Browser, Web, form, queries
from tests.documents.words import cells
from tests.school import BY, MONDAY, TOPICS, at
from tests.views.tables import row, rows

pytestmark = pytest.mark.clause("4.5.1")

LIST_QUERIES, PLAN_QUERIES, HEAL_QUERIES = 16, 18, 22


def plan_id(web: Web, group: str = "algebra") -> int:
    found = web.db(Group.get_by_id, web.school.groups[group]).plan_id
    assert isinstance(found, int)
    return found


def topics(web: Web, plan: int) -> list[str]:
    return web.db(lambda: [item.topic for item in items_of([plan])])


def item_page(web: Web, number: int) -> str:
    plan = plan_id(web)
    item = web.db(lambda: PlanItem.get((PlanItem.plan == plan) & (PlanItem.number == number)).id)
    return f"/plans/{plan}/items/{item}"


def press(who: Browser, page: str, action: str, **typed: str) -> tuple[int, str]:
    """Send a form of a page; the status and what is shown next."""
    answer = who.post(action, who.form(page, action) | typed)
    return answer.status_code, who.get(str(answer.location)).text if answer.location else answer.text


def take(web: Web, number: int) -> None:
    """Monday's lesson takes an item."""
    vera, lesson = web.browser("vera"), web.lesson("algebra")
    taken = web.db(lambda: PlanItem.get((PlanItem.plan == plan_id(web)) & (PlanItem.number == number)).id)
    page = f"/lessons/{lesson}"
    answer = vera.post(f"{page}/topic", vera.form(page) | {"take": str(taken)})
    assert answer.status_code == 303, answer.text
    assert web.db(lambda: LessonText.get(LessonText.lesson == lesson).plan_item_id) == taken


def test_a_plan_is_shown_with_the_day_of_fact_and_the_days_to_come(web: Web) -> None:
    take(web, 2)
    page = web.browser("vera").get(f"/plans/{plan_id(web)}").text
    shown = [line for line in rows(page) if line and line[0] in ("1", "2", "3", "4")]
    assert [line[3:] for line in shown] == [["", ""], ["", "✓ 23.11"], ["25.11", ""], ["27.11", ""]]
    assert "Многочлены — 4 ч" in page and "Контрольная работа" in shown[1][1]
    assert "Часов контрольных: 1. Должно быть не больше 0" in page


def test_a_topic_taken_for_a_lesson_to_come_is_no_fact_yet(web: Web) -> None:
    web.clock.set("7:40")
    take(web, 1)
    assert row(web.browser("vera").get(f"/plans/{plan_id(web)}").text, TOPICS[0])[3:] == ["", "✓ 23.11"]
    web.clock.set("20:00", MONDAY - timedelta(days=3))
    assert row(web.browser("vera").get(f"/plans/{plan_id(web)}").text, TOPICS[0])[3:] == ["23.11", ""]


@pytest.mark.clause("2.2")
def test_the_list_says_who_has_no_plan_and_each_sees_the_own_pages(web: Web) -> None:
    dina = web.browser("dina").get("/plans").text
    assert "нет КТП: 4" in dina and "черновик: 1" in dina and "все: 5" in dina
    missing = web.browser("dina").get("/plans?state=none").text
    assert "Алгебра" not in missing and "История" in missing
    assert [line[0] for line in rows(web.browser("oleg").get("/plans").text)][1:] == [
        "Иностранный язык (английский), 7 классОрлов\u00a0О.П.".replace("\u00a0", " ")
    ]
    nina = web.browser("nina").get("/plans").text  # the class teacher reads the pages of the class
    assert "Алгебра" in nina and "Математика" not in nina
    assert web.browser("oleg").get(f"/plans/{plan_id(web)}").status_code == 404
    assert web.browser("nina").get(item_page(web, 1)).status_code == 403


def many(web: Web) -> None:
    """The school has twenty pages of each of two subjects more, and one of them waits to be accepted."""

    def write() -> None:
        like = Group.get_by_id(web.school.groups["history"])
        of_all = {name: getattr(like, name) for name in ("year", "cohort", "kind", "grade", "grading")}
        for subject in ("Астрономия", "Черчение"):
            made = Subject.create(name=subject).id
            for number in range(20):
                Group.create(subject=made, name=f"7 класс, {number}", **of_all)
        PlanReview.insert(
            plan=plan_id(web), kind="handed_in", version=1, remark="", items="", deed="d", at=at("9:00"), by=1
        ).execute()

    web.db(write)


def folds(page: str) -> list[tuple[bool, str]]:
    """Each fold of the list: whether it is open, what stands on it."""
    found = re.findall(r'<details class="fold"( open)?><summary>(.*?)</summary>', page)
    return [(bool(opened), re.sub("<.*?>", "", words)) for opened, words in found]


@pytest.mark.clause("2.2")
def test_a_long_list_is_folded_by_subject_and_what_waits_for_the_deputy_comes_first(web: Web) -> None:
    assert folds(web.browser("dina").get("/plans").text) == []
    many(web)
    found = folds(web.browser("dina").get("/plans").text)
    assert found[0] == (False, "Алгебра: 1 сдан на утверждение: 1")
    assert (False, "Черчение: 20 нет КТП: 20") in found and len(found) == 6
    last = web.db(Group.select().order_by(Group.id.desc()).get).id
    opened = folds(web.browser("dina").get(f"/plans?show={last}").text)
    assert [words for is_open, words in opened if is_open] == ["Черчение: 20 нет КТП: 20"]
    assert folds(web.browser("vera").get("/plans").text) == []
    web.db(lambda: GroupTeacher.create(group=last, person=web.school["dina"], valid_from=MONDAY))
    assert folds(web.browser("dina").get("/plans").text)[0] == (True, "Ваши страницы: 1 нет КТП: 1")


def test_a_lesson_is_typed_inserted_moved_and_removed(web: Web) -> None:
    vera, plan = web.browser("vera"), plan_id(web)
    one, two, three, _ = TOPICS
    page = item_page(web, 4)
    assert press(vera, page, page, topic="Деление многочлена", homework="§ 5")[0] == 303
    assert press(vera, page, f"{page}/move", way="up")[0] == 303
    assert topics(web, plan) == [one, two, "Деление многочлена", three]
    fresh = f"/plans/{plan}/items/new?after=1"
    status, shown = press(vera, fresh, f"/plans/{plan}/items", topic="Степень", next="yes")
    assert status == 303 and "Новая тема, № 3" in shown and "Записано" in shown
    removing = vera.form(page, f"{page}/remove")
    assert vera.post(f"{page}/remove", removing).status_code == 303
    assert vera.post(f"{page}/remove", removing).status_code == 303  # the same form twice is one deed
    assert topics(web, plan) == [one, "Степень", two, three]


def test_a_topic_is_taken_out_of_turn_for_the_next_lesson_by_its_teacher(web: Web) -> None:
    vera, page, lesson = web.browser("vera"), item_page(web, 3), web.lesson("algebra")
    action = f"/lessons/{lesson}/topic"
    assert "Взять на урок пн 23.11, 7 класс" in vera.get(page).text
    assert action not in web.browser("dina").get(page).text  # the deputy keeps plans and fills no lessons
    answer = vera.post(action, vera.form(page, action) | {"take": page.rpartition("/")[2]})
    assert answer.status_code == 303 and TOPICS[2] in vera.get(f"/lessons/{lesson}").text
    assert "пройдено до № 3" in vera.get(f"/plans/{plan_id(web)}").text
    assert "Взять на урок ср 25.11" in vera.get(item_page(web, 1)).text  # what was passed over


def test_who_was_overtaken_keeps_what_was_typed_and_learns_why(web: Web) -> None:
    vera, page = web.browser("vera"), item_page(web, 1)
    sent = vera.form(page)
    press(vera, page, page, homework="§ 100")
    answer = vera.post(page, sent | {"topic": "Моя тема"})
    assert answer.status_code == 422 and "изменили в другом окне" in answer.text
    assert form(answer.text, page)["topic"] == "Моя тема"
    assert topics(web, plan_id(web))[0] == TOPICS[0]


def test_what_was_taken_cannot_be_removed_and_the_page_says_why(web: Web) -> None:
    take(web, 1)
    vera, page = web.browser("vera"), item_page(web, 1)
    shown = vera.get(page).text
    assert f"{page}/remove" not in shown and "номера пройденного не меняются" in shown
    answer = vera.post(f"{page}/remove", vera.form(page))
    assert answer.status_code == 422 and "уже записана в урок" in answer.text and "4.5.1" in answer.text


def test_a_plan_goes_to_the_deputy_and_back_and_is_kept_as_it_was_accepted(web: Web) -> None:
    vera, dina, plan = web.browser("vera"), web.browser("dina"), plan_id(web)
    page = f"/plans/{plan}"
    assert press(vera, page, f"{page}/hand-in")[0] == 303
    assert "Принять" not in vera.get(page).text
    assert vera.post(f"{page}/accept", {"key": "k", "version": "1"}).status_code == 403
    assert "сдан на утверждение: 1" in dina.get("/plans").text
    status, shown = press(dina, page, f"{page}/send-back")
    assert status == 422 and "Напишите замечание" in shown
    assert press(dina, page, f"{page}/send-back", remark="Добавьте <резерв>")[0] == 303
    assert "Добавьте &lt;резерв&gt;" in vera.get(page).text
    first = item_page(web, 1)
    press(vera, first, first, topic="Степень одночлена")
    press(vera, page, f"{page}/hand-in")
    status, shown = press(dina, page, f"{page}/accept")
    assert status == 303 and "<small>принят</small>" in shown
    assert "Загрузить КТП" not in shown
    press(vera, first, first, topic="Другая тема")
    changed = vera.get(page).text
    assert "изменён после принятия" in changed
    review = web.db(lambda: PlanReview.get(PlanReview.kind == "accepted").id)
    kept = vera.get(f"{page}/accepted/{review}").text
    assert row(kept, "Степень одночлена")[0] == "1" and "Другая тема" not in kept
    assert vera.get(f"{page}/accepted/{review + 1}").status_code == 404


def test_a_page_without_a_plan_gets_one_for_itself_or_with_the_pages_beside_it(web: Web) -> None:
    dina, english = web.browser("dina"), [web.school.groups[key] for key in ("english1", "english2")]
    new = f"/plans/new/{english[0]}"
    assert web.browser("oleg").get(new).status_code == 404
    sent = dina.form(new) | {"title": "Английский", "group": [str(group) for group in english]}
    assert dina.post(new, sent).status_code == 303
    plan = plan_id(web, "english1")
    assert plan_id(web, "english2") == plan and web.db(Plan.get_by_id, plan).title == "Английский"
    assert dina.post(new, {"key": "k", "title": "Ещё"}).status_code == 422
    marina = web.browser("marina")
    shown = marina.get(f"/plans/{plan}").text
    assert "Правка меняет план для всех" in shown and f'href="{new}"' in shown
    source = {"key": "k2", "source": str(plan_id(web))}
    assert "другого учителя" in marina.post(new, source).text  # Олег's page follows it too
    assert "того же предмета" in dina.post(new, source).text


def loaded(web: Web) -> None:
    """A plan of as many lessons as the algebra has from Monday on; then a day of frost takes two of them."""
    plan, items = plan_id(web), []
    for number in range(5, 17):
        items.append({"plan": plan, "number": number, "section": "Дроби", "topic": f"Тема {number}"})
    rest = [one | {"homework": "", "work_kind": ""} for one in items]
    web.db(lambda: PlanItem.insert_many(rest).execute())
    take(web, 2)
    friday = MONDAY + timedelta(days=4)
    end = MONDAY + timedelta(days=25)
    web.db(SchoolYear.update(valid_to=end).execute)
    web.db(Lesson.delete().where(Lesson.date > end).execute)
    year, classes = web.db(SchoolYear.get), [web.school.classes["7"]]
    web.db(days_off.close_days, year, classes, "frost", "", friday, friday, by=BY, now=web.clock.school_now())


def test_a_plan_that_is_behind_is_healed_on_its_page_and_the_sheet_is_printed(web: Web) -> None:
    loaded(web)
    vera, plan = web.browser("vera"), plan_id(web)
    page = f"/plans/{plan}"
    shown = vera.get(page).text
    assert "Не хватает уроков: 1" in shown and "не хватает уроков: 1" in vera.get("/plans").text
    heal = vera.get(f"{page}/heal").text
    assert "осталось тем 14, уроков до конца года 13" in heal
    assert "без записанной темы: 12 (02.11, 04.11, 06.11, 06.11, 09.11, 11.11 и ещё 6)" in heal
    assert heal.count("27.11.2026 — актированный день") == 2
    assert "Предложено объединить: 1" in heal and "последний урок плана" in heal
    fields = form(heal, f"{page}/heal")
    chosen = fields["pair"]
    dates = vera.post(f"{page}/heal", fields | {"show": "yes"})
    assert dates.mimetype == "text/html" and dates.status_code == 200
    assert web.db(lambda: PlanCorrection.select().count()) == 0
    sent = fields | {f"way-{chosen}": "remote"}
    assert vera.post(f"{page}/heal", sent).status_code == 303
    assert vera.post(f"{page}/heal", sent).status_code == 303  # once more, and nothing more
    assert len(topics(web, plan)) == 15 and web.db(lambda: PlanCorrection.select().count()) == 1
    after = vera.get(page).text
    assert "Не хватает уроков" not in after and "Лист корректировки от 23.11.2026" in after
    correction = web.db(lambda: PlanCorrection.get().id)
    answer = vera.get(f"{page}/corrections/{correction}.docx")
    (line,) = cells(Document(BytesIO(answer.data)))[1:]
    assert line[2].startswith("27.11 актированный день") and line[3] == "дистанционно"
    assert line[4].startswith("__.__.____ (план ")
    assert "Уроков хватает" in vera.get(f"{page}/heal").text


def test_pages_ask_the_same_number_of_questions_however_long_the_plan_is(web: Web) -> None:
    dina, plan = web.browser("dina"), plan_id(web)
    counts: list[list[int]] = []
    for _ in range(2):
        counts.append([])
        for page in ("/plans", f"/plans/{plan}", f"/plans/{plan}/heal"):
            with queries() as asked:
                dina.get(page)
            counts[-1].append(len(asked))
        if len(counts) == 1:
            loaded(web)
    most = (LIST_QUERIES, PLAN_QUERIES, HEAL_QUERIES)
    assert all(found <= cap for found, cap in zip(counts[1], most, strict=True)), counts


def test_preparation_and_the_list_of_plans_count_the_same_pages(web: Web) -> None:
    """An activity has a КТП too: no page of the year is left out of either number."""
    web.db(lambda: Group.update(plan=None, kind="extracurricular").where(Group.grade == 1).execute())
    lacking = web.db(lambda: Group.select().where(Group.plan.is_null()).count())
    deputy = web.browser("dina")
    assert f"без плана страниц журнала: {lacking}" in deputy.get("/setup").text
    assert re.search(rf"state=none\"[^>]*>[^<]*: {lacking}<", deputy.get("/plans").text)
