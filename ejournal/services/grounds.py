"""п. 4.4.2, 4.4.3: the class teacher says why pupils are absent and sets right who was, on a ground."""

import secrets
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models import attendance as stored
from ejournal.models import grounds as kept
from ejournal.models import journal
from ejournal.models.attendance import PupilCell
from ejournal.models.consents import class_of
from ejournal.models.grounds import AbsenceAnswer, AbsenceGround, AbsenceGroundEnd, AbsenceNotice, GroundRow
from ejournal.models.imports import Upload
from ejournal.models.journal import Absence, AbsenceChange
from ejournal.models.openings import Slot, opened
from ejournal.models.people import Cohort, Person, year_of_work
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, bell_numbers, monday_of
from ejournal.models.weeks import closings
from ejournal.rules import grounds
from ejournal.rules.attendance import ABSENT, EXEMPT, EXPLAINED, PRESENT, missed
from ejournal.rules.grounds import FACTS, Wanted
from ejournal.rules.openings import open_until
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, deed
from ejournal.services.printed import check_not_printed
from ejournal.services.uploads import TOKEN, NewFile, scan_type, store
from ejournal.wording import date_short

Event = tuple[PupilCell, int]  # a lesson of the pupil and the newest event there, 0 for none


def holding(lesson: Lesson, pupils: Collection[int]) -> dict[int, GroundRow]:
    """The ground, the newest of several, by which each of these pupils is away from a lesson; one query."""
    rows = kept.touching(sorted(pupils), lesson.date, lesson.date) if pupils else []
    explained = (row for row in rows if row.code in EXPLAINED)
    return {row.pupil: row for row in explained if grounds.holds(row, lesson.date, lesson.number)}


def note(
    lesson: Lesson, pupil: int, code: str, late_days: int, replaces: int, ground: GroundRow | None = None
) -> None:
    """п. 4.5.2, 4.4.3: what a teacher notes; an Н that has its ground already becomes Б, УП or НП at once.

    A part of the deed that is being done.
    """
    event = add_fact(
        Absence, lesson=lesson, pupil=pupil, code=code, late_days=late_days, replaces=replaces or None
    )
    if code == ABSENT and ground:
        _change(lesson.id, pupil, ground.code, late_days, event.id, ground.id)


def _change(lesson: int, pupil: int, code: str, late_days: int, replaces: int, ground: int) -> None:
    """An event that rests on a ground."""
    event = add_fact(
        Absence, lesson=lesson, pupil=pupil, code=code, late_days=late_days, replaces=replaces or None
    )
    add_fact(AbsenceChange, absence=event, ground=ground)


@deed("ground.record", of="person", alone=True)
def record(
    pupil: Person, cohort: Cohort, wanted: Wanted, file: NewFile | None = None, *, by: Actor, now: datetime
) -> None:
    """п. 4.4.2, 4.4.3: turn Н into Б, УП, НП, add a missed Н or remove a false one, on a ground.

    All lessons of the span or none. Ahead of today a ground waits: the teacher's Н becomes its code.
    """
    _record(pupil, cohort, wanted, file, None, by, now)


def _record(
    pupil: Person,
    cohort: Cohort,
    wanted: Wanted,
    file: NewFile | None,
    notice: AbsenceNotice | None,
    by: Actor,
    now: datetime,
) -> None:
    wanted = _clean(wanted)
    wanted = grounds.within(wanted, _year(wanted.first))
    grounds.check(wanted, now.date(), _year(wanted.first))
    _check_stay(pupil, cohort, wanted)
    _check_lessons(pupil, cohort, wanted)
    _check_new(pupil, wanted, file)
    events = [] if wanted.code == EXEMPT else list(_events(pupil, wanted, now))
    ahead = wanted.code not in FACTS and wanted.last >= now.date()
    if not (events or ahead or notice or wanted.code == EXEMPT):
        raise _nothing(wanted)
    if wanted.code in FACTS:
        _check_facts(pupil, cohort, wanted, events, now)
    check_not_printed(cohort.id, {cell.day for cell, _ in events}, now.tzinfo)
    upload = _keep(file, by, now) if file else None
    ground = add_fact(
        AbsenceGround,
        pupil=pupil,
        cohort=cohort,
        upload=upload,
        file_hash=upload.file_hash if upload else "",
        notice=notice,
        **asdict(wanted),
    )
    for cell, event in events:
        late = (now.date() - cell.day).days
        _change(cell.lesson, pupil.id, wanted.code, late, event, ground.id)


