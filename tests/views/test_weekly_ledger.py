"""The batch of weekly sheets in the register of papers, and «Реестр выдачи» (п. 4.2.5, 4.4.5; domain §4)."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from ejournal.models.papers import IssuedPaper, file_of
from ejournal.models.people import Informing
from ejournal.models.weekly import WeekSheet
from ejournal.services import attendance
from tests.client import Web, queries
from tests.families import sign
from tests.school import MONDAY, at
from tests.services.terms import answers, give
from tests.views.test_consents import words
from tests.views.test_weekly import FRIDAY, friday, hand, printed, sheets

pytestmark = pytest.mark.clause("4.2.5", "4.4.5")
__all__ = ["friday"]
NUMBER = f"№ 1 / {FRIDAY.year}".replace(" ", "\N{NO-BREAK SPACE}")


def batches_of() -> list[IssuedPaper]:
    return list(IssuedPaper.select().where(IssuedPaper.kind == "week").order_by(IssuedPaper.id))


def batches(web: Web) -> list[int]:
    return web.db(lambda: [one.number for one in batches_of()])


def mark_of_anya(web: Web) -> None:
    """A mark that changes what the sheet of Аня says."""
    web.clock.set("9:00", MONDAY)
    own = {web.school["anya"]: answers("4")}
    now = at("9:00", MONDAY)
    web.db(give, web.school.groups["algebra"], own, by=web.school.actor("vera"), now=now)
    web.clock.set("15:00", FRIDAY)


def late_on_monday(web: Web) -> None:
    """Аня was late for the lesson of Monday."""
    lesson = web.school.lesson("algebra", MONDAY)
    codes = {web.school["anya"]: "ОП"}
    attendance.call_roll(lesson, codes, by=web.school.actor("vera"), now=at("9:41", MONDAY))


def test_a_batch_printed_again_is_the_same_paper_byte_by_byte(friday: Web) -> None:
    first = printed(friday)
    friday.clock.set("16:30", FRIDAY + timedelta(days=1))
    assert printed(friday) == first
    assert batches(friday) == [1]
    assert words(first).count(NUMBER) == 4, "on each of the two sheets and on its stub"
    kept = friday.db(lambda: file_of(IssuedPaper.get(IssuedPaper.kind == "week")))
    assert kept == first


def test_a_batch_that_says_something_new_is_the_next_paper_and_the_old_one_stays(friday: Web) -> None:
    first = printed(friday)
    mark_of_anya(friday)
    second = printed(friday)
    assert batches(friday) == [1, 2]
    next_one = NUMBER.replace("1", "2", 1)
    assert next_one in words(second) and next_one not in words(first)
    codes = friday.db(lambda: [one.token for one in WeekSheet.select()])
    assert len(codes) == 2, "the code of a printed stub stays"
    nina = friday.browser("nina")
    page = nina.get(sheets(friday)).text
    issued = friday.db(lambda: [one.id for one in batches_of()])
    links = [f'href="/papers/{number}"' for number in reversed(issued)]
    assert all(link in page for link in links) and page.index(links[0]) < page.index(links[1])
    paper = nina.get(links[1].split('"')[1])
    assert "Неделя с" in paper.text and "23.11.2026" in paper.text and "pupils" not in paper.text
    assert nina.get(links[1].split('"')[1] + "/file.docx").data == first


def test_the_card_of_the_child_has_the_sheets_as_they_were_issued(friday: Web) -> None:
    printed(friday)
    school = friday.school
    nina = friday.browser("nina")
    assert f">{NUMBER}</a>" in nina.get(f"/people/{school['anya']}").text
    assert NUMBER not in nina.get(f"/people/{school['borya']}").text, "the family is not on paper"


def test_the_batch_is_read_by_nobody_who_does_not_read_the_papers_of_the_class(friday: Web) -> None:
    printed(friday)
    number = friday.db(lambda: batches_of()[0].id)
    for who in ("vera", "anya_mother", "borya"):
        assert friday.browser(who).get(f"/papers/{number}/file.docx").status_code in (403, 404), who


def test_the_code_of_a_stub_says_under_which_number_it_was_issued(friday: Web) -> None:
    printed(friday)
    token = friday.db(lambda: WeekSheet.get(WeekSheet.pupil == friday.school["anya"]).token)
    told = friday.browser("nina").get(f"/q/{token}").text
    assert NUMBER in told and "Алёшина" in told
    stranger = friday.browser("vera").get(f"/q/{token}").text
    assert NUMBER in stranger and "Алёшина" not in stranger and "не менялись" not in stranger


def test_the_code_of_a_stub_says_whether_the_records_of_its_week_have_changed(friday: Web) -> None:
    printed(friday)
    nina = friday.browser("nina")
    codes = friday.db(lambda: {one.pupil_id: one.token for one in WeekSheet.select()})
    mine = codes.pop(friday.school["anya"])
    assert "записи за эту неделю с тех пор не менялись" in nina.get(f"/q/{mine}").text
    mark_of_anya(friday)
    assert "не менялись" in nina.get(f"/q/{mine}").text, "it is a mark of another week"
    friday.db(late_on_monday, friday)
    assert f"записи за эту неделю с листа {NUMBER} изменились" in nina.get(f"/q/{mine}").text
    (other,) = codes.values()
    assert "с тех пор не менялись" in nina.get(f"/q/{other}").text, "it is the week of another child"
    printed(friday)
    second, now = NUMBER.replace("1", "2", 1), nina.get(f"/q/{mine}").text
    assert f"действует лист {second}" in now and "если на вашем листе другой номер, он прежний" in now


def ledger(web: Web, who: str = "nina", more: str = "") -> str:
    return web.browser(who).get(f"{sheets(web)}/ledger{more}").text


def given(web: Web, **more: object) -> None:
    rows = web.db(lambda: {one.pupil_id: str(one.id) for one in WeekSheet.select()})
    assert hand(web.browser("nina"), web, sheet=rows[web.school["anya"]], **more) == 303


def test_the_register_tells_to_whom_when_how_by_whom_and_how_long_they_waited(friday: Web) -> None:
    """The year of work began on 02.11.2026, 25 days before 27.11; Вова's mother refused on Monday."""
    printed(friday)
    given(friday, way="child")
    page = ledger(friday)
    anya, vova = [row for row in page.split("<tr>") if "23.11.2026" in row]
    for told in (
        "Алёшина\N{NO-BREAK SPACE}А.",
        "бумажная",
        "27.11.2026",
        "через ребёнка",
        "Нилова",
        ">25<",
        NUMBER,
    ):
        assert told in anya, told
    assert "Власов" in vova and "не передан" in vova and ">4<" in vova


