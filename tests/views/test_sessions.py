"""What the page of a lesson and of a group shows to those who lead a ГПД, a club, внеурочная деятельность."""

from typing import Any

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.journal import HandIn, LessonText
from tests.client import Browser, Web

pytestmark = pytest.mark.clause("2.1")


def become(web: Web, kind: str, **more: Any) -> Browser:
    """Algebra turned into a group of this kind; Вера, who leads it."""
    values = {"kind": kind, "grading": "none"} | more
    web.db(lambda: Group.update(values).where(Group.id == web.school.groups["algebra"]).execute())
    return web.browser("vera")


def place(web: Web) -> str:
    return f"/lessons/{web.lesson('algebra')}"


def topic(web: Web) -> Any:
    return web.db(lambda: LessonText.get_or_none(lesson=web.lesson("algebra"), field="topic"))


def fields(web: Web, vera: Browser) -> dict[str, str]:
    return vera.form(place(web), place(web))


@pytest.mark.parametrize("kind", ["after_school", "club", "extracurricular"])
def test_no_homework_is_asked_and_the_session_is_handed_in_without_it(web: Web, kind: str) -> None:
    vera = become(web, kind)
    page = vera.get(place(web)).text
    assert "Домашнее задание" not in page and "нет задания" not in page
    (line,) = [one for one in vera.get("/today").text.split('<li class="lesson') if place(web) in one][:1]
    assert "посещаемость" in line and "ДЗ" not in line
    vera.post(place(web), fields(web, vera) | {"topic": "Подвижные игры", "do": "roll"})
    answer = vera.post(place(web), fields(web, vera) | {"do": "hand-in"})
    assert answer.status_code == 303
    assert web.db(lambda: HandIn.select().count()) == 1


def test_a_lesson_at_home_keeps_its_homework_and_marks(web: Web) -> None:
    vera = become(web, "home", grading="five")
    page = vera.get(place(web)).text
    assert "Домашнее задание" in page and "Тема урока" in page and "Режимный момент" not in page
    refused = vera.post(place(web), fields(web, vera) | {"topic": "Одночлены", "do": "hand-in"})
    assert refused.status_code == 422 and "домашнего задания" in refused.text


def test_the_moment_of_a_day_is_chosen_kept_and_changed_with_its_history(web: Web) -> None:
    vera = become(web, "after_school")
    page = vera.get(place(web)).text
    assert "Режимный момент" in page and "Содержание" in page and '<option value="Самоподготовка">' in page
    vera.post(place(web), fields(web, vera) | {"topic": "Игры во дворе", "form": "Прогулка"})
    assert (topic(web).text, topic(web).form, topic(web).version) == ("Игры во дворе", "Прогулка", 1)
    assert '<option value="Прогулка" selected>' in vera.get(place(web)).text
    vera.post(place(web), fields(web, vera) | {"form": "Занятие"})
    assert (topic(web).form, topic(web).version) == ("Занятие", 2)
    vera.post(place(web), fields(web, vera))
    assert topic(web).version == 2, "nothing was changed"
    shown = vera.get(f"/journal/{web.school.groups['algebra']}").text
    assert "Режимный момент" in shown and "Занятие" in shown and "Домашнее задание" not in shown
    assert "Итоговые</a>" not in shown


def test_a_moment_goes_with_a_topic_of_the_plan_and_by_htmx(web: Web) -> None:
    vera = become(web, "after_school")
    page = vera.get(place(web)).text
    item = page.split('name="take" value="')[1].split('"')[0]
    vera.htmx_post(
        f"{place(web)}/topic", {"key": "k" * 32, "topic-seen": "0", "take": item, "form": "Прогулка"}
    )
    assert topic(web).form == "Прогулка" and topic(web).plan_item_id == int(item)


def test_a_moment_that_the_school_does_not_have_is_refused_and_what_was_typed_stays(web: Web) -> None:
    vera = become(web, "after_school")
    sent = fields(web, vera) | {"topic": "Игры во дворе", "form": "Сон"}
    answer = vera.post(place(web), sent)
    assert answer.status_code == 422 and "нет в списке школы" in answer.text
    assert "Игры во дворе" in answer.text and topic(web) is None


def test_extracurricular_sessions_choose_their_form_and_a_club_has_none(web: Web) -> None:
    vera = become(web, "extracurricular")
    assert "Форма занятия" in vera.get(place(web)).text
    vera = become(web, "club")
    page = vera.get(place(web)).text
    assert "Форма занятия" not in page and "Тема занятия" in page
    shown = vera.get(f"/journal/{web.school.groups['algebra']}").text
    assert "в этом периоде проведено" in shown.casefold() and "по КТП на год" in shown


def test_homework_of_a_club_is_refused(web: Web) -> None:
    vera = become(web, "club")
    answer = vera.htmx_post(
        f"{place(web)}/homework", {"key": "k" * 32, "homework-seen": "0", "homework": "§ 5"}
    )
    assert answer.status_code == 422
    assert web.db(lambda: LessonText.select().count()) == 0
