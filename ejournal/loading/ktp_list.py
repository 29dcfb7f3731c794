"""A list of topics pasted into the form of one lesson: each line a lesson of its own (п. 4.5.1)."""

from ejournal.importing import ktp, texts
from ejournal.loading.ktp_stored import lessons
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal
from ejournal.wording import plural

LINES = "Каждая строка — отдельный урок"
ASKED = (
    f"В поле «Тема урока» строк: {{lines}}. Если это список тем, отметьте «{LINES}» и отправьте снова: "
    "{come}, с «{first}» по «{last}». Если это одна тема, уберите переносы строк."
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
        many = len(found)
        come = plural(many, "добавится {} урок", "добавятся {} урока", "добавится {} уроков").format(many)
        raise Refusal(ktp.CLAUSE, ASKED.format(lines=lines, come=come, **ends))
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
