"""Classes, subjects and pages of the journal, found by their names or made, under the current deed (п. 2.1).

Whatever file comes first, curriculum, staff or class lists, makes what it names: the order is no matter.
"""

import re
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group, Subject
from ejournal.models.lists import BROUGHT
from ejournal.models.people import ClassYear, Cohort, Enrolment, SchoolYear
from ejournal.rules.refusal import Refusal
from ejournal.services import grade_breaks, seats
from ejournal.services.deeds import create, revise
from ejournal.wording import class_name, fold

NO_CLASS = "Класс записывают числом от 1 до 11 и буквой, если она есть: 5, 7А."
UNMARKED = {fold("Основы религиозных культур и светской этики")}
NAME = re.compile(r"(1[01]|[1-9])([А-Я]{0,3})")
PART = " класс, группа "


class Pages:
    """The classes, subjects and pages of one year; groups made by hand are none of these pages."""

    def __init__(self, year: SchoolYear) -> None:
        self.year = year
        self._classes = {
            class_name(own.grade, own.letter): own for own in ClassYear.select().where(ClassYear.year == year)
        }
        self._subjects = {fold(subject.name): subject for subject in Subject.select()}
        mine = (Group.year == year) & Group.kind.in_(BROUGHT)
        self._groups = {self._key(group): group for group in Group.select().where(mine)}

    def class_of(self, name: str) -> ClassYear:
        """A class by its name; one that is new is a cohort that began grade 1 so many years ago."""
        found = NAME.fullmatch(name)
        if name not in self._classes:
            if found is None:
                raise Refusal("2.1", NO_CLASS)
            grade = int(found[1])
            first = self.year.valid_from
            cohort = self._grown(grade, found[2]) or create(
                Cohort, started_on=date(first.year - grade + 1, 9, 1)
            )
            made = create(ClassYear, cohort=cohort, year=self.year, grade=grade, letter=found[2])
            grade_breaks.take(made)
            self._classes[name] = made
        return self._classes[name]

    def _grown(self, grade: int, letter: str) -> int | None:
        """The class that a year ago was a grade below under the same letter: it stays one cohort."""
        before = SchoolYear.select().where(SchoolYear.valid_to < self.year.valid_from)
        last = before.order_by(SchoolYear.valid_to.desc()).first()
        own = (ClassYear.year == last) & (ClassYear.grade == grade - 1) & (ClassYear.letter == letter)
        found: ClassYear | None = ClassYear.get_or_none(own) if last else None
        return found.cohort_id if found else None

    def subject_of(self, name: str, position: int | None = None) -> Subject:
        """A subject by its name; `position` is its place in the curriculum."""
        known = self._subjects.get(fold(name))
        if known is None:
            known = self._subjects[fold(name)] = create(Subject, name=name, position=position)
        elif position is not None and known.position != position:
            revise(known, position=position)
        return known

    def has_subject(self, name: str) -> bool:
        return fold(name) in self._subjects

    def page_of(self, class_title: str, subject: str, part: str = "", extra: bool = False) -> Group:
        """The page of a class and a subject, or of a part of the class; `extra` is внеурочная деятельность.

        The first part that is named turns the page of the whole class into that of part 1.
        """
        own, kept = self.class_of(class_title), self.subject_of(subject)
        key = (own.cohort_id, kept.id, part)
        if key in self._groups:
            return self._groups[key]
        whole = self._groups.get((own.cohort_id, kept.id, ""))
        if part and whole is not None:
            self._divide(whole, class_title)
            return self.page_of(class_title, subject, part, extra)
        if not part and (own.cohort_id, kept.id, "1") in self._groups:
            return self._groups[own.cohort_id, kept.id, "1"]
        self._groups[key] = self._make(own, class_title, kept, part, extra)
        return self._groups[key]

    def parts_of(self, class_title: str, subject: str) -> dict[str, Group]:
        """The pages of the parts of a class by their numbers; none when it is not divided."""
        own, kept = self._classes.get(class_title), self._subjects.get(fold(subject))
        if own is None or kept is None:
            return {}
        return {
            part: group
            for (cohort, subject_id, part), group in self._groups.items()
            if part and (cohort, subject_id) == (own.cohort_id, kept.id)
        }

    def numbered(self, group: int) -> Group:
        """A page by its number."""
        return next(known for known in self._groups.values() if known.id == group)

    def siblings(self, group: int) -> set[int]:
        """The pages of all parts of the class that a page is of a part of, in its subject."""
        own = self.numbered(group)
        same = (own.cohort_id, own.subject_id)
        return {
            known.id
            for known in self._groups.values()
            if known.kind == "part" and (known.cohort_id, known.subject_id) == same
        }

    def whole_pages(self, cohort: int) -> list[Group]:
        """The pages that all pupils of a class are on."""
        return [
            group
            for group in self._groups.values()
            if group.cohort_id == cohort and group.kind in ("class", "extracurricular")
        ]

    def _make(self, own: ClassYear, class_title: str, subject: Subject, part: str, extra: bool) -> Group:
        marked = not extra and own.grade > 1 and fold(subject.name) not in UNMARKED
        group = create(
            Group,
            year=self.year,
            subject=subject,
            cohort=own.cohort_id,
            plan=None,
            kind="extracurricular" if extra else "part" if part else "class",
            name=_name(class_title, part),
            grade=own.grade,
            grading="five" if marked else "none",
        )
        if not part:
            self._enlist(group, own.cohort_id)
        return group

    def _enlist(self, group: Group, cohort: int) -> None:
        enrolled: Any = Enrolment.select().where((Enrolment.cohort == cohort) & Enrolment.valid_to.is_null())
        seats.take([group], {row.person_id: (row.valid_from, None) for row in enrolled})

    def _divide(self, whole: Group, class_title: str) -> None:
        revise(whole, kind="part", name=_name(class_title, "1"))
        del self._groups[whole.cohort_id, whole.subject_id, ""]
        self._groups[whole.cohort_id or 0, whole.subject_id, "1"] = whole

    @staticmethod
    def _key(group: Group) -> tuple[int | None, int, str]:
        return group.cohort_id, group.subject_id, part_of(group.kind, group.name)


def part_of(kind: str, name: str) -> str:
    """The part of a class that a page is of, «2» of «7А класс, группа 2»; "" of a whole class."""
    return name.partition(PART)[2] or name if kind == "part" else ""


def _name(class_title: str, part: str) -> str:
    return f"{class_title}{PART}{part}" if part else f"{class_title} класс"
