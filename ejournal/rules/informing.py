"""п. 4.6.1, 4.4.5: to whom the diary is open by the form that was chosen, and who is informed on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True)
class Choice:
    """п. 4.6.1: what a guardian has chosen: the form, and the consent (False: refused or withdrawn).

    `signed`: by a signed paper. None everywhere is nothing yet.
    """

    electronic: bool | None
    consented: bool | None = None
    signed: bool | None = None


NOTHING = Choice(None)


class Since(NamedTuple):
    """The days that the school has set: from which what was not chosen closes the diary; None: never."""

    form: date | None
    consent: date | None


def diary_open(choice: Choice, transition: date | None, consents: date | None, today: date) -> bool:
    """п. 4.6.1: whether the diary is open to a guardian.

    A signed refusal, withdrawal or wish for paper closes it at once. What was not chosen yet closes it only
    from the days that the school has set: `transition` of the form, `consents` of the signed consent.
    """
    if choice.consented is False or (choice.signed and choice.electronic is False):
        return False
    chosen = transition is None or today < transition or choice.electronic is True
    return chosen and (consents is None or today < consents or choice.consented is True)


def own_diary_open(consented: Collection[bool | None], consents: date | None, today: date) -> bool:
    """п. 4.6.1: a pupil's own diary lives while one guardian's consent does, or none was asked yet."""
    if True in consented or not consented:
        return True
    return (consents is None or today < consents) and None in consented


def is_on_paper(choice: Choice, own: bool, since: Since, day: date) -> bool:
    """п. 4.4.5, 4.6.6: who chose paper, and whose diary is shut; `own`: a pupil of 18, who signs alone."""
    if choice.electronic is False:
        return True
    if own:
        return not own_diary_open([choice.consented], since.consent, day)
    return not diary_open(choice, since.form, since.consent, day)
