"""The gate of the certificates: who makes them, and of which each sees how much."""

from ejournal import access
from ejournal.access import Right, Role
from ejournal.models import certificates as stored
from ejournal.models.certificates import Certificate
from ejournal.models.people import SchoolYear
from ejournal.reports.certificates import listed as report
from ejournal.reports.certificates.listed import Month
from ejournal.views.gate import duty_to, forbid, hide, note, person, visitor, year_to_print
from ejournal.views.here import school_now


def year_to_check() -> SchoolYear | None:
    """п. 4.2.2: the school year that goes on, else the last one."""
    return year_to_print()


def reader() -> tuple[int | None, Role]:
    """п. 4.2.2: who sees the own part alone, None for the whole; the duty. The reading is logged."""
    duty, everybody = _duty()
    note("read", duty)
    return None if everybody else person(), duty


def _duty() -> tuple[Role, bool]:
    return access.duty_for_requests(visitor(), Right.READ_CERTIFICATES) or forbid()


def certificate_to_read(number: int) -> tuple[Certificate, int | None]:
    """п. 4.2.2: a certificate, and whose part of it is shown: None is all. One not issued is the deputy's."""
    duty, everybody = _duty()
    found = stored.certificate(number) or hide(number)
    sent = person() in {row.person_id for row in stored.recipients([number])}
    draft = stored.issue_of(number) is None
    makes = access.duty_for(visitor(), Right.MAKE_CERTIFICATES) is not None
    if (draft and not makes) or not (everybody or sent):
        hide(number)
    note("read", duty, number)
    return found, None if everybody else person()


def certificate_to_make(number: int) -> tuple[Certificate, Role]:
    """п. 4.2.2: a certificate, for the deputy, else 404."""
    duty = duty_to(Right.MAKE_CERTIFICATES)
    return stored.certificate(number) or hide(number), duty


def certificate_to_confirm(number: int) -> tuple[Certificate, Role]:
    """п. 4.2.2: an issued certificate within reach, else 404; whether it was sent is the deed's to ask."""
    found, _ = certificate_to_read(number)
    granted = access.duty_for_requests(visitor(), Right.CONFIRM_CERTIFICATE) or forbid()
    return found, granted[0]


def unchecked() -> tuple[Month, ...]:
    """п. 4.2.2: the months without a check, for whoever makes them: a reminder."""
    makes = access.may_enter(visitor(), Right.MAKE_CERTIFICATES)
    year = year_to_print() if makes else None
    return report.unchecked(year, school_now().date()) if year else ()


def waiting() -> list[int]:
    """п. 4.2.2: the certificates that were sent to the visitor and not confirmed yet."""
    return stored.waiting(person())
