"""The school's settings, each with its history."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from ejournal.models.audit import Revision
from ejournal.models.settings import TITLES, SchoolSettings, Setting, school_settings
from ejournal.rules.refusal import Refusal
from ejournal.services import settings
from ejournal.services.verify import verify
from tests.school import BY, ZONE, School, at
from tests.services.steps import last_entry, stored

NOW = at("8:00")


def change(**values: Any) -> None:
    settings.change(values, by=BY, now=NOW)


def test_without_a_word_of_the_school_the_defaults_hold(school: School) -> None:
    assert school_settings() == SchoolSettings()
    assert (school_settings().entry_minutes, school_settings().late_entries_refused) == (10, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("school_name", "МОУ «Дальняя» & Ко"),
        ("entry_minutes", 5),
        ("late_entries_refused", True),
        ("electronic_since", date(2026, 12, 1)),
        ("electronic_since", None),
    ],
)
def test_a_setting_is_changed_and_the_others_stay(school: School, name: str, value: Any) -> None:
    change(**{name: value})
    assert getattr(school_settings(), name) == value
    others = set(TITLES) - {name}
    assert all(getattr(school_settings(), other) == getattr(SchoolSettings(), other) for other in others)


def test_every_change_is_a_version_of_the_setting(school: School) -> None:
    change(entry_minutes=5)
    change(entry_minutes=7)
    (setting,) = Setting.select()
    mine = (Revision.record_kind == "setting") & (Revision.record_id == setting.id)
    assert (setting.value, setting.version, Revision.select().where(mine).count()) == ("7", 2, 2)
    assert (last_entry().kind, verify(ZONE)) == ("settings.change", [])


@pytest.mark.parametrize(
    "values",
    [
        {"no_such_setting": 1},
        {"entry_minutes": 5, "no_such_setting": 1},
        {"entry_minutes": "десять"},
        {"entry_minutes": -1},
        {"late_entries_refused": "да"},
        {"electronic_since": "когда-нибудь"},
        {"school_week": 8},
        {"school_name": None},
    ],
)
def test_an_unknown_name_or_a_bad_value_changes_nothing(school: School, values: dict[str, Any]) -> None:
    before = stored()
    with suppress(Refusal, ValueError):
        change(**values)
    assert stored() == before


def test_every_setting_has_a_title_in_russian() -> None:
    assert set(TITLES) == set(SchoolSettings.__dataclass_fields__)
