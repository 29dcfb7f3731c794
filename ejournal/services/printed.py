"""What was printed and issued of the journal: the paper and the journal say the same (п. 4.2.4)."""

import json
from collections.abc import Collection
from datetime import date, tzinfo

from ejournal.models.curriculum import periods
from ejournal.models.papers import CLASS, IssuedPaper, issued_about
from ejournal.models.people import class_of_year, year_of_work
from ejournal.rules.calendar import half_number
from ejournal.rules.refusal import Refusal
from ejournal.wording import date_numeric, date_short

JOURNAL = "journal"  # the kind of the volume in the register
HALVES = {1: "I полугодие", 2: "II полугодие"}


def check_not_printed(cohort: int, days: Collection[date], zone: tzinfo | None) -> None:
    """п. 4.2.4, 4.4.3: a reason changes until the volume with its day has been issued."""
    volumes = issued_about(JOURNAL, CLASS, cohort) if days else []
    for day in sorted(days) if volumes else ():
        half = _half(cohort, day)
        for volume in volumes:
            told = json.loads(volume.parameters)
            printed = volume.at.astimezone(zone).date()
            if (told.get("year"), told.get("half")) == half and day <= printed:
                raise _printed(volume, day, printed)


def _half(cohort: int, day: date) -> tuple[str, int] | None:
    """The name of the year and the number of the half with a day of a class."""
    year = year_of_work(day)
    own = class_of_year(cohort, year) if year else None
    period = next(iter(periods(own.grade, day, day)), None) if own else None
    return (year.name, half_number(period.valid_to, year.valid_from)) if year and period else None


def _printed(volume: IssuedPaper, day: date, printed: date) -> Refusal:
    half = HALVES[json.loads(volume.parameters)["half"]]
    return Refusal(
        "4.2.4",
        f"Журнал за {half} напечатан {date_numeric(printed)}: том № {volume.number} / {volume.year}. "
        f"Пропуск {date_short(day)} в нём уже стоит, поэтому причина больше не меняется. Напишите служебную "
        "записку заместителю директора: документ приложат к тому.",
    )
