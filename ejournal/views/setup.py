"""Puts the application together: sign-in, gate, blueprints, errors, words for templates."""

import logging
import traceback
from typing import Any

from flask import Flask, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response

from ejournal import wording
from ejournal.access import Right, Role, may_enter
from ejournal.config import DEMO_SECRET
from ejournal.db import database, is_busy
from ejournal.reports.certificates import paper as certificate_lines
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import uploads
from ejournal.views import (
    assets,
    compression,
    escaped,
    gate,
    gate_consents,
    grid_cells,
    here,
    htmx,
    lesson_cells,
    own_blanks,
    sign_in,
    user,
)
from ejournal.views.blueprints import BLUEPRINTS
from ejournal.views.escaped import was
from ejournal.views.gate_memos import has_requests
from ejournal.views.safety import add_headers, refuse_broken_text, refuse_foreign_forms

WORDS = (
    "average",
    "clause",
    "clock_time",
    "date_numeric",
    "date_short",
    "date_words",
    "day_month",
    "days_late",
    "moment",
    "plural",
    "quoted",
    "span",
    "weekday",
    "weekday_short",
)

WITH_FILE = {
    "imports.bring": "import",
    "attendance.record": "ground",
    "piles.bring": "pile",
    "own_blanks.bring": "blank",
    "local_acts.register": "act",
    "local_acts.change": "act",
}  # by endpoint: what the file is for
FORM_ROOM = 2 * 2**20  # bytes of a form beside its file

log = logging.getLogger("ejournal")

EXPLAINED = {
    400: "Запрос не разобран: вернитесь на предыдущую страницу и повторите.",
    403: "Сюда вам войти нельзя: это страница другой обязанности. Нужна вам, спросите администратора.",
    404: "Такой страницы нет, или она вам не открыта.",
    405: "Так эту страницу открыть нельзя: вернитесь и воспользуйтесь кнопкой на ней.",
    413: "Слишком длинный текст: сократите его и отправьте снова. Ничего не записано.",
}
JOURNAL = (
    *(Right.READ_JOURNAL, Right.FILL_LESSON, Right.SEE_OWN_LESSONS),
    *(Right.CLOSE_WEEK, Right.READ_ATTENDANCE, Right.KEEP_ATTENDANCE),
)
DIARY_SHUT = (
    f"Дневник этого ребёнка для вас не открыт: форма информирования бумажная или согласия нет "
    f"({wording.clause('4.6.1')}). Распечатку каждую неделю передаёт классный руководитель. "
    "Форму можно изменить заявлением."
)
ATTENDANCE = (Right.CLOSE_WEEK, Right.READ_ATTENDANCE, Right.KEEP_ATTENDANCE)
TEACHES = Role.TEACHER
NOT_FOR_FAMILIES = (
    f"Журнал открыт только работникам школы ({wording.clause('3.1')}). Отметки и задания ребёнка — "
    "в дневнике, он открывается с главной страницы."
)
OF_CLASS_TEACHERS = (
    "Это страница классного руководителя, заместителя директора и директора: класса, который вы ведёте, "
    f"у вас нет ({wording.clause('4.4.3')}). Пропуски своего урока отмечают на странице урока."
)
AGAIN = 10  # seconds after which a page that found the database busy is asked for again
FAILED = "На сервере сбой. Ничего не потеряно из того, что уже сохранено; повторите через минуту."


