"""Classes of a school year that come without a list (п. 2.1)."""

from datetime import datetime

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.models.people import ClassYear, Cohort, SchoolYear, class_names
from ejournal.rules.refusal import Refusal
from ejournal.services import grade_breaks
from ejournal.services.deeds import deed, remove, remove_many
from ejournal.services.pages import Pages
from ejournal.wording import class_name

STAYS = "С этим классом уже связаны ученики, предметы или другие записи: убрать его нельзя."


@deed("class.add", of="class_year", alone=True)
def add(year: SchoolYear, title: str, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a class of the year by its name, «5Б»; one that grew out of last year's stays one cohort."""
    known = {class_name(*own) for own in class_names(year.valid_from).values()}
    if title in known:
        raise Refusal("2.1", f"{title} класс в этом учебном году уже есть.")
    Pages(year).class_of(title)


@deed("class.remove", of="class_year", alone=True)
def take_away(cohort: Cohort, *, by: Actor, now: datetime) -> None:
    """п. 2.1: a class that was made in error; one that anything rests on, or of former years, stays."""
    named = list(ClassYear.select().where(ClassYear.cohort == cohort))
    if len(named) != 1:
        raise Refusal("2.1", STAYS)
    try:
        grade_breaks.leave(cohort.id)
        remove_many(named)
        remove(cohort)
    except IntegrityError:
        raise Refusal("2.1", STAYS) from None


def cohort_of(year: SchoolYear, title: str) -> int:
    """The class of the year that has this name."""
    return next(cohort for cohort, own in class_names(year.valid_from).items() if class_name(*own) == title)
