"""While a large load is written nothing is told as a failure: a page comes by itself, a form is kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from ejournal import db
from ejournal.models.journal import LessonText
from tests.client import Web


@contextmanager
def loading(web: Web) -> Iterator[None]:
    """Somebody else writes, as a load of files does, and is not done."""
    web.db(lambda: db.database.execute_sql("PRAGMA busy_timeout = 50"))
    with closing(sqlite3.connect(db.database.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


def test_a_page_opens_by_itself_when_the_load_is_written(web: Web) -> None:
    vera, path = web.browser("vera"), f"/lessons/{web.lesson('algebra')}"
    with loading(web):
        answer = vera.send("GET", path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert '<meta http-equiv="refresh" content="10">' in answer.text
    assert "записывается большая загрузка" in answer.text and "сбой" not in answer.text.lower()
    assert vera.get(path).status_code == 200


def test_a_form_says_that_it_was_not_written_and_can_be_sent_again(web: Web) -> None:
    vera, path = web.browser("vera"), f"/lessons/{web.lesson('algebra')}"
    fields = vera.form(path) | {"topic": "Степени"}
    with loading(web):
        answer = vera.post(path, fields)
    assert answer.status_code == 503 and "refresh" not in answer.text
    assert "эта запись не сохранена" in answer.text
    assert web.db(LessonText.select().where(LessonText.text == "Степени").count) == 0
    vera.post(path, fields)
    assert web.db(LessonText.select().where(LessonText.text == "Степени").count) == 1
