"""The frames may greet and invite; they may not claim anything."""

import re

import pytest

from mmdemo.processing.text.lexicon import fill, read_table, slots, word_set
from mmdemo.schema import LANGUAGES, TONES, Language

_CLAIMS_EN = frozenset(
    "best perfect premium quality durable lightweight luxury luxurious beautiful stylish amazing great ideal gift "
    "must-have "
    "handmade natural eco new latest free cheap affordable comfortable sleek elegant unique "
    "exclusive guaranteed top finest "
    "most only sale offer soft strong safe fast easy love favorite favourite".split()
)
_CLAIMS_ZH = (
    "最 第一 顶级 高端 优质 品质 精美 耐用 轻便 完美 独家 正品 热销 特价 新品 送礼 必备 奢华 舒适 超值 只要 限时"
).split()


def _frames(language: Language) -> list[str]:
    table = read_table(f"frames_{language}")
    return [frame for slot in table.values() for tone in TONES for frame in slot[tone]]


def _patterns(language: Language) -> list[str]:
    keys = (
        "fragment",
        "fragment_many",
        "predicate",
        "predicate_many",
        "label",
        "clause",
        "clause_many",
        "clause_ended",
    )
    return [entry[key] for entry in read_table("attributes")[language].values() for key in keys if key in entry]


def test_english_frames_use_the_closed_list_alone() -> None:
    allowed = word_set("framing", "en") | word_set("english", "function_words") | {"ideal", "suitable"}
    for text in _frames("en") + _patterns("en"):
        words = re.findall(r"[a-z]+(?:['-][a-z]+)*", re.sub(r"\{\w+\}", " ", text).casefold())
        assert set(words) <= allowed, text


def test_chinese_frames_use_the_closed_list_alone() -> None:
    for text in _frames("zh") + _patterns("zh"):
        pieces = {piece for piece in re.split(r"\{\w+\}|[，。！？：、“”；\s]", text) if piece}
        assert pieces <= word_set("framing", "zh"), text


def test_the_closed_lists_claim_nothing() -> None:
    assert not word_set("framing", "en") & _CLAIMS_EN
    assert not [phrase for phrase in word_set("framing", "zh") if any(claim in phrase for claim in _CLAIMS_ZH)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_speaks_in_every_tone(language: Language) -> None:
    for slot, tones in read_table(f"frames_{language}").items():
        assert set(tones) == set(TONES) and all(tones.values()), slot
    assert read_table("frames_en").keys() == read_table("frames_zh").keys()


def test_fill_never_reads_a_value_again() -> None:
    assert fill("{a} and {b}", {"a": "{b} %s", "b": "${alert(1)}"}) == "{b} %s and ${alert(1)}"
    assert slots("{a} {b_c}") == {"a", "b_c"}
