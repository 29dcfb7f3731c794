"""Pages travel packed as the browser can read them, and stay in no cache all the same."""

import gzip

import brotli
import pytest
from werkzeug.wrappers import Response

from ejournal.models.curriculum import GroupTeacher
from ejournal.views import compression
from tests.client import Web
from tests.engines import Engine
from tests.school import SINCE
from tests.views.steps import desk


@pytest.fixture(scope="session")
def engine(sqlite: Engine) -> Engine:
    """One engine is enough: nothing here depends on the database."""
    return sqlite


def test_a_page_comes_in_brotli_in_gzip_or_as_it_is(web: Web) -> None:
    browser, path = web.browser("vera"), f"/lessons/{web.lesson('algebra')}"
    sent = {
        accepted: browser.client.get(path, base_url=browser.base_url, headers={"Accept-Encoding": accepted})
        for accepted in ("gzip, deflate, br", "gzip, deflate", "identity")
    }
    packed, zipped, plain = sent.values()
    assert [answer.headers.get("Content-Encoding") for answer in sent.values()] == ["br", "gzip", None]
    assert "Геометрия" not in plain.text and "Алгебра" in plain.text
    assert "Алгебра" in brotli.decompress(packed.data).decode()
    assert "Алгебра" in gzip.decompress(zipped.data).decode()
    assert len(packed.data) < len(zipped.data) < len(plain.data) / 3
    for answer in sent.values():
        assert answer.content_length == len(answer.data)
        assert answer.headers["Cache-Control"] == "no-store"
        assert {"Accept-Encoding", "HX-Request"} <= set(answer.vary)


@pytest.mark.parametrize(("size", "encoding"), [(0, None), (499, None), (500, "br"), (5000, "br")])
def test_what_is_small_is_not_packed(web: Web, size: int, encoding: str | None) -> None:
    with web.app.test_request_context(headers={"Accept-Encoding": "br"}):
        answer = compression.compress(Response("x" * size, mimetype="text/html"))
        picture = compression.compress(Response("x" * size, mimetype="image/png"))
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Content-Encoding" not in picture.headers


def test_a_refusal_and_an_error_are_packed_like_any_page(web: Web) -> None:
    browser = web.browser("vera")
    answer = browser.client.get("/no-such-page", base_url=browser.base_url, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 404
    assert "Такой страницы нет" in brotli.decompress(answer.data).decode()


def test_an_open_lesson_asks_for_changes_by_the_same_tag_packed_or_not(web: Web) -> None:
    """The script sends back the tag it was given: a packer that renames it would make every answer whole."""
    group = web.school.groups["algebra"]
    web.db(GroupTeacher.create, group=group, person=web.school["oleg"], valid_from=SINCE)
    browser, path = web.browser("vera"), f"/lessons/{web.lesson('algebra')}/changes"
    assert desk(web, "oleg").htmx("roll").status_code == 200
    tags = []
    for accepted in ("br", "identity"):
        headers = {"Accept-Encoding": accepted, "HX-Request": "true", "If-None-Match": '"0"'}
        answer = browser.client.get(path, base_url=browser.base_url, headers=headers)
        packed = "br" if accepted == "br" else None
        assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, packed)
        tags.append(answer.headers["ETag"])
    assert tags[0] == tags[1]
    again = browser.send("GET", path, htmx=True, headers={"Accept-Encoding": "br", "If-None-Match": tags[0]})
    assert again.status_code == 304
