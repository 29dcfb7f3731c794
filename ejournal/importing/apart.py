"""Files read by a program of its own, which may take so much time and memory and no more, or die alone."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ejournal.importing.book import damaged, too_much

LONGEST = 30  # seconds that a file may be read


def run(program: Path, data: bytes, *arguments: str) -> Any:
    """What the program says in JSON of a file on its input; Refusal when it takes too long or dies."""
    command = [sys.executable, "-I", "-X", "utf8", str(program), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  our own file, run by the Python that runs us
            command, input=data, capture_output=True, timeout=LONGEST, check=True
        )
    except subprocess.TimeoutExpired:
        raise too_much(f"он читается дольше {LONGEST} секунд") from None
    except subprocess.CalledProcessError:
        raise damaged() from None
    return json.loads(done.stdout)
