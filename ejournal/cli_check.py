"""`ejournal verify` and `ejournal check`: is the journal whole, and is it kept as it should be?"""

import argparse
import json
import os
from typing import Any

from ejournal.clock import Clock
from ejournal.config import storage
from ejournal.reports.checks import page as checks
from ejournal.reports.checks.page import CheckPage, Wanted
from ejournal.rules.checks import Severity
from ejournal.rules.refusal import Refusal
from ejournal.service import database
from ejournal.services import audit
from ejournal.services.verify import verify as faults_of


def verify(options: argparse.Namespace) -> int:
    """Faults of the chain and of the facts; 1 when there are any."""
    kept = storage(os.environ)
    with database(kept.database_url):
        faults = faults_of(kept.zone, options.head)
        number, head = audit.head()
    print("\n".join(faults) or f"Журнал цел. Записей: {number}, хеш последней: {head}")
    return 1 if faults else 0


def check(options: argparse.Namespace) -> int:
    """п. 4.2.2б, 4.2.2в: what the checks of the whole school find; 1 when something must be put right."""
    kept = storage(os.environ)
    with database(kept.database_url):
        now = Clock(kept.zone).school_now()
        year = checks.year_of(now.date())
        if year is None:
            raise Refusal("", "Учебный год ещё не открыт: проверять нечего.")
        last = min(options.last or now.date(), now.date())
        first = min(options.first or checks.first_day(year, last), last)
        found = checks.page(year, None, (first, last), Wanted(), now, checks.MOST_OF_ONE)
    print(json.dumps(_plain(found), ensure_ascii=False, indent=1) if options.json else _told(found))
    return 1 if found.total(Severity.WRONG) else 0


def _told(found: CheckPage) -> str:
    lines = [
        f"{section.check.title}: {section.count}\n" + "\n".join(f"  {one.text}" for one in section.shown)
        for section in found.found
    ]
    return "\n".join(lines) or "Замечаний нет."


def _plain(found: CheckPage) -> dict[str, Any]:
    """Counts and places by the code of the check."""
    return {
        section.check.code: {
            "title": section.check.title,
            "severity": section.check.severity,
            "count": section.count,
            "places": [
                {"url": one.url, "text": one.text, "due": str(one.due), "teachers": one.teachers}
                for one in section.shown
            ],
        }
        for section in found.found
    }
