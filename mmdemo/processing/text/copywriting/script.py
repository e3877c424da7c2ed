"""The narration: an opening, as many facts as fit the time, the price and a closing line."""

from __future__ import annotations

from collections.abc import Sequence

from mmdemo.processing.text.copywriting.draft import Draft
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.voice import Voice

# How far from the wanted time a script may end.
_SHORTEST, _LONGEST = 0.75, 1.25
# One fact that takes longer than this share of the time would leave none for the others.
_LONGEST_SENTENCE = 0.6
_TOO_SHORT_FOR_PRICE = 12


def write_script(draft: Draft, seconds: int) -> str:
    """A script that takes about `seconds` to say. Facts come first; sentences that claim nothing fill what is left."""
    voice, frames, plan = draft.voice, draft.frames, draft.plan
    opening, closing = frames.pick("script_open"), frames.pick("script_close")
    # In a few seconds a fact tells more than the price, which stands beside the narration.
    price = frames.pick("script_price") if draft.product.price and seconds > _TOO_SHORT_FOR_PRICE else ""
    spent = sum(voice.seconds(text) for text in (opening, closing, price))

    told = _short_enough(voice, plan.told, seconds * _LONGEST_SENTENCE)
    facts = draft.told(told, named=True, selling=False)
    turn = [frames.pick("script_turn")] if len(facts) > 1 else []
    bare = [point for point in plan.told if not (point.sentence or point.predicate)]
    said: list[str] = []
    for sentence in [*facts[:1], *turn, *facts[1:], *draft.bare(bare[:3])]:
        cost = voice.seconds(sentence)
        if spent + cost > seconds * _LONGEST:
            break
        said.append(sentence)
        spent += cost
    if said and said[-1:] == turn:
        spent -= voice.seconds(said.pop())

    for extra in [*draft.uses, *frames.all("script_extra")]:
        cost = voice.seconds(extra)
        if spent >= seconds * _SHORTEST:
            break
        if spent + cost <= seconds * _LONGEST:
            said.append(extra)
            spent += cost
    return voice.paragraph([opening, *said, price, closing])


def _short_enough(voice: Voice, points: Sequence[Point], most: float) -> list[Point]:
    """The points that can be said in passing; what leans on a dropped one goes with it."""
    kept: list[Point] = []
    dropped = False
    for point in points:
        dropped = (dropped and point.dependent) or voice.seconds(point.sentence or point.bullet) > most
        if not dropped:
            kept.append(point)
    return kept
