"""A program of our own run apart: it may take so much time and no more, or die alone."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


class TookTooLongError(Exception):
    """The program did not end in its time."""


class DiedError(Exception):
    """The program ended otherwise than well."""


def run(program: Path, data: bytes, *arguments: str, seconds: float) -> Any:
    """What the program says in JSON of `data` on its input."""
    command = [sys.executable, "-I", "-X", "utf8", str(program), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  our own file, run by the Python that runs us
            command, input=data, capture_output=True, timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired:
        raise TookTooLongError from None
    except subprocess.CalledProcessError:
        raise DiedError from None
    return json.loads(done.stdout)
