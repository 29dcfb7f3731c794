"""PostgreSQL: the role that serves may append and read, and can take no guard away."""

from collections.abc import Iterator

import psycopg
import pytest

from ejournal.access import Role
from ejournal.db import database
from ejournal.models.audit import note_access
from ejournal.models.grants import grant_to
from ejournal.services import audit, lessons, papers
from ejournal.services.verify import verify
from tests.engines import Engine, using
from tests.school import ZONE, School, at, read
from tests.services.test_papers import FILE, NEW

ROLE = "journal_server"


@pytest.fixture
def served(postgres: Engine, request: pytest.FixtureRequest) -> Iterator[str]:
    """The small school on PostgreSQL, as the serving role reaches it."""
    from tests.conftest import build_school

    postgres.prepare("school", build_school)
    with postgres.copied("school") as url:
        with using(url):
            found = database.execute_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone()
            if not found:
                database.execute_sql(f"CREATE ROLE {ROLE} LOGIN")
            grant_to(ROLE)
        yield url.replace("postgres@", f"{ROLE}@")


def test_the_serving_role_does_the_work(served: str) -> None:
    with using(served):
        school: School = read()
        lessons.save_topic(school.lesson("algebra"), "Одночлены", 0, by=school.actor("vera"), now=at("9:40"))
        note_access(at("9:41"), None, "", "read", "x", None)
        papers.issue(NEW, "0" * 64, FILE, by=school.actor("dina", Role.DEPUTY), now=at("9:42"))
        assert audit.seal_access_log(at("9:42")) == 1
        assert verify(ZONE) == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE mark SET value = '5'",
        "DELETE FROM audit",
        "UPDATE access_log SET kind = 'x'",
        "TRUNCATE mark",
        "ALTER TABLE mark DISABLE TRIGGER mark__row",
        "DROP TRIGGER mark__row ON mark",
        "DROP TABLE mark",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION ejournal_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$",
    ],
)
def test_the_serving_role_takes_no_guard_away(served: str, attack: str) -> None:
    with using(served):
        note_access(at("9:41"), None, "", "read", "x", None)
    with psycopg.connect(served) as connection, pytest.raises(psycopg.errors.Error):
        connection.execute(attack)
