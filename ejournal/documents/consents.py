"""п. 4.6.1: papers of families, each on a sheet of its own (13.1–13.4), and the register of them (3.8)."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.documents import paper

MIXED = "Заявления и согласия"
TITLES = {  # of one paper and of several
    "application": ("Заявление о форме", "Заявления о форме"),
    "consent": ("Согласие", "Согласия"),
    "refusal": ("Несогласие", "Несогласия"),
    "withdrawal": ("Отзыв согласия", "Отзывы согласия"),
}
BLANK, REGISTER_BLANK = "family_papers.docx", "consents_register.docx"


@dataclass(frozen=True)
class FamilySheet:
    """One paper; `kind` is application, consent, refusal or withdrawal.

    `guardian` and `relation` are in the nominative, `guardian_from` and `relation_from` follow «от», the
    first "" where nobody knows it. `link` goes into the QR. `form` is «электронной», «бумажной», or "" for
    the hand; `grown` asks for the signature of a child of 14, `own` is a paper that a pupil of 18 signs; what
    is "" is a line for the hand. `consent_day` is that of the consent which a withdrawal takes back.
    """

    kind: str
    number: str
    link: str
    guardian: str
    guardian_from: str
    relation: str
    relation_from: str
    address: str
    phone: str
    child: str
    birth: str
    grown: bool
    own: bool
    class_name: str
    form: str
    consent_day: str


@dataclass(frozen=True)
class FamilyPapers:
    """Papers of one or several families, in the order of the roll; `director_to`: «Громову В.С.» or ""."""

    school: str
    school_short: str
    director_to: str
    school_address: str
    school_numbers: str
    system: str
    operator: str
    sheets: tuple[FamilySheet, ...]

    @property
    def title(self) -> str:
        """Of one paper, what it is, whose and about whom; of many, what they are, the child or the class."""
        children = {sheet.child for sheet in self.sheets}
        about = children if len(children) == 1 else {f"{sheet.class_name} класс" for sheet in self.sheets}
        kinds = {sheet.kind for sheet in self.sheets}
        one, many = TITLES[kinds.pop()] if len(kinds) == 1 else (MIXED, MIXED)
        if len(self.sheets) == 1:
            (sheet,) = self.sheets
            return ", ".join((one, sheet.guardian, *((f"ребёнок {sheet.child}",) if not sheet.own else ())))
        return ", ".join((many, *sorted(about)))


@dataclass(frozen=True)
class RegisterRow:
    """A line of the register; texts as they are printed."""

    number: str
    day: str
    guardian: str
    child: str
    kind: str
    content: str
    until: str
    taken: str
    place: str


@dataclass(frozen=True)
class ConsentsRegister:
    """«Журнал регистрации заявлений и согласий» of a calendar year."""

    school: str
    year: int
    about: str
    rows: tuple[RegisterRow, ...]

    @property
    def title(self) -> str:
        return f"Журнал регистрации заявлений и согласий, {self.year} год"


def render(papers: FamilyPapers, made: datetime) -> bytes:
    """The papers as .docx, made at that moment."""
    return paper.render(BLANK, papers, title=papers.title, author=papers.school, made=made)


def render_register(register: ConsentsRegister, made: datetime) -> bytes:
    """The register as .docx, made at that moment."""
    return paper.render(REGISTER_BLANK, register, title=register.title, author=register.school, made=made)


LONG = "Длиннофамильцева-Преображенско-Задунайская Александра-Мария Константиновна"
LONG_FROM = "Длиннофамильцевой-Преображенско-Задунайской Александры-Марии Константиновны"


def _sheet(kind: str, number: int, form: str = "", own: bool = False) -> FamilySheet:
    return FamilySheet(
        kind=kind,
        number=f"№ {number} / 2026",
        link=f"https://journal.example.ru/q/Tq3nVx0ZkLw7pR5{number:03}",
        guardian=LONG,
        guardian_from=LONG_FROM,
        relation="мать & <опекун>",
        relation_from="матери & <опекуна>",
        address="Нижегородская область, Ёлкинский район, с. «Ёлкино», ул. Преображенская, д. 12/3, кв. 45",
        phone="+79000000000",
        child=f"{LONG.replace('Александра', 'Анна')}",
        birth="01.05.2013",
        grown=not own,
        own=own,
        class_name="7 «Ё»",
        form=form,
        consent_day="05.09.2026",
    )


SAMPLE = FamilyPapers(
    school="Муниципальное общеобразовательное учреждение «Ёлкинская средняя школа» & <Ко>",
    school_short="МОУ «Ёлкинская СШ» & <Ко>",
    director_to="Длиннофамильцеву-Преображенско-Задунайскому\u00a0А.-М.",
    school_address="606000, Нижегородская область, с. Ёлкино, ул. Школьная, д. 1",
    school_numbers="ИНН 5200000000, ОГРН 1025200000000",
    system="РГИС «Нижегородская образовательная платформа»",
    operator="",
    sheets=(
        _sheet("application", 1),
        _sheet("application", 2, "бумажной"),
        _sheet("consent", 3),
        _sheet("refusal", 4),
        _sheet("withdrawal", 5),
        _sheet("application", 6, "электронной", own=True),
        _sheet("consent", 7, own=True),
        _sheet("refusal", 8, own=True),
        _sheet("withdrawal", 9, own=True),
    ),
)
SAMPLE_REGISTER = ConsentsRegister(
    school="МОУ «Ёлкинская СШ» & <Ко>",
    year=2026,
    about="все классы",
    rows=(
        RegisterRow(
            "1",
            "05.09.2026",
            LONG,
            f"{LONG}, 7 «Ё»",
            "Заявление & <форма>",
            "бум.",
            "—",
            "Нилова Н.С.",
            "папка № 3",
        ),
        RegisterRow("2", "", "Ёжикова Е.", "Ёжиков Ё., 5", "Согласие", "", "", "", ""),
    ),
)
