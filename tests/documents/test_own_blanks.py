"""Blanks of the school's own: ours are sound by the same check, a fault is told with its place."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement

from ejournal.documents import memo, own_blanks, own_fields, paper
from ejournal.documents.own_blanks import OwnBlankError
from ejournal.documents.own_kinds import KINDS, FieldLine, field_lines
from tests.documents.words import lines

MADE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.clause("4.2.2")

AFTER = ", после слов: ☐ разрешаю ☐ отказываю, потому что"  # what a tag added to the memo alone stands after


def blank(name: str, change: Callable[[Any], object] = lambda document: None) -> bytes:
    """Our blank as a person has changed it in Word."""
    document = Document(str(paper.BLANKS / f"{name}.docx"))
    change(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def added(text: str, name: str = "memo") -> bytes:
    return blank(name, lambda document: document.add_paragraph(text))


def faults(content: bytes, name: str = "memo") -> list[tuple[str, str]]:
    return [(fault.place, fault.words) for fault in own_blanks.check(content, name).faults]


def with_part(name: str, data: bytes) -> bytes:
    content = BytesIO(blank("memo"))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize("name", KINDS)
def test_our_own_blanks_are_sound_and_use_every_field(name: str) -> None:
    checked = own_blanks.check(blank(name), name)
    assert (checked.faults, checked.notes) == ((), ())
    assert Document(BytesIO(checked.sample)).core_properties.title.startswith("Образец")


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_told_in_russian(name: str) -> None:
    def told(found: list[FieldLine]) -> list[str]:
        return [text for line in found for text in (line.told, *told(list(line.rows)))]

    assert all(any("а" <= sign <= "я" for sign in text.casefold()) for text in told(field_lines(name)))
    assert own_fields.OF_PAPER.keys() <= KINDS.keys()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Школа {{ school }", "тег не закрыт: {{ … }}"),
        ("{% if to } да", "тег не закрыт: {% … %}"),
        ("{{ shcool }}", "поля «shcool» у этой бумаги нет, похоже на «school»"),
        ("{% if decision %} нет конца", "команда «if» не закрыта: нужна «endif»"),
        ("{% endfr %}", "команды «endfr» нет"),
        ("{{ school|capitals }}", "преобразования «capitals» нет"),
        ("{{ school + }}", "тег написан с ошибкой"),
        ("{{ range(9) }}", "поля «range» у этой бумаги нет"),
    ],
)
def test_a_broken_tag_is_told_with_its_place(text: str, words: str) -> None:
    alone = not re.search(r"[А-Яа-я]", text)
    assert faults(added(text)) == [(text + AFTER if alone else text, words)]


def test_every_fault_is_told_at_once() -> None:
    document = added("{{ one }} и {{ author }}")
    both = blank("memo", lambda made: [made.add_paragraph(f"{{{{ {name} }}}}") for name in ("one", "two")])
    assert [place for place, _ in faults(document)] == ["{{ one }} и {{ author }}"]
    assert [place for place, _ in faults(both)] == [f"{{{{ one }}}}{AFTER}", f"{{{{ two }}}}{AFTER}"]


def test_fields_of_rows_are_known_too() -> None:
    text = "{% for sheet in sheets %}{{ sheet.pupil }} {{ sheet.pupl }}{% endfor %}"
    assert faults(added(text, "week_sheets"), "week_sheets") == [
        (
            f"{text}, после слов: Вопрос классному руководителю:",
            "поля «pupl» у этой бумаги нет, похоже на «pupil»",
        )
    ]

    def rename(document: Any) -> None:
        document.tables[-1].rows[-1].cells[1].text = "[nmae]"

    ((_, words),) = faults(blank("certificate", rename), "certificate")
    assert words == "поля «nmae» у этой бумаги нет, похоже на «name»"


def test_the_quotes_that_word_makes_are_put_right() -> None:
    content = added("{% if number == «№ 5 от 24.11.2026» %}пятая{% endif %} {{ author or “без имени” }}")
    checked = own_blanks.check(content, "memo")
    assert checked.faults == ()
    assert f"пятая {memo.LONG}" in lines(Document(BytesIO(checked.sample)))


def test_a_blank_of_another_paper_and_no_blank_at_all() -> None:
    found = faults(blank("memo"), "slip")
    assert found and all("у этой бумаги нет" in words for _, words in found)
    for content in (b"PK\x03\x04", b"%PDF-1.4", b""):
        ((_, words),) = faults(content)
        assert "Это не документ Word" in words
    ((_, words),) = faults(with_part("word/vbaProject.bin", b"macro"))
    assert "макросы" in words


@pytest.mark.parametrize(
    ("kind", "target", "sound"),
    [
        ("image", "http://example.ru/gerb.png", False),
        ("attachedTemplate", "https://example.ru/a.dotm", False),
        ("attachedTemplate", "\\\\server\\share\\a.dotm", False),
        ("attachedTemplate", "file:///C:/Users/1/Normal.dotm", True),
        ("hyperlink", "https://example.ru/", True),
    ],
)
def test_nothing_is_taken_from_elsewhere(kind: str, target: str, sound: bool) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )
    assert (faults(with_part("word/_rels/settings.xml.rels", rels.encode())) == []) is sound


def test_what_is_no_field_is_out_of_reach_and_what_never_ends_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for tag in ("{{ school.__class__.__mro__ }}", "{{ ''.__class__ }}"):
        ((place, words),) = faults(added(tag))
        assert "не разрешено" in words and place == tag + AFTER
    monkeypatch.setattr(own_blanks, "LONGEST", 0.01)
    ((_, words),) = faults(blank("memo"))
    assert "дольше" in words


def test_a_blank_without_a_field_is_noted_and_sound() -> None:
    def without(document: Any) -> None:
        for paragraph in list(document.paragraphs):
            if "evidence" in paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)

    checked = own_blanks.check(blank("memo", without), "memo")
    assert checked.faults == () and "evidence" in checked.notes[0]


def test_papers_of_families_without_a_qr_are_noted() -> None:
    def without(document: Any) -> None:
        for table in document.tables:
            for cell in (cell for row in table.rows for cell in row.cells if "|qr" in cell.text):
                cell.paragraphs[0].runs[0].text = cell.paragraphs[0].text.replace("|qr", "")
                for run in cell.paragraphs[0].runs[1:]:
                    run.text = ""

    checked = own_blanks.check(blank("family_papers", without), "family_papers")
    assert checked.faults == () and "QR" in checked.notes[-1]


def test_a_paper_is_made_by_the_blank_in_use_with_the_same_words() -> None:
    def retitle(document: Any) -> None:
        for paragraph in document.paragraphs:
            if paragraph.text == "СЛУЖЕБНАЯ ЗАПИСКА":
                paragraph.runs[0].text = "РАПОРТ"

    content = blank("memo", retitle)
    with own_blanks.taken_from({"memo.docx": content}.get):
        own = Document(BytesIO(memo.render(memo.SAMPLE, MADE)))
    ours = Document(BytesIO(memo.render(memo.SAMPLE, MADE)))
    assert lines(own) == ["РАПОРТ" if line == "СЛУЖЕБНАЯ ЗАПИСКА" else line for line in lines(ours)]
    assert own.core_properties.title == ours.core_properties.title


def test_a_paper_that_a_blank_cannot_hold_is_refused_in_words() -> None:
    content = added("{% if not decision %}{{ 1 // 0 }}{% endif %}")
    assert own_blanks.check(content, "memo").faults == ()
    with own_blanks.taken_from(lambda _: content), pytest.raises(OwnBlankError, match="нельзя заполнить"):
        memo.render(replace(memo.SAMPLE, decision=""), MADE)


def test_fields_of_the_rows_that_a_blank_misses_are_told() -> None:
    """A weekly sheet that names no child and shows no homework is no weekly sheet (domain 4)."""

    def without(document: Any) -> None:
        for table in document.tables:
            for cell in (cell for row in table.rows for cell in row.cells):
                for paragraph in cell.paragraphs:
                    _drop(paragraph, "line.homework", "sheet.pupil")
        for paragraph in document.paragraphs:
            _drop(paragraph, "sheet.pupil")

    def _drop(paragraph: Any, *names: str) -> None:
        if any(name in paragraph.text for name in names):
            paragraph._p.getparent().replace(paragraph._p, OxmlElement("w:p"))

    checked = own_blanks.check(blank("week_sheets", without), "week_sheets")
    assert checked.faults == ()
    assert "sheets.pupil" in checked.notes[0] and "sheets.lessons.homework" in checked.notes[0]
    assert "sheets.week" not in checked.notes[0]


def test_a_field_that_the_pattern_of_a_table_misses_is_told() -> None:
    def without(document: Any) -> None:
        document.tables[-1].rows[-1].cells[1].text = ""

    checked = own_blanks.check(blank("certificate", without), "certificate")
    assert checked.faults == () and "known.name" in checked.notes[0]


def test_a_fault_in_a_table_says_that_it_is_in_a_cell_and_which() -> None:
    def spoil(document: Any) -> None:
        document.tables[0].rows[0].cells[0].paragraphs[0].add_run("{{ shcool }}")

    ((place, words),) = faults(blank("week_sheets", spoil), "week_sheets")
    assert place.startswith("ячейка таблицы: День") and "shcool" in words

    def rename(document: Any) -> None:
        document.tables[-1].rows[-1].cells[1].text = "[nmae]"

    ((place, _),) = faults(blank("certificate", rename), "certificate")
    assert place.startswith("таблица «known», ячейка [nmae]")

    def leave_open(document: Any) -> None:
        document.tables[0].rows[0].cells[0].paragraphs[0].add_run("{{ school")

    ((place, words),) = faults(blank("week_sheets", leave_open), "week_sheets")
    assert place.startswith("ячейка таблицы: День") and "не закрыт" in words
