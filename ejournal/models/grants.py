"""PostgreSQL: the role that serves owns nothing and may neither alter tables nor change facts."""

from psycopg.sql import SQL, Composed, Identifier

from ejournal.db import Table, database
from ejournal.models.audit import AccessLog
from ejournal.models.guards import APPEND_ONLY

HISTORY = "schema_migration"  # the migration runner's own table


def grant_to(role: str) -> None:
    """Let `role` serve: read all, append facts, write the rest; safe to repeat.

    The access log needs UPDATE for its lock alone (LOCK TABLE asks for it); its guard refuses the deed.
    """
    to = Identifier(role)
    _run(SQL("GRANT USAGE ON SCHEMA public TO {}").format(to))
    _run(SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(to))
    _run(SQL("GRANT SELECT ON {} TO {}").format(Identifier(HISTORY), to))
    append_only = {str(model._meta.table_name) for model in APPEND_ONLY}
    for name in sorted(_tables()):
        rights = "SELECT, INSERT" if name in append_only else "SELECT, INSERT, UPDATE, DELETE"
        _run(SQL("GRANT " + rights + " ON {} TO {}").format(Identifier(name), to))
    _run(SQL("GRANT UPDATE ON {} TO {}").format(Identifier(str(AccessLog._meta.table_name)), to))


def _tables() -> set[str]:
    present = set(database.get_tables())
    return {str(model._meta.table_name) for model in _models(Table)} & present


def _models(base: type[Table]) -> set[type[Table]]:
    below = set(base.__subclasses__())
    return below.union(*(_models(model) for model in below))


def _run(statement: Composed) -> None:
    database.execute_sql(statement.as_string(database.connection()))
