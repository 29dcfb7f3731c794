"""Papers that are printed of the records and issued once: what says the same is the same paper (п. 4.2.5)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ejournal.documents import paper
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports import papers
from ejournal.services.papers import Printed
from ejournal.views.attached import attached
from ejournal.views.here import school_now
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from werkzeug.wrappers import Response

    from ejournal.models.papers import NewPaper


def issued(
    new: NewPaper,
    made: Any,
    render: Callable[[Any, datetime], bytes],
    issue: Callable[[Printed], None],
    *,
    named: bool = True,
) -> Response:
    """п. 4.2.5: the file of the register; made anew, with the next number, only when it says something new.

    `made` has a `number`, which is no part of what it says; unless `named`, it has a number of its own.
    """
    now, text_hash = school_now(), fingerprint(made)
    found = papers.same(new, text_hash)
    if found is None:
        number, words = papers.next_number(new.kind, now)
        issue(Printed(new, number, text_hash, render(replace(made, number=words) if named else made, now)))
        found = papers.same(new, text_hash)
    assert found is not None, "it was issued a moment ago"
    name, file = found
    return attached(BytesIO(file), DOCX, paper.file_name(name))
