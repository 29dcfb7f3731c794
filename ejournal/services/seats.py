"""In a subject a pupil is on one page at a time: of the class, of a part of it, at home or mixed (п. 2.1).

All of it runs under the current deed.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from ejournal.models import cards
from ejournal.models import groups as stored
from ejournal.models.audit import Revision
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember
from ejournal.rules.groups import WITH_LESSONS, Span, free_days
from ejournal.services.deeds import create, create_many, revise

DAY = timedelta(days=1)


def take(pages: Collection[Group], people: Mapping[int, Span]) -> None:
    """п. 2.1: people are on these pages in their days, but for those at home or in a mixed group."""
    subjects = {page.subject_id for page in pages}
    years = {page.year_id for page in pages}
    taken = stored.days_on(years, subjects, people, WITH_LESSONS)
    create_many(
        GroupMember,
        (
            {"group": page.id, "person": person, "valid_from": first, "valid_to": last}
            for person, days in people.items()
            for page in pages
            for first, last in free_days(days, taken.get((person, page.subject_id), ()))
        ),
    )


def elsewhere(pages: Collection[Group], people: Collection[int], since: date) -> set[tuple[int, int]]:
    """Person and subject of those who from a day on are at home or in a mixed group, now or later."""
    subjects, years = {page.subject_id for page in pages}, {page.year_id for page in pages}
    known = stored.days_on(years, subjects, people, WITH_LESSONS)
    return {key for key, spans in known.items() if any(last is None or last >= since for _, last in spans)}


def give_back(group: Group, person: int, since: date) -> None:
    """п. 2.1: from a day on, on whichever days there is no other page, the pupil is on that of the class.

    Of each class in its own days; of a part that was left, else of the first one.
    """
    for stay in cards.stays([person]):
        if stay.last is not None and stay.last < since:
            continue
        page = _page(person, stored.class_pages(group, [stay.cohort]))
        if page is None:
            continue
        taken = stored.days_on({group.year_id}, {group.subject_id}, [person], LESSON_KINDS)
        spans = taken.get((person, group.subject_id), ())
        for first, last in free_days((max(stay.first, since), stay.last), spans):
            _sit(page, person, first, last)


def _page(person: int, pages: list[Group]) -> Group | None:
    """The page of the class, or of the part that the pupil was in last, by what is or was stored."""
    known = {page.id: page for page in pages}
    mine = GroupMember.group.in_(list(known)) & (GroupMember.person == person)
    last = GroupMember.select().where(mine).order_by(GroupMember.valid_from.desc()).first()
    if last is not None:
        return known[last.group_id]
    if len(pages) > 1 and (left := _left(person, known)):
        return known[left]
    return min(pages, key=lambda page: (page.kind, page.name), default=None)


def _left(person: int, pages: Collection[int]) -> int | None:
    """The page of these that the pupil was on last, by rows that are there no more."""
    told = Revision.fields.contains(f'"person": {person},')
    query = Revision.select().where((Revision.record_kind == GroupMember._meta.table_name) & told)
    for row in query.order_by(Revision.id.desc()):
        fields: dict[str, Any] = json.loads(row.fields)
        if fields["person"] == person and fields["group"] in pages:
            return int(fields["group"])
    return None


def _sit(page: Group, person: int, first: date, last: date | None) -> None:
    """Days that ended on the eve go on; else new ones begin."""
    mine = (GroupMember.group == page) & (GroupMember.person == person)
    before: GroupMember | None = GroupMember.get_or_none(mine & (GroupMember.valid_to == first - DAY))
    if before is not None:
        revise(before, valid_to=last)
    else:
        create(GroupMember, group=page, person=person, valid_from=first, valid_to=last)
