"""«Уточнение»: what a text of an earlier day was before is told beside it (п. 4.5.3)."""

from datetime import timedelta

import pytest

from tests.client import Web
from tests.school import MONDAY
from tests.views.steps import desk, fill, has_text
from tests.views.tables import row

pytestmark = pytest.mark.clause("4.5.3")


def test_a_typo_is_mended_without_a_stamp_and_what_it_was_is_told(web: Web) -> None:
    fill(desk(web))
    web.clock.set("10:00", MONDAY + timedelta(days=2))
    vera = desk(web)
    assert has_text(vera, "homework", "§ 5, № 6")
    answer = vera.htmx("homework", homework="§ 5, № 6 (устно)")
    assert answer.status_code == 200
    for shown in (answer.text, vera.browser.get(vera.address).text):
        assert "Уточнено" in shown and "было: «§ 5, № 6»" in shown and "внесено с опозданием" not in shown
    told = row(web.browser("vera").get(f"/journal/{web.school.groups['algebra']}").text, "23.11")
    assert told[2] == "§ 5, № 6 (устно)" and "задание: уточнено 25.11" in told[3]


def test_on_the_day_itself_nothing_is_told(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    assert "Уточнено" not in vera.htmx("homework", homework="§ 5, № 7").text
