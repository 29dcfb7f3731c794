"""п. 4.6.1: who signs about a child: the guardians, and since 18 the pupil alone (domain.md 3.4)."""

from datetime import date

import pytest

from ejournal.models.signers import is_of_age, of_age_from
from ejournal.rules.consents import check_signer
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.6.1")

MOTHER, CHILD, STRANGER = 1, 2, 3


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(2008, 11, 23), date(2026, 11, 23)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_pupil_is_of_age_from_the_eighteenth_birthday(born: date, day: date) -> None:
    assert of_age_from(born) == day
    assert is_of_age(born, day)
    assert not is_of_age(born, date.fromordinal(day.toordinal() - 1))
    assert not is_of_age(None, day), "a pupil whose birthday nobody told"


@pytest.mark.parametrize(
    ("signer", "signing", "sentence"),
    [
        (MOTHER, {CHILD}, "исполнилось 18 лет"),
        (CHILD, {MOTHER}, "До 18 лет"),
        (STRANGER, {MOTHER}, "не записан представителем"),
    ],
)
def test_whoever_does_not_sign_is_told_who_does(signer: int, signing: set[int], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_signer(signer, CHILD, signing)


def test_whoever_signs_is_let_through() -> None:
    check_signer(MOTHER, CHILD, {MOTHER, STRANGER})
    check_signer(CHILD, CHILD, {CHILD})
