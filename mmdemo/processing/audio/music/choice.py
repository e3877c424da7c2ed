"""Which mood of music suits a product when the merchant left it open."""

from __future__ import annotations

import re

from mmdemo.look import Look
from mmdemo.processing.audio.music.recipes import read_music
from mmdemo.processing.text.copywriting.selling import category_of
from mmdemo.processing.text.copywriting.subject import find_subject
from mmdemo.schema import Product, Tone
from mmdemo.sound import BedMood

READ_CHARACTERS = 400  # of each text: nobody needs all of a pasted book read
_ENGLISH = re.compile("[a-z]+")


def mood_for(product: Product, tone: Tone, look: Look) -> BedMood:
    """What "auto" means, by `assets/music/choice.json`.

    The setting of the pictures tells it first, then a feast that product or wish are for. A premium tone comes before
    the kind of goods, and the kind before any other tone.
    """
    table = read_music("choice")
    if look.setting in table["settings"]:
        mood: BedMood = table["settings"][look.setting]
        return mood
    if any(_names_feast(text[:READ_CHARACTERS].casefold()) for text in (product.name, product.category, look.idea)):
        return "festive"
    mood = table["tones"][tone]
    if tone != "premium":
        mood = table["kinds"].get(category_of(product, find_subject(product)), mood)
    return mood


def _names_feast(text: str) -> bool:
    feasts = read_music("choice")["feasts"]
    words = f" {' '.join(_ENGLISH.findall(text))} "
    return any(f" {feast} " in words for feast in feasts["en"]) or any(feast in text for feast in feasts["zh"])
