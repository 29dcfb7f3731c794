"""Names in cases are proposed (domain facts, 3.2): the answers are those of a Russian grammar."""

import pytest

from ejournal.rules.name_cases import FROM, TO, check, proposed, relation_from
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.6.1")


@pytest.mark.parametrize(
    ("name", "sex", "said"),
    [
        (("Иванова", "Мария", "Петровна"), "f", "Ивановой Марии Петровны"),
        (("Ёжикова", "Любовь", "Ильинична"), None, "Ёжиковой Любови Ильиничны"),
        (("Кот", "Павел", "Львович"), None, "Кота Павла Львовича"),
        (("Кот", "Анна", "Львовна"), None, "Кот Анны Львовны"),
        (("Шевченко", "Пётр", "Ильич"), "m", "Шевченко Петра Ильича"),
        (("Черных", "Лев", None), "m", "Черных Льва"),
        (("Мамедова", "Арзу", "Лутфияр кызы"), "f", "Мамедовой Арзу Лутфияр кызы"),
    ],
)
def test_who_applies_is_named_after_from(name: tuple[str, str, str | None], sex: str, said: str) -> None:
    assert proposed(name, sex, FROM) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (("Громов", "Виктор", "Сергеевич"), "Громову В.С."),
        (("Белая", "Нина", "Юрьевна"), "Белой Н.Ю."),
        (("Бойко", "Олег", "Ильич"), "Бойко О.И."),
    ],
)
def test_the_director_is_named_by_surname_and_initials(name: tuple[str, str, str], said: str) -> None:
    assert proposed(name, None, TO).replace("\u00a0", " ") == said


def test_nothing_is_proposed_of_whom_nobody_knows_a_man_or_a_woman() -> None:
    assert proposed(("Ли", "Саша", None), None, FROM) == ""


def test_a_relation_follows_the_name() -> None:
    assert [relation_from(one) for one in ("мать", "опекун", "куратор")] == ["матери", "опекуна", "куратор"]


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_a_correction_is_not_empty(typed: str) -> None:
    with pytest.raises(Refusal, match="Иванова Мария: впишите имя"):
        check(typed, "Иванова Мария")
    assert check(" Ивановой\nМарии ", "Иванова Мария") == "Ивановой Марии"
