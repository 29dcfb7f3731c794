"""The columns of a КТП (domain facts, 5.6) and how schools call them."""

from ejournal.importing.columns import Field

_COUNT = r"(кол|числ)\S*\s(часов|час|ч|уроков)\b"

# In this order: what is named more narrowly takes its column before what is named more widely.
FIELDS = (
    Field("correction", (r"причин\w* корр", r"способ\w* корр")),
    Field("work_kind", (r"^вид (учебной )?работы$",)),
    Field("resources", (r"ресурс", r"\b[эц]ор\b")),
    Field("note", (r"^примечан", r"^заметк")),
    Field("control_form", (r"(вид|форм|способ|тип)\w*\b.*контрол", r"^контроль( знаний)?$")),
    Field("fact", (r"факт", r"корректировк")),
    Field(
        "date", (r"дата.*план", r"дат[аы]\b", r"(календарн|планов)\w* (сроки|срок|дни)", r"^срок", r"^план$")
    ),
    Field("control_hours", (r"контр(?!ол)", r"контрольн", r"\bк/?\s?р\b")),
    Field("laboratory_hours", (r"лаб", r"\bл/?\s?р\b")),
    Field("practical_hours", (r"практ(?!икум)", r"\bпр?/?\s?р\b")),
    Field("hours", (rf"{_COUNT}.*(всего|общее)", _COUNT, r"\bчас(ов|ы|а)?\b", r"^всего$")),
    Field(
        "section",
        (
            r"^(№ |номер |название |наименование )?(раздел|глава|модуль|блок)\w*( (программы|курса))?$",
            r"^(тема|название темы|наименование темы) раздела$",
        ),
    ),
    Field("topic", (r"\bтема\b.*урок", r"\bтем(а|ы)\b", r"содержание", r"наименование", r"раздел")),
    Field(
        "number",
        (
            r"^(№|n|номер)\s*(п\s*[/.]?\s*п)?\s*(урок\w*|занят\w*)?$",
            r"^№ ?(урока|п)",
            r"^номер урока",
            r"^урок$",
        ),
    ),
    Field("homework", (r"дом\S*\s*зад", r"^д\s?[/.]?\s?з$", r"задан\w* на дом")),
)
NEEDED = (frozenset({"topic"}), frozenset({"number", "hours", "date"}))
