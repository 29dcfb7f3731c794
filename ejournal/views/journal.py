"""«Журналы»: the pages of the journal, and one page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from ejournal.access import Page, Right, Role, duty_for_page
from ejournal.reports import changes as written
from ejournal.reports import journal as report
from ejournal.reports import journal_pages, periods, written_by
from ejournal.reports.journal import Viewer
from ejournal.reports.periods import Asked
from ejournal.rules import works
from ejournal.views import gate, gate_certificates, htmx, weekly
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now, whole
from ejournal.views.sheets_ready import ready

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group

bp = Blueprint("journal", __name__, url_prefix="/journal")


@bp.get("")
@requires(Right.READ_JOURNAL)
def pages() -> str:
    """п. 3.1: the pages within the visitor's reach."""
    visitor, now = gate.visitor(), school_now()
    led = {duty.cohort for duty in visitor.duties if duty.role is Role.CLASS_TEACHER and duty.cohort}
    classes = journal_pages.pages(gate.person(), _readable, now.date())
    led_classes = journal_pages.led_classes(led, now)
    late = weekly.late()
    return render_template(
        "journal/pages.html",
        classes=classes,
        led=led_classes,
        unchecked=gate_certificates.unchecked(),
        late=late,
        sheets=ready(late[0]),
    )


@bp.get("/<int:group_id>")
@requires(Right.READ_JOURNAL)
def page(group_id: int) -> str:
    """One page, for a period or any span of days."""
    group, _ = gate.group_to_read(group_id)
    shown = _page(group)
    return render_template("journal/page.html", page=shown, values=shown.values)


@bp.get("/<int:group_id>/changes")
@requires(Right.READ_JOURNAL)
def changes(group_id: int) -> Response:
    """The grid and its texts, when they were written in since the entry of If-None-Match; else 304."""
    group, duty = gate.group_to_watch(group_id)
    newest, changed = written.in_group(group.id, htmx.entry_seen())
    if not changed:
        return htmx.since(newest, "")
    gate.note("read", duty, group_id)
    return htmx.since(newest, render_template("journal/_changes.html", page=_page(group)))


@bp.get("/<int:group_id>/who")
@requires(Right.READ_JOURNAL)
def who(group_id: int) -> Response:
    """Who wrote what stands in the cells of a span, and when: asked for when one is pointed at."""
    group, _ = gate.group_to_read(group_id)
    span = periods.choose(periods.of_group(group), _asked(), school_now().date())
    told = written_by.of_page(group, span.first, span.last, gate.person(), school_now())
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")


def _asked() -> Asked:
    return Asked(whole(request.args, "period") or None, day_asked("from"), day_asked("to"))


def _page(group: Group) -> report.JournalPage:
    visitor = gate.visitor()

    def gives(teachers: frozenset[int]) -> bool:
        return duty_for_page(visitor, Right.FILL_LESSON, Page(teachers=teachers)) is not None

    kind = request.args.get("work", "")
    kind = kind if kind in {one.code for one in works.KINDS} else ""
    viewer = Viewer(gate.person(), gives, gate.school().school_week, school_now(), kind)
    return report.page(group, _asked(), viewer)


def _readable(cohorts: frozenset[int], teachers: frozenset[int]) -> bool:
    return duty_for_page(gate.visitor(), Right.READ_JOURNAL, Page(cohorts, teachers)) is not None
