"""The journal page, by hand and eye: its cells by pupil and column."""

from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, Page, expect

from ejournal.models.timetable import Lesson

ABSENT, LATE, ALL = "y", "j", "g"  # the keys of Н, О and П, whatever the layout


@dataclass(frozen=True)
class Grid:
    """The grid of a group as somebody has it open."""

    page: Page

    def open(self, lesson: Lesson) -> Self:
        self.page.goto(f"/journal/{lesson.group_id}")
        expect(self.page.locator("#entry")).to_be_visible()
        return self

    @property
    def told(self) -> Locator:
        """What is said under the table of the cell in focus."""
        return self.page.locator("#here")

    @property
    def focused(self) -> Locator:
        return self.page.locator("#grid td:focus")

    def cell(self, pupil: int, lesson: Lesson, kind: str = "answer") -> Locator:
        """The cell under the column of a work; of the answers of today it takes the attendance too."""
        place = self.page.evaluate(
            """([lesson, kind]) => [...document.querySelector("#grid").tHead.rows[2].cells]
                .findIndex(({ dataset }) => dataset.l === lesson && dataset.k === kind)""",
            [str(lesson.id), kind],
        )
        assert place >= 0, "no such column is open"
        return self.page.locator(f'#grid tr[data-p="{pupil}"] > :nth-child({place + 2})')

    def row(self, pupil: int) -> Locator:
        return self.page.locator(f'#grid tr[data-p="{pupil}"]')

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def all_present(self) -> None:
        self.press(ALL)
        expect(self.page.locator("form[data-roll]")).to_have_count(0)
