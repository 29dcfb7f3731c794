"""п. 4.2.1: a list of lessons with an unknown heading is loaded when somebody says what the column is."""

import pytest

from ejournal.importing.corrections import Corrections
from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared
from ejournal.loading.scope import scope
from ejournal.rules.refusal import Refusal
from tests.importing.files import sheet_data, workbook
from tests.school import MONDAY, School

pytestmark = pytest.mark.clause("4.2.1")
LIST = "Класс;День;Урок;Дисц.;Прим.\n7;Понедельник;1;История;12\n7;Вторник;2;Алгебра;14\n"


def understood(columns: dict[int, str]) -> Prepared:
    chosen = Chosen(since=MONDAY.isoformat(), corrections=Corrections({0: columns}, {}))
    book = kinds.as_chosen(kinds.read(LIST.encode()), chosen)
    return kinds.prepare("timetable", book, "расписание.csv", chosen, scope(MONDAY, None, False))


def test_the_column_that_a_person_names_is_obeyed(school: School) -> None:
    with pytest.raises(Refusal):
        understood({})
    found = understood({3: "subject", 4: "room"})
    assert found.headers[0].columns == {"class": 0, "weekday": 1, "number": 2, "subject": 3, "room": 4}
    assert found.summary["accepted"] == 2


@pytest.mark.clause("4.4.1")
def test_a_sheet_that_is_no_longer_read_is_told_of_with_what_it_needs(school: School) -> None:
    lists = {name: [("ФИО", "Дата рождения"), (f"{name}ова Анна Ильинична", "01.02.2013")] for name in "АБ"}
    book = kinds.read(workbook({f"7{name}": sheet_data(rows) for name, rows in lists.items()}))
    chosen = Chosen(corrections=Corrections({1: {1: ""}}, {}))
    corrected = kinds.as_chosen(book, chosen)
    found = kinds.prepare("class_list", corrected, "списки.xlsx", chosen, scope(MONDAY, None, False))
    assert found.summary["accepted"] == 1
    (told,) = (one for one in found.whole if one.field == "Лист «7Б»")
    assert told.severity == "error" and told.reason.endswith("ФИО или фамилия; дата рождения")
    assert list(kinds.headings("class_list", corrected, found)) == [0, 1]


def test_a_column_that_is_left_out_is_not_read(school: School) -> None:
    found = understood({3: "subject", 4: ""})
    assert "room" not in found.headers[0].columns and found.summary["accepted"] == 2
