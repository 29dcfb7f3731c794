"""п. 4.6.1: papers of families: what each kind is, what a signed one changes, when it may be taken."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from ejournal.rules.refusal import Refusal, Way
from ejournal.wording import date_numeric

CLAUSE = "4.6.1"
APPLICATION, CONSENT, REFUSAL, WITHDRAWAL = "application", "consent", "refusal", "withdrawal"
KINDS = {
    APPLICATION: "Заявление о форме информирования",
    CONSENT: "Согласие на обработку персональных данных",
    REFUSAL: "Уведомление о несогласии",
    WITHDRAWAL: "Отзыв согласия",
}
OF_WISH = (REFUSAL, WITHDRAWAL)  # printed for whoever asks for it alone
EARLIEST = date(2012, 1, 1)  # of the consents of old
PLACE = 200  # signs of where a paper is kept


class Signed(NamedTuple):
    """A signed paper: its kind, the day written on it, the form that an application asks for."""

    kind: str
    day: date
    electronic: bool | None


class Form(NamedTuple):
    """What a guardian has chosen; `consented` None: nothing was signed about the consent."""

    electronic: bool
    consented: bool | None


UNKNOWN = Form(electronic=True, consented=None)


def form_after(signed: Iterable[Signed], stood: Form = UNKNOWN) -> Form:
    """п. 4.6.1: the form after these papers, in the order in which they were taken; `stood` is what it was.

    The newest by its day decides: a consent opens what a refusal or a withdrawal has closed; an application
    for paper holds until another application. What a list says holds while no paper says otherwise.
    """
    ordered = sorted(signed, key=lambda one: one.day)
    consents = [one for one in ordered if one.kind != APPLICATION]
    asked = next((one for one in reversed(ordered) if one.kind == APPLICATION), None)
    consented = consents[-1].kind == CONSENT if consents else stood.consented
    closed = any(one.kind != CONSENT for one in consents)
    wanted = asked.electronic is not False if asked else closed or stood.electronic
    return Form(wanted and consented is not False, consented)


def check_day(day: date | None, printed: date | None, today: date) -> date:
    """п. 4.6.1: the day written on a paper: not ahead, not before the paper was printed."""
    if day is None:
        raise Refusal(CLAUSE, "Укажите дату, которая стоит на бумаге.")
    if day > today:
        raise Refusal(CLAUSE, f"{date_numeric(day)} ещё не наступило: укажите дату, которая стоит на бумаге.")
    if printed and day < printed:
        raise Refusal(
            CLAUSE,
            f"Бумага напечатана {date_numeric(printed)}, подписать её раньше нельзя. Согласие прежних лет "
            "запишите как «согласие прежних лет».",
        )
    return day


def check_old_day(day: date | None, today: date) -> date:
    """п. 4.6.1: the day on a consent of old: no pupil of today came to school before the earliest one."""
    if day is None:
        raise Refusal(CLAUSE, "Укажите дату, которая стоит на согласиях прежних лет.")
    if day > today:
        raise Refusal(
            CLAUSE, f"{date_numeric(day)} ещё не наступило: укажите дату, которая стоит на согласиях."
        )
    if day < EARLIEST:
        raise Refusal(
            CLAUSE,
            f"Проверьте год: согласия не могут быть старше {date_numeric(EARLIEST)}, "
            "нынешних учеников тогда ещё не было в школе.",
        )
    return day


def check_asked(kind: str, electronic: bool | None, printed: bool | None) -> bool | None:
    """п. 4.6.1: the form that an application asks for: the printed one, else the one that was ticked."""
    if kind != APPLICATION:
        return None
    chosen = printed if printed is not None else electronic
    if chosen is None:
        raise Refusal(CLAUSE, "Укажите, какая форма отмечена в заявлении: электронная или бумажная.")
    return chosen


def check_signer(signer: int, child: int, signing: Collection[int]) -> None:
    """п. 4.6.1: guardians sign for a child; since 18 the pupil alone does (`signing` is who does today)."""
    if signer in signing:
        return
    if child in signing:
        raise Refusal(
            CLAUSE,
            "Ученику исполнилось 18 лет: с этого дня заявления и согласие подписывает только он сам, "
            "и бумага родителя ничего не меняет. Напечатайте бумаги на имя ученика.",
        )
    if signer == child:
        raise Refusal(CLAUSE, "До 18 лет заявления и согласие подписывают родители, а не сам ученик.")
    raise Refusal(
        CLAUSE,
        "Этот человек сейчас не записан представителем ребёнка, и его бумага ничего не меняет. "
        "Проверьте представителей на карточке ученика.",
    )


def check_waits(number: int, signed: date | None, spoilt: bool) -> None:
    """п. 4.6.1: only what nobody has signed was printed for nothing; a signed paper stays what it is."""
    if signed is not None:
        raise Refusal(
            CLAUSE,
            f"Бумага № {number} записана подписанной {date_numeric(signed)}: напечатанной зря она быть "
            "не может. Если семья передумала, напечатайте отзыв или новое заявление.",
        )
    if spoilt:
        raise Refusal(CLAUSE, f"Бумага № {number} уже отмечена напечатанной зря.", Way.RELOAD)


def check_child(number: int, kind: str, signed: date | None, told: bool) -> None:
    """п. 4.6.1: a child of 14 signs the consent beside the parent, once."""
    if kind != CONSENT or signed is None:
        raise Refusal(
            CLAUSE, f"Бумага № {number} — не подписанное согласие: подпись ребёнка отмечают на нём."
        )
    if told:
        raise Refusal(CLAUSE, f"Подпись ребёнка на согласии № {number} уже отмечена.", Way.RELOAD)


def check_chosen(kinds: Collection[str], chosen: Collection[str]) -> None:
    """п. 4.6.1: without ticks papers are for those who have none; a refusal and a withdrawal need ticks."""
    if not chosen and any(kind in OF_WISH for kind in kinds):
        raise Refusal(
            CLAUSE,
            "Несогласие и отзыв печатают только тем, кто о них просит: отметьте этих представителей "
            "галочками.",
        )


def check_withdrawal(consented: bool | None) -> None:
    """п. 4.6.1: only a consent that was signed and stands is withdrawn."""
    if consented is not True:
        raise Refusal(
            CLAUSE,
            "Отзывать нечего: подписанного согласия этого представителя в журнале нет. Если оно подписано "
            "раньше, классный руководитель сначала запишет его («Согласия прежних лет»); кто согласия не "
            "даёт, подписывает «Несогласие».",
        )


def check_old(stands: tuple[str, int, int, date] | None) -> None:
    """п. 4.6.1: a consent of old is written where no signed paper about the consent stands yet.

    `stands`: the kind, number, year and day of that paper.
    """
    if stands is None:
        return
    kind, number, year, day = stands
    raise Refusal(
        CLAUSE,
        f"Согласие прежних лет не записано: уже есть «{KINDS[kind]}», № {number} / {year}, подписано "
        f"{date_numeric(day)}. Снимите галочку с этого представителя; если он даёт согласие теперь, "
        "напечатайте новое.",
    )
