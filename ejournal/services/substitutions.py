"""A teacher is absent: each lesson is given by a colleague, merged, exchanged or cancelled (п. 4.2.2д)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ejournal.access import Actor
from ejournal.db import in_force
from ejournal.models import substitutions as stored
from ejournal.models.people import Person, SchoolYear
from ejournal.models.stranded import stranded
from ejournal.models.substitutions import Given, Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson, lesson_at, monday_of
from ejournal.models.timetable import lesson as lesson_of
from ejournal.models.weeks import closed
from ejournal.models.written import blanks, held, settled
from ejournal.rules import substitutions as rules
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.clashes import clashes, listed, unusual
from ejournal.services.deeds import create, deed, deed_of, moment, remove, revise
from ejournal.services.openings import open_late, shut_again
from ejournal.services.prolonging import prolong_for_illness, shorten_again
from ejournal.services.timetable import insert_missing
from ejournal.wording import date_short

CLAUSE = "4.2.2д"
ORDER = 100  # signs of the number and date of an order
TAKE_BACK = "Сначала снимите прежнее решение, потом примите новое."
ILLNESS = "illness"
NOT_HELD = ("cancelled", "subject")  # kinds of decisions after which a lesson is not there
GONE = "Этого урока у отсутствующего учителя уже нет. Обновите страницу."


class Decision(NamedTuple):
    """What to do with a lesson; `page` is the page that is taught instead, for the kind subject."""

    lesson: int
    kind: str
    substitute: int | None = None
    page: int | None = None


@deed("absence.report", of="person", alone=True)
def report_absence(
    person: Person, reason: str, order: str, first: date, last: date, *, by: Actor, now: datetime
) -> None:
    """п. 4.2.2д: note that a teacher is away on these days; what becomes of the lessons is decided next."""
    order = one_line(order, limit=ORDER, field="Приказ")
    rules.check_absence(reason, order, first, last)
    if not SchoolYear.select().where(in_force(SchoolYear, first) & in_force(SchoolYear, last)).exists():
        raise Refusal(CLAUSE, "Эти дни не в учебном году, который открыт: проверьте даты.")
    if person.id not in stored.teachers(first, first):
        raise Refusal(CLAUSE, "Выберите учителя из списка.")
    if any(known.person_id == person.id for known in stored.absent(first, last)):
        raise Refusal(CLAUSE, "В эти дни отсутствие этого учителя уже записано: исправьте даты.")
    create(
        TeacherAbsence,
        person=person,
        reason=reason,
        order_number=order,
        valid_from=first,
        valid_to=last,
    )
    if reason == ILLNESS:
        prolong_for_illness(person.id, first, last, now)


@deed("absence.withdraw", of="teacher_absence", alone=True)
def withdraw_absence(absence: TeacherAbsence, *, by: Actor, now: datetime) -> None:
    """п. 4.2.2д: the teacher came after all: possible while no lesson is decided."""
    if stored.of_absences([absence.id]):
        raise Refusal(CLAUSE, "По урокам этого отсутствия уже есть решения: сначала снимите их.")
    shorten_again(deed_of(absence))
    remove(absence)


@deed("absence.decide", of="teacher_absence", alone=True)
def decide(
    absence: TeacherAbsence, decisions: Sequence[Decision], order: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.2.2д: write what becomes of these lessons, all of them or none.

    The substitute gets the right to exactly these lessons. `order` is that of a cancelling. A decision whose
    substitute is away in turn goes: it is taken back by the new one.
    """
    if not decisions:
        raise Refusal(CLAUSE, "Выберите решение хотя бы для одного урока.")
    order = one_line(order, limit=ORDER, field="Приказ")
    for decision in decisions:
        whole = _Day(absence, _anew(absence, decision, now))
        if decision.kind == "cancelled":
            _cancel(whole, order)
        elif decision.kind == "subject":
            _exchange(whole, decision)
        elif decision.kind in ("replaced", "merged"):
            _replace(whole, decision)
        else:
            raise Refusal(CLAUSE, "Выберите решение из списка.")


@deed("absence.take_back", of="replacement", alone=True)
def take_back(replacement: Replacement, *, by: Actor, now: datetime) -> None:
    """п. 4.2.2д: undo a decision while nothing is written of the lesson that was given instead."""
    _undo(replacement, now)


def _anew(absence: TeacherAbsence, decision: Decision, now: datetime) -> Decision:
    """A decision about a lesson whose substitute is away: the earlier one is undone first."""
    known = stored.about([decision.lesson]).get(decision.lesson)
    if known is None or known.absence_id != absence.id or known.id not in stranded(known.date, known.date):
        return decision
    _undo(known, now)
    back = lesson_at(known.group_id, known.date, known.number)
    if back is None:
        raise Refusal(CLAUSE, GONE, Way.RELOAD)
    return decision._replace(lesson=back.id)


def _undo(replacement: Replacement, now: datetime) -> None:
    lesson = lesson_of(replacement.lesson_id) if replacement.lesson_id else None
    if settled([replacement]):
        raise Refusal(CLAUSE, "В этом уроке уже есть записи: решение не снять, записи остаются.")
    if lesson and lesson.id in closed([lesson]):
        raise Refusal(CLAUSE, "Неделя этого урока закрыта: решение остаётся.")
    missed = replacement.group_id, replacement.date, replacement.number
    if replacement.kind in NOT_HELD and lesson_at(*missed):
        raise Refusal(CLAUSE, "На это время перенесли другой урок той же страницы: сначала верните его.")
    remove(replacement)
    if lesson:
        shut_again(lesson.group_id, lesson.date, lesson.number)
    if lesson and replacement.kind == "subject":
        remove(lesson)
    elif lesson:
        revise(lesson, substitute=None)
    year = _year_of(replacement.group_id)
    insert_missing(year, now)
    if replacement.kind in NOT_HELD and (back := lesson_at(*missed)):
        _check_back(back, year)


