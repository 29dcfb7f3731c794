"""A pupil changes the group of a divided subject within the own class, from a day on (п. 2.1)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import cards, people
from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.movements import held_since
from ejournal.models.people import Person
from ejournal.rules.movements import check_past
from ejournal.rules.refusal import Refusal
from ejournal.services import seats
from ejournal.services.deeds import create, deed, remove, revise
from ejournal.services.movements import touched
from ejournal.wording import quoted

CLAUSE = "2.1"
DAY = timedelta(days=1)


@deed("pupil.regroup", of="person", alone=True)
def regroup(
    person: Person, groups: Collection[int], since: date, sure: bool, *, by: Actor, now: datetime
) -> None:
    """п. 2.1: from a day on the pupil is in these groups of the own class; what was written stays.

    One group of every divided subject, but for those in which the pupil is at home or in a mixed group;
    refused when something of the pupil is written in the old group later.
    """
    year, today = people.year_of_work(since), now.date()
    stay = next((one for one in cards.stays([person.id]) if one.first <= since <= (one.last or since)), None)
    if year is None or stay is None or not year.valid_from <= since <= year.valid_to:
        raise Refusal(CLAUSE, "В этот день ученик не зачислен ни в один класс: проверьте дату.")
    parts = _here(person, cards.parts_of_class(stay.cohort, year), groups, since)
    wanted = _wanted(parts, groups)
    changed = [part for part in parts if part.id in wanted and not _is_in(person, part, since)]
    if not changed:
        raise Refusal(CLAUSE, "Ученик и так в этих группах: выберите другую.")
    check_past(since, today, touched(person.id, since, today), sure)
    _refuse_held(parts, changed, since)
    for part in changed:
        for other in parts:
            if other.subject_id == part.subject_id and other.id != part.id:
                _leave(person, other, since)
        _join(person, part, since)


def _here(person: Person, parts: list[Group], chosen: Collection[int], since: date) -> list[Group]:
    """The parts without those of subjects in which the pupil is at home or in a mixed group."""
    away = {subject for _, subject in seats.elsewhere(parts, [person.id], since)}
    for part in parts:
        if part.subject_id in away and part.id in chosen and not _is_in(person, part, since, stays=False):
            raise Refusal(
                CLAUSE,
                f"{quoted(part.subject.name)}: ученик занимается на дому или в смешанной группе. "
                "Сначала запишите там последний день («Группы»).",
            )
    return [part for part in parts if part.subject_id not in away]


def _wanted(parts: Collection[Group], chosen: Collection[int]) -> set[int]:
    subjects: dict[int, list[int]] = {}
    for part in parts:
        subjects.setdefault(part.subject_id, []).append(part.id)
    found = set()
    for part in parts:
        mine = [number for number in subjects[part.subject_id] if number in chosen]
        if len(mine) != 1:
            raise Refusal(CLAUSE, f"Выберите одну группу: {part.subject.name}.")
        found.update(mine)
    return found


def _is_in(person: Person, part: Group, since: date, stays: bool = True) -> bool:
    """Whether the pupil is in the group on the day and stays."""
    mine = (GroupMember.group == part) & (GroupMember.person == person)
    goes_on = GroupMember.valid_to.is_null()
    if not stays:
        goes_on |= GroupMember.valid_to >= since
    rows = GroupMember.select().where(mine & (GroupMember.valid_from <= since) & goes_on)
    return bool(rows.exists())


def _refuse_held(parts: Collection[Group], changed: Collection[Group], since: date) -> None:
    """Refuse a day since which the attendance of the groups was called: who was there is written already."""
    subjects = {part.subject_id for part in changed}
    for part in parts:
        if part.subject_id in subjects and held_since(part.id, since):
            raise Refusal(
                CLAUSE,
                f"С этого дня уроки уже проведены ({quoted(part.name)}): укажите день после них.",
            )


def _leave(person: Person, part: Group, since: date) -> None:
    mine = (GroupMember.group == part) & (GroupMember.person == person)
    later = GroupMember.valid_to.is_null() | (GroupMember.valid_to >= since)
    for row in GroupMember.select().where(mine & later):
        if row.valid_from >= since:
            remove(row)
        else:
            revise(row, valid_to=since - DAY)


def _join(person: Person, part: Group, since: date) -> None:
    """A span that ended on the eve goes on; else a new one begins."""
    mine = (GroupMember.group == part) & (GroupMember.person == person)
    later = GroupMember.valid_to >= since - DAY
    known = GroupMember.select().where(mine & (GroupMember.valid_from <= since) & later).first()
    if known is not None:
        revise(known, valid_to=None)
    else:
        create(GroupMember, group=part, person=person, valid_from=since)
