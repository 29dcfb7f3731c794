"""An empty journal becomes a working school in the browser, from the files the school already has."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ejournal.access import Actor
from ejournal.demo import run, school
from ejournal.migrations import migrate
from ejournal.models.people import Enrolment
from ejournal.rules.snils import check_digits
from ejournal.services import people
from tests.browser.demo import Demo
from tests.browser.windows import PC, PHONE, Windows, sign_in, sign_out
from tests.engines import using
from tests.loading.samples import FILES, ORDER, SAMPLES, SCHOOL

pytestmark = [pytest.mark.clause("4.5.1"), pytest.mark.clause("4.3.1")]
AUGUST = datetime(2026, 8, 28, 10, 0, tzinfo=run.ZONE)
FIRST_LESSON = datetime(2026, 9, 1, 14, 0, tzinfo=run.ZONE)  # Tuesday, after most of its lessons
ALGEBRA = "99900054441"  # who teaches it in grade 8, and brings the КТП
LISTS = "02_списки_5-9_классов.xlsx"
PLAN = "08_КТП_алгебра_8.docx"


@pytest.fixture
def windows(browser: Browser, served_demo: Demo, tmp_path: Path) -> Iterator[Windows]:
    """The served journal over a new database that knows its administrator alone."""
    served_demo.show(AUGUST)
    opened = Windows(browser, served_demo.url)
    with using(f"sqlite:///{tmp_path / 'new.db'}"):
        migrate()
        by = Actor(None, "command_line")
        name, role, order = "Котов Денис Валерьевич", "administrator", "№ 60 от 27.08.2026"
        people.grant(school.ADMINISTRATOR, role, order, name, None, by=by, now=AUGUST)
        yield opened
        opened.close()
        served_demo._finish()
    assert opened.faults == []


def bring(page: Page, name: str) -> None:
    """Choose a file on the page of imports and see what was understood of it."""
    page.goto(f"/imports?kind={FILES[name]['kind']}")
    page.get_by_label(re.compile("^Файл")).set_input_files(SAMPLES / name)
    page.get_by_role("button", name="Посмотреть, что понято").click()
    expect(page.get_by_role("button", name="Применить исправления")).to_be_visible()


def load(page: Page) -> None:
    if page.get_by_label("Приказ").count():
        page.get_by_label("Приказ").fill(ORDER)
    page.get_by_role("button", name=re.compile("^Загрузить")).click()
    expect(page.get_by_role("status")).to_contain_text("Загружено")


def verdict(page: Page, title: str) -> Locator:
    return page.get_by_role("navigation", name="Строки").get_by_role("button", name=re.compile(f"^{title}"))


@pytest.mark.parametrize(("js", "size"), [(True, PC), (False, PHONE)], ids=["js", "no-js, phone"])
def test_a_school_is_built_from_its_files_and_lessons_begin(
    windows: Windows, served_demo: Demo, js: bool, size: dict[str, int]
) -> None:
    page = windows.open(js=js, size=size)  # type: ignore[arg-type]  # the two are ViewportSize
    sign_in(page, school.ADMINISTRATOR)
    page.get_by_role("link", name="Подготовка").click()
    expect(page.get_by_text("учебный год не открыт")).to_be_visible()
    the_school_gets_its_requisites(page)
    page.get_by_role("link", name="Открыть год").click()
    page.get_by_role("button", name="Открыть год").click()
    expect(page.get_by_role("heading", name="2026/2027 учебный год")).to_be_visible()
    for name in SCHOOL["load_order"]:
        if FILES[name]["kind"] != "ktp" and name != LISTS:
            bring(page, name)
            load(page)
    mend_the_lists_load_take_back_and_load_again(page)
    page.goto("/setup")
    expect(page.get_by_text(f"✓ {SCHOOL['pupils'] + 1} ученик")).to_be_visible()
    rights = page.get_by_role("listitem").filter(has_text="Права")
    expect(rights).not_to_contain_text("нет ")
    rights.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    sign_out(page)
    served_demo.show(FIRST_LESSON)
    the_teacher_brings_the_plan_and_holds_a_lesson(page)


def the_school_gets_its_requisites(page: Page) -> None:
    """What its papers will say of it; the step is done when all of it is there."""
    step = page.get_by_role("listitem").filter(has_text="Реквизиты")
    step.get_by_role("link").click()
    page.get_by_label("Краткое наименование школы").fill("МОУ Ёлкинская СШ")
    page.get_by_role("button", name="Сохранить настройки").last.click()
    expect(page.get_by_text("✓ Настройки сохранены")).to_be_visible()
    page.goto("/setup")
    expect(step).to_contain_text("✓ МОУ Ёлкинская СШ")
    expect(step).to_contain_text("не указано: полное наименование, населённый пункт")
    step.get_by_role("link").click()
    page.get_by_label("Полное наименование школы").fill("Муниципальное учреждение «Ёлкинская школа»")
    page.get_by_label("Населённый пункт").fill("с. Ёлкино")
    page.get_by_role("button", name="Сохранить настройки").last.click()
    expect(page.get_by_text("✓ Настройки сохранены")).to_be_visible()
    page.goto("/setup")
    expect(step).not_to_contain_text("не указано")


def mend_the_lists_load_take_back_and_load_again(page: Page) -> None:
    """Row 17 of class 5 has a СНИЛС with a wrong check number: it is mended in the preview."""
    bring(page, LISTS)
    expect(verdict(page, "не загрузится")).to_have_text("не загрузится: 4")
    verdict(page, "не загрузится").click()
    row = page.locator("#row-0-17")
    expect(row).to_contain_text("контрольное число СНИЛС не сходится")
    row.get_by_label("СНИЛС, строка 17").fill("999014012" + check_digits("999014012"))
    page.get_by_role("button", name="Применить исправления").click()
    expect(verdict(page, "не загрузится")).to_have_text("не загрузится: 3")
    load(page)
    pupils = SCHOOL["pupils"] + 1
    assert Enrolment.select().count() == pupils
    page.get_by_role("button", name="Отменить всю загрузку").click()
    page.get_by_label("Да, отменить загрузку").check()
    page.get_by_role("button", name="Отменить всю загрузку").click()
    expect(page.get_by_text("Загрузка отменена")).to_be_visible()
    assert Enrolment.select().count() == pupils - FILES[LISTS]["accepted"] - 1
    bring(page, LISTS)
    verdict(page, "не загрузится").click()
    page.get_by_label("СНИЛС, строка 17").fill("999014012" + check_digits("999014012"))
    load(page)
    assert Enrolment.select().count() == pupils


def the_teacher_brings_the_plan_and_holds_a_lesson(page: Page) -> None:
    sign_in(page, ALGEBRA)
    bring(page, PLAN)
    expect(page.get_by_label("Алгебра, 8 класс")).to_be_checked()
    load(page)
    page.get_by_role("link", name="Мои уроки").click()
    page.get_by_role("link", name=re.compile("Алгебра")).filter(has_text="8 класс").first.click()
    page.get_by_role("button", name=re.compile("Взять «Квадратный корень из числа»")).click()
    expect(page.get_by_label("Тема урока")).to_have_value("Квадратный корень из числа")
    expect(page.locator("#topic")).to_contain_text("Сохранено")
