"""«Скорость руки»: what a lesson costs in key presses, and the pile of notebooks in any order."""

import pytest
from playwright.sync_api import Locator, Page, expect

from ejournal.models import journal, lesson_texts
from ejournal.models.curriculum import Group, Subject
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.hands import Hands
from tests.browser.lesson import LessonPage
from tests.browser.windows import PC, PHONE, Windows, sign_in

LESSON, EACH = 12, 4  # presses: the whole lesson, each pupil or mark more


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    """Russian of grade 6: Аксёнов, …, Климов, Колесов, Кравчук, Кречетов, …; its topic is in the КТП."""
    return LessonPage(windows.open(story.teacher)).open(story.lesson)


@pytest.fixture
def hands(desk: LessonPage) -> Hands:
    return Hands(desk.page)


def row(page: Page, surname: str) -> Locator:
    return page.locator("#roll tbody tr").filter(has=page.locator("th", has_text=surname))


def said(page: Page) -> Locator:
    return page.locator("#pile-said")


def put(hands: Hands, text: str) -> None:
    hands.type(text)
    hands.press("Enter")


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_a_planned_lesson_costs_at_most_twelve_presses(desk: LessonPage, hands: Hands) -> None:
    hands.chord("т")
    expect(desk.topic).to_contain_text("Сохранено")
    hands.chord("з")
    expect(desk.homework).to_contain_text("Сохранено")
    hands.chord("п")
    expect(desk.state).to_contain_text("✓ посещаемость")
    hands.chord("с")
    expect(desk.state).to_contain_text("✓ сдан")
    assert hands.presses <= LESSON


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.4")
def test_an_absent_pupil_or_a_mark_costs_at_most_four_more(
    desk: LessonPage, hands: Hands, story: cast.Story
) -> None:
    """As fast as the fingers go: neither between two pupils nor before the hand-in is anything waited for."""
    hands.chord("т")
    expect(desk.topic).to_contain_text("Сохранено")
    hands.chord("з")
    expect(desk.homework).to_contain_text("Сохранено")
    hands.chord("ф")
    for text in ("ган", "рян", "ак5", "кл4"):
        put(hands, text)
    hands.chord("с")
    expect(desk.state).to_contain_text("✓ сдан")
    assert hands.presses <= LESSON + 4 * EACH
    expect(desk.state).to_contain_text("отсутствуют: 2")
    for surname, words in (("Галкин", "Н"), ("Рябов", "Н")):
        expect(row(desk.page, surname).locator("input:checked + span")).to_have_text(words)
    for surname, value in (("Аксёнов", "5"), ("Климов", "4")):
        expect(row(desk.page, surname).locator("td.mark")).to_contain_text("выставлена")
        expect(row(desk.page, surname).locator("td.mark input")).to_have_value(value)
    desk.page.wait_for_timeout(1000)  # what was on its way when the page was left is sent again, to no effect
    expect(desk.page.locator("#unsent")).to_have_count(0)
    assert sorted(mark.value for mark in journal.cell_marks([story.lesson.id])) == ["4", "5"]


@pytest.mark.clause("4.5.4")
def test_a_pile_of_notebooks_is_typed_in_any_order(desk: LessonPage, hands: Hands) -> None:
    desk.all_present()
    hands.chord("ф")
    put(hands, "тк5")
    expect(said(desk.page)).to_contain_text("5 — Ткаченко Андрей")
    put(hands, "ган")
    expect(desk.page.locator("#pile-left")).to_contain_text("Нет в школе: Галкин")
    for text in ("1 4", "аф3", "за4", "кл5", "ко2", "кра4", "кре4", "ме5"):
        put(hands, text)
    left = desk.page.locator("#pile-left")
    expect(left).to_have_text("Осталось 3: Полетаев, Рябов, Савина. Нет в школе: Галкин.")
    expect(desk.state).to_contain_text("отметок в записи: 9")
    expect(row(desk.page, "Аксёнов").locator("td.mark input")).to_have_value("4")


def test_a_pile_of_a_control_work_goes_into_its_column(desk: LessonPage, hands: Hands) -> None:
    desk.all_present()
    desk.add_column("Контрольная работа")
    expect(desk.page.locator("#pile select")).to_have_value("control")
    hands.chord("ф")
    put(hands, "ак5")
    expect(said(desk.page)).to_contain_text("5 — Аксёнов Илья")
    cells = row(desk.page, "Аксёнов").locator("td.mark input")
    assert [cell.input_value() for cell in cells.all()] == ["", "5"]


