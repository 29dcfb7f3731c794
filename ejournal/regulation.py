"""The clauses of the regulation under short titles of our own, and where code and tests keep each.

A function keeps a clause when its docstring begins «п. 4.5.4: …»; a test holds it by its marker `clause`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

CLAUSES: dict[str, str] = {
    "2.1": "Хранение успеваемости и посещаемости, в том числе обучения на дому, кружков и ГПД",
    "2.2": "Единая база календарно-тематического планирования",
    "2.3": "Доступ к отметкам за все учебные периоды",
    "2.4": "Отчёты учителей и администрации",
    "2.5": "Информирование родителей об успеваемости и посещаемости",
    "2.6": "Контроль выполнения образовательных программ",
    "2.7": "Дистанционные учебные курсы",
    "2.8": "Портфолио обучающихся и педагогов",
    "2.9": "Дистанционное консультирование заболевших детей",
    "2.10": "Диагностические и тестовые работы",
    "2.11": "Общение учителей, администрации, родителей и учеников",
    "2.12": "Ответственность за полноту данных",
    "3.1": "Пользователи журнала; ученикам и родителям входа в журнал нет",
    "3.2": "Доступ учеников и родителей через электронный дневник",
    "3.3": "Вход только через ЕСИА",
    "3.4": "Вход учеников в дневник через ЕСИА",
    "3.5": "Личная ответственность за сохранность учётной записи",
    "3.6": "Записи на русском языке, темы обязательны",
    "3.7": "Периодический контроль ведения журнала и его показатели",
    "4.1": "Директор",
    "4.1.1": "Внедрение журнала и дневника",
    "4.1.2": "Нормативные документы о ведении журнала",
    "4.1.3": "Назначение администратора и технического специалиста",
    "4.1.4": "Технические и организационные условия",
    "4.2": "Заместитель директора по УВР",
    "4.2.1": "Расписание по классам, учителям и кабинетам и его изменения",
    "4.2.2": "Ежемесячная проверка журналов и справки о ней",
    "4.2.2а": "Проверка: наличие КТП",
    "4.2.2б": "Проверка: своевременность отметок и домашнее задание",
    "4.2.2в": "Проверка: посещаемость",
    "4.2.2г": "Проверка: выполнение программы",
    "4.2.2д": "Учёт пропущенных и замещённых уроков",
    "4.2.3": "Связь с технической поддержкой",
    "4.2.4": "Печать журнала раз в полугодие",
    "4.2.5": "Хранение журнала в электронном виде и на бумаге",
    "4.2.6": "Объявления",
    "4.3": "Администратор журнала и дневника",
    "4.3.1": "Настройка журнала",
    "4.3.2": "Пользователи и права доступа",
    "4.3.3": "Статистика работы с журналом",
    "4.3.4": "Консультации по работе в журнале и дневнике",
    "4.4": "Классный руководитель",
    "4.4.1": "Данные об учениках класса и их родителях",
    "4.4.2": "Внесение пропусков занятий",
    "4.4.3": "Еженедельная сверка посещаемости",
    "4.4.4": "Прогноз и итоги успеваемости для родителей",
    "4.4.5": "Еженедельная распечатка тем, кто отказался от электронной формы",
    "4.5": "Учитель",
    "4.5.1": "Внесение КТП",
    "4.5.2": "Занятие и отсутствующие — в день урока",
    "4.5.3": "Домашнее задание — в день урока",
    "4.5.4": "Отметки — в графе дня урока, без исправлений и не задним числом",
    "4.5.5": "Итоговые отметки за два дня до конца периода",
    "4.6": "Родители (законные представители)",
    "4.6.1": "Форма получения информации и согласие на обработку данных",
    "4.6.2": "Дневник для родителей и сообщения школе",
    "4.6.3": "Личная ответственность за сохранность учётной записи",
    "4.6.4": "Сообщение об изменении персональных данных",
    "4.6.5": "Сообщение о неполадках дневника",
    "4.6.6": "Результаты на бумаге не реже раза в неделю",
    "4.7": "Учащиеся",
    "4.7.1": "Дневник для ученика: результаты и домашние задания",
    "5.1": "Принятие и утверждение Положения",
    "5.2": "Изменения Положения",
}

_HEADING = "заголовок: обязанности перечислены в его пунктах"
_PERSON = "ответственность самого человека: паролей программа не хранит, вход — дело ЕСИА"

NOT_FOR_A_PROGRAM: dict[str, str] = {
    "2.12": "ответственность должностного лица; показатели полноты даёт п. 3.7",
    "3.5": _PERSON,
    "4.1": _HEADING,
    "4.1.1": "организационное решение директора",
    "4.1.2": "документы школы о журнале пишут люди",
    "4.1.4": "техника и организация работы в школе",
    "4.2": _HEADING,
    "4.3": _HEADING,
    "4.4": _HEADING,
    "4.5": _HEADING,
    "4.6": _HEADING,
    "4.6.3": _PERSON,
    "4.7": _HEADING,
    "5.1": "порядок принятия самого Положения",
    "5.2": "порядок изменения самого Положения",
}

PLANNED: dict[str, str] = {
    "2.3": "архив: отметки прошлых лет",
    "2.4": "отчёты за период",
    "2.6": "контроль: выполнение программ",
    "2.7": "дистанционные курсы",
    "2.8": "портфолио",
    "2.9": "консультации заболевших детей",
    "2.10": "диагностические и тестовые работы",
    "2.11": "сообщения",
    "4.2.6": "доска объявлений",
    "4.3.3": "статистика работы с журналом",
    "4.6.2": "сообщения школе из дневника: дневник уже есть, переписки ещё нет",
}

_CITATION = re.compile(r"п\. ([^:\s]+(?:, [^:\s]+)*):")


class UnknownClauseError(LookupError):
    """A number that the regulation does not have; the text says so in Russian."""


class Place(NamedTuple):
    """Where a clause is cited; the path is relative to the repository."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"


