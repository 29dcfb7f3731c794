"""п. 4.3.1: what hinders the undoing of a load is told before anybody is asked to be sure."""

import pytest

from ejournal.models.people import PersonName
from ejournal.models.substitutions import TeacherAbsence
from tests.client import Web
from tests.views.test_imports import PLAN, brought, send


@pytest.mark.clause("4.3.1")
def test_what_hinders_the_undoing_is_told_instead_of_the_question(web: Web) -> None:
    """Nobody is asked «Да, отменить загрузку» to be refused after that."""
    alla = web.browser("alla")
    people = "Класс;ФИО;Дата рождения\n7;Белов Пётр Ильич;01.02.2013\n"
    place = str(send(alla, brought(alla, people, "x.csv", "class_list"), order="№ 7 от 20.11.2026").location)
    pupil = web.db(lambda: PersonName.get(PersonName.surname == "Белов").person)
    day = web.clock.school_now().date()
    absence = {"person": pupil, "reason": "illness", "order_number": "", "valid_from": day, "valid_to": day}
    web.db(TeacherAbsence.create, **absence)
    answer = alla.post(f"{place}/undo", alla.form(place, f"{place}/undo"))
    assert answer.status_code == 422 and 'name="sure"' not in answer.text
    assert "<li>опираются на них: отсутствия учителей — 1.</li>" in answer.text
    web.db(lambda: TeacherAbsence.delete().execute())
    asked = alla.post(f"{place}/undo", alla.form(place, f"{place}/undo"))
    assert asked.status_code == 422 and 'name="sure"' in asked.text


@pytest.mark.clause("4.3.1")
def test_files_that_were_loaded_since_are_named_at_once(web: Web) -> None:
    vera = web.browser("vera")
    first = str(send(vera, brought(vera, PLAN)).location)
    assert "После неё загружены" not in vera.get(first).text
    send(vera, brought(vera, PLAN.replace("Одночлены", "Дроби")))
    assert "После неё загружены «КТП: Алгебра" in vera.get(first).text
