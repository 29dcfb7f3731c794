"""The gate of files that people bring: drafts, loads, what they go into (п. 4.3.1, 4.3.2, 4.5.1)."""

from ejournal import access
from ejournal.access import Role
from ejournal.loading.scope import Scope, scope
from ejournal.models import imports
from ejournal.models.curriculum import teaches
from ejournal.models.imports import ImportDraft, ImportJob, ImportLoad, Upload
from ejournal.reports.people import ROLES
from ejournal.views.gate import forbid, hide, note, visitor
from ejournal.views.here import school_now

LOADS = 30  # the newest imports on their page


def kinds_to_bring() -> list[str]:
    """п. 4.5.1, 4.2.1, 4.3.2: the kinds of files that the visitor may load."""
    return [kind for kind in access.IMPORTS if access.duty_for_import(visitor(), kind)]


def kind_to_bring(kind: str) -> Role:
    """The duty by which the visitor loads files of a kind, else 403."""
    granted = access.duty_for_import(visitor(), kind) or forbid()
    return granted[0]


def bringers(kind: str) -> str:
    """«учитель или заместитель директора»: who loads files of a kind."""
    return " или ".join(ROLES[role] for role in access.TABLE[access.IMPORTS[kind]])


def draft_to_load(token: str) -> tuple[ImportDraft, Role]:
    """An own import that is being prepared, else 404; the reading is logged."""
    found = imports.draft(token)
    granted = access.duty_for_import(visitor(), found.kind) if found else None
    if found is None or granted is None or found.upload.by_id != visitor().person:
        hide(0)
    note("read", granted[0], found.upload_id)
    return found, granted[0]


def loads_for_all(kind: str) -> bool:
    """Whether the visitor loads files of a kind for everybody, not for the own pages alone."""
    granted = access.duty_for_import(visitor(), kind) or forbid()
    return granted[1]


def job(kind: str, target: int) -> ImportJob | None:
    """What is being done with a file or a load that the visitor has got hold of, or was refused."""
    return imports.job(kind, target)


def loaded_of(token: str) -> int | None:
    """The number of what the visitor has loaded of a file already: the form was sent again."""
    found = imports.loaded_of(token, visitor().person)
    return found.id if found else None


def load_to_read(number: int) -> tuple[ImportLoad, Role]:
    """A load of a kind that the visitor may load: everybody's, or the own ones of a teacher; else 404."""
    found = imports.load(number) or hide(number)
    duty, everybody = access.duty_for_import(visitor(), found.kind) or hide(number)
    if not everybody and found.by_id != visitor().person:
        hide(number)
    note("read", duty, number)
    return found, duty


def may_undo(load: ImportLoad) -> bool:
    """п. 4.5.1: a teacher takes back what was loaded for the pages that are still the own ones."""
    _, everybody = access.duty_for_import(visitor(), load.kind) or forbid()
    return everybody or teaches(visitor().person, imports.pages_of(load), school_now().date())


def load_to_undo(number: int) -> tuple[ImportLoad, Role]:
    """A load within reach whose pages the visitor still teaches, else 403: the deputy takes it back."""
    found, duty = load_to_read(number)
    if not may_undo(found):
        forbid(number)
    return found, duty


def original_of(number: int) -> Upload:
    """The file of a load within reach, with its content."""
    found, _ = load_to_read(number)
    return imports.upload(found.upload_id)


def loads_to_read() -> list[ImportLoad]:
    """The newest loads that the visitor may read."""
    granted = {kind: access.duty_for_import(visitor(), kind) for kind in access.IMPORTS}
    wide = [kind for kind, duty in granted.items() if duty and duty[1]]
    own = [kind for kind, duty in granted.items() if duty and not duty[1]]
    found = imports.loads(wide, None, LOADS) + imports.loads(own, visitor().person, LOADS)
    return sorted(found, key=lambda load: -load.id)[:LOADS]


def scope_of(kind: str) -> Scope:
    """п. 4.5.1, 4.2.1: what a file of a kind may be loaded into by the visitor: a teacher's own pages."""
    _, everybody = access.duty_for_import(visitor(), kind) or forbid()
    return scope(school_now().date(), None if everybody else visitor().person, kind == "ktp")


def plan_to_copy(scope: Scope, plan: int | None) -> int | None:
    """п. 4.5.1: a plan that a page of the scope follows, else 403; None when none is asked for."""
    followed = plan is None or any(page.group.plan_id == plan for page in scope.pages)
    return plan if followed else forbid()
