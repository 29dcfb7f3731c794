"""п. 4.2.2: the November certificate: words edited, two teachers acquainted, a remark closes by itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from ejournal.demo import school
from ejournal.models.certificates import CertificateRecipient
from ejournal.models.timetable import Lesson, teachers_of
from tests.browser.cast import snils
from tests.browser.test_looks import check, look_at
from tests.browser.windows import Windows, sign_in
from tests.views.test_consents import words

CONCLUSION = "Журналы ведутся в целом своевременно <кроме & отмеченного>."


def issue(deputy: Page) -> bytes:
    """Check November, write a conclusion of one's own, issue; the certificate's file."""
    deputy.goto("/certificates")
    deputy.locator("input[name=from]").fill("2026-11-02")
    deputy.locator("input[name=to]").fill("2026-11-23")
    deputy.get_by_role("button", name="Проверить").click()
    expect(deputy.get_by_role("heading", name="Выводы и рекомендации")).to_be_visible()
    check(look_at(deputy, "/certificates/1", "/certificates"))
    deputy.goto("/certificates/1")
    deputy.get_by_label("Выводы").fill(CONCLUSION)
    deputy.get_by_role("button", name="Оформить и направить").click()
    expect(deputy.get_by_text("Справка оформлена, внесена в реестр и направлена")).to_be_visible()
    with deputy.expect_download() as download:
        deputy.get_by_role("link", name="Справка в Word").click()
    return Path(download.value.path()).read_bytes()


def confirm(windows: Windows, person: int, *, js: bool = True) -> Page:
    """Read the own part, and say so."""
    page = windows.open(js=js)
    sign_in(page, snils(person))
    page.goto("/certificates/1")
    page.get_by_role("button", name="Ознакомлен(а)").click()
    expect(page.get_by_text("Вы ознакомлены")).to_be_visible()
    return page


def other_teacher(teacher: int) -> int:
    """A teacher whom it was sent to as one: neither the director nor a class teacher."""
    sent = CertificateRecipient.select().where(CertificateRecipient.person != teacher)
    alone = (row.person_id for row in sent if "учитель" in row.position and "рук." not in row.position)
    return next(alone)


def remark(deputy: Page, title: str) -> Locator:
    return deputy.locator("ul.remarks li", has_text=title).first


@pytest.mark.clause("4.2.2", "3.7")
def test_the_deputy_makes_the_certificate_of_november_and_a_remark_closes_when_its_teacher_acts(
    windows: Windows,
) -> None:
    deputy = windows.open()
    sign_in(deputy, school.DEPUTY)
    text = words(issue(deputy))
    assert "СПРАВКА" in text and CONCLUSION in text
    open_one = remark(deputy, "Не отмечена посещаемость урока")
    number = open_one.get_attribute("id")
    (lesson,) = re.findall(r"/lessons/(\d+)", open_one.locator("a").first.get_attribute("href") or "")
    (teacher, *_) = teachers_of(Lesson.get_by_id(int(lesson)))
    page = confirm(windows, teacher)
    confirm(windows, other_teacher(teacher), js=False)
    page.goto(f"/lessons/{lesson}")
    page.get_by_role("button", name="Все присутствуют").first.click()
    expect(page.get_by_text("посещаемость").first).to_be_visible()
    deputy.reload()
    expect(deputy.get_by_role("heading", name=re.compile(r"^Ознакомлены: 2 из"))).to_be_visible()
    expect(deputy.locator(f"#{number}")).to_contain_text("✓ снято")
