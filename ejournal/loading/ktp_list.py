"""A list of topics pasted into the form of one lesson: each line a lesson of its own (п. 4.5.1)."""

from ejournal.importing import ktp, texts
from ejournal.loading.ktp_stored import lessons
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal

LINES = "Каждая строка — отдельный урок"
ASKED = (
    "В поле «Тема урока» строк: {lines}. Списком они станут уроками, {count}: от «{first}» до «{last}». "
    "Если это список тем, "
    f"отметьте «{LINES}» и отправьте снова; если одна тема — уберите переносы строк."
)


def is_list(topic: str) -> bool:
    return sum(bool(line.strip()) for line in topic.splitlines()) > 1


def listed(typed: Planned, sure: bool) -> list[Planned]:
    """п. 4.5.1: the lessons of a list, as the import reads it; what else was typed is of each of them.

    Refused until `sure`: lines may be those of one topic.
    """
    found = [_filled(one, typed) for one in _lessons(typed.topic)]
    if not sure:
        lines = sum(bool(line.strip()) for line in typed.topic.splitlines())
        ends = {"first": found[0].topic, "last": found[-1].topic}
        raise Refusal(ktp.CLAUSE, ASKED.format(lines=lines, count=len(found), **ends))
    return found


def _lessons(text: str) -> list[Planned]:
    """As the import reads them; what it does not take for a list of topics is taken line by line."""
    try:
        plan = ktp.understand(texts.read(text, ""), 2000, "")
    except Refusal:
        plan = None
    for remark in plan.remarks if plan else ():
        if remark.severity == "error":
            raise Refusal(ktp.CLAUSE, remark.words())
    found = list(lessons(plan.items)) if plan else []
    lines = (" ".join(line.split()) for line in text.splitlines())
    return found or [Planned("", line, "", ktp.work_kind(line)) for line in lines if line]


def _filled(lesson: Planned, typed: Planned) -> Planned:
    """A lesson with what was typed of everything that its line does not say."""
    said = {name: value for name, value in lesson._asdict().items() if value}
    return typed._replace(**said)
