"""Styles and scripts: kept for a year by their hash alone, few, small, and never a matter of the database."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from ejournal.views import assets
from tests.client import Web
from tests.engines import Engine

ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')
TEMPLATES = assets.FOLDER.parent / "templates"
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
MOST_REQUESTS = 5
MOST_BYTES = 45 * 1024


@pytest.fixture(scope="session")
def engine(sqlite: Engine) -> Engine:
    """One engine is enough: nothing here depends on the database."""
    return sqlite


def addresses(html: str) -> list[str]:
    return ADDRESS.findall(html)


def pages(web: Web) -> dict[str, str]:
    """What is opened after sign-in: the path, and who opens it."""
    group = web.school.groups["algebra"]
    return {
        f"/lessons/{web.lesson('algebra')}": "vera",
        f"/journal/{group}": "vera",
        f"/diary/{web.school['anya']}": "anya",
        "/today": "vera",
    }


def cold(web: Web, path: str, key: str, encoding: str) -> list[int]:
    """The bytes of each answer to a browser that has nothing yet."""
    browser, accepted = web.browser(key), {"Accept-Encoding": encoding}
    page = browser.client.get(path, headers=accepted, base_url=browser.base_url)
    assert page.status_code == 200
    sizes = [len(page.data)]
    for address in addresses(unpacked(page.data, page.headers.get("Content-Encoding"))):
        sizes.append(len(browser.client.get(address, headers=accepted).data))
    return sizes


def unpacked(body: bytes, encoding: str | None) -> str:
    plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", bytes)(body)
    return bytes(plain).decode()


def test_every_page_needs_few_requests_and_few_bytes(web: Web) -> None:
    for path, key in pages(web).items():
        sizes = cold(web, path, key, "gzip, deflate, br")
        assert len(sizes) <= MOST_REQUESTS, path
        assert sum(sizes) <= MOST_BYTES, (path, sizes)


def test_what_a_page_names_is_kept_for_a_year_and_is_the_same_for_every_page(web: Web) -> None:
    named = {frozenset(addresses(web.browser(key).get(path).text)) for path, key in pages(web).items()}
    assert len(named) == 1
    for address in named.pop():
        answer = web.browser().get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("address", ["/static/style.css", "/static/style.0123456789ab.css"])
def test_without_its_hash_a_file_is_the_newest_and_asked_for_anew(web: Web, address: str) -> None:
    answer = web.browser().get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.data == (assets.FOLDER / "style.css").read_bytes()


def test_a_file_that_has_not_changed_is_not_sent_again(web: Web) -> None:
    browser = web.browser()
    tag = browser.get("/static/style.css").headers["ETag"]
    again = browser.send("GET", "/static/style.css", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = browser.send("GET", "/static/style.css", headers={"If-None-Match": 'W/"0123456789ab"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "no-such.css",
        "no-such.0123456789ab.css",
        "../pyproject.toml",
        "..%2fpyproject.toml",
        "vendor",
        "/etc/hosts",
        "%00",
        "style.css/",
    ],
)
def test_nothing_else_is_served(web: Web, name: str) -> None:
    answer = web.browser().client.get(f"/static/{name}", base_url="http://journal.test", buffered=True)
    assert answer.status_code in (404, 308)
    assert b"[project]" not in answer.data


def test_the_hash_changes_with_what_is_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    for text in ("a {}", "b {}", "a {}"):
        (tmp_path / "x.css").write_text(text)
        forget()
        made.append(assets.address("x.css"))
    forget()
    assert made[0] == made[2] != made[1]


def forget() -> None:
    for made in (assets.address, assets._names, assets._content, assets._hash, assets._encoded):
        made.cache_clear()


def test_our_scripts_are_joined_each_once_and_in_strict_mode() -> None:
    """Or named by the one page that needs them."""
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    scripts = [path.name for path in assets.FOLDER.glob("*.js") if f"asset('{path.name}')" not in templates]
    assert sorted(assets.JOINED["ejournal.js"]) == sorted(scripts)
    joined = assets._content("ejournal.js").decode()
    assert joined.count('"use strict";') == len(scripts)
    assert not re.search(r"/\*|^\s", joined, flags=re.MULTILINE)


def test_what_is_said_is_left_as_it_is_when_scripts_are_made_small() -> None:
    """rjsmin knows no template literal within another: there are none; every sentence is there."""
    joined = assets._content("ejournal.js").decode()
    for name in assets.JOINED["ejournal.js"]:
        text = COMMENT.sub("", (assets.FOLDER / name).read_text(encoding="utf-8"))
        assert not re.search(r"\$\{[^}`]*`", text), name
        said = re.findall(r"\"[^\"\n]*\"|`[^`]*`", text)
        assert said and [one for one in said if one not in joined] == []
