"""п. 4.5.4: a control work that was missed is owed until it is written; its «н» is no mark and stays."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import WorkKind, later
from ejournal.wording import date_short


class Debt(NamedTuple):
    """A work of a kind and a day, and a pupil who has not written it."""

    day: date
    kind: str
    pupil: int


def owed(
    missed: Iterable[tuple[date, str, int]], written: Callable[[], Collection[tuple[str, int]]]
) -> list[Debt]:
    """What of the missed works nobody has made up for; `written` is asked when anything was missed at all."""
    found = [Debt(*one) for one in missed]
    done = written() if found else ()
    return [debt for debt in found if (later(debt.kind, debt.day), debt.pupil) not in done]


def check_later(chosen: WorkKind, day: date, debts: Iterable[Debt], pupil: int | None = None) -> None:
    """п. 4.5.4: a work is written later than it was missed, by somebody who owes it."""
    if chosen.missed is None:
        return
    told = f"{chosen.title[0].lower()}{chosen.title[1:]}"
    if chosen.missed >= day:
        raise Refusal("4.5.4", f"Дописать работу можно только после её дня, {date_short(chosen.missed)}.")
    mine = [debt for debt in debts if (debt.kind, debt.day) == (chosen.base, chosen.missed)]
    if pupil is not None and pupil not in {debt.pupil for debt in mine}:
        raise Refusal("4.5.4", f"Этот ученик ничего не должен: {told} у него есть или он на ней был.")
    if not mine:
        raise Refusal("4.5.4", f"Никто не должен: {told} написана всеми или её не было.", Way.RELOAD)


def check_not_written(chosen: WorkKind, day: date, written: Collection[tuple[str, int]], pupil: int) -> None:
    """п. 4.5.4: who wrote a work later has the mark there, and no other for it."""
    if (later(chosen.code, day), pupil) in written:
        raise Refusal("4.5.4", "Эту работу ученик написал позже: отметка стоит в графе того дня.")
