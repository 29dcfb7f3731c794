"""Topics are written in Russian, on foreign-language lessons too, and are obligatory (п. 3.6)."""

import pytest

from ejournal.rules.language import check_topic, homework_warning
from ejournal.rules.refusal import Refusal, Way

pytestmark = pytest.mark.clause("3.6")

ENGLISH = "Иностранный язык (английский)"
GERMAN = "Второй иностранный язык (немецкий)"
FRENCH = "Иностранный язык (французский)"
MATHS = "Математика"

# Real topics of all school subjects; each stands as a teacher writes it.
RUSSIAN_TOPICS = [
    # English, grade 7, as the plan of the example school has them
    (ENGLISH, "Вводный урок. Повторение лексики по теме «Летние каникулы»"),
    (ENGLISH, "Моя семья и родственники"),
    (ENGLISH, "Простое настоящее и настоящее длительное время: повторение"),
    (ENGLISH, "Диалог-обмен мнениями «Разговор с другом»"),
    (ENGLISH, "Входная контрольная работа"),
    (ENGLISH, "Степени сравнения прилагательных и наречий"),
    (ENGLISH, "Модальные глаголы и их эквиваленты"),
    (ENGLISH, "Продукты питания - количественные местоимения"),
    (ENGLISH, "Контрольная работа № 2 по темам «Здоровый образ жизни», «Покупки»"),
    (ENGLISH, "Страдательный залог: простое настоящее и простое прошедшее время"),
    (ENGLISH, "Великобритания и США: географическое положение"),
    # terms of the language beside Russian words are how teachers really write
    (ENGLISH, "Present Perfect: правила употребления"),
    (ENGLISH, "Тема Unit 3. Грамматика: Present Perfect"),
    (ENGLISH, "Unit 3. Семья"),
    (ENGLISH, "Глагол to be"),
    (ENGLISH, "Чтение текста «My Family»"),
    (ENGLISH, "Конструкция there is / there are"),
    (ENGLISH, "Артикли a / an / the"),
    (ENGLISH, "My Family (Моя семья)"),
    (GERMAN, "Perfekt: образование и употребление"),
    (GERMAN, "Знакомство. Алфавит: ä, ö, ü, ß"),
    (FRENCH, "Прошедшее время passé composé"),
    # Russian and literature
    ("Русский язык", "Русский язык — государственный язык Российской Федерации"),
    ("Русский язык", "Правописание корня -кас- – -кос- с чередованием а // о"),
    ("Русский язык", "РР. Контрольное сочинение № 1 по картине"),
    ("Русский язык", "Правописание н и нн в именах прилагательных"),
    ("Русский язык", "Контрольный диктант № 1 (входной) с грамматическим заданием"),
    ("Литература", "А.С. Пушкин. «Капитанская дочка»"),
    ("Литература", "«Мцыри»"),
    ("Литература", "Р. Брэдбери. «451° по Фаренгейту»"),
    ("Литературное чтение", "ЁЖ"),  # two letters, but a Russian word and nothing foreign beside it
    ("Литература", "«Мы»"),
    # mathematics and computing: formulas stand beside words
    ("Алгебра", "Уравнение вида x² = a"),
    ("Алгебра", "Графики функций y = x³, y = √x, y = |x|"),
    ("Алгебра", "Функция y = kx"),
    ("Алгебра", "Теорема Виета"),
    ("Математика", "Число π"),
    ("Математика", "Числа от 1 до 10. Число 7"),
    ("Геометрия", "Признаки равенства треугольников"),
    ("Вероятность и статистика", "Диаграммы"),
    ("Информатика", "Работа в Word"),
    ("Информатика", "Язык Python. Цикл while"),
    # science
    ("Физика", "Закон Ома U = IR"),
    ("Физика", "Лабораторная работа № 1 «Определение цены деления шкалы измерительного прибора»"),
    ("Физика", "α-распад"),
    ("Химия", "Вода H2O"),
    ("Химия", "Расчёт по формуле n = m / M"),
    ("Биология", "ДНК"),  # an abbreviation, but a Russian one
    ("Астрономия", "Спектр звёзд класса M"),
    ("География", "США"),
    ("География", "Юг России"),
    # society
    ("История", "СССР в 1945–1953 гг."),
    ("История", "Страницы истории XIX века"),
    ("Обществознание", "ВВП и ВНП"),
    ("Основы безопасности и защиты Родины", "ПДД"),
    # primary school, arts, sport
    ("Окружающий мир", "Когда и где? «Лента времени»"),
    ("Окружающий мир", "Наши подземные богатства; практическая работа «Рассматривание полезных ископаемых»"),
    ("Русский язык", "Буквы Ъ и Ь"),
    ("Музыка", "Дж. Верди. Реквием"),
    ("Изобразительное искусство", "Натюрморт"),
    ("Труд (технология)", "3D-моделирование"),
    ("Физическая культура", "Бег 30 м. Сдача норм ГТО"),
    ("Разговоры о важном", "День знаний"),
]

