"""п. 4.4.3: why a pupil is absent, by which paper, and which lessons that is of."""

from collections.abc import Collection, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from ejournal.rules.attendance import ABSENT, EXCUSED, EXEMPT, EXPLAINED, ILL, PRESENT, UNEXCUSED
from ejournal.rules.orders import is_order
from ejournal.rules.refusal import Refusal
from ejournal.wording import date_numeric, date_short, quoted, sentence, weekday_name

KINDS = {"certificate": "справка", "note": "заявление родителей", "order": "приказ", "other": "иное"}
FACTS = (ABSENT, PRESENT)  # corrections of what the teacher noted
PAPER, WORDS = 100, 300  # signs
LONGEST_NOTICE = 31  # days that a parent may tell of at once
FARTHEST = timedelta(days=60)  # how far ahead a notice may begin
FIRST_NUMBER, LAST_NUMBER = 0, 99  # before and after the lessons of any day


@dataclass(frozen=True)
class Cause:
    """What a parent chooses from; `code` is what the class teacher is offered for it."""

    title: str
    code: str


CAUSES = {
    "ill": Cause("болезнь", ILL),
    "doctor": Cause("визит к врачу", EXCUSED),
    "family": Cause("семейные обстоятельства", EXCUSED),
    "event": Cause("соревнования, конкурс, выезд", EXCUSED),
    "other": Cause("другое", EXCUSED),
}
SAID = {
    ILL: "болеет",
    EXCUSED: "отсутствует по уважительной причине",
    UNEXCUSED: "отсутствует без уважительной причины",
}


@dataclass(frozen=True)
class Wanted:
    """A ground as somebody enters it: models.grounds.AbsenceGround."""

    code: str
    kind: str
    paper: str
    words: str
    first: date
    last: date
    first_number: int | None = None
    last_number: int | None = None
    weekday: int | None = None
    number: int | None = None
    subject: int | None = None


class Span(Protocol):
    """Which lessons a ground is of."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def first_number(self) -> int | None: ...
    @property
    def last_number(self) -> int | None: ...
    @property
    def weekday(self) -> int | None: ...
    @property
    def number(self) -> int | None: ...


class Ground(Span, Protocol):
    """A ground that is told of: models.grounds.GroundRow."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def paper(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def since(self) -> date | None: ...


def covers(span: Span, day: date, number: int) -> bool:
    """Whether a lesson is one of those that the ground is of."""
    if span.weekday is not None:
        return span.first <= day <= span.last and (day.isoweekday(), number) == (span.weekday, span.number)
    first = (span.first, span.first_number or FIRST_NUMBER)
    last = (span.last, span.last_number or LAST_NUMBER)
    return first <= (day, number) <= last


def holds(ground: Ground, day: date, number: int) -> bool:
    """The same of a ground that may have been ended."""
    return covers(ground, day, number) and (ground.since is None or day < ground.since)


def check(wanted: Wanted, today: date, year: tuple[date, date] | None) -> None:
    """п. 4.4.2, 4.4.3: what is entered makes sense, has its ground, and lies in the school year."""
    if wanted.code not in (*FACTS, *EXPLAINED, EXEMPT):
        raise Refusal("4.4.3", "Выберите, что поставить: Б, УП, НП, Н или «был на уроке».")
    _check_span(wanted, year)
    if wanted.code in FACTS:
        _check_fact(wanted, today)
    else:
        _check_ground(wanted)


def within(wanted: Wanted, year: tuple[date, date] | None) -> Wanted:
    """п. 4.4.3: a ground lasts to the end of the school year at most: «до 31.05» is until its last day."""
    if year is None or wanted.code in FACTS or not year[0] <= wanted.first <= year[1] < wanted.last:
        return wanted
    return replace(wanted, last=year[1], last_number=None)


def check_lessons(wanted: Wanted, numbers: Set[int], days: Collection[date]) -> None:
    """п. 4.4.3: the school has these lessons: `numbers` are known in it, on `days` of the span it teaches."""
    asked = (wanted.first_number, wanted.last_number, wanted.number)
    odd = next((one for one in asked if one is not None and numbers and one not in numbers), None)
    if odd is not None:
        least, most = min(numbers), max(numbers)
        raise Refusal(
            "4.4.3",
            f"{odd}-го урока нет: уроки — с {least}-го по {most}-й. Исправьте номер урока.",
        )
    if wanted.weekday is not None and not any(day.isoweekday() == wanted.weekday for day in days):
        name = weekday_name(wanted.weekday)
        raise Refusal("4.4.3", f"{sentence(name)} в эти дни не учебный день: исправьте день недели или даты.")
    if not days:
        raise Refusal("4.4.3", f"{NO_DAYS}: исправьте даты.")


NO_DAYS = "В эти дни уроков нет: это выходные или каникулы"


