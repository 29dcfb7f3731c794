"""Classes of a school year that come without a list (п. 2.1)."""

from datetime import datetime

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.models.curriculum import Group
from ejournal.models.people import ClassYear, Cohort, SchoolYear, class_names, class_of_year
from ejournal.rules import groups as rules
from ejournal.rules.orders import optional_order
from ejournal.rules.refusal import Refusal
from ejournal.services import grade_breaks
from ejournal.services.deeds import deed, remove, remove_many, revise
from ejournal.services.pages import NAME, NO_CLASS, PART, Pages
from ejournal.wording import class_name

OTHER_GRADE = (
    "Меняется только буква: класс другой параллели заводят как новый, а учеников переводят приказом."
)
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
        grade_breaks.leave(cohort.id, named[0].year.id)
        remove_many(named)
        remove(cohort)
    except IntegrityError:
        raise Refusal("2.1", STAYS) from None


@deed("class.rename", of="class_year", alone=True)
def rename(cohort: Cohort, year: SchoolYear, title: str, order: str, *, by: Actor, now: datetime) -> None:
    """п. 2.1: another letter of a class in a year, and in those that are prepared after it.

    The names of former years stay: their papers are of those years. Its pages of the journal follow.
    """
    order = optional_order(order, "2.1")
    own = class_of_year(cohort.id, year)
    grade, letter = _parted(title)
    if own is None or grade != own.grade:
        raise Refusal("2.1", OTHER_GRADE)
    if letter == own.letter:
        raise Refusal("2.1", f"Класс уже называется {title}: впишите другую букву.")
    later = ClassYear.select(ClassYear, SchoolYear).join(SchoolYear)
    later = later.where((ClassYear.cohort == cohort) & (SchoolYear.valid_from >= year.valid_from))
    for named in later.where(ClassYear.letter == own.letter).order_by(SchoolYear.valid_from):
        _rename(named, letter, order)


def _rename(named: ClassYear, letter: str, order: str) -> None:
    old, new = class_name(named.grade, named.letter), class_name(named.grade, letter)
    taken = (ClassYear.year == named.year) & (ClassYear.grade == named.grade) & (ClassYear.letter == letter)
    if ClassYear.select().where(taken).exists():
        raise Refusal("2.1", f"{new} класс в {named.year.name} учебном году уже есть: выберите другую букву.")
    for page in Group.select().where(Group.year == named.year):
        if page.cohort_id == named.cohort_id and _is_of(page, old):
            revise(page, name=new + page.name.removeprefix(old))
        elif page.kind == "mixed" and page.name != (name := rules.with_class(page.name, old, new)):
            revise(page, name=name)
    revise(named, letter=letter, order_number=order or None)


def _is_of(page: Group, old: str) -> bool:
    """Whether a page is called by its class, and not as a person has called it."""
    return page.name in (f"{old} класс", rules.at_home(old)) or page.name.startswith(f"{old}{PART}")


def _parted(title: str) -> tuple[int, str]:
    """«7А» as grade and letter."""
    found = NAME.fullmatch(title)
    if found is None:
        raise Refusal("2.1", NO_CLASS)
    return int(found[1]), found[2]


def cohort_of(year: SchoolYear, title: str) -> int:
    """The class of the year that has this name."""
    return next(cohort for cohort, own in class_names(year.valid_from).items() if class_name(*own) == title)
