"""The КТП of the demo school against what is known of them."""

import itertools
from collections import Counter

import pytest

from tests.demo.files import EXPECTED, INDEX, LOAD, NAME_OF, read, topics


@pytest.mark.parametrize("name", EXPECTED["plans"])
def test_a_plan_is_indexed_with_its_authors_and_hours(name: str) -> None:
    expected = EXPECTED["plans"][name]
    entries = [row for row in INDEX if row["file"] == name]
    assert {row["group"]: NAME_OF[row["author_snils"]] for row in entries} == expected["teachers"]
    facts = {(row["subject"], row["class"], row["hours"]) for row in entries}
    assert facts == {(expected["subject"], expected["class"], str(expected["hours"]))}


def test_every_author_teaches_by_his_plan() -> None:
    load = {(row["staff_snils"], row["subject"], row["class"], row["group"]) for row in LOAD}
    assert {(row["author_snils"], row["subject"], row["class"], row["group"]) for row in INDEX} <= load


@pytest.mark.parametrize("name", EXPECTED["plans"])
def test_a_plan_has_its_lessons_from_the_first_topic_to_the_last(name: str) -> None:
    expected, rows = EXPECTED["plans"][name], read(f"plans/{name}")
    assert [row["number"] for row in rows] == [str(number) for number in range(1, expected["lessons"] + 1)]
    assert (rows[0]["topic"], rows[-1]["topic"]) == (expected["first_topic"], expected["last_topic"])
    assert len(topics(rows)) == expected["topic_rows"]
    assert all(row["topic"] and row["homework"] for row in rows)


@pytest.mark.parametrize("name", EXPECTED["plans"])
def test_a_plan_has_its_sections_in_order_with_their_hours(name: str) -> None:
    groups = itertools.groupby(read(f"plans/{name}"), key=lambda row: row["section"])
    found = [{"title": title, "hours": len(list(rows))} for title, rows in groups]
    assert found == EXPECTED["plans"][name]["sections"]


@pytest.mark.parametrize("name", EXPECTED["plans"])
def test_a_plan_has_its_control_laboratory_and_practical_works(name: str) -> None:
    expected, rows = EXPECTED["plans"][name], read(f"plans/{name}")
    kinds = Counter(row["control"] for row in topics(rows))
    assert kinds["control"] == expected["control_works"]
    assert kinds["laboratory"] == expected["laboratory_works"]
    assert kinds["practical"] == expected["practical_works"]
    assert sum(row["control"] == "control" for row in rows) == expected["control_hours"]
    assert set(kinds) <= {"", "control", "laboratory", "practical"}
