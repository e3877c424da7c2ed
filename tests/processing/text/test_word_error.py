import time

import pytest

from mmdemo.processing.text.word_error import error_rate, sentence_errors, spoken_words
from mmdemo.schema import Language

SCRIPT = "Meet the solid oak mug. It holds 350 ml & costs just $24.00 — dishwasher-safe! 🎉 It ships in 7-10 days."
WENGAO = "这款橡木杯很便宜，只要¥199.90。容量350ml，支持USB-C加热！7-10天送达🎉。"


@pytest.mark.parametrize(
    ("said", "heard", "language"),
    [
        (SCRIPT, SCRIPT, "en"),
        (
            SCRIPT,
            " meet the solid oak mug it holds three hundred and fifty millilitres and costs just twenty-four dollars, "
            "dishwasher safe. It ships in seven to ten days",
            "en",
        ),
        ("Colour: grey, 1,200 W, OK.", "Color gray one thousand two hundred watts okay", "en"),
        ("It’s ready", "It's ready.", "en"),
        (WENGAO, "这款橡木杯很便宜 只要199.9元 容量350毫升 支持USBC加热 七到十天送达", "zh"),
        ("重5kg，2个装，50%棉", "重五公斤，两个装，百分之五十棉。", "zh"),
        ("原价199元", "原价199块钱", "zh"),
        ("跑5km", "跑五公里", "zh"),
    ],
)
def test_spelling_and_figures_are_no_errors(said: str, heard: str, language: Language) -> None:
    assert error_rate(said, heard, language) == 0.0


@pytest.mark.parametrize(
    ("said", "heard", "rate"),
    [
        ("the oak mug is here", "the oak mug was here", 1 / 5),
        ("the oak mug is here", "the mug is here", 1 / 5),
        ("the oak mug is here", "the the oak mug is here now", 2 / 5),
        ("the oak mug is here", "", 1.0),
        ("one two", "now this is something else", 2.5),
        ("", "", 0.0),
    ],
)
def test_each_wrong_word_counts_once(said: str, heard: str, rate: float) -> None:
    assert error_rate(said, heard, "en") == pytest.approx(rate)


def test_chinese_counts_characters() -> None:
    assert error_rate("这款橡木杯很好", "这款象木杯很好", "zh") == pytest.approx(1 / 7)
    assert spoken_words("USB-C加热", "zh") == ["u", "s", "b", "c", "加", "热"]


def test_a_long_script_takes_no_time() -> None:
    started = time.perf_counter()
    assert error_rate("word " * 3000, "word " * 2990, "en") == pytest.approx(10 / 3000)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("heard", "errors"),
    [
        ("a solid oak board it holds three hundred fifty milliliters wipe clean", (0, 0, 0)),
        ("a solid oak bird it holds three hundred fifty milliliters wipe clean", (0.25, 0, 0)),
        ("a solid oak board wipe clean", (0, 1, 0)),
        ("a solid oak board it holds three hundred fifty milliliters wipe it clean", (0, 0, 0.5)),
        ("", (1, 1, 1)),
    ],
)
def test_each_sentence_has_its_own_errors(heard: str, errors: tuple[float, ...]) -> None:
    said = ("A solid oak board.", "It holds 350 ml.", "Wipe clean.")
    assert sentence_errors(said, heard, "en") == pytest.approx(errors)


def test_sentence_errors_add_up_to_the_whole() -> None:
    said = ("A solid oak board.", "", "It holds 350 ml.")
    heard = "the solid board and it holds thirty fifty mail letters"
    found = sentence_errors(said, heard, "en")
    words = [len(spoken_words(sentence, "en")) for sentence in said]
    whole = error_rate(" ".join(said), heard, "en") * sum(words)
    assert sum(error * count for error, count in zip(found, words, strict=True)) == pytest.approx(whole)
    assert found[1] == 0


def test_characters_are_the_words_of_a_chinese_sentence() -> None:
    assert sentence_errors(("纯棉短袖。", "售价99元。"), "纯棉长袖售价九十九元", "zh") == pytest.approx((0.25, 0))
