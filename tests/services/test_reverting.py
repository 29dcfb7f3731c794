"""п. 3.5, 4.5.4: what a stranger wrote with Вера's session does not stand; nothing is erased by that."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ejournal.access import Actor, Role
from ejournal.models import journal, lesson_texts
from ejournal.models.journal import Absence, LessonText, Mark, Work
from ejournal.models.memos import Annulment, old_values
from ejournal.models.people import Person
from ejournal.models.reversals import Reversal
from ejournal.models.session_deeds import Span
from ejournal.models.sessions import Session
from ejournal.models.timetable import Lesson, lessons_of_pupil
from ejournal.reports import changes, diary_marks, reverting
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.reverting import ABSENT, CHANGED, MARKED
from ejournal.services import attendance, lessons, marks, sessions
from ejournal.services import reverting as deeds
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, cell, last_entry, put, refused, rows, seen, together

pytestmark = pytest.mark.clause("3.5", "4.5.4")
TUESDAY = MONDAY + timedelta(days=1)
SINCE, UNTIL, DONE = at("14:05"), at("14:41"), at("9:00", TUESDAY)


@dataclass
class Stranger:
    """Somebody at Вера's computer from 14:05 on, with a session that is not hers."""

    school: School
    lesson: Lesson
    session: Session

    @property
    def by(self) -> Actor:
        return replace(self.school.actor("vera"), session=self.session.id)

    def put(self, value: str, pupil: str = "anya", kind: str = "answer", now: datetime = SINCE) -> None:
        who = self.school[pupil]
        marks.put_mark(self.lesson, kind, who, seen(self.lesson, kind, who), value, by=self.by, now=now)

    def call(self, now: datetime = SINCE, **codes: str) -> None:
        named = {self.school[key]: code for key, code in codes.items()}
        attendance.call_roll(self.lesson, named, by=self.by, now=now)

    def topic(self, text: str, version: int = 0) -> None:
        lessons.save_topic(self.lesson, text, version, by=self.by, now=SINCE)

    def plan(self) -> Any:
        return deeds.plan(Span(self.session.id, SINCE, UNTIL))

    def revert(self, key: str = "dina", reason: str = "чужой сеанс", **given: Any) -> None:
        by = self.school.actor(key, Role.DEPUTY)
        said = {"seen": self.plan().seal} | given
        deeds.revert(self.session, SINCE, UNTIL, reason, said["seen"], by=by, now=DONE)

    def shown(self) -> reverting.Preview:
        return reverting.preview(self.session, SINCE, UNTIL, self.school["dina"], DONE)


@pytest.fixture
def stranger(school: School) -> Stranger:
    """The algebra of Monday is held and has its topic."""
    lesson = school.lesson("algebra")
    call(school, lesson)
    lessons.save_topic(lesson, "Одночлены", 0, by=school.actor("vera"), now=at("9:31"))
    sessions.open_session(Person.get_by_id(school["vera"]), 12, at("14:00"), "device")
    return Stranger(school, lesson, Session.get())


def value(of: Stranger, pupil: str = "anya", kind: str = "answer") -> str:
    found = cell(of.lesson, kind, of.school[pupil])
    return found.value if found and not found.withdrawn else ""


def code(of: Stranger, pupil: str) -> str:
    return journal.absences([of.lesson.id])[of.lesson.id, of.school[pupil]][1]


def topic(of: Stranger) -> str | None:
    found = lesson_texts.texts([of.lesson.id]).get((of.lesson.id, "topic"))
    return found.text if found else None


def test_a_set_mark_is_annulled_and_stays_readable_without_a_memo(stranger: Stranger) -> None:
    stranger.put("2")
    stranger.revert()
    assert value(stranger) == ""
    assert [row.value for row in rows(Mark)] == ["2"]
    (gone,) = rows(Annulment)
    assert (gone.memo_id, gone.reversal_id) == (None, rows(Reversal)[0].id)
    (old,) = old_values([stranger.lesson.id]).values()
    assert (old.values, old.memo) == ("2", None)
    assert verify(ZONE) == []


def test_the_deed_says_whose_which_and_why_and_how_much(stranger: Stranger) -> None:
    stranger.put("2")
    stranger.revert()
    entry, (said,) = last_entry(), rows(Reversal)
    assert (entry.kind, entry.object_id, entry.person_id) == (
        "session.revert", stranger.session.id, stranger.school["dina"],
    )  # fmt: skip
    assert (said.session, said.since, said.until) == (stranger.session.id, SINCE, UNTIL)
    assert (said.reason, said.done, said.kept) == ("чужой сеанс", 1, 0)


