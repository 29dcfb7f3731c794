"""The whole form: what may be saved is saved, what is refused stays typed; who sees a mark in entry."""

from datetime import date

import pytest

from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import Work
from tests.client import Web, form, queries
from tests.pages import Outline
from tests.views.steps import code, columns, deeds, desk, fill, handed_in, has_text, mark, text

FRIDAY = date(2026, 11, 20)
QUERIES = 32  # of the lesson page


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
@pytest.mark.clause("4.5.4")
def test_one_part_is_refused_the_others_are_saved_and_the_page_says_so(web: Web) -> None:
    vera = desk(web)
    typed = {
        "topic": "Одночлены",
        "homework": "§ 5",
        "due": "2026-11-01",
        vera.roll("vova"): "Н",
        vera.name("anya"): "5",
        vera.name("borya"): "7",
        vera.name("vova"): "4",
    }
    answer = vera.plain(do="hand-in", **typed)
    assert answer.status_code == 422
    assert "Записано не всё" in answer.text
    assert has_text(vera, "topic", "Одночлены") and text(web, vera.lesson, "homework") is None
    assert (code(vera, "vova"), mark(vera, "anya"), mark(vera, "borya"), mark(vera, "vova")) == (
        "Н",
        "5",
        "",
        "",
    )
    assert handed_in(vera) == 0


