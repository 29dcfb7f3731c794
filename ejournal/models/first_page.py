"""What the first page of a teacher asks for besides lessons: plans that came back, certificates to read."""

from datetime import date
from typing import Any

from peewee import SQL

from ejournal.models.certificates import CertificateReading, CertificateRecipient
from ejournal.models.plan_reviews import Returned, returned_to
from ejournal.prepared import prepared


def asked_of(person: int, today: date) -> tuple[list[Returned], list[int]]:
    """п. 4.5.1, 4.2.2: the returned plans by title, the certificates not confirmed yet. One query."""
    rows = _asked(person, today)
    plans = [Returned(number, title) for number, title in rows if title is not None]
    return sorted(plans, key=lambda one: one.title), sorted(number for number, title in rows if title is None)


@prepared
def _asked(person: int, today: date) -> Any:
    read = CertificateReading.select(CertificateReading.certificate).where(CertificateReading.by == person)
    sent = CertificateRecipient.select(CertificateRecipient.certificate, SQL("NULL"))
    mine = (CertificateRecipient.person == person) & CertificateRecipient.certificate.not_in(read)
    return (returned_to(person, today) | sent.where(mine)).tuples()
