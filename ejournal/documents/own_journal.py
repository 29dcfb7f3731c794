"""Журналы обучения на дому, ГПД, дополнительного образования и внеурочной деятельности (domain: 1.12)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ejournal.documents import paper
from ejournal.documents.own_journal_pages import compose
from ejournal.documents.own_journal_parts import Briefing, Fact, Member, Slot, SubjectHours
from ejournal.documents.pattern import Cell
from ejournal.documents.volume import SHORT_HASH
from ejournal.documents.volume_parts import Closing, Entry, Part, Pupil
from ejournal.wording import sheets_words

BLANK = "own_journal.docx"
# What the cover says after «ЖУРНАЛ», by the kind of the group.
HEADINGS = {
    "home": "индивидуального обучения на дому",
    "after_school": "группы продлённого дня",
    "club": "дополнительного образования",
    "extracurricular": "внеурочной деятельности",
}


@dataclass(frozen=True)
class Cover:
    """What the cover, the certifying sheet and the foot of every page say; what is not known is ""."""

    school: str
    school_full: str
    place: str
    heading: str
    about: str
    half: str
    year: str
    deputy: str
    director: str
    ended: date
    unfinished: str
    printed_at: datetime
    head: str
    hash: str = ""
    sheets: int = 0
    sheets_words: str = ""
    link: str = ""  # goes into the QR of the certifying sheet


@dataclass(frozen=True)
class OwnJournal:
    """A journal of one pupil at home or of one group, for a half-year; the rest is of its kind alone.

    `said` are subjects with what their last page adds.
    """

    kind: str
    cover: Cover
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    duplex: bool
    roll: tuple[Member, ...] = ()
    schedule: tuple[Slot, ...] = ()
    terms: tuple[Cell, ...] = ()
    hours: tuple[SubjectHours, ...] = ()
    hours_told: str = ""
    said: tuple[tuple[str, str], ...] = ()
    report_title: str = ""
    report: tuple[Fact, ...] = ()
    briefings: tuple[Briefing, ...] = ()

    @property
    def title(self) -> str:
        cover = self.cover
        return f"Журнал {cover.heading}: {cover.about}, {cover.half} {cover.year}"


def extent(journal: OwnJournal) -> tuple[int, int]:
    """п. 4.2.4: how many sheets and pages the journal takes."""
    last = compose(journal)[-1]
    return last.sheet, last.number


def render(journal: OwnJournal, text_hash: str, link: str = "") -> bytes:
    """п. 2.1, 4.2.4: the journal as .docx; what its fingerprint begins with is at the foot of every page."""
    pages = compose(journal)
    sheets = pages[-1].sheet
    counted = {"sheets": sheets, "sheets_words": sheets_words(sheets)}
    cover = replace(journal.cover, hash=text_hash[:SHORT_HASH], link=link, **counted)
    return paper.render(
        BLANK,
        cover,
        title=journal.title,
        author=cover.school,
        made=cover.printed_at,
        pages=pages,
        duplex=journal.duplex,
    )


_COVER = Cover(
    school="МОУ «Ёлкинская школа» & <Ко>",
    school_full="Муниципальное общеобразовательное учреждение «Ёлкинская средняя школа» & <Ко>",
    place="с. Ёлкино <у реки>",
    heading=HEADINGS["home"],
    about="Длиннофамильцева-Преображенско-Задунайская А.-М. & <Ко>",
    half="I полугодие",
    year="2026/2027",
    deputy="В.В. Ветрова",
    director="О.О. Орлов",
    ended=date(2026, 12, 30),
    unfinished="Журнал не завершён: не записаны темы уроков & <работ> — 2.",
    printed_at=datetime(2027, 1, 12, 10, 15, tzinfo=UTC),
    head="запись 8331, 0123456789ab",
)
_FACTS = (Fact("Класс", "5 «Ё» & <Ко>"), Fact("Хранить", "5 лет"))
_PERIOD = "I полугодие 2026/2027 учебного года"
_TOPIC = Entry(date(2026, 9, 1), "Правила «a < b & b > c»", 1, "1", "№ 5 < 6\nвыучить", "замена: Орлов О.О.")
_PUPILS = (
    Pupil(1, "Алёшина & <Ко> Аня", (Cell("н"),), ("прибыла 10.09.2026, приказ № 5 & <6>",)),
    Pupil(2, "Длиннофамильцева-Преображенско-Задунайская Александра-Мария", (Cell("", "outside"),)),
)


def _part(subject: str, role: str, pupils: tuple[Pupil, ...], entries: tuple[Entry, ...]) -> Part:
    return Part(subject, "1–4 классы", _PERIOD, "", ("Ёлкина Ё.Ё.",), entries, pupils, Closing(3, 2), role)


SAMPLE_HOME = OwnJournal(
    "home",
    _COVER,
    _FACTS,
    (_part("Математика & <алгебра>", "Учитель", (), (_TOPIC,)),),
    duplex=True,
    schedule=(Slot("Понедельник", "8:30", "Математика & <алгебра>", "Ёлкина Ё.Ё.", "на дому"),),
    terms=(Cell("I четв."), Cell("II четв.")),
    hours=(SubjectHours("Математика & <алгебра>", "Ёлкина Ё.Ё.", "3", "24", "22", (Cell("4"), Cell("н/а"))),),
    hours_told="Всего 3 ч в неделю.",
    said=(("Математика & <алгебра>", "Итоговые отметки: I четв. — 4."),),
)
SAMPLE_CLUB = OwnJournal(
    "club",
    replace(_COVER, heading=HEADINGS["club"], about="Кружок «Ёж» & <Ко>"),
    _FACTS,
    (_part("Кружок «Ёж» & <Ко>", "Педагог", _PUPILS, (replace(_TOPIC, homework=""),)),),
    duplex=True,
    roll=tuple(Member(str(one.number), one.name, "5 «Ё»", "01.09.2026", "") for one in _PUPILS),
    report_title="Отчёт за I полугодие",
    report=(Fact("Проведено часов & <занятий>", "2"),),
    briefings=(Briefing("01.09.2026", "Правила «a < b»", "Ёлкина Ё.Ё."),),
)
SAMPLE_DAY = replace(
    SAMPLE_CLUB,
    kind="after_school",
    cover=replace(_COVER, heading=HEADINGS["after_school"], about="1–4 классы"),
    parts=(_part("Группа продлённого дня", "Воспитатель", _PUPILS, (_TOPIC, replace(_TOPIC, width=0))),),
    report=(),
    briefings=(),
)
SAMPLE_EXTRA = replace(
    SAMPLE_DAY,
    kind="extracurricular",
    cover=replace(_COVER, heading=HEADINGS["extracurricular"], about="Разговоры о важном, 5 класс"),
    parts=(_part("Разговоры о важном", "Педагог", (), ()),),
    roll=(),
)
SAMPLES = (SAMPLE_HOME, SAMPLE_CLUB, SAMPLE_DAY, SAMPLE_EXTRA)
