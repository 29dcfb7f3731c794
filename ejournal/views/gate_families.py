"""The gate of what families tell of changed data, and of problems with the journal (п. 4.6.4, 4.6.5)."""

from ejournal import access
from ejournal.access import Page, Right, Role, may_enter
from ejournal.models import cards
from ejournal.models.data_notices import DataNotice, lines
from ejournal.models.people import Cohort, Person
from ejournal.models.problems import Problem
from ejournal.rules.data_notices import for_administrator
from ejournal.views.gate import forbid, hide, note, person, visitor
from ejournal.views.here import school_now


def notice_of(pupil: int, number: int) -> DataNotice:
    """п. 4.6.4: what the visitor has told of this child, else 404."""
    mine = (DataNotice.id == number) & (DataNotice.pupil == pupil) & (DataNotice.by == person())
    found: DataNotice | None = DataNotice.get_or_none(mine)
    return found or hide(number)


def parent() -> Person:
    """Whoever tells."""
    found: Person = Person.get_by_id(person())
    return found


def pupils_kept() -> list[int]:
    """п. 4.4.1: the pupils whose contacts the visitor keeps: of the own class, or of the school."""
    today = school_now().date()
    duty, cohorts = access.duty_for_classes(visitor(), Right.KEEP_CONTACTS) or forbid()
    note("read", duty)
    if cohorts is None:
        return cards.all_pupils(today)
    return [pupil for cohort in cohorts for pupil in cards.pupils_of_class(cohort, today)]


def notice_to_answer(number: int) -> tuple[DataNotice, Role]:
    """п. 4.4.1: a notice about a pupil whose contacts the visitor keeps, else 404.

    What a document changes is answered by who keeps everybody's: the others get 403.
    """
    found: DataNotice | None = DataNotice.get_or_none(DataNotice.id == number)
    around = cards.classes_around(found.pupil_id, school_now().date()) if found else frozenset()
    duty = access.duty_for_page(visitor(), Right.KEEP_CONTACTS, Page(around))
    if found is None or duty is None:
        hide(number)
    kinds = [line.kind for line in lines([number])[number]]
    if for_administrator(kinds) and access.duty_for(visitor(), Right.KEEP_PEOPLE) is None:
        forbid(number)
    return found, duty


def answers_whole() -> bool:
    """Whether the visitor answers problems of the whole school."""
    return access.duty_for(visitor(), Right.ANSWER_PROBLEMS) is not None


def classes_answered() -> frozenset[int] | None:
    """п. 4.6.5: the classes whose problems the visitor answers; None is all of the school."""
    granted = access.duty_for_classes(visitor(), Right.ANSWER_PROBLEMS)
    return granted[1] if granted and may_enter(visitor(), Right.ANSWER_PROBLEMS) else frozenset()


def problem_to_answer(number: int) -> tuple[Problem, Role]:
    """п. 4.6.5: a problem of the own class, or any for who answers for the journal, else 404."""
    found: Problem | None = Problem.get_or_none(Problem.id == number)
    cohorts = frozenset({found.cohort_id}) if found and found.cohort_id else frozenset()
    duty = access.duty_for_page(visitor(), Right.ANSWER_PROBLEMS, Page(cohorts))
    if found is None or duty is None:
        hide(number)
    return found, duty


def notice_to_read(number: int) -> tuple[Person, int]:
    """п. 4.6.4: the child of a notice that the visitor has told or whose contacts the visitor keeps."""
    found: DataNotice | None = DataNotice.get_or_none(DataNotice.id == number)
    around = cards.classes_around(found.pupil_id, school_now().date()) if found else frozenset()
    own = found is not None and any(found.pupil_id == child.person for child in visitor().children)
    duty = access.duty_for_page(visitor(), Right.KEEP_CONTACTS, Page(around))
    if found is None or not (duty or (own and found.by_id == person())):
        hide(number)
    note("read", duty or Role.GUARDIAN, number)
    return Person.get_by_id(found.pupil_id), number


def problem_to_hand_over(number: int) -> tuple[Problem, Role]:
    """п. 4.2.3: a problem that is handed over to the technical service by who answers for the journal."""
    found, _ = problem_to_answer(number)
    duty = access.duty_for(visitor(), Right.ANSWER_PROBLEMS) or forbid(number)
    note("read", duty, number)
    return found, duty


def classes_of_own() -> dict[int, int]:
    """Class by person: of the visitor's children, and of the visitor who is a pupil, today."""
    today = school_now().date()
    who = [child.person for child in visitor().children]
    if Role.PUPIL in visitor().roles:
        who.append(person())
    held = (stay for stay in cards.stays(who) if stay.first <= today and (stay.last or today) >= today)
    return {stay.person: stay.cohort for stay in held}


def class_asked(cohort: int) -> Cohort | None:
    """The class whose teacher is asked, one of the visitor's own; None asks the administrator."""
    return Cohort.get_by_id(cohort) if cohort in classes_of_own().values() else None
