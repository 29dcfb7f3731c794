"""Weekly sheets of a class (п. 4.4.5, 4.6.6): who is on paper, what the sheet says, who waits too long."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.weekly import LessonLine, SubjectLine, WeekSheet, WeekSheets
from ejournal.models import weekly
from ejournal.models.people import ClassYear, names
from ejournal.models.settings import SchoolSettings
from ejournal.models.timetable import lessons_of_pupil, monday_of
from ejournal.models.weekly import SheetRow
from ejournal.models.works_given import works_ahead
from ejournal.reports import diary, forecast
from ejournal.reports.consents import title_of
from ejournal.reports.diary import DiaryDay, DiaryLesson, DiaryWeek
from ejournal.reports.forecast import Forecast
from ejournal.reports.on_paper import Paper, days_since, free_weeks, is_late, on_paper, year_begun
from ejournal.reports.readiness import class_teachers
from ejournal.reports.roll import roll_names, roll_order
from ejournal.reports.turned import OfWeek
from ejournal.reports.weekly_fit import fitted
from ejournal.rules.plans import CONTROLS
from ejournal.wording import average, date_short, phone, plural, short_name, span, weekday_short

CONTROLS_AHEAD = timedelta(weeks=2)
SEAL = 12  # signs of the hash of a week


@dataclass(frozen=True)
class Family:
    """A child on paper; `days` since the family was last informed; `overdue`: too many of them had a week of
    lessons."""

    pupil: int
    name: str
    guardians: str
    sheet: SheetRow | None
    last: date | None
    days: int
    overdue: bool


@dataclass(frozen=True)
class Ledger(OfWeek):
    """«Недельные листы» of a class for one week."""

    cohort: int
    title: str
    ready: bool
    families: tuple[Family, ...]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def overdue(self) -> list[Family]:
        return [one for one in self.families if one.overdue]

    @property
    def printed(self) -> bool:
        return any(one.sheet for one in self.families)


def week_of(day: date) -> date:
    """The Monday of the week of a day."""
    return monday_of(day)


def week_ready(today: date, sheet_day: int) -> date:
    """п. 4.4.5: the Monday of the newest week whose sheets are ready; on Monday those of the week before."""
    monday = monday_of(today)
    this = sheet_day > 1 and today.isoweekday() >= sheet_day
    return monday if this else monday - timedelta(weeks=1)


def page(cohort: int, monday: date, school: SchoolSettings, now: datetime) -> Ledger:
    """п. 4.4.5: a constant number of queries."""
    today = now.date()
    made = {row.pupil: row for row in weekly.sheets(cohort, monday)}
    found = on_paper([cohort], school, today)[cohort]
    pupils = {*found, *made}
    guardians = {guardian for own in found.values() for guardian in own.guardians}
    known = names(pupils | guardians, today)
    called = roll_names({pupil: known[pupil] for pupil in pupils if pupil in known})
    told = weekly.last_informed(pupils)
    begun = year_begun(today)
    days = {pupil: days_since(told.get(pupil), own, begun, today) for pupil, own in found.items()}
    free = free_weeks([cohort], today)[cohort]
    families = [
        _family(
            pupil,
            called[pupil],
            made.get(pupil),
            told.get(pupil),
            found[pupil],
            known,
            days[pupil],
            is_late(days[pupil], free, school, today),
        )
        for pupil in roll_order({pupil: known[pupil] for pupil in found if pupil in known})
    ]
    return Ledger(
        cohort=cohort,
        title=title_of(cohort, today),
        monday=monday,
        ready=monday <= week_ready(today, school.sheet_day),
        families=tuple(families),
    )


def _family(
    pupil: int,
    name: str,
    sheet: SheetRow | None,
    last: date | None,
    paper: Paper,
    known: Mapping[int, tuple[str, str, str | None]],
    days: int,
    late: bool,
) -> Family:
    called = ", ".join(short_name(*known[guardian]) for guardian in paper.guardians if guardian in known)
    return Family(pupil, name, called, sheet, last, days, late)


def weeks_of(pupils: Collection[int], monday: date, now: datetime) -> dict[int, DiaryWeek]:
    """п. 4.4.5: the diary of each of these pupils for the week that begins on `monday`."""
    return {pupil: diary.week(pupil, monday, now) for pupil in pupils}


def seal_of(week: DiaryWeek) -> str:
    """п. 4.2.5: the marks, tasks and absences that a sheet says of its week, as a short hash."""
    told = [_lessons(day) for day in week.days]
    return fingerprint([told, _absences(week)])[:SEAL]


def sheets_of(
    own: ClassYear,
    pupils: Mapping[int, str],
    weeks: Mapping[int, DiaryWeek],
    school: SchoolSettings,
    base_url: str,
    now: datetime,
) -> WeekSheets:
    """п. 4.4.5, 4.6.6: the sheets of these pupils (by their tokens), in the order of the roll.

    Each is made of the pupil's own diary: what the family would read there, and nothing of other children.
    """
    today = now.date()
    known = names(pupils, today)
    ahead = {one.pupil: one for one in forecast.of_class(own, now, pupils)}
    teacher = ", ".join(class_teachers([own.cohort_id], today).get(own.cohort_id, ()))
    title = title_of(own.cohort_id, today)
    made = tuple(
        _sheet(weeks[pupil], ahead.get(pupil), title, teacher, f"{base_url}/q/{pupils[pupil]}")
        for pupil in roll_order(known)
    )
    name = school.school_full_name or school.school_name
    return WeekSheets(name, phone(school.school_phone), made)


def _sheet(week: DiaryWeek, ahead: Forecast | None, title: str, teacher: str, link: str) -> WeekSheet:
    subjects = _subjects(week, ahead)
    shown = fitted([line for day in week.days for line in _lessons(day)], subjects)
    return WeekSheet(
        pupil=week.name,
        class_name=title,
        week=span(week.monday, week.sunday),
        period=week.period,
        teacher=teacher,
        lessons=shown.lessons,
        subjects=shown.subjects,
        absences=_absences(week),
        controls=_controls(week),
        link=link,
        joined=shown.joined,
        dense=shown.dense,
        cut=shown.cut,
    )


def _controls(week: DiaryWeek) -> str:
    """п. 4.4.5: «01.12 — Алгебра; 03.12 — История»: the control works of the pupil's next two weeks."""
    ahead = lessons_of_pupil(week.pupil, week.sunday + timedelta(days=1), week.sunday + CONTROLS_AHEAD)
    found = works_ahead([lesson.id for lesson in ahead], CONTROLS)
    told = [f"{date_short(one.day)} — {one.subject}" for one in ahead if one.id in found]
    return "; ".join(dict.fromkeys(told))


