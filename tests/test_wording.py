"""Russian wording as people read it on pages and papers."""

from datetime import UTC, date, datetime, time

import pytest

from ejournal import wording

MONDAY = date(2026, 11, 23)


def test_a_date_is_said_in_words_with_the_year_kept_together() -> None:
    assert wording.date_words(MONDAY) == "23 ноября 2026\u00a0г."
    assert wording.date_words(date(2026, 9, 5)) == "5 сентября 2026\u00a0г."


def test_a_date_is_written_in_figures_with_both_zeros() -> None:
    assert wording.date_numeric(date(2026, 9, 5)) == "05.09.2026"
    assert wording.date_short(date(2026, 9, 5)) == "05.09"
    assert wording.date_short(MONDAY) == "23.11"


def test_a_day_is_named_without_its_year() -> None:
    assert wording.day_month(date(2027, 5, 1)) == "1 мая"


MONTHS = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
]


@pytest.mark.parametrize(("number", "forms"), list(enumerate(MONTHS, 1)))
def test_every_month_has_its_two_forms(number: int, forms: tuple[str, str]) -> None:
    assert (wording.month_name(number), wording.day_month(date(2026, number, 1))) == (
        forms[0],
        f"1 {forms[1]}",
    )


def test_weekdays_are_named_in_full_and_in_two_letters() -> None:
    week = [date(2026, 11, 23 + day) for day in range(7)]
    full = " ".join(wording.weekday(day) for day in week)
    assert full == "понедельник вторник среда четверг пятница суббота воскресенье"
    assert " ".join(wording.weekday_short(day) for day in week) == "пн вт ср чт пт сб вс"


def test_time_is_written_as_bells_are() -> None:
    assert wording.clock_time(time(8, 5)) == "8:05"
    assert wording.clock_time(time(0, 0)) == "0:00"
    assert wording.clock_time(datetime(2026, 11, 23, 10, 42, 59, tzinfo=UTC)) == "10:42"


def test_a_moment_is_a_day_and_a_time() -> None:
    assert wording.moment(datetime(2026, 11, 23, 10, 42, tzinfo=UTC)) == "23.11 в 10:42"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23–29 ноября 2026\u00a0г."),
        (date(2026, 11, 30), date(2026, 12, 6), "30 ноября – 6 декабря 2026\u00a0г."),
        (date(2026, 12, 28), date(2027, 1, 3), "28 декабря 2026\u00a0г. – 3 января 2027\u00a0г."),
        (date(2026, 11, 23), date(2027, 11, 29), "23 ноября 2026\u00a0г. – 29 ноября 2027\u00a0г."),
        (MONDAY, MONDAY, "23 ноября 2026\u00a0г."),
    ],
)
def test_a_span_of_days_says_the_shared_part_once(first: date, last: date, words: str) -> None:
    assert wording.span(first, last) == words


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "уроков"),
        (1, "урок"),
        (2, "урока"),
        (4, "урока"),
        (5, "уроков"),
        (11, "уроков"),
        (12, "уроков"),
        (14, "уроков"),
        (21, "урок"),
        (22, "урока"),
        (25, "уроков"),
        (101, "урок"),
        (111, "уроков"),
        (112, "уроков"),
        (-1, "урок"),
    ],
)
def test_the_word_agrees_with_its_number(number: int, word: str) -> None:
    assert wording.plural(number, "урок", "урока", "уроков") == word


def test_lateness_is_told_in_days() -> None:
    assert wording.days_late(2) == "внесено с опозданием 2\u00a0дн."


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (4.5, 2, "4,50"),
        (0.125, 2, "0,13"),
        (1.005, 2, "1,01"),
        (1234567.8, 1, "1\u00a0234\u00a0567,8"),
        (1020, 0, "1\u00a0020"),
        (2.5, 0, "3"),
    ],
)
def test_numbers_have_a_comma_and_round_as_at_school(value: float, places: int, text: str) -> None:
    assert wording.decimal(value, places) == text


