"""What was shown is what is loaded; what was handed over is taken back by the deputy alone."""

import pytest

from ejournal.models.curriculum import GroupTeacher
from ejournal.models.imports import ImportLoad, ImportUndo
from tests.client import Browser, Web
from tests.school import SINCE, TOPICS
from tests.views.test_imports import NEW, PLAN, brought, send, topics

pytestmark = pytest.mark.clause("4.5.1")


@pytest.fixture
def vera(web: Web) -> Browser:
    """The teacher of algebra in class 7."""
    return web.browser("vera")


def test_a_preview_changed_in_another_window_is_not_loaded_by_this_one(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAN)
    first, second = (vera.form(place, f"{place}?show=&page=1") for _ in range(2))
    typed = {"cell-0-2-1": "Дроби"}
    assert vera.post(f"{place}?show=&page=1", first | typed).status_code == 303
    answer = vera.post(f"{place}/load", second)
    assert answer.status_code == 422
    assert "Предпросмотр изменили в другом окне: посмотрите его ещё раз" in answer.text
    assert "Дроби" in answer.text and 'name="seen" value="2"' in answer.text
    assert (topics(web), web.db(ImportLoad.select().count)) == (list(TOPICS), 0)
    assert send(vera, place).status_code == 303
    assert topics(web) == ["Дроби", *NEW[1:]]


def test_after_the_handover_the_own_load_is_taken_back_by_the_deputy_alone(web: Web, vera: Browser) -> None:
    place = str(send(vera, brought(vera, PLAN)).location)
    assert "Отменить всю загрузку" in vera.get(place).text
    fields = vera.form(place, f"{place}/undo") | {"sure": "yes"}
    group, oleg = web.school.groups["algebra"], web.school["oleg"]
    web.db(GroupTeacher.update(person=oleg).where(GroupTeacher.group == group).execute)
    page = vera.get(place).text
    assert "Отменить всю загрузку" not in page and "отменить загрузку может заместитель директора" in page
    assert vera.post(f"{place}/undo", fields).status_code == 403
    assert (topics(web), web.db(ImportUndo.select().count)) == (list(NEW), 0)
    assert web.browser("oleg").get(place).status_code == 404  # it is not the load of the new teacher either
    dina = web.browser("dina")
    assert dina.post(f"{place}/undo", dina.form(place, f"{place}/undo") | {"sure": "yes"}).status_code == 303
    assert topics(web) == list(TOPICS)


def test_who_shares_a_page_still_takes_the_own_load_back(web: Web, vera: Browser) -> None:
    place = str(send(vera, brought(vera, PLAN)).location)
    group, oleg = web.school.groups["algebra"], web.school["oleg"]
    web.db(GroupTeacher.create, group=group, person=oleg, valid_from=SINCE)
    assert vera.post(f"{place}/undo", vera.form(place, f"{place}/undo") | {"sure": "yes"}).status_code == 303
    assert topics(web) == list(TOPICS)
