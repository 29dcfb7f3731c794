"""January: the deputy sees what is open and prints class 5; the file is what the journal holds."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from ejournal.demo import school
from ejournal.models.papers import IssuedPaper, file_of
from ejournal.models.settings import Setting
from tests.browser.demo import Demo, served
from tests.browser.windows import PHONE, Windows, sign_in
from tests.engines import using
from tests.office import Office
from tests.reports.january import FIRST, LAST, NOW, order, rows
from tests.reports.test_volume import ABSENCES, MARKS, TERMS, TEXTS, Paper, signs, squeezed

TEACHER = "99900039647"  # of Russian, in grades 5 and 6

pytestmark = pytest.mark.clause("4.2.4", "4.2.5")


@pytest.fixture(scope="module")
def january(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo in January, served for the tests of this file."""
    with served(tmp_path_factory, NOW) as demo:
        demo.show(NOW)
        with using(f"sqlite:///{demo.prepared}"):  # more is in one volume: nothing is printed apart
            Setting.create(name="own_journals_apart", value="false")
        yield demo


@pytest.fixture
def windows(browser: Browser, january: Demo) -> Iterator[Windows]:
    opened = Windows(browser, january.url)
    with using(f"sqlite:///{january.prepared}"):
        yield opened
        opened.close()
        january._finish()
    assert opened.faults == []


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def page(request: pytest.FixtureRequest, windows: Windows) -> Page:
    """The deputy's window."""
    opened = windows.open(js=request.param)
    sign_in(opened, school.DEPUTY)
    return opened


def download(page: Page) -> Download:
    with page.expect_download() as found:
        page.get_by_role("link", name="Скачать для печати").click()
    return found.value


def test_the_deputy_prints_class_five_and_every_fact_is_on_paper_once(
    page: Page, tmp_path: Path, office: Office
) -> None:
    page.get_by_role("link", name="Печать журнала").click()
    expect(page.get_by_role("heading", name="Печать журнала 2026/2027")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("^5 класс"))
    gap = row.get_by_role("link", name=re.compile("отметки за работы: не хватает")).first
    expect(gap).to_be_visible()
    row.get_by_role("link", name="Печать…").click()
    told = page.get_by_text(re.compile(r"разворотами: .* — \d+ лист", re.IGNORECASE)).inner_text()
    sheets, pages = map(int, re.findall(r"(\d+) (?:лист|стран)", told))
    page.get_by_role("button", name="Сформировать том").click()
    expect(page.get_by_role("heading", name="Классный журнал, 5 класс, I полугодие")).to_be_visible()
    file = tmp_path / "volume.docx"
    download(page).save_as(file)
    assert file.read_bytes() == file_of(IssuedPaper.select().order_by(IssuedPaper.id.desc()).get())
    paper = Paper(file.read_bytes())
    assert (signs(paper), squeezed(paper.lessons(2))) == stored()
    shown = office.pages(file.read_bytes())
    assert len(shown) == pages
    assert f"скреплено печатью {sheets} (" in " ".join(shown[-1].split())


def stored() -> tuple[Counter[str], Counter[str]]:
    """Marks and absences, and topics, of the half-year in the database."""
    of = (order(5).cohort, FIRST, LAST)
    facts = [row[0] for sql in (MARKS, ABSENCES, TERMS) for row in rows(sql, *of)]
    return Counter(facts), squeezed([row[0] for row in rows(TEXTS.format("topic"), *of)])


def test_a_link_of_what_is_open_leads_to_its_place(page: Page) -> None:
    page.goto("/printing?half=1")
    page.get_by_role("row", name=re.compile("^5 класс")).get_by_role(
        "link", name=re.compile("не хватает")
    ).first.click()
    link = page.locator("#open .links a").first
    subject = link.inner_text().split(", ")[2].split(":")[0]
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def test_the_sheets_of_every_class_are_counted_without_keeping_the_page_waiting(windows: Windows) -> None:
    page = windows.open(size=PHONE)
    sign_in(page, school.DEPUTY)
    page.goto("/printing?half=1")
    expect(page.get_by_text("посчитать")).to_have_count(0, timeout=30000)
    counted = page.locator("td span[id^=sheets]")
    expect(counted).to_have_count(11)
    assert all(re.match(r"\d+ \(\d+ с\.\)", one) for one in counted.all_inner_texts())


@pytest.mark.parametrize("snils", [TEACHER, school.ADMINISTRATOR], ids=["teacher", "administrator"])
def test_a_teacher_and_the_administrator_have_no_way_to_the_printing(windows: Windows, snils: str) -> None:
    page = windows.open()
    sign_in(page, snils)
    expect(page.get_by_role("link", name="Печать журнала")).to_have_count(0)
    answer = page.goto("/printing")
    assert answer is not None and answer.status == 403


@pytest.mark.clause("2.3")
def test_a_quarter_of_five_lessons_a_week_is_printed_on_the_width_of_a_sheet(windows: Windows) -> None:
    """An A4 sheet on its side without its margins is 277 mm, 1047 px, and Chromium shrinks what is wider to
    four fifths, no more: the average and the absences are on it.
    """
    teacher = windows.open()
    sign_in(teacher, TEACHER)
    teacher.goto("/journal")
    teacher.get_by_role("link", name="6 класс · Русский язык").click()
    teacher.get_by_role("link", name="II четверть").first.click()
    teacher.emulate_media(media="print")
    teacher.set_viewport_size({"width": 1047, "height": 718})
    columns, right = teacher.evaluate(
        """() => { const grid = document.getElementById("grid");
            return [grid.rows[2].cells.length, grid.getBoundingClientRect().right]; }"""
    )
    assert columns > 45 and right <= 1047 * 1.25


@pytest.mark.clause("2.3")
def test_a_year_does_not_fit_a_sheet_and_is_printed_by_months_with_nothing_cut(windows: Windows) -> None:
    teacher = windows.open()
    sign_in(teacher, TEACHER)
    teacher.goto("/journal")
    teacher.get_by_role("link", name="6 класс · Русский язык").click()
    teacher.get_by_role("link", name="Год", exact=True).click()
    expect(teacher.locator(".lead")).to_contain_text("Год")
    told = teacher.get_by_text("На лист столько граф не помещается: печатайте по месяцам.")
    teacher.emulate_media(media="print")
    teacher.set_viewport_size({"width": 1047, "height": 718})
    expect(teacher.locator("#grid")).to_be_hidden()
    expect(told).to_be_visible()
    teacher.emulate_media(media="screen")
    told.get_by_role("link", name="октябрь").click()
    teacher.emulate_media(media="print")
    expect(teacher.locator("#grid")).to_be_visible()
    expect(told).to_have_count(0)
    assert teacher.evaluate("document.getElementById('grid').getBoundingClientRect().right") <= 1047 * 1.25
