"""Ten fingers: real key presses, counted."""

from dataclasses import dataclass

from playwright.sync_api import Page

CHORD = 2  # Alt and a letter are two presses


@dataclass
class Hands:
    """Keys of the Russian layout, which Playwright's keyboard does not have; `presses` counts all."""

    page: Page
    presses: int = 0

    def type(self, text: str) -> None:
        """Sign by sign, each with its own key."""
        for sign in text:
            self._key(sign, {"text": sign, "unmodifiedText": sign})
            self.presses += 1

    def press(self, key: str) -> None:
        """A key that has a name, such as Enter."""
        self.page.keyboard.press(key)
        self.presses += 1

    def chord(self, letter: str) -> None:
        """Alt with a letter."""
        self._key(letter, {"modifiers": 1, "text": letter, "unmodifiedText": letter})
        self.presses += CHORD

    def _key(self, key: str, more: dict[str, object]) -> None:
        devtools = self.page.context.new_cdp_session(self.page)
        for kind in ("keyDown", "keyUp"):
            devtools.send("Input.dispatchKeyEvent", {"type": kind, "key": key, **more})
        devtools.detach()