def last_day(wanted: Wanted) -> date:
    """п. 4.4.3: until which day a ground is recorded: the end of the school year at most."""
    return grounds.within(wanted, _year(wanted.first)).last


def _year(day: date) -> tuple[date, date] | None:
    year = year_of_work(day)
    return (year.valid_from, year.valid_to) if year else None


def _check_lessons(pupil: Person, cohort: Cohort, wanted: Wanted) -> None:
    cells = stored.cells(pupil.id, wanted.first, wanted.last)
    numbers = bell_numbers(wanted.first) | {cell.number for cell in cells}
    days = {cell.day for cell in cells} | set(_school_days(cohort.id, wanted.first, wanted.last))
    grounds.check_lessons(wanted, numbers, days)


def _school_days(cohort: int | None, first: date, last: date) -> list[date]:
    calendar = calendar_of(cohort, first, school_settings().school_week)
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [day for day in days if calendar.is_school_day(day)]


def _check_new(pupil: Person, wanted: Wanted, file: NewFile | None) -> None:
    """The same ground by the same paper is not kept twice."""
    if wanted.code in FACTS or file:
        return
    known = kept.touching([pupil.id], wanted.first, wanted.last)
    if any(asdict(wanted).items() <= row._asdict().items() for row in known if row.since is None):
        raise Refusal("4.4.3", "Такое основание у ученика уже записано: оно в списке недели.", Way.RELOAD)


def _clean(wanted: Wanted) -> Wanted:
    values = asdict(wanted) | {
        "paper": one_line(wanted.paper, limit=grounds.PAPER, field="Номер и дата"),
        "words": one_line(wanted.words, limit=grounds.WORDS, field="Примечание"),
    }
    if wanted.code in FACTS:
        values |= {"kind": "other"}
    return Wanted(**values)


