"""Problems are told of, answered, handed over, solved; consultations are counted."""

from datetime import date, timedelta

import pytest

from ejournal.models.people import Cohort
from ejournal.models.problems import Consultation, Problem, ProblemStep
from ejournal.models.settings import SchoolSettings
from ejournal.reports import problems as report
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import problems
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import refused, rows

NOON = at("12:00")


def told(school: School, words: str = "Дневник не открывается", page: str = "/diary/1") -> Problem:
    cohort = Cohort.get_by_id(school.classes["7"])
    problems.tell(cohort, page, words, by=school.actor("anya_mother"), now=NOON)
    found: Problem = rows(Problem)[-1]
    return found


def act(school: School, problem: Problem, kind: str, words: str = "", who: str = "alla") -> None:
    problems.act(problem, kind, words, who in ("alla", "dina"), by=school.actor(who), now=NOON)


@pytest.mark.clause("4.6.5", "4.2.3")
def test_a_problem_is_answered_handed_over_and_solved_once(school: School) -> None:
    problem = told(school)
    act(school, problem, "take", who="nina")
    act(school, problem, "forward", who="nina")
    with refused("4.6.5"):
        act(school, problem, "support", "вход проверен", who="nina")  # п. 4.2.3: not the class teacher
    with refused("4.6.5"):
        act(school, problem, "support")  # what was tried must be said
    with refused("4.6.5"):
        act(school, problem, "close")  # nobody has answered the family yet
    act(school, problem, "support", "вход проверен с другого компьютера", who="dina")
    act(school, problem, "answer", "Исправлено, проверьте")
    act(school, problem, "close")
    with refused("", Way.RELOAD):
        act(school, problem, "answer", "ещё раз")
    assert [step.kind for step in rows(ProblemStep)] == ["take", "forward", "support", "answer", "close"]
    assert verify(ZONE) == []


@pytest.mark.clause("4.6.5")
def test_a_problem_is_solved_with_the_answer_in_one_step(school: School) -> None:
    problem = told(school)
    act(school, problem, "close", "Пароль восстановлен, вход проверен")
    assert [step.kind for step in rows(ProblemStep)] == ["close"]


def test_the_refusal_without_words_has_its_comma(school: School) -> None:
    problem = told(school)
    with pytest.raises(Refusal, match=r"^Напишите, что сделано в школе"):
        act(school, problem, "support", who="dina")
    with pytest.raises(Refusal, match=r"^Напишите ответ"):
        act(school, problem, "answer", who="dina")


@pytest.mark.clause("4.6.5")
def test_who_reads_which_problems(school: School) -> None:
    problem = told(school)
    seven, one = school.classes["7"], school.classes["1"]

    def seen(key: str, classes: set[int] | None) -> list[int]:
        return [line.id for line in report.page(school[key], classes, SchoolSettings(), NOON)]

    assert seen("anya_mother", set()) == seen("nina", {seven}) == seen("alla", None) == [problem.id]
    assert seen("anya_father", set()) == seen("vera", {one}) == []


@pytest.mark.clause("4.6.5")
def test_a_problem_without_an_answer_is_late_after_the_days_of_the_school(school: School) -> None:
    problem, settings = told(school), SchoolSettings(problem_days=3)  # Monday: Thursday is the last day

    def late(days: int) -> bool:
        (line,) = report.page(school["alla"], None, settings, NOON + timedelta(days=days))
        return line.late

    assert (late(3), late(4)) == (False, True)
    act(school, problem, "answer", "Проверьте вход")
    assert not late(4)


@pytest.mark.clause("4.6.5")
@pytest.mark.parametrize(
    ("words", "clause"), [("", "4.6.5"), ("  ", "4.6.5"), ("нет", "4.6.5"), ("ф" * 1001, "")]
)
def test_a_problem_that_says_nothing_or_too_much_is_refused(school: School, words: str, clause: str) -> None:
    with refused(clause):
        told(school, words)
    assert rows(Problem) == []


@pytest.mark.clause("4.6.5")
@pytest.mark.parametrize("page", ["javascript:alert(1)", "//evil.example", "/d?q=Алёшина", "/" + "a" * 200])
def test_an_address_that_is_no_page_of_the_journal_is_not_kept(school: School, page: str) -> None:
    """Nor is what was asked of a page: a name may stand there."""
    assert told(school, page=page).page == ""


@pytest.mark.clause("4.3.4")
def test_consultations_are_counted_by_month(school: School) -> None:
    alla = school.actor("alla")
    problems.note_consultation(MONDAY, "parent", 12, "вход через Госуслуги", by=alla, now=NOON)
    problems.note_consultation(MONDAY - timedelta(days=30), "teacher", 1, "отметки", by=alla, now=NOON)
    problems.note_consultation(MONDAY - timedelta(days=1), "teacher", 2, "посещаемость", by=alla, now=NOON)
    found = report.consultations(MONDAY)
    assert (found.count, found.people) == (2, 14)
    assert Consultation.select().count() == 3


@pytest.mark.clause("4.3.4")
@pytest.mark.parametrize(
    ("day", "audience", "people", "topic"),
    [
        (None, "parent", 1, "вход"),
        (MONDAY + timedelta(days=1), "parent", 1, "вход"),
        (MONDAY, "кто-то", 1, "вход"),
        (MONDAY, "parent", 0, "вход"),
        (MONDAY, "parent", 501, "вход"),
        (MONDAY, "parent", 1, "  "),
    ],
)
def test_a_consultation_of_nobody_or_about_nothing_is_refused(
    school: School, day: date | None, audience: str, people: int, topic: str
) -> None:
    with refused("4.3.4"):
        problems.note_consultation(day, audience, people, topic, by=school.actor("alla"), now=NOON)
