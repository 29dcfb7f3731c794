"""What the sweep of all routes asks for: the address of each, about class 7 and about files of one's own."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from werkzeug.routing import Rule

from ejournal.access import Actor, Role
from ejournal.loading.chosen import Chosen, to_json
from ejournal.models import imports, openings
from ejournal.models.appointments import Appointment
from ejournal.models.calendars import CalendarFeed
from ejournal.models.curriculum import DayOff, Group, GroupMember
from ejournal.models.data_notices import DataAnswer, DataNotice
from ejournal.models.grounds import AbsenceAnswer, AbsenceGround, AbsenceNotice
from ejournal.models.imports import ImportLoad
from ejournal.models.memos import Memo
from ejournal.models.moves import LessonMove
from ejournal.models.outside import OutsideStatement
from ejournal.models.people import Cohort, Duty, Guardianship, Person, SchoolYear
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.plans import PlanItem
from ejournal.models.problems import Problem
from ejournal.models.requests import LateRequest
from ejournal.models.school_days import DayLike
from ejournal.models.sessions import Session
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.rules.grounds import Wanted as Ground
from ejournal.services import (
    appointments,
    data_notices,
    grounds,
    memos,
    moves,
    outside,
    problems,
    requests,
    sessions,
    substitutions,
    uploads,
)
from ejournal.services import imports as loading
from ejournal.services import openings as open_again
from ejournal.services.appointments import Wanted
from ejournal.services.imports import Loaded
from ejournal.services.requests import Late
from ejournal.services.substitutions import Decision
from ejournal.services.uploads import NewFile
from tests.client import Web
from tests.school import BY, MONDAY, School, at
from tests.services.terms import term_memo
from tests.views.sweep_papers import act, blank, papers_of

NOTHING: dict[str, Any] = {"facts": [], "counts": {}, "remarks": []}


def sample(web: Web, rule: Rule, key: str | None = None) -> tuple[str, str]:
    """Method and address of a route about class 7, and about a file that somebody has brought."""
    ids: dict[str, Any] = {
        "lesson_id": web.lesson("algebra"),
        "pupil": web.school["anya"],
        "column": "answer",
        "group_id": web.school.groups["algebra"],
        "cohort_id": web.school.classes["7"],
        "person_id": web.school["oleg"],
        "kind": "staff" if key == "alla" else "ktp",
        "card_id": web.school["oleg" if rule.endpoint.startswith("duties.") else "anya"],
        "whose": "group",
        "blank_name": "memo",
        "which": "ours",
    }
    for names, make in _makers(web, rule.endpoint, key).items():
        if rule.arguments & set(names.split()):
            ids |= web.db(make)
    address = web.app.url_map.bind("journal.test").build(
        rule.endpoint,
        {name: ids[name] for name in rule.arguments},
        method="POST" if "POST" in (rule.methods or ()) else "GET",
    )
    return ("POST" if "POST" in (rule.methods or ()) else "GET"), address


def furnish(web: Web) -> None:
    """Let there be one of everything that routes are asked about."""
    for make in _makers(web, "", None).values():
        web.db(make)


def _makers(web: Web, endpoint: str, key: str | None) -> dict[str, Callable[[], dict[str, Any]]]:
    """By the arguments of routes: what gives them, made anew when an earlier route has used it up."""
    school = web.school
    ground_of_day = "remote" if endpoint == "days_off.end_remote" else "failure"
    return {
        "absence_id replacement_id": lambda: replaced(web),
        "day_id": lambda: {"day_id": day_off()},
        "opening_id": lambda: {"opening_id": opened(web, ground_of_day)},
        "move_id": lambda: {"move_id": moved(web)},
        "like_id": lambda: {"like_id": day_like()},
        "duty_id": lambda: {"duty_id": Duty.get(Duty.person == school["oleg"]).id},
        "guardianship_id": lambda: {
            "guardianship_id": Guardianship.get(Guardianship.child == school["anya"]).id
        },
        "order_id": lambda: {"order_id": appointed(web)},
        "memo_id request_id": lambda: memos_of(school, endpoint),
        "statement_id": lambda: {"statement_id": statement(school)},
        "plan_id item_id review_id correction_id": lambda: plan(school),
        "data_notice_id problem_id": lambda: told(school),
        "paper_id certificate_id written_id leaf_id": lambda: papers_of(school),
        "about_id": lambda: {"about_id": club(school)},
        "own_group": lambda: {"own_group": club(school)},
        "ground_id notice_id": lambda: ground(school),
        "session_id": lambda: {"session_id": signed_in(school["vera"])},
        "feed_token": lambda: {"feed_token": calendar(school["vera"])},
        "act_id version_id": lambda: act(school),
        "blank_token": lambda: {"blank_token": blank(school)},
        "token number": lambda: brought(school.people.get(key or "", school["vera"]), key == "alla"),
    }


def club(school: School) -> int:
    """A club that Вера leads."""
    if not Group.select().where(Group.kind == "club").exists():
        like = Group.get_by_id(school.groups["algebra"])
        made = Group.create(
            year=like.year_id, subject=like.subject_id, kind="club", name="5–7 классы", grading="none"
        )
        GroupMember.create(group=made, person=school["anya"], valid_from=like.year.valid_from)
    return int(Group.get(Group.kind == "club").id)


def memos_of(school: School, endpoint: str) -> dict[str, int]:
    """A memo of Вера about the algebra, and a request of hers that the line brought late."""
    if not Memo.select().exists():
        late, by = at("12:00", MONDAY + timedelta(days=1)), school.actor("vera")
        memos.ask_to_open(school.lesson("algebra"), "missed", "", "", by=by, now=late)
        line = Late("t", school.lesson("algebra").id, None, "topic", "Тема", None, late, "4.5.2", "Поздно.")
        requests.keep([line], by=by, now=late)
    memo = term_memo(school) if endpoint.startswith("term_memos.") else int(Memo.get().id)
    return {"memo_id": memo, "request_id": LateRequest.get().id}


def ground(school: School) -> dict[str, int]:
    """A ground of Аня with its scan, and a notice that waits, made anew when the sweep has answered it."""
    nina, anya = school.actor("nina", Role.CLASS_TEACHER), Person.get_by_id(school["anya"])
    day = MONDAY + timedelta(days=2)
    if not AbsenceGround.select().exists():
        cohort, wanted = Cohort.get_by_id(school.classes["7"]), Ground("Б", "certificate", "", "", day, day)
        scan = NewFile("ground", "справка.pdf", "", b"%PDF-1.4")
        grounds.record(anya, cohort, wanted, scan, by=nina, now=at("9:00"))
    answered = AbsenceAnswer.select(AbsenceAnswer.notice)
    waiting = AbsenceNotice.select().where(AbsenceNotice.id.not_in(answered))
    if not waiting.exists():
        told = day + timedelta(days=AbsenceNotice.select().count())
        grounds.give_notice(anya, "ill", told, told, "", by=school.actor("anya_mother"), now=at("9:00"))
    return {"ground_id": AbsenceGround.get().id, "notice_id": waiting.get().id}


def told(school: School) -> dict[str, int]:
    """A change of data that Аня's mother told of, made anew when answered, and a problem of hers."""
    by, anya = school.actor("anya_mother"), Person.get_by_id(school["anya"])
    waiting = DataNotice.select().where(DataNotice.id.not_in(DataAnswer.select(DataAnswer.notice)))
    if not waiting.exists():
        typed = {"address": f"ул. Новая, д. {DataNotice.select().count() + 1}"}
        data_notices.tell(anya, typed, MONDAY, "", by=by, now=at("9:00"))
    if not Problem.select().exists():
        cohort = Cohort.get_by_id(school.classes["7"])
        problems.tell(cohort, "/diary/1", "Не открывается", by=by, now=at("9:00"))
    return {"problem_id": Problem.get().id, "data_notice_id": waiting.get().id}


