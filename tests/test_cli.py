"""The command `ejournal`: what it does, what it says in Russian, and with which code it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ejournal import db, migrations
from ejournal.models import guards
from ejournal.models.audit import Audit
from ejournal.models.people import Duty, Person, duties
from ejournal.services import audit
from tests.commands import run
from tests.engines import using
from tests.school import MONDAY, STAFF, read
from tests.services.steps import last_entry, rows

Said = pytest.CaptureFixture[str]
COMMANDS = (
    "demo",
    "serve",
    "init",
    "migrate",
    "grant",
    "clause",
    "print",
    "import",
    "backup",
    "verify",
    "check",
)
ROLES = ("teacher", "class_teacher", "deputy", "director", "administrator", "technician")
NEW = ["--snils", "999-000-017 23", "--role", "administrator", "--order", "№ 1 от 01.09.2026"]


def lose_a_guard(url: str) -> str:
    """Drop one guard; its name."""
    name, place = ("mark__update", "") if url.startswith("sqlite") else ("mark__row", " ON mark")
    with using(url):
        db.database.execute_sql(f"DROP TRIGGER {name}{place}")
    return name


def test_init_makes_a_database_out_of_nothing(environment: Path, capsys: Said) -> None:
    assert run(["init"]) == 0
    assert "0001_first_lesson" in capsys.readouterr().out
    with using(f"sqlite:///{environment}"):
        assert (migrations.pending(), guards.missing(), Audit.select().count()) == ([], [], 0)


@pytest.mark.parametrize("command", ["init", "migrate"])
def test_migrating_again_changes_nothing(environment: Path, capsys: Said, command: str) -> None:
    run(["init"])
    capsys.readouterr()
    assert run([command]) == 0
    assert "обновлений нет" in capsys.readouterr().out


def test_migrate_puts_a_lost_guard_back(served: str) -> None:
    lose_a_guard(served)
    assert run(["verify"]) == 1
    assert run(["migrate"]) == 0
    assert run(["verify"]) == 0


def test_the_tables_are_made_by_their_owner(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned = tmp_path / "owned.db"
    monkeypatch.setenv("EJOURNAL_OWNER_DATABASE", f"sqlite:///{owned}")
    assert run(["init"]) == 0
    assert owned.exists()
    assert not environment.exists()


@pytest.mark.clause("4.3.2")
def test_the_first_administrator_is_appointed_on_the_server_by_snils(environment: Path, capsys: Said) -> None:
    run(["init"])
    assert run(["grant", *NEW, "--name", "Лунина Лада Львовна"]) == 0
    assert "ЕСИА" in capsys.readouterr().out
    with using(f"sqlite:///{environment}"):
        duty = Duty.get()
        assert (duty.role, duty.person.snils) == ("administrator", "99900001723")
        assert [(entry.kind, entry.person_id) for entry in rows(Audit)] == [("duty.grant", None)]
    assert run(["verify"]) == 0


@pytest.mark.clause("4.3.2")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (NEW, "--name"),
        (["--snils", "1", "--role", "teacher", "--order", "№ 1 от 01.09.2026"], "СНИЛС"),
        (
            ["--snils", STAFF["oleg"][0], "--role", "class_teacher", "--order", "№ 1 от 01.09.2026"],
            "укажите класс",
        ),
        (["--snils", STAFF["oleg"][0], "--role", "teacher", "--order", " "], "приказ"),
        (["--snils", STAFF["oleg"][0], "--role", "teacher", "--order", "№ 1 от 01.09.2026"], "уже есть"),
        ([*NEW, "--name", "Ким Ан"], "--sex"),
    ],
)
def test_a_grant_that_is_refused_ends_with_one_and_its_reason(
    served: str, capsys: Said, arguments: list[str], reason: str
) -> None:
    assert run(["grant", *arguments]) == 1
    said = capsys.readouterr()
    assert reason in said.err
    assert "Traceback" not in said.err
    with using(served):
        assert Audit.select().where(Audit.kind == "duty.grant").count() == 0


@pytest.mark.clause("4.3.2")
def test_a_person_without_a_patronymic_is_entered_with_the_sex_that_was_given(served: str) -> None:
    assert run(["grant", *NEW, "--name", "Ким Ан", "--sex", "m"]) == 0
    with using(served):
        assert Person.get(Person.snils == "99900001723").sex == "m"


@pytest.mark.clause("4.3.2")
def test_a_known_person_gets_one_more_duty(served: str) -> None:
    arguments = [
        "--snils",
        STAFF["oleg"][0],
        "--role",
        "class_teacher",
        "--order",
        "№ 1 от 01.09.2026",
        "--class",
        "7",
    ]
    assert run(["grant", *arguments]) == 0
    with using(served):
        school = read()
        held = duties(school["oleg"], MONDAY)
        assert set(held) == {("teacher", None), ("class_teacher", school.classes["7"])}
        entry = last_entry()
        assert (entry.kind, entry.person_id, entry.duty) == ("duty.grant", None, "command_line")


def test_verify_of_a_whole_journal_ends_with_zero_and_tells_the_head(served: str, capsys: Said) -> None:
    with using(served):
        number, head = audit.head()
    assert run(["verify"]) == 0
    assert run(["verify", "--head", head]) == 0
    said = capsys.readouterr().out
    assert f"Записей: {number}" in said
    assert head in said


def test_verify_of_a_spoilt_journal_ends_with_one_and_tells_the_fault(served: str, capsys: Said) -> None:
    with using(served):
        db.database.execute_sql("UPDATE person SET sex = 'm' WHERE snils = '99900000115'")
    assert run(["verify"]) == 1
    assert "таблица person: запись" in capsys.readouterr().out


def test_verify_with_a_head_that_is_not_in_the_chain_ends_with_one(served: str, capsys: Said) -> None:
    assert run(["verify", "--head", "f" * 64]) == 1
    assert "f" * 64 in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["verify"], ["grant", *NEW, "--name", "Лунина Лада Львовна"]], ids=["verify", "grant"]
)
def test_a_database_that_was_not_made_is_told_with_what_to_do(
    environment: Path, capsys: Said, arguments: list[str]
) -> None:
    assert run(arguments) == 1
    said = capsys.readouterr().err
    assert "ejournal init" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["verify", "init"])
@pytest.mark.parametrize("url", ["mysql://u@h/x", "school.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_an_unknown_database_ends_with_one_and_a_reason_in_russian(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, url: str, command: str
) -> None:
    monkeypatch.setenv("EJOURNAL_DATABASE", url)
    assert run([command]) == 1
    assert re.search("[а-я]", capsys.readouterr().err)


@pytest.mark.parametrize("number", ["4.5.4", "4.2.2а", "5.1"])
def test_clause_tells_where_it_is_kept(capsys: Said, number: str) -> None:
    assert run(["clause", number]) == 0
    assert capsys.readouterr().out.startswith(f"п. {number} ")


def test_clause_without_a_number_lists_them_all(capsys: Said) -> None:
    assert run(["clause"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 50


@pytest.mark.parametrize("number", ["7.1", "4.2.2a", "x"])
def test_an_unknown_clause_ends_with_one_and_a_reason(capsys: Said, number: str) -> None:
    assert run(["clause", number]) == 1
    assert f"«{number}»" in capsys.readouterr().err


def help_of(capsys: Said, *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        run([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_of_every_command(capsys: Said, command: str) -> None:
    assert re.search(rf"^ +{command} +[а-я]", help_of(capsys), re.MULTILINE)


# What a person types is in Latin letters: commands, options and the names of their values.
KINDS = ("ktp", "curriculum", "timetable", "class_list", "staff")
VALUES = "|".join((*COMMANDS, *ROLES, *KINDS, "ejournal", "journal", "slip"))
TYPED = re.compile(rf"--?[a-z-]+|\b(?:{VALUES})\b|\b[A-Z_]+\b|\{{[a-z_,]+\}}")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_russian(capsys: Said, command: str) -> None:
    text = help_of(capsys, *filter(None, [command]))
    assert re.findall("[A-Za-z]{2,}", TYPED.sub("", text)) == []


@pytest.mark.parametrize("arguments", [[], ["sing"], ["grant"], ["demo", "--date", "завтра"]])
def test_a_command_typed_wrongly_ends_with_two_and_a_reason_in_russian(
    capsys: Said, arguments: list[str]
) -> None:
    said = refusal_of(capsys, arguments)
    for argument in arguments:
        said = said.replace(f"«{argument}»", "")
    assert re.findall("[A-Za-z]{2,}", TYPED.sub("", said)) == []


def refusal_of(capsys: Said, arguments: list[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sing"], ["«sing»", "demo, serve, init"]),
        (["demo", "--port", "abc"], ["--port", "«abc»", "от 1 до 65535"]),
        (["demo", "--stand-port", "0"], ["--stand-port", "«0»", "от 1 до 65535"]),
        (["serve", "--port", "70000"], ["--port", "«70000»"]),
        (["serve", "--port", "²"], ["--port", "«²»"]),
        (["demo", "--date", "2026-13-01"], ["--date", "«2026-13-01»", "ГГГГ-ММ-ДД"]),
        (["demo", "--date"], ["--date", "нужно значение"]),
        (["grant", *NEW, "--role", "boss"], ["--role", "«boss»", "deputy — заместитель директора"]),
        (["grant", *NEW, "--sex", "x"], ["--sex", "«x»", "m или f"]),
        (["grant", *NEW[2:]], ["Не хватает: --snils"]),
        (["print", "poster"], ["«poster»", "journal, slip"]),
        (["print", "journal", "--class", "7", "--half", "3", "-o", "x"], ["--half", "«3»", "1 или 2"]),
        (["print", "journal", "--class", "7", "--half", "1"], ["Не хватает: -o/--output"]),
        (["print", "slip", "--lesson", "x", "-o", "x"], ["--lesson", "«x»", "не номер"]),
        (["print", "slip", "--lesson", "9" * 19, "-o", "x"], ["--lesson", "не номер"]),
        (["verify", "--hed", "f"], ["«--hed f»"]),
        (["verify", "--help=да"], ["--help", "«да»"]),
    ],
    ids=lambda value: " ".join(value[:3]),
)
def test_a_wrong_argument_is_named_with_what_is_allowed(
    capsys: Said, arguments: list[str], said: list[str]
) -> None:
    reason = " ".join(refusal_of(capsys, arguments).split())
    assert [part for part in said if part not in reason] == []
    assert "не разобрана" not in reason


def test_a_reader_that_has_had_enough_ends_the_command_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", "import sys; from ejournal import cli; sys.exit(cli.main(['clause']))"]
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (1, "")


def test_help_says_what_each_role_is(capsys: Said) -> None:
    said = " ".join(help_of(capsys, "grant").split())
    assert "deputy — заместитель директора" in said
    assert all(f"{role} — " in said for role in ROLES)
