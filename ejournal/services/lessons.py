"""The lesson: its topic, its homework, its hand-in."""

from datetime import date, datetime

from ejournal.access import Actor
from ejournal.db import on_postgres
from ejournal.models import journal, lesson_texts, weeks
from ejournal.models.curriculum import NO_HOMEWORK
from ejournal.models.journal import HandIn, LessonText
from ejournal.models.openings import opened, slot_of
from ejournal.models.plans import PlanItem, plan_item
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, lessons_from
from ejournal.rules.days import Moment, clarifies, days_late
from ejournal.rules.language import check_topic
from ejournal.rules.openings import open_until
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.sessions import check_form, options
from ejournal.rules.text import clean, one_line
from ejournal.services.deeds import add_fact, create, deed, revise
from ejournal.wording import clock_time, date_short, join_and, quoted, weekday

TOPIC_LIMIT = 500
HOMEWORK_LIMIT = 3000


def lock(lesson: Lesson) -> None:
    """Make deeds on one lesson wait for each other (SQLite has one writer anyway)."""
    if on_postgres():
        Lesson.select(Lesson.id).where(Lesson.id == lesson.id).for_update().get()


def moment_of(lesson: Lesson, now: datetime) -> Moment:
    """The lesson and the moment of arrival, as the rules of days want them."""
    zone = now.tzinfo
    return Moment(
        starts_at=lesson.starts_at.astimezone(zone),
        now=now,
        week_closed=lesson.id in weeks.closed([lesson]),
        late_refused=school_settings().late_entries_refused,
        open_until=open_until(opened([slot_of(lesson)], now.date()).get(lesson.id, ())),
    )


