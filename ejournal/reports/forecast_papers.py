"""Notices to the families of a class, made of its forecasts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from ejournal.documents.forecast import Caution, Cautions, Danger, Line, Notice, Notices
from ejournal.models import curriculum, forecasts
from ejournal.models.audit import head
from ejournal.models.papers import CLASS, NewPaper
from ejournal.models.people import ClassYear, Name, names
from ejournal.models.settings import SchoolSettings
from ejournal.reports.forecast import Forecast, Subject
from ejournal.reports.readiness import class_teachers
from ejournal.wording import average, class_name, full_name, join_and, short_name

EVERYBODY = "Уважаемые родители (законные представители)!"


def paper_of(kind: str, own: ClassYear, pupils: Sequence[int], title: str) -> NewPaper:
    """п. 4.2.5: what the register is to say of notices or warnings."""
    return NewPaper(kind, title[:255], CLASS, own.cohort_id, {"pupils": list(pupils)}, head())


def notices(own: ClassYear, found: Sequence[Forecast], school: SchoolSettings, now: datetime) -> Notices:
    """п. 4.4.4: what is expected of each of these pupils (13.6)."""
    about = _About(own, found, now)
    return Notices(
        school.school_full_name or school.school_name,
        tuple(
            Notice(
                *about.head(one),
                lines=tuple(map(_line, one.subjects)),
                attention=", ".join(subject.name for subject in one.attention),
                missed=one.missed,
                unexcused=one.unexcused,
                teacher=about.teacher,
            )
            for one in found
        ),
    )


def cautions(own: ClassYear, found: Sequence[Forecast], school: SchoolSettings, now: datetime) -> Cautions:
    """п. 4.4.4: what is feared of those of these pupils who are at risk (13.7)."""
    risky = [one for one in found if one.attention]
    about = _About(own, risky, now)
    groups = {subject.group for one in risky for subject in one.attention}
    teachers = _teachers(groups, now)
    return Cautions(
        school.school_full_name or school.school_name,
        tuple(
            Caution(
                *about.head(one),
                lines=tuple(_danger(subject, teachers) for subject in one.attention),
                teacher=about.teacher,
            )
            for one in risky
        ),
    )


def _line(subject: Subject) -> Line:
    few = f"мало отметок: {subject.few}" if subject.few and not subject.stands else ""
    todo = [few, f"написать: {', '.join(subject.missing)}" if subject.missing else "", subject.advice]
    marks, said = " ".join(subject.marks), "; ".join(filter(None, todo))
    return Line(subject.name, marks, average(subject.average), subject.expected or "—", said)


def _danger(subject: Subject, teachers: dict[int, str]) -> Danger:
    return Danger(
        subject=subject.name,
        marks=len(subject.each),
        twos=subject.twos,
        missed=subject.missed,
        feared=subject.danger,
        missing=", ".join(subject.missing),
        teacher=teachers.get(subject.group, ""),
    )


def _teachers(groups: Collection[int], now: datetime) -> dict[int, str]:
    taught = curriculum.group_teachers(now.date())
    called = names({who for group in groups for who in taught.get(group, ())}, now.date())
    return {
        group: ", ".join(sorted(short_name(*called[who]) for who in taught.get(group, ()) if who in called))
        for group in groups
    }


class _About:
    """Names and greetings of these pupils, and who leads the class."""

    def __init__(self, own: ClassYear, found: Sequence[Forecast], now: datetime) -> None:
        pupils = {one.pupil for one in found}
        kin = forecasts.guardians(pupils, now.date())
        self._known = names(pupils | {guardian for _, guardian, _ in kin}, now.date())
        self._kin = kin
        self._day = now.date()
        self._class = f"{class_name(own.grade, own.letter)} класс"
        self.teacher = ", ".join(class_teachers([own.cohort_id], now.date()).get(own.cohort_id, ()))

    def head(self, one: Forecast) -> tuple[str, date, str, str, str]:
        """What every notice begins with: greeting, day, pupil, class, period."""
        named = self._known.get(one.pupil)
        called = full_name(*named) if named else one.name
        return self._greeting(one.pupil), self._day, called, self._class, one.period

    def _greeting(self, pupil: int) -> str:
        kin = [(who, sex) for child, who, sex in self._kin if child == pupil and who in self._known]
        own = [(self._known[who], sex) for who, sex in kin]
        if not own:
            return EVERYBODY
        word = "Уважаемые" if len(own) > 1 else {"m": "Уважаемый", "f": "Уважаемая"}.get(own[0][1] or "", "")
        said = join_and([_called(name) for name, _ in own])
        return f"{word} {said}!" if word else f"{said}!"


def _called(name: Name) -> str:
    return f"{name.name} {name.patronymic}" if name.patronymic else name.name
