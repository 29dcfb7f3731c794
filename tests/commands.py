"""The command `ejournal`, run as one process would run it."""

from ejournal import cli
from tests.engines import disconnect


def run(arguments: list[str]) -> int:
    """One command as one process would run it: no connection is left when it has ended."""
    try:
        return cli.main(arguments)
    finally:
        disconnect()
