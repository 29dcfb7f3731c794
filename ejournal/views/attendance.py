"""«Посещаемость»: the week of a class for its class teacher to set right, explain and close."""

import hashlib
from datetime import date
from io import BytesIO

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import attendance as report
from ejournal.reports import attendance_grounds, family_news, journal_pages
from ejournal.reports.attendance import AttendancePage
from ejournal.rules.attendance import EXEMPT, EXPLAINED
from ejournal.rules.grounds import KINDS
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.services import attendance as weeks
from ejournal.services import grounds as deeds
from ejournal.views import attendance_form, gate, gate_attendance, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, day_typed, school_now, whole
from ejournal.wording import plural

bp = Blueprint("attendance", __name__, url_prefix="/attendance")


@bp.get("")
@requires(Right.READ_ATTENDANCE)
def index() -> Response | str:
    """п. 4.4.3: the class that the visitor leads, or the classes to choose from."""
    classes = gate_attendance.classes_to_read()
    led = [cohort for cohort in classes if gate_attendance.may_keep(cohort)]
    chosen = led or list(classes)
    if len(chosen) == 1:
        return redirect(url_for("attendance.page", cohort_id=chosen[0]), 303)
    return render_template("attendance/classes.html", classes=classes, led=led)


@bp.get("/<int:cohort_id>")
@requires(Right.READ_ATTENDANCE)
def page(cohort_id: int) -> str:
    """п. 4.4.3: one week of a class; the panel of one pupil when asked for."""
    cohort = gate_attendance.class_to_read(cohort_id)
    return _page(cohort.id, None)


@bp.post("/<int:cohort_id>")
@requires(Right.KEEP_ATTENDANCE)
def record(cohort_id: int) -> Response:
    """п. 4.4.2, 4.4.3: one lesson, a day or a span of a pupil in one action; a lasting ground; a release."""
    cohort, duty = gate_attendance.class_to_keep(cohort_id)
    htmx.answers(lambda reason: _page(cohort.id, reason))
    pupil = gate_attendance.pupil_of(cohort, attendance_form.pupil(request.form))
    wanted, file = attendance_form.wanted(request.form), attendance_form.scan()
    sealed = hashlib.sha256(file.content).hexdigest() if file else ""
    by = gate.actor(duty, *request.form.values(), sealed)
    deeds.record(pupil, cohort, wanted, file, by=by, now=school_now())
    until = None if (last := deeds.last_day(wanted)) == wanted.last else last
    return htmx.done(_back(cohort.id, wanted.code or "present", pupil.id, until))


@bp.post("/<int:cohort_id>/close")
@requires(Right.CLOSE_WEEK)
def close(cohort_id: int) -> Response:
    """п. 4.4.3: the class teacher has gone through the week and closes it."""
    cohort, duty = gate.class_to_close(cohort_id)
    htmx.answers(lambda reason: _page(cohort.id, reason))
    monday = _monday()
    _check_sure(cohort_id, monday)
    weeks.close_week(cohort, monday, by=gate.actor(duty, monday), now=school_now())
    return htmx.done(url_for("attendance.page", cohort_id=cohort_id, week=monday))


@bp.post("/grounds/<int:ground_id>/end")
@requires(Right.KEEP_ATTENDANCE)
def end(ground_id: int) -> Response:
    """п. 4.4.3: a ground holds no more from a day on."""
    ground, duty = gate_attendance.ground_to_end(ground_id)
    cohort = ground.cohort_id
    htmx.answers(lambda reason: _page(cohort, reason) if gate_attendance.may_keep(cohort) else _told(reason))
    since = attendance_form.day(request.form, "since", "Укажите день, с которого основание не действует.")
    deeds.end(ground, since, by=gate.actor(duty, since), now=school_now())
    return htmx.done(_back(cohort, "end", ground.pupil_id))


