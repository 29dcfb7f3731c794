"""The gate of unusual sessions: who sees them and who puts back what they wrote."""

from ejournal.access import Right, Role
from ejournal.models.sessions import Session
from ejournal.views.gate import duty_to, hide, note


def session_to_revert(session_id: int) -> tuple[Session, Role]:
    """п. 2.12, 3.5: the session of anybody, for the deputy alone, else 404; the reading is logged."""
    duty = duty_to(Right.REVERT_SESSIONS)
    found: Session | None = Session.get_or_none(Session.id == session_id)
    if found is None:
        hide(session_id)
    note("read", duty, session_id)
    return found, duty
