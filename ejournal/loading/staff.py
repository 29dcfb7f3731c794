"""Staff: people with their duties and what they teach, against those the school knows (п. 4.3.2, 4.2.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ejournal.access import Role
from ejournal.importing import staff as lists
from ejournal.importing import staff_columns, staff_loads, staff_report
from ejournal.importing.book import Book
from ejournal.importing.cells import school_year
from ejournal.importing.people_line import titled_year
from ejournal.importing.remarks import Remark
from ejournal.importing.staff import Employee
from ejournal.loading.chosen import Chosen
from ejournal.loading.people import People
from ejournal.loading.prepared import Judged, Place, Prepared, Verdict, judge
from ejournal.loading.scope import Scope
from ejournal.loading.subjects import Subjects, subjects
from ejournal.models import lists as stored
from ejournal.services import enrolling, staff
from ejournal.services.enrolling import Identity
from ejournal.services.pages import Pages, part_of
from ejournal.services.staff import NewEmployee
from ejournal.wording import class_name, fold, quoted

NAMESAKE = (
    "человек с таким же именем уже есть, а узнать его можно только по СНИЛС или дате рождения: "
    "впишите одно из них"
)
SEVERAL = "должностей у работника несколько: {}; в файле {} — не меняется, проверьте"
NOBODY = "Загружать некого: исправьте строки или графы."
DIRECTOR = re.compile(r"(^|, *)(и\.? ?о\.? )?директор( школы| гимназии| лицея)? *(,|$)", re.IGNORECASE)
DEPUTY = re.compile(r"зам\w*\.? директора по (увр|ур|учебн|учебно)", re.IGNORECASE)
TITLES = {Role.TEACHER: "учитель", Role.DEPUTY: "заместитель директора", Role.DIRECTOR: "директор"}


@dataclass
class _Work:
    """What the load is to write, gathered person by person."""

    people: People
    positions: dict[int, set[str]]
    held: dict[int, set[tuple[str, str]]]
    taught: set[tuple[int, str, str, str]]
    staff: list[NewEmployee] = field(default_factory=list)
    judged: dict[Place, Judged] = field(default_factory=dict)


def prepare(book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """п. 4.3.2: the people in a file against those known. Refusal: there is no list of staff in it."""
    year = chosen.year or titled_year(book, staff_columns.FIELDS, staff_columns.NEEDED)
    found = lists.understand(book, year or school_year(scope.today), scope.today)
    work = _work(scope)
    known = subjects(scope.year, (load.subject for one in found.employees for load in one.loads))
    told: list[Remark] = []
    for employee in found.employees:
        one = _as_known(employee, known, told)
        work.judged[book.tables.index(one.line.table), one.line.row.number] = _employee(work, one)
    return Prepared(
        title="Работники школы",
        facts=tuple(staff_report.told(found)),
        rows=judge(book, [*found.remarks, *told], work.judged),
        headers={book.tables.index(table): header for table, header in found.headers},
        remarks=(*found.remarks, *told),
        lack=scope.lack_of_order(chosen) or ("" if work.staff or work.judged else NOBODY),
        write=lambda: _write(work, chosen, scope),
        summary=staff_report.summary(book, found),
    )


def _as_known(one: Employee, known: Subjects, told: list[Remark]) -> Employee:
    """п. 2.1: somebody with the subjects as the journal names them; what is read otherwise is told."""
    place = tuple(one.line.table.place(one.line.row).items())
    title = one.line.header.title("subject", "Предмет")
    for typed in dict.fromkeys(load.subject for load in one.loads):
        reading = known.of(typed)
        if reading.told:
            reason = reading.told if reading.name else staff_loads.NOT_LOADED + reading.told
            told.append(Remark("warning", title, typed, reason, place, one.full))
    loads = (replace(load, subject=known.of(load.subject).name) for load in one.loads)
    return replace(one, loads=tuple(load for load in loads if load.subject))


def _work(scope: Scope) -> _Work:
    people = People.of(stored.known_people())
    if scope.year is None:
        return _Work(people, {}, {}, set())
    day = max(scope.today, scope.year.valid_from)
    classes = stored.class_titles(scope.year)
    held = {
        person: {(role, class_name(*led) if led else "") for role, led in duties}
        for person, duties in stored.held(scope.year, day).items()
    }
    taught = {
        (seat.person, fold(seat.subject), class_name(*classes[seat.cohort]), part_of(seat.kind, seat.group))
        for seat in stored.teaching(scope.year)
        if seat.cohort in classes
    }
    return _Work(people, stored.positions(day), held, taught)


def _employee(work: _Work, one: Employee) -> Judged:
    who = work.people.find(one, one.birth_date)
    if who is not None and (conflict := work.people.conflict(who, one, one.birth_date)):
        return Judged(Verdict.REFUSED, (conflict,))
    if who is None and not one.snils and one.birth_date is None and work.people.has_namesake(one):
        return Judged(Verdict.REFUSED, (NAMESAKE,))
    roles = tuple(_roles(one))
    if not isinstance(who, int):
        key = who or work.people.add(one, one.sex, one.birth_date, email=one.email)
        work.staff.append(_new(key, one, roles))
        return Judged(Verdict.NEW, tuple(_duties(one, roles)))
    told = work.people.differ(
        who, snils=one.snils, birth_date=one.birth_date, phone=one.phone, email=one.email
    )
    told += list(_lacking(work, who, one, roles))
    if told:
        work.staff.append(_new(who, one, roles))
    if renamed := work.people.renamed(who, one, one.birth_date):
        return Judged(Verdict.DOUBTFUL, (renamed, *told))
    if (known := _several(work, who, one)) and one.position:
        return Judged(Verdict.DOUBTFUL, (SEVERAL.format(known, quoted(one.position)), *told))
    return Judged(Verdict.CHANGED, tuple(told)) if told else Judged(Verdict.SAME)


def _new(who: Identity, one: Employee, roles: tuple[Role, ...]) -> NewEmployee:
    loads = tuple((load.subject, load.class_name, load.group) for load in one.loads)
    return NewEmployee(who, one.position, roles, one.leads, tuple(dict.fromkeys(loads)))


def _roles(one: Employee) -> Iterator[Role]:
    """п. 4.3.2: the rights that the position and the load give; the administrator is appointed apart."""
    if one.teaching:
        yield Role.TEACHER
    if DIRECTOR.search(one.position):
        yield Role.DIRECTOR
    if DEPUTY.search(one.position):
        yield Role.DEPUTY


def _duties(one: Employee, roles: tuple[Role, ...]) -> Iterator[str]:
    if rights := [TITLES[role] for role in roles]:
        yield f"права: {', '.join(rights)}"
    if one.leads:
        yield f"классный руководитель: {one.leads} класс"


def _lacking(work: _Work, who: int, one: Employee, roles: tuple[Role, ...]) -> Iterator[str]:
    """What the file gives to somebody known and is not in force yet."""
    if change := _position(work, who, one):
        yield change
    held = work.held.get(who, set())
    yield from (f"права: {TITLES[role]}" for role in roles if (str(role), "") not in held)
    if one.leads and (str(Role.CLASS_TEACHER), one.leads) not in held:
        yield f"классный руководитель: {one.leads} класс"
    for load in one.loads:
        key = (who, fold(load.subject), load.class_name, load.group)
        if key not in work.taught:
            yield f"{load.subject}, {load.class_name} класс{f', группа {load.group}' if load.group else ''}"


def _position(work: _Work, who: int, one: Employee) -> str:
    """The position as it changes: «должность: «учитель» → «директор»»; "" when the file has no other."""
    known = sorted(work.positions.get(who, ()))
    if known and (len(known) > 1 or not one.position or fold(one.position) == fold(known[0])):
        return ""
    return (
        f"должность: {quoted(known[0])} → {quoted(one.position)}" if known else f"должность: {one.position}"
    )


def _several(work: _Work, who: int, one: Employee) -> str:
    """The positions of somebody who has several, none of them that of the file: it changes none."""
    known = sorted(work.positions.get(who, ()))
    other = len(known) > 1 and fold(one.position) not in map(fold, known)
    return ", ".join(map(quoted, known)) if other else ""


def _write(work: _Work, chosen: Chosen, scope: Scope) -> None:
    since = scope.staff_since(chosen)
    assert scope.year is not None and since is not None, "an import that lacks nothing"
    known = enrolling.add_people(list(work.people.new.values()), min(scope.today, since))
    enrolling.change_people(work.people.changes)
    staff.employ(Pages(scope.year), work.staff, known, chosen.order, since)
