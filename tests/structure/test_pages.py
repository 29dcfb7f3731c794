"""The checks of pages and fragments notice each fault."""

import pytest

from tests.pages import check_fragment, check_page

PAGE = """<!doctype html><html lang="ru"><head><title>Уроки</title></head>
<body><form id="day" action="/lessons" method="get"><input name="day"></form>
<table><tr><td>1<td>2<tr><td>3</table><script src="/static/app.js"></script></body></html>"""
FRAGMENT = (
    '<section id="topic"><form action="/lessons/1/topic" method="post"><p>Тема<br>и ещё</form></section>'
)


def test_a_good_page_and_a_good_fragment_pass() -> None:
    check_page(PAGE)
    check_fragment(FRAGMENT)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('lang="ru"', 'lang="en"', "lang"),
        ("<title>Уроки</title>", "<title> </title>", "no title"),
        ("<title>Уроки</title>", "", "no title"),
        ('<input name="day">', '<input id="day">', "'day' stands 2 times"),
        (' action="/lessons"', "", "without action"),
        (' method="get"', "", "without method"),
        ('<input name="day">', '<input style="color: red">', "style on <input>"),
        ('<input name="day">', '<input onclick="x()">', "onclick on <input>"),
        ('<input name="day">', '<input hx-on:click="x()">', "hx-on:click on <input>"),
        ('<input name="day">', '<input hx-vals="js:{x: 1}">', "hx-vals on <input>"),
        (' src="/static/app.js"', "", "inline <script>"),
        ("<table>", "<style>p { color: red }</style><table>", "inline <style>"),
        ("</form>", "", "<form> is never closed"),
        ("<table>", "</div><table>", "</div> closes nothing"),
    ],
)
def test_each_fault_of_a_page_is_named(good: str, bad: str, fault: str) -> None:
    assert good in PAGE
    with pytest.raises(AssertionError, match=fault):
        check_page(PAGE.replace(good, bad, 1))


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (FRAGMENT + '<p id="more">', "2 root elements"),
        (FRAGMENT.replace(' id="topic"', ""), "the root has no id"),
        ("", "0 root elements"),
        (FRAGMENT.replace(' action="/lessons/1/topic"', ""), "without action"),
        (FRAGMENT.replace("<p>", '<p id="topic">'), "'topic' stands 2 times"),
    ],
)
def test_each_fault_of_a_fragment_is_named(html: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check_fragment(html)
