"""The pages in Chromium with a processor six times slower: until loaded, until a key is confirmed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.client import cookie
from tests.bench.server import Server
from tests.browsers import chromium_path

SLOWER = 6
TIMES = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
SENT = """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter((entry) => entry.transferSize).length"""
# From the first key that goes down until the cell `where` says `says`; "" waits for its mark of time. In ms.
WATCH = """([where, says]) => {
  window.took = new Promise((resolve) => {
    document.addEventListener("keydown", () => {
      const start = performance.now();
      const watcher = new MutationObserver(() => {
        const cell = document.querySelector(where);
        if (!cell || !(says ? cell.textContent.includes(says) : cell.dataset.u)) return;
        watcher.disconnect();
        resolve(performance.now() - start);
      });
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      watcher.observe(document.body, all);
    }, { capture: true, once: true });
  });
}"""


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in at a served school, with a browser."""

    browser: Browser
    server: Server
    app: Flask
    token: str

    @contextmanager
    def window(self) -> Iterator[Page]:
        """A window with an empty cache on a slow PC."""
        context = self.browser.new_context(
            base_url=self.server.origin, viewport={"width": 1366, "height": 768}, locale="ru-RU"
        )
        name, _, value = cookie(self.app, self.token).partition("=")
        context.add_cookies([{"name": name, "value": value, "url": self.server.origin}])
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page
        context.close()

    def load(self, path: str) -> tuple[float, float, int]:
        """Median ms until a page is loaded, with an empty cache and once more; answers sent once more."""
        cold, warm, sent = [], [], 0
        for _ in range(TIMES):
            with self.window() as page:
                page.goto(path, wait_until="load")
                cold.append(page.evaluate(LOADED))
                page.goto(path, wait_until="load")
                warm.append(page.evaluate(LOADED))
                sent = page.evaluate(SENT)
        return median(cold), median(warm), sent

    def mark_on_lesson(self, path: str, pupils: list[int]) -> float:
        """Median ms from the digit, Enter after it, until the cell says «в записи до»."""
        with self.window() as page:
            page.goto(path, wait_until="load")
            page.get_by_role("button", name="Все присутствуют").click()
            page.locator("#state .done", has_text="посещаемость").wait_for()
            took = []
            for pupil in pupils:
                page.locator(f"#mark-answer-{pupil} input").focus()
                took.append(_keys(page, f"#mark-answer-{pupil}", "в записи до", "5", "Enter"))
            return median(took)

    def mark_on_grid(self, path: str, lesson: int, pupils: list[int]) -> float | None:
        """The same from the digit alone in the table of the journal; None when it takes no marks."""
        with self.window() as page:
            page.goto(path, wait_until="load")
            if not page.locator("table.grid[data-entry]").count():
                return None
            heads = page.locator("#grid thead tr:nth-child(3) th")
            place = heads.evaluate_all(
                "(heads, id) => heads.findIndex((head) => head.dataset.l === id)", str(lesson)
            )
            took = []
            for pupil in pupils:
                where = f"#grid tr[data-p='{pupil}'] td:nth-of-type({place + 1})"
                page.locator(where).click()
                took.append(_keys(page, where, "", "4"))
            return median(took)


def _keys(page: Page, where: str, says: str, *keys: str) -> float:
    page.evaluate(WATCH, [where, says])
    for key in keys:
        page.keyboard.press(key)
    took: float = page.evaluate("window.took")
    return took


@contextmanager
def started() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()
