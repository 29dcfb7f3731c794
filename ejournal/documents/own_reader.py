"""A program of its own: a school's blank on standard input, what is wrong with it or its paper as JSON.

«check NAME»: the blank; written is {"faults", "notes", "sample"}. «fill»: what own_blanks.fill has pickled,
and nobody else; written is {"docx"} or {"refused": the sentence}. Memory is limited where the system can,
time by whoever starts it.
It imports only this package: ejournal itself would bring the whole site, a second more.
"""

import json
import pickle
import sys
from base64 import b64encode
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    sys.modules["ejournal"] = ModuleType("ejournal")
    sys.modules["ejournal"].__path__ = [str(Path(__file__).parents[1])]

from ejournal.documents import own_check, own_filled

MEMORY = 1024 * 2**20  # bytes


def limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except ImportError:
        pass


def main(wanted: str, *names: str) -> None:
    limit()
    data = sys.stdin.buffer.read()
    said = _checked(data, *names) if wanted == "check" else _filled(data)
    json.dump(said, sys.stdout)


def _checked(content: bytes, name: str) -> dict[str, object]:
    found = own_check.check(content, name)
    return {"faults": found.faults, "notes": found.notes, "sample": b64encode(found.sample).decode()}


def _filled(asked: bytes) -> dict[str, str]:
    content, paper, title, author, made = pickle.loads(asked)  # noqa: S301  our own, see own_blanks.fill
    try:
        return {"docx": b64encode(own_filled.filled(content, paper, title, author, made)).decode()}
    except own_filled.FAULTS as error:
        return {"refused": own_filled.told(error)}


if __name__ == "__main__":
    main(*sys.argv[1:])
