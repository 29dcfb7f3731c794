"""«Прогноз для семей»: read in the diary, handed over on paper, signed; the unproven come first."""

from io import BytesIO

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.forecasts import ForecastSeen, ForecastStep
from ejournal.models.papers import IssuedPaper
from tests.client import Browser, Web, queries
from tests.school import at
from tests.services.terms import MORNING, OPEN, answers, choose, give
from tests.views.tables import row

pytestmark = pytest.mark.clause("4.4.4")

QUERIES = 32


@pytest.fixture
def marked(web: Web) -> Web:
    given = {"anya": "4 4 4 3", "borya": "2 2 2", "vova": "5 5 5"}
    by_pupil = {web.school[key]: answers(values) for key, values in given.items()}
    web.db(give, web.school.groups["algebra"], by_pupil, by=web.school.actor("vera"), now=MORNING)
    web.clock.hands[0] = OPEN
    return web


def page(web: Web) -> str:
    return f"/terms/classes/{web.school.classes['7']}/forecast"


def test_a_parent_reads_the_forecast_in_the_diary_and_is_known_to_know(marked: Web) -> None:
    pupil = marked.school["anya"]
    shown = marked.browser("anya_mother").get(f"/diary/{pupil}/forecast").text
    assert row(shown, "Алгебра") == [
        "Алгебра «5» до конца четверти уже не успеть: осталось 4 урока",
        "3,75",
        "4",
    ]
    assert marked.db(lambda: [one.guardian_id for one in ForecastSeen.select()]) == [
        marked.school["anya_mother"]
    ]
    assert (
        row(marked.browser("nina").get(page(marked)).text, "Алёшина Аня")[2] == "прочитано в дневнике 24.12"
    )


def test_the_pupil_reads_it_and_that_proves_nothing_of_the_family(marked: Web) -> None:
    assert marked.browser("anya").get(f"/diary/{marked.school['anya']}/forecast").status_code == 200
    assert marked.db(ForecastSeen.select().count) == 0
    assert marked.browser("anya").get(f"/diary/{marked.school['borya']}/forecast").status_code == 404


def test_the_class_teacher_notes_what_was_handed_over_and_signed(marked: Web) -> None:
    nina, path = marked.browser("nina"), f"{page(marked)}/{marked.school['borya']}"
    fields = nina.form(page(marked), path)
    for step in ("delivered", "signed"):
        assert nina.post(path, fields | {"step": step}).status_code == 303
    assert marked.db(ForecastStep.select().count) == 2
    shown = nina.get(page(marked)).text
    assert "Не подтверждено: 3" in shown and "Знают: 1" in shown
    assert row(shown, "Морозов Борис")[1:3] == [
        "Алгебра — «2»",
        "передано 24.12; подписано 24.12",
    ]


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 403), ("dina", 403), ("nina", 303), ("anya_mother", 403)]
)
def test_the_class_teacher_alone_notes_it(marked: Web, who: str, status: int) -> None:
    path = f"{page(marked)}/{marked.school['borya']}"
    fields = marked.browser("nina").form(page(marked), path) | {"step": "signed"}
    fields["key"] = f"page~{marked.school[who]}"
    assert marked.browser(who).post(path, fields).status_code == status


def test_the_notices_come_as_word_files_for_one_for_all_and_for_those_at_risk(marked: Web) -> None:
    nina, base = marked.browser("nina"), page(marked)
    counts = {}
    for name, path in {
        "all": f"{base}.docx",
        "one": f"{base}.docx?pupil={marked.school['anya']}",
        "risk": base.replace("forecast", "risk.docx"),
        "one at risk": base.replace("forecast", f"risk.docx?pupil={marked.school['borya']}"),
    }.items():
        answer = printed(nina, base, path)
        assert "attachment" in answer.headers["Content-Disposition"]
        said = [paragraph.text for paragraph in Document(BytesIO(answer.data)).paragraphs]
        counts[name] = sum(text.startswith("УВЕДОМЛЕНИЕ №") for text in said)
    assert counts == {"all": 4, "one": 1, "risk": 1, "one at risk": 1}
    assert printed(nina, base, f"{base}.docx?pupil={marked.school['yana']}").status_code == 404
    assert marked.browser("vera").post(f"{base}.docx").status_code == 403


