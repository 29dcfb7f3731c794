"""Functions are short, and so are modules."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
FUNCTION_LINES, MODULE_LINES, MEDIAN_LINES = 40, 300, 8

# Modules that may be longer, each with its reason: they are tables of data.
TABLES_OF_DATA: dict[str, str] = {}


def modules(*folders: str) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def functions(*folders: str) -> Iterator[tuple[str, int]]:
    """Place and length in lines of every function, decorators aside."""
    for path, text in modules(*folders):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    found = [f"{place}: {lines}" for place, lines in functions("ejournal", "tests") if lines > FUNCTION_LINES]
    assert found == []


def test_no_module_is_longer_than_can_be_read_in_one_go() -> None:
    long = {
        path: lines
        for path, text in modules("ejournal", "tests")
        if (lines := text.count("\n")) > MODULE_LINES
    }
    assert long.keys() == TABLES_OF_DATA.keys(), long


def test_the_usual_function_is_a_few_lines() -> None:
    assert median(lines for _, lines in functions("ejournal")) <= MEDIAN_LINES