class RowId(IntegerConverter):
    """A number in an address; one that no row can have is no such page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**63 - 1)


def install(app: Flask) -> None:
    """Everything of the web in the order of a request."""
    htmx.install(app)
    app.url_map.converters["int"] = RowId
    user.install(app)
    app.before_request(_make_room)
    app.before_request(_open_connection)
    app.before_request(refuse_foreign_forms)
    app.before_request(gate.enforce)
    app.before_request(refuse_broken_text)
    app.before_request(gate.refuse_anothers_page)
    app.teardown_request(_close_connection)
    app.after_request(compression.compress)  # the last to see an answer: Flask goes from the end
    app.after_request(htmx.vary)
    app.after_request(add_headers)
    assets.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    sign_in.install(app)
    own_blanks.install(app)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _explained)
    app.register_error_handler(Exception, _failed)
    app.context_processor(_common)
    app.jinja_env.filters.update({name: getattr(wording, name) for name in WORDS})
    app.jinja_env.filters.update(
        was=was,
        beside=escaped.beside,
        grid_rows=grid_cells.grid_rows,
        certificate_cells=certificate_lines.cells_of,
        certificate_weeks=certificate_lines.weeks_of,
        lesson_heads=grid_cells.lesson_heads,
        column_heads=grid_cells.column_heads,
        text_rows=grid_cells.text_rows,
        room=wording.room_short,
        work_options=lesson_cells.work_options,
    )


def _make_room() -> None:
    """A form with a file may be as large as the file, and no other form."""
    purpose = WITH_FILE.get(request.endpoint or "")
    if purpose:
        request.max_content_length = uploads.LIMITS[purpose] + FORM_ROOM


def _open_connection() -> None:
    if request.endpoint != gate.STATIC:
        database.connect(reuse_if_open=True)


def _close_connection(_: BaseException | None) -> None:
    gate.leave()
    if not database.is_closed():
        database.close()


def _common() -> dict[str, Any]:
    """What every page's head needs."""
    visitor = gate.visitor()
    return {
        "visitor": visitor,
        "may": lambda right: may_enter(visitor, Right(right)),
        "any_requests": has_requests(visitor),
        "school": gate.school(),
        "demo": here.config().secret_key == DEMO_SECRET,
        "clock": here.clock(),
        "now": here.school_now(),
        "page_key": htmx.page_key(visitor.person),
    }


def _refused(refusal: Refusal) -> Response:
    if request.endpoint:
        gate.note("refused", refusal.clause)
    template = "_refused.html" if htmx.wanted() else "refused.html"
    return htmx.refused(refusal, lambda reason: render_template(template, reason=reason))


def _explained(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    if error.code == 403 and not getattr(g, "noted", False):
        gate.note("forbidden", "")
    right = gate.right_of(request.endpoint)
    if error.code == 403 and right in ATTENDANCE and TEACHES in gate.visitor().roles:
        return _error_page(403, OF_CLASS_TEACHERS)
    if error.code == 403 and gate.right_of(request.endpoint) in JOURNAL and gate.visitor().family:
        return _error_page(403, NOT_FOR_FAMILIES)
    child = gate_consents.own_child(request.view_args) if request.blueprint == "diary" else None
    if error.code == 403 and child:
        return _error_page(403, DIARY_SHUT, (f"/diary/{child}/papers", "Заявления и согласия"))
    if error.code == 413 and (purpose := WITH_FILE.get(request.endpoint or "")):
        return _error_page(413, f"{uploads.too_large(purpose).message} Ничего не записано.")
    return _error_page(error.code, EXPLAINED.get(error.code, FAILED))


def _error_page(code: int, sentence: str, way: tuple[str, str] | None = None) -> Response:
    """`way`: the address and the words of a page that leads on."""
    html = render_template("error.html", reason=Reason("", sentence), way=way)
    return Response(html, code, mimetype="text/html")


def _failed(error: Exception) -> Response:
    """500, or 503 while a large load is written: the page needs nothing that may have failed.

    Logged without values that people typed.
    """
    page = current_app.jinja_env.get_template("failed.html")
    if is_busy(error):
        log.warning("the database is busy in %s", request.endpoint)
        html = page.render(busy=True, again=AGAIN if request.method == "GET" else 0)
        return Response(html, 503, {"Retry-After": str(AGAIN)}, "text/html")
    log.error("%s in %s", type(error).__name__, request.endpoint)
    for frame in traceback.extract_tb(error.__traceback__):
        log.error("  %s:%s %s", frame.filename, frame.lineno, frame.name)
    return Response(page.render(), 500, mimetype="text/html")
