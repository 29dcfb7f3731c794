"""The roll of a group: its order and what each pupil is called, the same on every page."""

from collections import Counter

from ejournal.models.people import Name, birth_dates
from ejournal.wording import date_numeric, fold, full_name


def roll_key(name: Name) -> tuple[str, ...]:
    """Order of the roll: by alphabet, ё as е."""
    return tuple(fold(part or "") for part in name)


def roll_order(members: dict[int, Name]) -> list[int]:
    """The pupils in the order of the roll; full namesakes in an order that never changes."""
    return sorted(members, key=lambda pupil: (roll_key(members[pupil]), pupil))


def names_on_paper(members: dict[int, Name]) -> dict[int, str]:
    """«Фамилия Имя», with the patronymic where two would be called the same; nothing but names."""
    plain = Counter(name[:2] for name in members.values())
    return {
        pupil: " ".join(name[:2]) if plain[name[:2]] == 1 else full_name(*name)
        for pupil, name in members.items()
    }


def roll_names(members: dict[int, Name]) -> dict[int, str]:
    """The same on a page: full namesakes with their birth dates, or a mark goes to the wrong one."""
    full = Counter(members.values())
    born = birth_dates([pupil for pupil, name in members.items() if full[name] > 1])
    return {
        pupil: f"{called}, {date_numeric(born[pupil])}"
        if full[members[pupil]] > 1 and pupil in born
        else called
        for pupil, called in names_on_paper(members).items()
    }
