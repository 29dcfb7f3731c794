"""п. 4.2.2д: the lessons of one absent teacher, each with what may be done with it, the best first."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ejournal.models import substitutions as stored
from ejournal.models.curriculum import Group
from ejournal.models.people import names
from ejournal.models.stranded import missed, stranded
from ejournal.models.substitutions import Given, Replacement, TeacherAbsence
from ejournal.models.written import held
from ejournal.reports.absent_names import called
from ejournal.rules import substitutions as rules
from ejournal.rules.substitutions import KINDS, REASONS, Candidate
from ejournal.wording import plural, short_name


@dataclass(frozen=True)
class Choice:
    """Something that may be done with a lesson; `value` is what the form sends."""

    value: str
    title: str


@dataclass(frozen=True)
class AbsentLesson:
    """A lesson of the absent teacher: `done` says what was decided, else there are choices by their kind.

    `best` is the value that is proposed: somebody free who teaches the subject; "" when there is nobody.
    With choices and a replacement the earlier decision stands until there is another, or it is taken back.
    Without choices and a replacement nothing is to be decided here: `done` says why.
    """

    id: int
    day: date
    number: int
    group: str
    subject: str
    choices: dict[str, list[Choice]]
    best: str
    replacement: int | None = None
    done: str = ""
    elsewhere: int | None = None  # the absence on whose page it is decided anew
    before: str = ""  # who was to give it and is away too


@dataclass(frozen=True)
class AbsencePage:
    """One absence with its lessons, in order."""

    id: int
    name: str
    reason: str
    order: str
    first: date
    last: date
    lessons: tuple[AbsentLesson, ...]

    @property
    def proposals(self) -> int:
        return sum(lesson.best != "" for lesson in self.lessons)

    @property
    def waiting(self) -> int:
        return sum(not lesson.done for lesson in self.lessons)


def page(absence: TeacherAbsence) -> AbsencePage:
    """The absence with the lessons that wait for a decision and those that have one."""
    first, last = absence.valid_from, absence.valid_to
    alone = stranded(first, last)
    given = missed(stored.given(first, last), alone.values())
    waiting = [one for one in given if absence.person_id in one.teachers]
    done = [row for row in stored.of_absences([absence.id]) if row.id not in alone]
    passed_on = [row for row in alone.values() if row.substitute_id == absence.person_id]
    pages = stored.pages({one.group for one in given} | {row.group_id for row in done})
    proposals = _Proposals(given, waiting, pages, absence, alone)
    before = _before(alone.values())
    lessons = [proposals.line(one, pages[one.group], before.get(one.id)) for one in waiting]
    lessons += [*_decided(done, pages), *_passed_on(passed_on, pages)]
    known = called([(absence.person_id, first)])
    return AbsencePage(
        id=absence.id,
        name=known.get((absence.person_id, first), ""),
        reason=REASONS[absence.reason],
        order=absence.order_number,
        first=first,
        last=last,
        lessons=tuple(sorted(lessons, key=lambda lesson: (lesson.day, lesson.number, lesson.id))),
    )


def _decided(done: Collection[Replacement], pages: dict[int, Group]) -> list[AbsentLesson]:
    known = called((row.substitute_id, row.date) for row in done if row.substitute_id)
    taught = stored.subjects_given([row.lesson_id for row in done if row.kind == "subject" and row.lesson_id])
    lines = []
    for row in done:
        who = known.get((row.substitute_id or 0, row.date), "")
        subject = taught.get(row.lesson_id or 0, "")
        said = ", ".join(filter(None, (subject, who, row.order_number)))
        lines.append(
            AbsentLesson(
                id=row.lesson_id or 0,
                day=row.date,
                number=row.number,
                group=pages[row.group_id].name,
                subject=pages[row.group_id].subject.name,
                choices={},
                best="",
                replacement=row.id,
                done=f"{KINDS[row.kind].capitalize()}: {said}",
            )
        )
    return lines


def _before(alone: Collection[Replacement]) -> dict[int, tuple[str, int]]:
    """By lesson: who was to give it and is away too, and the decision that says so."""
    known = called((row.substitute_id, row.date) for row in alone if row.substitute_id)
    names = {row.id: known.get((row.substitute_id or 0, row.date), "") for row in alone}
    return {row.lesson_id or 0: (names[row.id], row.id) for row in alone}


def _passed_on(rows: Collection[Replacement], pages: dict[int, Group]) -> Iterator[AbsentLesson]:
    """Lessons of others that the absent one was to give: they wait on the pages of those."""
    for row in rows:
        yield AbsentLesson(
            id=row.lesson_id or 0,
            day=row.date,
            number=row.number,
            group=pages[row.group_id].name,
            subject=pages[row.group_id].subject.name,
            choices={},
            best="",
            done="Урок был передан по замене и снова ничей.",
            elsewhere=row.absence_id,
        )


class _Proposals:
    """Who is free for each lesson, from what everybody gives on those days. A constant number of queries."""

    def __init__(
        self,
        given: list[Given],
        waiting: list[Given],
        titles: dict[int, Group],
        absence: TeacherAbsence,
        alone: Collection[int],
    ) -> None:
        first, last = absence.valid_from, absence.valid_to
        self._titles = titles
        self._promised: list[tuple[Given, int]] = []
        self._by_day: dict[date, list[Given]] = {}
        for one in given:
            self._by_day.setdefault(one.day, []).append(one)
        mine = [one.id for one in waiting]
        self._held, known = held(mine), stored.about(mine)
        self._given = {lesson: row for lesson, row in known.items() if row.id not in alone}
        self._away = stored.absent(first, last)
        self._teachers = stored.teachers(first, last)
        self._subjects = {
            who: {(subject, rules.is_primary(grade)) for subject, grade in taught}
            for who, taught in stored.subjects_of(first).items()
        }
        self._names = names(self._teachers, first)
        self._pages = stored.pages_of_classes({one.cohort for one in waiting if one.cohort}, first)

    def line(self, one: Given, page: Group, before: tuple[str, int] | None) -> AbsentLesson:
        if one.id in self._held or one.id in self._given:
            return self._settled(one, page)
        free = self._free(one)
        choices = {
            "Заменить": [Choice(f"replaced:{who.person}", self._told(who)) for who in free],
            "Объединить группы": self._merged(one),
            "Провести другой предмет": self._exchanged(one, {who.person for who in free}),
        }
        return AbsentLesson(
            id=one.id,
            day=one.day,
            number=one.number,
            group=page.name,
            subject=page.subject.name,
            choices={title: found for title, found in choices.items() if found},
            best=self._proposed(one, free),
            before=before[0] if before else "",
            replacement=before[1] if before else None,
        )

    def _proposed(self, one: Given, free: list[Candidate]) -> str:
        """Whoever is proposed for a lesson, after those of the lessons before it."""
        today = [(other, who) for other, who in self._promised if other.day == one.day]
        busy = {who for other, who in today if one.beside(other)}
        best = rules.propose(free, Counter(who for _, who in today), busy)
        if best is None:
            return ""
        self._promised.append((one, best))
        return f"replaced:{best}"

    def _settled(self, one: Given, page: Group) -> AbsentLesson:
        """A lesson that was given already, or that stands in place of another one by a decision."""
        other = self._given.get(one.id)
        told = "Урок уже записан: замена не нужна." if one.id in self._held else "Урок передан по замене."
        return AbsentLesson(
            id=one.id,
            day=one.day,
            number=one.number,
            group=page.name,
            subject=page.subject.name,
            choices={},
            best="",
            done=told,
            elsewhere=other.absence_id if other and one.id not in self._held else None,
        )

    def _free(self, one: Given) -> list[Candidate]:
        day = self._by_day[one.day]
        busy = {who for other in day if one.beside(other) for who in other.teachers}
        classes = {page[3] for page in self._pages if page[0] == one.cohort}
        stage = rules.is_primary(self._titles[one.group].grade)
        return rules.in_order(
            Candidate(
                person=who,
                teaches_subject=(one.subject, stage) in self._subjects.get(who, ()),
                teaches_class=who in classes,
                lessons=sum(who in other.teachers for other in day),
            )
            for who in self._here(one.day) - busy
        )

    def _here(self, day: date) -> set[int]:
        away = {absence.person_id for absence in self._away if absence.valid_from <= day <= absence.valid_to}
        return (self._teachers & self._names.keys()) - away

    def _told(self, who: Candidate) -> str:
        """«Орлов О.П. — ведёт предмет, знает класс, 3 урока в этот день»."""
        known = [
            text
            for true, text in ((who.teaches_subject, "ведёт предмет"), (who.teaches_class, "знает класс"))
            if true
        ]
        day = f"{who.lessons} {plural(who.lessons, 'урок', 'урока', 'уроков')} в этот день"
        return f"{self._name(who.person)} — {', '.join([*known, day])}"

    def _name(self, person: int) -> str:
        return short_name(*self._names[person])

    def _merged(self, one: Given) -> list[Choice]:
        """Groups that have the same subject at the same time, with their teachers."""
        beside = {
            who: other
            for other in self._by_day[one.day]
            if other.id != one.id and other.subject == one.subject and one.beside(other)
            for who in other.teachers & self._here(one.day)
        }
        own = sorted(beside, key=lambda who: (beside[who].cohort != one.cohort, self._name(who)))
        titles = self._titles
        return [
            Choice(f"merged:{who}", f"{titles[beside[who].group].name}, {self._name(who)}") for who in own
        ]

    def _exchanged(self, one: Given, free: set[int]) -> list[Choice]:
        if not one.alone(self._by_day[one.day]):
            return []
        return [
            Choice(f"subject:{who}:{page}", f"{subject}, {self._name(who)}")
            for cohort, page, subject, who in self._pages
            if cohort == one.cohort and page != one.group and who in free
        ]
