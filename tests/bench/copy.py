"""What the embedded writer makes of real catalogues: facts used, nothing invented, limits kept, little said twice.

For repetitions the product's name counts as one word, however many it has. What was found goes to build/bench/copy.txt.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from statistics import mean

from mmdemo.markets import MARKET_TEXTS, check, fit, read_market
from mmdemo.processing.text import english
from mmdemo.processing.text.copywriting.writer import ListingWriter
from mmdemo.processing.text.ledger import Ledger, copy_ledger
from mmdemo.processing.text.lexicon import read_table, word_set
from mmdemo.schema import SCRIPT_SECONDS, TONES, Copy, Fact, Product, Tone
from tests.bench.copy_cases import products
from tests.bench.row import Row, at_least, at_most
from tests.conftest import ROOT

SEEDS = 20
FOUND = ROOT / "build" / "bench" / "copy.txt"
"""What the counts of a run stand for, a line each."""

_TABLES = ("attributes", "benefits", "categories", "chinese", "concepts", "currencies", "english", "frames_en")
_TABLES += ("frames_zh", "units", "uses")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’.-][^\W_\u3400-\u9fff]+)*")
_END = re.compile(r"[.!?;:。！？；：\n](?:\s|$)|(?<=[。！？；：])")


def measure() -> list[Row]:
    rows = [at_most("lexicon loaded", _load_seconds(), "s", 0.2)]
    catalogues = products()
    if not catalogues:
        return [*rows, Row("catalogues: left out, ../shared/data/catalogues is absent", 0, "")]
    found: list[str] = []
    for name, given in catalogues.items():
        rows += _catalogue(name, given, found)
    FOUND.parent.mkdir(parents=True, exist_ok=True)
    FOUND.write_text("\n".join(found) + "\n", encoding="utf-8")
    everything = [product for given in catalogues.values() for product in given]
    speed = _speed("full listings", everything, lambda writer: writer.copy(SCRIPT_SECONDS))
    return [*rows, *_variety(catalogues), speed]


def write(product: Product, seed: int = 1, tone: Tone = "friendly") -> Copy:
    return ListingWriter(product, tone, random.Random(seed), seed).copy(SCRIPT_SECONDS)


def _load_seconds() -> float:
    read_table.cache_clear()
    word_set.cache_clear()
    started = time.process_time()
    for name in _TABLES:
        read_table(name)
    return time.process_time() - started


def _catalogue(name: str, given: list[Product], notes: list[str]) -> list[Row]:
    """The rows of one catalogue; `notes` takes what stands behind their counts."""
    used, repeated, open_words, violations, advice = [], [], Counter[str](), Counter[str](), Counter[str]()
    for number, product in enumerate(given):
        copy = write(product, number, TONES[number % len(TONES)])
        page = "\n".join([copy.title, copy.short_description, *copy.bullets, copy.long_description])
        used += [share_told(fact, page) >= 1 for fact in product.facts]
        repeated.append(repetition(page.replace(product.name, "Name")))
        for statements in copy_ledger(copy, Ledger(product)).values():
            open_words.update(word for statement in statements for word in statement.open)
        for market in map(read_market, MARKET_TEXTS):
            if product.language in market.languages:
                found = check(fit(copy, product, market), product, market)
                for violation in found:
                    # "Write more" is met by more facts, which only the merchant has.
                    kept = advice if "Write more" in violation.message.en else violations
                    kept[f"{market.id}/{violation.field}: {violation.message.en}"] += 1
    for title, counted in (("to confirm", open_words), ("rules broken", violations), ("more text wanted", advice)):
        notes += [f"{name}, {title}: {count} x {what}" for what, count in counted.most_common()]
    return [
        at_least(f"{name} ({len(given)}): facts told whole on the page", mean(used), "share", 0.95),
        at_most(f"{name}: claims that rest on nothing", open_words.total(), "", 0),
        at_most(f"{name}: market limits and rules broken", violations.total(), "", 0),
        Row(f"{name}: times a market would like more text", advice.total(), ""),
        at_most(f"{name}: 4-grams said before on the page, mean", 100 * mean(repeated), "%", 1),
    ]


def share_told(fact: Fact, page: str) -> float:
    """The share of a fact's content words that the page has; of Chinese, of its character pairs inside clauses."""
    small = word_set("english", "function_words")
    there = _pieces(page)
    wanted = {piece for piece in _pieces(fact.text) if piece not in small}
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _pieces(text: str) -> set[str]:
    han = {run[i : i + 2] for run in re.findall(r"[\u3400-\u9fff]+", text) for i in range(max(1, len(run) - 1))}
    latin = re.findall(r"[a-z0-9]+(?:['’.-][a-z0-9]+)*", text.casefold())
    return han | {english.singular(word) for word in latin}


def repetition(text: str) -> float:
    """The share of 4-grams inside sentences that stand in the text before; eight Han characters count as four words."""
    seen: set[tuple[str, ...]] = set()
    total = again = 0
    for sentence in _END.split(text):
        words = _WORD.findall(sentence.casefold())
        size = 8 if sum("\u3400" <= word <= "\u9fff" for word in words) > len(words) / 2 else 4
        for gram in zip(*(words[start:] for start in range(size)), strict=False):
            again += gram in seen
            total += 1
            seen.add(gram)
    return again / total if total else 0.0


def _variety(catalogues: dict[str, list[Product]]) -> list[Row]:
    """Over 20 seeds of one product: how different the words are, and how many titles are equal."""
    rows = []
    for name, given in catalogues.items():
        product = max(given, key=lambda one: len(one.facts))
        copies = [write(product, seed) for seed in range(SEEDS)]
        pooled, framed = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
        facts = _grams(" ".join(fact.text for fact in product.facts) + f" {product.name}")
        for copy in copies:
            found = _grams(f"{copy.title} {copy.short_description} {copy.long_description}")
            pooled.update(found)
            framed.update({gram: count for gram, count in found.items() if gram not in facts})
        within = mean(len(grams) / max(1, grams.total()) for grams in map(_grams, map(_page, copies)))
        rows += [
            at_least(f"{name}, {product.name}: distinct-2 of a listing, mean of {SEEDS} seeds", within, "share", 0.5),
            Row(f"  of the {SEEDS} listings together", len(pooled) / pooled.total(), "share"),
            Row("  of them together, the facts' own word pairs left out", len(framed) / framed.total(), "share"),
            at_most("  equal titles", SEEDS - len({copy.title for copy in copies}), "", 0),
        ]
    return rows


def _page(copy: Copy) -> str:
    return "\n".join([copy.title, copy.short_description, *copy.bullets, copy.long_description])


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return Counter(pairwise(words))


def _speed(name: str, given: Iterable[Product], make: Callable[[ListingWriter], Copy]) -> Row:
    chosen = list(given)
    started = time.process_time()
    for seed, product in enumerate(chosen):
        make(ListingWriter(product, "friendly", random.Random(seed), seed))
    return at_least(f"{name} a second", len(chosen) / (time.process_time() - started), "1/s", 200)
