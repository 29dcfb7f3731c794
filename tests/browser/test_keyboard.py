"""The lesson without a mouse."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows

MOST_STOPS = 60

FOCUSED = """() => {
    const at = document.activeElement;
    const shown = at.type === 'radio' ? at.nextElementSibling : at;
    const outline = getComputedStyle(shown);
    const own = at.type === 'date' && outline.outlineStyle === 'none';  // the browser rings a part of it
    const part = at.closest('#topic, #homework, #roll');
    return {
        part: part ? part.id : '',
        place: [...document.querySelectorAll('*')].indexOf(at),
        name: at.name || '',
        text: at.textContent.trim().slice(0, 30),
        outline: own ? 2 : outline.outlineStyle === 'none' ? 0 : parseFloat(outline.outlineWidth),
    };
}"""


@dataclass(frozen=True)
class Focus:
    """Where the keyboard is: in which part of the lesson, at which element of the page; `outline` in px."""

    part: str
    place: int
    name: str
    text: str
    outline: float


def focus(page: Page) -> Focus:
    return Focus(**page.evaluate(FOCUSED))


def tab_to(page: Page, wanted: str) -> list[Focus]:
    """Press Tab until the name or the text of the focused element starts so; every stop on the way."""
    stops: list[Focus] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stops.append(focus(page))
        if stops[-1].name.startswith(wanted) or stops[-1].text.startswith(wanted):
            return stops
    raise AssertionError(f"«{wanted}» is not reached: {stops}")


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    return LessonPage(windows.open(story.teacher)).open(story.lesson)


def test_a_lesson_is_filled_and_handed_in_without_the_mouse(desk: LessonPage) -> None:
    page, keys = desk.page, desk.page.keyboard
    tab_to(page, "topic")
    keys.type("Морфемика: повторение")
    keys.press("Enter")
    expect(desk.topic).to_contain_text("Сохранено")
    tab_to(page, "absent")
    keys.press("Space")
    expect(desk.homework).to_contain_text("Сохранено")
    tab_to(page, "Все присутствуют")
    keys.press("Enter")
    expect(desk.state).to_contain_text("✓ посещаемость")
    tab_to(page, "mark-")
    keys.type("5")
    keys.press("Enter")
    keys.type("4")
    keys.press("Enter")
    expect(desk.state).to_contain_text("отметок в записи: 2")
    tab_to(page, "Сдать урок")
    keys.press("Enter")
    expect(desk.state).to_contain_text("✓ сдан")
    values = [field.input_value() for field in page.locator("td.mark input").all()]
    assert values[:3] == ["5", "4", ""]


def test_tab_goes_through_the_lesson_in_the_order_of_the_page_and_every_stop_is_seen(
    desk: LessonPage,
) -> None:
    stops = tab_to(desk.page, "Сдать урок")
    assert [stop for stop in stops if stop.outline < 2] == []
    places = [stop.place for stop in stops]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("key", "name"), [("Enter", "topic"), ("Space", "absent")], ids=["topic", "homework"]
)
def test_after_a_save_tab_goes_on_from_where_it_was(desk: LessonPage, key: str, name: str) -> None:
    tab_to(desk.page, name)
    if name == "topic":
        desk.page.keyboard.type("Морфемика: повторение")
    part = focus(desk.page).part
    desk.page.keyboard.press(key)
    expect(desk.page.locator(f"#{part}")).to_contain_text("Сохранено")
    desk.page.keyboard.press("Tab")
    assert focus(desk.page).part == "homework"


def test_after_all_present_tab_goes_on_to_the_pupils(desk: LessonPage) -> None:
    tab_to(desk.page, "Все присутствуют")
    desk.page.keyboard.press("Enter")
    expect(desk.state).to_contain_text("✓ посещаемость")
    desk.page.keyboard.press("Tab")
    assert focus(desk.page).part == "roll"


def test_attendance_is_noted_by_arrows_and_tab_goes_on_to_the_mark(desk: LessonPage) -> None:
    pupil = tab_to(desk.page, "roll-")[-1].name
    desk.page.keyboard.press("ArrowRight")
    expect(desk.state).to_contain_text("отсутствуют: 1")
    desk.page.keyboard.press("ArrowRight")
    expect(desk.state).to_contain_text("отсутствуют: 0")
    expect(desk.page.locator(f'input[name="{pupil}"][value="ОП"]')).to_be_checked()
    desk.page.keyboard.press("Tab")
    assert focus(desk.page).name.startswith(pupil.replace("roll-", "mark-answer-"))


def test_enter_in_a_mark_goes_down_and_does_not_send_the_form(desk: LessonPage) -> None:
    desk.all_present()
    fields = desk.page.locator("td.mark input")
    fields.nth(0).focus()
    desk.page.keyboard.type("5")
    desk.page.keyboard.press("Enter")
    expect(fields.nth(1)).to_be_focused()
    expect(desk.page.locator("td.mark").nth(0)).to_contain_text("в записи до")
    expect(fields.nth(1)).to_be_focused()


def test_the_skip_link_is_first_and_leads_to_the_contents(desk: LessonPage) -> None:
    desk.page.keyboard.press("Tab")
    assert focus(desk.page).text == "К содержанию"
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.closest('main') !== null")


def alt(page: Page, letter: str, code: str) -> None:
    """Alt with a letter of the Russian layout, which Playwright's own keyboard does not have."""
    keyboard = page.context.new_cdp_session(page)
    key = {"modifiers": 1, "key": letter, "code": code, "unmodifiedText": letter, "text": letter}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_a_planned_lesson_is_handed_in_by_four_chords(desk: LessonPage) -> None:
    alt(desk.page, "т", "KeyN")
    expect(desk.topic).to_contain_text("Сохранено")
    alt(desk.page, "з", "KeyP")
    expect(desk.homework).to_contain_text("Сохранено")
    alt(desk.page, "п", "KeyG")
    expect(desk.state).to_contain_text("✓ посещаемость")
    alt(desk.page, "с", "KeyC")
    expect(desk.state).to_contain_text("✓ сдан")


def test_the_question_mark_shows_the_keys_and_types_itself_in_a_text(desk: LessonPage) -> None:
    keys = desk.page.locator("#keys dl")
    expect(keys).to_be_hidden()
    desk.page.keyboard.press("?")
    expect(keys).to_be_visible()
    desk.page.keyboard.press("?")
    expect(keys).to_be_hidden()
    desk.page.get_by_label("Тема урока").press("?")
    expect(keys).to_be_hidden()
    expect(desk.page.get_by_label("Тема урока")).to_have_value("?")
