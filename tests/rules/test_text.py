"""What a person typed is stored exactly, or refused with a clear sentence."""

import pytest

from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import clean, one_line


def kept(text: str) -> str:
    return clean(text, limit=200, field="Тема урока")


def refusal_of(text: str, limit: int = 200) -> Refusal:
    with pytest.raises(Refusal) as caught:
        clean(text, limit=limit, field="Тема урока")
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "Иванов & <Ко>",
        "«ёлочки» и \"прямые\" кавычки — 'разные'",
        "Семья 👨‍👩‍👧 и флаг 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "5\u00a0кг",
        "пере\u00adнос",
        "нулевой\u200bпробел",
        "смешанный \u200eтекст\u200f",
        "x² + √2 ≤ 5",
        "{{ шаблон }}",
        "две\nстроки",
        "два  пробела",
    ],
)
def test_what_harms_nobody_is_stored_exactly(text: str) -> None:
    assert kept(text) == text


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_one_kind(break_: str) -> None:
    assert kept(f"упр. 1{break_}упр. 2") == "упр. 1\nупр. 2"


def test_a_tab_becomes_a_space() -> None:
    assert kept("§ 1\tупр. 2") == "§ 1 упр. 2"


def test_blanks_and_invisible_signs_at_both_ends_are_dropped() -> None:
    assert kept(" \u00a0\ufeff\n Дроби \u200b\n ") == "Дроби"
    assert kept("\u200b \ufeff") == ""


def test_letters_typed_in_two_parts_are_put_together() -> None:
    assert kept("И\u0306од, е\u0308лка") == "Йод, ёлка"


@pytest.mark.parametrize(
    ("sign", "named"),
    [
        ("\x00", "управляющий символ, код U+0000"),
        ("\x07", "управляющий символ, код U+0007"),
        ("\x1f", "управляющий символ, код U+001F"),
        ("\x7f", "управляющий символ, код U+007F"),
        ("\x98", "управляющий символ, код U+0098"),
        ("\ud83d", "обломок знака, код U+D83D"),
        ("\uffff", "обломок знака, код U+FFFF"),
        ("\u202e", "скрытая смена направления письма, код U+202E"),
        ("\u2067", "скрытая смена направления письма, код U+2067"),
    ],
)
def test_a_sign_that_cannot_be_kept_is_named_and_the_text_without_it_is_offered(
    sign: str, named: str
) -> None:
    refusal = refusal_of(f"Сложение {sign}дробей{sign}")
    assert refusal.message == (
        f"Поле «Тема урока»: после «Сложение» стоит знак, который нельзя сохранить ({named}). Уберите его."
    )
    assert (refusal.clause, refusal.way, refusal.repair) == ("", Way.REPAIR, "Сложение дробей")
    assert kept(str(refusal.repair)) == "Сложение дробей"


def test_the_sentence_about_a_bad_sign_can_itself_be_sent() -> None:
    refusal = refusal_of("\ud83d\ud83d")
    assert "в самом начале" in refusal.message
    assert refusal.message.encode()


def test_the_limit_counts_letters_as_a_person_does() -> None:
    assert clean("й" * 10, limit=10, field="Тема") == "й" * 10
    assert clean(" " + "и\u0306" * 10 + " ", limit=10, field="Тема") == "й" * 10


def test_a_text_over_the_limit_is_told_the_limit_and_its_length() -> None:
    refusal = refusal_of("я" * 11, limit=10)
    assert refusal.message == "Поле «Тема урока» вмещает знаков: 10, введено: 11. Сократите текст."
    assert (refusal.clause, refusal.way) == ("", None)


def test_a_million_combining_marks_are_refused_at_once() -> None:
    assert "введено: 1000001" in refusal_of("a" + "\u0301\u0323" * 500_000).message


def test_a_topic_is_one_line_whose_breaks_are_spaces() -> None:
    typed = " Презентация проектов \r\n\r\n «Родной край»\vи выставка\n"
    assert one_line(typed, limit=200, field="Тема урока") == "Презентация проектов «Родной край» и выставка"


def test_one_line_refuses_the_same_signs_and_keeps_the_same_limit() -> None:
    with pytest.raises(Refusal, match="управляющий"):
        one_line("Дроби\x1f", limit=200, field="Тема урока")
    with pytest.raises(Refusal, match="вмещает знаков: 5"):
        one_line("Дроби и числа", limit=5, field="Тема урока")