def _keep(file: NewFile, by: Actor, now: datetime) -> Upload:
    scan = NewFile(file.purpose, file.name, scan_type(file.content), file.content)
    return store(scan, secrets.token_hex(TOKEN // 2), by, now)


def _check_stay(pupil: Person, cohort: Cohort, wanted: Wanted) -> None:
    """The pupil is in the class on all days of the ground."""
    stays = stored.stays(cohort.id, wanted.first, wanted.last).get(pupil.id, [])
    if not any(first <= wanted.first and (last is None or wanted.last <= last) for first, last in stays):
        raise Refusal("4.4.3", "В часть этих дней ученик не был в вашем классе: исправьте даты.")


def _events(pupil: Person, wanted: Wanted, now: datetime) -> Iterator[Event]:
    """The lessons that have begun whose code is to change."""
    cells = stored.cells(pupil.id, wanted.first, min(wanted.last, now.date()))
    begun = [
        cell for cell in cells if grounds.covers(wanted, cell.day, cell.number) and cell.starts_at <= now
    ]
    events = journal.absences([cell.lesson for cell in begun], pupil.id)
    for cell in begun:
        event, code = events.get((cell.lesson, pupil.id), (0, PRESENT))
        absent = missed(code)
        if (wanted.code != ABSENT and absent) or (
            wanted.code == ABSENT and cell.of_class and code == PRESENT
        ):
            yield cell, event


def _nothing(wanted: Wanted) -> Refusal:
    if wanted.code == ABSENT:
        message = "На этих уроках добавить нечего: пропуск уже стоит, отмечено опоздание или урока не было."
    else:
        message = "В эти дни пропусков у ученика нет: исправьте дни или уроки."
    return Refusal("4.4.2" if wanted.code in FACTS else "4.4.3", message)


def _check_facts(
    pupil: Person, cohort: Cohort, wanted: Wanted, events: Collection[Event], now: datetime
) -> None:
    """п. 4.4.2, 4.4.3, 4.5.4: facts of a closed week stand; who has a mark was there."""
    cells = [cell for cell, _ in events]
    closed = closings([cohort.id], min(monday_of(cell.day) for cell in cells))
    slots = [Slot(cell.lesson, cell.group, cell.cohort, cell.day, cell.number) for cell in cells]
    again = {one for one, those in opened(slots, now.date()).items() if open_until(those)}
    for cell in cells:
        if (cohort.id, monday_of(cell.day)) in closed and cell.lesson not in again:
            raise Refusal(
                "4.4.3",
                f"Неделя урока {date_short(cell.day)} закрыта: пропуски в ней больше не ставят и не убирают. "
                "Причину изменить можно.",
                Way.OPENING,
                lesson=cell.lesson,
            )
    if wanted.code == ABSENT:
        marked = {
            lesson for who, lesson, _ in journal.standing([one.lesson for one in cells]) if who == pupil.id
        }
        if odd := next((cell for cell in cells if cell.lesson in marked), None):
            raise Refusal(
                "4.5.4",
                f"{date_short(odd.day)}, {odd.number}-й урок: у ученика есть отметка, значит, он был. "
                "Н здесь поставить нельзя: уберите этот урок из промежутка.",
            )


@deed("ground.end", of="absence_ground", alone=True)
def end(ground: AbsenceGround, since: date, *, by: Actor, now: datetime) -> None:
    """п. 4.4.3: a ground holds no more from a day on; what it explained from then on is without a reason."""
    if not ground.first <= since <= ground.last:
        first, last = date_short(ground.first), date_short(ground.last)
        raise Refusal("4.4.3", f"Основание действует с {first} по {last}: укажите день из них.")
    if ground.code in FACTS or AbsenceGroundEnd.get_or_none(AbsenceGroundEnd.ground == ground):
        raise Refusal("4.4.3", "Это основание уже не действует. Обновите страницу.", Way.RELOAD)
    standing = [row for row in stored.by_ground(ground.id) if row[3] >= since]
    check_not_printed(ground.cohort_id, {day for *_, day in standing}, now.tzinfo)
    add_fact(AbsenceGroundEnd, ground=ground, since=since)
    for lesson, event, _, day in standing:
        other = _another(ground, Lesson.get_by_id(lesson))
        code, rests = (other.code, other.id) if other else (ABSENT, ground.id)
        _change(lesson, ground.pupil_id, code, (now.date() - day).days, event, rests)


def _another(ended: AbsenceGround, lesson: Lesson) -> GroundRow | None:
    """The newest of the other grounds that explains the same lesson."""
    rows = (row for row in kept.touching([ended.pupil_id], lesson.date, lesson.date) if row.id != ended.id)
    explained = [
        row for row in rows if row.code in EXPLAINED and grounds.holds(row, lesson.date, lesson.number)
    ]
    return explained[-1] if explained else None


@deed("notice.give", of="person", alone=True)
def give_notice(
    pupil: Person, cause: str, first: date, last: date, words: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.4.3: a parent tells that the child will not come; the class teacher answers."""
    words = one_line(words, limit=grounds.WORDS, field="Примечание")
    grounds.check_notice(cause, first, last, now.date())
    if not _school_days(class_of(pupil.id, first), first, last):
        raise Refusal("4.6.2", f"{grounds.NO_DAYS}. Сообщать не нужно.")
    waiting = (notice for notice in kept.notices([pupil.id], first) if notice.accepted is not False)
    if any(notice.first <= last for notice in waiting):
        raise Refusal("4.6.2", "О части этих дней вы уже сообщили: исправьте даты.")
    add_fact(AbsenceNotice, pupil=pupil, first=first, last=last, reason=cause, words=words)


@deed("notice.accept", of="absence_notice", alone=True)
def accept(notice: AbsenceNotice, cohort: Cohort, code: str, *, by: Actor, now: datetime) -> None:
    """п. 4.4.3: what a parent told of becomes a ground."""
    _check_unanswered(notice)
    if code not in EXPLAINED:
        raise Refusal("4.4.3", "Выберите причину: Б, УП или НП.")
    cause = grounds.CAUSES[notice.reason].title
    words = ", ".join(filter(None, (cause, notice.words)))[: grounds.WORDS]
    wanted = Wanted(code, "note", "", words, notice.first, notice.last)
    add_fact(AbsenceAnswer, notice=notice, accepted=True, words="")
    _record(Person.get_by_id(notice.pupil_id), cohort, wanted, None, notice, by, now)


@deed("notice.decline", of="absence_notice", alone=True)
def decline(notice: AbsenceNotice, words: str, *, by: Actor, now: datetime) -> None:
    """п. 4.4.3: what a parent told of is no ground; the parent reads why."""
    words = one_line(words, limit=grounds.WORDS, field="Ответ")
    if not words:
        raise Refusal("4.4.3", "Напишите родителю, почему вы отклонили сообщение.")
    _check_unanswered(notice)
    add_fact(AbsenceAnswer, notice=notice, accepted=False, words=words)


def _check_unanswered(notice: AbsenceNotice) -> None:
    if AbsenceAnswer.get_or_none(AbsenceAnswer.notice == notice):
        raise Refusal("", "На это сообщение уже ответили. Обновите страницу.", Way.RELOAD)
