"""The application of a school: nothing is served until all that guards the journal is in its place."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from ejournal import create_app, db, migrations
from ejournal.clock import Clock
from ejournal.config import Config, ConfigError, unsafe_for_service
from ejournal.db_trouble import explained
from ejournal.esia.signers import self_check
from ejournal.jobs import imports, sealing
from ejournal.models import guards

OBJECTS = 20_000  # more than an answer makes and leaves, so that it is not interrupted by the collector


def service(config: Config) -> Flask:
    """What `serve` and wsgi.py serve; ConfigError or EsiaConfigError says what is in the way."""
    if problems := unsafe_for_service(config):
        raise ConfigError("\n".join(problems))
    self_check(config.esia)
    clock = Clock(config.zone)
    with database(config.database_url):
        _check_schema()
        imports.start(clock)
    sealing.start(clock)
    app = create_app(config, clock)
    settle()
    return app


def settle() -> None:
    """What is loaded stays to the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS)


def _check_schema() -> None:
    if pending := migrations.pending():
        raise ConfigError(f"База не обновлена: {', '.join(pending)}. Выполните ejournal migrate.")
    if missing := guards.missing():
        raise ConfigError(f"Нет защиты от изменения: {', '.join(missing)}; выполните ejournal migrate.")


@contextmanager
def database(url: str, new: bool = False) -> Iterator[None]:
    """The database outside a request; only a `new` one is made where there is none."""
    if not new and url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///")).exists():
        raise ConfigError(f"Файла базы нет: {url}. Проверьте EJOURNAL_DATABASE или выполните ejournal init.")
    with explained(url, new):
        db.connect_to(url)
        with db.connected():
            yield
