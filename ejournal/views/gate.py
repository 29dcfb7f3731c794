"""п. 3.1, 3.2: the gate. Every route declares its right; objects come only with the right to them."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

from flask import abort, current_app, g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from ejournal import access
from ejournal.access import Actor, Page, Right, Role, Visitor
from ejournal.models import people
from ejournal.models.audit import note_access
from ejournal.models.curriculum import Group, classes_of, group, members_on
from ejournal.models.openings import fillers
from ejournal.models.papers import IssuedPaper, issued_paper
from ejournal.models.people import ClassYear, Cohort, SchoolYear
from ejournal.models.settings import SchoolSettings, read_once, school_settings
from ejournal.models.timetable import Lesson, lesson, substitutes, teachers_of, teachers_on
from ejournal.rules.refusal import Refusal, Way
from ejournal.views import htmx
from ejournal.views.here import school_now

View = TypeVar("View", bound=Callable[..., Any])
STATIC = "static"
ABOUT = timedelta(days=7)  # before and after a substituted lesson its page is read


def requires(right: Right) -> Callable[[View], View]:
    """Declare who may enter a route; the sweep test fails for a route without it."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]  # how a function carries its right
        return view

    return mark


def right_of(endpoint: str | None) -> Right | None:
    """The right a route declared; None refuses everybody."""
    return getattr(current_app.view_functions.get(endpoint or ""), "right", None)


def enforce() -> Response | None:
    """Before anything is loaded: may this visitor enter this route at all?"""
    if request.endpoint in (None, STATIC):
        return None  # no such page: Flask answers 404; static files hold nothing personal
    read_once(True)
    right = right_of(request.endpoint)
    if right is None:
        forbid()
    if access.may_enter(visitor(), right):
        return None
    return refuse_anothers_page() or (forbid() if visitor().person else htmx.signed_out())


def leave() -> None:
    """After a request nothing of it is kept."""
    read_once(False)


def refuse_anothers_page() -> Response | None:
    """What one person typed is never sent under the next: the page waits for its own person to sign in."""
    another = request.method == "POST" and htmx.opened_by_another(visitor().person)
    return htmx.signed_out() if another else None


def visitor() -> Visitor:
    """Whoever asks; nobody when there is no live session."""
    known = getattr(current_user, "visitor", None)
    return known if isinstance(known, Visitor) else Visitor()


def school() -> SchoolSettings:
    """The school's settings."""
    return school_settings()


def person() -> int:
    """The person who is signed in: for routes that admit nobody else."""
    found = visitor().person
    assert found is not None, "the route admits the signed-in alone"
    return found


def has_duties(person: int) -> bool:
    return bool(people.duties(person, school_now().date()))


def actor(duty: Role, *payload: object) -> Actor:
    """Who does the deed, with the key of this request: page key × address × what is sent.

    The same form sent twice has the same key; the same form with another text is another request.
    """
    key = request.form.get("key", "")
    if not key:
        raise Refusal("", "Страница устарела. Обновите её и повторите: ничего не записано.", Way.RELOAD)
    who = visitor()
    whole = "\x1f".join(map(str, (who.person, key, request.path, *payload)))
    request_key = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Actor(who.person, duty, request_key, who.session)


def lesson_to_fill(lesson_id: int) -> tuple[Lesson, Role]:
    """п. 4.5.2: a lesson that the visitor teaches or substitutes; readable but not own → 403."""
    found, duty = _lesson(lesson_id, Right.FILL_LESSON)
    if duty is None:
        refuse = forbid if _duty_for_lesson(found, Right.READ_JOURNAL) else hide
        refuse(lesson_id)
    return found, duty


def lesson_to_read(lesson_id: int) -> tuple[Lesson, Role]:
    """A lesson within the visitor's reach, else 404; the reading is logged."""
    found, duty = lesson_to_watch(lesson_id)
    note("read", duty, lesson_id)
    return found, duty


def lesson_to_watch(lesson_id: int) -> tuple[Lesson, Role]:
    """The same for an open page that asks what is new in it: the reading is logged when there is anything."""
    found, duty = _lesson(lesson_id, Right.READ_JOURNAL)
    if duty is None:
        hide(lesson_id)
    return found, duty


def may_fill(found: Lesson) -> bool:
    return _duty_for_lesson(found, Right.FILL_LESSON) is not None


def pupils_of(found: Lesson) -> set[int]:
    """Whoever was in the group on the day of the lesson: nobody else is named in its answers."""
    return set(members_on(found.group_id, found.date))


def _lesson(lesson_id: int, right: Right) -> tuple[Lesson, Role | None]:
    found = lesson(lesson_id)
    if found is None:
        hide(lesson_id)
    return found, _duty_for_lesson(found, right)