class Citation(NamedTuple):
    """A clause number as written; "" when the text cites in a way that cannot be read."""

    clause: str
    place: Place


@dataclass(frozen=True)
class Evidence:
    """Where a clause is kept, and where that is tested."""

    code: list[Place] = field(default_factory=list)
    tests: list[Place] = field(default_factory=list)


@cache
def index(root: Path = ROOT) -> dict[str, Evidence]:
    """Evidence for every clause of the regulation, read from the sources under `root` once a process."""
    found = {number: Evidence() for number in CLAUSES}
    for number, place in cited_by_code(root):
        if number in found:
            found[number].code.append(place)
    for number, place in cited_by_tests(root):
        if number in found:
            found[number].tests.append(place)
    return found


def fault(number: str) -> str | None:
    """What is wrong with a clause number, in Russian; None when the regulation has it."""
    if number in CLAUSES:
        return None
    if re.search("[A-Za-z]", number):
        return f"Пункт «{number}» записан с латинской буквой: нужна русская, например «4.2.2а»."
    return f"Пункта «{number}» в Положении нет."


def describe(number: str | None = None, root: Path = ROOT) -> str:
    """One clause with its places, or the list of all; UnknownClauseError for a number that is not there."""
    found = index(root)
    if number is None:
        return "\n".join(f"{clause:7} {_status(clause, found[clause])}" for clause in CLAUSES)
    if wrong := fault(number):
        raise UnknownClauseError(wrong)
    evidence = found[number]
    sections = [("Код", evidence.code), ("Проверки", evidence.tests)]
    listed = [f"{title}:\n" + "\n".join(f"  {p}" for p in places) for title, places in sections if places]
    return "\n".join([f"п. {number} {_status(number, evidence)}", *listed])


def _status(number: str, evidence: Evidence) -> str:
    title = CLAUSES[number]
    if number in NOT_FOR_A_PROGRAM:
        return f"{title} — не для программы: {NOT_FOR_A_PROGRAM[number]}"
    if number in PLANNED:
        return f"{title} — позже: {PLANNED[number]}"
    return f"{title} — мест в коде: {len(evidence.code)}, проверок: {len(evidence.tests)}"


def cited_by_code(root: Path) -> Iterator[Citation]:
    """Clauses at the head of docstrings under ejournal/."""
    for path, name, node in _nodes(root, "ejournal", "п. "):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node) or ""
            place = Place(path, getattr(node, "lineno", 1), name)
            yield from (Citation(number, place) for number in _head(text))


def cited_by_tests(root: Path) -> Iterator[Citation]:
    """Clauses of the marker `pytest.mark.clause(…)` under tests/, wherever the marker stands."""
    for path, name, node in _nodes(root, "tests", ".clause("):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "clause":
            for argument in node.args:
                number = argument.value if isinstance(argument, ast.Constant) else ""
                yield Citation(str(number), Place(path, node.lineno, name))


def _head(docstring: str) -> list[str]:
    """The numbers in «п. 3.1, 3.2: …»; [""] for a docstring that begins «п. » and goes on otherwise."""
    if not docstring.startswith("п. "):
        return []
    match = _CITATION.match(docstring)
    return match[1].split(", ") if match else [""]


def _nodes(root: Path, folder: str, sign: str) -> Iterator[tuple[str, str, ast.AST]]:
    """Every node of the modules that have the sign: path, qualified name of what is around it, node."""
    for path in sorted((root / folder).rglob("*.py")):
        relative, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        if sign in text:
            named: list[tuple[str, ast.AST]] = []
            _name(ast.parse(text, relative), "", named)
            yield from ((relative, name, node) for name, node in named)


def _name(node: ast.AST, name: str, found: list[tuple[str, ast.AST]]) -> None:
    """Add the node and all below it, in their order."""
    found.append((name or "(модуль)", node))
    for child in ast.iter_child_nodes(node):
        inner = isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        _name(child, f"{name}.{child.name}".lstrip(".") if inner else name, found)  # type: ignore[attr-defined]
