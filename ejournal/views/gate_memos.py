"""The gate of memos and of the requests from a dropped line: who reads them and who decides."""

from ejournal import access
from ejournal.access import Page, Right, Role, Visitor, duty_for_requests
from ejournal.models import memos, term_memos
from ejournal.models.curriculum import Group, classes_of, group
from ejournal.models.memos import Memo, Told
from ejournal.models.requests import LateRequest
from ejournal.models.term_memos import TermMemo, ToldTerm
from ejournal.models.timetable import Lesson, teachers_of, teachers_on
from ejournal.models.timetable import lesson as lesson_of
from ejournal.views import gate
from ejournal.views.gate import duty_to, forbid, hide, requests_to_read, visitor
from ejournal.views.here import school_now


def has_requests(who: Visitor) -> bool:
    """Whether there is anything for the visitor to read on the page of requests."""
    granted = duty_for_requests(who, Right.READ_REQUESTS)
    return granted is not None and (who.any_requests if granted[1] else who.own_requests)


def lesson_to_tell(lesson_id: int) -> tuple[Lesson, Role]:
    """п. 4.5.4: a lesson that the visitor gave, or whose page the visitor teaches now, else 403 or 404."""
    found = lesson_of(lesson_id) or hide(lesson_id)
    return found, _duty_to_tell(found) or gate.lesson_to_fill(lesson_id)[1]


def lesson_to_ask(lesson_id: int) -> tuple[Lesson, Role]:
    """п. 4.4.3, 4.5.2: such a lesson, or one of the class that the visitor leads, else 403 or 404."""
    found = lesson_of(lesson_id) or hide(lesson_id)
    led = Page(classes_of(found.group, found.date))
    duty = _duty_to_tell(found) or access.duty_for_page(visitor(), Right.ASK_OPENING, led)
    return found, duty or gate.lesson_to_fill(lesson_id)[1]


def may_tell(found: Lesson) -> bool:
    """п. 4.5.4: whether the visitor tells of mistakes in the marks of a lesson."""
    return _duty_to_tell(found) is not None or gate.may_fill(found)


def _duty_to_tell(found: Lesson) -> Role | None:
    givers = teachers_of(found) | teachers_on(found.group_id, school_now().date())
    return access.duty_for_page(visitor(), Right.FILL_LESSON, Page(teachers=givers))


def memo_to_read(memo_id: int) -> Told:
    """п. 4.5.4: an own memo, for the deputy and the director any, else 403; the reading is logged."""
    author = requests_to_read()
    found = memos.memo(memo_id) or hide(memo_id)
    return found if author in (None, found.author) else forbid(memo_id)


def memo_to_decide(memo_id: int) -> tuple[Lesson, Memo, Role]:
    """п. 4.5.4: a memo with its lesson, for the deputy and the director, else 404."""
    duty = duty_to(Right.DECIDE_MEMOS)
    found: Memo | None = Memo.get_or_none(Memo.id == memo_id)
    lesson = lesson_of(found.lesson_id) if found else None
    if found is None or lesson is None:
        hide(memo_id)
    return lesson, found, duty


def term_memo_to_read(memo_id: int) -> ToldTerm:
    """п. 4.5.5: an own memo, for the deputy and the director any, else 403; the reading is logged."""
    author = requests_to_read()
    found = term_memos.memo(memo_id) or hide(memo_id)
    return found if author in (None, found.author) else forbid(memo_id)


def term_memo_to_decide(memo_id: int) -> tuple[Group, TermMemo, Role]:
    """п. 4.5.5: a memo with the page of its term mark, for the deputy and the director, else 404."""
    duty = duty_to(Right.DECIDE_MEMOS)
    found: TermMemo | None = TermMemo.get_or_none(TermMemo.id == memo_id)
    page = group(found.mark.group_id) if found else None
    if found is None or page is None:
        hide(memo_id)
    return page, found, duty


def request_to_decide(request_id: int) -> tuple[LateRequest, Role]:
    """п. 4.5.4: a request of a dropped line, for the deputy and the director, else 404."""
    duty = duty_to(Right.DECIDE_MEMOS)
    found: LateRequest | None = LateRequest.get_or_none(LateRequest.id == request_id)
    return found or hide(request_id), duty
