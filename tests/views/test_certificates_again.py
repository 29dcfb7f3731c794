"""«Справка»: two windows, advice to a person, one teacher, who has left, the first page (п. 4.2.2)."""

import re
from datetime import date, timedelta

import pytest

from ejournal.models.certificates import Certificate, CertificateRecipient
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import Employment, PersonName
from tests.client import Browser, Web
from tests.school import MONDAY
from tests.views.test_certificates import begin, fill, later, made, read, save, words

pytestmark = pytest.mark.clause("4.2.2")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy on Tuesday: nobody has written anything of Monday."""
    web.clock.set("9:00", TUESDAY)
    return web.browser("dina")


def lines(shown: str) -> list[str]:
    """The remarks of a page, one text each."""
    return re.findall(r'<li id="remark-.*?</li>', shown, re.S)


def test_a_check_of_other_classes_is_no_last_check(web: Web, dina: Browser) -> None:
    """Grade 1 was checked on Monday; the check of the school on Tuesday compares with nothing."""
    save(dina, made(web, dina, **{"class": [str(web.school.classes["1"])]}), "issue")
    dina = later(web)
    page = made(web, dina, **{"from": "2026-11-24", "to": "2026-11-30"})
    assert "Динамика" not in dina.get(page).text
    carried = [row for row in lines(dina.get(page).text) if "со справки от 24.11" in row]
    assert carried and all("1 класс" in row for row in carried), "what it told of stays to be done"


def test_the_remarks_of_the_check_before_the_last_one_are_taken_over_too(web: Web, dina: Browser) -> None:
    """Attendance was told of on the 23rd; a check of the КТП alone came after it; then everything again."""
    save(dina, made(web, dina), "issue")
    web.clock.set("9:00", TUESDAY + timedelta(days=1))
    dina = web.browser("dina")
    plans = made(web, dina, **{"from": "2026-11-24", "to": "2026-11-24", "direction": ["а"]})
    save(dina, plans, "issue")
    dina = later(web)
    page = made(web, dina, **{"from": "2026-11-25", "to": "2026-11-30"})
    carried = [row for row in lines(dina.get(page).text) if "со справки от 24.11" in row]
    assert any("Не отмечена посещаемость" in row for row in carried)


def test_a_remark_that_is_carried_is_of_whoever_teaches_the_page_now(web: Web, dina: Browser) -> None:
    """Вера had not called the roll; Олег has the page since, and the remark with it."""
    save(dina, made(web, dina), "issue")
    mine = (GroupTeacher.group == web.school.groups["algebra"]) & (GroupTeacher.person == web.school["vera"])
    web.db(GroupTeacher.update(person=web.school["oleg"]).where(mine).execute)
    dina = later(web)
    page = made(web, dina, **{"from": "2026-11-25", "to": "2026-11-30"})
    carried = [row for row in lines(dina.get(page).text) if "со справки от 24.11" in row and "Алгебра" in row]
    assert carried and all("Орлов" in row and "Ветрова" not in row for row in carried)


def test_of_two_windows_neither_loses_what_was_typed(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    first, second = dina.form(page), dina.form(page)
    advice = {"who": ["Всем"], "what": ["писать темы"], "until": ["30.11.2026"]}
    assert (
        dina.post(page, first | advice | {"conclusions": "Из первого окна", "do": "words"}).status_code == 303
    )
    answer = dina.post(page, second | advice | {"conclusions": "Из второго <окна>", "do": "issue"})
    assert answer.status_code == 422 and "изменили в другом окне" in answer.text
    assert "Из второго &lt;окна&gt;</textarea>" in answer.text
    assert "<p>Из первого окна</p>" in answer.text and "писать темы" in answer.text
    assert web.db(Certificate.get).conclusions == "Из первого окна"
    assert not web.db(IssuedPaper.select().exists), "nothing was issued on the way"
    fresh = {"version": re.findall(r'name="version" value="(\d+)"', answer.text)[0]}
    again = second | advice | fresh | {"conclusions": "Из обоих", "do": "words"}
    assert dina.post(page, again).status_code == 303
    assert web.db(Certificate.get).conclusions == "Из обоих"


def test_the_same_words_from_an_old_window_change_nothing_and_are_no_quarrel(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    stale = dina.form(page)
    save(dina, page, conclusions="Одно и то же")
    assert save(dina, page, conclusions="Одно и то же", version=stale["version"]).status_code == 303
    assert web.db(Certificate.get).version == int(stale["version"]) + 1


def test_a_window_with_the_figures_before_a_recount_issues_nothing(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    save(dina, page)  # the words as they were proposed
    old = dina.form(page)
    assert save(dina, page, "recount").status_code == 303
    answer = dina.post(page, old | {"do": "issue"})
    assert answer.status_code == 422 and "изменили в другом окне" in answer.text
    assert not web.db(IssuedPaper.select().exists)


def test_advice_is_shown_to_whom_it_was_given_not_to_a_namesake(web: Web, dina: Browser) -> None:
    """Oleg now bears the very name of Vera: each still sees the own line alone."""

    def rename() -> None:
        names = {"surname": "Ветрова", "name": "Вера", "patronymic": "Ильинична"}
        PersonName.update(**names).where(PersonName.person == web.school["oleg"]).execute()

    web.db(rename)
    page = made(web, dina)
    shown = dina.get(page).text
    who = re.findall(r'name="who"[^>]* value="([^"]*)"', shown)
    assert sum("Ветрова" in one for one in who) == 2, "two people, two lines"
    people = re.findall(r'<select name="person".*?</select>', shown, re.S)
    chosen = [re.findall(r'value="(\d+)" selected', one) for one in people]
    assert [str(web.school["oleg"])] in chosen and [str(web.school["vera"])] in chosen
    what = [f"дело {number}" if one else "" for number, one in enumerate(who)]
    save(dina, page, "issue", what=what, person=[(one or [""])[0] for one in chosen])
    mine = {key: chosen.index([str(web.school[key])]) for key in ("vera", "oleg")}
    for key, other in (("vera", "oleg"), ("oleg", "vera")):
        own = web.browser(key).get(page).text
        assert f"дело {mine[key]} " in own and f"дело {mine[other]} " not in own


def test_advice_is_for_whoever_was_chosen_whatever_it_is_called(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    person = {"person": [str(web.school["nina"])]}
    save(dina, page, "issue", who=["Классному руководителю"], what=["позвонить"], until=["завтра"], **person)
    assert "позвонить" in web.browser("nina").get(page).text
    assert "позвонить" not in web.browser("vera").get(page).text
    assert "Классному руководителю" in words(dina.get(f"{page}/certificate.docx").data)


def test_a_check_of_one_teacher_says_so_and_is_none_of_the_month(web: Web, dina: Browser) -> None:
    page = made(web, dina, teacher=str(web.school["vera"]))
    save(dina, page, "issue")
    assert "(учитель Ветрова В.И.) за 23 ноября" in read(dina, page)
    assert "(учитель Ветрова В.И.)" in words(dina.get(f"{page}/certificate.docx").data).replace("\u00a0", " ")
    assert "ещё не проверены: ноябрь" in dina.get("/journal").text


def test_days_without_lessons_are_not_checked(web: Web, dina: Browser) -> None:
    every = [str(one) for one in web.school.classes.values()]
    answer = begin(dina, **{"from": "2026-11-22", "to": "2026-11-22", "class": every})
    assert answer.status_code == 422 and "нет уроков, которые следовало записать" in answer.text
    assert web.db(Certificate.select().count) == 0


def test_who_has_left_the_school_owes_no_confirmation(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    save(dina, page, "issue")
    sent = web.db(CertificateRecipient.select().count)

    def dismiss() -> None:
        gone = Employment.person == web.school["vera"]
        Employment.update(valid_to=TUESDAY).where(gone).execute()

    web.db(dismiss)
    dina = later(web)
    shown = dina.get(page).text
    assert f"Ознакомлены: 0 из {sent - 1}" in shown
    row = next(
        one for one in re.findall(r"<li>.*?</li>", shown, re.S) if "Ветрова" in one and "учитель" in one
    )
    assert "больше не работает" in row and "ещё нет" not in row
    assert f"ознакомлены 0 из {sent - 1}" in dina.get("/certificates").text
    assert "не работает" in words(dina.get(f"{page}/sheet.docx").data)


def test_the_first_page_of_a_teacher_asks_to_read_the_certificate(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    assert page not in web.browser("vera").get("/today").text, "it is a draft yet"
    save(dina, page, "issue")
    vera = web.browser("vera")
    assert f'href="{page}"' in vera.get("/today").text
    another = made(web, dina, teacher=str(web.school["vera"]))
    save(dina, another, "issue")
    both = vera.get("/today").text
    assert 'href="/certificates">Справки о проверке журналов: прочесть и ознакомиться (2)</a>' in both
    vera.post(f"{another}/confirm", vera.form(another, f"{another}/confirm"))
    vera.post(f"{page}/confirm", vera.form(page, f"{page}/confirm"))
    assert page not in vera.get("/today").text


def test_the_button_and_the_words_are_at_hand_above_the_long_tables(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    shown = dina.get(page).text
    assert shown.index('form="words" name="do" value="issue"') < shown.index("Показатели</h2>")
    tables = shown.index("<caption"), shown.index('id="words"')
    assert shown.index("<details>") < tables[0] < tables[1], "the table of figures is folded"
    save(dina, page, "issue")
    assert 'form="words"' not in dina.get(page).text


def test_the_position_of_a_teacher_keeps_its_abbreviations(web: Web, dina: Browser) -> None:
    def name_positions() -> None:
        for key, position in {"vera": "Учитель ОБЗР и ИЗО", "oleg": "ОБЗР, преподаватель"}.items():
            Employment.update(position=position).where(Employment.person == web.school[key]).execute()

    web.db(name_positions)
    page = made(web, dina)
    save(dina, page, "issue")
    told = words(dina.get(f"{page}/sheet.docx").data)
    assert "учитель ОБЗР и ИЗО" in told and "ОБЗР, преподаватель" in told


def test_a_remark_is_not_closed_by_the_end_of_its_term(web: Web, dina: Browser) -> None:
    """Checked on 29 December, looked at in the next year: nobody has got a mark meanwhile."""
    web.clock.set("9:00", date(2026, 12, 30))
    dina = web.browser("dina")
    page = made(web, dina, **{"from": "2026-12-01", "to": "2026-12-29"})
    few = [row for row in lines(dina.get(page).text) if "Мало отметок для итоговой" in row]
    assert few
    save(dina, page, "issue")
    web.clock.set("9:00", date(2027, 1, 12))
    after = [row for row in lines(web.browser("dina").get(page).text) if "Мало отметок для итоговой" in row]
    assert len(after) == len(few) and all("просрочено на 8 дн." in row for row in after)
    assert not any("✓ снято" in row for row in after)


def test_filled_lessons_leave_only_what_cannot_be_put_right(web: Web, dina: Browser) -> None:
    fill(web)
    page = made(web, dina)
    save(dina, page, "issue")
    shown = dina.get(page).text
    assert "К сведению" in shown and "Урок без единой отметки" in shown
    assert "Урок без единой отметки" in words(dina.get(f"{page}/certificate.docx").data)
    noted = [row for row in lines(shown) if "Урок без единой отметки" in row]
    assert noted and not any("снято" in row or "до " in row for row in noted)


def test_conclusions_that_were_emptied_are_proposed_again_beside_the_advice_that_was_written(
    web: Web, dina: Browser
) -> None:
    """The refusal to issue promises it: «пересчитайте справку: их предложат»."""
    page = made(web, dina)
    proposed = web.db(lambda: Certificate.get().conclusions)
    advice = {"who": ["Всем"], "what": ["писать темы"], "until": ["30.11.2026"]}
    refused = save(dina, page, "issue", conclusions="", **advice)
    assert refused.status_code == 422 and "их предложат" in refused.text
    assert save(dina, page, "recount", conclusions="", **advice).status_code == 303
    kept = web.db(Certificate.get)
    assert kept.conclusions == proposed and "писать темы" in kept.advice


def test_a_recommendation_is_seen_whole_in_its_field(web: Web, dina: Browser) -> None:
    page, long = made(web, dina), "записать темы уроков: алгебра, 7 класс; " * 8
    save(dina, page, "words", who=["Учителю", "Всем"], what=[long, "писать"], until=["30.11", "30.11"])
    rows = re.findall(r'<textarea name="what"[^>]* rows="(\d+)"', dina.get(page).text)
    assert int(rows[0]) >= len(long.strip()) // 60 and rows[1] == "2"
