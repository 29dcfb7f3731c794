"""Styles, scripts and the icon: named by a hash of what is in them and so kept by browsers for a year.

There is no build step: what is joined, hashed and compressed is made when first asked for, once a process.
"""

import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

from flask import Flask, request
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.views import compression
from ejournal.views.gate import STATIC, requires

FOLDER = Path(__file__).parents[2] / "static"

# What is served joined, in this order. A page has two scripts, htmx and ours: with its style, its icon and
# itself it takes five requests, and the next page only its own.
JOINED = {
    "ejournal.js": (
        "shelf.js",
        "answers.js",
        "outbox.js",
        "slips.js",
        "unsent.js",
        "app.js",
        "refused.js",
        "live.js",
        "grid.js",
        "entry.js",
        "pile.js",
        "fill.js",
        "typing.js",
        "line.js",
    )
}

COMMENT = re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)  # for whoever reads the source
HASHED = re.compile(r"(?P<stem>.+)\.(?P<hash>[0-9a-f]{12})(?P<ending>\.\w+)")
YEAR = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript"}  # on Windows the registry may say otherwise


def install(app: Flask) -> None:
    """The route of the files, and `asset("style.css")` for templates."""
    app.add_url_rule("/static/<path:name>", STATIC, serve, methods=["GET"])
    app.jinja_env.globals["asset"] = address


@cache
def address(name: str) -> str:
    """The address of a file as it is now."""
    stem, dot, ending = name.rpartition(".")
    return f"/static/{stem}.{_hash(name)}{dot}{ending}"


@requires(Right.ENTER)
def serve(name: str) -> Response:
    """A file, immutable under its hash alone: under an old one, as under none, it is the newest for now."""
    found = HASHED.fullmatch(name)
    plain = f"{found['stem']}{found['ending']}" if found else name
    if plain not in _names():
        return Response("Такого файла нет.", 404, mimetype="text/plain")
    encoding = compression.chosen()
    response = Response(_encoded(plain, encoding), mimetype=_mimetype(plain))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    fresh = found is not None and found["hash"] == _hash(plain)
    response.headers["Cache-Control"] = YEAR if fresh else "no-cache"
    response.set_etag(_hash(plain), weak=True)
    response.vary.add("Accept-Encoding")
    return response.make_conditional(request)


@cache
def _names() -> frozenset[str]:
    """Whatever may be asked for: no other path is ever opened."""
    files = (path for path in FOLDER.rglob("*") if path.is_file())
    return frozenset(path.relative_to(FOLDER).as_posix() for path in files) | JOINED.keys()


@cache
def _content(name: str) -> bytes:
    if name not in JOINED:
        return (FOLDER / name).read_bytes()
    return b"\n".join(COMMENT.sub(b"", (FOLDER / part).read_bytes()) for part in JOINED[name])


@cache
def _hash(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]


@cache
def _encoded(name: str, encoding: str | None) -> bytes:
    body = _content(name)
    return compression.encode(body, encoding, compression.BEST[encoding]) if encoding else body


def _mimetype(name: str) -> str:
    return TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
