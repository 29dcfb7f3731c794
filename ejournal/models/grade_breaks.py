"""Holidays of some grades alone: the extra ones of grade 1, the summer of those whose year ends earlier."""

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table
from ejournal.models.people import SchoolYear


class GradeBreak(Table):
    """What each class of these grades gets as its days off when it is made."""

    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    grade_from = SmallIntegerField()
    grade_to = SmallIntegerField()
    reason = CharField(max_length=200)
    valid_from = DateField()
    valid_to = DateField()


def breaks_of_grades(year: SchoolYear) -> list[GradeBreak]:
    """The holidays of grades of a year, in order."""
    mine = GradeBreak.select().where(GradeBreak.year == year)
    return list(mine.order_by(GradeBreak.valid_from, GradeBreak.grade_from))
