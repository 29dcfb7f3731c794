"""`ejournal check` and `ejournal verify`: what the checks of the school find, in words and as JSON."""

import json
import subprocess
import sys
from datetime import datetime

import pytest

from ejournal import db
from ejournal.access import Actor
from ejournal.models.journal import Fact
from ejournal.services import deeds
from tests.commands import run
from tests.engines import using
from tests.reports.checked import away, mark
from tests.school import BY, MONDAY, at, read

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


def test_verify_in_a_process_of_its_own_knows_every_kind_of_record(served: str) -> None:
    """A process that has loaded no page of the program: a record of each table came, and went again."""
    with using(served):
        come_and_gone(by=BY, now=at("12:00"))
    program = "from ejournal.cli import main; raise SystemExit(main(['verify']))"
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.stderr, ended.returncode) == ("", 0)
    assert "Журнал цел" in ended.stdout


@deeds.deed("test.kinds", of="")
def come_and_gone(*, by: Actor, now: datetime) -> None:
    for model in db.records().values():
        if model is not Fact:  # the base of tables, none itself
            deeds._remember([model(id=10**6)], 1, gone=True)
