"""Ports of this machine: the one that cannot be taken is named in one sentence, never by a traceback."""

import errno
import socket
from contextlib import ExitStack

LARGEST = 65535
BACKLOG = 1024  # connections that may wait, as waitress has it
WHY = {
    errno.EADDRINUSE: "занят: остановите программу, которая его держит (может быть, другой ejournal),",
    errno.EACCES: "открыть нельзя, у этой учётной записи нет на него права: дайте право",
}


class PortError(Exception):
    """A port cannot be listened at; the text, in Russian, names it and says what to do."""


def take(host: str, *wanted: tuple[int, str]) -> list[socket.socket]:
    """Listening sockets by port and its choice (how another is named): all, or none and a PortError."""
    with ExitStack() as until_all_are_taken:
        doors = [until_all_are_taken.enter_context(_door(host, port, choice)) for port, choice in wanted]
        until_all_are_taken.pop_all()
    return doors


def _door(host: str, port: int, choice: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as problem:
        raise PortError(_sentence(host, port, choice, problem)) from None


def _sentence(host: str, port: int, choice: str, problem: OSError) -> str:
    if problem.errno in WHY:
        return f"Порт {port} {WHY[problem.errno]} или укажите другой: {choice}."
    return f"На адресе {host} слушать нельзя: у этого компьютера его нет. Исправьте --host."
