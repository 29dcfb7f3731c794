"""What does not let a load be taken back when its own records are asked, in words: by the kind of record."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ejournal.db import records as tables
from ejournal.models.audit import Revision
from ejournal.models.journal import Fact
from ejournal.services.deeds import BATCH
from ejournal.services.resting import CHANGED, LEANING
from ejournal.services.taking_back import Written, changed, own_records
from ejournal.wording import date_numeric

WORKED = "работа этих людей в журнале"  # who did something stays its author
OTHERS = "записи других разделов"
DOERS = ("by", "author", "saved_by", "added_by")
NOUNS = {
    "person": "карточки людей",
    "person_name": "смены имени",
    "employment": "приёмы на работу",
    "duty": "должности и классное руководство",
    "enrolment": "зачисления",
    "guardianship": "законные представители",
    "informing": "формы информирования",
    "appointment": "приказ о назначении ответственных",
    "family_paper": "заявления и согласия",
    "family_step": "заявления и согласия",
    "name_case": "имена в падежах для бумаг",
    "plan": "планы (КТП)",
    "plan_item": "темы планов (КТП)",
    "plan_review": "приёмка планов (КТП)",
    "plan_correction": "листы корректировки КТП",
    "correction_undone": "листы корректировки КТП",
    "cohort": "классы",
    "class_year": "классы",
    "subject": "предметы",
    "curriculum_hour": "часы учебного плана",
    "teaching_group": "страницы журнала",
    "group_member": "состав групп",
    "group_teacher": "учителя страниц",
    "timetable_entry": "уроки расписания",
    "draft_lesson": "черновик расписания",
    "draft_combined": "черновик расписания",
    "combined_lesson": "совмещённые занятия",
    "lesson": "уроки в журнале",
    "lesson_text": "темы и задания уроков",
    "work": "колонки работ",
    "mark": "отметки",
    "term_mark": "итоговые отметки",
    "absence": "пропуски",
    "absence_ground": "основания пропусков",
    "absence_notice": "предупреждения родителей",
    "lesson_move": "переносы уроков",
    "teacher_absence": "отсутствия учителей",
    "replacement": "замены",
    "grading": "системы оценивания",
    "outside_statement": "ведомости других организаций",
    "day_off": "дни отмены занятий",
    "day_like": "дни по другому расписанию",
    "week_sheet": "еженедельные листы",
    "session": "входы в журнал",
    "calendar_feed": "календари учителей",
    "certificate": "справки",
    "work_deadline": "сроки работ",
    "audit": WORKED,
    "access_log": WORKED,
    "late_line": "запросы на запись с опозданием",
    "memo": "служебные записки",
    "certificate_recipient": "справки",
    "data_notice": "сообщения об изменении данных",
    "data_notice_line": "сообщения об изменении данных",
    "term_extension": "продления итоговых отметок",
    "forecast_step": "уведомления о прогнозе",
    "forecast_seen": "уведомления о прогнозе",
    "opening": "открытия закрытых дней",
    "week_closing": "закрытые недели посещаемости",
    "pile_leaf": "сканы согласий",
    "problem": "сообщения о неполадках",
    "outside_mark": "ведомости других организаций",
}


def hindrances(written: Sequence[Written]) -> list[str]:
    """Records of a deed that were changed since, and records that were made since and point at them.

    A few queries for each table that the deed wrote: only after a refusal is there time to ask.
    """
    return [*_changed(written), *_leaning(written)]


def _changed(written: Sequence[Written]) -> Iterator[str]:
    """«изменены позже: карточки людей — 2 (последняя запись 12.10.2026)»."""
    mine = (record for record in own_records(written) if record.fields is not None)
    for kind, records in _by_kind(mine):
        parts = (records[start : start + BATCH] for start in range(0, len(records), BATCH))
        numbers = [record.number for part in parts for record in changed(part)]
        if numbers:
            yield f"{CHANGED}: {NOUNS.get(kind, OTHERS)} — {len(numbers)}{_last(kind, numbers)}"


def _last(kind: str, numbers: Sequence[int]) -> str:
    mine = (Revision.record_kind == kind) & Revision.record_id.in_(numbers[:BATCH])
    moment = Revision.select(Revision.at).where(mine).order_by(Revision.id.desc()).scalar()
    return f" (последняя запись {date_numeric(moment.date())})"


def _leaning(written: Sequence[Written]) -> Iterator[str]:
    """«на них опираются: отметки — 3»: rows of other deeds that point at what this one made."""
    made = {kind: {record.number for record in records} for kind, records in _by_kind(_made(written))}
    counted: Counter[str] = Counter()
    for kind, numbers in made.items():
        backrefs: Any = tables()[kind]._meta.backrefs
        for field, model in backrefs.items():
            if model is Fact:  # the base of facts has no table
                continue
            name = str(model._meta.table_name)
            others = _pointing(field, model, sorted(numbers)) - made.get(name, set())
            counted[WORKED if field.name in DOERS else NOUNS.get(name, OTHERS)] += len(others)
    yield from (f"{LEANING}: {noun} — {count}" for noun, count in counted.items() if count)


def _pointing(field: Any, model: Any, numbers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(numbers), BATCH):
        query = model.select(model.id).where(field.in_(numbers[start : start + BATCH]))
        found |= {number for (number,) in query.tuples()}
    return found


def _made(written: Sequence[Written]) -> list[Written]:
    return [record for record in written if record.first == 1 and record.fields is not None]


def _by_kind(written: Iterable[Written]) -> list[tuple[str, list[Written]]]:
    found: dict[str, list[Written]] = {}
    for record in written:
        found.setdefault(record.kind, []).append(record)
    return list(found.items())
