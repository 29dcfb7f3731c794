"""A pupil left the group while the page of the lesson was open: what was typed for him is told by name."""

from datetime import date

import pytest
from werkzeug.test import TestResponse

from ejournal.models.curriculum import GroupMember
from tests.client import Web
from tests.pages import Outline
from tests.views.steps import Desk, desk, fill, mark

NOBODY = 999_999


def words(answer: TestResponse) -> str:
    return " ".join(text.words for text in Outline(answer.text).texts).replace("\xa0", " ")


def leaves(opened: Desk, pupil: str, last: date) -> None:
    """In another window: the pupil's last day in the group of the lesson."""
    school = opened.web.school
    mine = (GroupMember.group == school.groups["algebra"]) & (GroupMember.person == school[pupil])
    opened.web.db(GroupMember.update(valid_to=last).where(mine).execute)


@pytest.mark.clause("2.1")
def test_a_mark_of_a_pupil_who_has_left_is_told_by_name_with_its_value_and_reason(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    leaves(vera, "anya", date(2026, 11, 19))
    answer = vera.plain(**{vera.name("anya"): "4", vera.name("borya"): "5", "topic": "Степени"})
    told = words(answer)
    assert answer.status_code == 422 and "Состав группы изменился" in told
    assert "Алёшина А.И. с 20.11 не в группе" in told and "Отметка «4» не записана" in told
    assert "п. 2.1" in told and "ниже сказано, что исправить" not in told
    assert mark(vera, "borya") == "5" and mark(vera, "anya") == ""


@pytest.mark.clause("2.1")
def test_his_attendance_is_told_too_and_what_stays_on_the_page_is_told_at_its_place(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    leaves(vera, "anya", date(2026, 11, 19))
    answer = vera.plain(**{vera.roll("anya"): "Н", vera.name("anya"): "3", vera.name("borya"): "9"})
    told = words(answer)
    assert "Посещаемость «Н» не записана" in told and "Отметка «3» не записана" in told
    assert "ниже сказано, что исправить" in told and "Такой отметки нет" in told


@pytest.mark.clause("2.1")
def test_a_number_that_is_nobody_of_the_group_is_told_without_a_name(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    for stranger in (web.school["yana"], web.school["oleg"], NOBODY):
        answer = vera.plain(**{f"mark-answer-{stranger}-0": "4"})
        told = words(answer)
        assert answer.status_code == 422 and "Отметка «4» не записана" in told
        assert "такого ученика в группе нет" in told
        assert "Яшина" not in told and "Орлов" not in told
        del vera.fields[f"mark-answer-{stranger}-0"]


def test_a_column_that_is_not_there_is_told_with_the_pupil(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    told = words(vera.plain(**{f"mark-nonsense-{web.school['anya']}-0": "4"}))
    assert "отметка «4» не записана" in told and "Алёшина" in told


@pytest.mark.clause("2.1")
def test_in_a_cell_that_saves_itself_the_same_is_said(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    leaves(vera, "anya", date(2026, 11, 19))
    answer = vera.mark("anya", "4")
    assert answer.status_code == 422 and "с 20.11 не в группе" in words(answer)
