"""«Служебная записка» in the browser: from the refused cell to the decision, without JavaScript."""

import html
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.curriculum import GroupTeacher
from ejournal.models.journal import Mark
from ejournal.models.memos import Memo, MemoDecision
from ejournal.models.people import Duty, PersonName
from tests.client import Browser, Web, queries
from tests.school import MONDAY, School
from tests.views.steps import Desk, desk, fill

pytestmark = pytest.mark.clause("4.5.4")
TICKET = re.compile(r'name="request" value="([^"]+)"')
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def lesson(web: Web) -> Desk:
    """The algebra of Monday, handed in with «2» for Аня."""
    opened = desk(web)
    fill(opened, anya="2")
    opened.plain(do="hand-in")
    opened.reload()
    return opened


def diary(web: Web) -> str:
    """The marks of this week as the mother of Аня reads them."""
    shown = web.browser("anya_mother").get(f"/diary/{web.school['anya']}").text
    return re.sub(r"<[^>]+>", "", shown)


def tell(lesson: Desk, **typed: str) -> TestResponse:
    """Вера tells that the mark of Аня is wrong; `typed` differs from the plain case."""
    path = f"/memos/lessons/{lesson.lesson}"
    mark = lesson.web.db(lambda: int(Mark.select().order_by(Mark.id.desc()).first().id))
    fields = lesson.browser.form(path) | {"about": "mark", "mark": str(mark), "becomes": "4"}
    fields |= {"pupil": "", "reason": "slip", "words": "", "evidence": "тетрадь & <лист>"} | typed
    return lesson.browser.post(path, fields)


def decide(browser: Browser, memo: int, do: str = "approve", **typed: str) -> TestResponse:
    fields = browser.form("/requests", f"/memos/{memo}/decide") | {"do": do} | typed
    return browser.post(f"/memos/{memo}/decide", fields)


def number(web: Web) -> int:
    return web.db(lambda: int(Memo.select().order_by(Memo.id.desc()).first().id))


def test_the_refusal_of_a_set_mark_leads_to_the_memo_about_this_very_cell(web: Web, lesson: Desk) -> None:
    answer = lesson.mark("anya", "4")
    cell = f"answer-{web.school['anya']}"
    assert answer.status_code == 422
    address = f"/memos/lessons/{lesson.lesson}?cell={cell}&becomes=4"
    assert f'href="{html.escape(address)}"' in answer.text
    shown = lesson.browser.get(address).text
    assert "Алёшина Аня — «2», ответ на уроке</option>" in shown
    assert "selected>Алёшина Аня — «2»" in shown and "<option selected>4</option>" in shown, "it is filled in"
    plain = lesson.browser.get(f"/memos/lessons/{lesson.lesson}").text
    assert "<option selected>" not in plain and "— выберите —</option><option" in plain


def test_the_deputy_decides_in_one_press_and_everybody_sees_the_right_mark(web: Web, lesson: Desk) -> None:
    assert tell(lesson).headers["Location"] == "/requests?saved=memo"
    assert "ждёт решения" in lesson.browser.get("/requests").text
    deputy = web.browser("dina")
    listed = deputy.get("/requests").text
    assert "Ветрова Вера Ильинична" in listed and "внесено «2», следует «4»" in listed
    assert "тетрадь &amp; &lt;лист&gt;" in listed
    assert decide(deputy, number(web)).headers["Location"] == "/requests?saved=decided"
    assert "✓ Разрешено" in lesson.browser.get("/requests").text
    shown = lesson.browser.get(lesson.address).text
    assert '<s title="исправлено, служебная записка № 1"><span class="vh">было </span>2</s>' in shown
    assert f'name="mark-answer-{web.school["anya"]}-2"' in shown and 'value="4"' in shown
    grid = web.browser("nina").get(f"/journal/{web.school.groups['algebra']}").text
    assert ">4 <s title" in grid
    assert "4 — ответ на уроке, исправлено" in diary(web) and "2 — ответ" not in diary(web)


def test_a_mark_that_was_taken_off_is_told_to_the_family(web: Web, lesson: Desk) -> None:
    tell(lesson, becomes="none")
    decide(web.browser("dina"), number(web))
    assert "снята — ответ на уроке, исправлено" in diary(web)


def test_a_memo_that_says_too_little_keeps_what_was_typed(web: Web, lesson: Desk) -> None:
    answer = tell(lesson, reason="other", words="", evidence="ведомость")
    assert answer.status_code == 422
    assert "Напишите причину" in answer.text and 'value="ведомость"' in answer.text
    assert "<option selected>4</option>" in answer.text
    assert "Выберите, какая отметка" in tell(lesson, becomes="").text
    assert web.db(lambda: Memo.select().count()) == 0


