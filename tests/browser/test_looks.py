"""Every page can be read and used: on the school's PC and on a phone, by eye, by finger and by ear."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from ejournal.demo import school
from ejournal.documents.paper import BLANKS
from ejournal.services import settings
from tests.browser import cast
from tests.browser.demo import MONDAY
from tests.browser.lesson import LessonPage
from tests.browser.windows import PC, PHONE, Windows
from tests.school import BY

SAMPLES = Path(__file__).parents[1] / "importing" / "samples"
FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Faults of the page that is open, on both sizes of screen."""
    found = []
    for size in (PC, PHONE):
        page.set_viewport_size(size)
        found += [f"{size['width']} px: {fault}" for fault in page.evaluate(FAULTS)]
    return found


def look_at(page: Page, *addresses: str) -> list[str]:
    """Faults of several pages, each with its address."""
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}, {fault}" for fault in faults(page)]
    return found


def check(found: list[str]) -> None:
    """AssertionError names every fault."""
    assert not found, "\n".join(found)


def test_pages_before_signing_in(windows: Windows) -> None:
    check(look_at(windows.open(), "/sign-in", "/esia/start", "/esia/callback"))


def test_pages_of_a_teacher(windows: Windows, story: cast.Story) -> None:
    page, lesson = windows.open(story.teacher), story.lesson
    check(look_at(page, "/checks/mine", "/today", "/today?day=2026-11-24", "/today?day=2026-11-22"))
    check(look_at(page, f"/lessons/{lesson.id}", f"/journal/{lesson.group_id}", "/journal"))
    check(look_at(page, "/people", "/nowhere"))


def test_lessons_of_the_past_and_of_tomorrow(windows: Windows, story: cast.Story) -> None:
    around = [cast.before(story.lesson)[-1], cast.after(story.lesson)[0]]
    check(look_at(windows.open(story.teacher), *(f"/lessons/{lesson.id}" for lesson in around)))


def test_a_lesson_in_the_middle_of_work(windows: Windows, story: cast.Story) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.write_topic("Present Perfect")
    expect(desk.topic).to_contain_text("п. 3.6")
    desk.set_homework("Ex. 5, learn the rule")
    expect(desk.homework.locator(".warning")).to_be_visible()
    desk.all_present()
    desk.add_column("Контрольная работа")
    expect(desk.page.locator("td.mark")).to_have_count(26)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    desk.mark(story.child, "7", "control")
    expect(desk.cell(story.child, "control")).to_contain_text("Такой отметки нет")
    check(faults(desk.page))


