"""The stand's WSGI app: the paths of ЕСИА, and a page where a person is chosen without a password."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from flask import Flask, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from ejournal.esia.stand import rest
from ejournal.esia.stand.checks import AuthRequest, Checks
from ejournal.esia.stand.errors import ProductionError, StandError, StandPageError
from ejournal.esia.stand.issuer import ACCESS_LIVES, CODE_LIVES, SESSION_LIVES, Grant, Issuer
from ejournal.esia.stand.settings import StandPerson, StandSettings, by_key
from ejournal.esia.stand.shelf import Shelf

_ROOT = Path(__file__).resolve().parents[3]
_CHOICE_LIVES = 1800


class _Stand:
    """The views of one stand and what they remember."""

    def __init__(
        self,
        settings: StandSettings,
        people: Callable[[], Sequence[StandPerson]],
        now: Callable[[], datetime],
    ) -> None:
        self.settings = settings
        self._people = people
        by_key(people())
        self.now = now
        self.checks = Checks(settings, now)
        self.issuer = Issuer(settings)
        self.choices: Shelf[AuthRequest] = Shelf(_CHOICE_LIVES, now)
        self.codes: Shelf[Grant] = Shelf(CODE_LIVES, now)
        self.tokens: Shelf[Grant] = Shelf(ACCESS_LIVES, now)

    @property
    def people(self) -> dict[str, StandPerson]:
        """Who may sign in now."""
        return by_key(self._people())

    def authorize(self) -> ResponseReturnValue:
        """v2/ac: sign in at once within a session, else show the people."""
        address = self.checks.return_address(request.values)
        try:
            asked = self.checks.authorize(request.values)
        except StandError as refusal:
            return _back(address, refusal, request.values.get("state", ""))
        person = self._signed_in()
        if person:
            return self._let_in(asked, person)
        choice = str(uuid4())
        self.choices.put(choice, asked)
        return redirect(url_for("login", choice=choice))

    def login(self) -> ResponseReturnValue:
        """The page of people."""
        asked = self.choices.get(request.args.get("choice", ""))
        if not asked:
            raise StandPageError("Запрос на вход устарел. Вернитесь в журнал и начните вход снова.")
        return render_template(
            "stand/login.html",
            choice=request.args["choice"],
            system=asked.system,
            groups=_groups(self.people.values()),
        )

    def chosen(self) -> ResponseReturnValue:
        """A person was chosen, or the entry refused."""
        person = self.people.get(request.form.get("snils", ""))
        if not person and "refuse" not in request.form:
            raise StandPageError("Такого человека на стенде нет.")
        asked = self.choices.take(request.form.get("choice", ""))
        if not asked:
            raise StandPageError("Запрос на вход устарел. Вернитесь в журнал и начните вход снова.")
        if not person:
            return _back(asked.redirect_uri, StandError("007004"), asked.state)
        session.update(key=person.key, sid=str(uuid4()), auth_time=self._seconds())
        return self._let_in(asked, person)

    def token(self) -> ResponseReturnValue:
        """v3/te: a code for tokens."""
        try:
            self.checks.exchange(request.form)
            grant = self._take_code()
        except StandError as refusal:
            return {"error": refusal.error, "error_description": refusal.description}, 400
        now = self._seconds()
        access = self.issuer.access(grant, now)
        self.tokens.put(access, grant)
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": ACCESS_LIVES}
        answer["state"] = request.form["state"]
        if "openid" in grant.request.scope.split():
            answer["id_token"] = self.issuer.identity(grant, now)
        return answer

    def person(self, oid: int) -> ResponseReturnValue:
        """/rs/prns/<oid>: the flat person object of the token's own person."""
        kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
        grant = self.tokens.get(bearer) if kind == "Bearer" else None
        if not grant:
            return {"code": "ESIA-005011", "message": "SecurityErrorEnum.invalidToken"}, 401
        fields = rest.granted(grant.person, grant.request.scope.split())
        if grant.person.oid != oid or not fields:
            return {"message": "Forbidden"}, 403
        return fields

    def logout(self) -> ResponseReturnValue:
        """End the session of the stand and go back."""
        session.clear()
        system = self.checks.system(request.args.get("client_id", ""))
        address = request.args.get("redirect_url", "")
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.netloc not in system.logout_hosts:
            raise StandPageError(
                "Вы вышли. Адрес возврата не зарегистрирован для этой системы (redirect_url)."
            )
        return redirect(address)

    def certificates(self) -> ResponseReturnValue:
        """The certificates that vouch for tokens, as PEM."""
        pems = (self.settings.rsa_cert, self.settings.gost_cert)
        return Response(b"".join(path.read_bytes() for path in pems), mimetype="application/x-pem-file")

    def protect(self, response: Response) -> Response:
        """Headers of every answer; Chromium applies form-action to the redirect back to the system."""
        addresses = [uri for system in self.settings.systems for uri in system.redirect_uris]
        origins = " ".join(sorted({"{0.scheme}://{0.netloc}".format(urlsplit(uri)) for uri in addresses}))
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action 'self' {origins}"
        )
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _signed_in(self) -> StandPerson | None:
        """The person of the session, which lives three hours like that of ЕСИА."""
        if self._seconds() >= session.get("auth_time", 0) + SESSION_LIVES:
            session.clear()
        return self.people.get(session.get("key", ""))

    def _let_in(self, asked: AuthRequest, person: StandPerson) -> BaseResponse:
        grant = Grant(asked, person, session["sid"], session["auth_time"])
        code = self.issuer.code(grant, self._seconds())
        self.codes.put(code, grant)
        return redirect(_extend(asked.redirect_uri, {"code": code, "state": asked.state}))

    def _take_code(self) -> Grant:
        """The grant of a living code, which is bound to its system, address and scope."""
        grant = self.codes.take(request.form["code"])
        if not grant:
            raise StandError("007011")
        asked = grant.request
        bound = (asked.system.client_id, asked.redirect_uri, asked.scope)
        if bound != tuple(request.form[name] for name in ("client_id", "redirect_uri", "scope")):
            raise StandError("007011")
        return grant

    def _seconds(self) -> int:
        return int(self.now().timestamp())


