"""The cells of a pupil on the lesson page as HTML: seventy-five to a page, too many for a template.

Markup exists once: the page and the answer to a cell that was saved write them here.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from flask import get_template_attribute
from markupsafe import Markup

from ejournal.reports.cells import Cell, PupilRow
from ejournal.reports.debts import Later
from ejournal.rules.attendance import ABSENT, LATE, PRESENT
from ejournal.rules.gradings import NONE
from ejournal.rules.marks import in_digits
from ejournal.rules.refusal import Reason
from ejournal.rules.works import KINDS
from ejournal.views.escaped import beside, escaped, was
from ejournal.wording import clock_time, date_short, plural, quoted

CODES = ((PRESENT, "присутствует", "есть"), (ABSENT, "отсутствует", "Н"), (LATE, "опоздал", "ОП"))
MOST_CHOICES = 200
SAVED = 'hx-trigger="change" hx-target="this" hx-swap="outerHTML"'
STATES = {"set": "выставлена", "foreign": "вводит другой"}

Refusals = Mapping[str, Reason]
Typed = Mapping[str, str]
Tickets = Mapping[str, str]
Places = Mapping[str, Later]


class Page(Protocol):
    """What of the lesson its cells need; `begun` is known of a whole page alone."""

    @property
    def id(self) -> int: ...

    @property
    def today_lesson(self) -> int | None: ...


class Answer:
    """How the cells of one answer are written: what was refused, what was typed, at which time."""

    long = 3  # earlier lessons without a mark, from which on they are told

    def __init__(
        self, lesson: Page, refusals: Refusals, tickets: Tickets, typed: Typed, at: str, places: Places
    ) -> None:
        self.places = places
        self.lesson, self.refusals, self.tickets, self.typed, self.at = lesson, refusals, tickets, typed, at
        self.closed = " disabled" if getattr(lesson, "begun", True) is False else ""
        self.whole = any(refusals.get(part) for part in ("roll", "work"))

    def told(self, pupils: Collection[PupilRow]) -> list[str]:
        """What the hints beside the names are about."""
        unmarked = any(pupil.unmarked >= self.long for pupil in pupils)
        short = any(pupil.short for pupil in pupils)
        said = (
            (unmarked, "кто три урока и больше без отметки"),
            (short, "сколько отметок за период из нормы"),
        )
        return [text for there, text in said if there]

    def rows(self, pupils: Iterable[PupilRow], hints: bool) -> Markup:
        """The name, attendance and marks of each pupil; with `hints` for whoever fills the page."""
        return Markup("\n".join(self._row(pupil, hints) for pupil in pupils))  # noqa: S704 - each is escaped

    def _row(self, pupil: PupilRow, hints: bool) -> str:
        told = self._hints(pupil) if hints else ""
        away = f' <small class="told away">{escaped(pupil.told)}</small>' if pupil.told else ""
        name = f"{escaped(pupil.name)}{beside(pupil.own)}{told}{away}"
        marks = "".join(self.mark(pupil, cell) for cell in pupil.cells)
        return (
            f'<tr><td class="no">{pupil.number}</td><th scope="row">{name}</th>'
            f"{self.presence(pupil)}{marks}</tr>"
        )

    def _hints(self, pupil: PupilRow) -> str:
        """п. 4.5.5: who was not asked for long, and who is short of marks."""
        asked = short = ""
        if pupil.unmarked >= self.long:
            lessons = plural(pupil.unmarked, "урок", "урока", "уроков")
            more = " ·" if pupil.short else ""
            asked = f' <small class="quiet told">{pupil.unmarked} {lessons} без отметки{more}</small>'
        if pupil.short:
            short = (
                ' <small class="quiet told" title="Отметок за период меньше нормы">'
                f'отметок {escaped(pupil.short)}<span class="vh">: за период меньше нормы</span></small>'
            )
        return asked + short

    def presence(self, pupil: PupilRow) -> str:
        """п. 4.5.2: the cell of attendance."""
        part = f"roll-{pupil.id}"
        refused = self.refusals.get(part)
        code = self.typed.get(part, pupil.code) if refused or self.whole else pupil.code
        seen = "" if self.closed else f'<input type="hidden" name="seen-{pupil.id}" value="{pupil.event}">'
        choices = "".join(
            f'<label title="{title}"><input type="radio" name="{part}" value="{value}"'
            f"{' checked' if code == value else ''}{self.closed}><span>{sign}</span></label>"
            for value, title, sign in CODES
        )
        other = "" if code in (PRESENT, ABSENT, LATE) else f'<span class="code">{escaped(code)}</span>'
        return (
            f'<td id="{part}" class="presence" data-at="{self.at}" role="radiogroup" '
            f'aria-label="Посещаемость: {escaped(pupil.name)}" '
            f'hx-post="/lessons/{self.lesson.id}/roll/{pupil.id}" {SAVED}>{seen}{choices}{other}'
            f"{self._refusal(part, refused, 'roll', roll='')}</td>"
        )

    def mark(self, pupil: PupilRow, cell: Cell) -> str:
        """п. 4.5.4: the cell of a mark."""
        column = escaped(cell.column)  # of an address: whatever was asked for
        part = f"mark-{column}-{pupil.id}"
        if pupil.mode == NONE and not cell.seen:
            return f'<td id="{part}" class="mark ungraded" title="{escaped(pupil.own.told)}">—</td>'
        refused = self.refusals.get(part)
        stands = bool(cell.value) or cell.state == "foreign"
        value = self.typed.get(part, "") if refused and not stands else cell.value
        roll = f"roll-{pupil.id}" if pupil.code else "roll"
        own = f' data-g="{pupil.mode}"' if pupil.own.sign else ""
        keys = "numeric" if in_digits(pupil.mode) and not cell.two else "text"
        return (
            f'<td id="{part}" class="mark {cell.state}" data-at="{self.at}"{own} '
            f'hx-post="/lessons/{self.lesson.id}/marks/{column}/{pupil.id}" {SAVED}>{_column(cell)}'
            f'<input name="{part}-{cell.seen}" aria-label="{escaped(cell.title)}: {escaped(pupil.name)}" '
            f'inputmode="{keys}" maxlength="10" size="2" '
            f'value="{escaped(value)}"{self.closed}>'
            f"<small>{_old(cell)}{_state(cell)}{self._lost(part, refused, stands)}</small>"
            f"{self._refusal(part, refused, 'mark', roll=roll)}</td>"
        )

    def _lost(self, part: str, refused: Reason | None, stands: bool) -> str:
        if not refused:
            return ""
        typed = self.typed.get(part)
        lost = f"{quoted(typed)} не записано" if stands and typed else "не записано"
        return f' <b class="lost">{escaped(lost)}</b>'

    def _refusal(self, part: str, refused: Reason | None, kind: str, roll: str) -> str:
        if not refused:
            return ""
        lesson, ticket = self.lesson, self.tickets.get(part, "")
        write: Any = get_template_attribute("macros.html", "refusal")
        back = f"/lessons/{lesson.id}"
        cell = part.removeprefix("mark-")
        ways = {"roll": roll, "ticket": ticket, "cell": cell, "later": self.places.get(part)}
        ways["becomes"] = self.typed.get(part, "") if kind == "mark" else ""
        return str(write(refused, kind, lesson.today_lesson, back=back, **ways))


def _column(cell: Cell) -> str:
    """The name of the column, for a phone where the head of the table is far away."""
    if not cell.sign:
        return ""
    until = ""
    if not cell.oral and cell.deadline:
        look, said = ("until", "до") if cell.open else ("until over", "срок был")
        until = f' <span class="{look}">{said} {date_short(cell.deadline)}</span>'
    return f'<span class="column">{escaped(cell.sign)}{until}</span>'


def _old(cell: Cell) -> str:
    """п. 4.5.4: what was annulled stays readable, struck through."""
    return f"{was(*cell.old)} " if cell.old else ""


def _state(cell: Cell) -> str:
    if cell.state == "entry" and cell.until:
        return f"в записи до {clock_time(cell.until)}"
    return STATES.get(cell.state, "")


@lru_cache(MOST_CHOICES)
def work_options(there: frozenset[str], chosen: str) -> Markup:
    """The kinds of work that a lesson has no column of, to choose from: few lessons differ in them."""
    options = []
    for kind in KINDS:
        selected = " selected" if kind.code == chosen else ""
        if kind.code not in there:
            options.append(f'<option value="{kind.code}"{selected}>{escaped(kind.title)}</option>')
    return Markup("".join(options))  # noqa: S704 - codes, and titles that are escaped
