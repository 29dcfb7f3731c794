"""What a school has loaded comes back in the blanks whole: loading them again changes nothing."""

import pytest

from ejournal.loading import blanks, kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.models.curriculum import Group, GroupTeacher, Subject
from tests.loading.samples import FILES, NOW, ORDER, bring, load, open_year

pytestmark = [pytest.mark.usefixtures("db")]
PHYSICS_HOURS = "11"  # 2 + 2 + 3 + 2 + 2 of the curriculum
ORDERED = ("curriculum", "staff", "class_list", "timetable")


def load_school() -> None:
    open_year()
    for kind in ORDERED:
        load(next(name for name, one in FILES.items() if one["kind"] == kind))


def rows_of(content: bytes) -> list[dict[str, str]]:
    (table,) = kinds.read(content).tables
    heading, *rows = [list(row.texts()) for row in table.rows]
    return [dict(zip(heading, row, strict=False)) for row in rows]


def returned(kind: str) -> tuple[list[dict[str, str]], Prepared]:
    """The rows of a blank, and what its load would do."""
    own = scope(NOW.date(), None, kind == "ktp")
    _, content = blanks.blank(kind, own)
    return rows_of(content), kinds.prepare(kind, kinds.read(content), "x", Chosen(order=ORDER), own)


def test_every_list_of_the_school_comes_back_and_changes_nothing() -> None:
    load_school()
    for kind in ORDERED:
        rows, found = returned(kind)
        assert rows, kind
        assert {judged.verdict for judged in found.rows.values()} == {Verdict.SAME}, kind


def test_staff_come_back_with_what_they_teach_and_lead() -> None:
    load_school()
    rows, _ = returned("staff")
    physicist = next(row for row in rows if "Физика" in row["Предмет"].splitlines())
    lines = (physicist[title].splitlines() for title in ("Предмет", "Классы", "Часов в неделю"))
    assert ("Физика", "7, 8, 9, 10, 11", PHYSICS_HOURS) in list(zip(*lines, strict=True))
    told = next(one for one in FILES.values() if one["kind"] == "staff")
    led = {row["Классное руководство"]: row["ФИО"] for row in rows if row["Классное руководство"]}
    assert led == told["class_teachers"]


def test_a_page_of_teaching_at_home_is_no_load_of_the_list() -> None:
    load_school()
    before, _ = returned("staff")
    page = Group.select().join(Subject).where(Subject.name == "Физика").get()
    home = {"grading": "five", "grade": page.grade, "year": page.year, "cohort": page.cohort}
    made = Group.create(kind="home", name="Физика на дому", subject=page.subject, **home)
    teacher = GroupTeacher.get(GroupTeacher.group == page)
    GroupTeacher.create(group=made, person=teacher.person, valid_from=teacher.valid_from)
    assert returned("staff")[0] == before


def test_lessons_come_back_with_their_teachers() -> None:
    load_school()
    rows, _ = returned("timetable")
    physics = {row["Учитель"] for row in rows if row["Предмет"] == "Физика"}
    assert len(physics) == 1 and len(physics.pop().split()) == 3


def test_a_school_without_a_timetable_has_the_lessons_of_its_curriculum_to_lay_out() -> None:
    open_year()
    load(next(name for name, one in FILES.items() if one["kind"] == "curriculum"))
    _, content = blanks.blank("timetable", scope(NOW.date(), None, False))
    physics = [row["Класс"] for row in rows_of(content) if row["Предмет"] == "Физика"]
    assert len(physics) == int(PHYSICS_HOURS) and physics.count("9") == 3
    assert {row["День недели"] for row in rows_of(content)} == {""}


def test_pupils_come_back_with_their_families() -> None:
    load_school()
    rows, _ = returned("class_list")
    assert {row["Пол"] for row in rows} == {"м", "ж"}
    assert {row["Форма информирования"] for row in rows} >= {"электронная", "бумажная"}
    assert any(row["Мать, ФИО"] and row["Мать, телефон"] for row in rows)


@pytest.mark.clause("4.4.1")
def test_a_grandmother_and_a_stepfather_come_back_in_columns_of_their_own() -> None:
    open_year()
    head = "Класс;ФИО;Дата рождения;СНИЛС;Мать, ФИО;Представитель 1, ФИО;Представитель 1, кем приходится"
    head += ";Представитель 1, телефон;Представитель 2, ФИО;Представитель 2, кем приходится"
    row = "5;Белов Пётр Ильич;01.02.2015;112-233-445 95;Белова Анна Ильинична"
    row += ";Бочкина Вера Ивановна;бабушка, опекун"
    bring("class_list", f"{head}\n{row};8 900 111-22-33;Дроздов Олег Ильич;отчим\n")
    rows, again = returned("class_list")
    (child,) = rows
    assert {judged.verdict for judged in again.rows.values()} == {Verdict.SAME}
    assert child["Мать, ФИО"] == "Белова Анна Ильинична" and child["Отец, ФИО"] == ""
    assert child["Представитель 1, ФИО"] == "Бочкина Вера Ивановна"
    assert child["Представитель 1, кем приходится"] == "опекун"
    assert "".join(filter(str.isdecimal, child["Представитель 1, телефон"])).endswith("9001112233")
    assert (child["Представитель 2, ФИО"], child["Представитель 2, кем приходится"]) == (
        "Дроздов Олег Ильич",
        "отчим",
    )


def test_the_blank_of_a_plan_has_its_lessons() -> None:
    load_school()
    load(next(name for name, one in FILES.items() if one["kind"] == "ktp"))
    plan = Group.select().where(Group.plan.is_null(False)).get().plan_id
    own = scope(NOW.date(), None, True)
    _, content = blanks.blank("ktp", own, plan)
    groups = tuple(page.group.id for page in own.pages if page.group.plan_id == plan)
    again = kinds.prepare("ktp", kinds.read(content), "x", Chosen(groups=groups), own)
    assert {judged.verdict for judged in again.rows.values()} == {Verdict.SAME}
