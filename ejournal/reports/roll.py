"""The roll of a group: its order and what each pupil is called, the same on every page."""

from collections import Counter

from ejournal.models.people import Name, birth_dates
from ejournal.wording import date_numeric, fold, full_name


def roll_key(name: Name) -> tuple[str, ...]:
    """Order of the roll: by alphabet, ё as е."""
    return tuple(fold(part or "") for part in name)


def roll_names(members: dict[int, Name]) -> dict[int, str]:
    """«Фамилия Имя»; namesakes with what tells them apart, or a mark goes to the wrong one."""
    plain = Counter(name[:2] for name in members.values())
    full = Counter(members.values())
    born = birth_dates([pupil for pupil, name in members.items() if full[name] > 1])
    called = {}
    for pupil, name in members.items():
        called[pupil] = " ".join(name[:2]) if plain[name[:2]] == 1 else full_name(*name)
        if full[name] > 1 and pupil in born:
            called[pupil] += f", {date_numeric(born[pupil])}"
    return called


def missed(code: str) -> bool:
    """Whether an attendance code means that the pupil was not at the lesson."""
    return code not in ("", "ОП", "ОСВ", "Д")
