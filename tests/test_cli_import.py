"""`ejournal import`: the same load as in the browser, all or nothing, asked for before it is done."""

import io
import json
import sys
from pathlib import Path

import pytest

from ejournal.models.imports import ImportLoad, Upload
from ejournal.models.people import Enrolment, Person
from tests.commands import run
from tests.engines import using
from tests.loading.samples import FILES, SAMPLES

Said = pytest.CaptureFixture[str]
FILE = "03_ученики_10-11.csv"
LIST = ["import", "class_list", str(SAMPLES / FILE)]
ORDER = ["--order", "№ 70 от 20.11.2026", "--since", "2026-11-23"]


def counts(url: str) -> tuple[int, int, int]:
    with using(url):
        return Person.select().count(), Enrolment.select().count(), ImportLoad.select().count()


def test_a_list_is_loaded_by_the_command(served: str, capsys: Said) -> None:
    before = counts(served)
    assert run([*LIST, *ORDER, "--yes"]) == 0
    said = capsys.readouterr().out
    assert "Понято: 16 учеников" in said and "Строк — новая: 16; не загрузится: 1." in said
    assert said.endswith("Загружено.\n")
    people, enrolled, loads = counts(served)
    assert (people - before[0], enrolled - before[1], loads) == (16 + 29, 16, 1)
    assert run([*LIST, *ORDER, "--yes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["accepted"], told["rows"]) == (FILES[FILE]["accepted"], {"same": 16, "refused": 1})
    assert counts(served)[:2] == (people, enrolled)


def test_a_dry_run_gives_the_report_of_the_load_and_writes_nothing(served: str, capsys: Said) -> None:
    before = counts(served)
    assert run([*LIST, *ORDER, "--dry-run", "--json"]) == 0
    dry = json.loads(capsys.readouterr().out)
    assert counts(served) == before
    assert run([*LIST, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Укажите приказ" in said and said.endswith("Только проверено, ничего не записано.\n")
    assert run([*LIST, *ORDER, "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == dry


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--yes"], "Укажите приказ: номер и дату"),
        ([*ORDER], "Спросить некого: чтобы загрузить, добавьте --yes"),
        (["--order", "№ 1 от 01.09.2026", "--since", "2030-01-01", "--yes"], "с какого дня, в пределах"),
    ],
)
def test_what_is_lacking_is_told_and_nothing_is_written(
    served: str, capsys: Said, options: list[str], said: str
) -> None:
    before = counts(served)
    assert run([*LIST, *options]) == 1
    assert said in capsys.readouterr().err
    assert counts(served) == before
    with using(served):
        assert Upload.select().count() == 0


@pytest.mark.parametrize(("typed", "loads"), [("да\n", 1), ("нет\n", 0), ("\n", 0)])
def test_a_person_is_asked_first(
    served: str, monkeypatch: pytest.MonkeyPatch, capsys: Said, typed: str, loads: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert run([*LIST, *ORDER]) == 0
    said = capsys.readouterr().out
    assert "Загрузить? (да/нет)" in said
    assert ("Загружено." in said, "Ничего не загружено." in said) == (bool(loads), not loads)
    assert counts(served)[2] == loads


@pytest.mark.clause("2.2")
def test_a_part_of_a_file_is_loaded_only_when_what_goes_was_agreed_to(
    served: str, monkeypatch: pytest.MonkeyPatch, capsys: Said, tmp_path: Path
) -> None:
    whole, part = tmp_path / "план.csv", tmp_path / "часть.csv"
    whole.write_text("Учебные предметы;7 класс\nХимия;2\nФизика;1\nМузыка;1\n", encoding="utf-8")
    part.write_text("Учебные предметы;7 класс\nХимия;3\n", encoding="utf-8")
    assert run(["import", "curriculum", str(whole), "--yes"]) == 0
    capsys.readouterr()

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("нет\n"))
    assert run(["import", "curriculum", str(part)]) == 0
    said = capsys.readouterr().out
    assert "7 класс: Физика — 1 ч, Музыка — 1 ч" in said and "уйдёт: 2" in said
    assert "убрать то, чего нет в файле? (да/нет)" in said and "Ничего не загружено." in said
    assert run(["import", "curriculum", str(part), "--yes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == {"changed": 1, "gone": 2}
    assert (told["report"][0]["severity"], told["report"][0]["value"]) == (
        "warning",
        "2 предмета учебного плана",
    )
    assert (told["report"][0]["sheet"], told["report"][0]["row"]) == (None, None)  # of the whole file


@pytest.mark.clause("4.5.1")
def test_a_list_of_topics_without_a_heading_is_a_plan(served: str, capsys: Said, tmp_path: Path) -> None:
    plan = tmp_path / "Алгебра 7.txt"
    plan.write_text("1. Одночлены\n2. Многочлены, их сумма\n3. Контрольная работа № 1\n", encoding="utf-8")
    assert run(["import", "ktp", str(plan), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["topic_rows"], told["hours"], told["control_works"]) == (3, 3, 1)
    assert told["first_topic"] == "Одночлены"
    assert run(["import", "ktp", str(plan), "--dry-run"]) == 0
    assert "Шапки в списке нет" in capsys.readouterr().out


def test_what_the_pages_ask_for_is_said_in_words_of_the_command(
    served: str, tmp_path: Path, capsys: Said
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("ФИО;Дата рождения\nСинева Ия Олеговна;01.02.2014\n", encoding="utf-8")
    assert run(["import", "class_list", str(people), "--yes"]) == 1
    said = capsys.readouterr().err
    assert "--class 7А" in said and "в поле" not in said
    assert run([*LIST, "--yes"]) == 1
    assert "Ключ: --order" in capsys.readouterr().err
    plan = tmp_path / "x.csv"
    plan.write_text("№;Тема урока;Часы\n1;Одночлены;1\n", encoding="utf-8")
    assert run(["import", "ktp", str(plan), "--yes"]) == 1
    assert "ключами --subject и --class" in capsys.readouterr().err


def test_a_file_that_changes_nothing_needs_no_order(served: str, capsys: Said) -> None:
    assert run([*LIST, *ORDER, "--yes"]) == 0
    before = counts(served)
    capsys.readouterr()
    assert run([*LIST, "--yes"]) == 0
    assert "всё это в журнале уже есть" in capsys.readouterr().out
    assert counts(served) == before