# What a teacher is refused and the wording that is offered instead.
REPAIRED_TOPICS = [
    (ENGLISH, "Present Perfect and Past Simple", "Грамматика: Present Perfect and Past Simple"),
    (ENGLISH, "Present Perfect", "Грамматика: Present Perfect"),
    (ENGLISH, "Articles", "Грамматика: Articles"),
    (ENGLISH, "The Passive Voice", "Грамматика: The Passive Voice"),
    (ENGLISH, "Conditional II", "Грамматика: Conditional II"),
    (ENGLISH, "modal verbs", "Грамматика: modal verbs"),
    # a Russian conjunction between two English terms is no Russian wording
    (ENGLISH, "Past Simple или Past Perfect", "Грамматика: Past Simple или Past Perfect"),
    (ENGLISH, "Unit 3. Lesson 2", "Лексика и чтение: Unit 3. Lesson 2"),
    (ENGLISH, "Birthday presents", "Лексика и чтение: Birthday presents"),
    (ENGLISH, "A perfect day", "Лексика и чтение: A perfect day"),
    (ENGLISH, "Reading: The Selfish Giant", "Работа с текстом: Reading: The Selfish Giant"),
    (ENGLISH, "Writing a postcard", "Письмо: Writing a postcard"),
    (ENGLISH, "Listening", "Аудирование: Listening"),
    (ENGLISH, "Unit 5 vocabulary", "Лексика: Unit 5 vocabulary"),
    (ENGLISH, "Ex. 5 стр. 10", "Лексика и чтение: Ex. 5 стр. 10"),  # a reference is no topic
    # two letters are too few to speak for the foreign words beside them
    (ENGLISH, "Unit 3. Юг", "Лексика и чтение: Unit 3. Юг"),
    # one Russian letter inside an English word does not make it Russian
    (ENGLISH, "Рresent Реrfect", "Лексика и чтение: Рresent Реrfect"),
    (GERMAN, "Das Perfekt", "Грамматика: Das Perfekt"),
    (GERMAN, "Meine Familie", "Лексика и чтение: Meine Familie"),
    (FRENCH, "Le passé composé", "Грамматика: Le passé composé"),
    ("Химия", "H2O", "Тема: H2O"),
    ("Алгебра", "y = kx + b", "Тема: y = kx + b"),
    ("Информатика", "Python", "Тема: Python"),
    ("Физика", "β", "Тема: β"),
    ("История", "XIX", "Тема: XIX"),
    # another language in Cyrillic is not Russian
    ("Родной язык", "Ўзбек", "Тема: Ўзбек"),
    # one Latin letter slipped into a Russian word: the person sees no difference, so it is mended
    (MATHS, "Cложение", "Сложение"),
    (MATHS, "Pешение", "Решение"),
]

