"""A tiny app that signs people in: the client as the journal uses it, with a browser to drive it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from ejournal.esia.client import EsiaClient
from ejournal.esia.errors import EsiaError
from ejournal.esia.identity import Identity
from ejournal.esia.settings import EsiaSettings

from .pages import Page

JOURNAL = "http://journal.test"


@dataclass
class Journal:
    """A tiny app with the client in it, a browser, and what the client said last."""

    esia: EsiaClient
    flask: Flask
    browser: FlaskClient
    web: requests.Session
    results: list[Identity | EsiaError]

    def begin(self) -> str:
        return self.browser.get("/sign-in", base_url=JOURNAL).location

    def choose(self, address: str, **field: str) -> str:
        """Follow to the stand and press the button whose form has this field; where the stand sends back."""
        page = self.web.get(address)
        form = next(form for form in Page(page.text).forms if field.items() <= form.items())
        login = page.url.split("?")[0]
        return self.web.post(login, data=form, allow_redirects=False).headers["location"]

    def finish(self, address: str) -> Identity | EsiaError:
        self.browser.get(address, base_url=JOURNAL)
        return self.results[-1]

    def sign_in(self, key: str) -> Identity | EsiaError:
        return self.finish(self.choose(self.begin(), snils=key))

    def refusal(self, address: str) -> EsiaError:
        result = self.finish(address)
        assert isinstance(result, EsiaError)
        return result

    def session(self) -> dict[str, Any]:
        cookie = self.browser.get_cookie("session", domain="journal.test")
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.flask)
        assert serializer
        return dict(serializer.loads(cookie.value)) if cookie else {}


def make_journal(settings: EsiaSettings, clock: Callable[[], datetime]) -> Journal:
    flask = Flask("journal")
    flask.secret_key = "test"
    esia = EsiaClient(settings, clock)
    esia.init_app(flask)
    results: list[Identity | EsiaError] = []

    @flask.get("/sign-in")
    def sign_in() -> ResponseReturnValue:
        return esia.begin()

    @flask.get("/esia/callback")
    def callback() -> ResponseReturnValue:
        try:
            results.append(esia.finish())
        except EsiaError as error:
            results.append(error)
        return ""

    return Journal(esia, flask, flask.test_client(), requests.Session(), results)


Maker = Callable[..., Journal]
