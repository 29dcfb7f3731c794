"""The gate of memos and of the requests from a dropped line: who reads them and who decides."""

from ejournal.access import Right, Role, Visitor, duty_for_requests
from ejournal.models import memos
from ejournal.models.memos import Memo, Told
from ejournal.models.requests import LateRequest
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.views.gate import duty_to, forbid, hide, requests_to_read


def has_requests(visitor: Visitor) -> bool:
    """Whether there is anything for the visitor to read on the page of requests."""
    granted = duty_for_requests(visitor, Right.READ_REQUESTS)
    return granted is not None and (visitor.any_requests if granted[1] else visitor.own_requests)


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


def request_to_decide(request_id: int) -> tuple[LateRequest, Role]:
    """п. 4.5.4: a request of a dropped line, for the deputy and the director, else 404."""
    duty = duty_to(Right.DECIDE_MEMOS)
    found: LateRequest | None = LateRequest.get_or_none(LateRequest.id == request_id)
    return found or hide(request_id), duty
