"""п. 4.4.5: the stub of a weekly sheet whose code could not be read is filed by the eye."""

import re

import pytest

from ejournal.models.consents import PileLeaf
from ejournal.models.weekly import SheetStep, WeekSheet
from ejournal.rules.refusal import Refusal
from ejournal.services import piles
from ejournal.services.verify import verify
from tests.client import Web
from tests.families import photo
from tests.school import ZONE, School, at
from tests.views.test_consents import families, fields, upload
from tests.views.test_piles_kept import by_hand, waiting
from tests.views.test_weekly import FRIDAY, friday, printed

__all__ = ["friday"]

pytestmark = pytest.mark.clause("4.4.5")


@pytest.fixture
def left(friday: Web) -> PileLeaf:
    """The sheets are printed; a photo of a stub without its code waits for a hand."""
    printed(friday)
    upload(friday, photo(), day=FRIDAY.isoformat())
    (leaf,) = waiting(friday)
    return leaf


def page(web: Web) -> str:
    return web.browser("nina").get(f"{families(web)}/pile").text


def steps(web: Web) -> list[str]:
    return web.db(lambda: [one.step for one in SheetStep.select().order_by(SheetStep.id)])


def test_it_is_chosen_by_week_and_child_and_returned(friday: Web, left: PileLeaf) -> None:
    offered = re.findall(r'<option value="(sheet-\d+)">([^<]+)', page(friday))
    assert offered and "Алёшина Аня Ивановна" in offered[0][1] and "ноября" in offered[0][1]
    day = FRIDAY.isoformat()
    assert by_hand(friday, left, do="file", paper=offered[0][0], day=day) == 303
    assert steps(friday) == ["handed", "returned"]
    assert waiting(friday) == [] and offered[0][0] not in page(friday)
    assert friday.db(verify, ZONE) == []
    again = upload(friday, photo(), day=day).text
    assert "Уже было подшито, ничего не изменилось: 1" in again and waiting(friday) == []


def of_the_first_class(school: School, leaf: PileLeaf, sheet: int) -> None:
    """The class teacher of grade 1 names a sheet of grade 7."""
    by, now = school.actor("nina"), at("16:00", FRIDAY)
    piles.file_stub(school.classes["1"], leaf, sheet, FRIDAY, by=by, now=now)


def test_a_sheet_of_another_class_a_returned_one_and_a_wrong_day_are_refused_and_the_photo_stays(
    friday: Web, left: PileLeaf
) -> None:
    number, day = friday.db(lambda: int(WeekSheet.get().id)), FRIDAY.isoformat()
    before = FRIDAY.replace(day=FRIDAY.day - 1).isoformat()
    assert by_hand(friday, left, do="file", paper=f"sheet-{number}", day=before) == 422, "printed later"
    assert by_hand(friday, left, do="file", paper="sheet-9999", day=day) == 422
    assert by_hand(friday, left, do="file", paper="sheet-", day=day) in (400, 422)
    with pytest.raises(Refusal, match="Такого недельного листа у класса нет"):
        friday.db(of_the_first_class, friday.school, left, number)
    assert steps(friday) == [] and len(waiting(friday)) == 1


def test_twice_is_refused(friday: Web, left: PileLeaf) -> None:
    number, day = friday.db(lambda: int(WeekSheet.get().id)), FRIDAY.isoformat()
    upload(friday, photo(seed=2), day=day)
    first, second = waiting(friday)
    assert by_hand(friday, first, do="file", paper=f"sheet-{number}", day=day) == 303
    assert by_hand(friday, second, do="file", paper=f"sheet-{number}", day=day) == 422
    assert steps(friday) == ["handed", "returned"] and len(waiting(friday)) == 1


@pytest.mark.parametrize("who", ["igor", "anya_mother"])
def test_nobody_else_files_it(friday: Web, left: PileLeaf, who: str) -> None:
    browser, path = friday.browser("nina"), f"{families(friday)}/pile"
    form = fields(browser, path, f"{path}/{left.id}", do="file", paper="sheet-1", day=FRIDAY.isoformat())
    form["key"] = re.sub(r"~\d+$", f"~{friday.school[who]}", str(form["key"]))
    assert friday.browser(who).post(f"{path}/{left.id}", form).status_code in (403, 404)
    assert steps(friday) == []
