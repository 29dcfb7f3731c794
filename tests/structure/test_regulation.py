"""Every clause of the regulation is kept and tested, or planned, or no matter for a program."""

import re
from pathlib import Path

import pytest

from ejournal.regulation import (
    CLAUSES,
    NOT_FOR_A_PROGRAM,
    PLANNED,
    ROOT,
    Evidence,
    UnknownClauseError,
    cited_by_code,
    cited_by_tests,
    describe,
    fault,
    index,
)

PLANNED_CLAUSES = 11  # may only fall: a clause that is kept and tested leaves PLANNED for good

FOUND = index()


def kept(clause: str) -> bool:
    return bool(FOUND[clause].code and FOUND[clause].tests)


def faults(root: Path) -> list[str]:
    """Citations of clauses that the regulation does not have, each with its place."""
    citations = [*cited_by_code(root), *cited_by_tests(root)]
    return [f"{place}: {fault(clause)}" for clause, place in citations if fault(clause)]


def test_every_clause_is_kept_and_tested_or_says_why_not() -> None:
    silent = [c for c in CLAUSES if not kept(c) and c not in PLANNED and c not in NOT_FOR_A_PROGRAM]
    assert silent == [], "\n".join(describe(clause) for clause in silent)


def test_a_clause_that_is_kept_and_tested_leaves_the_plans() -> None:
    assert [clause for clause in PLANNED if kept(clause)] == []


def test_plans_only_shrink() -> None:
    assert len(PLANNED) == PLANNED_CLAUSES


def test_plans_and_reasons_are_about_clauses_of_the_regulation_and_do_not_overlap() -> None:
    assert not PLANNED.keys() & NOT_FOR_A_PROGRAM.keys()
    assert PLANNED.keys() | NOT_FOR_A_PROGRAM.keys() <= CLAUSES.keys()


def test_no_code_and_no_test_cites_a_clause_that_does_not_exist() -> None:
    assert faults(ROOT) == []


def test_clause_numbers_are_digits_and_at_most_a_cyrillic_letter() -> None:
    assert [clause for clause in CLAUSES if not re.fullmatch(r"\d(\.\d+)+[а-д]?", clause)] == []


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small repository that cites well and badly."""
    write(
        tmp_path / "ejournal/rules/marks.py",
        '"""п. 4.5.4: marks."""\n\n\ndef check():\n    """п. 3.1, 4.2.2а: two."""\n',
    )
    write(tmp_path / "ejournal/rules/plain.py", '"""КТП (п. 2.2) is mentioned, not kept."""\n')
    write(tmp_path / "tests/test_marks.py", "@pytest.mark.clause('4.5.4')\ndef test_it():\n    pass\n")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def places(evidence: Evidence) -> list[str]:
    return [str(place) for place in [*evidence.code, *evidence.tests]]


def test_the_index_finds_docstrings_and_markers_with_their_places(tree: Path) -> None:
    found = index(tree)
    assert places(found["4.5.4"]) == ["ejournal/rules/marks.py:1 (модуль)", "tests/test_marks.py:1 test_it"]
    assert places(found["3.1"]) == places(found["4.2.2а"]) == ["ejournal/rules/marks.py:4 check"]
    assert places(found["2.2"]) == []
    assert faults(tree) == []


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("п. 9.9: no such clause", "Пункта «9.9» в Положении нет."),
        ("п. 4.2.2a: a Latin letter", "Пункт «4.2.2a» записан с латинской буквой"),
        ("п. 4.5.4 without a colon", "Пункта «» в Положении нет."),
        ("п. 4.5.4 и 4.5.5: joined by a word", "Пункта «» в Положении нет."),
    ],
)
def test_a_bad_citation_in_a_docstring_is_named_with_its_place(
    tree: Path, docstring: str, expected: str
) -> None:
    write(tree / "ejournal/bad.py", f'class Bad:\n    def deed(self):\n        """{docstring}."""\n')
    (named,) = faults(tree)
    assert named.startswith(f"ejournal/bad.py:2 Bad.deed: {expected}")


@pytest.mark.parametrize("marker", ["'9.9'", "'4.2.2a'", "NUMBER"])
def test_a_bad_marker_is_named_with_its_place(tree: Path, marker: str) -> None:
    write(tree / "tests/test_bad.py", f"ROW = pytest.param(1, marks=pytest.mark.clause({marker}))\n")
    (named,) = faults(tree)
    assert named.startswith("tests/test_bad.py:1 (модуль): Пункт")


def test_a_clause_is_described_with_its_title_its_code_and_its_tests(tree: Path) -> None:
    assert describe("4.5.4", tree).splitlines() == [
        f"п. 4.5.4 {CLAUSES['4.5.4']} — мест в коде: 1, проверок: 1",
        "Код:",
        "  ejournal/rules/marks.py:1 (модуль)",
        "Проверки:",
        "  tests/test_marks.py:1 test_it",
    ]


def test_without_a_number_every_clause_has_its_line(tree: Path) -> None:
    lines = describe(None, tree).splitlines()
    assert [line.split()[0] for line in lines] == list(CLAUSES)
    assert "не для программы" in lines[list(CLAUSES).index("5.1")]


@pytest.mark.parametrize(("number", "hint"), [("4.2.2a", "латинской"), ("7.1", "Положении нет")])
def test_an_unknown_clause_is_refused_in_words(number: str, hint: str) -> None:
    with pytest.raises(UnknownClauseError, match=hint):
        describe(number)