def test_seven_columns_scroll_inside_their_card_and_the_names_stay(
    windows: Windows, story: cast.Story
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.page.set_viewport_size({"width": 1000, "height": 768})
    desk.all_present()
    titles = ("Контрольная работа", "Проверочная работа", "Тест", "Диктант", "Сочинение", "Проект")
    for columns, title in enumerate(titles, start=2):
        desk.add_column(title)
        expect(desk.page.locator("td.mark")).to_have_count(columns * 13)
    desk.page.locator("td.mark input").nth(6).focus()
    assert desk.page.evaluate("document.documentElement.scrollWidth") == 1000
    assert desk.page.evaluate("document.querySelector('.slide').scrollLeft") > 0
    expect(desk.page.locator("table.roll tbody th").first).to_be_in_viewport(ratio=1)


def test_pages_of_a_parent(windows: Windows, story: cast.Story) -> None:
    diary = f"/diary/{story.child}"
    check(look_at(windows.open(story.parent), f"{diary}?week=2026-11-16", diary, "/journal"))
    check(look_at(windows.open(story.parent), f"{diary}/absences"))


def test_pages_of_the_deputy(windows: Windows, story: cast.Story) -> None:
    page = windows.open(school.DEPUTY)
    check(look_at(page, "/journal", f"/lessons/{story.lesson.id}", "/settings", "/checks", "/acts"))


def test_pages_of_the_administrator(windows: Windows) -> None:
    check(look_at(windows.open(school.ADMINISTRATOR), "/people", "/settings", "/journal"))


def test_preparation_imports_and_blanks(windows: Windows) -> None:
    office = windows.open(school.ADMINISTRATOR)
    check(look_at(office, "/setup", "/year", "/imports?kind=class_list"))
    for kind, name in (("class_list", "02_списки_5-9_классов.xlsx"), ("curriculum", "05_учебный_план.xlsx")):
        office.goto(f"/imports?kind={kind}")
        office.get_by_label(re.compile("^Файл")).set_input_files(SAMPLES / name)
        office.get_by_role("button", name="Посмотреть, что понято").click()
        expect(office.locator("table.brought").first).to_be_visible()
        check(faults(office))
    office.get_by_role("button", name="исправить шапку").first.click()
    expect(office.locator("tr.doubtful input").first).to_be_visible()
    check(faults(office))
    deputy = windows.open(school.DEPUTY)
    check(look_at(deputy, "/blanks", "/blanks/certificate"))
    deputy.get_by_label("Исправленный бланк").set_input_files(BLANKS / "certificate.docx")
    deputy.get_by_role("button", name="Загрузить и проверить").click()
    expect(deputy.get_by_role("heading", name="Новый бланк")).to_be_visible()
    check(faults(deputy))


def test_cards_lists_and_movements_of_people(windows: Windows, story: cast.Story) -> None:
    page, card = windows.open(school.ADMINISTRATOR), f"/people/{story.child}"
    check(look_at(page, "/people/find", "/people/find?q=ал", card, "/people/new?class=7"))
    check(look_at(page, *(f"{card}/{form}" for form in ("details", "move", "leave", "name"))))
    page.goto(card)
    page.get_by_role("link", name="Список").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("класс")
    check(faults(page))


def test_orders_duties_openings_and_moves(windows: Windows, story: cast.Story) -> None:
    """п. 4.1.3, 4.2.1, 4.3.2: the pages by which the office puts things in order."""
    office = windows.open(school.ADMINISTRATOR)
    check(look_at(office, "/people/staff/new", f"/people/{story.child}/guardians", "/appointments"))
    office.goto("/people")
    office.locator("table.people th a").first.click()
    office.get_by_role("link", name="Обязанности").click()
    expect(office.get_by_role("heading", level=1, name="Обязанности")).to_be_visible()
    check(faults(office))
    deputy = windows.open(school.DEPUTY)
    check(look_at(deputy, "/openings", "/moves", f"/moves?lesson={story.lesson.id}", "/days-off"))
    check(look_at(deputy, f"/journal/{story.lesson.group_id}/teachers"))


def test_groups_made_by_hand(windows: Windows) -> None:
    """п. 2.1: the list, the form of a new group, one that was refused, and the page of a group."""
    page = windows.open(school.DEPUTY)
    check(look_at(page, "/groups", "/groups/new"))
    page.get_by_label("Обучение на дому").check()
    page.get_by_label("Предмет, кружок или курс").fill("Алгебра")
    page.get_by_label("Учитель, воспитатель или руководитель").select_option(index=1)
    page.get_by_role("button", name="Завести группу").click()
    expect(page.locator("[role=alert], .refusal").first).to_be_visible()
    check(faults(page))
    page.goto("/groups")
    page.locator("#groups th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for summary in page.locator("details summary").all():
        summary.click()
    check(faults(page))


def test_term_marks_and_the_forecast(windows: Windows, story: cast.Story) -> None:
    """п. 4.5.5, 4.4.4: the pages of a teacher, of a class and of a family, with the days of setting open."""
    settings.change({"term_open_days": 60}, by=BY, now=MONDAY)
    group, cohort = story.lesson.group_id, story.lesson.group.cohort_id
    teacher = windows.open(story.teacher)
    check(look_at(teacher, "/today", "/terms", f"/terms/{group}", f"/terms/{group}?kind=year"))
    teacher.goto(f"/terms/{group}")
    teacher.locator("tbody select").first.select_option("осв")
    teacher.get_by_role("button", name="Выставить предложенные").click()
    expect(teacher.locator("tr.wrong")).to_have_count(1)
    check(faults(teacher))
    whole = f"/terms/classes/{cohort}"
    deputy = windows.open(school.DEPUTY)
    check(look_at(deputy, f"/terms/{group}", whole, f"{whole}/forecast", "/terms/debts", "/terms"))
    check(look_at(windows.open(story.parent), f"/diary/{story.child}/forecast"))
