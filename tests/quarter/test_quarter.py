"""A quarter of a class through HTTP alone: each lesson by its teacher on its day, the forbidden is refused.

The term marks and the absences that the pages show in the end equal what was reckoned apart.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.db import connected
from ejournal.demo import run
from ejournal.migrations import migrate
from ejournal.services.verify import verify
from tests.engines import Engine
from tests.quarter import attempts, school
from tests.quarter.life import Diary
from tests.quarter.school import Caller, Given, World, cells, mondays

DAY = timedelta(days=1)
BROUGHT = date(2026, 10, 7)
EARLY, LAST_DAY, LATE = date(2026, 10, 12), date(2026, 10, 21), date(2026, 10, 22)


@pytest.fixture(scope="module")
def world(engine: Engine) -> Iterator[World]:
    engine.prepare("migrated", migrate)
    with engine.copied("migrated") as url:
        yield school.build(url)


@pytest.fixture(scope="module")
def diary(world: World) -> Diary:
    """The quarter as it was lived; whatever was refused on the way is asserted on the way."""
    kept, marked = Diary(), world.marked()
    lessons = world.lessons()
    closed: set[date] = set()
    for place, lesson in enumerate(lessons):
        _close_weeks(world, kept, lesson.day, closed)
        _give(world, kept, lesson, marked.get(lesson.group, ""))
        if place and place % 40 == 0:
            attempts.forbidden(world, kept, lesson, lessons[place - 40 : place])
            attempts.out_of_time(world, kept, lesson, lessons[place + 1 :])
            attempts.after_the_deadline(world, kept, lesson)
            attempts.by_a_family(world, kept, lesson)
            _put_right(world, kept, lesson)
        if lesson.day == BROUGHT and not kept.tried["outside"]:
            _from_elsewhere(world, kept, marked)
        if lesson.day == LAST_DAY and (place + 1 == len(lessons) or lessons[place + 1].day > LAST_DAY):
            _set_terms(world, kept, marked)
            break
    return kept


def _give(world: World, kept: Diary, lesson: Given, subject: str) -> None:
    """Topic, homework, attendance and marks in one form, as a browser without JavaScript sends it."""
    world.at(lesson.starts_at + timedelta(minutes=20))
    teacher, path = world.caller(lesson.teacher), f"/lessons/{lesson.id}"
    fields = teacher.form(path)
    called, put = kept.plan(lesson, subject)
    fields |= {"topic": f"Тема {lesson.id}", "do": "roll"}
    if "homework" in fields:  # внеурочная деятельность has none
        fields["homework"] = f"§ {lesson.id}"
    fields |= {f"roll-{pupil}": code for pupil, code in called.items()}
    for (column, pupil), value in put.items():
        fields[attempts.cell(fields, column, pupil)] = value
    answer = teacher.post(path, fields)
    assert answer.status_code == 303, _why(answer.text)
    kept.write(lesson, called, put)


def _why(html: str) -> list[str]:
    return [part.partition("</p>")[0] for part in html.split('class="refusal"')[1:]]


def _put_right(world: World, kept: Diary, lesson: Given) -> None:
    """п. 4.5.4: a set mark typed over is refused; the memo that the refusal names puts it right."""
    teacher, path = world.caller(lesson.teacher), f"/lessons/{lesson.id}"
    fields = teacher.form(path)
    name, value = next(
        ((name, value) for name, value in fields.items() if name.startswith("mark-answer-") and value),
        ("", ""),
    )
    if not name:
        return
    world.at(lesson.starts_at + timedelta(hours=2))
    right = "3" if value != "3" else "4"
    answer = teacher.post(path, fields | {name: right})
    assert answer.status_code == 422 and "п. 4.5.4 Положения" in answer.text
    pupil, mark = name.removeprefix("mark-answer-").split("-")
    memo = teacher.form(f"/memos/lessons/{lesson.id}?cell=answer-{pupil}", f"/memos/lessons/{lesson.id}")
    memo |= {"about": "mark", "mark": mark, "becomes": right, "reason": "slip"}
    assert teacher.post(f"/memos/lessons/{lesson.id}", memo).status_code == 303
    deputy = world.caller(world.holder("deputy"))
    number = deputy.get("/requests").partition("/memos/")[2].partition("/")[0]
    decided = deputy.form("/requests", f"/memos/{number}/decide") | {"do": "approve"}
    assert deputy.post(f"/memos/{number}/decide", decided).status_code == 303
    found = kept.marks[lesson.group, int(pupil)]
    place = max(place for place, mark in enumerate(found) if mark == (value, 1))
    found[place] = (right, 1)


def _close_weeks(world: World, kept: Diary, day: date, closed: set[date]) -> None:
    """п. 4.4.3: before the first lesson of a week the last one is gone through: whoever was away was ill."""
    for monday in mondays(world.period.valid_from, day - timedelta(days=7)):
        if monday in closed or monday + timedelta(days=6) >= day:
            continue
        closed.add(monday)
        world.at(datetime.combine(monday + timedelta(days=6), time(12), run.ZONE))
        leader, page = world.caller(world.holder("class_teacher")), f"/attendance/{world.cohort}"
        _explain(world, kept, leader, monday)
        fields = leader.form(f"{page}?week={monday}", f"{page}/close?week={monday}") | {"sure": "yes"}
        assert leader.post(f"{page}/close?week={monday}", fields).status_code == 303
        attempts.in_a_closed_week(world, kept, leader, monday)


def _explain(world: World, kept: Diary, leader: Caller, monday: date) -> None:
    """A certificate for the first pupil who was away in the week, for the days missed whole."""
    path = f"/attendance/{world.cohort}?week={monday}"
    week = [monday + timedelta(days=days) for days in range(6)]
    for pupil in world.pupils():
        lost = [
            day
            for day in week
            if kept.missed[pupil, day] and kept.missed[pupil, day] == kept.held[pupil, day]
        ]
        for day in lost[:1]:
            sent = leader.form(path) | {"pupil": str(pupil), "code": "Б", "kind": "certificate"}
            sent |= {"first": day.isoformat(), "last": day.isoformat(), "paper": "№ 5"}
            assert leader.post(path, sent).status_code == 303, (pupil, day)
            kept.ill.add((pupil, day))


def _from_elsewhere(world: World, kept: Diary, marked: dict[int, str]) -> None:
    """п. 2.1: a pupil brings the statement of a sanatorium; its marks count with ours."""
    pupil = world.pupils()[2]
    leader, path = world.caller(world.holder("class_teacher")), f"/people/{pupil}/outside"
    sent = leader.form(path) | {"organisation": "Санаторий «Волга»", "paper": "№ 5 от 06.10.2026"}
    sent |= {"first": "2026-09-21", "last": "2026-10-05"}
    group = next(group for group in marked if f"marks-{group}" in sent)
    assert leader.post(path, sent | {f"marks-{group}": "2 3 2"}).status_code == 303
    kept.elsewhere(group, pupil, "232")
    kept.tried["outside"] += 1


def _set_terms(world: World, kept: Diary, marked: dict[int, str]) -> None:
    """п. 4.5.5: on the last day of the window every teacher takes what is proposed."""
    world.at(datetime.combine(LAST_DAY, time(18), run.ZONE))
    teachers = {lesson.group: lesson.teacher for lesson in world.lessons()}
    for group in marked:
        caller, path = world.caller(teachers[group]), f"/terms/{group}"
        sent = caller.form(f"{path}?period={world.period.id}", path)
        assert caller.post(f"{path}/proposed", sent).status_code == 303


@pytest.mark.clause("4.5.5", "4.5.4", "2.4")
def test_the_summary_of_the_class_equals_what_was_reckoned_apart(world: World, diary: Diary) -> None:
    leader, called = world.caller(world.holder("class_teacher")), world.called()
    html = leader.get(f"/terms/classes/{world.cohort}?period={world.period.id}")
    subjects = [school.text(part) for part in re.findall('<span class="tall">(.*?)</span>', html)]
    shown = {row[0].partition(". ")[2]: row[1:-1] for row in cells(html, "отметки учеников по предметам")}
    assert sum(value.isdigit() for row in shown.values() for value in row) > 150
    marked, hours = world.marked(), world.hours()
    for pupil, name in called.items():
        expected = {
            marked[group]: diary.term(group, who, hours[group]) for group, who in diary.marks if who == pupil
        }
        for subject, value in zip(subjects, shown[name], strict=True):
            assert value.strip("—") == expected.get(subject, ""), (name, subject)


@pytest.mark.clause("4.4.3")
def test_the_count_of_absences_equals_what_was_reckoned_apart(world: World, diary: Diary) -> None:
    monday = LAST_DAY - timedelta(days=LAST_DAY.weekday())
    leader, called = world.caller(world.holder("class_teacher")), world.called()
    html = leader.get(f"/attendance/{world.cohort}?week={monday}")
    rows = {row[0]: row[15:18] for row in cells(html, "Пропущено уроков по причинам и дней")}
    for pupil, name in called.items():
        found = tuple(int(value or 0) for value in rows[name])
        assert found == diary.lessons_missed(pupil), name


@pytest.mark.clause("2.4", "4.2.4")
def test_the_printed_summary_of_the_class_equals_the_same(world: World, diary: Diary) -> None:
    world.at(datetime.combine(LATE, time(12), run.ZONE))
    deputy, path = world.caller(world.holder("deputy")), f"/printing/{world.cohort}"
    fields = deputy.form(f"{path}?half=1", path) | {"layout": "spread"}
    issued = deputy.post(path, fields)
    paper = Document(BytesIO(deputy.send("GET", f"{issued.location}/file.docx").data))
    marked, hours = world.marked(), world.hours()
    printed = {row["Фамилия, имя обучающегося"]: row for row in school.printed(paper, "I четв.")}
    assert sorted(printed) == sorted(world.called().values())
    for pupil, name in world.called().items():
        own = {
            marked[group]: diary.term(group, who, hours[group]) for group, who in diary.marks if who == pupil
        }
        shown = {subject: printed[name].get(subject, "") for subject in marked.values()}
        assert shown == dict.fromkeys(marked.values(), "") | own, name
        missed = tuple(int(printed[name][column] or 0) for column in ("Пропущено дней", "Пропущено уроков"))
        assert missed == diary.lessons_missed(pupil)[:2], name


def test_every_attempt_of_the_quarter_was_made(diary: Diary) -> None:
    assert diary.tried["deadline"] > 4 and diary.tried["week"] > 4 and diary.tried["family"] > 2
    assert diary.tried["outside"] == 1


@pytest.mark.clause("4.5.5")
def test_before_its_days_and_after_them_no_term_mark_is_set_but_by_the_deputys_leave(
    world: World, diary: Diary
) -> None:
    group = next(iter(world.marked()))
    teacher = world.caller({lesson.group: lesson.teacher for lesson in world.lessons()}[group])
    path, query = f"/terms/{group}", f"?period={world.period.id}"
    pupil = next(who for one, who in diary.marks if one == group)
    sent = {"key": "k1", "kind": "period", "period": str(world.period.id), f"mark-{pupil}-0": "5"}
    for day in (EARLY, LATE):
        world.at(datetime.combine(day, time(12), run.ZONE))
        answer = teacher.post(path, sent | {"key": f"k{day}"})
        assert answer.status_code == 422 and "4.5.5" in answer.text
    deputy = world.caller(world.holder("deputy"))
    more = deputy.form(f"{path}{query}", f"{path}/extend") | {"pupil": str(pupil), "why": "returned"}
    assert deputy.post(f"{path}/extend", more).status_code == 303
    again = teacher.form(f"{path}{query}", path)
    name = next(name for name in again if name.startswith(f"mark-{pupil}-"))
    assert [one for one in again if one.startswith("mark-")] == [name], "the others stay shut"
    assert teacher.post(path, again | {name: "5", f"reason-{pupil}": "retake"}).status_code == 303


def test_the_chain_of_a_whole_quarter_verifies(world: World, diary: Diary) -> None:
    assert diary.marks
    with connected():
        assert verify(run.ZONE) == []
