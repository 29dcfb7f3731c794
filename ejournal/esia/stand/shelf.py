"""What the stand remembers: values with a time to live, in memory, safe between threads."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """A dictionary whose entries die; `seconds` is how long each lives by the clock `now`."""

    def __init__(self, seconds: int, now: Callable[[], datetime]) -> None:
        self._seconds = seconds
        self._now = now
        self._lock = Lock()
        self._entries: dict[str, tuple[float, Value]] = {}

    def put(self, key: str, value: Value) -> bool:
        """Store under a new key; False when the key is already there."""
        with self._lock:
            self._sweep()
            if key in self._entries:
                return False
            self._entries[key] = (self._now().timestamp() + self._seconds, value)
            return True

    def get(self, key: str) -> Value | None:
        """The living value, which stays."""
        with self._lock:
            self._sweep()
            return self._entries[key][1] if key in self._entries else None

    def take(self, key: str) -> Value | None:
        """The living value, which only one caller ever gets."""
        with self._lock:
            self._sweep()
            return self._entries.pop(key)[1] if key in self._entries else None

    def _sweep(self) -> None:
        moment = self._now().timestamp()
        for key in [key for key, (dies, _) in self._entries.items() if dies <= moment]:
            del self._entries[key]
