"""A load is one deed with an undo of its own: «Необычная работа» does not name it (п. 3.5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ejournal.loading import register
from ejournal.loading.chosen import Chosen
from ejournal.models.audit import Audit
from ejournal.models.people import Person
from ejournal.models.sessions import Session
from ejournal.reports import watch
from ejournal.services import cards, sessions, settings
from ejournal.services.uploads import NewFile
from tests.loading.samples import BY, NOW, ORDER, bring, compared, open_year

pytestmark = [pytest.mark.clause("3.5"), pytest.mark.usefixtures("db")]
HEAD = "Класс;ФИО;Дата рождения\n"
MOST = 20  # the least that a school may set


def test_a_load_of_many_rows_is_not_shown_and_the_same_typed_in_a_minute_is() -> None:
    open_year()
    settings.change({"watch_facts": MOST}, by=BY, now=NOW)
    bring("class_list", HEAD + "5;Котова Вера Олеговна;05.06.2015\n")
    person = Person.get()
    sessions.open_session(person, 12, NOW, None)
    by = replace(BY, session=Session.get().id)
    text = HEAD + "".join(f"5;Белов Пётр Ильич;{day:02}.02.2015\n" for day in range(1, 26))
    file = NewFile("import", "x", "text/csv", text.encode())
    register.load("class_list", file, Chosen(order=ORDER), compared("class_list", text), by=by, now=NOW)
    loaded = Audit.get(Audit.kind == "import.load", Audit.session == by.session)
    assert loaded.facts > MOST
    assert watch.page(NOW).lines == ()
    for place in range(MOST + 1):
        when = NOW + timedelta(seconds=60 + place)
        cards.change(person, {"phone": f"891100000{place:02}"}, {}, by=by, now=when)
    assert len(watch.page(NOW + timedelta(hours=1)).lines) == 1