def test_the_latin_layout_and_capitals_are_no_mistake(desk: LessonPage) -> None:
    desk.all_present()
    field = desk.page.locator("#pile-text")
    for text in ("FR5", "rk4", "АФ3"):  # АК5, кл4
        field.fill(text)
        field.press("Enter")
    for surname, value in (("Аксёнов", "5"), ("Климов", "4"), ("Афонина", "3")):
        expect(row(desk.page, surname).locator("td.mark input")).to_have_value(value)
        expect(row(desk.page, surname).locator("td.mark")).to_contain_text("в записи до")


def test_of_several_one_more_letter_is_asked_for_and_typed_in_its_place(
    desk: LessonPage, hands: Hands
) -> None:
    desk.all_present()
    hands.chord("ф")
    put(hands, "кр4")
    expect(said(desk.page)).to_contain_text("№ 7 Кравчук Лев, № 8 Кречетов Максим: допишите букву")
    put(hands, "е")  # before the digit, which stays
    expect(row(desk.page, "Кречетов").locator("td.mark input")).to_have_value("4")
    expect(row(desk.page, "Кравчук").locator("td.mark input")).to_have_value("")
    expect(desk.page.locator("#pile-text")).to_have_value("")
    put(hands, "яя5")
    expect(said(desk.page)).to_contain_text("Нет ученика на «яя»")
    put(hands, "5")
    expect(said(desk.page)).to_contain_text("Введите две буквы фамилии или номер и пробел")


@pytest.mark.parametrize("text", ["со", "по", "12", "14", "1н", "с5", "сав"])
def test_what_is_half_typed_writes_nothing(
    desk: LessonPage, hands: Hands, story: cast.Story, text: str
) -> None:
    desk.all_present()
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    hands.chord("ф")
    put(hands, text)
    expect(said(desk.page)).to_contain_text("Введите две буквы фамилии или номер и пробел, затем отметку")
    expect(desk.page.locator("#pile-text")).to_have_value(text)
    put(hands, " ")  # nor does a second Enter
    assert sent == []
    assert journal.cell_marks([story.lesson.id]) == [] and not any(
        code for _, code in journal.absences([story.lesson.id]).values()
    )


@pytest.mark.parametrize("text", ["12 5", "12-5", "12  5"])
def test_a_number_is_parted_from_its_mark(desk: LessonPage, hands: Hands, text: str) -> None:
    desk.all_present()
    hands.chord("ф")
    put(hands, text)
    expect(desk.state).to_contain_text("отметок в записи: 1")
    twelfth = desk.page.locator("#roll tbody tr").nth(11)
    expect(twelfth.locator("td.mark input")).to_have_value("5")
    put(hands, "1 о")
    expect(desk.page.locator("#roll tbody tr").first.locator("input:checked + span")).to_have_text("ОП")


@pytest.mark.parametrize("grading", ["pass", "none"])
def test_a_group_without_marks_in_digits_has_a_pile_of_attendance_alone(
    windows: Windows, story: cast.Story, grading: str
) -> None:
    Group.update(grading=grading).where(Group.id == story.lesson.group_id).execute()
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    hands = Hands(desk.page)
    expect(desk.page.locator("#pile-how")).to_contain_text("только посещаемость")
    desk.all_present()
    hands.chord("ф")
    put(hands, "ак5")
    expect(said(desk.page)).to_contain_text("Здесь вводят только н, о и п")
    hands.page.locator("#pile-text").fill("")
    put(hands, "акн")
    expect(row(desk.page, "Аксёнов").locator("input:checked + span")).to_have_text("Н")
    assert journal.cell_marks([story.lesson.id]) == []


@pytest.mark.clause("4.5.4")
def test_a_second_digit_is_a_slip_while_in_entry_and_told_when_the_mark_is_set(
    desk: LessonPage, hands: Hands, story: cast.Story
) -> None:
    desk.all_present()
    hands.chord("ф")
    put(hands, "ак5")
    put(hands, "ак4")
    cell = row(desk.page, "Аксёнов").locator("td.mark")
    expect(said(desk.page)).to_have_text("4 — Аксёнов Илья")
    expect(cell.locator("input")).to_have_value("4")
    desk.write_topic("Морфемика: повторение")
    desk.page.locator("#homework input[name=absent]").check()
    expect(desk.homework).to_contain_text("Сохранено")
    desk.hand_in()
    before = len(journal.cell_marks([story.lesson.id]))
    hands.chord("ф")
    put(hands, "ак3")
    expect(said(desk.page)).to_contain_text("Аксёнов Илья: уже выставлена отметка 4, «3» не отправлено")
    assert len(journal.cell_marks([story.lesson.id])) == before
    expect(cell.locator("input")).to_have_value("4")


