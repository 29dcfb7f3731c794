"""Families tell of changed data; accepted, they stand in the cards (п. 4.6.4, 4.4.1)."""

from collections.abc import Mapping
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.data_notices import DataAnswer, DataNotice, DataNoticeLine, answered, lines
from ejournal.models.people import Person
from ejournal.rules import data_notices as rules
from ejournal.rules.data_notices import CLAUSE, KINDS, OTHER
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.services.cards import READ
from ejournal.services.deeds import add_fact, deed, revise

LONGEST = 300
LONGEST_PAPER = 200
Change = tuple[str, Person, str, str]  # kind, whose, before, after


@deed("data.tell", of="person", alone=True)
def tell(
    pupil: Person, typed: Mapping[str, str], since: date | None, paper: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.6.4: a parent tells what has changed; by kind what was typed, blank for what is as before.

    What a document changes is a notice of its own: the administrator answers it.
    """
    since = rules.check_since(since, now.date())
    paper = one_line(paper, limit=LONGEST_PAPER, field="Документ")
    parent = Person.get_by_id(by.person)
    changes = [change for kind in KINDS if (change := _change(kind, typed.get(kind, ""), pupil, parent))]
    if not changes:
        raise Refusal(CLAUSE, "Впишите, что изменилось: ни в одной строке нет новых сведений.")
    for part in (
        [change for change in changes if change[0] != OTHER],
        [change for change in changes if change[0] == OTHER],
    ):
        if part:
            _keep(pupil, since, paper, part)


def _change(kind: str, text: str, pupil: Person, parent: Person) -> Change | None:
    """What was typed of a kind against the card; None when nothing is new."""
    if not text.strip():
        return None
    known = KINDS[kind]
    person = parent if known.own else pupil
    after = READ[known.field](text) if known.field else one_line(text, limit=LONGEST, field="Другое")
    before = rules.stored(person, kind)
    return (kind, person, before, after) if after != before else None


def _keep(pupil: Person, since: date, paper: str, changes: list[Change]) -> None:
    notice = add_fact(DataNotice, pupil=pupil, since=since, paper=paper)
    for kind, person, before, after in changes:
        add_fact(DataNoticeLine, notice=notice, person=person, kind=kind, before=before, after=after)


@deed("data.accept", of="data_notice", alone=True)
def accept(notice: DataNotice, words: str, *, by: Actor, now: datetime) -> None:
    """п. 4.6.4, 4.4.1: the cards get what the family told.

    Refused when a card says something else by now than both the family knew and tells.
    """
    _check_unanswered(notice)
    for line in lines([notice.id])[notice.id]:
        known, now_stored = KINDS[line.kind], rules.stored(line.person, line.kind)
        if not known.field or now_stored == line.after:
            continue
        if now_stored != line.before:
            told = f"{known.told}: в карточке с тех пор записано другое — «{now_stored}»"
            raise Refusal(CLAUSE, f"{told}. Уточните у семьи и отклоните сообщение или исправьте карточку.")
        revise(line.person, **{known.field: line.after})
    add_fact(DataAnswer, notice=notice, accepted=True, words=_answer(words))


@deed("data.decline", of="data_notice", alone=True)
def decline(notice: DataNotice, words: str, *, by: Actor, now: datetime) -> None:
    """п. 4.6.4: the cards stay as they are; the family reads why."""
    if not words.strip():
        raise Refusal(CLAUSE, "Напишите семье, почему сведения не приняты.")
    _check_unanswered(notice)
    add_fact(DataAnswer, notice=notice, accepted=False, words=_answer(words))


def _answer(words: str) -> str:
    return one_line(words, limit=LONGEST, field="Ответ")


def _check_unanswered(notice: DataNotice) -> None:
    if answered(notice):
        raise Refusal("", "На это сообщение уже ответили. Обновите страницу.", Way.RELOAD)