def _lessons(day: DiaryDay) -> list[LessonLine]:
    called = f"{weekday_short(day.day)} {date_short(day.day)}"
    lines = [_lesson(called if number == 0 else "", one) for number, one in enumerate(day.lessons)]
    rest = [LessonLine("", "", subject, "", f"к этому дню: {text}", "", "") for subject, text in day.homework]
    if not lines and (day.reason or rest):
        lines = [LessonLine(called, "", day.reason, "", "", "", "")]
    return [*lines, *rest]


def _lesson(day: str, one: DiaryLesson) -> LessonLine:
    given = [f"новое: {one.given.text}"] if one.given and not one.given.due else []
    return LessonLine(
        day=day,
        number=str(one.number),
        subject=one.subject,
        topic=one.topic,
        homework="; ".join([*one.homework, *given]),
        marks="; ".join(f"{mark.value or 'снята'} — {mark.work}" for mark in one.marks),
        absence=_briefly(one.attendance),
    )


def _briefly(attendance: str) -> str:
    """«по уважительной причине» of «отсутствовала по уважительной причине»: the column is narrow."""
    verb, _, reason = attendance.partition(" ")
    return reason or verb


def _subjects(week: DiaryWeek, ahead: Forecast | None) -> tuple[SubjectLine, ...]:
    expected = {subject.name: subject for subject in ahead.subjects} if ahead else {}
    of_week: dict[str, list[str]] = {}
    for day in week.days:
        for lesson in day.lessons:
            of_week.setdefault(lesson.subject, []).extend(mark.value for mark in lesson.marks if mark.value)
    return tuple(
        SubjectLine(
            subject=line.subject,
            week=" ".join(of_week.get(line.subject, ())),
            marks=" ".join(f"{value} {sign}".strip() for value, sign in line.marks),
            average=average(line.average),
            missed=str(expected[line.subject].missed or "") if line.subject in expected else "",
            expected=expected[line.subject].expected if line.subject in expected else "",
        )
        for line in week.subjects
    )


def _absences(week: DiaryWeek) -> str:
    """«1 день, 6 уроков, из них по болезни 4, причина не указана 2»: a day of which all was missed."""
    told = [lesson.attendance for day in week.days for lesson in day.lessons if lesson.attendance]
    missed = [text for text in told if not text.startswith("опозда")]
    if not missed:
        late = len(told)
        return f"нет, опозданий {late}" if late else "нет"
    parts = {
        "по болезни": sum(text.startswith("боле") for text in missed),
        "по уважительной причине": sum("по уважительной" in text for text in missed),
        "без уважительной причины": sum("без уважительной" in text for text in missed),
    }
    parts["причина не указана"] = len(missed) - sum(parts.values())
    said = ", ".join(f"{name} {count}" for name, count in parts.items() if count)
    days = sum(map(_missed_whole, week.days))
    whole = f"{days} {plural(days, 'день', 'дня', 'дней')}, " if days else ""
    return f"{whole}{len(missed)} {plural(len(missed), 'урок', 'урока', 'уроков')}, из них {said}"


def _missed_whole(day: DiaryDay) -> bool:
    told = [lesson.attendance for lesson in day.lessons]
    return bool(told) and all(text and not text.startswith("опозда") for text in told)
