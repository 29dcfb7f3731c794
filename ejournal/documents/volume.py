"""«Классный журнал»: the volume of a class and a half-year on paper (domain: title to certifying sheet)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from ejournal.documents import paper
from ejournal.documents.pattern import Cell
from ejournal.documents.volume_compose import compose
from ejournal.documents.volume_layout import GEOMETRY, Layout
from ejournal.documents.volume_parts import (
    Activity,
    Attendance,
    Closing,
    Counts,
    Entry,
    Part,
    Progress,
    ProgressPupil,
    Pupil,
    Term,
)
from ejournal.documents.volume_remarks import VolumeRemark
from ejournal.wording import sheets_words

SHORT_HASH = 12  # signs that stand on every page


@dataclass(frozen=True)
class Cover:
    """What the title, the certifying sheet and the foot of every page say; what is not known is ""."""

    school: str
    school_full: str
    place: str
    class_title: str
    half: str
    year: str
    volume: str
    class_teacher: str
    deputy: str
    director: str
    started: date
    ended: date
    keep: str
    case_index: str
    unfinished: str
    printed_at: datetime
    head: str
    hash: str = ""
    sheets: int = 0
    sheets_words: str = ""
    link: str = ""  # goes into the QR of the certifying sheet


@dataclass(frozen=True)
class Volume:
    """One class, one half-year; `layout` and `duplex` are how it is printed."""

    cover: Cover
    parts: tuple[Part, ...]
    attendance: Attendance
    progress: Progress
    layout: Layout
    duplex: bool
    remarks: tuple[VolumeRemark, ...] = ()
    activities: tuple[Activity, ...] = ()

    @property
    def title(self) -> str:
        dense = ", плотно" if self.layout is Layout.DENSE else ""
        return f"Классный журнал, {self.cover.class_title}, {self.cover.half} {self.cover.year}{dense}"


def extent(volume: Volume) -> tuple[int, int]:
    """п. 4.2.4: how many sheets and pages the volume takes."""
    last = _pages(volume)[-1]
    return last.sheet, last.number


def _pages(volume: Volume) -> tuple[Any, ...]:
    summaries = (volume.attendance, volume.progress, volume.activities)
    return compose(volume.parts, *summaries, volume.layout, volume.duplex, volume.remarks)


def render(volume: Volume, text_hash: str, link: str = "") -> bytes:
    """п. 4.2.4: the volume as .docx; what its fingerprint begins with stands at the foot of every page."""
    pages = _pages(volume)
    sheets = pages[-1].sheet
    counted = {"sheets": sheets, "sheets_words": sheets_words(sheets)}
    cover = replace(volume.cover, hash=text_hash[:SHORT_HASH], link=link, **counted)
    return paper.render(
        GEOMETRY[volume.layout].blank,
        cover,
        title=volume.title,
        author=volume.cover.school,
        made=volume.cover.printed_at,
        pages=pages,
        duplex=volume.duplex,
    )


_SAMPLE_PUPILS = (
    "Алёшина & <Ко> Аня",
    "Длиннофамильцева-Преображенско-Задунайская Александра-Мария",
    "О’Коннор «Ёж»",
)

SAMPLE = Volume(
    Cover(
        school="МОУ «Ёлкинская школа» & <Ко>",
        school_full="Муниципальное общеобразовательное учреждение «Ёлкинская средняя школа» & <Ко>",
        place="с. Ёлкино <у реки>",
        class_title="5 «Ё» класс",
        half="I полугодие",
        year="2026/2027",
        volume="Том 1 из 2",
        class_teacher="Ёлкина Ё.Ё.",
        deputy="Ветрова В.В.",
        director="Орлов О.О.",
        started=date(2026, 9, 1),
        ended=date(2026, 12, 30),
        keep="5 лет",
        case_index="",
        unfinished="Журнал не завершён: не записаны темы уроков & <работ> — 2",
        printed_at=datetime(2027, 1, 12, 10, 15, tzinfo=UTC),
        head="запись 8331, 0123456789ab",
    ),
    parts=(
        Part(
            subject="Математика & <алгебра>",
            group="5 «Ё» класс",
            period="I полугодие 2026/2027 учебного года",
            members="",
            teachers=("Ёлкина Ё.Ё.",),
            entries=(
                Entry(
                    date(2026, 9, 1),
                    "Правила «a < b & b > c»",
                    1,
                    "1",
                    "№ 5 < 6\nвыучить",
                    "замена: Орлов О.О.",
                ),
                Entry(date(2026, 9, 1), "Контрольная работа № 1. " + "Ёмкость. " * 40, 2, "2"),
                Entry(None, "I четв."),
            ),
            pupils=tuple(
                Pupil(
                    number,
                    name,
                    (Cell("н"), Cell("4/5"), Cell("", "outside"), Cell("4", "term")),
                    ("прибыла 10.09.2026, пр. № 5 & <6>",) if number == 1 else (),
                )
                for number, name in enumerate(_SAMPLE_PUPILS, start=1)
            ),
            closing=Closing(3, 2, (("контрольных", 1, 1),)),
        ),
        Part("Физика", "5 «Ё» класс, группа 1", "I полугодие", "группа 1: № 2", (), (), (), Closing(0, 0)),
    ),
    attendance=Attendance(
        ("I четверть",),
        tuple(
            Counts(str(n), name, ("1", "", "6", "", "", "6", "1")) for n, name in enumerate(_SAMPLE_PUPILS, 1)
        ),
        Counts("", "Итого по классу", ("3", "", "18", "", "", "18", "3")),
    ),
    progress=Progress(
        ("Математика & <алгебра>", "Основы духовно-нравственной культуры народов России"),
        tuple(
            ProgressPupil(n, name, (Term("I четв.", ("4", "5"), "1", "6"), Term("II четв.", ("4", "н/а"))))
            for n, name in enumerate(_SAMPLE_PUPILS, start=1)
        ),
        "Отличников — 0, хорошистов — 3 & <0>",
    ),
    layout=Layout.SPREAD,
    duplex=True,
    remarks=(
        VolumeRemark(
            "28.11.2026, справка № 3",
            "5 «Ё» класс, Математика & <алгебра>; Длиннофамильцева-Преображенско-Задунайская А.-М.",
            "Повторно, впервые 28.10.2026. Не записаны темы & <работы>: " + "03.11, 2-й урок; " * 12,
            "Ветрова В.В., заместитель директора по УВР",
            "05.12.2026",
            "не устранено: 12 мест",
        ),
    ),
    activities=(
        Activity("", "Весь класс", "Разговоры & <о важном>", "Ёлкина Ё.Ё.", "школа", "1", "01.09–30.12"),
        *(
            Activity(str(n), name, "Кружок «Ёжик & Ко» — " + "история края, " * 4, name, "школа", "1,5", "")
            for n, name in enumerate(_SAMPLE_PUPILS, start=1)
        ),
    ),
)