def test_a_refusal_without_words_is_refused_and_one_with_words_reaches_the_teacher(
    web: Web, lesson: Desk
) -> None:
    tell(lesson)
    deputy = web.browser("dina")
    assert "Напишите, почему отказано" in decide(deputy, number(web), "refuse").text
    assert web.db(lambda: MemoDecision.select().count()) == 0
    decide(deputy, number(web), "refuse", words="покажите работу")
    assert "✗ Отказано" in lesson.browser.get("/requests").text
    assert "покажите работу" in lesson.browser.get("/requests").text


def test_the_form_sent_twice_makes_one_memo(web: Web, lesson: Desk) -> None:
    path = f"/memos/lessons/{lesson.lesson}"
    fields = lesson.browser.form(path) | {"about": "mark", "mark": "1", "becomes": "4", "reason": "slip"}
    for _ in range(2):
        assert lesson.browser.post(path, fields).status_code == 303
    assert web.db(lambda: Memo.select().count()) == 1


def test_a_shut_lesson_is_asked_to_be_opened_and_says_until_when_it_is(web: Web, lesson: Desk) -> None:
    web.clock.set("9:00", TUESDAY)
    teacher, deputy = web.browser("vera"), web.browser("dina")
    path = f"/memos/lessons/{lesson.lesson}"
    fields = teacher.form(path) | {"about": "opening", "reason": "ill", "words": "", "evidence": ""}
    assert teacher.post(path, fields).status_code == 303
    answer = decide(deputy, number(web), until="")
    assert answer.status_code == 422 and "до какого дня" in answer.text
    assert decide(deputy, number(web), until="2026-11-27").status_code == 303
    web.clock.set("9:00", MONDAY + timedelta(days=4))
    assert "открыт для записей по 27.11" in web.browser("vera").get(lesson.address).text


def test_an_approved_request_is_written_into_its_lesson_by_one_press(web: Web) -> None:
    """The line dropped on Monday; on Tuesday the deputy allows, the teacher presses once."""
    opened = desk(web)
    opened.htmx("roll")
    web.clock.set("8:05", TUESDAY)
    opened.browser = web.browser("vera")
    sent = [opened.mark("anya", "5"), opened.mark("borya", "4")]
    tickets = [html.unescape(TICKET.findall(one.text)[0]) for one in sent]
    opened.browser.htmx_post("/requests", {"key": "k", "request": tickets, "typed": ["", ""]})
    deputy = web.browser("dina")
    fields = deputy.form("/requests", "/memos/requests/1/decide") | {"do": "approve"}
    assert deputy.post("/memos/requests/1/decide", fields).status_code == 303
    again = opened.browser.form("/requests", opened.address)
    assert opened.browser.post(opened.address, again).status_code == 303
    values = web.db(lambda: [*Mark.select(Mark.pupil, Mark.value).order_by(Mark.pupil).tuples()])
    assert values == [(web.school["anya"], "5"), (web.school["borya"], "4")]


def test_what_a_request_does_not_speak_of_is_neither_emptied_nor_asked_for(web: Web) -> None:
    """п. 4.5.4: topic and homework stand; the small form of the request sends a mark alone."""
    opened = desk(web)
    fill(opened)
    opened.htmx("works", work="dictation")
    web.clock.set("8:05", TUESDAY)
    opened.browser = web.browser("vera")
    ticket = html.unescape(TICKET.findall(opened.mark("anya", "5").text)[0])
    opened.browser.htmx_post("/requests", {"key": "k", "request": ticket, "typed": ""})
    deputy = web.browser("dina")
    fields = deputy.form("/requests", "/memos/requests/1/decide") | {"do": "approve"}
    deputy.post("/memos/requests/1/decide", fields)
    assert "Записать в урок 23.11" in opened.browser.get("/requests").text
    answer = opened.browser.post(opened.address, opened.browser.form("/requests", opened.address))
    assert (answer.status_code, answer.headers["Location"]) == (303, opened.address)
    shown = opened.browser.get("/requests").text
    assert "Записать в урок" not in shown and "Всё это записано в журнал" in shown
    opened.reload()
    assert (opened.fields["topic"], opened.fields["homework"]) == ("Одночлены", "§ 5, № 6")


def test_nobody_else_reads_the_memo_as_a_word_file(web: Web, lesson: Desk) -> None:
    tell(lesson)
    path = f"/memos/{number(web)}/memo.docx"
    paper = lesson.browser.get(path)
    text = "\n".join(p.text for p in Document(BytesIO(paper.data)).paragraphs)
    assert "Алёшина\u00a0А.И., ответ на уроке: внесено «2», следует «4»" in text
    assert "тетрадь & <лист>" in text and "☐ разрешаю" in text
    assert "Кому: заместителю директора по УВР (Дымовой Д.Ю.)" in text.replace("\u00a0", " ")
    assert "Заместитель директора по УВР\t____________________ " in text.splitlines(), (
        "who signs is not known"
    )
    assert web.browser("dina").get(path).status_code == 200
    assert web.browser("oleg").get(path).status_code == 403
    decide(web.browser("dina"), number(web))
    text = "\n".join(p.text for p in Document(BytesIO(lesson.browser.get(path).data)).paragraphs)
    assert "Разрешено. Исправлено 23.11.2026 в " in text and "номер записи в журнале изменений №" in text
    assert "Заместитель директора по УВР\t____________________ Д.Ю.\u00a0Дымова" in text.splitlines()


