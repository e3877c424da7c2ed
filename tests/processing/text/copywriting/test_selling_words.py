"""The words of the scenes and benefits: enough of them, and none that says a thing of its own."""

from __future__ import annotations

import re

import pytest

from mmdemo.processing.text import english
from mmdemo.processing.text.lexicon import fill, read_table, slots, word_set
from mmdemo.schema import TONES, Language, Tone

USES = read_table("uses")
BENEFITS = read_table("benefits")["benefits"]
CATEGORIES = read_table("categories")
LARGE = (
    "tableware kitchen clothing footwear accessories jewelry bags beauty decor furniture lighting bedding phones"
    " computers toys food pets"
).split()
SLOTS = frozenset(read_table("english")["third_person"]) | {"it", "It", "they"}

COLOURS = "black white red blue green yellow orange purple pink brown grey gray beige navy teal khaki silver golden"
SUPERLATIVES = "best most finest ultimate greatest unique unrivalled perfect ideal amazing stunning must-have top-notch"
COMPARISONS = "than better more less finer unlike superior cheaper"
PROMISES = "will guarantee guaranteed guarantees promise promises always forever never you'll it'll proven"
EXPERIENCES = "we i i've we've customers everyone's bestselling love loves loved adore tested reviewed reviewers"
PRAISE = (
    "comfortable comfy cosy cozy soft durable sturdy strong robust beautiful elegant stylish luxurious luxury quality"
    " premium safe healthy health organic certified gorgeous lovely delicious fresh"
)
BANNED_EN = frozenset(" ".join([COLOURS, SUPERLATIVES, COMPARISONS, PROMISES, EXPERIENCES]).split())
BANNED_ZH = (
    "最 更 第一 唯一 顶级 极致 完美 理想 绝对 保证 一定 永远 必备 必买 神器 爆款 王牌 首选 亲测 回购 好评 我们用 小编 "
    "比起 胜过 超越 优于 不输 治 疗效 健康 养生 认证 舒适 舒服 耐用 结实 优质 高级 奢华 精美 高端 时尚 百搭"
).split()
NUMBERS_ZH = "二三四五六七八九"
# Words that end like a superlative and are none.
EST = frozenset("rest guest guests forest chest honest interest west test nest harvest request first best".split())


def sentences(language: Language) -> list[str]:
    said = [
        say if isinstance(say, str) else say["text"]
        for kind in USES.values()
        for entry in kind[language]
        for say in entry["say"]
    ]
    return said + [text for entry in BENEFITS for text in entry["say"][language]]


def bare(template: str) -> str:
    return re.sub(r"\{\w+\}", " ", template)


def test_every_category_has_its_scenes() -> None:
    assert set(CATEGORIES) | {"any"} <= set(USES)
    for name, entry in USES.items():
        for language in ("en", "zh"):
            wide = [one for one in entry[language] if "nouns" not in one]
            assert len(wide) == 1 and len(wide[0]["say"]) >= 6, (name, language)
            own = [one for one in entry[language] if "nouns" in one]
            assert all(len(one["say"]) >= 3 for one in own), (name, language)
            assert len(own) >= (4 if name in LARGE else 0), (name, language)


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_finds_three_sentences(tone: Tone) -> None:
    for name, entry in USES.items():
        for language in ("en", "zh"):
            wide = next(one for one in entry[language] if "nouns" not in one)["say"]
            assert sum(isinstance(say, str) or tone in say["tones"] for say in wide) >= 3, (name, language)


def test_tones_are_known_and_quiet_ones_keep_quiet() -> None:
    for entry in (one for each in USES.values() for language in ("en", "zh") for one in each[language]):
        for say in entry["say"]:
            tones = set(TONES) if isinstance(say, str) else set(say["tones"])
            text = say if isinstance(say, str) else say["text"]
            assert tones and tones <= set(TONES)
            if tones & {"premium", "expert", "minimal"}:
                assert not re.search(r"[!！~～]|啦(?!一声)|哦|\w'(?:ll|re|ve|t|d|m)\b", text), text


def test_no_sentence_comes_twice_in_its_kind() -> None:
    for name, entry in USES.items():
        for language in ("en", "zh"):
            texts = [str(say) for one in entry[language] for say in one["say"]]
            assert len(texts) == len(set(texts)), name


