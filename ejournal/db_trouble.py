"""A database that does not serve: one sentence that says what to do, for commands and for the start."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from peewee import DatabaseError

from ejournal.config import ConfigError, without_password

# What the server says before it knows its client has no code: these are its words, in English and in Russian.
REFUSED = re.compile("FATAL|ВАЖНО")
NO_DATABASE = re.compile('(database|база данных) ".*" (does not exist|не существует)')
NO_TABLE = "42P01"
NO_RIGHT = "42501"
DISK_FULL = "53100"
NO_ROLE = "42704"


@contextmanager
def explained(url: str, new: bool = False) -> Iterator[None]:
    """Turn an error of the database at `url` into a ConfigError; `new`: tables were to be made or changed."""
    try:
        yield
    except DatabaseError as problem:
        raise ConfigError(_sentence(problem, url, new)) from None


def _sentence(problem: DatabaseError, url: str, new: bool) -> str:
    code = getattr(getattr(problem, "orig", None), "sqlstate", None)
    said = str(problem)
    if code == DISK_FULL or "disk is full" in said:
        return "На диске нет места: ничего не записано. Освободите место и повторите."
    if code == NO_TABLE or said.startswith("no such table"):
        return "В базе данных ещё нет таблиц журнала: выполните ejournal init."
    if code == NO_RIGHT:
        return _no_right(url, new)
    if code == NO_ROLE:
        return "Роли из EJOURNAL_DATABASE на сервере PostgreSQL нет: создайте её командой createuser."
    if code is None and url.startswith("postgres"):
        return _no_connection(said, url)
    return f"База данных {without_password(url)} ответила ошибкой: {said.splitlines()[0]}."


def _no_right(url: str, new: bool) -> str:
    if new:
        return (
            f"Роль «{_role(url)}» не может создавать и менять таблицы в базе «{_name(url)}»: "
            "базой она не владеет. Задайте в EJOURNAL_OWNER_DATABASE адрес с ролью-владельцем и повторите."
        )
    return (
        f"У роли «{_role(url)}» нет прав на таблицы журнала. Задайте в EJOURNAL_OWNER_DATABASE адрес "
        "с ролью, которая ими владеет, и выполните ejournal migrate: права он выдаст сам."
    )


def _no_connection(said: str, url: str) -> str:
    name, role = _name(url), _role(url)
    if NO_DATABASE.search(said):
        return (
            f"Базы данных «{name}» на сервере PostgreSQL нет. Создайте её командой createdb (см. README) "
            "и выполните ejournal init; если имя неверно, исправьте EJOURNAL_DATABASE."
        )
    if REFUSED.search(said):
        return (
            f"Сервер PostgreSQL не впускает роль «{role}» в базу «{name}»: такой роли нет, пароль неверен "
            "или вход не разрешён в pg_hba.conf. Исправьте адрес базы или роль. "
            f"Ответ сервера: {said.splitlines()[0]}"
        )
    return (
        f"Сервер PostgreSQL не отвечает: {without_password(url)}. Запустите его или исправьте адрес "
        "в EJOURNAL_DATABASE (EJOURNAL_OWNER_DATABASE)."
    )


def _role(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.removeprefix("/"))
