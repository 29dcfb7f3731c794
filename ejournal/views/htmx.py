"""The response protocol: 200 fragment · 422 form with the refusal · 303 redirect · 401 when signed out."""

import secrets
from collections.abc import Callable

from flask import g, make_response, render_template, request, url_for
from htmx_flask import Htmx
from htmx_flask import make_response as make_htmx_response
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ejournal.rules.refusal import Reason
from ejournal.views.here import school_now

Answer = Callable[[Reason | None], str]

DIGITS = 19  # of the largest number of a row

install = Htmx().init_app


def wanted() -> bool:
    """Whether the request came from htmx."""
    return request.headers.get("HX-Request") == "true"


def answers(answer: Answer) -> None:
    """Say how this request is answered: the fragment, with the refusal when there is one."""
    g.answer = answer


def done(back: str, trigger: str | None = None) -> Response:
    """The deed is done: its fragment for htmx, a redirect for a plain form."""
    if not wanted():
        return redirect(back, 303)
    answer: Answer | None = getattr(g, "answer", None)
    if answer is None:  # what would be shown is gone, as when a form was sent twice
        moved = make_response("", 200)
        moved.headers["HX-Redirect"] = back
        return moved
    response: Response = make_htmx_response(answer(None), trigger={trigger: ""} if trigger else None)
    return response


def refused(reason: Reason, page: Answer) -> Response:
    """422: what the view said, else a page that explains; never without the sentence."""
    answer: Answer = getattr(g, "answer", None) or page
    return unprocessed(answer(reason))


def unprocessed(html: str) -> Response:
    """422: nothing, or not everything, was written, and the page says what to do."""
    return make_response(html, 422)


def signed_out() -> Response:
    """Nobody is signed in: a save gets 401 and keeps its text, whatever sent it; a page goes to sign in."""
    to = url_for("sign_in.page")
    if not wanted() and request.form:
        return make_response(render_template("unsent.html", fields=list(request.form.items(multi=True))), 401)
    if not wanted():
        return redirect(to, 303)
    response = make_response("", 401)
    if request.method == "GET":
        response.headers["HX-Redirect"] = to
        response.headers["School-Day"] = school_now().date().isoformat()
    return response


def entry_seen() -> int:
    """The number in If-None-Match that the page got with its last answer; 0, and so everything, when none."""
    tags = [tag for tag in request.if_none_match.as_set() if tag.isdecimal() and len(tag) < DIGITS]
    return int(tags[0]) if tags else 0


def since(newest: int, html: str) -> Response:
    """What has changed since the entry that was seen, as of the entry `newest`; 304 when nothing has.

    A page that was left open overnight learns the day of the school from it.
    """
    response = make_response(f'<div id="changes">{html}</div>' if html else "", 200 if html else 304)
    response.set_etag(str(newest))
    response.headers["School-Day"] = school_now().date().isoformat()
    return response


def page_key(person: int | None) -> str:
    """A new idempotency key for the forms of one page, with the person who opened it."""
    return f"{secrets.token_urlsafe(12)}~{person or ''}"


def opened_by_another(person: int | None) -> bool:
    """Whether the form was opened by somebody else on this PC: it must not be sent under the next person."""
    _, mark, owner = request.form.get("key", "").partition("~")
    return bool(mark) and owner != str(person or "")


def vary(response: Response) -> Response:
    """The same address answers htmx and plain requests differently."""
    response.vary.add("HX-Request")
    return response
