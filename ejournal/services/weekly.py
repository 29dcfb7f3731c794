"""Weekly sheets (п. 4.4.5, 4.6.6): printed for a class, handed over, their stubs returned."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models import weekly as stored
from ejournal.models.imports import Upload
from ejournal.models.weekly import SheetStep, WeekSheet
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import add_fact, deed
from ejournal.services.papers import Printed, register_once

CLAUSE = "4.4.5"
WAYS = {"hand": "лично", "child": "через ребёнка", "proxy": "через доверенное лицо"}
STUB = "stub"


@deed("sheets.print", of="cohort", alone=True)
def print_sheets(
    cohort: int, week: date, tokens: Mapping[int, str], printed: Printed, *, by: Actor, now: datetime
) -> None:
    """п. 4.4.5: the sheets of these pupils for a week; one printed again is the same sheet.

    The batch is one paper of the register; with nothing changed it is the paper that was printed before.
    """
    known = {row.pupil: row.token for row in stored.sheets(cohort, week)}
    if any(known.get(pupil, token) != token for pupil, token in tokens.items()):
        raise Refusal("", "Листы только что напечатали в другом окне. Нажмите ещё раз.", Way.RELOAD)
    for pupil in tokens.keys() - known.keys():
        add_fact(WeekSheet, pupil=pupil, cohort=cohort, week=week, token=tokens[pupil])
    register_once(printed, by=by, now=now)


@deed("sheets.hand", of="cohort", alone=True)
def hand(
    cohort: int, week: date, sheets: Sequence[int], way: str, day: date | None, *, by: Actor, now: datetime
) -> None:
    """п. 4.4.5, 4.6.6: the sheets of a week were handed over on a day."""
    if not sheets:
        raise Refusal(CLAUSE, "Отметьте, кому вы передали листы.")
    if way not in WAYS:
        raise Refusal(CLAUSE, "Выберите, как переданы листы: лично, через ребёнка или через доверенное лицо.")
    known = {row.id: row for row in stored.sheets(cohort, week)}
    if not set(sheets) <= known.keys():
        raise Refusal(CLAUSE, "Этих листов у класса нет: обновите страницу.", Way.RELOAD)
    if day is None or not week <= day <= now.date():
        raise Refusal(CLAUSE, "Проверьте дату выдачи: не раньше начала недели и не позже сегодняшнего дня.")
    for number in sheets:
        if known[number].handed is None:
            add_fact(SheetStep, sheet=number, step="handed", day=day, way=way, upload=None, file_hash="")


def returned(sheet: WeekSheet, scan: Upload, day: date) -> None:
    """п. 4.4.5: the stub is back with a signature, as a part of the deed that is being done."""
    done = stored.steps_of(sheet.id)
    seal = {"sheet": sheet.id, "day": day, "way": STUB, "upload": scan, "file_hash": scan.file_hash}
    for step in ("handed", "returned"):
        if step not in done:
            add_fact(SheetStep, step=step, **seal)