def test_the_director_signs_what_the_director_has_decided(web: Web, lesson: Desk) -> None:
    tell(lesson)
    decide(web.browser("igor"), number(web))
    assert (
        "Директор\t____________________ И.Л.\u00a0Ильин"
        in paper_text(lesson.browser, number(web)).splitlines()
    )


def paper_text(browser: Browser, memo: int) -> str:
    file = browser.get(f"/memos/{memo}/memo.docx").data
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(file)).paragraphs)


@pytest.mark.clause("4.2.5")
def test_printed_again_after_a_wedding_and_a_new_deputy_the_memo_says_what_it_said(
    web: Web, lesson: Desk
) -> None:
    tell(lesson, words="перепутала строки.", reason="appeal")
    decide(web.browser("dina"), number(web))
    first = paper_text(lesson.browser, number(web))
    web.clock.set("10:00", MONDAY + timedelta(days=7))
    web.db(renamed, web.school, ("vera", "dina", "anya"), MONDAY + timedelta(days=6))
    web.db(lambda: Duty.update(valid_to=MONDAY + timedelta(days=3)).where(Duty.role == "deputy").execute())
    again = paper_text(web.browser("vera"), number(web))
    assert again == first
    assert "Новофамильная" not in first and "Дымова" in first


def renamed(school: School, keys: tuple[str, ...], day: date) -> None:
    """Each of them has another surname since a day."""
    for key in keys:
        old = PersonName.get((PersonName.person == school[key]) & PersonName.valid_to.is_null())
        PersonName.update(valid_to=day - timedelta(days=1)).where(PersonName.id == old.id).execute()
        PersonName.create(
            person=school[key],
            surname="Новофамильная",
            name=old.name,
            patronymic=old.patronymic,
            folded="новофамильная",
            valid_from=day,
        )


def test_the_words_of_a_memo_have_no_two_colons_in_a_row_and_no_two_stops(web: Web, lesson: Desk) -> None:
    tell(lesson, words="перепутала строки.", reason="appeal", pupil=str(web.school["vova"]))
    decide(web.browser("dina"), number(web), "refuse", words="Нет работы.")
    text = paper_text(lesson.browser, number(web))
    assert "Причина: апелляция, работа перепроверена — перепутала строки." in text
    assert "отметка «4» другого ученика (Власов\u00a0В.О.)." in text
    assert ".." not in text
    assert all(line.count(": ") < 2 for line in text.split("\n")), text


def test_the_list_asks_the_database_no_more_for_more_memos(web: Web, lesson: Desk) -> None:
    deputy = web.browser("dina")
    tell(lesson)
    with queries() as few:
        deputy.get("/requests")
    decide(deputy, number(web), "refuse", words="нет")
    for _ in range(3):
        tell(lesson)
        decide(deputy, number(web), "refuse", words="нет")
    with queries() as many:
        deputy.get("/requests")
    assert len(few) == len(many)


def test_who_teaches_the_page_now_tells_of_a_mistake_of_who_taught_it_before(web: Web, lesson: Desk) -> None:
    """Вера has left; Олег gives the algebra since Tuesday. Марина, who does not, may not."""

    def hand_over() -> None:
        page = web.school.groups["algebra"]
        GroupTeacher.update(valid_to=MONDAY).where(GroupTeacher.group == page).execute()
        GroupTeacher.create(group=page, person=web.school["oleg"], valid_from=TUESDAY)

    web.db(hand_over)
    web.clock.set("9:00", TUESDAY)
    path = f"/memos/lessons/{lesson.lesson}"
    assert web.browser("marina").get(path).status_code == 404
    oleg = web.browser("oleg")
    fields = oleg.form(path) | {"about": "mark", "mark": "1", "becomes": "4", "reason": "slip"}
    assert oleg.post(path, fields).status_code == 303
    assert web.db(lambda: Memo.get().by_id) == web.school["oleg"]


def test_the_deputy_is_told_that_the_works_of_a_lesson_may_be_marked_longer(web: Web, lesson: Desk) -> None:
    web.clock.set("9:00", TUESDAY)
    dina, path = web.browser("dina"), f"/openings/lessons/{lesson.lesson}/prolong"
    until = (MONDAY + timedelta(days=10)).isoformat()
    fields = dina.form(f"/lessons/{lesson.lesson}", path) | {"until": until, "why": "ВПР"}
    assert (
        "✓ Срок отметок за работы этого урока продлён до 03.12"
        in dina.get(dina.post(path, fields).location).text
    )
