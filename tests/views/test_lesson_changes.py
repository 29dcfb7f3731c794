"""Two at one lesson: each is told of what was written elsewhere."""

import pytest

from ejournal.models.curriculum import GroupTeacher
from tests.client import Web, queries
from tests.school import SINCE
from tests.views.steps import Desk, desk


@pytest.fixture
def both(web: Web) -> tuple[Desk, Desk]:
    """Two teachers of one group at the same lesson."""
    group = web.school.groups["algebra"]
    web.db(GroupTeacher.create, group=group, person=web.school["oleg"], valid_from=SINCE)
    return desk(web), desk(web, "oleg")


def changes(desk: Desk, tag: str = "") -> tuple[int, str, str]:
    headers = {"If-None-Match": tag} if tag else {}
    answer = desk.browser.send("GET", f"{desk.address}/changes", htmx=True, headers=headers)
    return answer.status_code, answer.text, answer.headers["ETag"]


def shown(desk: Desk) -> str:
    """The tag that the page carries."""
    return desk.browser.get(desk.address).text.split("data-seen='")[1].split("'")[0]


def test_what_another_wrote_comes_with_the_parts_that_it_changed(both: tuple[Desk, Desk]) -> None:
    vera, oleg = both
    tag = shown(vera)
    assert changes(vera, tag)[:2] == (304, "")
    oleg.htmx("topic", topic="Одночлены")
    status, html, newer = changes(vera, tag)
    assert status == 200 and 'id="topic"' in html and "Одночлены" in html and 'id="state"' in html
    assert 'id="homework"' not in html and 'id="roll"' not in html
    assert changes(vera, newer)[:2] == (304, "")


def test_ones_own_records_come_to_the_other_pc_of_the_same_teacher(web: Web) -> None:
    here, there = desk(web), desk(web)
    tag = shown(there)
    here.htmx("topic", topic="Одночлены")
    here.htmx("roll")
    html = changes(there, tag)[1]
    assert "Одночлены" in html and 'id="roll"' in html


def test_whoever_reads_the_lesson_is_told_too_and_the_reading_is_noted(web: Web) -> None:
    vera, dina = desk(web), desk(web, "dina")
    tag = shown(dina)
    noted = len(web.noted())
    assert changes(dina, tag)[:2] == (304, "") and len(web.noted()) == noted
    vera.htmx("topic", topic="Одночлены")
    status, html, _ = changes(dina, tag)
    assert status == 200 and "Одночлены" in html and "Взять" not in html
    assert len(web.noted()) == noted + 1


@pytest.mark.clause("4.5.4")
def test_a_mark_in_entry_is_told_of_but_not_shown(both: tuple[Desk, Desk]) -> None:
    vera, oleg = both
    vera.htmx("roll")
    vera.reload()
    tag = shown(oleg)
    vera.mark("anya", "5")
    html = changes(oleg, tag)[1]
    assert "вводит другой" in html and 'value="5"' not in html


@pytest.mark.parametrize("tag", ["", '"x"', '"-1"', '"1e9"', '"' + "9" * 40 + '"', "*", 'W/"0"', '"²"'])
def test_a_tag_that_is_none_never_fails(both: tuple[Desk, Desk], tag: str) -> None:
    both[1].htmx("topic", topic="Одночлены")
    assert changes(both[0], tag)[0] in (200, 304)


def test_asking_costs_little(both: tuple[Desk, Desk]) -> None:
    tag = shown(both[0])
    with queries() as asked:
        changes(both[0], tag)
    assert len(asked) <= 12
