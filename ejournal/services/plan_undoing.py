"""A КТП that was healed is loaded again: what of its corrections that undoes (п. 4.5.1)."""

from collections.abc import Iterator, Sequence
from datetime import date

from ejournal.models.curriculum import Group
from ejournal.models.plan_corrections import CorrectionUndone, Line, lines_of
from ejournal.models.plan_lessons import own_plan
from ejournal.models.plans import items_of
from ejournal.rules.healing import lesson_of, undoes
from ejournal.rules.plans import Planned
from ejournal.services.deeds import create_many


def would_undo(groups: Sequence[Group], items: Sequence[Planned]) -> list[Line]:
    """The lines of corrections that no longer hold when these groups follow a plan of these lessons."""
    own = own_plan(groups)
    plans = {own.id} if own else {group.plan_id for group in groups if group.plan_id}
    followers = {group.id for group in groups}
    standing = [line for line in lines_of(plans) if line.undone is None]
    mine = [line for line in standing if own or line.correction.group_id in followers]
    return list(_undone(mine, items)) if mine else []


def _undone(lines: Sequence[Line], items: Sequence[Planned]) -> Iterator[Line]:
    """A lesson that was made one and has gone since by hand is no matter of a load."""
    stored = {plan: items_of([plan]) for plan in {line.correction.plan_id for line in lines}}
    for line in lines:
        before = stored[line.correction.plan_id]
        texts = {item.id: item.topic for item in before}
        found = lesson_of(line.kept["topic"], line.kept["item"], texts)
        known = [Planned(*(getattr(item, name) for name in Planned._fields)) for item in before]
        if found is not None and undoes(texts[found], known, items):
            yield line


def undo(groups: Sequence[Group], items: Sequence[Planned], today: date) -> None:
    """Keep, under the current deed, which lines that is; taken back with the load."""
    gone = would_undo(groups, items)
    create_many(
        CorrectionUndone,
        [{"correction": line.correction.id, "line": line.number, "day": today} for line in gone],
    )
