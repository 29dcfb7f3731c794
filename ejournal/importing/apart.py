"""Files read by a program of its own, which may take so much time and memory and no more, or die alone."""

from pathlib import Path
from typing import Any

from ejournal import apart
from ejournal.importing.book import damaged, too_much

LONGEST = 30  # seconds that a file may be read


def run(program: Path, data: bytes, *arguments: str) -> Any:
    """What the program says in JSON of a file on its input; Refusal when it takes too long or dies."""
    try:
        return apart.run(program, data, *arguments, seconds=LONGEST)
    except apart.TookTooLongError:
        raise too_much(f"он читается дольше {LONGEST} секунд") from None
    except apart.DiedError:
        raise damaged() from None
