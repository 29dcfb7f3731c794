"""A slip is typed from the keyboard, digits and Enter alone; without JavaScript it is a plain form."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from ejournal.models import journal
from ejournal.models.curriculum import members_on
from ejournal.models.people import names
from ejournal.reports.roll import roll_order
from tests.browser import cast
from tests.browser.test_looks import check, faults
from tests.browser.windows import PC, PHONE, Windows


@dataclass(frozen=True)
class Slip:
    """The typing page of the story's lesson; `pupils` in the order of the slip."""

    page: Page
    lesson: int
    pupils: list[int]

    def open(self) -> None:
        self.page.goto(f"/lessons/{self.lesson}/typing")

    def field(self, number: int) -> Locator:
        return self.page.locator(f"#sign-{self.pupils[number - 1]}")

    def save(self) -> None:
        self.page.get_by_role("button", name="Записать").click()

    def codes(self) -> list[str]:
        found = journal.absences([self.lesson])
        return [found.get((self.lesson, pupil), (0, ""))[1] for pupil in self.pupils]

    def marks(self) -> list[str]:
        found = {mark.pupil: mark.value for mark in journal.cell_marks([self.lesson]) if not mark.withdrawn}
        return [found.get(pupil, "") for pupil in self.pupils]


def slip_of(page: Page, story: cast.Story) -> Slip:
    lesson = story.lesson
    slip = Slip(page, lesson.id, roll_order(names(members_on(lesson.group_id, lesson.date), lesson.date)))
    slip.open()
    return slip


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.4")
def test_digits_and_enter_are_enough_for_a_whole_slip(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    expect(slip.field(1)).to_be_focused()
    for sign in ("5", "0", "", "1", "15"):
        slip.page.keyboard.type(sign)
        slip.page.keyboard.press("Enter")
    expect(slip.field(6)).to_be_focused()
    for _ in slip.pupils[5:]:
        slip.page.keyboard.press("Enter")
    expect(slip.page.get_by_role("button", name="Записать")).to_be_focused()
    slip.page.keyboard.press("Enter")
    expect(slip.page.get_by_text("отметок в записи: 2")).to_be_visible()
    assert slip.codes()[:6] == ["", "Н", "", "ОП", "ОП", ""]
    assert slip.marks()[:6] == ["5", "", "", "", "5", ""]


def test_the_arrows_go_up_and_down_and_retype(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    for key in ("4", "ArrowDown", "3", "ArrowUp", "5", "ArrowUp"):
        slip.page.keyboard.press(key)
    expect(slip.field(1)).to_be_focused()
    expect(slip.field(1)).to_have_value("5")
    expect(slip.field(2)).to_have_value("3")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no js"])
def test_a_wrong_sign_is_refused_beside_its_pupil_and_mended(
    windows: Windows, story: cast.Story, js: bool
) -> None:
    slip = slip_of(windows.open(story.teacher, js=js, size=PHONE), story)
    slip.field(1).fill("5")
    slip.field(3).fill("9")
    slip.field(4).fill("0")
    slip.save()
    row = slip.page.locator(".signs li").nth(2)
    expect(row.locator(".refusal")).to_contain_text("Знака «9» нет")
    expect(slip.field(3)).to_have_value("9")
    if js:
        expect(slip.field(3)).to_be_focused()
    slip.field(3).fill("4")
    slip.save()
    expect(slip.page.get_by_text("отметок в записи: 2")).to_be_visible()
    assert (slip.codes()[:4], slip.marks()[:4]) == (["", "", "", "Н"], ["5", "", "4", ""])


def test_the_field_and_the_name_in_hand_are_large(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    for size in (PC, PHONE):
        slip.page.set_viewport_size(size)
        slip.field(2).focus()
        row = slip.page.locator(".signs li").nth(1)
        other = slip.page.locator(".signs li").nth(3)
        font = "element => parseFloat(getComputedStyle(element).fontSize)"
        assert row.locator(".name").evaluate(font) > other.locator(".name").evaluate(font) >= 16
        assert slip.field(2).evaluate(font) >= 26
        expect(row.locator(".name")).to_be_in_viewport()


def test_leaving_with_digits_that_are_not_saved_asks_first(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    slip.page.on("dialog", accept)
    slip.page.keyboard.type("5")
    slip.page.get_by_role("link", name="Листок урока").click()
    expect(slip.page.locator(".slip")).to_be_visible()
    assert asked == ["beforeunload"]


def test_the_pages_of_the_slip_can_be_read_and_used(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    slip.field(3).fill("9")
    slip.field(1).fill("5")
    slip.save()
    expect(slip.page.locator(".signs .refusal")).to_have_count(1)
    check(faults(slip.page))
    slip.open()
    check(faults(slip.page))
    for address in (f"/lessons/{slip.lesson}/slip", "/today/slips", f"/lessons/{slip.lesson}"):
        slip.page.goto(address)
        check(faults(slip.page))


@pytest.mark.parametrize(("pupils", "sheets"), [(4, 1), (30, 1), (35, 2)])
def test_the_browser_prints_thirty_pupils_on_one_sheet(
    windows: Windows, story: cast.Story, pupils: int, sheets: int
) -> None:
    page = windows.open(story.teacher)
    page.goto(f"/lessons/{story.lesson.id}/slip")
    page.evaluate(ROWS, pupils)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == sheets


def test_nothing_but_the_slip_is_on_paper(windows: Windows, story: cast.Story) -> None:
    page = windows.open(story.teacher)
    page.goto(f"/lessons/{story.lesson.id}/slip")
    page.emulate_media(media="print")
    for selector in (".top", ".demo", ".crumbs", ".notice"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator(".slip")).to_be_visible()


# Leaves the first row as the pattern of so many, and gives the lesson a long topic.
ROWS = """pupils => {
    const body = document.querySelector('.slip tbody');
    const row = body.rows[0];
    body.replaceChildren(...Array.from({ length: pupils }, () => row.cloneNode(true)));
    document.querySelector('.slip .line').append(' длинная тема'.repeat(22));
}"""
