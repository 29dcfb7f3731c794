"""`ejournal demo --empty`: three people and nothing else; the stand lets in whoever the journal learns of."""

from datetime import datetime
from pathlib import Path

from ejournal.db import connected
from ejournal.demo import empty
from ejournal.demo.run import ZONE
from ejournal.models.people import Duty, Person, SchoolYear
from ejournal.services.people import grant

NOW = datetime(2026, 8, 28, 12, 0, tzinfo=ZONE)


def test_an_empty_school_has_its_founders_and_the_stand_learns_of_others(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    for _ in range(2):  # started again it stays as it is
        empty.build(url, NOW)
    with connected():
        assert {duty.role for duty in Duty.select()} == {"administrator", "director", "deputy"}
        assert Person.select().count() == 3 and not SchoolYear.select().exists()
    assert len(empty.people(NOW.date())) == 3
    with connected():
        order, name = "№ 2 от 28.08.2026", "Лунин Лев Львович"
        grant("99900000822", "teacher", order, name, None, "m", by=empty.BY, now=NOW)
    assert [one.surname for one in empty.people(NOW.date())].count("Лунин") == 1