def test_the_family_of_which_one_parent_reads_the_diary_has_both_forms(friday: Web) -> None:
    friday.db(sign, friday.school, "consent", "anya_mother")
    printed(friday)
    assert "бумажная и электронная" in ledger(friday)


def test_the_days_of_the_next_sheet_count_from_the_one_before(friday: Web) -> None:
    printed(friday)
    given(friday)
    friday.clock.set("15:00", FRIDAY + timedelta(days=7))
    printed(friday)
    rows = [row for row in ledger(friday).split("<tr>") if "30.11.2026" in row]
    assert ">7<" in rows[0] and "Алёшина" in rows[0]


def test_the_register_as_a_paper_has_the_same_rows_and_room_for_signatures(friday: Web) -> None:
    printed(friday)
    given(friday)
    answer = friday.browser("dina").get(f"{sheets(friday)}/ledger.docx?period=year")
    document = Document(BytesIO(answer.data))
    head, *rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert head[-1] == "Подпись" and {row[-1] for row in rows} == {""}
    assert [row[2][:7] for row in rows if row[1] == "23.11.2026"] == ["Алёшина", "Власов\N{NO-BREAK SPACE}"]
    assert [row[6] for row in rows if row[1] != "23.11.2026"] == ["не печатали"] * 3, "Аня, since 02.11.2026"
    assert "весь учебный год" in document.paragraphs[2].text


def test_a_class_without_families_on_paper_says_so_and_the_running_period_is_shown_first(friday: Web) -> None:
    friday.db(lambda: Informing.update(electronic=True, consented=True).execute())
    assert "За этот период листов не печатали" in ledger(friday)
    friday.db(sign, friday.school, "refusal", "vova_mother", "vova")
    printed(friday)
    period = ledger(friday).split('<option value="')[1].split('"')[0]
    for more in ("", f"?period={period}", "?period=year", "?period=x"):
        assert "Власов" in ledger(friday, more=more), more


def test_a_week_of_which_a_family_on_paper_has_no_sheet_is_a_line_too(friday: Web) -> None:
    """Аня's father is on paper; of 16–22 November nobody printed a sheet. The year began on 02.11.2026."""
    printed(friday)
    (row,) = [row for row in ledger(friday).split("<tr>") if "16.11.2026" in row]
    for told in ("Алёшина\N{NO-BREAK SPACE}А.", "не печатали", "Алёшин\N{NO-BREAK SPACE}И.И.", ">20<"):
        assert told in row, told
    assert "не передан" not in row


def test_a_sheet_that_the_child_took_home_names_the_child(friday: Web) -> None:
    printed(friday)
    given(friday, way="child")
    row = next(row for row in ledger(friday).split("<tr>") if "23.11.2026" in row and "Алёшина" in row)
    child, father = "Алёшина\N{NO-BREAK SPACE}А.И.", "Алёшин\N{NO-BREAK SPACE}И.И."
    assert f"<td>{child}, для: {father}</td>" in row


@pytest.mark.parametrize("who", ["vera", "anya_mother", "alla"])
def test_nobody_else_reads_the_register(friday: Web, who: str) -> None:
    for address in ("ledger", "ledger.docx"):
        assert friday.browser(who).get(f"{sheets(friday)}/{address}").status_code in (403, 404)


def test_the_register_asks_a_constant_number_of_queries(friday: Web) -> None:
    nina = friday.browser("nina")
    nina.get(sheets(friday))
    with queries() as none:
        nina.get(f"{sheets(friday)}/ledger")
    for week in range(3):
        friday.clock.set("15:00", FRIDAY + timedelta(days=7 * week))
        printed(friday)
    with queries() as many:
        nina.get(f"{sheets(friday)}/ledger")
    assert len(many) <= len(none) + 1