def test_what_is_typed_without_a_line_waits_and_is_written_when_it_is_back(
    desk: LessonPage, hands: Hands, story: cast.Story
) -> None:
    desk.all_present()
    desk.page.context.set_offline(True)
    hands.chord("ф")
    put(hands, "ак5")
    put(hands, "кл4")
    expect(said(desk.page)).to_contain_text("5 — Аксёнов Илья: ждёт отправки")
    expect(said(desk.page)).to_contain_text("4 — Климов Денис: ждёт отправки")
    desk.page.context.set_offline(False)
    expect(desk.state).to_contain_text("отметок в записи: 2", timeout=15000)
    assert sorted(mark.value for mark in journal.cell_marks([story.lesson.id])) == ["4", "5"]


def test_namesakes_are_told_apart_by_name_or_number(windows: Windows, story: cast.Story) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    desk.page.locator("#roll tbody th").nth(1).evaluate(
        "th => { th.firstChild.textContent = 'Аксёнов Пётр' }"
    )
    hands = Hands(desk.page)
    hands.chord("ф")
    put(hands, "аксенов5")
    expect(said(desk.page)).to_contain_text("№ 1 Аксёнов Илья, № 2 Аксёнов Пётр")
    put(hands, "п")
    expect(said(desk.page)).to_contain_text("5 — Аксёнов Пётр")
    put(hands, "1 4")
    expect(said(desk.page)).to_contain_text("4 — Аксёнов Илья")


def test_without_javascript_there_is_no_pile_but_the_table(windows: Windows, story: cast.Story) -> None:
    page = windows.open(story.teacher, js=False)
    page.goto(f"/lessons/{story.lesson.id}")
    expect(page.locator("#pile")).to_be_hidden()
    expect(page.locator("td.mark input").first).to_be_visible()


@pytest.mark.parametrize("size", [PC, PHONE])
def test_the_pile_is_large_enough_for_a_thumb(windows: Windows, story: cast.Story, size: object) -> None:
    page = windows.open(story.teacher, size=PHONE if size is PHONE else PC)
    page.goto(f"/lessons/{story.lesson.id}")
    box = page.locator("#pile-text").bounding_box()
    assert box and box["height"] >= (44 if size is PHONE else 32) and box["width"] >= 100
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_double_lesson_is_filled_by_one_chord(windows: Windows, story: cast.Story) -> None:
    """Technology of grade 7 is the sixth and the seventh lesson of Monday, without a КТП."""
    first, second = cast.lessons(
        Lesson.date == cast.TODAY, Group.name == "7 класс", Subject.name == "Труд (технология)"
    )
    page = windows.open()
    sign_in(page, cast.teacher(first))
    desk, hands = LessonPage(page).open(first), Hands(page)
    desk.write_topic("Станочная обработка древесины")
    expect(desk.topic).to_contain_text("Сохранено")
    desk.set_homework("чертёж изделия")
    expect(desk.homework).to_contain_text("Сохранено")
    hands.chord("ф")
    put(hands, "бан")
    expect(desk.state).to_contain_text(
        "Заполнить пару: 7-му уроку тема «Станочная обработка древесины (продолжение)»"
    )
    hands.chord("р")
    expect(desk.state).to_contain_text("✓ тема, ✓ задание, ✓ посещаемость")
    codes = {code for _, code in journal.absences([second.id]).values()}
    assert codes == {"Н"} and len(lesson_texts.texts([second.id])) == 2


def test_the_list_of_keys_is_on_both_pages(desk: LessonPage) -> None:
    page = desk.page
    for address in (page.url, "/today"):
        page.goto(address)
        letters = {one.get_attribute("accesskey") for one in page.locator("[accesskey]").all()}
        page.keyboard.press("?")
        shown = page.locator("#keys dl").inner_text()
        assert all(f"+{str(letter).upper()}" in shown.replace(" ", "") for letter in letters), shown
        expect(page.locator("#keys")).to_contain_text("В Firefox вместо Alt нажимайте Alt+Shift")
