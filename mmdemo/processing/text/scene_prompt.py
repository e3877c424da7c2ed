"""What a picture model is told: always in English, from a listing in either language, most important things first.

Models read only so much (CLIP 77 tokens, Qwen3 here 512), so the product, its place and the merchant's own idea come
before light and mood. The presets describe the whole scene, because inpainting models repaint by the whole scene's
description and not by that of the hole.
"""

from __future__ import annotations

import re
from typing import Literal

from mmdemo.look import Setting
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.product_words import (
    english_words,
    harmless,
    looks_in_english,
    product_in_english,
    without_han,
)
from mmdemo.schema import Look, Product

LONGEST_IDEA = 300  # characters
Pose = Literal["standing", "lying", "extended", "concept"]
Reader = Literal["qwen", "clip"]
"""Who reads the prompt. Qwen3 reads Chinese, long texts and negations; CLIP does none of the three."""


def scene_prompt(product: Product, look: Look, pose: Pose = "standing", reader: Reader = "qwen") -> str:
    """The scene around a product that is in the picture already: it stands, lies, or the picture is made larger."""
    table = read_table("scenes")
    setting = table["settings"][choose_setting(product) if look.setting == "auto" else look.setting]
    phrases = table["phrases"]
    sentence = phrases[pose].format(subject=_subject(product), surface=setting["surface"], place=setting["place"])
    parts = (
        sentence,
        _idea(look.idea, reader),
        setting["light"],
        table["seasons"][look.season],
        table["markets"][look.market],
        phrases["camera_above" if pose == "lying" else "camera"],
        phrases["realism"],
        # CLIP reads "no lettering" as lettering; it has the negative prompt for that
        phrases["closing"] if reader == "qwen" else "",
    )
    return " ".join(f"{part[0].upper()}{part[1:].rstrip(' .')}." for part in parts if part)


def concept_prompt(product: Product, look: Look, reader: Reader = "qwen") -> str:
    """A product of which there is no photo, in a scene, from its name, category and facts."""
    return scene_prompt(product, look, "concept", reader)


def negative_prompt() -> str:
    """What should not be in a picture, for models that take such a list."""
    return str(read_table("scenes")["negative"])


def choose_setting(product: Product) -> Setting:
    """The setting that fits the kind of goods, told by the words of the name, then of the category; else a studio."""
    table = read_table("scenes")
    for text in (product.name, product.category):
        words = english_words(text)
        for setting, said in table["auto"].items():
            if not words.isdisjoint(said["en"].split()) or any(word in text for word in said["zh"].split()):
                found: Setting = setting
                return found
    room: Setting = table["rooms"].get(kind_of_goods(product), "studio")
    return room


def _subject(product: Product) -> str:
    looks = ", ".join(looks_in_english(product))
    return f"{product_in_english(product)} ({looks})" if looks else product_in_english(product)


def _idea(idea: str, reader: Reader) -> str:
    """The merchant's own wish, cut before it is cleaned: nobody needs all of a pasted book read."""
    said = harmless(idea[: 4 * LONGEST_IDEA])[:LONGEST_IDEA]
    return without_han(said) if reader == "clip" else said.strip()


def kind_of_goods(product: Product) -> str:
    """The category of `categories.json` whose noun the name holds, the longest such noun; else the one it is called."""
    table = read_table("categories")
    padded = f" {' '.join(re.findall(r'[a-z]+', product.name.casefold()))} "
    named = [
        (len(noun), kind)
        for kind, entry in table.items()
        for noun in (*entry["nouns_en"], *entry["measure_zh"])
        if (f" {noun} " in padded or f" {noun}s " in padded)
        or (not noun.isascii() and len(noun) > 1 and noun in product.name)
    ]
    if named:
        return str(max(named)[1])
    words = english_words(product.category)
    for kind, entry in table.items():
        if not words.isdisjoint(entry["en"]) or any(name in product.category for name in entry["zh"]):
            return str(kind)
    return ""
