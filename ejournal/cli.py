"""The command `ejournal`: each sub-command is a few lines over a function."""

import argparse
import logging
import os
import re
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ejournal import backup, cli_check, cli_import, cli_print, migrations, ports, regulation
from ejournal.access import COMMAND_LINE, GIVEN, Actor
from ejournal.clock import Clock
from ejournal.config import ConfigError, from_environment, storage
from ejournal.db_trouble import explained
from ejournal.esia.errors import EsiaConfigError
from ejournal.files import FileError
from ejournal.ports import LARGEST, PortError
from ejournal.reports.papers import LAYOUTS
from ejournal.rules.refusal import Refusal
from ejournal.service import database, service
from ejournal.services import people

ROLES = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "deputy": "заместитель директора",
    "director": "директор",
    "administrator": "администратор журнала",
    "technician": "технический специалист",
}
LAYOUTS_HELP = ", ".join(f"{layout} — {told}" for layout, told in LAYOUTS.items())
ROLES_HELP = ", ".join(f"{role} — {title}" for role, title in ROLES.items())
DIGITS = 18  # of a number that any row can have
STOPPED = 130  # as every shell says of Ctrl+C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; 0 when it did what was asked, else 1 with the reason on standard error."""
    logging.basicConfig()
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options) or 0)
        sys.stdout.flush()
        return code
    except (
        ConfigError,
        EsiaConfigError,
        PortError,
        FileError,
        Refusal,
        regulation.UnknownClauseError,
    ) as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever read the answer, `head` for one, has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


