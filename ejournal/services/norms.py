"""The school's norms of lessons and its rooms for several groups at once, each with its history."""

from collections.abc import Mapping
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.norms import (
    Room,
    StoredBellNorm,
    TimetableNorm,
    YearVolume,
    bell_norm_on,
    norms_on,
    volumes_on,
)
from ejournal.rules import bell_norms
from ejournal.rules.bell_norms import BellNorm
from ejournal.rules.curriculum import Volume, check_volume, usual_volume
from ejournal.rules.norms import GRADES, Norm, check_norm, usual
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import create, deed, revise

MOST_GROUPS = 9


@deed("timetable.norms", of="timetable_norm", alone=True)
def set_norms(norms: Mapping[int, Norm], since: date, school_week: int, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: make these the norms of their grades from a day on; what is so already gets no new row."""
    known = norms_on(since)
    for grade, norm in sorted(norms.items()):
        if grade not in GRADES:
            raise Refusal("4.3.1", "Норму задают классам с 1 по 11.")
        check_norm(norm)
        if norm == known.get(grade, usual(grade, school_week)):
            continue
        same = (TimetableNorm.grade == grade) & (TimetableNorm.valid_from == since)
        row: TimetableNorm | None = TimetableNorm.get_or_none(same)
        if row:
            revise(row, **norm._asdict())
        else:
            create(TimetableNorm, grade=grade, valid_from=since, **norm._asdict())


@deed("timetable.volumes", of="year_volume", alone=True)
def set_volumes(volumes: Mapping[int, Volume], since: date, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: make these the hours of a year of their grades from a day on; what is so gets no new row."""
    known = volumes_on(since)
    for grade, volume in sorted(volumes.items()):
        check_volume(grade, volume)
        if volume == known.get(grade, usual_volume(grade)):
            continue
        same = (YearVolume.grade == grade) & (YearVolume.valid_from == since)
        row: YearVolume | None = YearVolume.get_or_none(same)
        if row:
            revise(row, **volume._asdict())
        else:
            create(YearVolume, grade=grade, valid_from=since, **volume._asdict())


@deed("timetable.bell_norm", of="bell_norm", alone=True)
def set_bell_norm(norm: BellNorm, since: date, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: make this the norm of the bells from a day on; what is so already gets no new row."""
    bell_norms.check(norm)
    if norm == BellNorm(*(bell_norm_on(since) or ())):
        return
    row: StoredBellNorm | None = StoredBellNorm.get_or_none(StoredBellNorm.valid_from == since)
    if row:
        revise(row, **norm._asdict())
    else:
        create(StoredBellNorm, valid_from=since, **norm._asdict())


@deed("timetable.rooms", of="room", alone=True)
def set_rooms(rooms: Mapping[str, int], *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: how many groups are taught at once in each of these rooms."""
    known = {room.name: room for room in Room.select()}
    for name, groups in sorted(rooms.items()):
        if not 1 <= groups <= MOST_GROUPS:
            raise Refusal("4.3.1", f"{name}: укажите, сколько групп сразу, числом от 1 до {MOST_GROUPS}.")
        if name in known and known[name].groups != groups:
            revise(known[name], groups=groups)
        elif name not in known and groups > 1:
            create(Room, name=name, groups=groups)
