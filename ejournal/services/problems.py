"""Problems with the journal and the diary are told of and solved; consultations are counted."""

import re
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.people import Cohort
from ejournal.models.problems import Consultation, Problem, ProblemStep, steps
from ejournal.rules import problems as rules
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, deed

LONGEST = 1000
LONGEST_TOPIC = 200
PAGE = re.compile(r"/(?!/)[\w/.-]{0,98}", re.ASCII)


@deed("problem.tell", of="cohort")
def tell(cohort: Cohort | None, page: str, words: str, *, by: Actor, now: datetime) -> None:
    """п. 4.6.5: something does not work; told to the teacher of a class, without one to the administrator."""
    words = one_line(words, limit=LONGEST, field="Что не получается")
    rules.check_words(words)
    add_fact(Problem, cohort=cohort, page=page if PAGE.fullmatch(page) else "", words=words)


@deed("problem.step", of="problem", alone=True)
def act(problem: Problem, kind: str, words: str, whole: bool, *, by: Actor, now: datetime) -> None:
    """п. 4.2.3, 4.3.4: what was done about a problem; `whole`: by who answers for the whole journal."""
    words = one_line(words, limit=LONGEST, field="Ответ")
    rules.check_step(kind, words, [step.kind for step in steps([problem.id])[problem.id]], whole)
    add_fact(ProblemStep, problem=problem, kind=kind, words=words)


@deed("consultation.note", of="consultation")
def note_consultation(
    day: date | None, audience: str, people: int, topic: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.3.4: a consultation that was given, for the count."""
    topic = one_line(topic, limit=LONGEST_TOPIC, field="О чём")
    rules.check_consultation(audience, people, topic)
    if day is None or day > now.date():
        raise Refusal("4.3.4", "Укажите день, когда консультация была: он не позже сегодняшнего.")
    add_fact(Consultation, day=day, audience=audience, people=people, topic=topic)
