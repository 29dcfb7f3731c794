"""What is measured: each row with its input, its target, and how one sample of it is taken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, cycle

from tests.bench.client import Answer, Asking
from tests.bench.scene import Class, Scene
from tests.bench.server import BARE
from tests.client import form

Take = Callable[[], Answer]


@dataclass(frozen=True)
class Row:
    """A row of the table; `target`: how many bare pages it may cost, `most`: how many samples there are."""

    name: str
    given: str
    take: Take
    target: float | None = None
    most: int = 200


def grid_path(of: Class, last: date) -> str:
    return f"/journal/{of.groups[0]}?from={of.first_day}&to={last}"


def lesson_path(lesson: int) -> str:
    return f"/lessons/{lesson}"


def diary_path(of: Class, day: date) -> str:
    return f"/diary/{of.pupils[0]}?week={day - timedelta(weeks=1)}"


def rows(asking: Asking, scene: Scene, half: int) -> list[Row]:
    """All of them; what can be written once is written on one `half` of the lessons of today, 0 or 1."""
    yesterday = scene.moment.date() - timedelta(days=1)
    mine, wide = scene.lesson.today[0][half * 3], scene.wide

    def page(path: str, token: str) -> Take:
        return lambda: asking.ask(path, token)

    state = f"{lesson_path(mine)}/state"
    return [
        Row("голая страница Flask", "одна строка текста", page(BARE, "")),
        Row("урок", "25 учеников, 2 колонки", page(lesson_path(mine), scene.teacher), 20),
        Row("страница журнала", "23 × 35", page(grid_path(wide, yesterday), scene.teacher), 15),
        Row("страница журнала", "30 × 40", page(grid_path(scene.high, yesterday), scene.teacher)),
        Row("дневник, неделя", "36 уроков, 12 предметов", page(diary_path(wide, yesterday), scene.parent)),
        Row("одна отметка", "25 учеников, 2 колонки", _marks(asking, scene, half), 10, 70),
        Row("посещаемость", "23 ученика, трое отсутствуют", _rolls(asking, scene, half), 15, 12),
        Row(
            "состояние урока",
            "вслед за сохранением",
            lambda: asking.ask(state, scene.teacher, htmx=True),
        ),
    ]


def _marks(asking: Asking, scene: Scene, half: int) -> Take:
    """Each sample writes one more cell of the column of answers, sent as the page sends it."""
    lessons = scene.lesson.today[0][half * 3 : half * 3 + 3]
    cells = iter([(lesson, pupil) for lesson in lessons for pupil in scene.lesson.pupils])
    values = cycle("5432")
    open_page: dict[int, dict[str, str]] = {}

    def take() -> Answer:
        lesson, pupil = next(cells)
        path = lesson_path(lesson)
        if lesson not in open_page:
            asking.ask(f"{path}/roll", scene.teacher, _form(asking, path, scene.teacher), htmx=True)
            open_page[lesson] = _form(asking, path, scene.teacher)
        fields = {"key": open_page[lesson]["key"], f"mark-answer-{pupil}-0": next(values)}
        return asking.ask(f"{path}/marks/answer/{pupil}", scene.teacher, fields, htmx=True)

    return take


def _rolls(asking: Asking, scene: Scene, half: int) -> Take:
    """Each sample saves the attendance of one more lesson, which so becomes a held one."""
    lessons: Iterator[int] = chain.from_iterable(zip(*scene.wide.today, strict=True))
    left = iter(list(lessons)[half::2])

    def take() -> Answer:
        path = lesson_path(next(left))
        fields = _form(asking, path, scene.teacher) | {"do": "roll"}
        fields |= {f"roll-{pupil}": "Н" for pupil in scene.wide.pupils[:3]}
        return asking.ask(f"{path}/roll", scene.teacher, fields, htmx=True)

    return take


def _form(asking: Asking, path: str, token: str) -> dict[str, str]:
    return form(asking.ask(path, token).text, path)
