"""A lesson open in a browser, what its parts send, and what is stored of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from werkzeug.test import TestResponse

from ejournal.models import journal
from ejournal.models.audit import Audit
from ejournal.models.journal import HandIn, LessonText
from tests.client import Browser, Web, form
from tests.school import MONDAY

WRITTEN = ("topic.", "homework.", "attendance.", "work.", "mark.", "lesson.", "week.")


@dataclass
class Desk:
    """The lesson page in somebody's browser; `fields` are what its form would send now."""

    web: Web
    browser: Browser
    lesson: int
    fields: dict[str, str]

    @property
    def address(self) -> str:
        return f"/lessons/{self.lesson}"

    def name(self, pupil: str, column: str = "answer") -> str:
        """The name of a mark's field, with what the page has seen in the cell."""
        start = f"mark-{column}-{self.web.school[pupil]}-"
        return next(name for name in self.fields if name.startswith(start))

    def roll(self, pupil: str) -> str:
        return f"roll-{self.web.school[pupil]}"

    def htmx(self, part: str, **typed: str) -> TestResponse:
        """Type and let htmx save a part, as it does with all the fields of the form; swap what comes."""
        self.fields |= typed
        answer = self.browser.htmx_post(f"{self.address}/{part}".rstrip("/"), self.fields)
        if answer.status_code == 200:
            self.swap(answer.text)
        return answer

    def plain(self, part: str = "", **typed: str) -> TestResponse:
        """Type and send the form (or one part) without JavaScript."""
        self.fields |= typed
        return self.browser.post(f"{self.address}/{part}".rstrip("/"), self.fields)

    def mark(self, pupil: str, value: str, column: str = "answer") -> TestResponse:
        path = f"marks/{column}/{self.web.school[pupil]}"
        return self.htmx(path, **{self.name(pupil, column): value})

    def absence(self, pupil: str, code: str) -> TestResponse:
        return self.htmx(f"roll/{self.web.school[pupil]}", **{self.roll(pupil): code})

    def swap(self, html: str) -> None:
        """Put a fragment in place: the fields of the cells that it replaces give way to its own."""
        fresh = form(f'<form action="-">{html}</form>', "-")
        cells = {match[1] for name in fresh if (match := re.fullmatch(r"(mark-.+)-\d+", name))}
        kept = {name: value for name, value in self.fields.items() if name.rpartition("-")[0] not in cells}
        self.fields = kept | fresh

    def reload(self) -> None:
        self.fields = self.browser.form(self.address)


def desk(
    web: Web, key: str = "vera", group: str = "algebra", day: date = MONDAY, number: int | None = None
) -> Desk:
    """Open a lesson in the browser of somebody who gives it."""
    browser, lesson = web.browser(key), web.lesson(group, day, number)
    return Desk(web, browser, lesson, browser.form(f"/lessons/{lesson}"))


class Part(NamedTuple):
    """One part of the lesson: where it is sent, what is typed, and whether it is stored."""

    name: str
    path: Callable[[Desk], str]
    typed: Callable[[Desk], dict[str, str]]
    stored: Callable[[Desk], bool]


def text(web: Web, lesson: int, field: str) -> LessonText | None:
    found: LessonText | None = web.db(LessonText.get_or_none, lesson=lesson, field=field)
    return found


def has_text(desk: Desk, field: str, words: str) -> bool:
    found = text(desk.web, desk.lesson, field)
    return found is not None and found.text == words and not found.draft


def code(desk: Desk, pupil: str) -> str:
    """The attendance code of a pupil; «—» when attendance was never noted."""
    held = desk.web.db(journal.roll_calls, [desk.lesson])
    found = desk.web.db(journal.absences, [desk.lesson])
    return found.get((desk.lesson, desk.web.school[pupil]), (0, ""))[1] if held else "—"


def mark(desk: Desk, pupil: str) -> str:
    """The standing mark of a pupil at the lesson, or ""."""
    cells = desk.web.db(journal.cell_marks, [desk.lesson], desk.web.school[pupil])
    return " ".join(cell.value for cell in cells if not cell.withdrawn)


def columns(desk: Desk) -> list[str]:
    return [work.kind for work in desk.web.db(journal.works, [desk.lesson])]


def deeds(web: Web) -> list[str]:
    """The kinds of what was done in lessons, in order."""
    kinds = web.db(lambda: [row.kind for row in Audit.select().order_by(Audit.id)])
    return [kind for kind in kinds if kind.startswith(WRITTEN)]


def handed_in(desk: Desk) -> int:
    return desk.web.db(lambda: HandIn.select().where(HandIn.lesson == desk.lesson).count())


def _roll_path(desk: Desk) -> str:
    return f"roll/{desk.web.school['vova']}"


def _mark_path(desk: Desk) -> str:
    return f"marks/answer/{desk.web.school['anya']}"


def _of(**typed: str) -> Callable[[Desk], dict[str, str]]:
    return lambda desk: dict(typed)


# In the order of a lesson, so that each may be sent after the ones before it.
PARTS = (
    Part("topic", lambda _: "topic", _of(topic="Одночлены"), lambda d: has_text(d, "topic", "Одночлены")),
    Part(
        "homework",
        lambda _: "homework",
        _of(homework="§ 5, № 6"),
        lambda d: has_text(d, "homework", "§ 5, № 6"),
    ),
    Part("everybody is here", lambda _: "roll", _of(), lambda d: code(d, "anya") == ""),
    Part("one is late", _roll_path, lambda d: {d.roll("vova"): "ОП"}, lambda d: code(d, "vova") == "ОП"),
    Part("work", lambda _: "works", _of(work="quiz"), lambda d: columns(d) == ["quiz"]),
    Part("mark", _mark_path, lambda d: {d.name("anya"): "5"}, lambda d: mark(d, "anya") == "5"),
    Part("hand-in", lambda _: "", _of(do="hand-in"), lambda d: handed_in(d) == 1),
)
SAVED_BY_HTMX = PARTS[:-1]


def fill(desk: Desk, **marks: str) -> None:
    """Write everything a lesson owes, and marks by pupil; nothing is handed in."""
    for part in PARTS[:3]:
        answer: Any = desk.htmx(part.path(desk), **part.typed(desk))
        assert answer.status_code == 200, (part.name, answer.text)
    for pupil, value in marks.items():
        assert desk.mark(pupil, value).status_code == 200
