"""The demo served for the whole run; for each test a copy of its database and windows of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from ejournal.demo import school
from tests.browser import cast
from tests.browser.demo import Demo, served
from tests.browser.windows import Key, Windows, sign_in

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 20_000  # ms: the queue pauses five seconds between tries, and two busy cores take as long again

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with served(tmp_path_factory) as demo:
        yield demo


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def keys(browser: Browser, served_demo: Demo) -> dict[str, Key]:
    """Those who are signed in already, by СНИЛС: every copy of the database knows their sessions."""
    with served_demo.open():
        story, windows = cast.story(), Windows(browser, served_demo.url)
        made = {}
        for snils in (story.teacher, story.parent, school.DEPUTY, school.ADMINISTRATOR):
            page = windows.open()
            sign_in(page, snils)
            made[snils] = page.context.storage_state()
        windows.close()
    return made


@pytest.fixture
def demo(served_demo: Demo, keys: dict[str, Key]) -> Iterator[Demo]:
    """The demo on Monday 23.11.2026 at half past two, as its teachers left it."""
    assert keys, "they are in the database that is copied"
    with served_demo.fresh():
        yield served_demo


@pytest.fixture
def windows(browser: Browser, demo: Demo, keys: dict[str, Key]) -> Iterator[Windows]:
    """Opens windows; afterwards no page may have failed by itself or broken the policy of contents."""
    opened = Windows(browser, demo.url, keys)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture
def story(demo: Demo) -> cast.Story:
    """Read from the database that the windows show."""
    return cast.story()
