"""The figures that are taken by counting: processor, queries, bytes, memory."""

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from flask import Flask

from tests.bench.client import Asking, OverHttp, ThroughWsgi
from tests.bench.rows import Row, diary_path, grid_path, lesson_path, rows
from tests.bench.scene import Scene
from tests.bench.server import Server
from tests.client import queries

ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')
ROUNDS = 4  # every row is taken in turn, so that a busy moment of the machine spoils no single one
CLIENTS, PAGES_EACH = 10, 12
Pair = tuple[float, float]  # ms of a bare page, and of what was asked for next


@dataclass(frozen=True)
class Cost:
    """Milliseconds of the processor: the median, and between which a tenth and nine tenths of samples lie.

    `beside` is the median of bare pages, one asked for before each sample, as a server of many pages is
    asked: in a loop of its own a bare page keeps the caches of the processor and costs about half.
    """

    middle: float
    low: float
    high: float
    samples: int
    beside: float

    @property
    def times(self) -> float:
        """How many bare pages it costs."""
        return self.middle / self.beside

    def plain(self) -> dict[str, float]:
        return asdict(self)


def costs(schools: Sequence[tuple[Asking, Scene]], half: int, samples: int) -> list[list[tuple[Row, Cost]]]:
    """Every row in each school, by turns and warmed up; an answer that is no success stops the run."""
    measured = [rows(asking, scene, half) for asking, scene in schools]
    taken: list[list[list[Pair]]] = [[[] for _ in own] for own in measured]
    for turn in range(ROUNDS):
        for place, same in enumerate(zip(*measured, strict=True)):
            for (bare, *_), row, found in zip(measured, same, (own[place] for own in taken), strict=True):
                pairs = min(samples, row.most) // ROUNDS
                sample = [(_milliseconds(bare), _milliseconds(row)) for _ in range(pairs)]
                found.extend(sample if turn else sample[1:])  # the very first one compiles the template
    return [
        [(row, _cost(found)) for row, found in zip(own, numbers, strict=True)]
        for own, numbers in zip(measured, taken, strict=True)
    ]


def _milliseconds(row: Row) -> float:
    answer = row.take()
    assert answer.status == 200, (row.name, answer.status, answer.text)
    return answer.cpu / 1e6


def _cost(found: list[Pair]) -> Cost:
    ordered = sorted(own for _, own in found)
    tenth = len(ordered) // 10
    beside = median(bare for bare, _ in found)
    return Cost(median(ordered), ordered[tenth], ordered[-1 - tenth], len(ordered), beside)


def paths(scene: Scene) -> dict[str, tuple[str, str]]:
    """The pages whose bytes, queries and loading are looked at: path and token."""
    last = scene.moment.date()
    return {
        "урок": (lesson_path(scene.lesson.today[0][-1]), scene.teacher),
        "страница журнала 23 × 35": (grid_path(scene.wide, last), scene.teacher),
        "страница журнала 30 × 40": (grid_path(scene.high, last), scene.teacher),
        "дневник": (diary_path(scene.wide, last), scene.parent),
    }


def counted(asking: ThroughWsgi, scene: Scene) -> dict[str, tuple[int, int]]:
    """Queries of a page: of the large class of the scene, and of three pupils with three lessons."""
    last, small = scene.moment.date(), scene.small
    least = {
        "урок": (lesson_path(small.today[0][0]), scene.teacher),
        "страница журнала 30 × 40": (grid_path(small, last), scene.teacher),
        "дневник": (diary_path(small, last), scene.parent_of_small),
    }
    large = paths(scene)
    return {name: (_queries(asking, *large[name]), _queries(asking, *path)) for name, path in least.items()}


def _queries(asking: Asking, path: str, token: str) -> int:
    with queries() as found:
        assert asking.ask(path, token).status == 200
    return len(found)


def weights(asking: Asking, scene: Scene) -> dict[str, tuple[int, int, int]]:
    """Bytes and requests of a page to an empty cache, and bytes of the page itself: all that comes again."""
    found = {}
    for name, (path, token) in paths(scene).items():
        page = asking.ask(path, token)
        files = [asking.ask(address) for address in ADDRESS.findall(page.text)]
        found[name] = (page.sent + sum(file.sent for file in files), 1 + len(files), page.sent)
    return found


def memory(server: Server, app: Flask, scene: Scene) -> tuple[int, int]:
    """kB of the server at rest, and the most while ten clients read its pages."""
    rest, most = server.memory(), 0
    wanted = list(paths(scene).values())
    clients = [threading.Thread(target=_read, args=(OverHttp(server, app), wanted)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    while any(client.is_alive() for client in clients):
        most = max(most, server.memory())
        clients[0].join(0.05)
    return rest, most


def _read(asking: Asking, wanted: Iterable[tuple[str, str]]) -> None:
    for _ in range(PAGES_EACH):
        for path, token in wanted:
            assert asking.ask(path, token).status == 200
