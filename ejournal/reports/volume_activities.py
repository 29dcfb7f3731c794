"""«Сведения о занятиях в кружках, секциях, внеурочной деятельности» of a printed journal (п. 2.1)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ejournal.documents.volume_parts import Activity
from ejournal.models import own_journals, volume
from ejournal.models.people import names
from ejournal.reports.volume_facts import Facts
from ejournal.wording import date_short, numbers_words, short_name

AT_SCHOOL = "школа"
EVERYBODY = "Весь класс"
FEW = 3  # of so many pupils one may be told apart from the whole class


class _Seat(NamedTuple):
    """The days of a pupil in a group, those of the half; whether the pupil has no others in the class."""

    group: int
    pupil: int
    first: date
    last: date
    all_days: bool


def activities(facts: Facts) -> tuple[Activity, ...]:
    """Who of the class goes where: groups of the whole class first, then by the roll. Four queries."""
    last = min(facts.half.last, facts.now.date())
    span = (facts.half.first, last)
    titles = own_journals.activities(facts.year, facts.roll, *span)
    taught = volume.teachers(list(titles), *span)
    known = names({who for _, who in taught}, last)
    hours = Counter(group for group, *_ in own_journals.week(list(titles), last))
    leaders: dict[int, dict[str, None]] = {}
    for group, who in taught:
        if who in known:
            leaders.setdefault(group, {})[short_name(*known[who])] = None

    def line(number: str, called: str, seat: _Seat) -> Activity:
        days = f"{date_short(seat.first)}–{date_short(seat.last)}"
        leader, weekly = ", ".join(leaders.get(seat.group, ())), str(hours[seat.group] or "")
        return Activity(number, called, titles[seat.group], leader, AT_SCHOOL, weekly, days)

    seats = list(_seats(facts, list(titles), span))
    whole = _of_everybody(facts, seats)
    apart = [one for one in seats if one.group not in whole or not one.all_days]
    place = list(titles).index
    apart.sort(key=lambda seat: (facts.roll[seat.pupil], place(seat.group), seat.first))
    everyday = _Seat(0, 0, facts.half.first, facts.half.last, all_days=True)
    return (
        *(line("", whole[group], everyday._replace(group=group)) for group in titles if group in whole),
        *(line(str(facts.roll[one.pupil]), facts.called[one.pupil], one) for one in apart),
    )


def _seats(facts: Facts, groups: list[int], span: tuple[date, date]) -> Iterator[_Seat]:
    """The days of the pupils in these groups, as far as they were in the class."""
    for group, pupil, since, until in volume.members(groups, *span):
        for stay in facts.stays.get(pupil, ()):
            own = max(stay.first, span[0]), min(stay.last or span[1], span[1])
            first, last = max(since, own[0]), min(until or span[1], own[1])
            if first <= last:
                shown = last if last < span[1] else facts.half.last
                yield _Seat(group, pupil, first, shown, all_days=(first, last) == own)


def _of_everybody(facts: Facts, seats: list[_Seat]) -> dict[int, str]:
    """«Весь класс, кроме № 5» of the groups in which nearly all of the class are all of their days."""
    found = {}
    for group in {seat.group for seat in seats}:
        there = {seat.pupil for seat in seats if seat.group == group and seat.all_days}
        others = [number for pupil, number in facts.roll.items() if pupil not in there]
        if len(others) * FEW <= len(facts.roll) and len(facts.roll) > 1:
            found[group] = f"{EVERYBODY}, кроме № {numbers_words(others)}" if others else EVERYBODY
    return found
