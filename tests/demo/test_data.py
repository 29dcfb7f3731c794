"""The demo school's files against what is known of the school, with no loader in between."""

import datetime
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ejournal.wording import fold
from tests.demo.files import (
    ALL_FILES,
    COMPUTING,
    CURRICULUM,
    DATA,
    ENGLISH,
    EXPECTED,
    GUARDIANS,
    LOAD,
    NAME_OF,
    PUPILS,
    STAFF,
    Row,
    full_name,
    hours_by_pair,
    read,
)


def check_number(first_nine: str) -> str:
    """Two digits by the rule for a СНИЛС: weights 9…1, modulo 101, and 100 is written 00."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, range(9, 0, -1), strict=True))
    return f"{total % 101 % 100:02d}"


# Files


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_file_is_plain_utf8_with_lf_and_no_stray_spaces(name: str) -> None:
    text = (DATA / name).read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert not re.search(r"\r|\ufeff|\u00a0|\t|  ", text)
    for row in read(name):
        assert None not in row
        assert all(value == value.strip() for value in row.values())


def test_the_folder_holds_its_tables_and_the_five_plans_with_their_index() -> None:
    people = ["guardians.csv", "pupils.csv", "staff.csv"]
    groups = ["groups.csv", "group_pupils.csv", "circles.csv", "moves.csv"]
    tables = ["curriculum.csv", "load.csv", "timetable.csv", *people, *groups]
    plans = [f"plans/{name}" for name in ("index.csv", *EXPECTED["plans"])]
    outlines = [f"outlines/{grade}.csv" for grade in range(1, 12)]
    assert sorted([*tables, *plans, *outlines]) == ALL_FILES


# People


def test_every_class_has_its_number_of_pupils() -> None:
    assert len(PUPILS) == EXPECTED["pupils"]
    assert Counter(row["class"] for row in PUPILS) == EXPECTED["pupils_per_class"]


def test_namesakes_are_two_pupils_with_two_birthdays() -> None:
    same = Counter(full_name(row) for row in PUPILS)
    found = [row for row in PUPILS if same[full_name(row)] > 1]
    facts = [{"fio": full_name(r), "birth_date": r["birth_date"], "class": r["class"]} for r in found]
    assert facts == EXPECTED["namesakes"]


def test_class_7_is_divided_into_its_two_groups_by_name() -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for row in PUPILS:
        if row["group"]:
            assert row["class"] == "7"
            groups[row["group"]].append(full_name(row))
    assert {group: sorted(names) for group, names in groups.items()} == {
        group: sorted(names) for group, names in EXPECTED["english_groups"].items()
    }


def test_pupils_are_of_school_age_on_the_first_of_september() -> None:
    for row in PUPILS:
        born = datetime.date.fromisoformat(row["birth_date"])
        assert 6 <= (datetime.date(2026, 9, 1) - born).days / 365.25 < 20, row


def test_unusual_names_keep_their_parts() -> None:
    names = {full_name(row): row for row in PUPILS}
    assert names["Мамедов Эльдар Рашид оглы"]["patronymic"] == "Рашид оглы"
    assert names["Ким Виктория"]["patronymic"] == ""
    assert names["Жданов Илья Петрович"]["class"] == "9"
    assert names["Соловьёва Алёна Дмитриевна"]["class"] == "9"


@pytest.mark.parametrize("people", [PUPILS, GUARDIANS, STAFF], ids=["pupils", "guardians", "staff"])
def test_a_person_has_a_russian_name_and_a_sex(people: list[Row]) -> None:
    word = r"[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)?"
    for row in people:
        assert re.fullmatch(word, row["surname"]), row
        assert re.fullmatch(word, row["name"]), row
        assert re.fullmatch(rf"|{word}( (оглы|кызы))?", row["patronymic"]), row
        assert row["sex"] == ("m" if row["patronymic"].endswith(("ич", "оглы")) else "f"), row


@pytest.mark.parametrize("people", [PUPILS, GUARDIANS, STAFF], ids=["pupils", "guardians", "staff"])
def test_a_snils_is_of_the_fictitious_series_and_its_check_number_is_right(people: list[Row]) -> None:
    for row in people:
        assert re.fullmatch(r"999[0-9]{8}", row["snils"]), row
        assert check_number(row["snils"][:9]) == row["snils"][9:], row


def test_the_check_number_follows_the_published_example() -> None:
    assert check_number("112233445") == "95"


def test_a_snils_belongs_to_one_person() -> None:
    assert len({row["snils"] for row in PUPILS}) == len(PUPILS)
    assert len({row["snils"] for row in STAFF}) == len(STAFF)
    adults = {row["snils"] for row in [*GUARDIANS, *STAFF]}
    assert adults.isdisjoint(row["snils"] for row in PUPILS)
    assert len({(row["snils"], full_name(row)) for row in [*GUARDIANS, *STAFF]}) == len(adults)


def test_guardians_are_counted_once_however_many_children_they_have() -> None:
    assert len(GUARDIANS) == EXPECTED["representative_links"]
    people = {(row["id"], row["snils"], full_name(row), row["snils_invented"]) for row in GUARDIANS}
    assert len(people) == EXPECTED["representatives_distinct"]
    assert len({person[0] for person in people}) == len({person[1] for person in people}) == len(people)


def test_every_pupil_has_one_or_two_guardians_and_no_link_is_written_twice() -> None:
    links = Counter(row["child_snils"] for row in GUARDIANS)
    assert links.keys() == {row["snils"] for row in PUPILS}
    assert max(links.values()) == 2
    assert len({(row["id"], row["child_snils"]) for row in GUARDIANS}) == len(GUARDIANS)


def test_a_mother_is_a_woman_and_a_father_a_man() -> None:
    assert {(r["relation"], r["sex"]) for r in GUARDIANS} == {("мать", "f"), ("отец", "m"), ("опекун", "f")}
    assert [full_name(r) for r in GUARDIANS if r["relation"] == "опекун"] == ["Соболева Нина Павловна"]


def test_the_form_is_one_for_all_guardians_of_a_child() -> None:
    forms = {(row["child_snils"], row["form"]) for row in GUARDIANS}
    assert len(forms) == EXPECTED["pupils"]
    assert Counter(form for _, form in forms)["paper"] == EXPECTED["paper_form"]
    assert {form for _, form in forms} == {"electronic", "paper"}


def test_one_teacher_is_also_a_mother_by_the_same_snils() -> None:
    staff = {row["snils"] for row in STAFF}
    links = [row for row in GUARDIANS if row["snils"] in staff]
    children = {row["snils"]: {"fio": full_name(row), "class": row["class"]} for row in PUPILS}
    assert {full_name(row) for row in links} == {EXPECTED["teacher_and_parent"]["fio"]}
    found = sorted((children[row["child_snils"]] for row in links), key=lambda child: child["class"])
    assert found == EXPECTED["teacher_and_parent"]["children"]


def test_the_staff_is_21_people_of_whom_20_teach() -> None:
    assert len(STAFF) == EXPECTED["staff"]
    assert len({row["staff_snils"] for row in LOAD}) == EXPECTED["teaching_staff"]
    assert all(row["position"] for row in STAFF)


def test_every_class_has_its_class_teacher() -> None:
    found = {row["class_teacher_of"]: full_name(row) for row in STAFF if row["class_teacher_of"]}
    assert found == EXPECTED["class_teachers"]


# Curriculum and load


def test_the_curriculum_gives_every_class_its_subjects_and_hours() -> None:
    hours = hours_by_pair(CURRICULUM)
    assert len(hours) == EXPECTED["class_subject_pairs_plan"]
    assert Counter(klass for klass, _ in hours) == EXPECTED["pairs_per_class"]
    for klass, total in EXPECTED["hours_per_class"].items():
        assert sum(value for pair, value in hours.items() if pair[0] == klass) == total
    assert sum(hours.values()) == EXPECTED["hours_per_week_plan"]


def test_hours_of_both_parts_add_up_and_half_hours_stay_halves() -> None:
    hours = hours_by_pair(CURRICULUM)
    for examples in (EXPECTED["summed_hours"], EXPECTED["half_hours"]):
        for klass, subjects in examples.items():
            assert {subject: hours[klass, subject] for subject in subjects} == subjects


def test_a_subject_stands_once_in_a_part_and_the_level_follows_the_class() -> None:
    keys = {(row["class"], row["subject"], row["part"]) for row in CURRICULUM}
    assert len(keys) == len(CURRICULUM)
    assert {row["part"] for row in CURRICULUM} == {"обязательная", "формируемая"}
    levels = ["НОО"] * 4 + ["ООО"] * 5 + ["СОО"] * 2
    assert {(int(row["class"]), row["level"]) for row in CURRICULUM} == set(enumerate(levels, start=1))


def test_the_load_covers_the_curriculum_once_and_what_class_7_has_in_groups_twice() -> None:
    assert len(LOAD) == EXPECTED["class_subject_pairs_load"]
    assert sum(float(row["hours"]) for row in LOAD) == EXPECTED["hours_per_week_load"]
    expected = hours_by_pair(CURRICULUM)
    for subject in (ENGLISH, COMPUTING):
        expected["7", subject] *= 2
    assert hours_by_pair(LOAD) == expected


def test_each_english_group_of_class_7_has_its_teacher() -> None:
    rows = [row for row in LOAD if (row["class"], row["subject"]) == ("7", ENGLISH)]
    assert {row["group"]: NAME_OF[row["staff_snils"]] for row in rows} == EXPECTED["english_teachers"]


def test_the_example_of_finding_people_in_the_readme_is_true_here() -> None:
    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    example = re.search(r"«(\w+)» находит (\w+)", text)
    assert example
    typed, called = example.groups()
    found = [row["surname"] for row in PUPILS if fold(row["surname"]).startswith(fold(typed))]
    assert any(called.startswith(surname[:-1]) for surname in found), found
