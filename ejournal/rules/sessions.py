"""п. 2.1: what the sessions of a ГПД and of внеурочная деятельность tell instead of homework."""

from ejournal.rules.refusal import Refusal, Way

LONGEST = 60
TITLES = {"after_school": "Режимный момент", "extracurricular": "Форма занятия"}
CONTENT = {"after_school": "Содержание"}
TOPIC = "Тема урока"
SESSION = "Тема занятия"


def options(told: str) -> tuple[str, ...]:
    """The choices of a setting: «Прогулка, Самоподготовка»."""
    return tuple(dict.fromkeys(name for part in told.split(",") if (name := part.strip()[:LONGEST])))


def check_form(kind: str, form: str, known: tuple[str, ...]) -> str | None:
    """п. 2.1: one of the school's choices, or what the session has already; None for kinds without."""
    if kind not in TITLES or not form:
        return None
    if form not in known:
        raise Refusal(
            "2.1",
            f"{TITLES[kind]}: «{form[:LONGEST]}» нет в списке школы. Выберите из: {', '.join(known)}.",
            Way.RELOAD,
        )
    return form