def test_nouns_are_known() -> None:
    for name, entry in USES.items():
        for language in ("en", "zh"):
            known = {
                noun
                for category in CATEGORIES.values()
                for noun in (category["nouns_en"] if language == "en" else category["measure_zh"])
            }
            listed = [noun for one in entry[language] for noun in one.get("nouns", ())]
            assert set(listed) <= known, name
            assert len(listed) == len(set(listed)), name
            assert set(entry.get("nouns", {}).get(language, ())) <= known, name


def test_benefits_are_whole() -> None:
    ids = [entry["id"] for entry in BENEFITS]
    assert len(ids) >= 90 and len(ids) == len(set(ids))
    for entry in BENEFITS:
        assert set(entry.get("categories", ())) <= set(USES), entry["id"]
        for language, most in (("en", 90), ("zh", 30)):
            assert entry["when"][language] and 2 <= len(entry["say"][language]) <= 3, entry["id"]
            assert all(len(text) <= most for text in entry["say"][language]), entry["id"]


def test_no_phrase_means_two_things() -> None:
    for language in ("en", "zh"):
        phrases = [phrase.casefold() for entry in BENEFITS for phrase in entry["when"][language]]
        assert sorted(phrases) == sorted(set(phrases))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_slots_are_known(language: Language) -> None:
    for text in sentences(language):
        assert slots(text) <= (SLOTS if language == "en" else frozenset()), text


def test_english_says_nothing_of_its_own() -> None:
    looks = {look.casefold() for look in read_table("scenes")["looks"].values()}
    looks |= word_set("english", "materials") | set(COLOURS.split())
    for text in sentences("en"):
        words = re.findall(r"[a-z]+(?:['-][a-z]+)*", bare(text).casefold())
        assert not re.search(r"\d", text), text
        assert not BANNED_EN & set(words), text
        padded = f" {' '.join(words)} "
        assert not [look for look in looks if f" {look} " in padded], text
        assert not [word for word in words if word.endswith("est") and len(word) > 4 and word not in EST], text


def test_english_scenes_praise_nothing() -> None:
    for text in sentences("en")[: -sum(len(entry["say"]["en"]) for entry in BENEFITS)]:
        assert not set(PRAISE.split()) & set(re.findall(r"[a-z]+", bare(text).casefold())), text


def test_chinese_says_nothing_of_its_own() -> None:
    looks = set(read_table("scenes")["looks"])
    for text in sentences("zh"):
        assert not re.search(r"[0-9０-９]", text), text
        assert not [word for word in BANNED_ZH if word in text], text
        assert not [look for look in looks if look in text], text
        assert not set(NUMBERS_ZH) & set(text.replace("四季", "").replace("四时", "")), text


def test_chinese_is_written_with_chinese_marks() -> None:
    for text in sentences("zh"):
        assert text.endswith(("。", "！", "？")), text
        assert not re.search(r"[,.!?:;]| ", text), text
        assert "您" not in text or "你" not in text, text


def test_english_sentences_start_and_end_as_such() -> None:
    for text in sentences("en"):
        assert text.endswith((".", "!", "?")), text
        assert re.match(r"[A-Z]|\{It\}", text), text
        assert "  " not in text, text


@pytest.mark.parametrize("plural", [False, True])
def test_filled_sentences_hold_no_clash_of_number(plural: bool) -> None:
    values = {verb: english.agree(verb, plural) for verb in read_table("english")["third_person"]}
    it, they = ("them", "they") if plural else ("it", "it")
    clash = re.compile(
        r"\b(?:they|them) (?:is|has|goes|takes|was)\b|(?<!would )(?<!can )(?<!let )\bit (?:are|have|go|take|stand)\b"
        r"|\b(?:so|when|while|what|once|if|how) them\b|\bthem (?:can|could|may)\b"
    )
    for text in sentences("en"):
        filled = fill(text, values | {"it": it, "they": they, "It": they.capitalize(), "They": they.capitalize()})
        assert not clash.search(filled.casefold()), filled
        assert not re.search(r"[{}]", filled)
