"""QR of papers that stand in no register: what is printed is named and sealed in the link, nothing is stored.

The link says kind, number and the beginning of the hash of what was printed, signed by the server: nobody
else makes one. Read again, the paper is made anew of the records: the same hash says that it is current.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from flask import current_app
from itsdangerous import BadSignature, Signer
from werkzeug.exceptions import Forbidden, NotFound

from ejournal.access import Right
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports import (
    appointments,
    data_notices,
    forecast,
    forecast_papers,
    memos,
    openings,
    papers,
    plan_healing,
    problems,
)
from ejournal.reports.family_papers import Checked
from ejournal.views import (
    gate,
    gate_families,
    gate_memos,
    gate_people,
    gate_plans,
    gate_terms,
    gate_timetable,
)
from ejournal.views.here import config, school_now

T = TypeVar("T")
HASH = 12  # signs of the hash that a link says
TOKEN = 16  # signs of a token
REGISTERED = 32  # the same of a paper of the register
CURRENT = "записи журнала с тех пор не менялись: бумага действует"
GONE = "по записям журнала такая бумага уже не составляется: она больше не действует"
CHANGED = "записи журнала с тех пор изменились: напечатайте бумагу заново"


class Kind(NamedTuple):
    """A kind of paper: what it is called, how it is made of its records for whoever may see them.

    `apart` are fields of the printing, not of the record: its day, whoever prints it and is to sign. What
    is registered as well says so: the kind in the register, and what it is about there.
    """

    name: str
    made: Callable[[int], Any]
    apart: tuple[str, ...] = ()
    register: tuple[str, str] | None = None

    def number(self, about: int) -> str:
        """«№ 5», or the number of the register, which stands on the paper."""
        return (self.register and papers.number_about(*self.register, about)) or f"№ {about}"


def stamped(kind: str, number: int, paper: T) -> T:
    """п. 4.2.5: the paper with its link."""
    told = f"{kind}.{number}.{_hash(KINDS[kind], paper)}"
    return replace(paper, link=f"{config().base_url}/q/{_signer().sign(told).decode()}")  # type: ignore[type-var]


def registered(text_hash: str) -> str:
    """п. 4.2.5: the link of a paper of the register."""
    return f"{config().base_url}/q/{text_hash[:REGISTERED]}"


def token(*about: object) -> str:
    """What the QR of a stub names: nobody else can guess it, and it is the same whenever it is made."""
    told = ".".join(map(str, about)).encode()
    return _signer("stub").get_signature(told).decode()[:TOKEN]


def is_sealed(token: str) -> bool:
    return "." in token


def check(token: str) -> Checked:
    """п. 4.2.5: what is said of a paper by its link: to whoever may see the record, whether it is current."""
    try:
        kind, number, seal = _signer().unsign(token).decode().split(".")
    except (BadSignature, ValueError):
        return Checked(False, "", "", ())
    known = KINDS.get(kind)
    seen, paper = _seen(known, int(number)) if known else (False, None)
    told = known.number(int(number)) if known else f"№ {number}"
    if known is None or not seen:
        return Checked(True, told, seal, ())
    if paper is None:
        return Checked(True, told, seal, (known.name, GONE))
    title = getattr(paper, "title", "") or f"{known.name}, {paper.pupil}, {paper.period}"
    return Checked(True, told, seal, (title, CURRENT if _hash(known, paper) == seal else CHANGED))


def _seen(kind: Kind, number: int) -> tuple[bool, Any]:
    """Whether the visitor may see the records of a paper, and the paper as it would be printed now.

    None in its place: of these records none is printed any more.
    """
    if gate.visitor().person is None:
        return False, None
    try:
        return True, kind.made(number)
    except (Forbidden, NotFound):
        return False, None


def _hash(kind: Kind, paper: Any) -> str:
    return fingerprint(replace(paper, link="", **dict.fromkeys(kind.apart, "")))[:HASH]


def _signer(salt: str = "paper") -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt=salt, sep=".", key_derivation="hmac")


def _memo(number: int) -> Any:
    return memos.paper(gate_memos.memo_to_read(number), gate.school(), school_now())


def _term_memo(number: int) -> Any:
    return memos.paper(gate_memos.term_memo_to_read(number), gate.school(), school_now())


def _data(number: int) -> Any:
    child, told = gate_families.notice_to_read(number)
    shown = next((one for one in data_notices.of_pupils([child.id], school_now()) if one.id == told), None)
    return data_notices.paper(child, shown, gate.school(), school_now()) if shown else None


def _act(number: int) -> Any:
    return openings.act(gate_timetable.opening(number, "failure")[0], gate.school(), "")


def _request(number: int) -> Any:
    found, _ = gate_families.problem_to_hand_over(number)
    return problems.paper(found, gate.school(), "", gate.person(), school_now())


def _order(number: int) -> Any:
    order, _ = gate_people.appointment(number, Right.PREPARE_ORDER)
    return appointments.paper(order, gate.school(), school_now().date())


def _correction(number: int) -> Any:
    _, made, group = gate_plans.correction_by_number(number)
    return plan_healing.sheet(gate.school().school_name, group, made, school_now())


def _forecast(pupil: int) -> Any:
    own = gate_terms.class_of_forecast(pupil)
    found = [one for one in forecast.of_class(own, school_now()) if one.pupil == pupil]
    made = forecast_papers.notices(own, found, gate.school(), school_now())
    return made.notices[0] if made.notices else None


def _risk(pupil: int) -> Any:
    own = gate_terms.class_of_forecast(pupil)
    found = [one for one in forecast.of_class(own, school_now()) if one.pupil == pupil]
    made = forecast_papers.cautions(own, found, gate.school(), school_now())
    return made.notices[0] if made.notices else None


KINDS = {
    "memo": Kind("Служебная записка", _memo, ("to",)),
    "term": Kind("Служебная записка об итоговой отметке", _term_memo, ("to",)),
    "data": Kind("Заявление об изменении данных", _data, register=("data", "data_notice")),
    "act": Kind("Акт о сбое", _act, ("deputy",)),
    "request": Kind(
        "Обращение в техническую поддержку", _request, ("post", "author", "day"), ("support", "problem")
    ),
    "order": Kind("Приказ об ответственных", _order),
    "correction": Kind("Лист корректировки", _correction, ("deputy",)),
    "forecast": Kind("Прогноз итоговых отметок", _forecast, ("day",)),
    "risk": Kind("Уведомление о неуспеваемости", _risk, ("day",)),
}
