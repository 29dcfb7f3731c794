"""CPU time of a piece of work in this process."""

import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

T = TypeVar("T")
SAMPLES = 5


def taken(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds, the middle of some samples after one to warm up; and what the work gives."""
    times, result = [], work()
    for _ in range(SAMPLES):
        began = time.process_time()
        result = work()
        times.append(time.process_time() - began)
    return median(times), result