def printed(browser: Browser, page: str, path: str) -> TestResponse:
    """A notice as a Word file, by the form of the page."""
    return browser.post(path, browser.form(page, f"{page}.docx"))


@pytest.mark.clause("4.2.5")
def test_notices_of_a_day_that_say_the_same_are_one_paper_kept_as_it_was_issued(marked: Web) -> None:
    nina, base = marked.browser("nina"), page(marked)
    first = printed(nina, base, f"{base}.docx").data
    assert printed(marked.browser("dina"), base, f"{base}.docx").data == first
    more = {marked.school["anya"]: answers("2 2 2 2 2")}
    marked.db(give, marked.school.groups["history"], more, by=marked.school.actor("nina"), now=MORNING)
    assert printed(nina, base, f"{base}.docx").data != first
    kept = marked.db(
        lambda: [(one.kind, one.number) for one in IssuedPaper.select().order_by(IssuedPaper.id)]
    )
    assert kept == [("forecast", 1), ("forecast", 2)]
    assert 'href="/papers?kind=forecast"' in nina.get(base).text
    shown = nina.get("/papers?kind=forecast").text
    assert shown.index("2&nbsp;/&nbsp;2026") < shown.index("1&nbsp;/&nbsp;2026")
    number = marked.db(lambda: IssuedPaper.get(IssuedPaper.number == 1).id)
    assert nina.get(f"/papers/{number}/file.docx").data == first
    assert "№\u00a01\u00a0/\u00a02026" in Document(BytesIO(first)).paragraphs[1].text


@pytest.mark.clause("4.2.5")
def test_with_nobody_at_risk_no_warning_is_registered(marked: Web) -> None:
    better = {marked.school["borya"]: answers("5 5 5 5 5 5 5 5")}
    marked.db(give, marked.school.groups["algebra"], better, by=marked.school.actor("vera"), now=MORNING)
    nina, base = marked.browser("nina"), page(marked)
    refused = printed(nina, base, base.replace("forecast", "risk.docx"))
    assert refused.status_code == 422 and "Предупреждать некого" in refused.text
    assert marked.db(IssuedPaper.select().count) == 0


def test_the_pages_ask_no_more_for_more_marks(marked: Web) -> None:
    nina, mother = marked.browser("nina"), marked.browser("anya_mother")
    diary = f"/diary/{marked.school['anya']}/forecast"
    mother.get(diary)
    with queries() as few:
        nina.get(page(marked))
    with queries() as few_of_family:
        mother.get(diary)
    more = {marked.school[key]: answers("5 5 4 4 5 Н 3") for key in ("anya", "borya", "vova", "glasha")}
    for group in ("history", "english1"):
        marked.db(give, marked.school.groups[group], more, by=marked.school.actor("nina"), now=MORNING)
    with queries() as many:
        nina.get(page(marked))
    with queries() as many_of_family:
        mother.get(diary)
    assert len(many) <= len(few) <= QUERIES
    assert len(many_of_family) <= len(few_of_family) <= QUERIES


def test_after_the_period_the_diary_shows_its_marks(marked: Web) -> None:
    marked.db(choose, marked.school, {"anya": "4"})
    marked.clock.hands[0] = at("12:00", OPEN.date().replace(day=31))
    diary = f"/diary/{marked.school['anya']}"
    shown = marked.browser("anya_mother").get(f"{diary}/forecast").text
    assert "Итоговые отметки 2026/2027" in shown
    assert f'href="{diary}/forecast"' in marked.browser("anya_mother").get(diary).text
