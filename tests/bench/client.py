"""Who asks: over HTTP, as a browser does, or straight through WSGI; either knows what the answer cost."""

import gzip
import http.client
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import brotli
from flask import Flask
from werkzeug.test import EnvironBuilder

from tests.bench.server import BARE, Server

Fields = Mapping[str, str]
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@dataclass(frozen=True)
class Answer:
    """`cpu` in ns; `sent` are the bytes of the body as it travels."""

    status: int
    cpu: int
    sent: int
    text: str


class Asking(Protocol):
    """Ask for a page or, with fields, save."""

    origin: str

    def ask(self, path: str, token: str = "", fields: Fields | None = None, htmx: bool = False) -> Answer: ...


def cookie(app: Flask, token: str) -> str:
    """The cookie of somebody who has signed in."""
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # its own
    return f"ejournal_session={serializer.dumps({'_user_id': token, '_fresh': True})}"


def _headers(app: Flask, origin: str, token: str, fields: Fields | None, htmx: bool) -> dict[str, str]:
    sent = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html", "Host": urlsplit(origin).netloc}
    if token:
        sent["Cookie"] = cookie(app, token)
    if fields is not None:
        sent |= {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
    return sent | ({"HX-Request": "true"} if htmx else {})


class OverHttp:
    """A connection kept alive; the cost is what the server's process used from the request to the answer."""

    def __init__(self, server: Server, app: Flask) -> None:
        self.server, self.app, self.origin = server, app, server.origin
        self.line = http.client.HTTPConnection(urlsplit(server.origin).netloc)

    def ask(self, path: str, token: str = "", fields: Fields | None = None, htmx: bool = False) -> Answer:
        headers = _headers(self.app, self.origin, token, fields, htmx)
        body = None if fields is None else urlencode(fields)
        before = self.server.cpu()
        self.line.request("GET" if fields is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        packed = answer.read()
        cpu = self.server.cpu() - before
        text = UNPACK.get(answer.headers.get("Content-Encoding", ""), bytes)(packed).decode()
        return Answer(answer.status, cpu, len(packed), text)


class ThroughWsgi:
    """The application called in this process; the cost is the time of the processor inside the call."""

    def __init__(self, app: Flask, empty: Flask, origin: str) -> None:
        self.app, self.empty, self.origin = app, empty, origin

    def ask(self, path: str, token: str = "", fields: Fields | None = None, htmx: bool = False) -> Answer:
        headers = _headers(self.app, self.origin, token, fields, htmx)
        body = None if fields is None else io.BytesIO(urlencode(fields).encode())
        method = "GET" if fields is None else "POST"
        builder = EnvironBuilder(
            path, self.origin, method=method, input_stream=body, headers=[*headers.items()]
        )
        if body is not None:
            builder.content_length = len(body.getvalue())
        environ = builder.get_environ()
        got: dict[str, str] = {}

        def start(status: str, headers: list[tuple[str, str]], _: object = None) -> Any:
            got.update(headers, status=status)

        app = self.empty if path == BARE else self.app
        before = time.process_time_ns()
        chunks = app(environ, start)
        packed = b"".join(chunks)
        getattr(chunks, "close", lambda: None)()
        cpu = time.process_time_ns() - before
        text = UNPACK.get(got.get("Content-Encoding", ""), bytes)(packed).decode()
        return Answer(int(got["status"].split()[0]), cpu, len(packed), text)
