"""Templates and stylesheets keep the house's rules as they stand, before anything is rendered."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.pages import Outline, form_faults, inline_faults

ROOT = Path(__file__).resolve().parents[2]
UNKNOWN = "\ue000"  # stands where a value will be printed
READ_ALOUD = ("title", "alt", "placeholder", "aria-label", "aria-description")
JINJA = re.compile(r"{#.*?#}|{%.*?%}|({{.*?}})", re.DOTALL)


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def stylesheets() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "static").rglob("*.css")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def outline(template: str) -> Outline:
    """The template's own HTML; line numbers stay, values become UNKNOWN."""
    return Outline(JINJA.sub(lambda m: (UNKNOWN if m[1] else "") + "\n" * m[0].count("\n"), template))


def page_faults(template: str) -> Iterator[str]:
    """A whole page or base names the language and the title; a page that extends a base fills the title."""
    block = re.search(r"{%-? *block title", template)
    if "<html" in template:
        seen = outline(template)
        if [tag.attributes.get("lang") for tag in seen.named("html")] != ["ru"]:
            yield 'no <html lang="ru">'
        if not seen.text_of("title") and not (block and seen.named("title")):
            yield "no title"
    elif re.search(r"{%-? *extends", template) and not block:
        yield "no title block"


def id_faults(template: str) -> list[str]:
    """Literal ids that stand twice in one file."""
    ids = [tag.attributes.get("id") or UNKNOWN for tag in outline(template).tags]
    literal = [name for name in ids if UNKNOWN not in name]
    return [f"id {name!r} stands twice" for name in sorted({n for n in literal if literal.count(n) > 1})]


def markup_faults(template: str) -> list[str]:
    seen = outline(template)
    return [*form_faults(seen), *inline_faults(seen)]


def wording_faults(template: str) -> Iterator[str]:
    """Straight quotes and hyphens between words, in text and in what is read aloud or shown on pointing."""
    seen = outline(template)
    shown = [(t.attributes.get(name) or "", t.line) for t in seen.tags for name in READ_ALOUD]
    for text, line in [*((text.words, text.line) for text in seen.texts), *shown]:
        if '"' in text:
            yield f'line {line}: " instead of «»'
        if re.search(r"\S\s+-\s+\S", text):
            yield f"line {line}: - instead of —"


def css_faults(css: str) -> Iterator[str]:
    """What Chromium 109 and Firefox 115 do not know: nested rules and :has()."""
    plain = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", lambda m: "\n" * m[0].count("\n"), css, flags=re.DOTALL)
    if ":has(" in plain:
        yield ":has()"
    blocks: list[bool] = []  # for each open block: whether it may hold rules
    for part in re.finditer(r"([^{};]*)([{};])", plain):
        if part[2] == "{":
            if blocks and not blocks[-1]:
                yield f"line {plain[: part.start(2)].count(chr(10)) + 1}: a rule inside a rule"
            blocks.append(part[1].strip().startswith("@"))
        elif part[2] == "}" and blocks:
            blocks.pop()


def faults(files: Iterable[tuple[str, str]], check: Callable[[str], Iterable[str]]) -> list[str]:
    return [f"{path}: {fault}" for path, text in files for fault in check(text)]


def test_there_are_templates_and_stylesheets_to_look_at() -> None:
    assert list(templates())
    assert list(stylesheets())


@pytest.mark.parametrize("check", [page_faults, id_faults, markup_faults, wording_faults])
def test_templates_are_without_faults(check: Callable[[str], Iterable[str]]) -> None:
    found = faults(templates(), check)
    assert found == [], "\n".join(found)


def test_stylesheets_are_understood_by_old_browsers() -> None:
    assert faults(stylesheets(), css_faults) == []


BASE = '<html lang="ru"><title>{% block title %}{% endblock %}</title></html>'


@pytest.mark.parametrize(
    ("check", "template", "expected"),
    [
        (page_faults, BASE.replace("ru", "en"), ['no <html lang="ru">']),
        (page_faults, BASE.replace("{% block title %}{% endblock %}", ""), ["no title"]),
        (page_faults, '{% extends "base.html" %}<p>', ["no title block"]),
        (id_faults, '<p id="a"><p id="a">', ["id 'a' stands twice"]),
        (markup_faults, '<form method="post">', ["line 1: <form> without action"]),
        (markup_faults, '\n<form action="/x">', ["line 2: <form> without method"]),
        (markup_faults, "<script>go()</script>", ["line 1: inline <script>"]),
        (wording_faults, '{# {% x %}\n #}<p>Урок "Физика"', ['line 2: " instead of «»']),
        (wording_faults, "<p>Урок - дома", ["line 1: - instead of —"]),
        (wording_faults, "<p>{{ a }} - {{ b }}", ["line 1: - instead of —"]),
        (wording_faults, "<img alt='Урок \"Физика\"'>", ['line 1: " instead of «»']),
        (css_faults, "a { color: red; }\na:has(b) { color: red }", [":has()"]),
        (css_faults, "@media print {\n a {\n & b { c: d } } }", ["line 3: a rule inside a rule"]),
    ],
)
def test_each_fault_is_named(
    check: Callable[[str], Iterable[str]], template: str, expected: list[str]
) -> None:
    assert list(check(template)) == expected


@pytest.mark.parametrize(
    ("check", "template"),
    [
        (page_faults, BASE),
        (page_faults, BASE.replace("{% block title %}{% endblock %}", "Не вышло")),
        (page_faults, '{% extends "base.html" %}{% block title %}Уроки{% endblock %}'),
        (id_faults, '<p id="{{ a }}"><p id="{{ b }}"><p id="row-{{ c }}"><p id="row-{{ d }}">'),
        (
            markup_faults,
            '<form action="{{ url_for("x") }}" method="post"><input {% if y %}checked{% endif %}>',
        ),
        (
            wording_faults,
            '<p title="{{ a["b"] }}">Кто-то — «Физика»{{ "x - y" }}<script src="a.js"></script>',
        ),
        (css_faults, "@media print { a { color: red } } /* :has( */ a::after { content: '{'; }"),
    ],
)
def test_what_is_right_is_left_alone(check: Callable[[str], Iterable[str]], template: str) -> None:
    assert list(check(template)) == []
