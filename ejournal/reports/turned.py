"""Pages of one week, from which one turns to the week before and to the next."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class OfWeek:
    """`monday` begins the week that a page shows."""

    monday: date

    @property
    def previous(self) -> date:
        return self.monday - timedelta(weeks=1)

    @property
    def following(self) -> date:
        return self.monday + timedelta(weeks=1)
