"""How a page of the journal is graded, in some days and for one pupil: 2–5, зачёт, no marks (7.11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ejournal.rules.marks import SCALES, split
from ejournal.rules.refusal import Refusal
from ejournal.rules.term_marks import VALUES
from ejournal.wording import date_numeric, date_short, in_sentence, plural

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group, Period
    from ejournal.models.gradings import Way

CLAUSE = "4.5.4"
FIVE, PASS, NONE = "five", "pass", "none"
TITLES = {FIVE: "отметки 2–5", PASS: "зачёт", NONE: "без отметок"}
SURE = "прежние отметки периода не считать"
SIGNS = {FIVE: "2–5", PASS: "зач", NONE: "б/о"}  # beside the name of a pupil with an own way


class Own(NamedTuple):
    """What stands beside the name of a pupil with an own way of grading: a sign, and the words of it."""

    sign: str = ""
    told: str = ""


USUAL = Own()


@dataclass(frozen=True)
class Ways:
    """The decisions about some pages over what each is by itself (`base`)."""

    base: Mapping[int, str]
    own: Mapping[tuple[int, int | None], tuple[Way, ...]]

    def way(self, group: int, pupil: int | None, day: date) -> Way | None:
        """The decision about a pupil, or (None) about the whole page, that holds on a day."""
        return next((one for one in self.own.get((group, pupil), ()) if one.holds(day)), None)

    def page(self, group: int, day: date) -> str:
        """п. 4.5.4: how the page is graded on a day."""
        found = self.way(group, None, day) if self.own else None
        return found.mode if found else self.base.get(group, NONE)

    def of(self, group: int, pupil: int, day: date) -> str:
        """п. 4.5.4: how a pupil of the page is graded on a day: the own way goes before that of the page."""
        found = self.way(group, pupil, day) if self.own else None
        return found.mode if found else self.page(group, day)

    def beside(self, group: int, pupil: int, day: date) -> Own:
        """What is told beside a name when the pupil's own way is another than that of the page."""
        found = self.way(group, pupil, day)
        if found is None or found.mode == self.page(group, day):
            return USUAL
        return Own(SIGNS[found.mode], f"{TITLES[found.mode]}: {found.paper}")

    def any_marks(self, group: int, day: date) -> bool:
        """Whether anybody on the page may get a mark on a day."""
        if SCALES[self.page(group, day)]:
            return True
        own = (way for (page, pupil), ways in self.own.items() if page == group and pupil for way in ways)
        return any(way.holds(day) and SCALES[way.mode] for way in own)

    def widest(self, group: int) -> str:
        """The scale with most marks that anybody on the page has at any time: what its printed page needs."""
        modes = {way.mode for (page, _), ways in self.own.items() if page == group for way in ways}
        return next(mode for mode in SCALES if mode in {*modes, self.base.get(group, NONE)})


def ways(groups: Iterable[Group], found: Iterable[Way]) -> Ways:
    """The decisions about pages by page and pupil."""
    own: dict[tuple[int, int | None], list[Way]] = {}
    for way in found:
        own.setdefault((way.group, way.pupil), []).append(way)
    return Ways(
        {group.id: group.grading for group in groups}, {key: tuple(those) for key, those in own.items()}
    )


def check_decision(mode: str, days: tuple[date, date | None], paper: str, year: tuple[date, date]) -> None:
    """п. 4.5.4: a way of grading has its days within the school year and the paper it rests on."""
    first, last = days
    if mode and mode not in TITLES:
        raise Refusal(CLAUSE, "Выберите, как оценивают: отметками 2–5, зачётом или без отметок.")
    if not year[0] <= first <= year[1] or (last and last > year[1]):
        raise Refusal(CLAUSE, "Эти дни не в учебном году страницы: проверьте даты.")
    if last and last < first:
        raise Refusal(CLAUSE, "Последний день раньше первого: исправьте даты.")
    if not paper:
        raise Refusal(CLAUSE, "Укажите основание: например «приказ № 14 от 01.09.2026».")


def check_standing(subject: str, mode: str, standing: Collection[tuple[date, str]]) -> None:
    """п. 4.5.4: a set mark is never changed, so another scale begins after the last mark of this one."""
    days = [day for day, value in standing if not fits(mode, value)]
    if days:
        count = f"{len(days)} {plural(len(days), 'отметка', 'отметки', 'отметок')}"
        raise Refusal(
            CLAUSE,
            f"{subject}: в этих днях уже есть {count} другой шкалы, последняя — {date_short(max(days))}. "
            "Исправлять отметки запрещено: выберите день позже.",
        )


def check_term_marks(subject: str, mode: str, standing: Collection[tuple[str, str]]) -> None:
    """п. 4.5.5: nor is a term mark (value, sentence) of a period that ends in the days of another scale."""
    if any(
        bool(words) != (mode == NONE) or (not words and value not in VALUES[mode])
        for value, words in standing
    ):
        raise Refusal(
            "4.5.5",
            f"{subject}: в этих днях кончается период, за который итоговая уже выставлена по другой шкале. "
            "Выберите день после его конца.",
        )


def next_start(periods: Iterable[Period], day: date) -> date | None:
    """The first day of the next period after a day, None after the last one."""
    return min((one.valid_from for one in periods if one.valid_from > day), default=None)


def check_uncounted(
    lost: Collection[tuple[str, str, int]], first: date, later: date | None, sure: bool
) -> None:
    """п. 4.5.5: a term mark is of one scale, that of the last day of its period: what of the period is of
    another one (period, subject, marks) does not count in it. Told before it happens, with the day (`later`)
    from which nothing is lost; not told again to whoever is `sure`.
    """
    if not lost or sure:
        return
    by_period: dict[str, list[str]] = {}
    for period, subject, count in lost:
        marks = f"{count} {plural(count, 'отметка', 'отметки', 'отметок')}"
        by_period.setdefault(period, []).append(f"{in_sentence(subject)} — {marks}")
    told = "; ".join(f"{period}: {', '.join(found)}" for period, found in by_period.items())
    advice = f"Начните со следующего периода, с {date_numeric(later)}, или, если" if later else "Если"
    raise Refusal(
        "4.5.5",
        f"С {date_short(first)} шкала другая: что поставлено раньше, в итоговой этого периода считаться не "
        f"будет ({told}). {advice} всё верно, отметьте «{SURE}» и отправьте снова.",
    )


def fits(mode: str, value: str) -> bool:
    """Whether a mark, or both of a pair, are of the scale."""
    return all(part in SCALES[mode] for part in split(value))
