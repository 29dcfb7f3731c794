"""Pupils who come and go in the middle of a year: what the volumes of both classes say of them (п. 2.1).

A class prints the days that a pupil spent in it; its summary of progress has the whole year of the pupil, for
the marks of the year are made of that.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ejournal.models.curriculum import Group, Period
from ejournal.models.volume import Stay
from ejournal.reports.volume_facts import Days, Facts
from ejournal.wording import NBSP, class_name, date_numeric, past_ending

DAY = timedelta(days=1)
Codes = dict[int, dict[date, list[str]]]  # of held lessons, by pupil and day


def notes(facts: Facts, pupil: int) -> Iterator[str]:
    """«прибыла из 7А класса с 12.10.2026, приказ № 74»: what happened in the half, until today."""
    for stay in facts.stays[pupil]:
        yield from _came(stay, facts)
        yield from _left(stay, facts)


def _came(stay: Stay, facts: Facts) -> Iterator[str]:
    done, order = f"прибыл{past_ending(stay.sex)}", f", приказ {stay.order}" if stay.order else ""
    if stay.came_from and stay.first >= facts.half.first:
        yield f"{done} из {_called(facts, stay.came_from)}а с {date_numeric(stay.first)}{order}"
    elif stay.first > facts.half.first:
        yield f"{done} {date_numeric(stay.first)}{order}"


def _left(stay: Stay, facts: Facts) -> Iterator[str]:
    if not stay.last or stay.last >= min(facts.half.last, facts.now.date()):
        return
    done, order = f"выбыл{past_ending(stay.sex)}", f", приказ {stay.left_order}" if stay.left_order else ""
    if stay.gone_to:
        yield f"{done} в {_called(facts, stay.gone_to)} с {date_numeric(stay.last + DAY)}{order}"
    else:
        yield f"{done} {date_numeric(stay.last)}{order}"


def _called(facts: Facts, cohort: int) -> str:
    """«7А класс»."""
    return f"{class_name(*facts.classes[cohort])} класс"


def of_own_days(facts: Facts) -> Facts:
    """The same without what pupils have in mixed groups on days on which they were in another class."""
    moved = [one for one, stays in facts.stays.items() if any(st.came_from or st.gone_to for st in stays)]
    mixed = [group for group in facts.groups if group.cohort_id is None]
    if not moved or not mixed:
        return facts
    lessons = {one.id: one.day for group in mixed for one in facts.lessons.get(group.id, ())}
    day_of = {work.id: lessons[one] for one, own in facts.works.items() if one in lessons for work in own}

    def own(day: date | None, pupil: int) -> bool:
        return day is None or facts.here(pupil, day)

    return replace(
        facts,
        members=facts.members | {group.id: _own_days(facts, group, moved) for group in mixed},
        marks={key: one for key, one in facts.marks.items() if own(day_of.get(key[0]), key[1])},
        old={key: one for key, one in facts.old.items() if own(day_of.get(key[0]), key[1])},
        codes={key: one for key, one in facts.codes.items() if own(lessons.get(key[0]), key[1])},
    )


def _own_days(facts: Facts, group: Group, moved: Sequence[int]) -> dict[int, Days]:
    """The days of a mixed group; of who moved, those on which the pupil was in this class."""
    found = dict(facts.members.get(group.id, {}))
    for pupil in found.keys() & set(moved):
        found[pupil] = [
            (max(first, since), min(last or date.max, until))
            for first, last in found[pupil]
            for since, until in facts.spans(pupil)
            if first <= until and since <= (last or date.max)
        ]
    return found


def with_elsewhere(codes: Codes, other: Codes) -> Codes:
    """The lessons of a pupil in both classes; a day may have some of each."""
    return {
        pupil: {
            day: [*own.get(day, ()), *other.get(pupil, {}).get(day, ())]
            for day in own.keys() | other.get(pupil, {}).keys()
        }
        for pupil, own in codes.items()
    }


def carried(facts: Facts, pupil: int, subject: str, kind: str, period: Period | None) -> str:
    """п. 4.5.5: the term mark that was set in the class which the pupil has left for this one."""
    there = facts.elsewhere
    pages = [one for one in there.groups if one.subject.name == subject] if there else []
    found = (there.term(one.id, pupil, kind, period) for one in pages) if there else ()
    return next(filter(None, found), "")


def below(facts: Facts, lines: Sequence[tuple[str, str, Period | None]], subjects: set[str]) -> Iterator[str]:
    """Who moved, and which marks of the summary are those of the former class."""
    for pupil, number in facts.roll.items():
        if told := [one for stay in facts.stays[pupil] for one in _summed(stay, facts)]:
            extra = list(_beside(facts, pupil, lines, subjects))
            yield f"№{NBSP}{number}: {'; '.join([*told, *extra])}."


def _summed(stay: Stay, facts: Facts) -> Iterator[str]:
    if stay.came_from:
        done = (
            f"прибыл{past_ending(stay.sex)} из {_called(facts, stay.came_from)}а с {date_numeric(stay.first)}"
        )
        yield f"{done}, отметки и пропуски за прежние дни — из журнала того класса"
    if stay.gone_to:
        yield from _left(stay, facts)


def _beside(
    facts: Facts, pupil: int, lines: Sequence[tuple[str, str, Period | None]], subjects: set[str]
) -> Iterator[str]:
    """Term marks of subjects that the class itself does not have."""
    there = facts.elsewhere
    names = Counter(one.subject.name for one in there.groups) if there else Counter[str]()
    for title, kind, period in lines:
        for name in names:
            if name not in subjects and (mark := carried(facts, pupil, name, kind, period)):
                yield f"{title}, {name} — {mark}"
