"""A long import is left to the server, done once, taken up again after a restart, and told when refused."""

import threading
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from unittest.mock import Mock

import pytest

from ejournal.access import Actor, Role
from ejournal.clock import Clock
from ejournal.jobs import imports as jobs
from ejournal.jobs.imports import start
from ejournal.loading.chosen import Chosen, to_json
from ejournal.models import imports
from ejournal.models.imports import ImportDraft, ImportJob, ImportLoad, ImportUndo
from ejournal.models.people import Person
from ejournal.rules.refusal import Refusal
from ejournal.services import audit, queue, uploads
from ejournal.services.uploads import NewFile
from tests.school import ZONE, School, at

NOW = at("12:00")
PUPILS = "ФИО;Дата рождения;Класс\n" + "".join(
    f"Лунин{ending} Лев Львович;0{day}.03.2013;7\n" for day, ending in enumerate(("", "ский", "цев"), start=1)
)


@dataclass(frozen=True)
class Stopped(Clock):
    def school_now(self) -> datetime:
        return NOW


CLOCK = Stopped(ZONE)


def brought(school: School, order: str = "№ 1 от 23.11.2026") -> int:
    """A file that was brought by the administrator; the number of its upload."""
    by = school.actor("alla", Role.ADMINISTRATOR)
    file = NewFile("import", "список.csv", "text/csv", PUPILS.encode())
    uploads.keep(file, "t" * uploads.TOKEN, "class_list", to_json(Chosen(order=order)), by=by, now=NOW)
    return int(ImportDraft.get().upload_id)


def ask(school: School, target: int, kind: str = "load") -> None:
    by = Actor(school["alla"], Role.ADMINISTRATOR, f"{kind}-{target}")
    queue.ask(kind, target, True, by=by, now=NOW)


def test_what_waits_is_done_and_then_is_gone(school: School) -> None:
    people = Person.select().count()
    ask(school, brought(school))
    assert Person.select().count() == people  # the request itself wrote nothing
    number = ImportJob.get().id
    jobs.do_all(CLOCK)
    load = ImportLoad.get()
    assert (load.by_id, load.duty, load.at) == (school["alla"], "administrator", NOW)
    assert Person.select().count() == people + 3
    assert not ImportJob.select().exists() and queue.written[number] > 3
    ask(school, load.id, "undo")
    jobs.do_all(CLOCK)
    assert ImportUndo.select().count() == 1 and Person.select().count() == people


def test_it_is_not_asked_for_twice_and_not_done_twice(school: School) -> None:
    upload = brought(school)
    ask(school, upload)
    with pytest.raises(Refusal, match="уже загружается"):
        ask(school, upload)
    jobs.do_all(CLOCK)
    jobs.do_all(CLOCK)
    assert ImportLoad.select().count() == 1


def test_a_process_that_ended_in_the_middle_leaves_nothing_and_the_next_begins_anew(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = Person.select().count()
    ask(school, brought(school))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as ending:
        ending.setattr(audit, "append", die)  # the last step of the transaction
        with pytest.raises(KeyboardInterrupt):
            jobs.do_all(CLOCK)
    assert Person.select().count() == people and len(imports.jobs()) == 1
    jobs.do_all(CLOCK)
    assert Person.select().count() == people + 3


def test_what_is_refused_is_told_and_may_be_asked_for_again(school: School) -> None:
    upload = brought(school, order="")
    ask(school, upload)
    jobs.do_all(CLOCK)
    told = imports.job("load", upload)
    assert told is not None and told.refused and not ImportLoad.select().exists()
    assert imports.jobs() == []
    ask(school, upload)
    assert len(imports.jobs()) == 1


def test_a_mistake_of_the_program_is_told_in_words_and_stops_nothing_else(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = brought(school)
    ask(school, upload)
    monkeypatch.setitem(jobs.DO, "load", lambda job, clock: 1 / 0)
    jobs.do_all(CLOCK)
    told = imports.job("load", upload)
    assert told is not None and told.refused == jobs.BROKEN


def test_a_server_that_starts_takes_up_what_was_left_and_else_waits_to_be_asked(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = Mock()
    monkeypatch.setattr(threading, "Thread", thread)
    monkeypatch.setattr(queue, "asked", Event())
    monkeypatch.setattr(queue, "attended", Event())
    start(CLOCK)
    assert not queue.asked.is_set() and queue.attended.is_set() and thread.call_count == 1
    ask(school, brought(school))
    assert queue.asked.is_set()
    queue.asked.clear()
    start(CLOCK)
    assert queue.asked.is_set()
