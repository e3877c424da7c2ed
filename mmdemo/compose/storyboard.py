"""A storyboard drawn up from a kit: hook, benefits, proof, price, call to action, each over a picture of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import cycle

from mmdemo.compose.grounding import handed_on
from mmdemo.compose.page import price_text
from mmdemo.errors import InputError
from mmdemo.markets.breaks import break_off
from mmdemo.markets.measure import Room
from mmdemo.markets.rules import Limit, Source
from mmdemo.processing.text.dimensions import read_dimensions
from mmdemo.schema import Copy, Fact, Kit, Language, Message, Product
from mmdemo.video import FRAMES_A_SECOND, Move, Shot, ShotKind, Storyboard, Transition, VideoShape

MOST_SHOTS = 12
LEAST_SHOT_SECONDS = 1.6
# What an eye reads in passing, and the time to find the line.
_READ_A_SECOND: dict[Language, float] = {"en": 3.0, "zh": 5.0}  # words, characters
_FINDING_SECONDS = 0.9
_LONG_SECONDS = 5.0  # for one picture; with less to say there are more pictures without a line
_LINE_COLUMNS: dict[Language, int] = {"en": 44, "zh": 32}
_OURS = Source("", "2026-11-29", "C")  # what fits on two lines of a phone
_CALL = Message("Shop now", "立即选购")
_SIZE = "image/size"
_UNSUITED = 4  # as far down the wishes as a picture counts that is not among them
_NEVER = ("image/cutout", "image/banner")
_PLAIN_MOVES: tuple[Move, ...] = ("zoom_in", "pan_left", "zoom_out", "pan_right")
_TRANSITIONS: tuple[Transition, ...] = ("slide", "fade", "wipe", "fade")


def storyboard_of(kit: Kit, shape: VideoShape, seconds: float) -> Storyboard:
    """The storyboard of a kit, `seconds` long. The same kit gives the same one.

    It says only what rests on facts or was confirmed.

    Raises:
        InputError: the kit has no copy or no picture yet (`field="storyboard"`).
    """
    pictures = [part for part in kit.pictures if not part.startswith(_NEVER)]
    if kit.copy is None or not pictures:
        raise InputError(
            "A video needs the texts and at least one picture of the listing. Make the listing first.",
            "生成视频需要文案和至少一张图片，请先生成商品页。",
            field="storyboard",
        )
    lines = _lines(kit, handed_on(kit, kit.copy), seconds)
    moves, changes = cycle(_PLAIN_MOVES), cycle(_TRANSITIONS)
    shots: list[Shot] = []
    used: list[str] = []
    for (kind, text), length in zip(
        lines, _lengths([text for _, text in lines], kit.product.language, seconds), strict=True
    ):
        part = _picture(kind, text, pictures, used)
        used.append(part)
        scenic = part.startswith(("image/scene", "image/concept"))
        move: Move = "parallax" if kind == "hook" and scenic else "still" if part == _SIZE else next(moves)
        shots.append(Shot(kind, text, part, move, length, next(changes) if shots else "cut"))
    return Storyboard(shape, tuple(shots), narration=kit.narration is not None, music=kit.music is not None)


def _lines(kit: Kit, copy: Copy, seconds: float) -> list[tuple[ShotKind, str]]:
    """What is said, in order, as much as there is time to read."""
    language = kit.product.language
    price = kit.product.price
    headline = next((one for one in copy.headlines if one), copy.title)
    hook: tuple[ShotKind, str] = ("hook", _short(headline, language))
    end: list[tuple[ShotKind, str]] = [] if price is None else [("price", price_text(price, language))]
    end.append(("call", _CALL.text(language)))
    middle = list(_middle(copy, kit.product))
    room = seconds - sum(_reading(text, language) for _, text in (hook, *end))
    kept: list[tuple[ShotKind, str]] = []
    for line in middle[: MOST_SHOTS - 1 - len(end)]:
        room -= _reading(line[1], language)
        if room < 0:
            break
        kept.append(line)
    for place in range(math.ceil(seconds / _LONG_SECONDS) - len(kept) - 1 - len(end)):
        kept.insert(2 * place + 1, ("benefit", ""))
    return [hook, *kept, *end]


def _middle(copy: Copy, product: Product) -> Iterator[tuple[ShotKind, str]]:
    """The bullets, those with figures as proof, then facts that they leave out; nothing is said twice.

    Price and brand have a place of their own.
    """
    language = product.language
    told = [*((text, text) for text in copy.bullets), *((fact.text, fact.value) for fact in product.facts)]
    said = {_key(product.brand)} | ({_key(price_text(product.price, language))} if product.price is not None else set())
    for text, value in told:
        line = _short(text, language)
        key = _key(value)
        if key and not any(key in other or (other and key.endswith(other)) for other in said):
            said.add(_key(text))
            yield ("proof" if any(map(str.isdigit, line)) else "benefit"), line


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _short(text: str, language: Language) -> str:
    """A line's first thought, broken where a reader would stop."""
    head, rest = break_off(text, Room([Limit("columns", _OURS, False, _LINE_COLUMNS[language])]))
    return (head if rest else text).strip(" .,;:。，；：") or text.strip()[: _LINE_COLUMNS[language]]


def _reading(text: str, language: Language) -> float:
    """Seconds to read a line."""
    count = len(text.split()) if language == "en" else sum(map(str.isalnum, text))
    return max(LEAST_SHOT_SECONDS, _FINDING_SECONDS + count / _READ_A_SECOND[language])


def _lengths(texts: Sequence[str], language: Language, seconds: float) -> list[float]:
    """How long each line stands, by how long it takes to read; whole frames, `seconds` together."""
    wanted = [_reading(text, language) for text in texts]
    total = sum(wanted)
    frames = round(seconds * FRAMES_A_SECOND)
    ends = [round(frames * sum(wanted[: place + 1]) / total) for place in range(len(wanted))]
    return [(end - start) / FRAMES_A_SECOND for start, end in zip([0, *ends], ends, strict=False)]


def _picture(kind: ShotKind, text: str, pictures: Sequence[str], used: Sequence[str]) -> str:
    """The picture that suits a shot best: one that was shown least, and not just before."""
    sized = kind == "proof" and read_dimensions([Fact("", text, text)]) is not None
    wishes: tuple[str, ...] = {
        "hook": ("image/scene", "image/concept"),
        "benefit": ("image/main", "image/detail", "image/scene"),
        "proof": ("image/size",) if sized else ("image/detail", "image/main"),
        "price": ("image/main", "image/scene"),
        "call": ("image/scene", "image/concept", "image/main"),
    }[kind]

    def cost(part: str) -> tuple[bool, bool, float, int]:
        wish = next((place for place, wished in enumerate(wishes) if part.startswith(wished)), _UNSUITED)
        # A picture with measures says nothing beside another line.
        measures = part == _SIZE and not sized
        return measures, used[-1:] == [part], 1.5 * used.count(part) + wish, pictures.index(part)

    return min(pictures, key=cost)
