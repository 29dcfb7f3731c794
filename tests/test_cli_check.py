"""`ejournal check`: what the checks of the school find, in words and as JSON."""

import json

import pytest

from tests.commands import run
from tests.engines import using
from tests.reports.checked import away, mark
from tests.school import MONDAY, read

pytestmark = [pytest.mark.clause("4.2.2б"), pytest.mark.clause("4.2.2в")]
DAY = ["--from", str(MONDAY), "--to", str(MONDAY)]


def test_check_tells_every_place_and_ends_with_one(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    with using(served):
        school = read()
        lesson = school.lesson("algebra")
        mark(school, lesson)
        away(school, lesson)
    assert run(["check", *DAY]) == 1
    assert "И «н», и отметка: 1\n  23.11, 2-й урок, 7 класс, Алгебра" in capsys.readouterr().out
    assert run(["check", *DAY, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    (place,) = found["mark_absent"]["places"]
    assert place["url"] == f"/lessons/{lesson.id}#mark-answer-{school['anya']}"
    assert (found["mark_absent"]["severity"], found["mark_absent"]["count"]) == ("wrong", 1)


def test_a_day_that_is_none_is_told(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["check", "--from", "вчера"])
    assert "«вчера»" in capsys.readouterr().err