def _back(cohort: int, saved: str, pupil: int | None = None, until: date | None = None) -> str:
    """The week that the form was on, with what has been done; `until`: the ground ends with the year."""
    week = request.args.get("week")
    return url_for("attendance.page", cohort_id=cohort, week=week, pupil=pupil, saved=saved, until=until)


def _told(reason: Reason | None) -> str:
    return render_template("refused.html", reason=reason)


@bp.get("/grounds/<int:ground_id>/file")
@requires(Right.READ_ATTENDANCE)
def file(ground_id: int) -> Response:
    """п. 4.4.3: the scan of a ground, as an attachment, never shown by the browser."""
    kept = gate_attendance.file_of_ground(ground_id)
    name = kept.name.replace("/", "_").replace("\\", "_")
    return attached(BytesIO(bytes(kept.content)), kept.media_type, name)


@bp.post("/notices/<int:notice_id>")
@requires(Right.KEEP_ATTENDANCE)
def answer(notice_id: int) -> Response:
    """п. 4.4.3: what a parent told is accepted as a ground, or declined with a word."""
    notice, cohort, duty = gate_attendance.notice_to_answer(notice_id)
    htmx.answers(lambda reason: _page(cohort.id, reason))
    code, words = request.form.get("code", ""), request.form.get("words", "")
    if request.form.get("do") == "decline":
        deeds.decline(notice, words, by=gate.actor(duty, "decline", words), now=school_now())
    else:
        deeds.accept(notice, cohort, code, by=gate.actor(duty, "accept", code), now=school_now())
    return htmx.done(_back(cohort.id, "answer"))


def _page(cohort: int, reason: Reason | None) -> str:
    now = school_now()
    shown = report.page(cohort, day_asked("week") or now.date(), now)
    pupil = whole(request.form, "pupil") or whole(request.args, "pupil")
    chosen = next((row for row in shown.rows if row.pupil == pupil), None)
    told = attendance_grounds.history(pupil, shown.monday, shown.sunday, now) if chosen else ()
    return render_template(
        "attendance/page.html",
        page=shown,
        keeps=gate_attendance.may_keep(cohort),
        news=family_news.of_classes([cohort], now.date()) if gate_attendance.may_keep(cohort) else None,
        chosen=chosen,
        history=told,
        fields=_fields(shown, chosen),
        kinds=KINDS,
        codes=attendance_form.CODES,
        explained=EXPLAINED,
        exempt=EXEMPT,
        saved=request.args.get("saved", ""),
        until=day_asked("until"),
        reason=reason,
    )


def _fields(page: AttendancePage, chosen: report.Row | None) -> dict[str, str]:
    """What the forms show: what was typed, else the lessons without a reason, else the last school day."""
    if request.form:
        return dict(request.form)
    days = [day for day, _ in chosen.unexplained] if chosen else []
    today = min(max(school_now().date(), page.monday), page.sunday)
    taught = [day for day, _ in page.days if day <= today] or [day for day, _ in page.days[:1]]
    today = taught[-1] if taught else page.monday
    first, last = (days[0], days[-1]) if days else (today, today)
    return {"first": first.isoformat(), "last": last.isoformat(), "code": "Б"}


def _monday() -> date:
    monday = day_typed(request.form, "monday")
    if monday is None:
        raise Refusal("4.4.3", "Неделя не разобрана: обновите страницу и выберите её снова.", Way.RELOAD)
    return monday


def _check_sure(cohort: int, monday: date) -> None:
    """п. 4.4.3: lessons without attendance stay so for good; the class teacher says that it is meant."""
    week = journal_pages.week_of(cohort, monday, school_now())
    count = len(week.unheld) if week and not week.closed_at else 0
    if count and "sure" not in request.form:
        lessons = plural(count, "урока", "уроков", "уроков")
        raise Refusal(
            "4.4.3",
            f"Не отмечена посещаемость {count} {lessons} этой недели. Попросите учителей отметить её "
            "или поставьте «Закрыть без неё» и закройте неделю снова.",
        )
