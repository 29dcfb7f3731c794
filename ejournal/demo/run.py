"""`ejournal demo`: builds or continues the demo school and serves it together with its ЕСИА stand."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import waitress
from flask import Flask

from ejournal import create_app, db, migrations, ports, wording
from ejournal.access import Actor
from ejournal.clock import Clock
from ejournal.config import DEMO_SECRET, Config
from ejournal.demo import (
    calendar,
    cast,
    certificates,
    consents,
    empty,
    happenings,
    life,
    memos,
    plans,
    school,
    seed,
    weekly,
)
from ejournal.demo.parts import LaidOut
from ejournal.demo.seed import Act
from ejournal.esia.demo import demo_settings
from ejournal.esia.stand.app import create_stand
from ejournal.jobs import imports, sealing
from ejournal.models.audit import Audit
from ejournal.models.people import SchoolYear, names
from ejournal.service import settle
from ejournal.services import settings

ZONE = ZoneInfo("Europe/Moscow")
BEFORE_LESSONS = time(6, 30)
BY = Actor(None, "demo")
OTHER_PORT = "make run PORT=9000 (ejournal demo --port 9000)"
OTHER_STAND_PORT = "make run STAND_PORT=9001 (ejournal demo --stand-port 9001)"
SETTINGS = {
    "school_name": "МОУ Дальнеозёрская СШ",
    "school_full_name": "Муниципальное общеобразовательное учреждение «Дальнеозёрская средняя школа»",
    "school_address": "с. Дальнее Озеро, ул. Школьная, д. 1",
    "school_phone": "8 (831) 000-00-00",
    "school_place": "с. Дальнее Озеро",
    "journal_index": "03-12",
    "electronic_since": date(2026, 9, 1),
}


def build(url: str, real: datetime, wall: datetime, office: bool = False) -> Clock:
    """Build the school in an empty database, or add the days missing since the last start.

    `real` is the moment the school should show, `wall` is now; both in the zone of the school; `office`: with
    the papers that it would have printed. What people did in the demo is kept. Returns the clock of the demo.
    """
    db.connect_to(url)
    with db.connected():
        migrations.migrate()
        shown = calendar.school_moment(real, _newest(), real.date() != wall.date())
        if not SchoolYear.select().exists():
            _found(datetime.combine(calendar.SINCE, datetime.min.time(), ZONE).replace(hour=12))
        live(shown.date(), office)
    return Clock(ZONE, shown - wall)


def live(today: date, office: bool = False) -> int:
    """Let the people of the school do what they would have done before `today`; how many lessons are new."""
    year = SchoolYear.get()
    papers = partial(_print, year, today) if office else None
    return life.live(year, today, ZONE, happenings.of_demo(year, today, ZONE), papers)


def _print(year: SchoolYear, today: date, monday: date) -> None:
    """On the morning of the Monday after a week: its sheets, and in a new month the check of the last one."""
    morning = datetime.combine(monday + timedelta(days=7), BEFORE_LESSONS, ZONE)
    if morning.date() >= today or morning < (_newest() or morning):
        return
    weekly.give(year, monday, today, morning)
    month = monday.replace(day=1)
    if year.valid_from.replace(day=1) <= month < morning.date().replace(day=1):
        certificates.check(year, month, today, max(_newest() or morning, morning))


def tell_mistakes(now: datetime) -> None:
    """Let the list of memos hold some of each kind: they come after all that the school has done."""
    with db.connected():
        memos.write(_newest() or now, now)


def _newest() -> datetime | None:
    """The moment of the newest deed."""
    row = Audit.select(Audit.at).order_by(Audit.at.desc()).first()
    return row.at.astimezone(ZONE) if row else None


def _found(now: datetime) -> None:
    school.build(by=BY, now=now)
    settings.change(SETTINGS, by=BY, now=now)
    year = SchoolYear.get()
    laid_out = Act(now, None, BY.duty, "timetable.lay_out", "school_year", year.id, [LaidOut(year)])
    seed.write([laid_out, *plans.reviews(year, now + timedelta(hours=1))])
    consents.hand_in(year, now + timedelta(hours=4, minutes=30))  # after the last review


def applications(
    url: str, clock: Clock, app_url: str, stand_url: str, bare: bool = False
) -> tuple[Flask, Flask]:
    """The journal and the stand of one demo; of a `bare` one the stand knows whom the journal knows now."""
    esia, stand = demo_settings(app_url, stand_url)
    config = Config(url, url, ZONE, DEMO_SECRET, app_url, esia)
    if bare:
        everybody = partial(empty.people, clock.school_now().date())
        return create_app(config, clock), create_stand(stand, everybody, clock.wall_now)
    with db.connected():
        people = cast.people(clock.school_now().date())
    return create_app(config, clock), create_stand(stand, people, clock.wall_now)


def serve(
    folder: Path, port: int, stand_port: int, day: date | None, say: Callable[[str], None], bare: bool = False
) -> None:
    """Take the ports, build and serve until stopped; `day` is the school's day, else it is today.

    `bare`: an empty journal in a file of its own.
    """
    door, stand_door = ports.take("127.0.0.1", (port, OTHER_PORT), (stand_port, OTHER_STAND_PORT))
    url = f"sqlite:///{folder / ('empty.db' if bare else 'demo.db')}"
    wall = Clock(ZONE).school_now()
    real = datetime.combine(day, wall.timetz()) if day else wall
    say("Готовлю демонстрационную школу…")
    clock = Clock(ZONE, real - wall) if bare else build(url, real, wall, office=True)
    if bare:
        empty.build(url, real)
    if not bare:
        tell_mistakes(clock.school_now())
    clock = replace(clock, why=calendar.why_shifted(wall, real, wall + clock.shift))
    app, stand = applications(url, clock, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{stand_port}", bare)
    journal = waitress.create_server(app, sockets=[door], threads=4)
    aside = waitress.create_server(stand, sockets=[stand_door], threads=2)
    say(empty.welcome(port) if bare else _welcome(clock, port))
    sealing.start(clock)
    with db.connected():
        imports.start(clock)
    settle()
    threading.Thread(target=aside.run, daemon=True).start()
    journal.run()


def _welcome(clock: Clock, port: int) -> str:
    """Where to go and who can sign in."""
    now = clock.school_now()
    with db.connected():
        who, lesson = cast.story(now.date()), cast.story_lesson(now.date())
        called = {person: wording.full_name(*name) for person, name in names(who, now.date()).items()}
        page = f"{lesson.group.subject.name}, {lesson.group.name}"
    clocks = f"{clock.why} часы школы показывают".strip().capitalize()
    return f"""
Журнал открыт: http://127.0.0.1:{port}
{clocks} {wording.date_words(now.date())}, {wording.clock_time(now)}
Войдите через учебный стенд ЕСИА (без пароля):
  учитель — {called[who.teacher]}; урок для показа — {lesson.date:%d.%m}, {lesson.number}-й, {page}
  родитель ученика этого класса — {called[who.parent]}
  ученик — {called[who.child]}
Там же — остальные работники, семьи и посторонний. Остановить: Ctrl+C.
"""
