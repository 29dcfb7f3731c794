"""Журналы обучения на дому, ГПД, ДО и ВД: what documents.own_journal holds (domain: 1.12)."""

from collections.abc import Iterator
from dataclasses import replace

from ejournal.documents.own_journal import HEADINGS, Cover, OwnJournal
from ejournal.documents.own_journal_parts import Fact
from ejournal.documents.volume_parts import Part
from ejournal.models.curriculum import Group
from ejournal.models.settings import SchoolSettings
from ejournal.reports import own_journal_group, own_journal_home
from ejournal.reports.own_journal_words import alive
from ejournal.reports.volume import Head, part, signer
from ejournal.reports.volume_facts import Facts
from ejournal.wording import date_words

HOME = "home"
SHORT_KEPT = ("club", "after_school")  # whose journals many schools keep for less than the others
ROLES = {HOME: "Учитель", "club": "Педагог", "extracurricular": "Педагог", "after_school": "Воспитатель"}


def of_groups(facts: Facts, about: str, school: SchoolSettings, unfinished: str, head: Head) -> OwnJournal:
    """п. 2.1: the journal of these groups, which are of one kind: at home all those of a pupil.

    `about` is whom or what it is of, `unfinished` what it still lacks, `head` the newest audit entry.
    """
    kind = facts.groups[0].kind
    made = OwnJournal(
        kind,
        cover=_cover(facts, kind, about, school, unfinished, head),
        facts=tuple(_facts(facts, kind, school)),
        parts=tuple(_part(facts, group) for group in facts.groups if alive(facts, group)),
        duplex=school.print_duplex,
    )
    return (
        own_journal_home.with_hours(facts, made) if kind == HOME else own_journal_group.with_roll(facts, made)
    )


def _cover(facts: Facts, kind: str, about: str, school: SchoolSettings, unfinished: str, head: Head) -> Cover:
    return Cover(
        school=school.school_name,
        school_full=school.school_full_name or school.school_name,
        place=school.school_place,
        heading=HEADINGS[kind],
        about=about,
        half=facts.half.title,
        year=facts.half.year,
        deputy=signer(facts, "deputy"),
        director=signer(facts, "director"),
        ended=facts.half.last,
        unfinished=unfinished,
        printed_at=facts.now,
        head=f"запись {head[0]}, {head[1]}",
    )


def _facts(facts: Facts, kind: str, school: SchoolSettings) -> Iterator[Fact]:
    """The lines of the cover: whom it is of, who leads it, from when to when, how long it is kept."""
    yield from own_journal_home.cover(facts) if kind == HOME else own_journal_group.cover(facts, kind)
    yield Fact("Заместитель директора по УВР", signer(facts, "deputy"))
    yield Fact("Начат", date_words(facts.half.first))
    yield Fact("Окончен", date_words(facts.half.last))
    yield Fact("Хранить", school.circle_journal_kept if kind in SHORT_KEPT else school.journal_kept)
    yield Fact("Индекс дела", "____________")


def _part(facts: Facts, group: Group) -> Part:
    """The page of a group in the shape of its kind."""
    made = replace(part(facts, group), role=ROLES[group.kind], members="")
    if group.kind == HOME:
        return own_journal_home.at_home(made)
    return own_journal_group.sessions(facts, group, made)
