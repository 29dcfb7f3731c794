"""Volumes of hard cases: long lists, long names, long topics, nothing at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ejournal.documents.pattern import Cell
from ejournal.documents.volume import SAMPLE, Volume
from ejournal.documents.volume_layout import Layout
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

FIRST = date(2026, 9, 1)
SURNAME = "Долгополова-Преображенская-Задонщинская"  # forty letters with the hyphens
TOPIC = "Словообразование и морфемный разбор слова. "
HOMEWORK = "§ 12, выучить правило, упр. 45 и 46, приготовить рассказ."


def day(place: int) -> date:
    return FIRST + timedelta(days=place)


def text(length: int, start: str = TOPIC) -> str:
    """A text of so many letters, each word of it."""
    return (start * (length // len(start) + 1))[:length].strip()


def part(
    subject: str,
    lessons: int,
    pupils: int,
    *,
    topic: int = 60,
    members: str = "",
    names: str = "Пупкин",
    noted: Sequence[int] = (),
) -> Part:
    """A page of the journal: so many lessons with topics so long, so many pupils; a term ends with it."""
    entries = [
        Entry(day(place), f"{place + 1}-я тема: {text(topic)}", 1, str(place + 1), HOMEWORK)
        for place in range(lessons)
    ]
    cells = (*(Cell("н" if place % 5 == 0 else "4/5") for place in range(lessons)), Cell("4", "term"))
    return Part(
        subject=subject,
        group="5 класс",
        period="I полугодие 2026/2027 учебного года",
        members=members,
        teachers=("Преображенская-Задунайская А.А.",),
        entries=(*entries, Entry(None, "I четв.")),
        pupils=tuple(
            Pupil(
                number,
                f"{names} Александра-{number}",
                cells,
                ("прибыла 12.10.2026, приказ № 74 от 09.10.2026; обучение на дому",)
                if number in noted
                else (),
            )
            for number in range(1, pupils + 1)
        ),
        closing=Closing(
            lessons + 2, lessons, (("контрольных", 2, 2), ("практических", 4, 3), ("лабораторных", 1, 1))
        ),
    )


def addresses(lessons: int) -> Part:
    """Homework with addresses, each of another length: where lines end decides how many rows they take."""
    page = part("Адреса", lessons, 3, topic=20)
    texts = (
        f"https://r.ru/{'abcdefghij' * 3}{'x' * (place % 7)}/{'klmnopqrst' * 3}{'y' * (place // 7)}/zzzzzzz"
        for place in range(lessons)
    )
    return replace(
        page,
        entries=tuple(
            replace(entry, homework=text) for entry, text in zip(page.entries, texts, strict=False)
        ),
    )


PARTS = (
    part("Много учеников", 33, 35, names=SURNAME),
    part("Больше листа", 16, 48, noted=range(1, 49)),
    part("Длинные темы", 20, 25, topic=300),
    part("Тема длиннее страницы", 3, 12, topic=4000),
    part("Без уроков", 0, 25),
    part("Английский, первая", 15, 12, members="5 класс, группа 1: № 1–12"),
    part("Английский, вторая", 14, 13, members="5 класс, группа 2: № 13–25"),
    part("Класс из четырёх", 70, 4, noted=(2,)),
    part("Никого", 5, 0),
    addresses(40),
)


def volume(
    parts: Sequence[Part] = PARTS, layout: Layout = Layout.SPREAD, duplex: bool = True, pupils: int = 35
) -> Volume:
    """A volume of these pages with summaries of so many pupils."""
    subjects = tuple(f"Предмет с долгим названием номер {number}" for number in range(1, 20))
    counts = tuple("12" for _ in range(21))
    names = [f"{SURNAME} Александра-{number}" for number in range(1, pupils + 1)]
    return replace(
        SAMPLE,
        parts=tuple(parts),
        attendance=Attendance(
            ("I четверть", "II четверть", "I полугодие"),
            tuple(Counts(str(number), name, counts) for number, name in enumerate(names, start=1)),
            Counts("", "Итого по классу", counts),
        ),
        progress=Progress(
            subjects,
            tuple(
                ProgressPupil(
                    number,
                    name,
                    tuple(
                        Term(title, ("4",) * len(subjects), "2", "11") for title in ("I четв.", "II четв.")
                    ),
                )
                for number, name in enumerate(names, start=1)
            ),
            "II четв.: отличников — 0, хорошистов — 9, неуспевающих — 0, не аттестованы — 0; качество 98 %.",
        ),
        layout=layout,
        duplex=duplex,
    )


def with_clubs(made: Volume, rows: int) -> Volume:
    """The volume with so many lines of clubs, of long names all of them."""
    title = "Кружок «Юный краевед-исследователь родного края и его окрестностей», 5–9 классы"
    known = [
        Activity(
            str(n), f"{SURNAME} Александра-Мария", f"{n}. {title}", f"{SURNAME} А.-М.О.", "школа", "1,5", ""
        )
        for n in range(1, rows + 1)
    ]
    return replace(made, activities=tuple(known))
