"""Brotli or gzip, whichever the browser knows; what is small goes as it is.

Personal pages are compressed too. What BREACH guesses by length is a secret that stands beside something the
attacker can have reflected. Our pages hold no secret: the page key is new with each page and proves nothing,
for a form is known as ours by its origin. They reflect what was typed only to a form of our own origin, and
what other sites' pages ask of us comes without the cookie (SameSite=Lax).

Not Flask-Compress: it renames the ETag of what it compresses, by which an open lesson asks for changes.
"""

import gzip

import brotli
from flask import request
from werkzeug.wrappers import Response

SMALLEST = 500  # bytes: below it the headers weigh more than what is spared
QUICK = {"br": 4, "gzip": 6}  # for an answer made once
BEST = {"br": 11, "gzip": 9}  # for a file made once a process


def chosen() -> str | None:
    """The encoding that the browser of this request takes; of equally good ones brotli."""
    found: str | None = request.accept_encodings.best_match(["br", "gzip", "identity"])
    return found if found in QUICK else None


def encode(body: bytes, encoding: str, level: int) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=level)
        return packed
    return gzip.compress(body, level, mtime=0)


def compress(response: Response) -> Response:
    """After a request: the text of an answer that is not encoded yet."""
    if (
        response.is_streamed
        or response.direct_passthrough
        or not (response.mimetype or "").startswith("text/")
    ):
        return response
    response.vary.add("Accept-Encoding")
    encoding = chosen()
    if encoding is None or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(encode(body, encoding, QUICK[encoding]))
        response.headers["Content-Encoding"] = encoding
    return response
