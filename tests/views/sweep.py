"""What the sweep of all routes asks for: the address of each, about class 7 and about files of one's own."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from werkzeug.routing import Rule

from ejournal.access import Actor
from ejournal.loading.chosen import Chosen, to_json
from ejournal.models import imports
from ejournal.models.curriculum import DayOff, Group
from ejournal.models.imports import ImportLoad
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import Person
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.plans import PlanItem
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.services import imports as loading
from ejournal.services import papers, substitutions, uploads
from ejournal.services.imports import Loaded
from ejournal.services.substitutions import Decision
from ejournal.services.uploads import NewFile
from tests.client import Web
from tests.school import BY, MONDAY, School, at
from tests.services.test_papers import NEW

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
        "absence_id": web.db(replaced, web).absence_id,
        "replacement_id": web.db(replaced, web).id,
        "kind": "staff" if key == "alla" else "ktp",
        "card_id": web.school["anya"],
        "day_id": web.db(day_off),
        **web.db(plan, web.school),
        "paper_id": web.db(paper, web.school.classes["7"]),
    }
    if "token" in rule.arguments or "number" in rule.arguments:
        ids |= web.db(brought, web.school.people.get(key or "", web.school["vera"]), key == "alla")
    address = web.app.url_map.bind("journal.test").build(
        rule.endpoint,
        {name: ids[name] for name in rule.arguments},
        method="POST" if "POST" in (rule.methods or ()) else "GET",
    )
    return ("POST" if "POST" in (rule.methods or ()) else "GET"), address


def paper(cohort: int) -> int:
    """A paper about the class that was issued once; the same for every role."""
    if not IssuedPaper.select().exists():
        papers.issue(replace(NEW, about_id=cohort), "0" * 64, b"docx", by=BY, now=at("12:00"))
    return int(IssuedPaper.get().id)


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


def replaced(web: Web) -> Replacement:
    """A decision about a lesson of an absent teacher, made anew when the sweep has undone it."""
    if not Replacement.select().exists():
        away, day = Person.get_by_id(web.school["vera"]), MONDAY + timedelta(days=2)
        substitutions.report_absence(away, "trip", "", day, day, by=BY, now=at("12:00"))
        lesson = web.school.lesson("algebra", day)
        chosen = [Decision(lesson.id, "replaced", web.school["oleg"])]
        newest = TeacherAbsence.select().order_by(TeacherAbsence.id.desc()).get()
        substitutions.decide(newest, chosen, "", by=BY, now=at("12:00"))
    return Replacement.select().get()


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
        Loaded(kind, "План", draft.chosen, NOTHING, imports.newest_load()),
        lambda: None,
        by=by,
        now=at("12:00"),
    )
    return made | {"number": ImportLoad.select().order_by(ImportLoad.id.desc()).get().id}
