"""Who teaches a page of the journal, from a day on (п. 2.1, 4.2.1).

The lessons of earlier days stay with whoever gave them: their works keep their deadlines.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.movements import lessons_of_groups
from ejournal.models.substitutions import teachers
from ejournal.models.written import any_records
from ejournal.rules.movements import Touched, check_past
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import create, deed, remove, revise

CLAUSE = "4.2.1"
MOST = 3  # teachers of one page at once


@deed("group.teachers", of="teaching_group", alone=True)
def hand_over(
    group: Group, people: Collection[int], since: date, sure: bool, *, by: Actor, now: datetime
) -> None:
    """п. 4.2.1: these people teach a page from a day on; the others teach it to the eve of that day."""
    wanted, today = set(people), now.date()
    if not 0 < len(wanted) <= MOST:
        raise Refusal(CLAUSE, "Выберите учителя, который ведёт эту страницу.")
    if not group.year.valid_from <= since <= group.year.valid_to:
        raise Refusal(CLAUSE, "Этот день не в учебном году страницы: проверьте дату.")
    if not wanted <= teachers(since, since) | teachers(today, today):
        raise Refusal(CLAUSE, "Выберите учителей из списка: обязанность учителя даёт администратор.")
    if since < today and any_records(group.id, since):
        raise Refusal(
            CLAUSE,
            "С этого дня на странице есть записи прежнего учителя: передайте её с сегодняшнего дня.",
        )
    check_past(since, today, Touched(lessons_of_groups([group.id], since, today)), sure)
    for person in wanted - _kept(group, wanted, since):
        create(GroupTeacher, group=group, person=person, valid_from=since)


def _kept(group: Group, wanted: set[int], since: date) -> set[int]:
    """End the days of the others before a day; who of the wanted goes on teaching."""
    eve = since - timedelta(days=1)
    later = GroupTeacher.valid_to.is_null() | (GroupTeacher.valid_to >= eve)
    kept = set()
    for span in GroupTeacher.select().where((GroupTeacher.group == group) & later):
        if span.person_id in wanted and span.valid_from <= since:
            kept.add(span.person_id)
            if span.valid_to is not None:
                revise(span, valid_to=None)
        elif span.valid_from >= since:
            remove(span)
        elif span.valid_to != eve:
            revise(span, valid_to=eve)
    return kept