def create_stand(
    settings: StandSettings,
    people: Sequence[StandPerson] | Callable[[], Sequence[StandPerson]],
    now: Callable[[], datetime],
) -> Flask:
    """The stand as a Flask app of its own origin; ProductionError where it must not run; `now` is aware.

    `people` may be asked for anew at every page.
    """
    if settings.production:
        raise ProductionError
    stand = _Stand(settings, people if callable(people) else lambda: people, now)
    app = Flask(__name__, template_folder=str(_ROOT / "templates"), static_folder=str(_ROOT / "static"))
    app.secret_key = secrets.token_bytes(32)
    app.config.update(SESSION_COOKIE_NAME="stand_session", SESSION_COOKIE_SAMESITE="Lax")
    app.add_url_rule("/aas/oauth2/v2/ac", "authorize", stand.authorize, methods=["GET", "POST"])
    app.add_url_rule("/login", "login", stand.login, methods=["GET"])
    app.add_url_rule("/login", "chosen", stand.chosen, methods=["POST"])
    app.add_url_rule("/aas/oauth2/v3/te", "token", stand.token, methods=["POST"])
    app.add_url_rule("/rs/prns/<int:oid>", "person", stand.person, methods=["GET"])
    app.add_url_rule("/idp/ext/Logout", "logout", stand.logout, methods=["GET"])
    app.add_url_rule("/public/certs", "certificates", stand.certificates, methods=["GET"])
    app.register_error_handler(StandPageError, lambda error: _page(str(error), 400))
    app.register_error_handler(HTTPException, _http_page)
    app.after_request(stand.protect)
    return app


def _groups(people: Iterable[StandPerson]) -> list[tuple[str, list[StandPerson]]]:
    """The people under their headings, in the order given."""
    groups: dict[str, list[StandPerson]] = {}
    for person in people:
        groups.setdefault(person.group, []).append(person)
    return list(groups.items())


def _http_page(error: HTTPException) -> ResponseReturnValue:
    if error.code == 404:
        return _page("Такой страницы на стенде нет. Вернитесь в журнал и начните вход снова.", 404)
    return _page(
        "Стенд не смог ответить на этот запрос. Вернитесь в журнал и начните вход снова.", error.code or 500
    )


def _page(message: str, status: int) -> tuple[str, int]:
    return render_template("stand/error.html", message=message), status


def _back(address: str, refusal: StandError, state: str) -> BaseResponse:
    answer = {"error": refusal.error, "error_description": refusal.description}
    return redirect(_extend(address, answer | ({"state": state} if state else {})))


def _extend(address: str, query: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
