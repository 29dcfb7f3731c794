"""`make bench`: how fast, how small and how lean; a table for people and var/bench.json for machines."""

import json
import time
from typing import Any

from ejournal.db import database
from tests.bench import (
    certificate,
    checks,
    chromium,
    families,
    figures,
    loading,
    school,
    server,
    volume,
    year,
)
from tests.bench.chromium import Visitor
from tests.bench.client import OverHttp, ThroughWsgi
from tests.bench.figures import Cost
from tests.bench.rows import grid_path
from tests.bench.scene import Scene
from tests.browsers import chromium_path

SAMPLES = 80
YEARS = 10
FOUND = school.ROOT / "var" / "bench.json"


def main() -> None:
    began = time.monotonic()
    found: dict[str, Any] = {}
    say("Готовлю школу одного года…")
    with school.opened(1) as (url, scene):
        found |= one_year(url, scene)
    say(f"Готовлю школу {YEARS} лет…")
    with school.opened(1) as one, school.opened(YEARS) as ten:
        found["ten"] = ten_years(one, ten)
    FOUND.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    say(f"\nВсего {time.monotonic() - began:.0f} с; числа — в {FOUND.relative_to(school.ROOT)}")


def say(text: str) -> None:
    print(text, flush=True)


def one_year(url: str, scene: Scene) -> dict[str, Any]:
    found: dict[str, Any] = {"stored": school.size(url)}
    app = server.application(url, scene.moment, "http://127.0.0.1:1")
    inside = ThroughWsgi(app, server.bare(), "http://127.0.0.1:1")
    say(f"Школа одного года: {found['stored']}\n")
    found["wsgi"] = {key(row): cost for row, cost in figures.costs([(inside, scene)], 0, SAMPLES)[0]}
    with server.served(url, scene.moment) as running:
        over = OverHttp(running, app)
        (costs,) = figures.costs([(over, scene)], 1, SAMPLES)
        found["cpu"] = show_costs(costs, found["wsgi"])
        found["weights"] = show_weights(figures.weights(over, scene))
        found["queries"] = show_queries(figures.counted(inside, scene))
        found["memory"] = figures.memory(running, app, scene)
        rest, busy = (kilobytes // 1024 for kilobytes in found["memory"])
        say(f"\nПамять сервера (PSS): в покое {rest} МБ, при {figures.CLIENTS} клиентах {busy} МБ")
        found["browser"] = in_browser(running, app, scene)
    database.close()
    found["volume"] = volume.measured(url)
    volume.show(found["volume"], say)
    found["certificate"] = certificate.measured(url)
    certificate.show(found["certificate"], say)
    found["families"] = families.measured(url)
    families.show(found["families"], say)
    found["year"] = year.measured(url)
    year.show(found["year"], say)
    found["checks"] = checks.measured(url)
    checks.show(found["checks"], say)
    found["loading"] = loading.measured()
    loading.show(found["loading"], say)
    found["wsgi"] = {name: cost.plain() for name, cost in found["wsgi"].items()}
    return found


def key(row: Any) -> str:
    return f"{row.name} ({row.given})"


def show_costs(costs: list[tuple[Any, Cost]], inside: dict[str, Cost]) -> dict[str, Any]:
    """Each row as a multiple of the bare pages beside it; what it takes without the server around it."""
    titles = f"{'мс':>7}{'от — до':>14}{'голая':>7}{'× голой':>9}{'цель':>6}{'WSGI, мс':>10}"
    say(f"{'Процессор сервера':58}{titles}")
    found = {}
    for row, cost in costs:
        within = inside[key(row)]
        wanted = f"{'≤' if cost.times <= row.target else '!'} {row.target:.0f}" if row.target else ""
        spread = f"{cost.low:.2f}–{cost.high:.2f}"
        measured = f"{cost.middle:7.2f}{spread:>14}{cost.beside:7.2f}{cost.times:9.1f}"
        say(f"{key(row):58}{measured}{wanted:>6}{within.middle:10.2f}")
        found[key(row)] = {**cost.plain(), "times": cost.times, "target": row.target}
    return found


def show_weights(weights: dict[str, tuple[int, int, int]]) -> dict[str, Any]:
    say(f"\n{'Байты с brotli':58}{'пустой кеш':>12}{'запросов':>10}{'повторно':>10}")
    for name, (cold, requests, warm) in weights.items():
        say(f"{name:58}{cold / 1024:9.1f} КБ{requests:10}{warm / 1024:7.1f} КБ")
    return {name: dict(zip(("cold", "requests", "warm"), row, strict=True)) for name, row in weights.items()}


def show_queries(counted: dict[str, tuple[int, int]]) -> dict[str, Any]:
    say(f"\n{'Запросов к базе на страницу':58}{'большая':>10}{'3 × 3':>8}")
    for name, (large, small) in counted.items():
        say(f"{name:58}{large:10}{small:8}")
    return {name: {"large": large, "small": small} for name, (large, small) in counted.items()}


def in_browser(running: server.Server, app: Any, scene: Scene) -> dict[str, Any] | None:
    if chromium_path() is None:
        say("\nChromium: НЕТ — поставьте chromium, иначе этих строк не будет.")
        return None
    title = f"Chromium, процессор в {chromium.SLOWER} раз медленнее"
    say(f"\n{title:58}{'пустой кеш':>12}{'повторно':>10}{'ответов':>9}")
    found: dict[str, Any] = {}
    with chromium.started() as browser:
        for name, (path, token) in figures.paths(scene).items():
            cold, warm, sent = Visitor(browser, running, app, token).load(path)
            say(f"{name:58}{cold:9.0f} мс{warm:7.0f} мс{sent:9}")
            found[name] = {"cold": cold, "warm": warm, "warm_requests": sent}
        teacher = Visitor(browser, running, app, scene.teacher)
        lesson, pupils = scene.lesson.today[0][-2], scene.lesson.pupils
        found["key_lesson"] = teacher.mark_on_lesson(f"/lessons/{lesson}", pupils[:15])
        say(f"{'урок: от клавиши до «в записи до»':58}{found['key_lesson']:9.0f} мс")
        path = grid_path(scene.lesson, scene.moment.date())
        found["key_grid"] = teacher.mark_on_grid(path, lesson, pupils[15:])
    told = "НЕТ: таблица отметок не принимает" if found["key_grid"] is None else f"{found['key_grid']:.0f} мс"
    say(f"{'страница журнала: от клавиши до подтверждённой клетки':58}{told:>12}")
    return found


Place = tuple[str, Scene]


def ten_years(one: Place, ten: Place) -> dict[str, Any]:
    """The same rows and the same queries over ten years, measured by turns with one year."""
    found: dict[str, Any] = {"stored": school.size(one[0]), "ten_stored": school.size(ten[0]), "cpu": {}}
    say(f"\nОдин год: {found['stored']}; {YEARS} лет: {found['ten_stored']}")
    say(f"{'Процессор сервера':58}{'год, мс':>9}{'10 лет, мс':>12}{'×':>7}")
    with server.served(one[0], one[1].moment) as small, server.served(ten[0], ten[1].moment) as large:
        app = server.application(ten[0], ten[1].moment, "http://127.0.0.1:1")
        both = [(OverHttp(small, app), one[1]), (OverHttp(large, app), ten[1])]
        for (row, before), (_, after) in zip(*figures.costs(both, 1, SAMPLES), strict=True):
            times = after.middle / before.middle
            say(f"{key(row):58}{before.middle:9.2f}{after.middle:12.2f}{times:7.2f}")
            found["cpu"][key(row)] = {"one": before.plain(), "ten": after.plain(), "times": times}
    inside = ThroughWsgi(app, server.bare(), "http://127.0.0.1:1")
    found["queries"] = show_queries(figures.counted(inside, ten[1]))
    return found


if __name__ == "__main__":
    main()