def statement(school: School) -> int:
    """A statement of a sanatorium about Аня."""
    if not OutsideStatement.select().exists():
        by, days = school.actor("nina", Role.CLASS_TEACHER), (MONDAY, MONDAY)
        pupil, typed = Person.get_by_id(school["anya"]), {school.groups["algebra"]: ("Алгебра", "4")}
        outside.record(pupil, "Санаторий", "№ 5 от 20.10.2026", days, typed, by=by, now=at("12:00"))
    return int(OutsideStatement.get().id)


def signed_in(person: int) -> int:
    """A session of somebody."""
    if not Session.select().where(Session.person == person).exists():
        sessions.open_session(Person.get_by_id(person), 12, at("8:00"))
    return int(Session.get(Session.person == person).id)


def calendar(person: int) -> str:
    """The private link of a teacher's calendar; the sweep may have withdrawn it."""
    if not CalendarFeed.select().where(CalendarFeed.person == person).exists():
        CalendarFeed.create(person=person, token=secrets.token_urlsafe(32))
    return str(CalendarFeed.get(CalendarFeed.person == person).token)


def plan(school: School) -> dict[str, int]:
    """The plan of the algebra that was accepted once and corrected once, and one of its items."""
    found = Group.get_by_id(school.groups["algebra"]).plan_id
    by = {"deed": "0" * 32, "at": at("9:00"), "by": school["dina"], "plan": found}
    if not PlanReview.select().where(PlanReview.kind == "accepted").exists():
        PlanReview.create(kind="accepted", version=1, remark="", items="[]", **by)
        PlanCorrection.create(group=school.groups["algebra"], lines="[]", **by)
    item = PlanItem.select().where(PlanItem.plan == found).order_by(PlanItem.number.desc()).first()
    return {
        "plan_id": found,
        "item_id": item.id,
        "review_id": PlanReview.get(PlanReview.kind == "accepted").id,
        "correction_id": PlanCorrection.get().id,
    }


