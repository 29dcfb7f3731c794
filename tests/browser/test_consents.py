"""«Семьи» in a browser: consents of class 5, a pile of photos, a refusal, the Friday batch."""

import re
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ejournal.models import signers
from ejournal.models.consents import FamilyPaper
from ejournal.models.people import ClassYear, Duty, Informing, names
from ejournal.models.signers import Pair
from tests.browser.cast import snils
from tests.browser.demo import MONDAY, Demo
from tests.browser.test_looks import check, look_at
from tests.browser.windows import Windows, sign_in
from tests.families import photo
from tests.views.test_consents import words

TODAY = MONDAY.date()


def electronic(pairs: list[Pair]) -> Pair:
    """The guardian of the class whom the stand knows and whose diary is open."""
    return next(pair for pair in pairs if pair.electronic)


def printed(page: Page, kind: str, only: str = "") -> str:
    """What the printed file says; `only` is the value of the one guardian who is chosen."""
    if only:
        page.locator(f'input[name=pair][value="{only}"]').check()
    page.locator("select[name=kind]").select_option(kind)
    with page.expect_download() as download:
        page.get_by_role("button", name="Напечатать, Word").click()
    return words(Path(download.value.path()).read_bytes())


def bring(page: Page, url: str, papers: list[FamilyPaper]) -> None:
    """The signed papers come back as photos: turned, in perspective, with noise; the last one unreadable."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, one in enumerate(papers):
            taken = photo(f"{url}/q/{one.token}", angle=number * 23 % 360, noise=35, seed=number)
            files.append(Path(folder) / f"IMG_{number:03}.jpg")
            files[-1].write_bytes(taken)
        files.append(Path(folder) / "IMG_blurred.jpg")
        files[-1].write_bytes(photo())
        page.get_by_label("Файлы").set_input_files(files)
        page.get_by_role("button", name="Разобрать стопку").click()
        page.get_by_role("heading", name="Стопка разобрана").wait_for(timeout=120_000)


@pytest.mark.clause("4.6.1", "4.4.5", "4.6.6")
def test_consents_of_a_class_come_back_as_a_pile_and_a_refusal_is_in_the_friday_batch(
    demo: Demo, windows: Windows
) -> None:
    cohort = ClassYear.get(ClassYear.grade == 5).cohort_id
    duty = Duty.get((Duty.role == "class_teacher") & (Duty.cohort == cohort) & Duty.valid_to.is_null())
    parent = electronic(signers.pairs(cohort, TODAY))
    page, home = windows.open(), windows.open(js=False)
    sign_in(page, snils(duty.person_id))
    page.get_by_role("link", name="Семьи").click()
    assert "СОГЛАСИЕ" in printed(page, "consent")
    papers = list(FamilyPaper.select().where(FamilyPaper.cohort == cohort).order_by(FamilyPaper.id))
    page.reload()
    page.get_by_role("link", name="Загрузить стопку").click()
    bring(page, demo.url, papers[:6])
    expect(page.get_by_role("heading", name="Подшито: 6")).to_be_visible()
    expect(page.get_by_text("IMG_blurred.jpg").first).to_be_visible()

    sign_in(home, snils(parent.guardian))
    home.goto(f"/diary/{parent.child}")
    expect(home.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Семьи класса").click()
    printed(page, "refusal", f"{parent.guardian}-{parent.child}")
    page.reload()
    refusal = FamilyPaper.get((FamilyPaper.kind == "refusal") & (FamilyPaper.cohort == cohort))
    page.locator(f'input[name=paper][value="{refusal.id}"]').check()
    page.get_by_role("button", name="Отмеченные бумаги подписаны").click()
    expect(page.get_by_text("выбор семей действует с этой минуты")).to_be_visible()
    assert home.goto(f"/diary/{parent.child}").status == 403  # type: ignore[union-attr]
    mine = (Informing.guardian == parent.guardian) & (Informing.child == parent.child)
    assert [row.electronic for row in Informing.select().where(mine & (Informing.valid_from == TODAY))] == [
        False
    ]

    demo.show(MONDAY + timedelta(days=4))
    page.get_by_role("link", name="Недельные листы").click()
    check_batch(page, parent.child)
    page.reload()
    here = f"/families/{cohort}"
    check(look_at(page, "/families/register", here, f"{here}/pile", f"{here}/sheets"))


def check_batch(page: Page, child: int) -> None:
    """The sheets of the week have the child, on the page and on paper."""
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Напечатать листы недели")).click()
    text = words(Path(download.value.path()).read_bytes())
    assert "СВЕДЕНИЯ О РЕЗУЛЬТАТАХ ОБУЧЕНИЯ" in text
    assert _called(child) in text and _called(child) in page.locator("table.ready").first.inner_text()


def _called(child: int) -> str:
    return " ".join(names([child], TODAY)[child][:2])
