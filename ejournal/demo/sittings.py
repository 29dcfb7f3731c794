"""What a teacher of the demo writes at one lesson, and when: the deeds of the lesson in order.

They follow from the page and the day alone, whenever the demo is started.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from ejournal.access import Role
from ejournal.demo import nature
from ejournal.demo.chronicle import Chronicle
from ejournal.demo.pages import Page, Slot
from ejournal.demo.parts import Column, Given, Handed, Replaced, Roll, TakenBack, Text
from ejournal.demo.seed import RECORD, SUBSTITUTE, Act, Part
from ejournal.models.curriculum import NO_HOMEWORK
from ejournal.models.timetable import monday_of
from ejournal.rules.attendance import ABSENT
from ejournal.rules.deadlines import deadline
from ejournal.rules.works import kind

# A lesson is written: during it, after lessons, its texts days later, all of it days later, or next week.
HABITS = ("at_once", "evening", "texts_late", "late", "next_week")
SHARES = (0.745, 0.11, 0.08, 0.04, 0.025)
HOMEWORK = 0.15  # lessons where some of the answers are of the homework
SLIPS = 0.025  # lessons where a mark is retyped or taken back
SMALL_WORK, OF_MANY = 0.27, 0.43  # lessons without a planned work that have a small one for everybody
MANY = 18  # pupils: too many to ask them all in turn, so written works are oftener
SMALL_WORKS = {
    "physical": ("standard",),
    "music": ("classwork",),
    "arts": ("classwork", "practical"),
    "foreign": ("word_dictation", "test", "independent"),
    "russian": ("word_dictation", "independent", "quiz"),
    "literature": ("recital", "test"),
}
ANY_WORK = ("independent", "quiz", "test")


def acts(
    chronicle: Chronicle, page: Page, slot: Slot, substitute: int | None, deputy: int | None
) -> list[Act]:
    """The deeds of one lesson, in the order of their moments; the deputy names the substitute."""
    sitting = _Sitting(chronicle, page, slot, substitute or page.teacher(slot.day))
    if substitute is None:
        return sitting.acts()
    at = datetime.combine(slot.day, time(7, 40), slot.starts.tzinfo)
    replaced = Replaced(slot, page.id, page.teacher(slot.day), substitute)
    told = Act(at, deputy, Role.DEPUTY, SUBSTITUTE, "lesson", slot.id, [replaced])
    return [told, *sitting.acts()]


class _Sitting:
    """One lesson while its deeds are being thought out."""

    def __init__(self, chronicle: Chronicle, page: Page, slot: Slot, teacher: int) -> None:
        self.chronicle, self.page, self.slot, self.teacher = chronicle, page, slot, teacher
        self.luck = Random(page.key * 1_000_000 + slot.day.toordinal() * 10 + slot.number)  # noqa: S311
        self.item = page.item(slot)
        self.codes = chronicle.codes(page, slot)
        self.present = {who for who in page.pupils(slot.day) if self.codes.get(who) != ABSENT}
        self.work = self._work() if page.marked else ""
        self.habit = self._habit()

    def acts(self) -> list[Act]:
        if self.habit in ("late", "next_week"):
            later = self._later()
            return [self._act(later, [*self._texts(later), self._roll(), self._hand()])]
        return self._in_time()

    def _in_time(self) -> list[Act]:
        at = self._at_once() if self.habit != "evening" else self._evening(self.slot.day)
        marks = self._marks()
        parts: list[Part] = [self._roll(), *marks]
        acts = [self._act(at, parts)]
        if self.habit == "texts_late":
            later = self._later()
            acts.append(self._act(later, [*self._texts(later), self._hand()]))
        else:
            parts[:0] = self._texts(at)
            acts += self._finish(at, parts, [mark for mark in marks if isinstance(mark, Given)])
        return sorted(acts + self._checked(parts, at), key=lambda act: act.at)

    def _finish(self, at: datetime, parts: list[Part], marks: list[Given]) -> list[Act]:
        """The hand-in at once, or after a slip that was noticed in time."""
        if not marks or self.luck.random() > SLIPS:
            parts.append(self._hand())
            return []
        mark, after = self.luck.choice(marks), at + timedelta(minutes=2)
        right = self.luck.choice([value for value in "2345" if value != mark.value])
        repaired = Given(mark.column, mark.pupil, right, slip=mark)
        part = TakenBack(mark) if self.luck.random() < 0.3 else repaired
        return [self._act(after, [part]), self._act(after + timedelta(minutes=2), [self._hand()])]

    def _marks(self) -> list[Part]:
        """Marks of the day itself: a small oral work for all, or answers; a written work gets its column."""
        if not self.page.marked:
            return []
        if self.work and kind(self.work).oral:
            return self._for_all(Column(self.slot.id, self.slot.day, self.work))
        answers = self._answers()
        if self.work and self.luck.random() < 0.85:
            answers.append(Column(self.slot.id, self.slot.day, self.work))
        return answers

    def _answers(self) -> list[Part]:
        few = self.work or self.page.kind == "home"
        wanted = self.luck.randint(0, 2) if few else self.luck.randint(2, 5)
        asked = self._asked(wanted)
        kinds = ["answer" if self.luck.random() < 0.8 else "classwork"]
        if self.luck.random() < HOMEWORK:
            kinds.append("homework")
        parts: list[Part] = []
        for number, code in enumerate(kinds):
            column = Column(self.slot.id, self.slot.day, code)
            given = [self._given(column, who) for who in asked[number :: len(kinds)]]
            parts += [column, *given] if given else []
        return parts

    def _asked(self, wanted: int) -> list[int]:
        """Those who are back after a work, then the next ones of the term's order who are here."""
        chronicle, page, slot = self.chronicle, self.page, self.slot
        first = chronicle.back(page, slot, self.present)
        first += [who for who, only in chronicle.singles(page, slot.term).items() if only == slot.id]
        order = chronicle.order(page, slot.term)
        start = slot.in_term * 3 % len(order) if order else 0
        ranked = dict.fromkeys([*first, *order[start:], *order[:start]])
        able = [who for who in ranked if who in self.present and chronicle.may_have(page, slot, who)]
        return able[: max(wanted, len(first))]

    def _for_all(self, column: Column, harder: float = 0.0) -> list[Part]:
        """Nearly everybody who was present."""
        pupils = [who for who in self.chronicle.order(self.page, self.slot.term) if who in self.present]
        able = [who for who in pupils if self.chronicle.may_have(self.page, self.slot, who)]
        given = [self._given(column, who, harder) for who in able if self.luck.random() < 0.96]
        return [column, *given] if given else []

    def _given(self, column: Column, who: int, harder: float = 0.0) -> Given:
        return Given(column, who, self.chronicle.pupils[who].mark(self.page.family, self.luck, harder))

    def _checked(self, parts: list[Part], at: datetime) -> list[Act]:
        """The marks of a written work, typed within its norm."""
        if not self.work or kind(self.work).oral:
            return []
        absent = [who for who, code in self.codes.items() if code == ABSENT]
        if kind(self.work).weight > 1 and self.item.work:
            self.chronicle.miss(self.page, self.slot, absent)
        made = [part for part in parts if isinstance(part, Column) and part.kind == self.work]
        column = made[0] if made else Column(self.slot.id, self.slot.day, self.work)
        marks = self._for_all(column, harder=0.12)
        typed = max(self._evening(self._typed_on()), at + timedelta(minutes=5))
        return [self._act(typed, marks)] if marks else []

    def _typed_on(self) -> date:
        slot, page = self.slot, self.page
        ahead = page.next_day(slot, slot.day)
        last = deadline(kind(self.work), page.norms, page.grade, slot.day, ahead, page.is_school_day)
        return slot.day + timedelta(days=self.luck.randint(0, min(6, (last - slot.day).days)))

    def _texts(self, at: datetime) -> list[Part]:
        slot = self.slot
        form = nature.form(self.page.kind, self.item.topic)
        topic = Text(slot.id, slot.day, "topic", self.item.topic, self.item.id, form=form)
        if self.page.kind in NO_HOMEWORK:
            return [topic]
        due = self._due(at.date()) if self.item.homework else None
        return [topic, Text(slot.id, slot.day, "homework", self.item.homework, due=due)]

    def _due(self, today: date) -> date | None:
        """п. 4.5.3: of a homework written when the next lesson is over: the first lesson still ahead."""
        ahead = self.page.next_day(self.slot, self.slot.day)
        return None if ahead is None or ahead > today else self.page.next_day(self.slot, today)

    def _roll(self) -> Part:
        return Roll(self.slot.id, self.slot.day, self.codes)

    def _hand(self) -> Part:
        return Handed(self.slot.id)

    def _act(self, at: datetime, parts: list[Part]) -> Act:
        return Act(at, self.teacher, Role.TEACHER, RECORD, "lesson", self.slot.id, parts)

    def _work(self) -> str:
        """The planned work of the lesson, or now and then a small one of the subject; "" for none."""
        share = OF_MANY if len(self.page.members) >= MANY else SMALL_WORK
        if self.item.work or self.luck.random() > share:
            return self.item.work
        return self.luck.choice(SMALL_WORKS.get(self.page.family, ANY_WORK))

    def _habit(self) -> str:
        habit = self.luck.choices(HABITS, SHARES)[0]
        return "at_once" if self.item.work and habit in ("late", "next_week") else habit

    def _at_once(self) -> datetime:
        return self.slot.starts + timedelta(
            minutes=self.luck.randint(3, 33), seconds=self.luck.randint(0, 59)
        )

    def _evening(self, day: date) -> datetime:
        minutes = timedelta(minutes=self.luck.randint(10, 240), seconds=self.luck.randint(0, 59))
        return datetime.combine(day, time(15), self.slot.starts.tzinfo) + minutes

    def _later(self) -> datetime:
        """A moment of one of the next days, before the week is closed on the Saturday after it."""
        day = self.slot.day
        if self.habit == "next_week":
            return self._evening(monday_of(day) + timedelta(days=7 + self.luck.randint(0, 4)))
        later = day + timedelta(days=self.luck.randint(1, 3))
        if later.isoweekday() < 6:
            return self._evening(later)
        saturday = monday_of(day) + timedelta(days=5)
        morning = timedelta(hours=9, minutes=self.luck.randint(0, 119), seconds=self.luck.randint(0, 59))
        return datetime.combine(saturday, time(0), self.slot.starts.tzinfo) + morning
