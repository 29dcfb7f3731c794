"""«Журналы» of a class teacher: mixed groups, weeks left open for long, own pages."""

from datetime import date

import pytest

from ejournal.models.curriculum import Group, GroupMember, GroupTeacher
from ejournal.models.people import Cohort
from ejournal.models.timetable import Lesson
from ejournal.services import attendance
from tests.client import Web, form
from tests.school import SINCE, at

WEDNESDAY = date(2026, 11, 18)


def mixed_lesson(web: Web, day: date) -> int:
    """A club of Аня and Яна, of two classes, led by Орлов, with one lesson on a day; its id."""

    def make() -> int:
        like = Group.get_by_id(web.school.groups["english2"])
        club = Group.create(
            year=like.year, subject=like.subject, cohort=None, kind="club", name="Кружок", grading="none"
        )
        for pupil in ("anya", "yana"):
            GroupMember.create(group=club, person=web.school[pupil], valid_from=SINCE)
        GroupTeacher.create(group=club, person=web.school["oleg"], valid_from=SINCE)
        times = {"starts_at": at("14:00", day), "ends_at": at("14:45", day)}
        return int(Lesson.create(group=club, date=day, number=8, room="12", **times).id)

    return web.db(make)


@pytest.mark.clause("4.4.3", "2.1")
def test_the_class_teacher_reads_a_mixed_group_of_the_class_and_its_lessons_stand_in_the_week(
    web: Web,
) -> None:
    lesson = mixed_lesson(web, WEDNESDAY)
    group = web.db(lambda: Lesson.get_by_id(lesson).group_id)
    nina = web.browser("nina")
    assert nina.get(f"/journal/{group}").status_code == nina.get(f"/lessons/{lesson}").status_code == 200
    shown = nina.get("/journal").text
    assert f'"/journal/{group}"' in shown
    assert f'/lessons/{lesson}"' in shown.split("16–22 ноября")[1]
    assert web.browser("marina").get(f"/journal/{group}").status_code == 404


@pytest.mark.clause("4.4.3", "4.5.2")
def test_a_mixed_group_owes_until_every_class_of_its_pupils_has_closed_the_week(web: Web) -> None:
    lesson = mixed_lesson(web, WEDNESDAY)
    monday = date(2026, 11, 16)
    for grade, owed in (("7", True), ("1", False)):
        cohort = web.db(Cohort.get_by_id, web.school.classes[grade])
        by = web.school.actor("nina")
        web.db(lambda c=cohort, b=by: attendance.close_week(c, monday, by=b, now=at("9:00")))
        assert (f'"/lessons/{lesson}"' in web.browser("oleg").get("/today").text) is owed


@pytest.mark.clause("4.4.3")
def test_a_week_left_open_for_long_is_still_offered_and_closed_only_knowingly(web: Web) -> None:
    web.clock.set("10:42", date(2026, 12, 21))
    nina = web.browser("nina")
    shown = nina.get("/journal").text
    assert "2–8 ноября 2026" in shown
    week = f"/attendance/{web.school.classes['7']}?week=2026-11-02"
    action = f"/attendance/{web.school.classes['7']}/close?week=2026-11-02"
    sent = form(nina.get(week).text, action)
    assert "Не отмечена посещаемость" in nina.post(action, sent).text
    assert nina.post(action, sent | {"sure": "yes"}).status_code == 303
    assert "2–8 ноября 2026" not in nina.get("/journal").text


def test_ones_own_page_of_the_class_one_leads_stands_once_in_the_list(web: Web) -> None:
    group = web.school.groups["algebra"]

    def give() -> None:
        GroupTeacher.create(group=group, person=web.school["nina"], valid_from=SINCE)

    nina = web.browser("nina")
    assert nina.get("/journal").text.count(f'"/journal/{group}"') == 1
    web.db(give)
    shown = nina.get("/journal").text
    assert shown.count(f'"/journal/{group}"') == 1
    assert f'"/journal/{group}"' in shown.split('id="own"')[1].split("</section>", 1)[0]
    assert f'"/journal/{web.school.groups["english1"]}"' in shown
