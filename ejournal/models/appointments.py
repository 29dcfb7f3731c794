"""The orders that appoint who answers for the journal (п. 4.1.3)."""

from datetime import date

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from ejournal.db import Table
from ejournal.models.people import Person, SchoolYear


class Appointment(Table):
    """Record: a draft until `signed_on`; `checker` is the deputy who checks the journal every month.

    `controller` is None when the director keeps the control; `relieves` ends the duty of former
    administrators.
    """

    administrator_id: int
    technician_id: int
    checker_id: int
    controller_id: int | None
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    number = CharField(max_length=100)
    act = CharField(max_length=300)
    administrator = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    technician = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    checker = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    controller = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    relieves = BooleanField()
    signed_on = DateField(null=True)
    version = IntegerField(default=1)


def of_year(year: SchoolYear) -> list[Appointment]:
    """The orders of a year, the newest first; a draft is at most one."""
    mine = Appointment.year == year
    return list(Appointment.select().where(mine).order_by(Appointment.id.desc()))


def technician(year: SchoolYear, day: date) -> int | None:
    """Who was the technical specialist on a day, by the last order signed by then."""
    signed = (Appointment.year == year) & (Appointment.signed_on <= day)
    last = Appointment.select().where(signed).order_by(Appointment.signed_on.desc(), Appointment.id.desc())
    found: Appointment | None = last.first()
    return found.technician_id if found else None
