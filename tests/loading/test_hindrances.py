"""п. 4.3.1: what does not let a load be taken back is named by its kind, so that one knows where to look."""

import re
from datetime import date

import pytest

from ejournal.models.curriculum import Group, Subject
from ejournal.models.imports import ImportUndo
from ejournal.models.journal import Fact
from ejournal.models.people import ClassYear, Enrolment, Person
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.timetable import TimetableEntry
from ejournal.rules.refusal import Refusal
from ejournal.services import cards, imports, resting
from ejournal.services.hindrances import DOERS, NOUNS
from ejournal.services.verify import verify
from tests.loading.samples import BY, NOW, bring, open_year
from tests.school import ZONE

MONDAY = date(2026, 9, 7)


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.3.1")
def test_what_was_changed_since_and_what_points_at_the_load_is_named_by_its_kind() -> None:
    """Not «something»: the person sees which page of the journal to look at before trying again."""
    open_year()
    text = "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n5;Ветрова Анна Ильинична;03.04.2015\n"
    load = bring("class_list", text)
    first, second = Person.select().where(Person.birth_date.is_null(False)).order_by(Person.id)
    cards.change(first, {"phone": "8 900 000-00-01"}, {"phone": ""}, by=BY, now=NOW)
    days = {"valid_from": MONDAY, "valid_to": MONDAY}
    TeacherAbsence.create(person=second, reason="illness", order_number="", **days)
    with pytest.raises(Refusal) as refused:
        imports.undo(load, by=BY, now=NOW)
    assert "изменены позже: карточки людей — 1 (последняя запись 28.08.2026)" in refused.value.message
    assert "опираются на них: отсутствия учителей — 1" in refused.value.message
    assert Enrolment.select().count() == 2 and not ImportUndo.select().exists()
    assert verify(ZONE) == []


def test_every_kind_of_record_that_can_point_at_a_load_has_its_word() -> None:
    """One that has none would be told as «записи других разделов»: a person could not find it."""
    loaded_tables = (Person, ClassYear, Enrolment, Plan, PlanItem, Subject, Group, TimetableEntry)
    pointing = {
        str(model._meta.table_name)
        for table in loaded_tables
        for field, model in table._meta.backrefs.items()
        if field.name not in DOERS and model is not Fact
    }
    assert pointing - set(NOUNS) == set()


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.3.1")
def test_the_refusal_is_a_list_that_can_be_read() -> None:
    """A line for each sort of hindrance, of each sort all kinds on one line; no piles of colons."""
    open_year()
    text = "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n5;Ветрова Анна Ильинична;03.04.2015\n"
    load = bring("class_list", text)
    bring("curriculum", "Учебные предметы;5 класс\nХимия;2\n")
    first, second = Person.select().where(Person.birth_date.is_null(False)).order_by(Person.id)
    cards.change(first, {"phone": "8 900 000-00-01"}, {"phone": ""}, by=BY, now=NOW)
    days = {"valid_from": MONDAY, "valid_to": MONDAY}
    TeacherAbsence.create(person=second, reason="illness", order_number="", **days)
    with pytest.raises(Refusal) as refused:
        imports.undo(load, by=BY, now=NOW)
    head, *lines, end = refused.value.message.splitlines()
    assert head.endswith("опирается сделанное позже.") and end.startswith("Исправьте")
    assert all(line.startswith("— ") for line in lines) and lines[-1].endswith(".")
    assert [line.count(": ") for line in lines] == [1] * len(lines)
    assert (
        "позже загружены «Учебный план" in lines[0]
        and "28.08.2026: отмените сначала их, от новых к старым" in lines[0]
    )


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.3.1")
def test_later_files_are_told_from_the_newest_which_is_undone_first_and_none_is_hidden() -> None:
    open_year()
    load = bring("class_list", "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n")
    for number in range(1, 11):
        bring("curriculum", f"Учебные предметы;5 класс\nХимия;{number}\n", f"план {number}.csv")
    told = resting.later_files(load)
    assert re.findall(r"план (\d+)\.csv", " ".join(told)) == [str(one) for one in range(10, 2, -1)]
    assert told[8:] == ["и ещё 2"]


@pytest.mark.usefixtures("db")
@pytest.mark.clause("4.3.1")
def test_a_trial_tells_what_hinders_and_leaves_nothing() -> None:
    open_year()
    load = bring("class_list", "Класс;ФИО;Дата рождения\n5;Белов Пётр Ильич;01.02.2015\n")
    imports.check_undo(load, by=BY, now=NOW)
    assert Enrolment.select().count() == 1 and not ImportUndo.select().exists()
    person = Person.get(Person.birth_date.is_null(False))
    TeacherAbsence.create(
        person=person, reason="illness", order_number="", valid_from=MONDAY, valid_to=MONDAY
    )
    with pytest.raises(Refusal, match="отсутствия учителей — 1"):
        imports.check_undo(load, by=BY, now=NOW)
    assert verify(ZONE) == []
