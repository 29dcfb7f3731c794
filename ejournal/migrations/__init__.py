"""Numbered steps of the schema, and their runner: `ejournal migrate`."""

from pathlib import Path
from typing import Any

from playhouse.migrations import Runner

from ejournal.db import database
from ejournal.models import grants, guards

FOLDER = Path(__file__).parent


def _runner() -> Any:
    return Runner(database.obj, str(FOLDER))


def pending() -> list[str]:
    """Names of the steps that this database has not taken."""
    return [step.name for step in _runner().status() if not step.applied]


def migrate(serving_role: str | None = None) -> list[str]:
    """Take all pending steps, then put the guards of the facts back; returns the names taken.

    `serving_role` is the PostgreSQL role that gets the right to serve and no more.
    """
    taken: list[str] = _runner().up()
    guards.install()
    if serving_role:
        grants.grant_to(serving_role)
    return taken
