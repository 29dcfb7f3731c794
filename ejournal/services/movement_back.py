"""A movement that was a mistake is taken back, while nothing is written by it (п. 2.1, 4.3.2)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models.movements import held_since, last_movement
from ejournal.models.people import Person
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import deed
from ejournal.services.taking_back import Written, records_of, take_back

KINDS = {
    "pupil.arrive": "приём",
    "pupil.return": "зачисление снова",
    "pupil.leave": "выбытие",
    "pupil.move": "перевод",
    "person.rename": "смена имени",
}
USED = (
    "Отменить уже нельзя: после этого приказа уроки с учеником или без него уже проведены, или записи "
    "изменены. Исправьте новым приказом."
)
CHANGED = "Последняя запись о человеке уже другая. Обновите страницу."


@deed("movement.take_back", of="person", alone=True)
def undo(person: Person, movement: str, *, by: Actor, now: datetime) -> None:
    """п. 2.1: the last movement of a person, by the key of its deed, as if it had not been ordered."""
    last = last_movement(person.id)
    if last is None or last.kind not in KINDS or last.deed != movement:
        raise Refusal("2.1", CHANGED, Way.RELOAD)
    records = records_of(movement)
    for group, since in _pages(records):
        if held_since(group, since):
            raise Refusal("2.1", USED)
    take_back(records, lambda: USED)


def _pages(records: Sequence[Written]) -> Iterator[tuple[int, date]]:
    """The pages that the movement gave or took, each with the first day on which it matters."""
    for record in records:
        fields = record.fields
        if record.kind != "group_member" or fields is None:
            continue
        if record.first == 1:
            yield fields["group"], date.fromisoformat(fields["valid_from"])
        elif fields["valid_to"]:
            yield fields["group"], date.fromisoformat(fields["valid_to"]) + timedelta(days=1)