def test_an_average_has_two_places_and_a_dash_for_nothing() -> None:
    assert wording.average(13 / 3) == "4,33"
    assert wording.average(4) == "4,00"
    assert wording.average(None) == "—"


def test_a_full_name_does_without_a_patronymic() -> None:
    assert wording.full_name("Ёлкина", "Анна", "Петровна") == "Ёлкина Анна Петровна"
    assert wording.full_name("Ёлкина", "Анна", None) == "Ёлкина Анна"


@pytest.mark.parametrize(
    ("name", "patronymic", "initials"),
    [
        ("Анна", "Петровна", "А.П."),
        ("Анна", None, "А."),
        ("Анна", "", "А."),
        ("Анна-Мария", "Петровна", "А.-М.П."),
        ("Тимур", "Рашид оглы", "Т.Р."),
    ],
)
def test_initials_stand_on_either_side_of_a_surname_and_never_part_from_it(
    name: str, patronymic: str | None, initials: str
) -> None:
    assert wording.short_name("Ёлкина", name, patronymic) == f"Ёлкина\u00a0{initials}"
    assert wording.initials_first("Ёлкина", name, patronymic) == f"{initials}\u00a0Ёлкина"


def test_a_class_is_named_with_its_letter_if_it_has_one() -> None:
    assert wording.class_name(7, "А") == "7А"
    assert wording.class_name(11, "") == "11"


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["а"], "а"), (["а", "б"], "а и б"), (["а", "б", "в"], "а, б и в")],
)
def test_a_list_ends_with_and(parts: list[str], text: str) -> None:
    assert wording.join_and(parts) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Одночлены", "«Одночлены»"),
        ("Рассматривание «Осень»", "«Рассматривание „Осень“»"),
        ("«Осень» и «Весна»", "«„Осень“ и „Весна“»"),
        ("", "«»"),
    ],
)
def test_quotes_within_quotes_are_of_the_other_kind(text: str, words: str) -> None:
    assert wording.quoted(text) == words


def test_the_number_of_a_clause_never_parts_from_its_sign() -> None:
    assert wording.clause("4.5.4") == "п.\u00a04.5.4 Положения"


def test_names_are_searched_without_capitals_yo_and_extra_spaces() -> None:
    assert wording.fold("  Семёнова\u00a0 ЁЛКА ") == "семенова елка"


@pytest.mark.parametrize(
    ("kind", "numbers", "told"),
    [
        ("quarter", (1, 2), "I–II\u00a0четв."),
        ("quarter", (3, 1), "I, III\u00a0четв."),
        ("half", (1,), "I\u00a0полуг."),
        ("trimester", (1, 2, 3), "I–III\u00a0трим."),
        ("quarter", (), ""),
    ],
)
def test_periods_of_a_page_are_told_shortly(kind: str, numbers: tuple[int, ...], told: str) -> None:
    assert wording.periods_short(kind, numbers) == told


@pytest.mark.clause("4.5.4")
def test_a_corrected_mark_names_its_memo_or_the_decision() -> None:
    assert f"исправлено{wording.corrected_by(7)}" == "исправлено, служебная записка № 7"
    assert f"исправлено{wording.corrected_by(None)}" == "исправлено по решению заместителя директора"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+79001234567", "+7\u00a0(900)\u00a0123-45-67"),
        ("8 (831) 000-00-00", "8 (831) 000-00-00"),
        ("+7900123456", "+7900123456"),
        ("", ""),
    ],
)
def test_a_phone_is_printed_in_groups_that_no_line_breaks(number: str, said: str) -> None:
    assert wording.phone(number) == said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Нет работы.", "Нет работы"),
        ("Нет работы. ", "Нет работы"),
        ("и так далее...", "и так далее..."),
        ("", ""),
    ],
)
def test_the_full_stop_of_a_persons_words_is_left_to_the_sentence(text: str, left: str) -> None:
    assert wording.unstopped(text) == left