def test_a_mark_that_the_session_took_back_stands_again(school: School, stranger: Stranger) -> None:
    put(school, stranger.lesson, "4", at("14:00"))
    stranger.put("")
    stranger.revert()
    assert value(stranger) == "4"
    assert verify(ZONE) == []


def test_a_mark_that_the_session_retyped_is_what_it_was(school: School, stranger: Stranger) -> None:
    put(school, stranger.lesson, "4", at("14:00"))
    stranger.put("2")
    stranger.revert()
    assert value(stranger) == "4"
    assert [row.value for row in rows(Mark)] == ["4", "2", "4"]
    assert [row.mark_id for row in rows(Annulment)] == [rows(Mark)[1].id]
    assert verify(ZONE) == []


def test_a_mark_still_in_entry_is_taken_back_as_its_author_could(stranger: Stranger) -> None:
    stranger.put("2", now=at("14:40"))
    deeds.revert(
        stranger.session, SINCE, UNTIL, "чужой", stranger.plan().seal,
        by=stranger.school.actor("dina", Role.DEPUTY), now=at("14:42"),
    )  # fmt: skip
    assert (value(stranger), rows(Annulment)) == ("", [])


def test_attendance_is_what_it_was_by_an_event_of_its_own(stranger: Stranger) -> None:
    stranger.call(anya="Н", borya="ОП")
    stranger.call(now=at("14:06"), borya="Н")
    stranger.revert()
    assert (code(stranger, "anya"), code(stranger, "borya")) == ("", "")
    assert [row.late_days for row in rows(Absence)] == [0, 0, 0, 1, 1]
    assert verify(ZONE) == []


def test_a_topic_gets_the_version_before_as_a_new_one(stranger: Stranger) -> None:
    stranger.topic("Глупости", 1)
    stranger.revert()
    assert topic(stranger) == "Одночлены"
    assert LessonText.get().version == 3
    assert verify(ZONE) == []


def test_a_homework_that_was_not_there_is_removed(stranger: Stranger) -> None:
    lessons.save_homework(stranger.lesson, "§ 1–99", False, None, 0, by=stranger.by, now=SINCE)
    stranger.revert()
    assert [text.field for text in rows(LessonText)] == ["topic"]
    assert verify(ZONE) == []


def test_a_column_of_the_session_goes_with_its_marks(stranger: Stranger) -> None:
    stranger.put("2", kind="control")
    stranger.revert()
    assert [work.kind for work in journal.works([stranger.lesson.id])] == []
    assert len(rows(Annulment)) == 1  # the trace stays, and the family is told that the mark was taken off
    anya = stranger.school["anya"]
    (mark,) = diary_marks.set_marks(anya, lessons_of_pupil(anya, MONDAY, MONDAY), DONE)
    assert (mark.value, mark.kind.code, mark.corrected) == ("", "control", True)
    assert verify(ZONE) == []


def test_a_column_in_which_a_mark_of_another_stands_stays(school: School, stranger: Stranger) -> None:
    stranger.put("2", kind="control")
    put(school, stranger.lesson, "5", at("15:00"), kind="control", pupil="borya")
    assert [left.why for left in stranger.plan().left] == [MARKED]
    stranger.revert()
    assert (value(stranger, kind="control"), value(stranger, "borya", "control")) == ("", "5")
    assert [work.removed for work in rows(Work)] == [False]


def test_a_removed_column_comes_back(school: School, stranger: Stranger) -> None:
    marks.add_work(stranger.lesson, "quiz", by=school.actor("vera"), now=at("10:00"))
    marks.remove_work(stranger.lesson, "quiz", by=stranger.by, now=SINCE)
    stranger.revert()
    assert [work.kind for work in journal.works([stranger.lesson.id])] == ["quiz"]


def test_what_another_changed_since_is_left_alone_and_listed(school: School, stranger: Stranger) -> None:
    stranger.put("2", now=at("14:39"))
    put(school, stranger.lesson, "3", at("14:45"))
    stranger.topic("Глупости", 1)
    assert [left.why for left in stranger.plan().left] == [CHANGED]
    stranger.revert()
    assert (value(stranger), topic(stranger), rows(Reversal)[0].kept) == ("3", "Одночлены", 1)


def test_what_the_session_did_before_and_after_the_span_stands(stranger: Stranger) -> None:
    stranger.put("5", now=at("14:04"))
    stranger.put("2", "borya")
    stranger.put("3", "vova", now=UNTIL)
    stranger.revert()
    assert [value(stranger, pupil) for pupil in ("anya", "borya", "vova")] == ["5", "", "3"]


