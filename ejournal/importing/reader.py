"""A program of its own: a document, a page or a text on standard input, its Book as JSON on standard output.

It imports only this package: ejournal itself would bring the whole site, a second more.
What it may take is limited as that of workbook.py; how long is watched by apart.py, which starts it.
Written: the fields of the Book, or {"refused": the sentence}.
"""

import json
import sys
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    sys.modules["ejournal"] = ModuleType("ejournal")
    sys.modules["ejournal"].__path__ = [str(Path(__file__).parents[1])]

from ejournal.importing import tables, workbook
from ejournal.rules.refusal import Refusal


def main() -> None:
    workbook.limit()
    try:
        said: object = tables.parsed(sys.stdin.buffer.read())
    except Refusal as refusal:
        said = {"refused": refusal.message}
    json.dump(said, sys.stdout, default=vars)


if __name__ == "__main__":
    main()
