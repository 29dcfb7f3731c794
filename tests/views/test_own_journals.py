"""«Отдельные журналы»: the deputy prints a journal of home teaching, of a club; it is issued once."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.papers import IssuedPaper
from tests.client import Browser, Web, queries

pytestmark = [pytest.mark.clause("2.1"), pytest.mark.clause("4.2.4")]
JANUARY = date(2027, 1, 12)


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy, in January; history is a club, the second English is given to Глаша at home."""
    web.clock.set("10:15", JANUARY)
    web.db(special, web)
    return web.browser("dina")


def special(web: Web) -> None:
    own: Any = {"kind": "club", "cohort": None, "grade": None, "grading": "none"}
    Group.update(own).where(Group.id == web.school.groups["history"]).execute()
    home = web.school.groups["english2"]
    Group.update(kind="home").where(Group.id == home).execute()
    mine = (GroupMember.group == home) & (GroupMember.person == web.school["vova"])
    GroupMember.delete().where(mine).execute()
    GroupMember.update(order_number="№ 7 от 31.08.2026").where(GroupMember.group == home).execute()


def of_pupil(web: Web) -> str:
    return f"/printing/own/pupil/{web.school['glasha']}"


def of_club(web: Web) -> str:
    return f"/printing/own/group/{web.school.groups['history']}"


def papers(web: Web) -> list[Any]:
    return web.db(lambda: list(IssuedPaper.select().order_by(IssuedPaper.id)))


def test_the_print_page_offers_each_journal_by_its_kind(web: Web, dina: Browser) -> None:
    page = dina.get("/printing?half=1").text
    assert "Отдельные журналы" in page
    assert (
        "Журналы индивидуального обучения на дому" in page and "Журналы дополнительного образования" in page
    )
    assert f'href="{of_pupil(web)}?half=1#print"' in page
    assert f'href="{of_club(web)}?half=1#print"' in page


def test_a_journal_at_home_is_issued_registered_and_downloaded(web: Web, dina: Browser) -> None:
    fields = dina.form(f"{of_pupil(web)}?half=1", of_pupil(web))
    answer = dina.post(of_pupil(web), fields)
    (paper,) = papers(web)
    assert (answer.status_code, answer.location) == (303, f"/papers/{paper.id}")
    assert (paper.kind, paper.number, paper.about_kind) == ("own_journal", 1, "pupil")
    assert dina.post(of_pupil(web), fields).location == answer.location, "sent twice, issued once"
    assert len(papers(web)) == 1
    shown = dina.get(f"/papers/{paper.id}").text
    assert "отдельный журнал" in shown and paper.text_hash in shown
    docx = Document(BytesIO(dina.get(f"/papers/{paper.id}/file.docx").data))
    said = " ".join(node.text or "" for node in docx.element.body.iter() if node.tag.endswith("}t"))
    assert "индивидуального обучения на дому" in said and "приказ № 7 от 31.08.2026" in said
    assert paper.title in dina.get(f"{of_pupil(web)}?half=1").text


def test_a_club_says_what_it_lacks_and_leads_to_the_lesson(web: Web, dina: Browser) -> None:
    page = dina.get(f"{of_club(web)}?half=1").text
    assert "Журнал ещё не завершён: не отмечена посещаемость уроков" in page
    assert f'href="/lessons/{web.lesson("history", day=date(2026, 11, 24))}"' in page
    assert "домашние задания" not in page, "a club has no homework"


@pytest.mark.parametrize("who", ["vera", "nina", "anya_mother", "alla"])
def test_nobody_else_prints(web: Web, dina: Browser, who: str) -> None:
    assert web.browser(who).get(of_club(web)).status_code == 403
    assert not papers(web)


def test_what_has_no_journal_of_its_own_is_not_there(web: Web, dina: Browser) -> None:
    algebra = web.school.groups["algebra"]
    for address in (f"/printing/own/group/{algebra}", f"/printing/own/pupil/{web.school['anya']}"):
        assert dina.get(address).status_code == 404
        assert dina.post(address, {"half": "1", "key": "k" * 32}).status_code == 404


def test_a_half_that_is_none_or_has_not_begun_is_refused_in_words(web: Web, dina: Browser) -> None:
    fields = dina.form(f"{of_club(web)}?half=1", of_club(web))
    refused = dina.post(of_club(web), fields | {"half": "7"})
    assert refused.status_code == 422 and "Такого полугодия нет" in refused.text
    web.clock.set("10:15", date(2026, 11, 23))
    early = web.browser("dina")
    assert "ещё не началось" in early.get(f"{of_club(web)}?half=2").text
    fields["key"] = early.form(f"{of_club(web)}?half=1", of_club(web))["key"]
    assert early.post(of_club(web), fields | {"half": "2"}).status_code == 422
    assert not papers(web)


def test_the_print_page_takes_as_many_queries_with_more_journals(web: Web, dina: Browser) -> None:
    with queries() as before:
        dina.get("/printing?half=1")
    web.db(
        lambda: (
            Group.update(kind="extracurricular").where(Group.id == web.school.groups["counting"]).execute()
        )
    )
    with queries() as after:
        dina.get("/printing?half=1")
    assert len(after) <= len(before)
