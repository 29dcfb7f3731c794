"""«Мои уроки»: today's lessons of a teacher, the next to do, what is owed."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Actor, Right, Role
from ejournal.reports import attendance_grounds, term_windows, today, watch
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.services import lessons
from ejournal.services.deeds import done_before
from ejournal.views import gate, gate_attendance, htmx, weekly
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now
from ejournal.views.sheets_ready import ready
from ejournal.wording import date_words, weekday

bp = Blueprint("today", __name__)


@bp.get("/today")
@requires(Right.SEE_OWN_LESSONS)
def page() -> str:
    """п. 4.5.2, 4.5.3: each lesson of the day with what is written in it; another day by `?day=`."""
    return _page(None)


@bp.post("/today/hand-in")
@requires(Right.FILL_LESSON)
def hand_in() -> Response:
    """п. 4.5.2, 4.5.3: «Сдать день»: every lesson of today in which everything is written."""
    htmx.answers(_page)
    _check_today()
    day = _day(None)
    if not day.ready and not _repeated(day):
        raise Refusal(
            "4.5.2", "Сдавать пока нечего: заполните тему, посещаемость и задание хотя бы одного урока."
        )
    for line in day.ready:
        lesson, duty = gate.lesson_to_fill(line.id)
        lessons.hand_in(lesson, by=_actor(duty, line.id), now=school_now())
    return htmx.done(url_for("today.page"))


def _check_today() -> None:
    """п. 4.5.2: a page left open from another day hands in nothing of today."""
    day, today_is = request.form.get("day", type=date.fromisoformat), school_now().date()
    if day == today_is:
        return
    opened = f"Страница открыта за {date_words(day)} ({weekday(day)})" if day else "День не назван"
    raise Refusal(
        "4.5.2",
        f"{opened}, а сегодня {weekday(today_is)}, {date_words(today_is)}: ничего не сдано. "
        "Обновите страницу и сдайте сегодняшние уроки; прошлый день дозаполняют в его уроках.",
        Way.RELOAD,
    )


def _actor(duty: Role, lesson: int) -> Actor:
    return gate.actor(duty, "hand-in", lesson)


def _repeated(day: today.Day) -> bool:
    """Whether this very request has handed in before: it gets its first answer again."""
    return done_before([_actor(Role.TEACHER, line.id).request for line in day.lessons])


def _day(day: date | None) -> today.Day:
    now = school_now()
    return today.page(gate.person(), day or now.date(), gate.school().school_week, now)


def _page(reason: Reason | None) -> str:
    day, now = _day(day_asked("day")), school_now()
    terms = term_windows.countdown(gate.person(), gate.school().term_open_days, now)
    late = weekly.late()
    return render_template(
        "today/page.html",
        day=day,
        terms=terms,
        late=late,
        undone=watch.of_teacher(gate.person(), now),
        absences=attendance_grounds.unanswered(list(filter(gate_attendance.may_keep, late[0])), now.date()),
        sheets=ready(late[0]),
        today=now.date(),
        reason=reason,
    )
