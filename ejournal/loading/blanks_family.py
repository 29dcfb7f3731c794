"""The columns of a class list about those who answer for a child (п. 4.4.1, 4.6.1)."""

from collections.abc import Iterable, Mapping, Sequence

from ejournal.models.lists import Answering, KnownPerson
from ejournal.wording import full_name

PARENTS = ("мать", "отец")
FORMS: dict[bool | None, str] = {True: "электронная", False: "бумажная"}

_PARENT = (("ФИО", 34), ("телефон", 18))
_OTHER = (("ФИО", 34), ("кем приходится", 18), ("телефон", 18))


def most(families: Iterable[Sequence[Answering]]) -> int:
    """How many answer for one child besides mother and father, at the most; at least one has its columns."""
    return max([1, *(len(_others(family)) for family in families)])


def headings(others: int) -> list[tuple[str, int]]:
    """The headings with the widths of their columns, with room for so many besides mother and father."""
    found = [(f"{parent.capitalize()}, {what}", width) for parent in PARENTS for what, width in _PARENT]
    for number in range(1, others + 1):
        found += [(f"Представитель {number}, {what}", width) for what, width in _OTHER]
    return [*found, ("Форма информирования", 22)]


def cells(family: Sequence[Answering], room: int, known: Mapping[int, KnownPerson]) -> list[str]:
    """The cells under these headings of one family; the form of informing that the whole of it has."""
    found: list[str] = []
    for relation in PARENTS:
        parent = next((known[one.guardian] for one in family if one.relation == relation), None)
        found += _contact(parent)
    others = _others(family)
    for one in others:
        name, phone = _contact(known[one.guardian])
        found += [name, one.relation, phone]
    forms = {one.electronic for one in family}
    return [
        *found,
        *[""] * (len(_OTHER) * (room - len(others))),
        FORMS.get(forms.pop(), "") if len(forms) == 1 else "",
    ]


def _others(family: Sequence[Answering]) -> list[Answering]:
    """All but the first mother and the first father."""
    first = [next((one for one in family if one.relation == relation), None) for relation in PARENTS]
    return [one for one in family if one not in first]


def _contact(parent: KnownPerson | None) -> list[str]:
    if parent is None:
        return ["", ""]
    return [full_name(parent.surname, parent.name, parent.patronymic), parent.phone or ""]
