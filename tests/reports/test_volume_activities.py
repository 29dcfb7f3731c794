"""«Сведения о занятиях в кружках, секциях, внеурочной деятельности» against the database, by plain SQL."""

from collections.abc import Iterator

import pytest

from tests.reports.january import LAST, january, order, rows
from tests.reports.test_volume import volume

pytestmark = [pytest.mark.clause("2.1"), pytest.mark.clause("4.2.4")]

CLUBS = """SELECT n.surname || ' ' || n.name, s.name FROM group_member m
    JOIN teaching_group g ON g.id = m.group_id JOIN subject s ON s.id = g.subject_id
    JOIN enrolment e ON e.person_id = m.person_id JOIN person_name n ON n.person_id = m.person_id
    WHERE g.kind = 'club' AND e.cohort_id = ? AND m.valid_from <= ? AND n.valid_to IS NULL"""


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory):
        yield


@pytest.mark.parametrize("grade", [2, 5])
def test_every_club_of_every_pupil_is_told_with_its_leader_hours_and_days(grade: int) -> None:
    made = volume(grade).activities
    told = {(one.name, one.title) for one in made if one.title.startswith("Кружок")}
    assert told == set(rows(CLUBS, order(grade).cohort, LAST)) != set()
    assert {one.where for one in made} == {"школа"}
    assert all(one.leader and one.hours == "1" for one in made if one.title.startswith("Кружок"))
    assert {one.span for one in made if one.title.startswith("Кружок")} == {"01.09–30.12"}


def test_what_the_whole_class_goes_to_is_one_line_without_those_who_learn_at_home() -> None:
    for grade in (3, 8):
        made = volume(grade)
        (talks,) = (one for one in made.activities if one.title == "Разговоры о важном")
        home = [row.number for row in made.parts[0].pupils if any("на дому" in note for note in row.notes)]
        (talked,) = {part for part in made.parts if part.subject == "Разговоры о важном"}
        absent = {row.number for row in made.parts[0].pupils} - {row.number for row in talked.pupils}
        assert absent <= set(home)
        told = f"Весь класс, кроме № {', '.join(map(str, sorted(absent)))}" if absent else "Весь класс"
        assert (talks.number, talks.name, talks.span) == ("", told, "01.09–30.12")
