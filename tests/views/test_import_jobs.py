"""A file of many rows: the page says that it is being loaded, and then shows what was loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from ejournal.clock import Clock
from ejournal.jobs import imports as jobs
from ejournal.models import imports as stored
from ejournal.models.imports import ImportLoad
from ejournal.services import queue
from tests.client import Browser, Web
from tests.school import ZONE, at

ROWS = 302


def row(number: int) -> str:
    """A pupil with a name and a birth date of its own."""
    name = f"Лунин{'абвгдежиклм'[number // 30]}{'оеиау'[number % 5]}{'нктрсп'[number // 5 % 6]}"
    return f"{name} Лев Львович;{number % 28 + 1:02}.{number % 12 + 1:02}.2013;7"


LIST = "\n".join(["ФИО;Дата рождения;Класс", *map(row, range(ROWS))])


@dataclass(frozen=True)
class Stopped(Clock):
    def school_now(self) -> datetime:
        return at("12:00")


@pytest.fixture(autouse=True)
def served() -> Iterator[None]:
    """Somebody beside the server does what is asked for."""
    queue.attended.set()
    yield
    queue.attended.clear()


def bring(alla: Browser) -> str:
    sent = alla.form("/imports") | {"kind": "class_list", "pasted": LIST}
    answer = alla.post("/imports", sent)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_long_list_is_loaded_and_undone_beside_the_server(web: Web) -> None:
    alla = web.browser("alla")
    page = bring(alla)
    sent = alla.form(page, f"{page}?show=&page=1") | {"order": "№ 1 от 23.11.2026"}
    answer = alla.post(f"{page}/load", sent)
    assert (answer.status_code, answer.location) == (303, page)
    running = alla.get(page).text
    assert "Файл загружается" in running and 'http-equiv="refresh"' in running
    assert alla.post(f"{page}/load", sent).status_code == 422  # it is being loaded already
    web.db(jobs.do_all, Stopped(ZONE))
    loaded = str(alla.get(page).location)
    assert "✓ Загружено" in alla.get(loaded).text
    assert (
        alla.post(f"{loaded}/undo", alla.form(loaded, f"{loaded}/undo") | {"sure": "yes"}).location == loaded
    )
    assert "Загрузка отменяется" in alla.get(loaded).text
    web.db(jobs.do_all, Stopped(ZONE))
    assert "Загрузка отменена" in alla.get(loaded).text
    assert web.db(lambda: ImportLoad.select().count()) == 1


def test_why_it_was_refused_stands_on_the_preview(web: Web) -> None:
    alla = web.browser("alla")
    page = bring(alla)
    sent = alla.form(page, f"{page}?show=&page=1") | {"order": "№ 1 от 23.11.2026"}
    assert alla.post(f"{page}/load", sent).status_code == 303
    web.db(lambda: queue.refuse(stored.jobs()[0], "Такого класса нет."))
    shown = alla.get(page).text
    assert "Такого класса нет." in shown and "Загрузить" in shown
