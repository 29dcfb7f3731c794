"""Journals of their own on paper: each kind has its cover and columns, its pages are counted."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from ejournal.documents.own_journal import (
    SAMPLE_CLUB,
    SAMPLE_DAY,
    SAMPLE_EXTRA,
    SAMPLE_HOME,
    SAMPLES,
    OwnJournal,
    render,
)
from ejournal.documents.own_journal_pages import compose
from ejournal.documents.own_journal_parts import Briefing, Member, Sessions, Slot
from ejournal.documents.volume_parts import Entry, Part
from tests.documents.volumes import SURNAME, part, text
from tests.office import Office

pytestmark = pytest.mark.clause("2.1")

HASH = "0123456789abcdef" * 4


def of_group(made: OwnJournal, lessons: int, pupils: int, topic: int) -> OwnJournal:
    """A journal of a group with so many sessions and pupils; attendance alone."""
    page = part("Кружок", lessons, pupils, topic=topic, names=SURNAME, noted=range(1, pupils + 1))
    form = "" if made.kind == "club" else "Самоподготовка"
    entries = tuple(replace(one, homework=form, note="Ёлкина Ё.Ё.") for one in page.entries[:-1])
    roll = tuple(
        Member(
            str(one), f"{SURNAME} Александра-{one}", "5", "01.09.2026", "12.10.2026, пр. № 74 от 09.10.2026"
        )
        for one in range(1, pupils + 1)
    )
    briefings = (
        tuple(Briefing("01.09.2026", text(90), SURNAME) for _ in range(lessons)) if made.report else ()
    )
    return replace(made, parts=(replace(page, entries=entries),), roll=roll, briefings=briefings)


def at_home(subjects: int, lessons: int, topic: int) -> OwnJournal:
    """A journal of a pupil at home with so many subjects."""
    entries = tuple(
        Entry(date(2026, 9, 1 + place % 28), text(topic), 0, "4/5", text(60)) for place in range(lessons)
    )
    page: Part = replace(SAMPLE_HOME.parts[0], entries=entries)
    parts = tuple(replace(page, subject=f"Предмет с долгим названием {one}") for one in range(subjects))
    hours = tuple(replace(SAMPLE_HOME.hours[0], subject=one.subject) for one in parts)
    week = tuple(Slot("Понедельник", "2-й урок", one.subject, SURNAME, "на дому") for one in parts * 2)
    return replace(SAMPLE_HOME, parts=parts, hours=hours, schedule=week)


CASES = {
    **{f"sample {made.kind}": made for made in SAMPLES},
    "long club": of_group(SAMPLE_CLUB, 40, 48, 160),
    "long ГПД": of_group(SAMPLE_DAY, 60, 35, 300),
    "long ВД": of_group(SAMPLE_EXTRA, 34, 30, 90),
    "one side": replace(of_group(SAMPLE_CLUB, 3, 2, 20), duplex=False),
    "nobody": of_group(SAMPLE_EXTRA, 0, 0, 20),
    "long home": at_home(17, 40, 200),
    "short home": at_home(1, 2, 20),
}


def squeezed(shown: str) -> str:
    return re.sub(r"\s", "", shown)


def cells(made: OwnJournal) -> list[str]:
    """What the tables of the paper say, cell by cell."""
    document = Document(BytesIO(render(made, HASH)))
    return [
        "".join(node.text or "" for node in cell.iter() if node.tag.endswith("}t"))
        for cell in document.element.body.iter()
        if cell.tag.endswith("}tc")
    ]


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_finds_the_pages_that_were_counted_and_all_that_is_on_them(
    name: str, office: Office
) -> None:
    made = CASES[name]
    pages, shown = compose(made), office.pages(render(made, HASH))
    assert len(shown) == len(pages)
    for page, said in zip(pages, map(squeezed, shown), strict=True):
        assert f"лист{page.sheet}из{pages[-1].sheet}" in said
        if isinstance(page, Sessions):
            assert all(squeezed(row.topic) in said and squeezed(row.second) in said for row in page.rows)
            assert squeezed(page.closing) in said


@pytest.mark.parametrize(
    ("made", "cover", "columns"),
    [
        (
            SAMPLE_HOME,
            "индивидуального обучения на дому",
            (
                "Дата",
                "Кол-во часов",
                "Тема",
                "Домашнее задание",
                "Отметка",
                "Подпись учителя",
                "Подпись родителя",
            ),
        ),
        (
            SAMPLE_DAY,
            "группы продлённого дня",
            ("Дата", "Режимный момент", "Содержание", "Часы", "Воспитатель"),
        ),
        (SAMPLE_CLUB, "дополнительного образования", ("Дата", "Тема", "Часы")),
        (SAMPLE_EXTRA, "внеурочной деятельности", ("Дата", "Тема", "Форма", "Часы")),
    ],
)
def test_each_kind_has_the_cover_and_the_columns_of_its_form(
    made: OwnJournal, cover: str, columns: tuple[str, ...]
) -> None:
    document = Document(BytesIO(render(made, HASH)))
    paragraphs = [one.text for one in document.paragraphs]
    assert "ЖУРНАЛ" in paragraphs and cover in paragraphs and made.cover.about in paragraphs
    found = iter(cells(made))
    assert all(column in found for column in columns)  # in this order


def test_only_home_teaching_has_marks_and_signatures_and_only_a_club_has_a_report() -> None:
    for made in SAMPLES:
        said = cells(made)
        assert ("Отметка" in said) == ("Подпись родителя" in said) == (made.kind == "home")
        assert any("Отчёт" in one for one in said) == ("Инструктажи" in said) == (made.kind == "club")
        assert ("Список группы" in said) == (made.kind != "home") == ("Расписание занятий" not in said)


def test_an_hour_is_counted_once_however_many_lines_its_topic_takes() -> None:
    made = of_group(SAMPLE_CLUB, 5, 3, 900)
    rows = [row for page in compose(made) if isinstance(page, Sessions) for row in page.rows]
    assert sum(row.hours == "1" for row in rows) == 5 < sum(bool(row.topic) for row in rows) - 1


def test_several_moments_of_a_day_have_one_column_of_attendance() -> None:
    (page,) = [page for page in compose(SAMPLE_DAY) if page.kind == "left"]
    shown: Any = [cell.text for cell in page.days if cell.look != "struck"]
    assert shown == ["1"]
    (lines,) = [page for page in compose(SAMPLE_DAY) if page.kind == "after_school_last"]
    assert [row.day for row in lines.rows if row.day][:2] == ["01.09", "01.09"]