def _check_span(wanted: Wanted, year: tuple[date, date] | None) -> None:
    begin = (wanted.first, wanted.first_number or FIRST_NUMBER)
    if begin > (wanted.last, wanted.last_number or LAST_NUMBER):
        raise Refusal("4.4.3", "Начало позже конца: исправьте дни или номера уроков.")
    if year is None or not year[0] <= wanted.first <= wanted.last <= year[1]:
        lasts = f" Он идёт с {date_numeric(year[0])} по {date_numeric(year[1])}." if year else ""
        raise Refusal("4.4.3", f"Эти дни не в учебном году.{lasts} Исправьте даты.")
    if (wanted.weekday is None) != (wanted.number is None):
        raise Refusal("4.4.3", "Для постоянной причины укажите и день недели, и номер урока.")


def _check_fact(wanted: Wanted, today: date) -> None:
    if wanted.weekday is not None or wanted.first > today:
        raise Refusal("4.4.2", "Пропуск отмечают и убирают только на прошедших уроках: исправьте дни.")


def _check_ground(wanted: Wanted) -> None:
    if wanted.kind not in KINDS:
        raise Refusal("4.4.3", "Выберите основание: справка, заявление родителей, приказ или иное.")
    if wanted.kind == "order" and not is_order(wanted.paper):
        raise Refusal("4.4.3", "Укажите приказ с номером и датой, например «№ 61 от 31.08.2026».")
    if wanted.kind == "other" and not wanted.words and wanted.code != UNEXCUSED:
        raise Refusal("4.4.3", "Напишите словами, какое это основание.")
    if wanted.code == EXEMPT and wanted.subject is None:
        raise Refusal("4.4.3", "Выберите предмет, от практической части которого ученик освобождён.")


def check_notice(cause: str, first: date, last: date, today: date) -> None:
    """п. 4.4.3: a parent tells of today or days ahead, of a month at most."""
    if cause not in CAUSES:
        raise Refusal("4.6.2", "Выберите причину из списка.")
    if first > last:
        raise Refusal("4.6.2", "Первый день позже последнего: исправьте даты.")
    if first < today:
        raise Refusal(
            "4.6.2",
            "О прошедших днях журнал сообщений не принимает: передайте классному руководителю справку.",
        )
    if (last - first).days >= LONGEST_NOTICE or first - today > FARTHEST:
        raise Refusal("4.6.2", f"Сообщить можно сразу не больше чем о {LONGEST_NOTICE} днях: проверьте даты.")


def shared(one: Ground, other: Ground) -> tuple[date, date] | None:
    """The days on which both hold; a lesson of every week is beside the days of the others."""
    if one.weekday is not None or other.weekday is not None or EXEMPT in (one.code, other.code):
        return None
    first, last = max(one.first, other.first), min(_until(one), _until(other))
    return (first, last) if first <= last else None


def _until(ground: Ground) -> date:
    return ground.last if ground.since is None else ground.since - timedelta(days=1)


def told(ground: Ground) -> str:
    """«справка № 5 от 20.11.2026, «после болезни»»: by which paper."""
    words = quoted(ground.words) if ground.words and ground.kind != "other" else ground.words
    kind = "" if ground.kind == "other" else KINDS[ground.kind]
    if ground.paper.lower().startswith(kind):
        kind = ""  # whoever typed it has named the paper already
    named = " ".join(filter(None, (kind, ground.paper)))
    return ", ".join(filter(None, (named, words))) or "основания нет"


def when(span: Span) -> str:
    """«24.11», «24.11 с 3-го урока – 27.11», «вторник, 6-й урок, 01.09–31.05»: of which lessons."""
    days = date_short(span.first)
    if span.weekday is not None:
        until = f"{days}–{date_short(span.last)}"
        return f"{weekday_name(span.weekday)}, {span.number}-й урок, {until}"
    if span.first == span.last and span.first_number and span.first_number == span.last_number:
        return f"{days}, {span.first_number}-й урок"
    begin = f" с {span.first_number}-го урока" if span.first_number else ""
    end = f" по {span.last_number}-й урок" if span.last_number else ""
    return (
        f"{days}{begin}{end}" if span.first == span.last else f"{days}{begin} – {date_short(span.last)}{end}"
    )


def hint(ground: Ground) -> str:
    """«болеет до 27.11, справка № 5»: what the teacher sees beside the name."""
    named = f"{KINDS[ground.kind] if ground.kind != 'other' else ground.words} {ground.paper}".strip()
    if ground.code == EXEMPT:
        return f"освобождение от практики до {date_short(ground.last)}, {named}"
    if ground.weekday is not None:
        return f"на этом уроке отсутствует до {date_short(ground.last)}: {ground.words or named}"
    return ", ".join(filter(None, (f"{SAID[ground.code]} до {date_short(ground.last)}", named)))