NOT_A_TOPIC = [
    "5",
    "№ 5",
    "1945",
    "√2",
    "§ 12",
    "КР № 2",
    "упр. 5",
    "стр. 10, упр. 3",
    "ХХ",
    "ХХХ",
    "2 + 2 = 4",
    "²",
]
EMPTY = ["", "   ", "\n", "—", "...", "🙂", "\u200b", "\u200f\u200e"]


def refusal_of(text: str, subject: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        check_topic(text, subject)
    return caught.value


@pytest.mark.parametrize(("subject", "topic"), RUSSIAN_TOPICS)
def test_a_topic_with_russian_words_is_accepted(subject: str, topic: str) -> None:
    check_topic(topic, subject)


@pytest.mark.parametrize(("subject", "topic", "repair"), REPAIRED_TOPICS)
def test_a_foreign_topic_is_refused_with_a_ready_wording(subject: str, topic: str, repair: str) -> None:
    refusal = refusal_of(topic, subject)
    assert (refusal.clause, refusal.way, refusal.repair) == ("3.6", Way.REPAIR, repair)


@pytest.mark.parametrize(("subject", "topic", "repair"), REPAIRED_TOPICS)
def test_the_ready_wording_is_itself_accepted(subject: str, topic: str, repair: str) -> None:
    check_topic(str(refusal_of(topic, subject).repair), subject)


@pytest.mark.parametrize("topic", NOT_A_TOPIC)
def test_numbers_and_references_are_no_topic_and_nothing_is_invented_for_them(topic: str) -> None:
    refusal = refusal_of(topic, MATHS)
    assert "не видно темы" in refusal.message
    assert (refusal.clause, refusal.way, refusal.repair) == ("3.6", None, None)


@pytest.mark.parametrize("topic", EMPTY)
def test_an_empty_topic_is_told_to_be_obligatory(topic: str) -> None:
    refusal = refusal_of(topic, ENGLISH)
    assert "обязательна" in refusal.message
    assert (refusal.clause, refusal.repair) == ("3.6", None)


def test_mixed_letters_are_explained_differently_from_a_foreign_topic() -> None:
    assert "похожими латинскими" in refusal_of("Cложение", MATHS).message
    assert "похожими" not in refusal_of("Present Perfect", ENGLISH).message


def test_accents_and_soft_hyphens_do_not_break_a_russian_word() -> None:
    check_topic("До\u0301м", "Литература")
    check_topic("Во\u00adда", "Химия")
    check_topic("И\u0306од", "Химия")


STRANGE = {
    "very long": "Unit " * 50_000,
    "heaped marks": "e" + "\u0301\u0323" * 100_000,
    "override": "\u202eabc\u202c",
    "right-to-left mark": "Present\u200f Perfect",
    "NUL": "\x00Present\x00",
    "lone surrogate": "\ud800abc",
    "emoji": "👨‍👩‍👧 family",
    "Chinese": "你好",
    "Hebrew": "שלום",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_strange_foreign_text_is_refused_without_a_crash_and_its_repair_is_accepted(text: str) -> None:
    check_topic(str(refusal_of(text, ENGLISH).repair), ENGLISH)


def test_a_very_long_russian_topic_is_accepted_here_and_left_to_the_limit_of_its_field() -> None:
    check_topic("Тема " * 50_000, ENGLISH)


@pytest.mark.parametrize("text", ["Ex. 5, p. 10", "WB p. 5, Learn the words", "Lesen und übersetzen"])
def test_homework_in_a_foreign_language_alone_is_warned_about(text: str) -> None:
    assert "не по-русски" in str(homework_warning(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "не задано",
        "упр. 1, с. 5",
        "№ 12 (a, b)",
        "§ 1, № 3, 5",
        "проект «Моя семья»",
        "выучить слова Unit 3",
    ],
)
def test_ordinary_homework_is_not_warned_about(text: str) -> None:
    assert homework_warning(text) is None
