"""«Замечания по ведению журнала» on paper: as many pages as were counted, and nothing is cut off."""

from dataclasses import replace

import pytest

from ejournal.documents.volume import SAMPLE, render
from ejournal.documents.volume_layout import Layout
from ejournal.documents.volume_remarks import TITLE, RemarksPage, VolumeRemark, remark_pages
from tests.documents.test_volume import HASH, laid_out, squeezed
from tests.office import Office

pytestmark = [pytest.mark.clause("4.2.4"), pytest.mark.clause("4.2.2")]

SHORT = VolumeRemark(
    "28.11.2026, справка № 3", "7 класс, Химия", "Нет темы: 03.11", "Ветрова В.В.", "05.12.2026", "устранено"
)
LONG = replace(SHORT, place="7 класс, " + "Словесность " * 9, text="Нет темы: " + "03.11, 2-й урок; " * 60)


@pytest.mark.parametrize("layout", Layout)
def test_every_remark_is_on_the_pages_that_were_counted(layout: Layout, office: Office) -> None:
    made = replace(SAMPLE, remarks=(LONG, *[SHORT] * 18, LONG), layout=layout)
    pages, shown = laid_out(made), office.pages(render(made, HASH))
    assert len(shown) == len(pages)
    told = [text for page, text in zip(pages, shown, strict=True) if isinstance(page, RemarksPage)]
    assert len(told) > 1 and all(TITLE in text for text in told)
    for page, text in zip([page for page in pages if isinstance(page, RemarksPage)], told, strict=True):
        for row in page.rows:
            for cell in (row.day, row.place, row.text, row.checker, row.due, row.done):
                assert squeezed(cell) in squeezed(text)


def test_what_is_too_long_for_a_row_goes_on_in_the_next_under_no_number() -> None:
    rows = [row for page in remark_pages([LONG, SHORT]) for row in page.rows]
    assert [row.number for row in rows if row.number] == ["1", "2"]
    assert rows[-1].number == "2"
    assert squeezed("".join(row.text for row in rows[:-1])) == squeezed(LONG.text)


def test_a_volume_without_remarks_has_no_page_for_them() -> None:
    assert not list(remark_pages([]))
    assert all(page.kind != "remarks" for page in laid_out(replace(SAMPLE, remarks=())))
