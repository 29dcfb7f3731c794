"""п. 4.4.4: what a pupil is to expect, what would change it, what was missed; whose family knows."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group
from ejournal.models.forecasts import ForecastStep
from ejournal.models.people import ClassYear, Person, SchoolYear, class_of_year
from ejournal.models.settings import school_settings
from ejournal.models.terms import extensions
from ejournal.models.timetable import Lesson
from ejournal.reports import diary_terms, forecast, forecast_class, forecast_papers
from ejournal.services import forecasts, outside, term_marks
from ejournal.services.term_marks import Choice
from ejournal.wording import plural
from tests.school import MONDAY, School, at
from tests.services.steps import rows
from tests.services.terms import (
    AFTER,
    DEADLINE,
    OPEN,
    answers,
    broken,
    choose,
    give,
    group_of,
    marks,
    quarter,
    two_quarters,
)

pytestmark = pytest.mark.clause("4.4.4")

NOVEMBER = at("12:00", date(2026, 11, 16))
DECEMBER = at("12:00", date(2026, 12, 23))


def own(school: School) -> ClassYear:
    found = class_of_year(school.classes["7"], SchoolYear.get())
    assert found is not None
    return found


def subject(school: School, pupil: str, name: str = "Алгебра", now: datetime = DECEMBER) -> forecast.Subject:
    found = forecast.of_pupil(school[pupil], now)
    assert found is not None
    return next(one for one in found.subjects if one.name == name)


def early(school: School, **given: str) -> None:
    """Marks of algebra that are set in the middle of November, when three controls may still come."""
    by_pupil = {school[key]: answers(values) for key, values in given.items()}
    give(school.groups["algebra"], by_pupil, by=school.actor("vera"), now=NOVEMBER - timedelta(hours=1))


def test_the_mark_expected_and_what_would_lift_it(school: School) -> None:
    early(school, anya="4 4 4 3", borya="5 5 5")
    anya = subject(school, "anya", now=NOVEMBER)
    assert (anya.expected, anya.average, anya.few) == ("4", 3.75, "")
    # 15 of 4; n «5» of weight 1: (15 + 5n) / (4 + n) ≥ 4,6 ⇒ n ≥ 8,5, too many; of weight 3: n ≥ 2,8
    assert anya.advice == "чтобы получить «5»: 3 «5» за контрольные"
    assert subject(school, "borya").advice == ""


def test_of_few_marks_a_mark_is_expected_too_and_it_is_told_how_many_lack(school: School) -> None:
    """п. 4.4.4, domain 5.5: at any moment, not only when there are enough marks."""
    early(school, anya="4 4")
    found = forecast.of_class(own(school), NOVEMBER)
    anya = subject(school, "anya", now=NOVEMBER)
    assert (anya.expected, anya.few, anya.danger) == ("4", "2 из 3", "")
    made = forecast_papers.notices(own(school), found, school_settings(), NOVEMBER)
    line = next(one for one in made.notices[0].lines if one.subject == "Алгебра")
    assert line.expected == "4" and "мало отметок: 2 из 3" in line.advice
    borya = subject(school, "borya", now=NOVEMBER)
    assert borya.expected == "" and borya.few, "nothing is expected of no marks"


def test_the_family_and_the_class_teacher_see_the_same(school: School) -> None:
    marks(school, anya="4 4 Н 3", borya="5 2 2 2", vova="3")
    of_class = {one.pupil: one for one in forecast.of_class(own(school), DECEMBER)}
    for key in ("anya", "borya", "vova", "glasha"):
        assert forecast.of_pupil(school[key], DECEMBER) == of_class[school[key]]


def test_a_control_missed_and_not_marked_is_a_missing_work(school: School) -> None:
    group = school.groups["algebra"]
    given = {
        school["anya"]: [("5", "answer"), ("Б", "")],
        school["borya"]: [("4", "answer"), ("4", "control")],
        school["vova"]: [("4", "answer"), ("", "")],
    }
    give(group, given, by=school.actor("vera"), now=at("12:00", date(2026, 12, 22)))
    assert subject(school, "anya").missing == ("контрольная работа 04.11",)
    assert subject(school, "borya").missing == ()
    assert subject(school, "vova").missing == ()  # was there: it is the teacher who owes the mark


def test_a_control_written_later_is_missing_no_more_and_its_column_is_nobody_else_s(school: School) -> None:
    group, later = school.groups["algebra"], "control_20261104"
    given = {
        school["anya"]: [("5", "answer"), ("Б", ""), ("4", later)],
        school["borya"]: [("4", "answer"), ("4", "control"), ("Б", "")],  # away when Аня wrote hers
        school["vova"]: [("4", "answer"), ("Б", ""), ("", "")],
    }
    give(group, given, by=school.actor("vera"), now=at("12:00", date(2026, 12, 22)))
    assert subject(school, "anya").missing == ()
    assert subject(school, "borya").missing == ()
    assert subject(school, "vova").missing == ("контрольная работа 04.11",)


def test_two_and_absence_are_dangers_and_few_marks_alone_are_the_debt_of_the_teacher(school: School) -> None:
    marks(school, anya="2 2 2", borya="4 - - -", vova="5 Б Б Б")
    found = {one.pupil: one for one in forecast.of_class(own(school), DECEMBER)}
    dangers = {
        key: {one.name: one.danger for one in found[school[key]].attention}.get("Алгебра", "")
        for key in ("anya", "borya", "vova")
    }
    assert dangers == {"anya": "2", "borya": "", "vova": "н/а"}
    assert found[school["glasha"]].attention == ()


def test_marks_of_a_statement_are_shown_with_their_sign_and_counted_in_the_advice(school: School) -> None:
    marks(school, anya="4 4 4/2")
    pupil, days = Person.get_by_id(school["anya"]), (date(2026, 12, 1), date(2026, 12, 18))
    typed = {school.groups["algebra"]: ("Алгебра", "2 2")}
    by = school.actor("nina", Role.CLASS_TEACHER)
    outside.record(pupil, "Больница № 2", "№ 5 от 21.12.2026", days, typed, by=by, now=DECEMBER)
    anya = subject(school, "anya")
    assert anya.marks == ("4", "4", "4/2", "2 вед.", "2 вед.")
    assert (anya.average, anya.expected, anya.twos) == (3.0, "3", 3)
    # 18 of 6; n «5»: (18 + 5n) / (6 + n) ≥ 3,6 ⇒ n ≥ 2,6; of weight 3: n ≥ 0,86 (one «5»)
    assert anya.advice == "чтобы получить «4»: 3 «5» за ответы или 1 «5» за контрольные"
    found = forecast.of_class(own(school), DECEMBER)
    made = forecast_papers.notices(own(school), found, school_settings(), DECEMBER)
    line = next(one for notice in made.notices for one in notice.lines if one.subject == "Алгебра")
    assert line.marks == "4 4 4/2 2 вед. 2 вед."


def test_a_mark_that_is_set_is_told_when_it_can_be_replaced_no_more(school: School) -> None:
    """п. 4.4.4, 4.5.5: while the window is open the family is told what is expected, as before."""
    marks(school, anya="4 4 4 4")
    choose(school, {"anya": Choice("5", reason="control")})
    for day in (OPEN, at("20:00", DEADLINE), at("9:00", AFTER)):
        found = subject(school, "anya", now=day)
        assert (found.stands, found.expected) == ("", "4"), day
        told = forecast_papers.notices(
            own(school), forecast.of_class(own(school), day), school_settings(), day
        )
        lines = [line for one in told.notices if one.pupil.startswith("Алёшина") for line in one.lines]
        assert [line.expected for line in lines if line.subject == "Алгебра"] == ["4"], day
    over = subject(school, "anya", now=at("9:00", date(2026, 12, 31)))
    assert (over.stands, over.expected, over.advice) == ("5", "5", "")


def test_nor_while_the_pupil_has_days_of_their_own(school: School) -> None:
    marks(school, anya="4 4 4 4")
    choose(school, {"anya": "4"})
    by, now = school.actor("dina", Role.DEPUTY), at("9:00", AFTER)
    term_marks.extend(group_of(school), quarter(), school["anya"], "returned", by=by, now=now)
    until = max(extensions([school.groups["algebra"]]).values())
    for day, told in ((until, False), (until + timedelta(days=1), True)):
        terms = diary_terms.of_pupil(school["anya"], day).subjects
        assert (terms == {"Алгебра": {"II четверть": "4"}}) == told
        assert bool(subject(school, "anya", now=at("9:00", day)).stands) == told


def test_the_advice_counts_the_marks_that_lack_and_the_lessons_that_are_left(school: School) -> None:
    early(school, anya="4", borya="4 4 4 3")
    assert subject(school, "anya", now=NOVEMBER).few == "1 из 3"
    told = "чтобы получить «5»: 2 «5» за ответы или 2 «5» за контрольные"
    assert subject(school, "anya", now=NOVEMBER).advice == told
    left = lessons_after("algebra", school, DECEMBER)
    assert 0 < left < 5
    said = plural(left, "остался", "осталось", "осталось"), plural(left, "урок", "урока", "уроков")
    assert subject(school, "borya").advice == (
        f"«5» до конца четверти уже не успеть: {said[0]} {left} {said[1]}"
    )
    last = at("16:00", date(2026, 12, 30))
    assert subject(school, "anya", now=last).advice == (
        "до конца четверти уроков больше нет, а отметок не хватает ещё 2: поговорите с учителем"
    )


def lessons_after(key: str, school: School, now: datetime) -> int:
    mine = (Lesson.group == school.groups[key]) & (Lesson.starts_at > now)
    return int(Lesson.select().where(mine & (Lesson.date <= date(2026, 12, 30))).count())


def test_a_page_that_is_not_taught_now_is_not_expected_of_anybody(school: School) -> None:
    two_quarters()
    marks(school, anya="2 2 2")
    Group.update(periods="1").where(Group.id == school.groups["algebra"]).execute()
    found = forecast.of_pupil(school["anya"], DECEMBER)
    assert found is not None
    assert (found.period, found.attention) == ("II четверть", ())
    assert "Алгебра" not in {one.name for one in found.subjects}
    november = forecast.of_pupil(school["anya"], at("12:00", date(2026, 11, 20)))
    assert november is not None
    assert "Алгебра" in {one.name for one in november.subjects}


def test_lessons_missed_are_those_of_the_period_of_the_class(school: School) -> None:
    """History is attested by half-years: what was missed of it in November is not of the second quarter."""
    term_marks.set_kind(
        group_of(school, "history"), "half", by=school.actor("dina", Role.DEPUTY), now=DECEMBER
    )
    two_quarters()
    by, now = school.actor("nina"), at("12:00", date(2026, 12, 22))
    codes = ["НП", "Б"] + ["-"] * 7 + ["Б", "НП", "Н"]  # nine lessons of November, then those of December
    give(school.groups["history"], {school["anya"]: answers(" ".join(codes))}, by=by, now=now)
    found = forecast.of_pupil(school["anya"], DECEMBER)
    assert found is not None
    assert (found.period, found.missed, found.unexcused) == ("II четверть", 3, 1)
    assert subject(school, "anya", "История").missed == 5  # in its half-year


def test_grade_one_has_no_forecast(school: School) -> None:
    assert forecast.of_pupil(school["yana"], DECEMBER) is None


def test_a_family_is_known_to_know_when_it_has_read_or_signed(school: School) -> None:
    marks(school, anya="4 4 4")
    by, period = school.actor("nina", Role.CLASS_TEACHER), quarter().period or 0
    forecasts.note_seen(school["anya_mother"], school["anya"], DECEMBER.date())
    forecasts.note_seen(school["anya_mother"], school["anya"], DECEMBER.date())
    forecasts.note_seen(school["vova_mother"], school["vova"], MONDAY)  # long before the end
    for step in ("delivered", "delivered"):
        forecasts.record(school["borya"], school.classes["7"], period, step, by=by, now=DECEMBER)
    forecasts.record(school["glasha"], school.classes["7"], period, "signed", by=by, now=DECEMBER)
    page = forecast_class.page(own(school), 21, DECEMBER)
    assert page is not None
    assert {one.forecast.pupil for one in page.unproven} == {school["borya"], school["vova"]}
    assert page.told == "2 из 4 семей"
    told = {one.forecast.pupil: one.told for one in (*page.unproven, *page.proven)}
    assert told[school["borya"]].delivered == DECEMBER.date()
    assert len(rows(ForecastStep)) == 2
    assert broken() == []


def test_a_step_of_another_class_or_of_no_kind_is_refused(school: School) -> None:
    by, period = school.actor("nina", Role.CLASS_TEACHER), quarter().period or 0
    for pupil, step in (("yana", "signed"), ("anya", "eaten")):
        with pytest.raises(Exception, match="устарела"):
            forecasts.record(school[pupil], school.classes["7"], period, step, by=by, now=DECEMBER)


def test_the_papers_name_the_parents_and_tell_what_the_page_tells(school: School) -> None:
    marks(school, anya="2 2 2", borya="4 4 4")
    found = forecast.of_class(own(school), DECEMBER)
    made = forecast_papers.notices(own(school), found, school_settings(), DECEMBER)
    greetings = {one.pupil: one.greeting for one in made.notices}
    assert greetings["Алёшина Аня Ивановна"] == "Уважаемые Ольга Львовна и Иван Иванович!"
    assert greetings["Власов Владимир Олегович"] == "Уважаемая Инна Олеговна!"
    assert greetings["Громова-Задунайская Глафира"] == "Уважаемые родители (законные представители)!"
    (anya,) = [one for one in made.notices if one.pupil.startswith("Алёшина")]
    line = next(one for one in anya.lines if one.subject == "Алгебра")
    assert (line.marks, line.average, line.expected) == ("2 2 2", "2,00", "2")
    assert anya.teacher == "Нилова\u00a0Н.С."
    cautions = forecast_papers.cautions(own(school), found, school_settings(), DECEMBER)
    danger = next(one for one in cautions.notices[0].lines if one.subject == "Алгебра")
    assert (danger.marks, danger.twos, danger.feared, danger.teacher) == (3, 3, "2", "Ветрова\u00a0В.И.")


def test_the_family_sees_the_term_marks_of_a_period_that_is_over(school: School) -> None:
    marks(school, anya="5 5 4")
    choose(school, {"anya": "5"})
    assert diary_terms.of_pupil(school["anya"], AFTER).subjects == {}
    january = diary_terms.of_pupil(school["anya"], date(2026, 12, 31))
    assert january.subjects == {"Алгебра": {"II четверть": "5"}}
    assert diary_terms.of_pupil(school["borya"], date(2026, 12, 31)).subjects == {}


def test_a_replaced_decision_is_told_as_it_stands(school: School) -> None:
    marks(school, anya="5 5 4 4")
    choose(school, {"anya": "4"})
    choose(school, {"anya": "5"}, OPEN + timedelta(minutes=5))
    found = diary_terms.of_pupil(school["anya"], date(2027, 1, 5))
    assert found.subjects == {"Алгебра": {"II четверть": "5"}}
