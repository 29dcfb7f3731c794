"""Headers of every answer, and the refusal of forms that other sites send (CSRF)."""

from urllib.parse import unquote_to_bytes

from flask import abort, request
from werkzeug.wrappers import Response

from ejournal.rules.refusal import Refusal
from ejournal.views import htmx
from ejournal.views.gate import STATIC
from ejournal.views.here import config

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_foreign_forms() -> None:
    """Unsafe methods come from our own pages alone: Sec-Fetch-Site says so, else Origin does."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    own = site == "same-origin" if site else _own_origin(request.headers.get("Origin"))
    if not own:
        abort(403)


def refuse_broken_text() -> None:
    """A body that is no UTF-8 would be stored otherwise than it was typed: nothing is written.

    A part of a page has no fragment for it: 400 swaps nothing, and app.js says that it was not saved.
    """
    if request.method in SAFE_METHODS or request.mimetype != "application/x-www-form-urlencoded":
        return
    try:
        unquote_to_bytes(request.get_data().replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        if htmx.wanted():
            abort(400)
        raise Refusal("", "Текст пришёл повреждённым и не записан. Наберите его заново.") from None


def _own_origin(origin: str | None) -> bool:
    return origin is not None and origin.rstrip("/") == config().base_url


def add_headers(response: Response) -> Response:
    """Strict policy; form-action lists ЕСИА, for Chromium applies it to the redirect of sign-out."""
    esia = config().esia.base_url
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self' {esia}; frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if config().secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != STATIC:
        response.headers["Cache-Control"] = "no-store"
    return response
