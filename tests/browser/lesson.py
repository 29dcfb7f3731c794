"""The page of a lesson, by hand and eye: what a teacher does with it, with JavaScript or without."""

from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, Page, expect

from ejournal.models.timetable import Lesson


@dataclass(frozen=True)
class LessonPage:
    """With JavaScript each part saves itself when it is left; without it the form is sent."""

    page: Page
    js: bool = True

    def open(self, lesson: Lesson) -> Self:
        self.page.goto(f"/lessons/{lesson.id}")
        return self

    @property
    def topic(self) -> Locator:
        return self.page.locator("#topic")

    @property
    def homework(self) -> Locator:
        return self.page.locator("#homework")

    @property
    def state(self) -> Locator:
        return self.page.locator("#state")

    def cell(self, pupil: int, column: str = "answer") -> Locator:
        return self.page.locator(f"#mark-{column}-{pupil}")

    def write_topic(self, text: str) -> None:
        field = self.page.get_by_label("Тема урока")
        field.fill(text)
        self.leave(field)

    def set_homework(self, text: str) -> None:
        field = self.page.locator("#homework-text")
        field.fill(text)
        self.leave(field)

    def attend(self, pupil: int, code: str) -> None:
        """Н, ОП, or "" for present."""
        self.page.locator(f'input[name="roll-{pupil}"][value="{code}"]').check()
        self._send()

    def all_present(self) -> None:
        self.page.get_by_role("button", name="Все присутствуют").click()
        expect(self.state).to_contain_text("✓ посещаемость")

    def mark(self, pupil: int, value: str, column: str = "answer") -> None:
        field = self.cell(pupil, column).locator("input")
        field.fill(value)
        self.leave(field)

    def add_column(self, title: str) -> None:
        self.page.get_by_label("Ещё вид работы").select_option(title)
        self.page.get_by_role("button", name="Добавить колонку").click()

    def hand_in(self) -> None:
        self.page.get_by_role("button", name="Сдать урок").click()
        expect(self.state).to_contain_text("✓ сдан")

    def leave(self, field: Locator) -> None:
        """Go on to something else: whatever was typed is to be saved."""
        if self.js:
            field.blur()
        self._send()

    def _send(self) -> None:
        if not self.js:
            self.page.get_by_role("button", name="Сохранить урок").click()
