"""The gate of Word blanks of the school's own (п. 4.2.2)."""

from ejournal.access import Right, Role, duty_for
from ejournal.documents.own_kinds import KINDS, OwnKind
from ejournal.models import own_blanks
from ejournal.models.imports import Upload
from ejournal.models.own_blanks import OwnBlank
from ejournal.views.gate import duty_to, hide, note, visitor


def kind_of(name: str) -> OwnKind:
    """The paper whose blank is meant, else 404."""
    return KINDS.get(name) or hide(0)


def duty() -> Role:
    """The duty by which the visitor keeps blanks, else 403; the reading is logged."""
    found = duty_to(Right.KEEP_BLANKS)
    note("read", found)
    return found


def brought(name: str, token: str) -> Upload:
    """A blank for this paper that somebody has uploaded, else 404."""
    kind_of(name)
    found = own_blanks.brought(token)
    if found is None or duty_for(visitor(), Right.KEEP_BLANKS) is None:
        hide(0)
    return found


def in_use(name: str) -> OwnBlank:
    """What papers of this name are made by, if it was ever said, else 404."""
    kind_of(name)
    return own_blanks.in_use(name) or hide(0)


def own_content(blank: str) -> bytes | None:
    """The school's own blank in place of one of ours, whoever makes the paper."""
    return own_blanks.content_in_use(blank)
