"""The narration: an opening, as many facts as fit the time, the price and a closing line."""

from __future__ import annotations

from collections.abc import Sequence

from mmdemo.processing.text.copywriting.frames import Frames
from mmdemo.processing.text.copywriting.plan import CopyPlan
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.voice import Voice
from mmdemo.schema import Product

LEAST_SECONDS, MOST_SECONDS = 15.0, 25.0
# One fact that takes longer than this would leave no time for the others.
_LONGEST_SENTENCE = 12.0


def write_script(voice: Voice, frames: Frames, plan: CopyPlan, product: Product) -> str:
    """A script of about 15 to 25 seconds. Facts come first; sentences that claim nothing fill what time is left."""
    opening, closing = frames.pick("script_open"), frames.pick("script_close")
    price = frames.pick("script_price") if product.price else ""
    spent = sum(voice.seconds(text) for text in (opening, closing, price))

    lead = voice.sentences(_short_enough(voice, plan.lead), named=True)
    body = voice.sentences(_short_enough(voice, plan.body), named=not lead)
    turn = [frames.pick("script_turn")] if lead and body else []
    listed = bare_sentences(voice, frames, plan.listed[:3])
    said: list[str] = []
    for sentence in [*lead, *turn, *body, *listed]:
        cost = voice.seconds(sentence)
        if spent + cost > MOST_SECONDS:
            break
        said.append(sentence)
        spent += cost
    if said and said[-1:] == turn:
        spent -= voice.seconds(said.pop())

    for extra in frames.all("script_extra"):
        cost = voice.seconds(extra)
        if spent >= LEAST_SECONDS:
            break
        said.append(extra)
        spent += cost
    return voice.paragraph([opening, *said, price, closing])


def bare_sentences(voice: Voice, frames: Frames, points: Sequence[Point]) -> list[str]:
    """Bare phrases as text: one stands as it is, several make a list behind a frame."""
    if len(points) == 1:
        return [voice.close(points[0].bullet)]
    return [frames.pick("at_a_glance", facts=voice.listing([point.bullet for point in points]))] if points else []


def _short_enough(voice: Voice, points: Sequence[Point]) -> list[Point]:
    """The points that can be said in passing; what leans on a dropped one goes with it."""
    kept: list[Point] = []
    dropped = False
    for point in points:
        dropped = (dropped and point.dependent) or voice.seconds(point.sentence or point.bullet) > _LONGEST_SENTENCE
        if not dropped:
            kept.append(point)
    return kept