class _Parser(argparse.ArgumentParser):
    """argparse, speaking Russian."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "команды", "параметры"
        self.add_argument("-h", "--help", action="help", help="показать эту подсказку")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "вызов:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "вызов:")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{_in_russian(message)}\nПодсказка: {self.prog} --help\n{self.format_usage()}")


# What argparse says of a command line; the types below say the rest themselves, in Russian.
SAID = (
    (r"argument КОМАНДА: invalid choice: '(.*)' \(choose from (.*)\)", r"Команды «\1» нет, есть: \2."),
    (r"argument ВИД: invalid choice: '(.*)' \(choose from (.*)\)", r"Документа «\1» нет, есть: \2."),
    (
        r"argument СВЕДЕНИЯ: invalid choice: '(.*)' \(choose from (.*)\)",
        r"Таких сведений, «\1», нет, есть: \2.",
    ),
    (r"argument (\S+): expected one argument", r"После \1 нужно значение."),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"После \1 значение «\2» не нужно."),
    (r"the following arguments are required: (.*)", r"Не хватает: \1."),
    (r"unrecognized arguments: (.*)", r"Лишнее: «\1»."),
    (r"argument (\S+): ([«а-яё].*)", r"\1: \2"),
)


def _in_russian(message: str) -> str:
    for said, words in SAID:
        if found := re.fullmatch(said, message, re.DOTALL | re.IGNORECASE):
            return found.expand(words).replace("'", "")
    return "Команда не разобрана."


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        example = "такого дня нет, нужен день вида ГГГГ-ММ-ДД, например 2026-11-23."
        raise argparse.ArgumentTypeError(f"«{text}»: {example}") from None


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= LARGEST:
        raise argparse.ArgumentTypeError(f"«{text}» не порт, нужно число от 1 до {LARGEST}.")
    return int(text)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > DIGITS:
        raise argparse.ArgumentTypeError(f"«{text}» не номер.")
    return int(text)


def _half(text: str) -> int:
    if text not in ("1", "2"):
        raise argparse.ArgumentTypeError(f"«{text}»: полугодие бывает 1 или 2.")
    return int(text)


def _year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"«{text}» не год, нужны четыре цифры, например 2026.")
    return int(text)


def _one_of(allowed: Collection[str], titles: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in allowed:
            raise argparse.ArgumentTypeError(f"«{text}» нет среди возможных: {titles}.")
        return text

    return check


def _parser() -> _Parser:
    parser = _Parser(prog="ejournal", description="Электронный журнал и дневник")
    commands = parser.add_subparsers(required=True, metavar="КОМАНДА")
    demo = _command(commands, "demo", _demo, "показать на вымышленной школе")
    demo.add_argument("--date", type=_day, help="день школы, ГГГГ-ММ-ДД; по умолчанию сегодня")
    demo.add_argument("--empty", action="store_true", help="пустая школа, чтобы собрать её из файлов")
    demo.add_argument("--port", type=_port, default=8000)
    demo.add_argument("--stand-port", type=_port, default=8001)
    demo.add_argument("--folder", type=Path, default=Path("var"), help="где хранить базу демонстрации")
    serve = _command(commands, "serve", _serve, "обслуживать школу")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
    _command(commands, "init", _migrate, "создать базу данных")
    _command(commands, "migrate", _migrate, "обновить базу данных")
    grant = _command(commands, "grant", _grant, "дать обязанность по приказу")
    grant.add_argument("--snils", required=True)
    grant.add_argument("--role", required=True, type=_one_of(GIVEN, ROLES_HELP), help=ROLES_HELP)
    grant.add_argument("--order", required=True, help="номер и дата приказа: «№ 61 от 31.08.2026»")
    grant.add_argument("--name", help="«Фамилия Имя Отчество», если человека ещё нет в списках")
    grant.add_argument(
        "--sex", type=_one_of(people.SEXES, "m или f"), help="пол, если его не видно по отчеству: m или f"
    )
    grant.add_argument("--class", dest="class_name", help="класс классного руководителя, например 7А")
    clause = _command(commands, "clause", _clause, "где исполняется пункт Положения")
    clause.add_argument("number", nargs="?", metavar="ПУНКТ", help="например 4.5.4; без него — все пункты")
    _add_print(commands)
    _add_import(commands)
    copied = _command(commands, "backup", _backup, "сделать копию базы, не останавливая журнал")
    copied.add_argument("-o", "--output", type=Path, required=True, help="имя файла копии")
    check = _command(commands, "verify", cli_check.verify, "проверить целостность журнала")
    check.add_argument("--head", help="хеш записи, которая должна быть в цепочке")
    looked = _command(commands, "check", cli_check.check, "найти в журнале пропуски и ошибки")
    for name, first in (("from", "первый"), ("to", "последний")):
        dest = {"from": "first", "to": "last"}[name]
        looked.add_argument(f"--{name}", dest=dest, type=_day, help=f"{first} день, ГГГГ-ММ-ДД")
    looked.add_argument("--json", action="store_true", help="найденное одним объектом JSON")
    return parser


def _add_print(commands: Any) -> None:
    """`ejournal print KIND … -o FILE`: a sub-command for each kind of paper."""
    text = "сделать документ для печати"
    kinds = commands.add_parser("print", help=text, description=text).add_subparsers(
        required=True, metavar="ВИД"
    )
    volume = _command(
        kinds,
        "journal",
        _printing(cli_print.journal),
        "том журнала класса за полугодие; он вносится в реестр",
    )
    volume.add_argument("--class", dest="class_name", required=True, help="класс, например 7А")
    volume.add_argument("--half", type=_half, required=True, help="полугодие: 1 или 2")
    volume.add_argument("--layout", type=_one_of(LAYOUTS, LAYOUTS_HELP), default="spread", help=LAYOUTS_HELP)
    slip = _command(kinds, "slip", _printing(cli_print.slip), "листок урока; в реестр он не вносится")
    slip.add_argument(
        "--lesson", type=_number, required=True, help="номер урока: он стоит в адресе его страницы"
    )
    for kind in (volume, slip):
        kind.add_argument("-o", "--output", type=Path, required=True, help="имя файла, например volume.docx")


def _add_import(commands: Any) -> None:
    """`ejournal import KIND FILE`: a sub-command for each kind of file."""
    text = "проверить и загрузить файл школы"
    kinds = commands.add_parser("import", help=text, description=text).add_subparsers(
        required=True, metavar="СВЕДЕНИЯ"
    )
    known = {name: _import(kinds, name, text) for name, text in cli_import.TOLD.items()}
    known["ktp"].add_argument("--subject", help="предмет, если файл его не называет")
    for name in ("ktp", "class_list"):
        told = "класс, если файл его не называет, например 7А"
        known[name].add_argument("--class", dest="class_name", help=told)
    for name in ("class_list", "staff"):
        known[name].add_argument("--order", help="номер и дата приказа: «№ 61 от 31.08.2026»")
    known["ktp"].add_argument("--passed", type=_number, help="до какого № плана уже пройдено до журнала")
    for name in ("timetable", "class_list", "staff", "ktp"):
        known[name].add_argument("--since", type=_day, help="с какого дня, ГГГГ-ММ-ДД")


def _import(kinds: Any, name: str, text: str) -> Any:
    """A kind of file, with the options that every kind has."""
    kind = _command(kinds, name, _printing(cli_import.command(name)), text)
    kind.add_argument("file", type=Path, metavar="ФАЙЛ", help=".xlsx, .xls, .ods, .docx, .csv, .txt, HTML")
    kind.add_argument("--dry-run", action="store_true", help="только проверить, ничего не записывать")
    kind.add_argument("--yes", action="store_true", help="загрузить, не спрашивая")
    kind.add_argument("--json", action="store_true", help="отчёт одним объектом JSON")
    kind.add_argument("--sheet", help="один лист книги вместо всех")
    kind.add_argument("--year", type=_year, help="год, в котором начинается учебный год, например 2026")
    return kind


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> Any:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _demo(options: argparse.Namespace) -> None:
    from ejournal.demo import run

    with explained(f"sqlite:///{options.folder}"):
        run.serve(options.folder, options.port, options.stand_port, options.date, print, options.empty)


def _serve(options: argparse.Namespace) -> None:
    import waitress

    app = service(from_environment(os.environ))
    doors = ports.take(options.host, (options.port, "ejournal serve --port 9000"))
    print(f"Журнал открыт: {options.host}, порт {options.port}. Остановить: Ctrl+C.", flush=True)
    waitress.create_server(app, sockets=doors, threads=4).run()


def _migrate(_: argparse.Namespace) -> None:
    kept = storage(os.environ)
    with database(kept.owner_database_url, new=True):
        print("Выполнено: " + (", ".join(migrations.migrate(kept.serving_role)) or "обновлений нет"))


def _grant(options: argparse.Namespace) -> None:
    kept = storage(os.environ)
    with database(kept.database_url):
        people.grant(
            options.snils,
            options.role,
            options.order,
            options.name,
            options.class_name,
            options.sex,
            by=Actor(None, COMMAND_LINE),
            now=Clock(kept.zone).school_now(),
        )
    print("Обязанность записана. Человек входит через ЕСИА и узнаётся по СНИЛС.")


def _clause(options: argparse.Namespace) -> None:
    print(regulation.describe(options.number))


def _printing(make: Callable[[argparse.Namespace], str]) -> Callable[[argparse.Namespace], None]:
    def run(options: argparse.Namespace) -> None:
        print(make(options))

    return run


def _backup(options: argparse.Namespace) -> None:
    kept = storage(os.environ)
    with database(kept.database_url):
        number, head = backup.backup(options.output)
    print(f"Копия записана: {options.output}. Записей: {number}, хеш последней: {head}")
