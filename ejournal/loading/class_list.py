"""Class lists: pupils with their families against those the school knows (п. 4.4.1, 2.1)."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from ejournal.importing import class_list as lists
from ejournal.importing import class_list_columns, class_list_report, class_list_seats
from ejournal.importing.book import Book
from ejournal.importing.cells import school_year
from ejournal.importing.class_list import ClassList, Pupil
from ejournal.importing.class_list_seats import Seat
from ejournal.importing.guardians import Guardian
from ejournal.importing.people import sex_of
from ejournal.importing.people_line import titled_year
from ejournal.loading.chosen import Chosen
from ejournal.loading.people import Families, People, folded_name
from ejournal.loading.prepared import Judged, Place, Prepared, Verdict, judge
from ejournal.loading.scope import Scope
from ejournal.loading.subjects import Subjects, subjects
from ejournal.models import lists as stored
from ejournal.models.people import SchoolYear
from ejournal.services import enrolling
from ejournal.services.enrolling import Identity, NewGuardian, NewPupil
from ejournal.services.pages import Pages, part_of
from ejournal.wording import class_name, date_numeric, fold

WOMEN = {"мать", "мачеха", "бабушка", "тётя", "сестра", "приёмная мать"}
MEN = {"отец", "отчим", "дедушка", "дядя", "брат", "приёмный отец"}
ELSEWHERE = "уже учится в {} классе: из класса в класс переводят приказом, а не списком"
DEPARTED = "выбыл {} по приказу: если вернулся, нажмите «Зачислить снова» в карточке, списком не зачисляют"
OWN = "этот СНИЛС у самого ученика"
PARENTS = 2  # in a row, at least, that columns may be of
NOBODY = "Загружать некого: исправьте строки или графы."


@dataclass
class _Work:
    """What the load is to write, gathered row by row."""

    people: People
    classes: dict[int, tuple[int, str]]
    families: Families
    seated: set[tuple[int, str, str]]
    apart: set[tuple[int, str]]  # at home or in a mixed group in a subject: no part of the class has them
    departed: dict[int, date]
    pupils: list[NewPupil] = field(default_factory=list)
    seats: list[NewPupil] = field(default_factory=list)
    guardians: list[NewGuardian] = field(default_factory=list)
    judged: dict[Place, Judged] = field(default_factory=dict)


def prepare(book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """п. 4.4.1: the pupils in a file against those known. Refusal: there is no class list in it."""
    fields, needed = class_list_columns.FIELDS, class_list_columns.NEEDED
    year = chosen.year or titled_year(book, fields, needed) or school_year(scope.today)
    found = lists.understand(book, year, scope.today, chosen.class_name or None)
    work = _work(scope.year)
    known = subjects(scope.year, (subject for pupil in found.pupils for subject, _ in pupil.groups))
    for pupil in found.pupils:
        work.judged[_place(book, pupil)] = _pupil(work, _as_known(pupil, known))
    remarks = (*found.remarks, *known.remarks("Группа"))
    lack = scope.lack_of_order(chosen) or ("" if found.pupils else NOBODY)
    classes = sorted({pupil.class_name for pupil in found.pupils}, key=lambda title: (len(title), title))
    return Prepared(
        title=f"Списки классов: {', '.join(classes)}" if classes else "Списки классов",
        facts=tuple(class_list_report.told(found)),
        rows=judge(book, remarks, work.judged),
        headers={book.tables.index(table): header for table, header in found.headers},
        remarks=remarks,
        lack=lack,
        write=lambda: _write(work, chosen, scope),
        summary=class_list_report.summary(book, found),
        meanings=_meanings(found),
    )


def _meanings(found: ClassList) -> dict[str, str]:
    """What the columns of this file may mean beside those of every list: its parents, its groups."""
    seats: list[Seat] = max(found.seats, key=len, default=[])
    names = {name for _, header in found.headers for name in header.columns if name.startswith("group.")}
    groups = {name: f"группа: {name.removeprefix('group.')}" for name in sorted(names)}
    return class_list_seats.meanings(seats, PARENTS) | groups


def _as_known(pupil: Pupil, known: Subjects) -> Pupil:
    """п. 2.1: a pupil with the groups of the subjects that the journal has."""
    named = ((known.of(subject).name, part) for subject, part in pupil.groups)
    return replace(pupil, groups=tuple((subject, part) for subject, part in named if subject))


def _place(book: Book, pupil: Pupil) -> Place:
    return book.tables.index(pupil.line.table), pupil.line.row.number


def _work(year: SchoolYear | None) -> _Work:
    people = People.of(stored.known_people())
    if year is None:
        return _Work(people, {}, Families({}), set(), set(), {})
    seated = {
        (seat.person, fold(seat.subject), part_of(seat.kind, seat.group)) for seat in stored.parted(year)
    }
    apart = {(seat.person, fold(seat.subject)) for seat in stored.apart(year)}
    families = Families(stored.families())
    return _Work(people, stored.enrolled(year), families, seated, apart, stored.departed(year))


def _pupil(work: _Work, pupil: Pupil) -> Judged:
    """What becomes of a row: somebody new, somebody known as the file says or otherwise, or a refusal."""
    who = work.people.find(pupil, pupil.birth_date)
    if who is not None and (conflict := work.people.conflict(who, pupil, pupil.birth_date)):
        return Judged(Verdict.REFUSED, (conflict,))
    if isinstance(who, int) and (order := _by_order(work, who, pupil.class_name)):
        return Judged(Verdict.REFUSED, (order,))
    if not isinstance(who, int):
        key = who or work.people.add(pupil, pupil.sex, pupil.birth_date, address=pupil.address)
        work.pupils.append(NewPupil(key, pupil.class_name, pupil.groups))
        _, doubts = _family(work, key, pupil)
        return Judged(Verdict.DOUBTFUL, tuple(doubts), Verdict.NEW) if doubts else Judged(Verdict.NEW)
    told = work.people.differ(
        who, snils=pupil.snils, birth_date=pupil.birth_date, phone=pupil.phone, address=pupil.address
    )
    told += _place_in_class(work, who, pupil)
    changes, doubts = _family(work, who, pupil)
    if renamed := work.people.renamed(who, pupil, pupil.birth_date):
        doubts.insert(0, renamed)
    if doubts:
        return Judged(Verdict.DOUBTFUL, (*doubts, *told, *changes))
    return Judged(Verdict.CHANGED, (*told, *changes)) if told or changes else Judged(Verdict.SAME)


def _by_order(work: _Work, who: int, named: str) -> str:
    """п. 2.1: why only an order, not a list, may put somebody known in a class; "" when a list may."""
    if who in work.departed:
        return DEPARTED.format(date_numeric(work.departed[who]))
    own = class_name(*work.classes[who]) if who in work.classes else named
    return "" if own == named else ELSEWHERE.format(own)


def _place_in_class(work: _Work, who: int, pupil: Pupil) -> list[str]:
    if who not in work.classes:
        work.pupils.append(NewPupil(who, pupil.class_name, pupil.groups))
        return [f"класс: будет зачислен в {pupil.class_name}"]
    parts = tuple(
        (subject, part)
        for subject, part in pupil.groups
        if (who, fold(subject), part) not in work.seated and (who, fold(subject)) not in work.apart
    )
    if parts:
        work.seats.append(NewPupil(who, pupil.class_name, parts))
    return [f"{subject}: группа {part}" for subject, part in parts]


def _family(work: _Work, child: Identity, pupil: Pupil) -> tuple[list[str], list[str]]:
    """The guardians that the child does not have yet, told; and those who are not loaded, with the reason."""
    told: list[str] = []
    doubts: list[str] = []
    known = set(work.families.of(child))
    relatives = work.families.around(
        child, (work.people.find(one, None, by_phone=True) for one in pupil.guardians)
    )
    for guardian in pupil.guardians:
        who = work.people.find(guardian, None, by_phone=True) or _by_name(work, relatives, guardian)
        if who is not None and (conflict := OWN if who == child else work.people.conflict(who, guardian)):
            doubts.append(f"{guardian.relation} не загружается: {conflict}")
            continue
        who, differences = _guardian(work, who, guardian)
        told += differences
        if who not in known:
            told.append(f"{guardian.relation}: {guardian.full}")
            work.guardians.append(NewGuardian(who, child, guardian.relation, not pupil.paper_form))
            work.families.add(child, who)
    return told, doubts


def _by_name(work: _Work, relatives: Collection[Identity], guardian: Guardian) -> Identity | None:
    """In the own family, that of brothers and sisters too, a name is enough to know somebody."""
    named = (who for who in relatives if work.people.folded(who) == folded_name(guardian))
    return next(named, None)


def _guardian(work: _Work, who: Identity | None, guardian: Guardian) -> tuple[Identity, list[str]]:
    """The guardian of a row: new, or known with what the file says otherwise."""
    if who is None:
        return work.people.add(guardian, _sex(guardian), None, email=guardian.email), []
    if isinstance(who, str):
        work.people.complete(who, guardian, email=guardian.email)
        return who, []
    return who, work.people.differ(who, snils=guardian.snils, phone=guardian.phone, email=guardian.email)


def _sex(guardian: Guardian) -> str | None:
    if guardian.relation in WOMEN:
        return "f"
    return "m" if guardian.relation in MEN else sex_of(guardian.patronymic)


def _write(work: _Work, chosen: Chosen, scope: Scope) -> None:
    since = scope.since(chosen)
    assert scope.year is not None and since is not None, "an import that lacks nothing"
    pages = Pages(scope.year)
    for name in sorted({pupil.class_name for pupil in work.pupils}):
        pages.class_of(name)
    known = enrolling.add_people(list(work.people.new.values()), min(scope.today, since))
    enrolling.change_people(work.people.changes)
    enrolling.enrol(pages, work.pupils, known, chosen.order, since)
    enrolling.seat(pages, work.seats, known, since)
    enrolling.answer_for(work.guardians, known, min(scope.today, since))