def _duty_for_lesson(found: Lesson, right: Right) -> Role | None:
    """Who gives the lesson may fill it; whoever teaches the group may read it, substituted or not."""
    teachers = _giving(found)
    if right is Right.READ_JOURNAL and found.substitute_id:
        teachers |= teachers_on(found.group_id, found.date)
    return access.duty_for_page(visitor(), right, Page(classes_of(found.group, found.date), teachers))


def _giving(found: Lesson) -> frozenset[int]:
    """Who may write in a lesson today; a request asks once."""
    known: dict[int, frozenset[int]] = g.setdefault("giving", {})
    if found.id not in known:
        known[found.id] = teachers_of(found) | fillers(found, school_now().date())
    return known[found.id]


def group_to_read(group_id: int) -> tuple[Group, Role]:
    """п. 3.1: a journal page within the visitor's reach, else 404; the reading is logged."""
    found, duty = group_to_watch(group_id)
    note("read", duty, group_id)
    return found, duty


def group_to_watch(group_id: int) -> tuple[Group, Role]:
    """The same for an open page that asks whether there is anything new: only what is sent is a reading."""
    found = group(group_id) or hide(group_id)
    return found, _duty_for_group(found) or hide(group_id)


def may_read_group(group: Group) -> bool:
    """Whether the page of the group is open to the visitor today."""
    return _duty_for_group(group) is not None


def _duty_for_group(group: Group) -> Role | None:
    """п. 4.2.2д: whoever substitutes reads the page in the days about the lesson."""
    today = school_now().date()
    page = Page(classes_of(group, today), teachers_on(group.id, today))
    own = access.duty_for_page(visitor(), Right.READ_JOURNAL, page)
    if own or not visitor().person:
        return own
    page = Page(teachers=substitutes(group.id, today - ABOUT, today + ABOUT))
    return access.duty_for_page(visitor(), Right.READ_JOURNAL, page)


def class_to_close(cohort_id: int) -> tuple[Cohort, Role]:
    """п. 4.4.3: the class that the visitor leads, else 404."""
    found: Cohort | None = Cohort.get_or_none(Cohort.id == cohort_id)
    duty = access.duty_for_page(visitor(), Right.CLOSE_WEEK, Page(frozenset({cohort_id})))
    if found is None or duty is None:
        hide(cohort_id)
    return found, duty


def year_to_print() -> SchoolYear | None:
    """п. 4.2.4: the school year whose journals are printed: that of today, else the last one."""
    return people.newest_year(school_now().date())


def class_of_year(cohort_id: int, right: Right) -> tuple[ClassYear, Role]:
    """п. 4.2.4: a class of the year that is printed, else 404; the reading is logged."""
    year = year_to_print()
    found = people.class_of_year(cohort_id, year) if year else None
    duty = access.duty_for_page(visitor(), right, Page(frozenset({cohort_id})))
    if found is None or duty is None:
        hide(cohort_id)
    note("read", duty, cohort_id)
    return found, duty


def paper_to_read(paper_id: int) -> IssuedPaper:
    """п. 4.2.5: an issued paper within reach, else 404; the reading is logged."""
    found = issued_paper(paper_id) or hide(paper_id)
    duty = access.duty_for_page(visitor(), Right.READ_PAPERS, Page(found.cohorts)) or hide(paper_id)
    note("read", duty, paper_id)
    return found


def papers_to_read() -> frozenset[int] | None:
    """п. 4.2.5: the classes whose papers the visitor may read; None is all papers."""
    duty, cohorts = access.duty_for_classes(visitor(), Right.READ_PAPERS) or forbid()
    note("read", duty)
    return cohorts


def duty_to(right: Right) -> Role:
    """The duty by which the visitor has a right over the whole school, else 403."""
    return access.duty_for(visitor(), right) or forbid()


def own_duty(right: Right) -> Role:
    """The duty by which the visitor has a right over what is the visitor's own, else 403."""
    return access.duty_for_diary(visitor(), right, person()) or forbid()


def requests_to_read() -> int | None:
    """п. 3.1, 2.12: the author whose requests the visitor may read; None is everybody's."""
    duty, everybody = _duty_for_requests(Right.READ_REQUESTS)
    note("read", duty)
    return None if everybody else person()


def duty_to_request() -> Role:
    """The duty by which the visitor turns to the deputy."""
    return _duty_for_requests(Right.KEEP_REQUEST)[0]


def _duty_for_requests(right: Right) -> tuple[Role, bool]:
    return access.duty_for_requests(visitor(), right) or forbid()


def note(kind: str, duty: str, object_id: int | None = None) -> None:
    """Write to the access log."""
    note_access(school_now(), visitor().person, str(duty), kind, request.endpoint or "", object_id)


def forbid(object_id: int | None = None) -> NoReturn:
    """403, noted in the access log."""
    note("forbidden", "", object_id)
    g.noted = True
    abort(403)


def hide(object_id: int) -> NoReturn:
    """404 for an object out of reach, noted like a 403: whoever tries number after number is seen."""
    note("forbidden", "", object_id)
    abort(404)
