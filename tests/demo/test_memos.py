"""The memos of the demo: some of every kind, all by the rules, once (п. 4.5.4)."""

from datetime import datetime

import pytest

from ejournal.demo import run
from ejournal.models.memos import Annulment, Memo, MemoDecision
from ejournal.models.people import duties_on
from ejournal.reports import memos as report
from ejournal.services.verify import verify
from tests import demos

pytestmark = pytest.mark.clause("4.5.4")

NOW = datetime(2026, 11, 24, 10, 15, tzinfo=run.ZONE)


def test_the_deputy_finds_memos_that_wait_and_memos_that_were_decided(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with demos.opened(tmp_path_factory, NOW):
        run.tell_mistakes(NOW)
        deputy = next(who for who, role, *_ in duties_on(NOW.date()) if role == "deputy")
        page = report.page(None, deputy, NOW)
        assert [one.approved for one in page.decided] == [False, True]
        assert sorted(one.opens for one in page.waiting) == [False, False, True]
        assert len({one.author for one in page.waiting + page.decided}) > 2
        assert Annulment.select().count() == 1
        assert all(memo.at < NOW for memo in Memo.select())
        assert verify(run.ZONE) == []
        run.tell_mistakes(NOW)
        assert (Memo.select().count(), MemoDecision.select().count()) == (5, 2)
