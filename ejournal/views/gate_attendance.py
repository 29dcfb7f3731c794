"""The gate of attendance: classes, pupils, grounds and notices come only with the right to them."""

from ejournal import access
from ejournal.access import Page, Right, Role
from ejournal.models.attendance import stays
from ejournal.models.cards import classes_around
from ejournal.models.grounds import AbsenceGround, AbsenceNotice
from ejournal.models.imports import Upload, upload
from ejournal.models.people import Cohort, Person, class_names, newest_year
from ejournal.views.gate import forbid, hide, note, visitor
from ejournal.views.here import school_now
from ejournal.wording import class_name


def classes_to_read() -> dict[int, str]:
    """п. 4.4.3: the classes of today whose attendance the visitor may read, by name."""
    named = {cohort: class_name(*parts) for cohort, parts in class_names(school_now().date()).items()}
    return {cohort: name for cohort, name in named.items() if _duty(Right.READ_ATTENDANCE, cohort)}


def class_to_read(cohort: int) -> Cohort:
    """A class whose attendance the visitor may read, else 404; the reading is logged."""
    found: Cohort | None = Cohort.get_or_none(Cohort.id == cohort)
    duty = _duty(Right.READ_ATTENDANCE, cohort)
    if found is None or duty is None:
        hide(cohort)
    note("read", duty, cohort)
    return found


def may_keep(cohort: int) -> bool:
    """Whether the visitor is the one who corrects the attendance of a class."""
    return _duty(Right.KEEP_ATTENDANCE, cohort) is not None


def class_to_keep(cohort: int) -> tuple[Cohort, Role]:
    """п. 4.4.2, 4.4.3: the class that the visitor leads, else 404."""
    found: Cohort | None = Cohort.get_or_none(Cohort.id == cohort)
    duty = _duty(Right.KEEP_ATTENDANCE, cohort)
    if found is None or duty is None:
        hide(cohort)
    return found, duty


def pupil_of(cohort: Cohort, pupil: int) -> Person:
    """Somebody who is or was in a class this year, else 404."""
    year = newest_year(school_now().date())
    found: Person | None = Person.get_or_none(Person.id == pupil)
    if found is None or year is None or pupil not in stays(cohort.id, year.valid_from, year.valid_to):
        hide(pupil)
    return found


def ground_to_end(number: int) -> tuple[AbsenceGround, Role]:
    """п. 4.4.3: a ground of a pupil whom the visitor leads, else 404."""
    found: AbsenceGround | None = AbsenceGround.get_or_none(AbsenceGround.id == number)
    duty = _duty_around(Right.KEEP_ATTENDANCE, found)
    if found is None or duty is None:
        hide(number)
    return found, duty


def file_of_ground(number: int) -> Upload:
    """п. 4.4.3: the scan of a ground within reach, else 404; the reading is logged."""
    found: AbsenceGround | None = AbsenceGround.get_or_none(AbsenceGround.id == number)
    duty = _duty_around(Right.READ_ATTENDANCE, found)
    if found is None or found.upload_id is None or duty is None:
        hide(number)
    note("read", duty, number)
    return upload(found.upload_id)


def notice_to_answer(number: int) -> tuple[AbsenceNotice, Cohort, Role]:
    """п. 4.4.3: what a parent told of a pupil whom the visitor leads, else 404."""
    found: AbsenceNotice | None = AbsenceNotice.get_or_none(AbsenceNotice.id == number)
    around = classes_around(found.pupil_id, school_now().date()) if found else frozenset()
    led = [cohort for cohort in around if _duty(Right.KEEP_ATTENDANCE, cohort)]
    if found is None or not led:
        hide(number)
    return found, Cohort.get_by_id(led[0]), Role.CLASS_TEACHER


def child_to_tell_of(pupil: int) -> tuple[Person, Role]:
    """п. 4.4.3: an own child whose diary is open to the visitor; an own child on paper → 403, else 404."""
    duty = access.duty_for_diary(visitor(), Right.GIVE_NOTICE, pupil)
    if duty is None:
        refuse = forbid if any(child.person == pupil for child in visitor().children) else hide
        refuse(pupil)
    note("read", duty, pupil)
    return Person.get_by_id(pupil), duty


def may_tell_of(pupil: int) -> bool:
    """Whether the visitor may tell that this child will not come."""
    return access.duty_for_diary(visitor(), Right.GIVE_NOTICE, pupil) is not None


def _duty(right: Right, cohort: int) -> Role | None:
    return access.duty_for_page(visitor(), right, Page(frozenset({cohort})))


def _duty_around(right: Right, ground: AbsenceGround | None) -> Role | None:
    """By the class whose teacher wrote the ground, or the one where the pupil is today."""
    if ground is None:
        return None
    around = classes_around(ground.pupil_id, school_now().date()) | {ground.cohort_id}
    return access.duty_for_page(visitor(), right, Page(around))