def day_off() -> int:
    """A day of frost that has not begun."""
    day = MONDAY + timedelta(days=3)
    if not DayOff.select().where(DayOff.valid_from == day).exists():
        DayOff.create(cohort=None, reason="мороз", lost=True, valid_from=day, valid_to=day)
    return int(DayOff.get(DayOff.valid_from == day).id)


def appointed(web: Web) -> int:
    """A draft of an order, made anew when the sweep has signed it."""
    draft = Appointment.get_or_none(Appointment.signed_on.is_null())
    if draft is None:
        people = (web.school["alla"], web.school["alla"], web.school["dina"])
        wanted = Wanted("№ 1 от 23.11.2026", "", *people, controller=None, relieves=False)
        appointments.write(SchoolYear.get(), wanted, 0, by=BY, now=at("12:00"))
    return int(Appointment.get(Appointment.signed_on.is_null()).id)


def moved(web: Web) -> int:
    """A lesson that was moved, made anew when the sweep has returned it."""
    if not LessonMove.select().exists():
        day = MONDAY + timedelta(days=8)
        lesson = web.school.lesson("history", day)
        moves.move(lesson, day + timedelta(days=1), 4, "", by=BY, now=at("12:00"))
    return int(LessonMove.get().id)


def day_like() -> int:
    """A Saturday by the timetable of Monday, made anew when the sweep has ended it."""
    saturday = MONDAY + timedelta(days=12)
    if not DayLike.select().exists():
        DayLike.create(date=saturday, weekday=1, order_number="")
    return int(DayLike.get().id)


def opened(web: Web, ground: str) -> int:
    """A day of failure or of learning from home, made anew when the sweep has ended it."""
    known = openings.of_ground(ground, MONDAY, MONDAY)
    if not known:
        year, what = SchoolYear.get(), ("№ 3 от 23.11.2026", MONDAY, MONDAY)
        by = web.school.actor("dina", Role.DEPUTY)
        if ground == "failure":
            open_again.declare_failure(year, "нет сети", *what, by=by, now=at("12:00"))
        else:
            open_again.teach_remotely(year, None, "frost", *what, by=by, now=at("12:00"))
    return openings.of_ground(ground, MONDAY, MONDAY)[0].id


def replaced(web: Web) -> dict[str, int]:
    """A decision about a lesson of an absent teacher, made anew when the sweep has undone it."""
    if not Replacement.select().exists():
        away, day = Person.get_by_id(web.school["vera"]), MONDAY + timedelta(days=2)
        substitutions.report_absence(away, "trip", "", day, day, by=BY, now=at("12:00"))
        lesson = web.school.lesson("algebra", day)
        chosen = [Decision(lesson.id, "replaced", web.school["oleg"])]
        newest = TeacherAbsence.select().order_by(TeacherAbsence.id.desc()).get()
        substitutions.decide(newest, chosen, "", by=BY, now=at("12:00"))
    found = Replacement.select().get()
    return {"absence_id": found.absence_id, "replacement_id": found.id}


def brought(person: int, lists: bool) -> dict[str, Any]:
    """A draft and a load of one's own: КТП, for the administrator a list of staff."""
    kind = "staff" if lists else "ktp"
    made: dict[str, Any] = {}
    for name in ("token", "number"):
        by, token = Actor(person, "test"), secrets.token_hex(16)
        file = NewFile("import", "план.csv", "text/csv", "№;Тема\n1;Дроби".encode())
        uploads.keep(file, token, kind, to_json(Chosen()), by=by, now=at("12:00"))
        made[name] = token
    draft = imports.draft(token)
    assert draft is not None
    loading.load(
        draft,
        Loaded(kind, "План", draft.chosen, NOTHING, imports.newest_change(kind)),
        lambda: None,
        by=by,
        now=at("12:00"),
    )
    return made | {"number": ImportLoad.select().order_by(ImportLoad.id.desc()).get().id}
