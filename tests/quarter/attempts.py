"""What nobody may do is tried among the work of the quarter, and refused by its clause."""

from datetime import date, timedelta

from tests.quarter.life import Diary
from tests.quarter.school import Caller, Given, World


def forbidden(world: World, kept: Diary, today: Given, before: list[Given]) -> None:
    """п. 3.1, 4.5.2, 4.5.4: what nobody may do is tried among the work, and refused by its clause."""
    world.at(today.ends_at)
    old = next(one for one in before if one.day < today.day and len(one.members) > 1)
    teacher, pupil = world.caller(old.teacher), old.members[0]
    refused = "п. 4.5.4 Положения"
    late = save(teacher, old.id, "answer", pupil, "5")
    assert refused in late, "an answer «задним числом»"
    own = world.caller(today.teacher)
    marks = [key for key in kept.marks if key[0] == today.group and kept.marks[key]]
    away = [one for one in today.members if kept.absent(one, today.day)]
    if marks and away:
        assert refused in save(own, today.id, "answer", away[0], "5"), "a mark to who was absent"
    stranger = next(one for one in before if one.teacher != today.teacher and one.group != today.group)
    path = f"/lessons/{today.id}"
    assert world.caller(stranger.teacher).post(path, {"key": "k"}).status_code in (403, 404)
    assert world.caller(today.members[0]).send("GET", path).status_code == 403, "a pupil in the journal"


def out_of_time(world: World, kept: Diary, today: Given, ahead: list[Given]) -> None:
    """п. 4.5.2, 4.5.4, 3.6: a roll call before the bell, Н over a mark, a topic in a foreign language."""
    world.at(today.ends_at)
    coming = next(one for one in ahead if one.starts_at > today.ends_at)
    giver, path = world.caller(coming.teacher), f"/lessons/{coming.id}"
    early = giver.post(path, giver.form(path) | {"do": "roll"})
    assert early.status_code == 422 and "п. 4.5.2 Положения" in early.text
    own, path = world.caller(today.teacher), f"/lessons/{today.id}"
    fields = own.form(path)
    foreign = own.post(path, fields | {"topic": "Present Simple"})
    assert foreign.status_code == 422 and "п. 3.6 Положения" in foreign.text
    name = next((name for name, value in fields.items() if name.startswith("mark-") and value), "")
    if name:
        absent = own.post(path, fields | {f"roll-{name.split('-')[2]}": "Н"})
        assert absent.status_code == 422 and "п. 4.5.4 Положения" in absent.text


def after_the_deadline(world: World, kept: Diary, today: Given) -> None:
    """п. 4.5.4: a work whose mark was forgotten takes none after its deadline, at most ten days (7.4)."""
    over = [one for one in kept.forgotten if one[0].day < today.day - timedelta(days=20)]
    for work, pupil in over[:2]:
        kept.forgotten.remove((work, pupil))
        world.at(today.ends_at)
        refused = save(world.caller(work.teacher), work.id, "control", pupil, "5")
        assert "п. 4.5.4 Положения" in refused and "Срок" in refused, work
        kept.tried["deadline"] += 1


def in_a_closed_week(world: World, kept: Diary, leader: Caller, monday: date) -> None:
    """п. 4.4.3: after the week is gone through nobody adds an absence or changes a topic in it."""
    path, pupil = f"/attendance/{world.cohort}?week={monday}", world.pupils()[0]
    day = next(
        (monday + timedelta(days=n) for n in range(5) if kept.held[pupil, monday + timedelta(days=n)]), None
    )
    if day is None:
        return
    sent = leader.form(path) | {"pupil": str(pupil), "code": "Н", "first": f"{day}", "last": f"{day}"}
    answer = leader.post(path, sent)
    assert answer.status_code == 422 and "п. 4.4.3 Положения" in answer.text
    kept.tried["week"] += 1


def by_a_family(world: World, kept: Diary, today: Given) -> None:
    """п. 3.1: a parent neither opens the page of a lesson nor writes on it."""
    parent, path = world.caller(world.parent(today.members[0])), f"/lessons/{today.id}"
    for answer in (parent.send("GET", path), parent.post(path, {"key": "k", "topic": "Дроби"})):
        assert answer.status_code == 403
    kept.tried["family"] += 1


def save(caller: Caller, lesson: int, column: str, pupil: int, value: str) -> str:
    path = f"/lessons/{lesson}"
    fields = caller.form(path)
    name = cell(fields, column, pupil)
    if fields.get(name) == value:
        value = "4" if value == "5" else "5"
    answer = caller.post(path, fields | {name: value})
    assert answer.status_code == 422, (path, name)
    return answer.text


def cell(fields: dict[str, str], column: str, pupil: int) -> str:
    start = f"mark-{column}-{pupil}-"
    return next((name for name in fields if name.startswith(start)), f"{start}0")
