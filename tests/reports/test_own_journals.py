"""Journals of their own against the database, counted by plain SQL: each record is on paper once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ejournal.db import database
from ejournal.documents.own_journal import OwnJournal
from ejournal.documents.volume_layout import Layout
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.people import Enrolment, SchoolYear
from ejournal.reports import own_journals, printing
from ejournal.reports.own_journals import Order
from ejournal.rules.refusal import Refusal
from tests.client import queries
from tests.reports.january import FIRST, LAST, NOW, january, order, rows

pytestmark = pytest.mark.clause("2.1")

OF_GROUP = "WHERE l.group_id = ? AND l.date BETWEEN ? AND ?"
AT_HOME = """JOIN teaching_group g ON g.id = l.group_id WHERE g.kind = 'home'
    AND g.id IN (SELECT group_id FROM group_member WHERE person_id = ?) AND l.date BETWEEN ? AND ?"""
SET = """m.id NOT IN (SELECT slip_of_id FROM mark WHERE slip_of_id IS NOT NULL)
    AND m.id NOT IN (SELECT mark_id FROM mark_withdrawal)"""
STANDING = "a.id NOT IN (SELECT replaces_id FROM absence WHERE replaces_id IS NOT NULL)"


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory, apart=True):
        yield


@pytest.fixture
def changed() -> Iterator[None]:
    """What a test changes in the school is taken back."""
    with database.atomic() as transaction:
        yield
        transaction.rollback()


def group_of(kind: str, grade: int | None = None) -> Any:
    wanted = (Group.kind == kind) & ((Group.grade == grade) if grade else True)
    return Group.select(Group, Subject).join(Subject).where(wanted).order_by(Group.id).first()


def pupil_at_home(grade: int = 3) -> int:
    own = GroupMember.select().join(Group).where((Group.kind == "home") & (Group.grade == grade))
    return int(own.first().person_id)


def asked(kind: str, about: int, half: int = 1) -> Order:
    found = own_journals.order_of(SchoolYear.get(), kind, about, half)
    assert found
    return found


def journal(kind: str, about: int, half: int = 1) -> OwnJournal:
    return own_journals.journal_of(asked(kind, about, half), NOW)[0]


def of_kind(kind: str) -> OwnJournal:
    return journal("group", group_of(kind).id)


def facts(made: OwnJournal) -> dict[str, str]:
    return {one.label: one.value for one in made.facts}


def test_the_year_has_a_journal_for_every_pupil_at_home_and_every_group_of_another_kind() -> None:
    found = own_journals.overview(SchoolYear.get(), 1, NOW)
    assert [kind.title.removeprefix("Журналы ") for kind in found] == [
        "индивидуального обучения на дому",
        "группы продлённого дня",
        "дополнительного образования",
        "внеурочной деятельности",
    ]
    at_home, day, clubs, extra = (kind.lines for kind in found)
    members = "SELECT m.person_id FROM group_member m JOIN teaching_group g ON g.id = m.group_id"
    assert {line.about_id for line in at_home} == {row[0] for row in rows(f"{members} WHERE g.kind = 'home'")}
    assert (len(day), len(clubs), len(extra)) == (1, 3, 11)
    assert all(line.lessons and line.pupils and line.teachers for kind in found for line in kind.lines)
    assert not any(line.lacks for line in clubs), "a club has no homework that could be lacking"


def test_the_cover_of_home_teaching_names_pupil_class_order_and_period() -> None:
    pupil = pupil_at_home()
    made = journal("pupil", pupil)
    (named,) = rows("SELECT surname, name, patronymic FROM person_name WHERE person_id = ?", pupil)
    told = facts(made)
    assert told["Обучающийся"] == made.cover.about == " ".join(named)
    assert (told["Класс"], told["Основание"]) == ("3", "приказ № 67 от 31.08.2026")
    assert (told["Начат"], told["Окончен"]) == ("1 сентября 2026\u00a0г.", "30 декабря 2026\u00a0г.")
    assert made.cover.heading == "индивидуального обучения на дому"


def test_every_lesson_and_mark_at_home_is_on_paper_once() -> None:
    pupil = pupil_at_home()
    made = journal("pupil", pupil)
    entries = [entry for part in made.parts for entry in part.entries]
    lessons = rows(f"SELECT l.id FROM lesson l {AT_HOME}", pupil, FIRST, LAST)
    assert len(entries) == len(lessons) > 100
    of_lessons = f"FROM mark m JOIN work w ON w.id = m.work_id JOIN lesson l ON l.id = w.lesson_id {AT_HOME}"
    marks = rows(f"SELECT m.value {of_lessons} AND {SET}", pupil, FIRST, LAST)
    printed = Counter(sign for entry in entries for sign in entry.number.split("/") if sign and sign != "н")
    assert printed == Counter(value for (value,) in marks)
    assert made.parts[0].entries[0].homework, "homework stands beside the topic"


def test_hours_at_home_are_told_as_planned_and_given_and_the_week_is_there() -> None:
    pupil = pupil_at_home()
    made = journal("pupil", pupil)
    held = "AND l.id IN (SELECT lesson_id FROM roll_call)"
    given = rows(f"SELECT count(*) FROM lesson l {AT_HOME} {held}", pupil, FIRST, LAST)[0][0]
    assert sum(int(row.given) for row in made.hours) == given
    assert len(made.schedule) == sum(int(row.weekly) for row in made.hours) == 8, "8 ч в 1–4 классах (7.9)"
    assert made.hours_told.startswith("Всего 8 ч в неделю.")


def test_term_marks_at_home_are_those_of_the_summary_of_the_class() -> None:
    pupil = pupil_at_home(5)
    made = journal("pupil", pupil)
    volume = printing.volume_of(order(5), Layout.SPREAD, NOW)[0]
    surname = made.cover.about.split()[0]
    (line,) = [one for one in volume.progress.pupils if one.name.split()[0] == surname]
    of_class = {
        subject: [term.marks[place] for term in line.terms]
        for place, subject in enumerate(volume.progress.subjects)
    }
    assert len(made.hours) > 5
    for row in made.hours:
        assert [cell.text for cell in row.marks] == of_class[row.subject]
    assert any(cell.text for row in made.hours for cell in row.marks)


def test_what_has_its_own_journal_is_not_in_the_volume_of_the_class() -> None:
    parts = printing.volume_of(order(5), Layout.SPREAD, NOW)[0].parts
    assert not any("дому" in part.group or part.subject == "Разговоры о важном" for part in parts)
    noted = [note for part in parts for pupil in part.pupils for note in pupil.notes]
    assert "обучение на дому, приказ № 69 от 31.08.2026" in noted


def test_an_after_school_group_is_told_day_by_day_with_its_moments() -> None:
    made = of_kind("after_school")
    (part,) = made.parts
    days = rows(f"SELECT DISTINCT l.date FROM lesson l {OF_GROUP}", group_of("after_school").id, FIRST, LAST)
    assert sum(entry.width for entry in part.entries) == len(days)
    assert {len(pupil.cells) for pupil in part.pupils} == {len(days)}
    assert {entry.homework for entry in part.entries} == {"Прогулка", "Самоподготовка", "Занятие"}
    assert part.role == "Воспитатель" and all(entry.note for entry in part.entries)
    away = rows(
        f"""SELECT DISTINCT a.pupil_id, l.date FROM absence a JOIN lesson l ON l.id = a.lesson_id {OF_GROUP}
        AND a.code IN ('Н', 'Б', 'УП', 'НП') AND {STANDING}""",
        group_of("after_school").id,
        FIRST,
        LAST,
    )
    assert sum("н" in cell.text for pupil in part.pupils for cell in pupil.cells) == len(away) > 0


def test_a_part_of_a_day_missed_tells_how_many_hours() -> None:
    made = of_kind("after_school")
    (part,) = made.parts
    texts = {cell.text for pupil in part.pupils for cell in pupil.cells}
    assert texts <= {"", "н", "1н"}


def test_a_club_tells_its_list_hours_and_what_came_of_it() -> None:
    made = of_kind("club")
    group = group_of("club")
    held = rows(
        f"SELECT count(*) FROM lesson l {OF_GROUP} AND l.id IN (SELECT lesson_id FROM roll_call)",
        group.id,
        FIRST,
        LAST,
    )[0][0]
    told = {one.label: one.value for one in made.report}
    assert told["Проведено часов с начала года"] == str(held)
    stay = [row for row in made.roll if not row.until]
    assert told["Обучающихся на конец"] == str(len(stay)) == facts(made)["Обучающихся"]
    assert int(told["Выбыло"]) == len(made.roll) - len(stay) == 1, "the demo has one who left"
    assert made.report_title == "Отчёт за I полугодие, 2026/2027"
    assert all(not entry.homework for part in made.parts for entry in part.entries)
    assert {cell.text for part in made.parts for pupil in part.pupils for cell in pupil.cells} <= {"", "н"}


def test_the_second_half_of_a_club_has_the_report_of_the_year() -> None:
    made = journal("group", group_of("club").id, half=2)
    assert made.report_title == "Годовой отчёт, 2026/2027"
    held = {one.label: one.value for one in made.report}["Проведено часов с начала года"]
    assert int(held) >= int(
        {o.label: o.value for o in of_kind("club").report}["Проведено часов с начала года"]
    )


def test_extracurricular_sessions_name_their_form_and_have_no_marks() -> None:
    made = of_kind("extracurricular")
    (part,) = made.parts
    assert all(entry.homework for entry in part.entries)
    assert not made.report and not made.briefings and made.roll


@pytest.mark.usefixtures("changed")
def test_who_left_the_group_in_the_middle_stays_with_what_was_written_and_is_marked() -> None:
    group = group_of("club")
    member = GroupMember.select().where(GroupMember.group == group).order_by(GroupMember.id).first()
    enrolled = (Enrolment.person == member.person_id) & Enrolment.valid_to.is_null()
    last = date(2026, 11, 10)
    Enrolment.update(valid_to=last, left_order="№ 80 от 09.11.2026").where(enrolled).execute()
    GroupMember.update(valid_to=last).where(GroupMember.id == member.id).execute()
    made = of_kind("club")
    assert "10.11.2026, пр. № 80 от 09.11.2026" in [row.until for row in made.roll]
    (part,) = made.parts
    noted = [pupil for pupil in part.pupils if "приказ № 80" in "".join(pupil.notes)]
    assert (
        noted[0].notes[0].startswith("выбыл") and "10.11.2026, приказ № 80 от 09.11.2026" in noted[0].notes[0]
    )
    after = [entry.day > last for entry in part.entries if entry.day]
    assert [cell.look for cell in noted[0].cells] == ["outside" if late else "" for late in after]
    told = {one.label: one.value for one in made.report}
    assert (told["Выбыло"], told["Обучающихся на конец"]) == ("2", str(len(made.roll) - 2))


@pytest.mark.usefixtures("changed")
def test_who_came_later_is_marked_from_the_day_of_the_order() -> None:
    group = group_of("after_school")
    member = GroupMember.select().where(GroupMember.group == group).order_by(GroupMember.id).first()
    own = GroupMember.update(valid_from=date(2026, 10, 5), order_number="№ 70 от 02.10.2026")
    own.where(GroupMember.id == member.id).execute()
    (part,) = of_kind("after_school").parts
    (note,) = [note for pupil in part.pupils for note in pupil.notes]
    assert note.startswith("прибыл") and "05.10.2026, приказ № 70 от 02.10.2026" in note


@pytest.mark.usefixtures("changed")
def test_a_lesson_without_a_topic_is_said_on_the_cover() -> None:
    lesson = rows(f"SELECT max(l.id) FROM lesson l {OF_GROUP}", group_of("club").id, FIRST, LAST)[0][0]
    database.execute_sql("DELETE FROM lesson_text WHERE lesson_id = ?", (lesson,))
    assert of_kind("club").cover.unfinished == "Журнал не завершён: не записаны темы уроков — 1."
    order_ = asked("group", group_of("club").id)
    assert [gap.lesson for gap in own_journals.gaps(order_, NOW)] == [lesson]


def test_a_half_that_has_not_begun_is_refused_and_a_stranger_has_no_journal() -> None:
    year = SchoolYear.get()
    class_page = group_of("class", 7)
    assert own_journals.order_of(year, "group", class_page.id, 1) is None
    assert own_journals.order_of(year, "pupil", 10**6, 1) is None
    with pytest.raises(Refusal):
        own_journals.journal_of(asked("group", group_of("club").id, 2), NOW.replace(year=2026, month=10))


def test_the_list_and_a_journal_take_a_constant_number_of_queries() -> None:
    with queries() as made:
        own_journals.overview(SchoolYear.get(), 1, NOW)
    assert len(made) <= 12
    with queries() as of_three:
        journal("pupil", pupil_at_home(3))
    with queries() as of_five:
        journal("pupil", pupil_at_home(5))
    assert len(of_three) == len(of_five)
