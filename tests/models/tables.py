"""Every table of the models by its name."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import ejournal.models
from ejournal.db import Table


def descendants(table: type[Table]) -> Iterator[type[Table]]:
    for child in table.__subclasses__():
        yield child
        yield from descendants(child)


def name(model: Any) -> str:
    return str(model._meta.table_name)


def stored_tables() -> dict[str, Any]:
    """Every table of every module of models by its name; a base of tables has no rows of its own."""
    for module in pkgutil.iter_modules(ejournal.models.__path__, "ejournal.models."):
        importlib.import_module(module.name)
    return {name(model): model for model in descendants(Table) if not model.__subclasses__()}


MODELS = stored_tables()
