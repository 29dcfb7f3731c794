"""The gate of local acts (п. 4.1.2, 5.1, 5.2)."""

from ejournal.access import Right, Role
from ejournal.models import imports, local_acts
from ejournal.models.imports import Upload
from ejournal.models.local_acts import ActVersion, LocalAct
from ejournal.views.gate import duty_to, hide, note


def keeper() -> Role:
    """The duty by which the visitor keeps the acts, else 403."""
    found = duty_to(Right.KEEP_ACTS)
    note("read", found)
    return found


def act(number: int) -> LocalAct:
    """An act that is to be changed, else 404."""
    return local_acts.act(number) or hide(number)


def version(number: int) -> ActVersion:
    """A version of an act, open to everybody of the school, else 404."""
    return local_acts.version(number) or hide(number)


def file_of(number: int) -> Upload:
    """The text of a version, else 404."""
    found = version(number)
    if found.upload_id is None:
        hide(number)
    return imports.upload(found.upload_id)
