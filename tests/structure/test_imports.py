"""The arrows between packages: a forbidden import is named with its file, line and arrow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Package or module of ejournal → those it may import; its own package always. `app` is ejournal/__init__.py.
# Beside the drawing: a sentence for people may be made anywhere above the tables, so `wording` is open to
# rules, services and reports; whoever queries the tables may use `db`, which lies under them.
ARROWS = {
    "rules": "wording",
    "rights": "",
    "access": "rights",
    "wording": "",
    "regulation": "",
    "clock": "",
    "ports": "",
    "apart": "",
    "files": "",
    "backup": "db files models",
    "db": "",
    "prepared": "db",
    "config": "esia",
    "db_trouble": "config",
    "models": "db prepared",
    "migrations": "db models",
    "services": "rules access models db wording",
    "documents": "wording apart",
    "reports": "models rules documents db wording",
    "importing": "rules wording apart",
    "loading": "services importing models rules access wording",
    "esia": "",
    "views": "services reports documents importing loading esia rules access wording regulation clock "
    "config db",
    "views.gate": "models",  # the views that load rows, beside what every view may
    "views.gate_attendance": "models",
    "views.gate_families": "models",
    "views.gate_files": "models",
    "views.gate_checks": "models",
    "views.gate_certificates": "models",
    "views.gate_timetable": "models",
    "views.gate_draft": "models",
    "views.gate_people": "models",
    "views.gate_plans": "models",
    "views.gate_memos": "models",
    "views.gate_own_journals": "models",
    "views.gate_terms": "models",
    "views.gate_visitor": "models",
    "views.gate_watch": "models",
    "views.gate_consents": "models",
    "views.gate_blanks": "models",
    "views.gate_acts": "models",
    "jobs": "services reports documents importing loading models esia rules access wording clock config db",
    "demo": "app service migrations jobs access services reports documents models esia rules wording clock "
    "config db ports",
    "app": "config db views esia clock",
    "service": "app esia models clock config db db_trouble migrations jobs",
    "cli": "app services reports documents importing esia rules access wording regulation clock config db "
    "db_trouble migrations demo jobs service ports files backup cli_check cli_print cli_import",
    "cli_check": "reports services rules clock config service",
    "cli_import": "importing loading services models rules access wording clock config files service",
    "cli_print": "services reports documents rules access clock config service files",
}

# Libraries (and the clock) that only some may import; what is not named here is free.
RESERVED = {
    "flask": "views service cli jobs demo esia app",
    "flask_login": "views app",
    "htmx_flask": "views.htmx",
    "authlib": "esia",
    "peewee": "db prepared db_trouble models migrations services reports jobs demo",
    "playhouse": "db models migrations",
    "docx": "documents importing",
    "docxtpl": "documents",
    "segno": "documents",
    "zxingcpp": "importing",
    "pypdfium2": "importing",
    "PIL": "importing",
    "ejournal.clock": "views service cli cli_check cli_print cli_import jobs demo app",
}

TIME_READERS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
TIME_OWNERS = {"datetime", "date", "time"}


def sources() -> Iterator[tuple[str, str, ast.Module]]:
    """Path, dotted module name without «ejournal.», syntax tree."""
    for path in sorted((ROOT / "ejournal").rglob("*.py")):
        parts = path.relative_to(ROOT / "ejournal").with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__") or "app"
        yield path.relative_to(ROOT).as_posix(), name, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Dotted names, one for each thing imported; a relative import keeps its dots and so is forbidden."""
    for node in runtime_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)


def runtime_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those under `if TYPE_CHECKING:`: naming a type is not reaching for the thing."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from runtime_nodes(node)


def among(name: str, list_: str) -> bool:
    """Whether a module or a package around it is in a list of names."""
    return any(name == entry or name.startswith(f"{entry}.") for entry in list_.split())


def allowed(module: str, name: str) -> bool:
    """Whether the module of ejournal may import a dotted name."""
    if any(among(name, library) and not among(module, users) for library, users in RESERVED.items()):
        return False
    if not name.startswith(("ejournal", ".")):
        return True
    target = name.removeprefix("ejournal").removeprefix(".").removeprefix("create_app") or "app"
    package = module.partition(".")[0]
    return among(target, f"{package} {ARROWS.get(package, '')} {ARROWS.get(module, '')}")


def forbidden(path: str, module: str, tree: ast.AST) -> list[str]:
    return [f"{path}:{line} {module} → {name}" for name, line in imported(tree) if not allowed(module, name)]


def clock_reads(path: str, tree: ast.AST) -> list[str]:
    """Places that ask the operating system for the time, under whatever name the class was imported."""
    aliases = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in TIME_READERS:
            owner = ast.unparse(node.value).rpartition(".")[2]
            if aliases.get(owner, owner) in TIME_OWNERS:
                found.append(f"{path}:{node.lineno} {ast.unparse(node)}")
    by_name = [
        f"{path}:{line} {name}" for name, line in imported(tree) if name in {"time.time", "time.time_ns"}
    ]
    return found + by_name


def test_every_package_has_its_arrows() -> None:
    packages = {module.partition(".")[0] for _, module, _ in sources()}
    assert packages <= ARROWS.keys()


def test_imports_follow_the_arrows() -> None:
    found = [fault for path, module, tree in sources() for fault in forbidden(path, module, tree)]
    assert found == [], "\n".join(found)


def test_only_the_clock_asks_for_the_time() -> None:
    found = [f for path, _, tree in sources() if path != "ejournal/clock.py" for f in clock_reads(path, tree)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("rules.marks", "from ejournal.models.journal import Mark"),
        ("rules.marks", "import flask"),
        ("rules.marks", "from ejournal import clock"),
        ("wording", "from peewee import fn"),
        ("services.marks", "from ejournal.views.gate import lesson"),
        ("services.marks", "from flask import g"),
        ("services.marks", "from ejournal.clock import Clock"),
        ("models.journal", "import ejournal.services.marks"),
        ("views.lesson", "from ejournal.models.journal import Mark"),
        ("views.lesson", "from htmx_flask import Htmx"),
        ("reports.diary", "from docx import Document"),
        ("services.marks", "from .. import views"),
        ("demo.school", "if 1:\n    from ejournal.views import lesson"),
    ],
)
def test_a_forbidden_import_is_named_with_its_line(module: str, statement: str) -> None:
    line = statement.count("\n") + 1
    (found,) = forbidden("some.py", module, ast.parse(statement))
    assert found.startswith(f"some.py:{line} {module} → ")


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("views.gate", "from ejournal.models.journal import Mark"),
        ("views.lesson", "from ejournal.services import marks"),
        ("esia.client", "from flask import redirect"),
        ("cli", "from ejournal import create_app"),
        ("rules.marks", "from ejournal.rules.refusal import Refusal"),
    ],
)
def test_an_arrow_that_is_drawn_may_be_followed(module: str, statement: str) -> None:
    assert forbidden("some.py", module, ast.parse(statement)) == []


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime as dt\nx = dt.datetime.now",
        "from datetime import date as day\nx = day.today()",
        "import time\nx = time.time()",
        "import time as t\nx = t.time()",
        "from time import time",
    ],
)
def test_asking_for_the_time_is_noticed_under_any_name(code: str) -> None:
    assert len(clock_reads("some.py", ast.parse(code))) == 1


def test_a_time_that_is_passed_in_is_free() -> None:
    assert clock_reads("some.py", ast.parse("x = clock.school_now()\ny = moment.time()\nz = now()")) == []