def _check_back(back: Lesson, year: SchoolYear) -> None:
    """Refuse a lesson that is to be held after all, when another one was moved to its time."""
    if found := unusual(clashes({monday_of(back.date)}, {back.id}), year, back.date):
        said = "Вернуть урок нельзя: два урока стали бы в одно время. Сначала переставьте другой урок"
        raise Refusal(CLAUSE, f"{said}: {listed(found)}.")


def _year_of(group: int) -> SchoolYear:
    year: SchoolYear = SchoolYear.get_by_id(stored.pages([group])[group].year_id)
    return year


class _Day:
    """The day of a lesson that is decided on: what is missed, and who is busy."""

    def __init__(self, absence: TeacherAbsence, decision: Decision) -> None:
        found = lesson_of(decision.lesson)
        if found is None or not absence.valid_from <= found.date <= absence.valid_to:
            raise Refusal(CLAUSE, GONE, Way.RELOAD)
        self.absence, self.lesson = absence, found
        self.given = stored.given(found.date, found.date)
        self.missed = next(one for one in self.given if one.id == found.id)
        if absence.person_id not in self.missed.teachers:
            raise Refusal(CLAUSE, GONE, Way.RELOAD)
        if stored.about([found.id]):
            raise Refusal(CLAUSE, f"{self.title}: урок уже передан по замене. {TAKE_BACK}")
        if held([found.id]):
            raise Refusal(CLAUSE, f"{self.title}: урок уже записан, замена не нужна.")

    @property
    def title(self) -> str:
        return f"{date_short(self.lesson.date)}, {self.lesson.number}-й урок, {self.lesson.group.name}"

    def busy(self, person: int | None) -> list[Given]:
        """What the person gives at the time of the lesson."""
        return [one for one in self.given if person in one.teachers and one.beside(self.missed)]

    def check(self, person: int | None) -> int:
        """The person, who works here as a teacher that day and is not absent; else a refusal."""
        day = self.lesson.date
        if person is None or person not in stored.teachers(day, day):
            raise Refusal(CLAUSE, f"{self.title}: выберите учителя из списка.")
        if any(away.person_id == person for away in stored.absent(day, day)):
            raise Refusal(CLAUSE, f"{self.title}: этот учитель сам отсутствует, выберите другого.")
        return person

    def write(self, kind: str, lesson: Lesson | None, substitute: int | None, order: str) -> None:
        create(
            Replacement,
            absence=self.absence,
            kind=kind,
            group=self.lesson.group_id,
            date=self.lesson.date,
            number=self.lesson.number,
            lesson=lesson,
            substitute=substitute,
            order_number=order,
        )


def _replace(whole: _Day, decision: Decision) -> None:
    substitute = whole.check(decision.substitute)
    busy = whole.busy(substitute)
    if decision.kind == "replaced" and busy:
        raise Refusal(CLAUSE, f"{whole.title}: у этого учителя в это время свой урок, выберите другого.")
    if decision.kind == "merged" and not mergeable(whole.missed, busy):
        raise Refusal(CLAUSE, f"{whole.title}: объединить можно с группой, у которой сейчас тот же предмет.")
    revise(whole.lesson, substitute=substitute)
    whole.write(decision.kind, whole.lesson, substitute, "")
    open_late(whole.lesson, moment())


def mergeable(missed: Given, busy: Collection[Given]) -> bool:
    """п. 4.2.2д: groups are merged when the other has the same subject at the same time."""
    return bool(busy) and all(one.subject == missed.subject for one in busy)


def _exchange(whole: _Day, decision: Decision) -> None:
    substitute = whole.check(decision.substitute)
    known = stored.pages_of_classes([whole.missed.cohort or 0], whole.lesson.date)
    if not whole.missed.alone(whole.given) or decision.page == whole.missed.group:
        raise Refusal(CLAUSE, f"{whole.title}: другой предмет проводят, когда свободен весь класс.")
    if (decision.page, substitute) not in {(page, teacher) for _, page, _, teacher in known}:
        raise Refusal(CLAUSE, f"{whole.title}: выберите предмет этого класса и его учителя.")
    if whole.busy(substitute):
        raise Refusal(CLAUSE, f"{whole.title}: у этого учителя в это время свой урок, выберите другого.")
    values = {
        name: getattr(whole.lesson, name) for name in ("date", "number", "room", "starts_at", "ends_at")
    }
    _drop(whole)
    given = create(Lesson, group=decision.page, **values)
    whole.write("subject", given, substitute, "")
    open_late(given, moment())


def _cancel(whole: _Day, order: str) -> None:
    rules.check_cancelling(order)
    _drop(whole)
    whole.write("cancelled", None, None, order)


def _drop(whole: _Day) -> None:
    """Take a lesson out of the day; whatever is written of one stays, and then it stays too."""
    if not blanks([whole.lesson.id]):
        raise Refusal(CLAUSE, f"{whole.title}: в уроке уже есть записи, его можно только заменить.")
    if whole.lesson.id in closed([whole.lesson]):
        raise Refusal(CLAUSE, f"{whole.title}: неделя закрыта, урок остаётся в журнале.")
    remove(whole.lesson)
