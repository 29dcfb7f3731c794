"""Checks of pages as a whole: the КТП and the term marks."""

from datetime import timedelta
from typing import Any

from peewee import fn

from ejournal.models import readiness
from ejournal.models.curriculum import LESSON_KINDS, Group, periods_of_year
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import PlanItem
from ejournal.models.readiness import TermLack
from ejournal.reports.checks.asked import Asked, Found, of_page
from ejournal.reports.readiness import short
from ejournal.rules.marks import END_IS_NEAR
from ejournal.rules.plans import Step

BEFORE_END = timedelta(days=2)  # п. 4.5.5: term marks are due two days before the period ends


def without_plan(asked: Asked) -> list[Found]:
    """п. 4.5.1, 4.2.2а: pages of lessons without a КТП, or with an empty one."""
    items = PlanItem.select(PlanItem.id).where(PlanItem.plan == Group.plan)
    query: Any = Group.select(Group.id).where(Group.id.in_(list(asked.scope.groups)) & ~fn.EXISTS(items))
    rows: Any = query.where(Group.kind.in_(LESSON_KINDS)).order_by(Group.id).tuples()
    return [of_page("plan", group, asked.year.valid_from) for (group,) in rows]


def plans_sent_back(asked: Asked) -> list[Found]:
    """п. 4.5.1: the КТП was returned with a remark, which nobody has answered by handing it in again."""
    later = PlanReview.alias()
    newer = later.select(later.id).where((later.plan == PlanReview.plan) & (later.id > PlanReview.id))
    query: Any = Group.select(Group.id, PlanReview.at, PlanReview.remark)
    query = query.join(PlanReview, on=(PlanReview.plan == Group.plan))
    query = query.where(Group.id.in_(list(asked.scope.groups)) & (PlanReview.kind == Step.RETURNED))
    zone = asked.scope.now.tzinfo
    return [
        of_page("plan_back", group, at.astimezone(zone).date(), words=remark)
        for group, at, remark in query.where(~fn.EXISTS(newer)).tuples()
    ]


def terms(asked: Asked) -> list[Found]:
    """п. 4.5.5: terms that have ended without a term mark of everybody, of the whole year."""
    return _of_terms("terms", readiness.without_term_marks(asked.whole_year().scope), asked)


def short_of_marks(asked: Asked) -> list[Found]:
    """п. 4.5.5: pages with pupils short of marks for the term, when it is about to end."""
    today = asked.scope.now.date()
    begun = [
        one.valid_from
        for one in periods_of_year(asked.year)
        if one.valid_from <= today <= one.valid_to < today + END_IS_NEAR
    ]
    if not begun:
        return []
    scope = asked.whole_year().scope._replace(first=min(begun))
    return _of_terms("short", short(scope), asked)


def short_of_marks_in_ended(asked: Asked) -> list[Found]:
    """п. 4.5.5: the same of the terms of the year that are over: nobody has put it right since."""
    return _of_terms("short", short(asked.whole_year().scope, since=asked.year.valid_from), asked)


def _of_terms(code: str, lacks: list[TermLack], asked: Asked) -> list[Found]:
    """Due two days before the term ends; one query more for the days of the terms."""
    due = {one.id: one.valid_to - BEFORE_END for one in periods_of_year(asked.year)}
    return [
        of_page(code, lack.group, due[lack.period], amount=lack.pupils, period=lack.period) for lack in lacks
    ]
