"""КТП: a plan of a file against the plans of the pages that are to follow it (п. 2.2, 4.5.1)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from ejournal.importing import ktp, ktp_checks, ktp_report
from ejournal.importing.book import Book
from ejournal.importing.cells import school_year
from ejournal.importing.ktp import Plan
from ejournal.importing.ktp_title import About, about
from ejournal.importing.remarks import Remark
from ejournal.importing.subject_match import likely
from ejournal.loading import blanks_plan
from ejournal.loading.chosen import Chosen
from ejournal.loading.going import Going
from ejournal.loading.known import about_pages
from ejournal.loading.ktp_begun import beginning
from ejournal.loading.ktp_stored import compared, kept
from ejournal.loading.prepared import Prepared, judge
from ejournal.loading.scope import NO_YEAR, Page, Scope
from ejournal.models.curriculum import Group
from ejournal.models.plan_beside import class_weeks
from ejournal.models.plan_lessons import hours_of, lessons_of, own_plan
from ejournal.models.plans import Plan as StoredPlan
from ejournal.models.plans import PlanItem, changes, items_of
from ejournal.models.settings import school_settings
from ejournal.rules import plan_works
from ejournal.rules.plans import CONTROLS, FROM_THE_FIRST, Begun, Planned, course, hours_of_year
from ejournal.services import plans
from ejournal.services.plan_undoing import would_undo
from ejournal.wording import date_numeric, fold, join_and

NOBODY = "Выберите страницы журнала, которые пойдут по этому плану."
EMPTY = "Загружать нечего: ни одной темы не принято. Исправьте строки или графы."
UNDOES = (
    "загрузка отменит корректировку: объединённые темы ({pairs}) в файле стоят порознь или их нет. "
    "Чтобы корректировка осталась, возьмите план кнопкой «В Excel» на его странице и правьте этот файл"
)
WORKS = "Контрольные и практические"
TOPICS = ("тема", "темы", "тем")


def prepare(book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """п. 4.5.1: the plan in a file for the chosen pages, else for those that it names. Refusal: no plan."""
    said = told(book, name, chosen)
    plan = ktp.understand(book, chosen.year or said.year or school_year(scope.today), said.subject or "")
    remarks = ktp_checks.check(plan, said)
    wanted = wanted_of(book, said, chosen, scope.pages)
    followers = [page for page in scope.pages if page.group.id in wanted]
    groups = [page.group for page in followers]
    own = own_plan(groups)
    known = {item.number: item for item in items_of([own.id])} if own else {}
    items = kept(plan, known)
    title = _title(said, followers)
    begins = beginning(plan, items, groups, chosen, scope)
    start = begins.start if begins else FROM_THE_FIRST
    remarks += [*(begins.remarks if begins else ()), *_hours(plan, groups)]
    remarks += [*_works(items, own, groups, start, scope.today), *_undone(groups, items)]
    return Prepared(
        title=f"КТП: {title}",
        facts=(*ktp_report.told(plan), *([begins.told] if begins and begins.told else [])),
        rows=judge(book, remarks, compared(book, plan, items, known)),
        headers={book.tables.index(table): header for table, header in plan.headers},
        remarks=tuple(remarks),
        lack=_lack(scope, groups, items) or (begins.lack if begins else ""),
        write=lambda: plans.write(groups, title[:200], items, scope.today, start),
        summary=ktp_report.summary(book, plan, about_pages(said, groups, scope.today), remarks),
        going=_going(groups, items),
        begins=begins,
    )


def _going(groups: Sequence[Group], items: Sequence[Planned]) -> Going:
    """The topics that these pages follow now and that are beyond the plan of the file."""
    own = own_plan(groups)
    plans_of = [own.id] if own else sorted({group.plan_id for group in groups if group.plan_id})
    stored = {plan: {item.number: item for item in items_of([plan])} for plan in plans_of}
    known: dict[int, PlanItem] = max(stored.values(), key=len, default={})
    gone = sorted(number for number in known if number > len(items))
    comes = sum(
        number not in known or bool(changes(known[number], item._asdict()))
        for number, item in enumerate(items, start=1)
    )
    line = f"темы № {gone[0]}–{gone[-1]}" if len(gone) > 1 else f"тема № {gone[0]}" if gone else ""
    return Going(TOPICS, len(gone), comes, (line,) if line else ())


def _hours(plan: Plan, groups: Sequence[Group]) -> list[Remark]:
    """п. 2.2: the hours of the plan against those of the curriculum, when it has any for these pages."""
    hours, school = hours_of(groups), school_settings()
    weeks = school.year_weeks, school.year_weeks_first
    wanted = hours and hours_of_year(hours.tenths, hours.grade, *weeks, hours.part)
    if not wanted or wanted == plan.hours:
        return []
    reason = f"по темам часов {plan.hours}, а по учебному плану школы за год — {wanted}"
    return [Remark("warning", ktp_checks.HOURS, str(plan.hours), reason)]


def _works(
    items: Sequence[Planned],
    own: StoredPlan | None,
    groups: Sequence[Group],
    start: Begun,
    today: date,
) -> Iterator[Remark]:
    """п. 2.2: what is doubtful in the works of the plan and in the days they will have by the timetable."""
    found, school = hours_of(groups), school_settings()
    lessons = lessons_of([group.id for group in groups], own.id if own else 0)
    weeks = class_weeks(groups, CONTROLS, today)
    one_hour = plan_works.one_hour(found and found.tenths, len(items), school.year_weeks)
    norms = plan_works.Norms(school.check_controls_day, groups[0].subject_id if groups else 0, one_hour)
    pages = [
        plan_works.Followed(
            one.name, course(len(items), lessons[one.id], start), lessons[one.id], weeks[one.id]
        )
        for one in groups
    ]
    for doubt in plan_works.doubts_of_pages(dict(enumerate(items, start=1)), pages, norms, today):
        yield Remark("warning", WORKS, "", doubt)


def _undone(groups: Sequence[Group], items: Sequence[Planned]) -> Iterator[Remark]:
    """п. 4.5.1: the corrections that the load undoes, each with the lessons that it had made one."""
    for made, group in groupby(would_undo(groups, items), key=lambda line: line.correction):
        pairs = [f"№ {join_and([str(number) for number in line.kept['numbers']])}" for line in group]
        day = f"от {date_numeric(made.at.date())}"
        yield Remark("warning", "Лист корректировки", day, UNDOES.format(pairs=", ".join(pairs)))


def _lack(scope: Scope, groups: Sequence[Group], items: Sequence[Planned]) -> str:
    if scope.year is None:
        return NO_YEAR
    return NOBODY if not groups else "" if items else EMPTY


def told(book: Book, name: str, chosen: Chosen) -> About:
    """What the file says around the plan, and what was chosen in its place."""
    said = about(book, name)
    classes = (chosen.class_name,) if chosen.class_name else said.classes
    return replace(said, subject=chosen.subject or said.subject, classes=classes)


def wanted_of(book: Book, said: About, chosen: Chosen, pages: Collection[Page]) -> Collection[int]:
    """The pages that were chosen, else those that a blank of the journal names, else those that fit."""
    if chosen.groups is not None:
        return chosen.groups
    named = set() if chosen.subject else blanks_plan.pages_named(book, pages)
    return named or guessed(said, pages)


def guessed(told: About, pages: Collection[Page]) -> set[int]:
    """The pages of the subject and the classes that the file names."""
    subject = subject_of(told, pages)
    classes = {fold(name) for name in told.classes}
    return {
        page.group.id
        for page in pages
        if page.group.subject.name == subject
        and (fold(page.class_name) in classes or (not classes and len(pages) == 1))
    }


def subject_of(told: About, pages: Collection[Page]) -> str:
    """The subject of these pages that a file is of, however it spells it; "" for none or several."""
    names = tuple(dict.fromkeys(page.group.subject.name for page in pages))
    fits = likely(told.subject, names) if told.subject else ()
    return fits[0] if len(fits) == 1 else ""


def _title(told: About, followers: Sequence[Page]) -> str:
    subjects = list(dict.fromkeys(page.group.subject.name for page in followers))
    classes = list(dict.fromkeys(page.class_name for page in followers)) or list(told.classes)
    subject = join_and(subjects) if subjects else told.subject or "предмет не назван"
    return f"{subject}, {join_and(classes)} класс" if classes else subject
