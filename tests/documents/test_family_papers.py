"""п. 4.6.1: each paper of a family takes one sheet with its signature, whatever is printed in it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from ejournal.documents import weekly
from ejournal.documents.consents import BLANK, FamilyPapers, FamilySheet, render
from ejournal.documents.paper import BLANKS
from tests.office import Office

pytestmark = pytest.mark.clause("4.6.1")
EIGHT_MM = 453  # twentieths of a point
LONG = "Длиннофамильцева-Преображенско-Задунайская Александра-Мария Константиновна"
LONG_FROM = "Длиннофамильцевой-Преображенско-Задунайской Александры-Марии Константиновны"
SHORT = FamilySheet(
    kind="",
    number="№ 1 / 2026",
    link="https://journal.example.ru/q/Tq3nVx0ZkLw7pR5001",
    guardian="Ли Ян",
    guardian_from="Ли Ян",
    relation="мать",
    relation_from="матери",
    address="",
    phone="",
    child="Ли Ю",
    birth="____________",
    grown=False,
    own=False,
    class_name="5",
    form="",
    consent_day="",
)
LONG_WORDS: dict[str, object] = {
    "guardian": LONG,
    "guardian_from": LONG_FROM,
    "relation": "законный представитель (попечитель)",
    "relation_from": "законного представителя (попечителя)",
    "address": "606000, Нижегородская область, Верхнеёлкинский муниципальный округ, рабочий посёлок "
    "Большое Преображенско-Задунайское, улица Имени Третьего Последнего Съезда, дом 112/3, корпус 2, кв. 145",
    "phone": "+79000000000",
    "child": LONG.replace("Александра", "Анастасия"),
    "birth": "01.05.2012",
    "class_name": "10 «Ё»",
    "consent_day": "05.09.2026",
}
SCHOOL = {
    "school": "Муниципальное бюджетное общеобразовательное учреждение «Большепреображенско-Задунайская "
    "средняя общеобразовательная школа с углублённым изучением отдельных предметов имени Героя Советского "
    "Союза Константина Константиновича Длиннофамильцева»",
    "director_to": "Длиннофамильцеву-Преображенско-Задунайскому\u00a0К.К.",
    "school_short": "МБОУ «Большепреображенско-Задунайская СОШ им. К.К. Длиннофамильцева»",
    "school_address": "606000, Нижегородская область, Верхнеёлкинский муниципальный округ, рабочий посёлок "
    "Большое Преображенско-Задунайское, улица Школьная, дом 1, строение 2",
    "school_numbers": "ИНН 5200000000, КПП 520001001, ОГРН 1025200000000",
    "system": "РГИС «Нижегородская образовательная платформа»",
    "operator": "Государственное бюджетное учреждение «Областной центр информатизации образования», "
    "603000, г. Нижний Новгород, ул. Большая Преображенская, д. 15",
}
KINDS = ("application", "consent", "refusal", "withdrawal")


def papers(*sheets: FamilySheet, **school: str) -> FamilyPapers:
    given = dict.fromkeys(SCHOOL, "") | {"school": "МОУ Глуховская СШ", "school_short": "МОУ Глуховская СШ"}
    return FamilyPapers(**(given | school), sheets=sheets)


def pages(office: Office, made: FamilyPapers) -> list[str]:
    return office.pages(render(made, datetime(2026, 9, 1, 12)))


def every(**words: object) -> list[FamilySheet]:
    """Every paper that a family may be given, with these words: for the hand, printed, of a grown child."""
    base = replace(SHORT, **words)  # type: ignore[arg-type]  # fields of the sheet
    own: tuple[dict[str, Any], ...] = (
        {"own": False, "grown": False},
        {"own": False, "grown": True},
        {"own": True, "grown": False},
    )
    return [
        replace(base, kind=kind, form=form, **who)
        for kind in KINDS
        for form in (("", "электронной", "бумажной") if kind == "application" else ("",))
        for who in own
    ]


CASES: dict[str, tuple[dict[str, object], dict[str, str]]] = {
    "short": ({}, {}),
    "long": (LONG_WORDS, SCHOOL),
    "long, the rest by hand": (
        LONG_WORDS | {"address": "", "phone": "", "birth": "____________", "consent_day": ""},
        SCHOOL | {"operator": ""},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_takes_one_sheet_with_its_signature_and_the_mark_of_the_school(
    office: Office, case: str
) -> None:
    words, school = CASES[case]
    sheets = every(**words)
    told = pages(office, papers(*sheets, **school))
    assert len(told) == len(sheets)
    for page, sheet in zip(told, sheets, strict=True):
        assert "расшифровка подписи" in page and "Отметка школы" in page, sheet


def test_two_children_of_a_family_have_papers_of_their_own(office: Office) -> None:
    children = [replace(SHORT, kind="consent", child=child) for child in ("Ли Ю", "Ли Юй")]
    told = pages(office, papers(*children))
    assert ["Ли Юй" in page for page in told] == [False, True]


def test_a_line_for_the_hand_is_long_enough() -> None:
    """Passport, documents, dates: the words leave a third of the line to the hand."""
    found = [one for one in lines(BLANK) if leaders(one)]
    assert len(found) > 20
    assert max(len(text(one)) for one in found) <= 75


@pytest.mark.parametrize("blank", [BLANK, *(f"{name}.docx" for name in ("forecast", "risk"))])
def test_a_line_for_the_hand_is_eight_millimetres_high(blank: str) -> None:
    assert lines(blank)
    for line in lines(blank):
        spacing = line.pPr.find(qn("w:spacing"))
        assert spacing.get(qn("w:lineRule")) == "atLeast", text(line)
        assert int(spacing.get(qn("w:line"))) >= EIGHT_MM, text(line)


def test_the_lines_of_the_stub_of_a_weekly_sheet_are_as_high() -> None:
    stub = [one for one in lines(weekly.BLANK) if "Классный руководитель" not in text(one)]
    assert len(stub) == 3
    for line in stub:
        assert int(line.pPr.find(qn("w:spacing")).get(qn("w:line"))) >= EIGHT_MM, text(line)


def lines(blank: str) -> list[Any]:
    """The paragraphs of a blank that are drawn to be written on."""
    paragraphs = Document(str(BLANKS / blank)).element.body.iter(qn("w:p"))
    return [one for one in paragraphs if leaders(one) or "____" in text(one)]


def leaders(paragraph: Any) -> list[Any]:
    return [tab for tab in paragraph.iter(qn("w:tab")) if tab.get(qn("w:leader"))]


def text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
