"""A movement that was a mistake is taken back, while nothing is written by it (п. 2.1, 4.3.2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import GroupMember
from ejournal.models.movements import last_movement, written_in
from ejournal.models.people import Person
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import deed
from ejournal.services.taking_back import records_of, take_back

KINDS = {
    "pupil.arrive": "приём",
    "pupil.return": "зачисление снова",
    "pupil.leave": "выбытие",
    "pupil.move": "перевод",
    "person.rename": "смена имени",
}
USED = (
    "Отменить уже нельзя: после этого приказа ученику выставлены отметки, отмечены пропуски или его записи "
    "изменены. Исправьте новым приказом."
)
CHANGED = "Последняя запись о человеке уже другая. Обновите страницу."


@deed("movement.take_back", of="person")
def undo(person: Person, movement: str, *, by: Actor, now: datetime) -> None:
    """п. 2.1: the last movement of a person, by the key of its deed, as if it had not been ordered."""
    last = last_movement(person.id)
    if last is None or last.kind not in KINDS or last.deed != movement:
        raise Refusal("2.1", CHANGED, Way.RELOAD)
    take_back(records_of(movement), USED, _check)


def _check(rows: Sequence[Any]) -> None:
    """Refuse to take a pupil off a page on which something of the pupil is written since."""
    for row in rows:
        if isinstance(row, GroupMember) and written_in(row.group_id, row.person_id, row.valid_from):
            raise Refusal("2.1", USED)
