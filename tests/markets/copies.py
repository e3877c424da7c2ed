"""Copies to fit: what the embedded writer makes, and what nobody would write on purpose."""

from __future__ import annotations

from dataclasses import replace

from mmdemo.context import RunContext
from mmdemo.generators.text.embedded import EmbeddedWriter
from mmdemo.schema import TONES, Copy, Language, Post, Product
from tests.listings import BEI, MUG, brief_of

NOTHING = Copy("", (), "", "", (), {}, "")


def written(product: Product, seed: int = 0) -> Copy:
    """A copy by the embedded writer."""
    return EmbeddedWriter().generate(brief_of(product, TONES[seed % len(TONES)]), RunContext(seed))


def made_of(name: str) -> Copy:
    """A copy whose every text holds a name, and little else."""
    return Copy(
        f"{name}, {name}, 350 ml",
        (name, f"{name}. {name}, {name}"),
        f"{name}.",
        f"{name} {name}. {name}!\n\n{name}",
        (name, f"{name} mug"),
        {"image/main": f"{name} on white"},
        "",
        (name, "Dishwasher safe"),
        posts={"instagram": Post("", f"{name} #a #b #c #d #e #f @g @h @i @j", (name, "mug"))},
    )


_KEYWORDS = tuple(f"{number:04}{' keyword' * 7}" for number in range(40))
_BULLETS = tuple(f"Bullet {number} says this, and that. " * 40 for number in range(7))
EMOJI = "☕️👩‍👩‍👧‍👦🇵🇹"
HOSTILE: dict[str, tuple[Copy, Product]] = {
    "nothing": (NOTHING, replace(MUG, name="", brand="")),
    "one long word": (made_of("x" * 300), MUG),
    "one very long word": (made_of("x" * 30_000), MUG),
    "one long chinese run": (made_of("陶瓷马克杯" * 60), replace(BEI, name="陶瓷马克杯" * 60)),
    "emoji": (made_of(EMOJI), MUG),
    "emoji without end": (made_of(EMOJI * 100), MUG),
    "arabic": (made_of("كوب من الخزف المزجج يدويًا بسعة كبيرة مع مقبض خشبي وغطاء"), MUG),
    "hindi": (made_of("हाथ से बना सिरेमिक मग" * 8), MUG),
    "decomposed": (made_of("Cafe\u0301 au lait mug, cre\u0300me glaze " * 5), MUG),
    "punctuation": (made_of("!?$_{}^¬¦ %:&+ #@ ,,, ... --- " * 30), MUG),
    "digits": (made_of("1" * 9_000), MUG),
    "figures": (made_of("30 x 20 x 5 cm, 1,200.50 g, 350 ml " * 9), MUG),
    "figures without end": (made_of("5 x " * 5_000), MUG),
    "markup": (made_of("<b>Bold</b><script>x()</script> <<<< <a href='https://x.example.com/y'>z</a>"), MUG),
    "promotion": (made_of("Best seller! Free shipping, now $9.99 at www.example.com or call +1 555 123 4567 ™"), MUG),
    "one word again and again": (made_of("mug " * 90), MUG),
    "many keywords": (replace(NOTHING, title="Mug", keywords=_KEYWORDS), MUG),
    "long bullets": (replace(NOTHING, title="Mug", bullets=_BULLETS), MUG),
    "long description": (replace(NOTHING, title="Mug", long_description="It holds 350 ml, and more. " * 800), MUG),
}


def sample(language: Language, seeds: int = 3) -> list[tuple[Copy, Product]]:
    """Copies by the embedded writer in one language."""
    product = MUG if language == "en" else BEI
    long_name = {
        "en": "Hand-Glazed Stoneware Mug with a Wide Handle and Cork Base, Dishwasher Safe, for Tea and Coffee",
        "zh": "手工陶瓷马克杯 大容量350毫升 情侣款带盖勺 办公室家用早餐牛奶咖啡杯 可进洗碗机送礼盒装",
    }[language]
    products = (product, replace(product, name=long_name), Product(product.name, language))
    return [(written(each, seed), each) for each in products for seed in range(seeds)]