@deed("topic.save", of="lesson")
def save_topic(
    lesson: Lesson, text: str, seen: int, form: str | None = None, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.2, 3.6: the topic, in Russian; before the bell it is a draft.

    `seen` is the version that the person edited, 0 when there was none. The plan item stays taken. `form`
    is that of the session, or its режимный момент; None leaves it as it is.
    """
    write_topic(lesson, text, seen, by, now, **_form(lesson, form))


@deed("topic.take", of="lesson")
def take_topic(
    lesson: Lesson, item: int, seen: int, form: str | None = None, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.1, 4.5.2: the topic as the КТП has it."""
    topic = _of_plan(lesson, item).topic
    write_topic(lesson, topic, seen, by, now, plan_item=item, **_form(lesson, form))


def _form(lesson: Lesson, form: str | None) -> dict[str, str | None]:
    """п. 2.1: the form to be written, checked; nothing when it stays as it is."""
    if form is None:
        return {}
    kind = lesson.group.kind
    stands = lesson_texts.texts([lesson.id]).get((lesson.id, "topic"))
    known = options(school_settings().forms_of(kind))
    return {"form": check_form(kind, form, (*known, *filter(None, [stands and stands.form])))}


def write_topic(lesson: Lesson, text: str, seen: int, by: Actor, now: datetime, **taken: object) -> None:
    """п. 4.5.2, 3.6: the topic, as a part of the deed that is being done."""
    topic = one_line(text, limit=TOPIC_LIMIT, field="Тема урока")
    check_topic(topic, lesson.group.subject.name)
    _save(lesson, "topic", "4.5.2", seen, by, now, text=topic, absent=False, due=None, **taken)


def _of_plan(lesson: Lesson, item: int) -> PlanItem:
    found = plan_item(item, lesson.group.plan_id)
    if found is None:
        raise Refusal("4.5.1", "Этого урока в КТП уже нет. Обновите страницу.", Way.RELOAD)
    return found


@deed("homework.save", of="lesson")
def save_homework(
    lesson: Lesson, text: str, absent: bool, due: date | None, seen: int, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.3: the homework, or «не задано»; before the bell it is a draft. `seen` is the version edited."""
    write_homework(lesson, text, absent, due, seen, by, now)


@deed("homework.take", of="lesson")
def take_homework(lesson: Lesson, item: int, seen: int, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1, 4.5.3: the homework as the КТП has it, for the next lesson; none there is «не задано»."""
    homework = _of_plan(lesson, item).homework
    write_homework(lesson, homework, not homework, None, seen, by, now)


def write_homework(
    lesson: Lesson, text: str, absent: bool, due: date | None, seen: int, by: Actor, now: datetime
) -> None:
    """п. 4.5.3: the homework, as a part of the deed that is being done."""
    if lesson.group.kind in NO_HOMEWORK:
        raise Refusal("2.1", "У этих занятий домашнего задания нет: записываются тема и посещаемость.")
    homework = clean(text, limit=HOMEWORK_LIMIT, field="Домашнее задание")
    if bool(homework) == absent:
        raise Refusal("4.5.3", "Запишите домашнее задание или отметьте «не задано» — одно из двух.")
    if due is not None:
        _check_due(lesson, due)
    elif homework and not _clarified(lesson, "homework", homework, now):
        due = _due_of_late(lesson, now)
    _save(lesson, "homework", "4.5.3", seen, by, now, text=homework, absent=absent, due=due)


def _check_due(lesson: Lesson, due: date) -> None:
    if not lesson.date < due <= lesson.group.year.valid_to:
        raise Refusal("4.5.3", "Задание должно быть на день после этого урока и до конца учебного года.")
    if not calendar_of(lesson.group.cohort_id, due, school_settings().school_week).is_school_day(due):
        day = f"{weekday(due).capitalize()}, {date_short(due)}"
        raise Refusal("4.5.3", f"{day} — не учебный день: выберите день, когда класс учится.")


def _due_of_late(lesson: Lesson, now: datetime) -> date | None:
    """Homework written when the next lesson is already over is for the first lesson that is still ahead."""
    ahead = [day for day, _ in lessons_from(lesson.group_id, lesson.date, now.date()) if day > lesson.date]
    if not ahead or ahead[0] > now.date():
        return None
    return next((day for day in ahead if day > now.date()), None)


def _save(
    lesson: Lesson, field: str, clause: str, seen: int, by: Actor, now: datetime, **values: object
) -> None:
    lock(lesson)
    moment = moment_of(lesson, now)
    late = days_late(moment, clause) if moment.begun else 0
    values["draft"] = not moment.begun
    old = LessonText.get_or_none(lesson=lesson, field=field)
    if old and all(old.__data__.get(name) == value for name, value in values.items()):
        return  # the same text on its way twice, as when Enter saves a part and sends the form
    if (old.version if old else 0) != seen:
        raise _conflict(old, now)
    values |= {"saved_at": now, "saved_by": by.person}
    if old is None:
        create(LessonText, lesson=lesson, field=field, late_days=late, **values)
    elif _clarified(lesson, field, str(values["text"]), now):
        revise(old, **values)  # «уточнение»: the first entry was in time or not
    else:
        revise(old, late_days=max(late, old.late_days), **values)


def _clarified(lesson: Lesson, field: str, text: str, now: datetime) -> bool:
    """п. 4.5.3: whether a text only clarifies what was entered, however often that was clarified since."""
    stands = lesson_texts.texts([lesson.id]).get((lesson.id, field))
    if stands is None or stands.draft or not stands.text:
        return False
    before = [one for one in lesson_texts.earlier(lesson.id) if one.field == field]
    days = [(one.at.astimezone(now.tzinfo).date() - lesson.date).days for one in before]
    entered = [one.text for one, late in zip(before, days, strict=True) if late <= stands.late_days]
    later = stands.clarified(lesson.date, now.tzinfo) and entered
    return clarifies(entered[-1] if later else stands.text, text)


def _conflict(other: LessonText | None, now: datetime) -> Refusal:
    if other is None:
        return Refusal("", "Этой записи уже нет. Обновите страницу.", Way.RELOAD)
    at = clock_time(other.saved_at.astimezone(now.tzinfo))
    written = quoted(other.text or "не задано")
    return Refusal(
        "",
        f"Пока вы писали, в {at} здесь сохранили другое: {written}. Ваш текст остался в поле: "
        "сравните и сохраните ещё раз, если верен он.",
        Way.RELOAD,
    )


@deed("lesson.hand_in", of="lesson")
def hand_in(lesson: Lesson, *, by: Actor, now: datetime) -> None:
    """п. 4.5.2, 4.5.3: «Сдать урок»: everything is written, and the marks in entry are set."""
    lock(lesson)
    moment = moment_of(lesson, now)
    if not moment.begun:
        days_late(moment, "4.5.2")
    if missing := _missing(lesson):
        raise Refusal("4.5.2", f"Урок ещё не заполнен: не хватает {join_and(missing)}.")
    add_fact(HandIn, lesson=lesson)


def _missing(lesson: Lesson) -> list[str]:
    written = {field for (_, field), text in lesson_texts.texts([lesson.id]).items() if not text.draft}
    parts = {"topic": "темы", "homework": "домашнего задания (или «не задано»)"}
    if lesson.group.kind in NO_HOMEWORK:
        del parts["homework"]
    missing = [name for field, name in parts.items() if field not in written]
    return missing if journal.roll_calls([lesson.id]) else [*missing, "посещаемости"]
