"""A browser window as a person has it: with or without JavaScript, of a school PC or of a phone."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    ViewportSize,
    WebError,
)

PC = ViewportSize(width=1366, height=768)
PHONE = ViewportSize(width=360, height=740)
PATIENCE = 20_000  # ms: two busy cores take their time
STEP = 50  # ms

Key = StorageState  # the cookies of one who is signed in


@dataclass
class Windows:
    """Every window that a test opens, and what went wrong in the pages themselves."""

    browser: Browser
    url: str
    keys: dict[str, Key] = field(default_factory=dict)
    opened: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, who: str = "", js: bool = True, size: ViewportSize = PC) -> Page:
        """A window of its own, where `who` (СНИЛС) is signed in, or nobody."""
        context = self.browser.new_context(
            base_url=self.url,
            java_script_enabled=js,
            viewport=size,
            locale="ru-RU",
            storage_state=self.keys[who] if who else None,
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", self._note)
        context.on("console", self._listen)
        self.opened.append(context)
        return context.new_page()

    def close(self) -> None:
        """What a page still has to send must not reach the school of the next test."""
        for context in self.opened:
            context.set_offline(True)
            context.close()

    def _note(self, error: WebError) -> None:
        self.faults.append(str(error.error))

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)


def sign_in(page: Page, snils: str) -> None:
    """Through ЕСИА's stand, which is not signed in yet, to the person's first page."""
    page.goto("/sign-in")
    page.get_by_role("link", name="Войти через Госуслуги").click()
    choose(page, snils)


def choose(page: Page, snils: str) -> None:
    """On the page of the stand."""
    page.locator(f'form:has(input[name="snils"][value="{snils}"]) button').click()
    page.get_by_role("button", name="Выйти").wait_for()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Выйти").click()
    page.get_by_role("link", name="Войти через Госуслуги").wait_for()


def eventually(page: Page, holds: Callable[[], bool], patience: int = PATIENCE) -> bool:
    """Whether something becomes true of the database while the page goes on; `patience` in ms."""
    for _ in range(0, patience, STEP):
        if holds():
            return True
        page.wait_for_timeout(STEP)
    return False
