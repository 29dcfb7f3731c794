"""п. 4.5.1: every column of a КТП (domain facts, 5.6) is loaded, compared, and comes back unchanged."""

from datetime import datetime

import pytest

from ejournal.access import Actor
from ejournal.loading import blanks, kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.prepared import Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.models.curriculum import Group
from ejournal.models.plans import PlanItem, items_of
from ejournal.rules.plans import Planned
from ejournal.services.deeds import deed
from tests.school import BY, MONDAY, School, at

pytestmark = pytest.mark.clause("4.5.1")

HEAD = (
    "№ п/п;Раздел;Тема урока;Количество часов;Контрольные;Практические;Лабораторные;"
    "Вид, форма контроля;ЭОР;Домашнее задание;Примечание"
)
LINES = (
    "1;Дроби;Сложение;1;;0,5;;Устный опрос;РЭШ, урок 3;§ 1;к экзамену",
    "2;Дроби;Диктант;1;1;;;;;§ 2;",
    "3–4;Дроби;Измерения;2;;;2;Отчёт;;;",
    "5;Дроби;Практическая работа № 1;1;;1;;;;;",
)


def read(school: School, *lines: str, head: str = HEAD) -> Prepared:
    return prepared(school, "\n".join([head, *lines]).encode(), "план.csv")


def prepared(school: School, content: bytes, name: str) -> Prepared:
    chosen = Chosen(groups=(school.groups["algebra"],))
    return kinds.prepare("ktp", kinds.read(content), name, chosen, scope(MONDAY, None, True))


@deed("test.load", of="school")
def write(found: Prepared, *, by: Actor, now: datetime) -> None:
    found.write()


def load(school: School, *lines: str, head: str = HEAD) -> None:
    write(read(school, *lines, head=head), by=BY, now=at("12:00"))


def plan_of(school: School) -> int:
    found = Group.get_by_id(school.groups["algebra"]).plan_id
    assert isinstance(found, int)
    return found


def stored(school: School) -> list[Planned]:
    items = items_of([plan_of(school)])
    return [Planned(*(getattr(item, name) for name in Planned._fields)) for item in items]


def verdicts(found: Prepared) -> list[Verdict]:
    return [judged.verdict for _, judged in sorted(found.rows.items())]


def test_the_columns_of_a_plan_are_known_by_their_meaning_and_kept(school: School) -> None:
    load(school, *LINES)
    one, two, three, four, five = stored(school)
    assert (one.control_form, one.practical) == ("Устный опрос", "0,5")
    assert (one.resources, one.note) == ("РЭШ, урок 3", "к экзамену")
    assert two.work_kind == "control"  # its column says so, whatever the topic
    assert [three.practical, four.practical] == ["1", "1"]
    assert (five.work_kind, five.practical) == ("practical", None)


def test_a_change_of_these_columns_is_shown_before_it_is_loaded(school: School) -> None:
    load(school, *LINES)
    assert set(verdicts(read(school, *LINES))) == {Verdict.SAME}
    again = read(school, LINES[0].replace("РЭШ, урок 3", "Учи.ру").replace("0,5", ""), *LINES[1:])
    (changed,) = [judged for judged in again.rows.values() if judged.verdict is Verdict.CHANGED]
    assert set(changed.reasons) == {
        "практических часов: «0,5» → пусто",
        "электронные ресурсы: «РЭШ, урок 3» → «Учи.ру»",
    }


def test_a_file_without_these_columns_takes_nothing_away_from_topics_that_stay(school: School) -> None:
    load(school, *LINES)
    PlanItem.update(work_kind="vpr").where(
        (PlanItem.plan == plan_of(school)) & (PlanItem.number == 1)
    ).execute()
    short = ("1;Дроби;Сложение;1;§ 1", "2;Дроби;Диктант;1;§ 20")
    rest = ("3–4;Дроби;Измерения;2;", "5;Дроби;Практическая работа № 1;1;")
    load(school, *short, *rest, head="№ п/п;Раздел;Тема урока;Количество часов;Домашнее задание")
    one, two, three, *_ = stored(school)
    assert (one.work_kind, one.note, one.resources) == ("vpr", "к экзамену", "РЭШ, урок 3")
    assert (two.homework, two.work_kind, three.practical) == ("§ 20", "control", "1")
    load(school, "1;Дроби;Умножение;1;§ 1", short[1], *rest, head="№ п/п;Раздел;Тема урока;Кол-во часов;Д/з")
    assert stored(school)[0].note is None  # another topic: what was said of the old one is not of it


def test_practical_hours_that_cannot_be_are_told_of_and_stop_no_row(school: School) -> None:
    found = read(school, "1;Дроби;Сложение;1;;много;;;;;", "2;Дроби;Вычитание;1;;3;;;;;")
    told = [remark.reason for remark in found.remarks if remark.field.startswith("Практ")]
    assert told == ["практические часы записаны не числом", "практических часов больше, чем всего: 1"]
    assert Verdict.REFUSED not in verdicts(found)


def test_a_plan_in_excel_comes_back_without_a_change_whatever_was_typed_in_it(school: School) -> None:
    """Kinds chosen by hand, a work of two hours, lines in a homework: none of it is in a topic."""
    load(school, *LINES, "6–7;Дроби;Контрольная работа № 1;2;2;;;;;;", "8;Дроби;Контрольная работа;1;1;;;;;;")
    plan = plan_of(school)
    for number, fields in {
        1: {"work_kind": "vpr", "homework": "§ 1\n№ 5", "resources": "РЭШ\nУчи.ру"},
        5: {"work_kind": ""},
        8: {"work_kind": "test", "practical": "0,25"},
    }.items():
        PlanItem.update(**fields).where((PlanItem.plan == plan) & (PlanItem.number == number)).execute()
    _, content = blanks.blank("ktp", scope(MONDAY, None, True), plan)
    again = prepared(school, content, "КТП.xlsx")
    assert set(verdicts(again)) == {Verdict.SAME}, [judged.reasons for judged in again.rows.values()]
    before = stored(school)
    write(again, by=BY, now=at("12:00"))
    assert stored(school) == before
