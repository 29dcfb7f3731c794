"""The two clocks: the only place that asks the operating system for the time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """School time, which rules and entry moments read, and wall time for ЕСИА, tokens and sessions.

    `shift` moves school time alone and is used by the demo, whose school has a lesson on any day;
    `why` tells people so, as the beginning of «… часы школы показывают».
    """

    zone: ZoneInfo
    shift: timedelta = timedelta(0)
    why: str = ""

    def school_now(self) -> datetime:
        return (datetime.now(UTC) + self.shift).astimezone(self.zone)

    def wall_now(self) -> datetime:
        return datetime.now(UTC)