def test_no_mark_comes_to_stand_with_an_absent_pupil(school: School, stranger: Stranger) -> None:
    """The session took a mark back; since then Вера has noted that the pupil was not there."""
    put(school, stranger.lesson, "4", at("14:00"))
    stranger.put("")
    call(school, stranger.lesson, at("15:00"), anya="Н")
    assert [left.why for left in stranger.plan().left] == [ABSENT]
    with refused(""):
        stranger.revert()


def test_mark_and_absence_of_one_pupil_are_put_back_together(school: School, stranger: Stranger) -> None:
    put(school, stranger.lesson, "4", at("14:00"))
    stranger.put("")
    stranger.call(anya="Н")
    stranger.revert()
    assert (value(stranger), code(stranger, "anya")) == ("4", "")


def test_what_has_changed_since_the_preview_refuses_all_of_it(school: School, stranger: Stranger) -> None:
    stranger.put("2", now=at("14:39"))
    stranger.topic("Глупости", 1)
    old = stranger.plan().seal
    put(school, stranger.lesson, "3", at("14:45"))
    with refused("", Way.RELOAD):
        stranger.revert(seen=old)


def test_nobody_reverses_the_own_session_or_without_a_reason(stranger: Stranger) -> None:
    stranger.put("2")
    with refused("3.5"):
        stranger.revert("vera")
    with refused("3.5"):
        stranger.revert(reason="  ")


def test_a_second_reversal_finds_nothing(stranger: Stranger) -> None:
    stranger.put("2")
    stranger.revert()
    assert stranger.plan().steps == ()
    with refused(""):
        stranger.revert()


def test_a_reversal_is_itself_a_deed_of_a_session_and_is_not_reversed(stranger: Stranger) -> None:
    stranger.put("2")
    by = replace(stranger.school.actor("dina", Role.DEPUTY), session=99)
    deeds.revert(stranger.session, SINCE, UNTIL, "чужой", stranger.plan().seal, by=by, now=DONE)
    assert last_entry().session == 99


def test_open_pages_hear_of_it(stranger: Stranger) -> None:
    stranger.put("2")
    newest = last_entry().id
    assert changes.in_lesson(stranger.lesson.id, newest)[1] == []
    stranger.revert()
    assert changes.in_lesson(stranger.lesson.id, newest)[1] == ["homework", "roll", "topic"]
    assert changes.in_group(stranger.lesson.group_id, newest)[1]


def test_the_preview_says_in_words_what_becomes_of_each_and_what_stays(stranger: Stranger) -> None:
    stranger.put("2", kind="control")
    stranger.call(borya="ОП")
    stranger.topic("Глупости", 1)
    lessons.save_homework(stranger.lesson, "", True, None, 0, by=stranger.by, now=SINCE)
    lessons.hand_in(stranger.lesson, by=stranger.by, now=SINCE)
    shown = stranger.shown()
    (lesson,) = shown.lessons
    assert lesson.title == "Алгебра, 7 класс, 23.11.2026, 2-й урок"
    told = {(line.what, line.was, line.now, line.becomes) for line in lesson.lines}
    assert told == {
        ("Алёшина\u00a0А.И., контрольная работа", "—", "2", "снять «2»"),
        ("Морозов\u00a0Б.К., посещаемость", "присутствует", "ОП", "вернуть «присутствует»"),
        ("тема", "«Одночлены»", "«Глупости»", "вернуть прежнее"),
        ("домашнее задание", "—", "не задано", "убрать"),
        ("колонка «Контрольная работа»", "нет", "есть", "убрать"),
    }
    assert (shown.steps, shown.left, shown.deeds) == (5, 0, 5)
    assert [what for what, _ in shown.kept] == ["урок сдан — 1 раз"]
    stranger.revert()
    assert rows(Reversal)[0].done == shown.steps


def test_a_mark_typed_at_the_same_moment_is_never_lost(school: School, stranger: Stranger) -> None:
    """Either the reversal came first, or it is refused as seen too early; neither waits for the other."""
    stranger.put("2", now=at("14:39"))
    seal = stranger.plan().seal
    typed, reverted = together(
        lambda: put(school, stranger.lesson, "3", at("14:45")), lambda: stranger.revert(seen=seal)
    )
    assert typed is None and (reverted is None or isinstance(reverted, Refusal))
    assert (value(stranger), len(rows(Reversal))) == ("3", reverted is None)
    assert verify(ZONE) == []