@pytest.mark.clause("4.5.4")
def test_nothing_typed_is_lost_by_a_refusal_of_the_form(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    typed = {
        "topic": "Present Perfect",
        "homework": "§ 5",
        "due": "2026-11-01",
        vera.name("borya"): "7",
        vera.name("vova"): "5+",
        vera.name("glasha"): "5",
    }
    answer = vera.plain(do="save", **typed)
    shown = form(answer.text, vera.address)
    for name, value in typed.items():
        if name != vera.name("glasha"):  # saved, so its field waits for the next mark
            assert shown[name] == value
    assert mark(vera, "glasha") == "5"


@pytest.mark.clause("4.5.4")
def test_the_page_after_a_refusal_can_be_sent_again_once_mended(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    answer = vera.plain(do="save", **{vera.name("borya"): "7"})
    vera.fields = form(answer.text, vera.address)
    assert vera.plain(do="save", **{vera.name("borya"): "4"}).status_code == 303
    assert mark(vera, "borya") == "4"


@pytest.mark.clause("4.5.4")
def test_an_old_page_sent_whole_refuses_the_changed_cell_and_tells_what_was_typed(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    other = desk(web)
    vera.mark("anya", "4")
    answer = other.plain(do="save", **{other.name("anya"): "5"})
    assert answer.status_code == 422 and mark(vera, "anya") == "4"
    assert "4" in [
        value
        for name, value in form(answer.text, vera.address).items()
        if name.startswith(f"mark-answer-{web.school['anya']}")
    ]
    assert "«5» не записано" in answer.text


@pytest.mark.clause("4.5.4")
def test_an_old_page_sent_whole_takes_back_nothing_that_another_window_wrote(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    old = desk(web)
    vera.mark("anya", "4")
    vera.absence("vova", "Н")
    old.plain(do="save", **{old.name("borya"): "5"})
    assert (mark(vera, "anya"), mark(vera, "borya"), code(vera, "vova")) == ("4", "5", "Н")


@pytest.mark.clause("4.5.4")
def test_a_column_is_added_and_a_mark_typed_in_it_without_javascript(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    assert vera.plain(do="work", work="control").status_code == 303
    vera.reload()
    assert vera.plain(do="save", **{vera.name("anya", "control"): "3"}).status_code == 303
    assert (columns(vera), mark(vera, "anya")) == (["control"], "3")


@pytest.mark.clause("4.5.2")
def test_everybody_is_here_without_javascript(web: Web) -> None:
    vera = desk(web)
    assert vera.plain(do="roll").status_code == 303
    assert code(vera, "anya") == ""
    assert "посещаемость сохранена" in vera.browser.get(vera.address).text


@pytest.mark.clause("4.5.2")
def test_a_form_that_changes_nothing_is_no_deed(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5")
    vera.reload()
    before = deeds(web)
    assert vera.plain(do="save").status_code == 303
    assert deeds(web) == before


def test_every_refusal_is_noted_with_its_clause(web: Web) -> None:
    vera = desk(web)
    vera.htmx("topic", topic="Present Perfect")
    vera.plain(do="save")
    assert [note.duty for note in web.noted() if note.kind == "refused"] == ["3.6", "3.6"]


@pytest.mark.clause("4.5.4")
def test_a_mark_in_entry_says_until_when_and_only_to_its_author(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    answer = vera.mark("anya", "5")
    assert "в записи до 10:52" in answer.text and 'value="5"' in answer.text
    assert "отметок в записи: 1" in vera.browser.get(vera.address).text
    for reader in ("nina", "dina", "igor"):
        page = web.browser(reader).get(vera.address).text
        assert 'value="5"' not in page and "в записи до" not in page
        journal = web.browser(reader).get(f"/journal/{web.school.groups['algebra']}").text
        assert ">5<" not in journal


@pytest.mark.clause("4.5.4")
def test_when_the_entry_is_over_everybody_who_may_read_sees_the_mark(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5")
    web.clock.set("10:52")
    for reader in ("vera", "nina", "dina", "igor"):
        page = web.browser(reader).get(vera.address).text
        assert 'value="5"' in page and "выставлена" in page


@pytest.mark.clause("4.5.4")
def test_the_minutes_of_entry_are_the_schools_own(web: Web) -> None:
    web.settings(entry_minutes=25)
    vera = desk(web)
    fill(vera)
    assert "в записи до 11:07" in vera.mark("anya", "5").text


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("key", ["nina", "dina", "igor"])
def test_who_only_reads_gets_no_field_and_no_button_to_write(web: Web, key: str) -> None:
    outline = Outline(web.browser(key).get(f"/lessons/{web.lesson('algebra')}").text)
    (closed,) = outline.named("fieldset")
    assert "disabled" in closed.attributes
    words = [text.words.strip() for text in outline.texts if text.inside == "button"]
    assert not {"Сохранить урок", "Сдать урок", "Все присутствуют", "Добавить колонку"} & set(words)


@pytest.mark.clause("4.5.4")
def test_a_column_made_late_is_marked_so(web: Web) -> None:
    vera = desk(web, day=FRIDAY, number=1)
    fill(vera)
    answer = vera.htmx("works", work="control")
    assert answer.status_code == 200 and "внесено с опозданием 3\xa0дн." in answer.text
    assert web.db(lambda: Work.get().late_days) == 3


@pytest.mark.clause("4.5.4")
def test_a_written_work_of_an_earlier_day_takes_marks_until_its_deadline(web: Web) -> None:
    """Control work in algebra: by the next lesson, which for Friday the 20th is Monday the 23rd."""
    vera = desk(web, day=FRIDAY, number=2)
    fill(vera)
    assert vera.htmx("works", work="control").status_code == 200
    vera.reload()
    assert vera.mark("anya", "4", "control").status_code == 200
    web.clock.set("8:30", date(2026, 11, 24))
    late = desk(web, day=FRIDAY, number=2)
    refused = late.mark("borya", "4", "control")
    assert refused.status_code == 422 and "Срок отметок за эту работу истёк 23.11" in refused.text


def test_the_lesson_page_asks_the_database_no_more_for_a_longer_roll(web: Web) -> None:
    vera = desk(web)
    fill(vera, anya="5", borya="4", vova="3", glasha="2")
    with queries() as full:
        vera.browser.get(vera.address)
    for key in ("borya", "vova", "glasha"):
        mine = GroupMember.person == web.school[key]
        web.db(GroupMember.update(valid_to=FRIDAY).where(mine).execute)
    with queries() as alone:
        page = vera.browser.get(vera.address).text
    assert "Власов" not in page
    assert len(alone) == len(full) <= QUERIES
