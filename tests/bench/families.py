"""Papers of families and weekly sheets against the compression of the same XML (п. 4.6.1, 4.4.5)."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.db import connect_to, connected
from ejournal.demo.bench import TODAY, ZONE
from ejournal.documents import consents as papers
from ejournal.documents import weekly as sheets
from ejournal.models import consents as stored
from ejournal.models import signers
from ejournal.models.people import ClassYear, class_named, newest_year
from ejournal.models.settings import school_settings
from ejournal.models.timetable import monday_of
from ejournal.reports import consent_papers, weekly
from ejournal.reports.consent_papers import Wanted
from tests.bench.timing import taken
from tests.bench.volume import zipped

GRADE, CONSENTS = "5", 25
AIMS = {"consents": 2, "sheets": 1}  # s
TITLES = {"consents": "25 согласий", "sheets": "недельные листы всего класса"}
BASE = "https://journal.example.ru"


def measured(url: str) -> dict[str, Any]:
    """What they cost, in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.families", url]
    found: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return found


def show(found: dict[str, Any], say: Callable[[str], None]) -> None:
    say("\nБумаги семей (5 класс)")
    for name, title in TITLES.items():
        spent, squeezed = found[name]
        mark = "≤" if spent <= AIMS[name] else "!"
        times = f"× сжатие того же XML {spent / squeezed:.1f}"
        say(f"{title:58}{spent * 1000:9.0f} мс {mark} {AIMS[name] * 1000}, {times}")


def _measure(url: str) -> dict[str, Any]:
    connect_to(url)
    now = datetime.combine(TODAY, datetime.min.time(), ZONE).replace(hour=15)
    with connected():
        year = newest_year(TODAY)
        own = class_named(GRADE, year) if year else None
        assert own is not None
        consented, first = taken(lambda: _consents(own.cohort_id, now))
        given, second = taken(lambda: _sheets(own, monday_of(TODAY) - timedelta(days=7), now))
    zips = [taken(lambda docx=docx: zipped(docx))[0] for docx in (first, second)]  # type: ignore[misc]  # of a loop
    return {"consents": (consented, zips[0]), "sheets": (given, zips[1])}


def _consents(cohort: int, now: datetime) -> bytes:
    pairs = signers.pairs(cohort, now.date())
    chosen = [pairs[number % len(pairs)] for number in range(CONSENTS)]
    wanted = [Wanted("consent", pair.guardian, pair.child) for pair in chosen]
    made, _, _ = consent_papers.papers_of(wanted, cohort, school_settings(), BASE, now)
    return papers.render(made, now)


def _sheets(own: ClassYear, monday: date, now: datetime) -> bytes:
    tokens = {pupil: f"token-{pupil:08}" for pupil in stored.pupils(own.cohort_id, now.date())}
    weeks = weekly.weeks_of(tokens, monday, now)
    return sheets.render(weekly.sheets_of(own, tokens, weeks, school_settings(), BASE, now), now)


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
