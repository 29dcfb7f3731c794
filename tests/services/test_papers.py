"""Issued papers: numbered without gaps, kept as they were issued, sealed."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from peewee import IntegrityError

from ejournal.db import database, on_postgres
from ejournal.models.papers import (
    IssuedPaper,
    NewPaper,
    PaperFile,
    Wanted,
    count_issued,
    file_of,
    issued,
    issued_by,
    kinds_and_years,
)
from ejournal.services import audit, papers
from ejournal.services.verify import verify
from tests.school import BY, ZONE, School, at
from tests.services.steps import together

pytestmark = pytest.mark.clause("4.2.5")

NEW = NewPaper("journal", "Классный журнал, 7 класс & <1>", "cohort", 7, {"half": 1}, (3, "f" * 64))
FILE = b"PK\x03\x04 a paper"


NOON = at("12:00")


def issue(new: NewPaper = NEW, file: bytes = FILE, now: datetime = NOON, request: str | None = None) -> None:
    by = BY if request is None else type(BY)(None, BY.duty, request)
    papers.issue(new, hashlib.sha256(file).hexdigest(), file, by=by, now=now)


def numbers() -> list[tuple[str, int, int]]:
    return [(paper.kind, paper.year, paper.number) for paper in IssuedPaper.select().order_by(IssuedPaper.id)]


def test_papers_are_numbered_within_a_kind_and_a_year(school: School) -> None:
    issue()
    issue()
    issue(NewPaper("certificate", "Справка", "school", None, {}, (3, "f" * 64)))
    issue(now=at("9:00", date(2027, 1, 12)))
    assert numbers() == [
        ("journal", 2026, 1),
        ("journal", 2026, 2),
        ("certificate", 2026, 1),
        ("journal", 2027, 1),
    ]


def test_a_paper_is_kept_byte_by_byte_and_sealed(school: School) -> None:
    everything = bytes(range(256)) * 40
    issue(file=everything)
    (paper,) = issued(Wanted(), 10, 0)
    assert file_of(paper) == everything
    assert (paper.file_hash, paper.head_number) == (hashlib.sha256(everything).hexdigest(), 3)
    assert verify(ZONE) == []


def test_a_repeated_request_issues_nothing_again(school: School) -> None:
    issue(request="one")
    issue(request="one")
    found = issued_by("one")
    assert found is not None and found.number == 1
    assert count_issued(Wanted()) == 1
    assert issued_by("another") is None


def test_papers_issued_at_once_take_numbers_of_their_own(school: School) -> None:
    jobs = [partial(issue, request=f"request {number}") for number in range(4)]
    assert together(*jobs) == [None] * 4
    assert sorted(number for _, _, number in numbers()) == [1, 2, 3, 4]
    assert verify(ZONE) == []


def test_one_request_sent_three_times_at_once_issues_one_paper(school: School) -> None:
    job = partial(issue, request="one")
    assert together(job, job, job) == [None] * 3
    assert numbers() == [("journal", 2026, 1)]
    assert verify(ZONE) == []


def test_the_year_is_that_of_the_school_and_not_of_greenwich(school: School) -> None:
    issue(now=at("0:30", date(2027, 1, 1)))
    assert numbers() == [("journal", 2027, 1)]


def spoil(content: bytes | None) -> None:
    """Change the file of a paper, or take it away, past the guards."""
    if on_postgres():
        database.execute_sql("ALTER TABLE paper_file DISABLE TRIGGER ALL")
    else:
        for (name,) in database.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'paper_file'"
        ).fetchall():
            database.execute_sql(f"DROP TRIGGER {name}")
    if content is None:
        PaperFile.delete().execute()
    else:
        PaperFile.update(content=content).execute()


@pytest.mark.parametrize("content", [b"another", b"", None])
def test_a_file_that_is_gone_or_changed_is_found(school: School, content: bytes | None) -> None:
    issue()
    assert file_of(IssuedPaper.get()) == FILE
    spoil(content)
    assert file_of(IssuedPaper.get()) is None
    assert [fault for fault in verify(ZONE) if "файл не тот" in fault] == [
        f"выданный документ «{NEW.title}» № 1 за 2026 год: файл не тот"
    ]


def test_the_register_of_a_kind_refuses_a_second_paper_under_one_number(school: School) -> None:
    issue()
    row = IssuedPaper.get()
    with pytest.raises(IntegrityError):
        IssuedPaper.create(**{**row.__data__, "id": None})


@pytest.mark.parametrize(
    ("search", "found"), [("", 2), ("2", 1), ("99", 0), ("zzz", 0), ("9" * 30, 0), ("%", 0), ("_", 0)]
)
def test_a_paper_is_found_by_its_number(school: School, search: str, found: int) -> None:
    issue(file=b"one")
    issue(file=b"two")
    assert count_issued(Wanted(search)) == found == len(issued(Wanted(search), 10, 0))


def test_a_paper_is_found_by_the_signs_at_the_foot_of_its_pages(school: School) -> None:
    issue(file=b"one")
    issue(file=b"two")
    start = hashlib.sha256(b"two").hexdigest()[:12]
    assert [paper.number for paper in issued(Wanted(start.upper()), 10, 0)] == [2]


def test_six_digits_are_a_number_or_the_beginning_of_a_hash(school: School) -> None:
    papers.issue(NEW, "123456" + "a" * 58, FILE, by=BY, now=NOON)
    assert [count_issued(Wanted("123456789012"[:signs])) for signs in (5, 6, 7)] == [0, 1, 0]


def test_papers_are_narrowed_by_kind_year_and_class(school: School) -> None:
    issue()
    issue(replace(NEW, kind="certificate"), now=at("9:00", date(2027, 1, 12)))
    issue(replace(NEW, about_id=8))
    issue(replace(NEW, about_kind="pupil"))
    of_seven = frozenset({7})
    asked = [
        (Wanted(), [4, 3, 2, 1]),
        (Wanted(kind="certificate"), [2]),
        (Wanted(year=2026), [4, 3, 1]),
        (Wanted(kind="certificate", year=2026), []),
        (Wanted(cohorts=of_seven), [2, 1]),
        (Wanted("1", "journal", 2026, of_seven), [1]),
        (Wanted(cohorts=frozenset()), []),
    ]
    assert [[paper.id for paper in issued(wanted, 10, 0)] for wanted, _ in asked] == [ids for _, ids in asked]
    assert kinds_and_years(of_seven) == {("journal", 2026), ("certificate", 2027)}
    assert kinds_and_years(frozenset()) == set()


def test_the_head_of_the_chain_moves_by_one_paper(school: School) -> None:
    before, _ = audit.head()
    issue()
    assert audit.head()[0] == before + 1
