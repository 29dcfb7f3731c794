"""п. 4.4.5: whether a batch of weekly sheets waits for the visitor."""

from ejournal.reports import sheets_ready
from ejournal.reports.sheets_ready import Ready
from ejournal.views import gate
from ejournal.views.here import school_now


def ready(classes: dict[int, str]) -> Ready | None:
    """The batch of these classes, which the visitor hands sheets over in; None without any."""
    return sheets_ready.ready(classes, gate.school(), school_now().date()) if classes else None
