"""The typing page open in a browser: what it shows, what is typed, and what is stored of it."""

import html
import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from ejournal.models.requests import LateLine
from tests.client import Browser, Forms, Web
from tests.views.steps import Desk, code, desk, mark

TICKET = re.compile(r'name="request" value="([^"]+)"')


@dataclass
class Typing:
    """The typing page in somebody's browser, with the lesson behind it."""

    web: Web
    desk: Desk
    kind: str = "answer"

    def __post_init__(self) -> None:
        self.open()

    @property
    def browser(self) -> Browser:
        return self.desk.browser

    @property
    def address(self) -> str:
        return f"{self.desk.address}/typing"

    def open(self) -> None:
        self.page = self.browser.get(f"{self.address}?kind={self.kind}").text
        self.fields = signs_of(self.page)

    def name(self, pupil: str) -> str:
        start = f"sign-{self.web.school[pupil]}-"
        return next(name for name in self.fields if name.startswith(start))

    def shown(self, pupil: str) -> str:
        return self.fields[self.name(pupil)]

    def send(self, **signs: str) -> TestResponse:
        """Type the signs by pupil and press «Записать»."""
        self.fields |= {self.name(pupil): sign for pupil, sign in signs.items()}
        answer = self.browser.post(self.address, self.fields)
        if answer.status_code == 422:
            self.page, self.fields = answer.text, signs_of(answer.text)
        return answer

    def stored(self, pupil: str) -> tuple[str, str]:
        return code(self.desk, pupil), mark(self.desk, pupil)

    def refusal(self, pupil: str) -> str:
        """What the page says beside a pupil."""
        row = self.page.split(f'id="sign-{self.web.school[pupil]}"')[1].split("</li>")[0]
        return row if 'class="refusal"' in row else ""


def signs_of(page: str) -> dict[str, str]:
    """The fields of the form that saves; others choose the kind of work, or hand over what came late."""
    return next(
        dict(fields) for to, fields in Forms(page).found if to.endswith("/typing") and "key" in fields
    )


def opened(web: Web, group: str = "algebra", kind: str = "answer", **where: object) -> Typing:
    return Typing(web, desk(web, group=group, **where), kind)  # type: ignore[arg-type]


def hand_over(slip: Typing) -> list[tuple[int | None, str, str]]:
    """Press the buttons of the request, without JavaScript; pupil, field and value of its lines."""
    tickets = [html.unescape(found) for found in TICKET.findall(slip.page)]
    slip.browser.post("/requests", slip.fields | {"request": tickets[0]})
    assert len(tickets) == 1
    query: Any = LateLine.select(LateLine.pupil, LateLine.field, LateLine.value).order_by(LateLine.id)
    return slip.web.db(list, query.tuples())
