"""Where what a kit holds came from, in the terms of the IPTC's vocabulary of digital sources.

The terms are those that Google reads (https://developers.google.com/search/docs/appearance/structured-data/
image-license-metadata), and each is used in the sense written there:

- A cutout, the product on white, a close-up and a picture with dimensions show the merchant's own pixels; a learned
  outline only tells which. They are "algorithmicallyEnhanced", a minor correction, and never called generated.
- What the embedded studio draws, sets in type or composes follows rules that we wrote, and no sample of anybody's
  work: "algorithmicMedia". Its places are path traced from shapes built in code (assets/plates/README.md), so a real
  product in one is "compositeSynthetic", a composite with at least one synthetic element. The vocabulary has called
  that term "including generative AI elements" since 2024; it says too much of such a scene rather than too little, and
  the other composite terms say nothing that Google or a shopper could go by.
- What a model made that was trained on samples is "trainedAlgorithmicMedia"; a real product in a scene it painted, or
  a picture it enlarged, is "compositeWithTrainedAlgorithmicMedia".
- A card for an offer sets what the merchant typed in type, beside the cutout: "composite", or "dataDrivenMedia" with
  words alone. Nothing of it was generated.

China's measures ask for a label on what was "generated or synthesised" (生成合成) with AI technology, which by the
older rules for deep synthesis covers algorithms at large. Whether a hand-written one falls under them is not settled,
so all but the merchant's own pixels and words is labelled there. In the European Union it does not: recital 12 of the
AI Act leaves rules that people wrote out of what is an AI system.
"""

from __future__ import annotations

from collections.abc import Iterable

from mmdemo.schema import EMBEDDED, Kit, Picture
from mmdemo.source_types import AI_SOURCE_TYPES, SourceType

VIDEO, COVER, SPOT, CARD = "video", "video/cover", "spot", "cards"
"""What is put together of several parts: a video, its cover, the narration over its music, a card for an offer."""

SYNTHETIC: frozenset[SourceType] = AI_SOURCE_TYPES | {"algorithmicMedia", "compositeSynthetic"}
"""What was generated or composed. The rest shows what the merchant gave."""

_MERCHANT = "merchant"  # `mmdemo.provenance.MERCHANT`, which stands on the far side of a wall
_OWN_PIXELS = {"cutout", "main", "detail", "size"}
_MADE_FROM = ("-large", "-market")  # the ends of the parts that are made from the scene before


def origin_of(kit: Kit, part: str) -> SourceType:
    """Of a part that was made, of `VIDEO`, `COVER`, `SPOT` or `CARD`.

    Raises:
        KeyError: there is no such part in the kit.
    """
    if part == VIDEO and kit.video is not None:
        board = kit.video.storyboard
        used = {shot.picture for shot in board.shots}
        used |= {part for part, heard in (("narration", board.narration), ("music", board.music)) if heard}
        return mixed(origin_of(kit, one) for one in used & kit.assets.keys())
    if part == COVER and kit.video is not None:
        shown = kit.video.storyboard.shots[0].picture
        return mixed(("algorithmicMedia", *(origin_of(kit, one) for one in (shown,) if one in kit.assets)))
    if part == CARD:
        return "composite" if "image/cutout" in kit.assets else "dataDrivenMedia"
    if part == SPOT:
        return mixed(origin_of(kit, one) for one in ("narration", "music") if one in kit.assets)
    if is_merchants(kit, part):
        return "algorithmicallyEnhanced"
    if isinstance(kit.assets[part].payload, Picture):
        return _picture(kit, part)
    return _by(kit, part)


def is_merchants(kit: Kit, part: str) -> bool:
    """Whether a picture or a recording was put there by the merchant. Where it came from before is not known here."""
    return part != "copy" and kit.assets[part].provenance.edited


def mixed(sources: Iterable[SourceType]) -> SourceType:
    """What a composite of these is, of one thing only that thing itself.

    Raises:
        ValueError: it is made of nothing.
    """
    found = set(sources)
    if not found:
        raise ValueError("a composite of nothing")
    if len(found) == 1:
        return found.pop()
    return "compositeWithTrainedAlgorithmicMedia" if found & AI_SOURCE_TYPES else "compositeSynthetic"


def _picture(kit: Kit, part: str) -> SourceType:
    """Of a picture, whatever the merchant put in its place since."""
    made = _by(kit, part)
    if made == "algorithmicallyEnhanced" or part.removeprefix("image/").split("-")[0] in _OWN_PIXELS:
        return "algorithmicallyEnhanced"
    for end in _MADE_FROM:
        if part.endswith(end) and part.removesuffix(end) in kit.assets:
            return mixed({made, _picture(kit, part.removesuffix(end))})
    return mixed({made} if kit.product.photo is None else {made, "algorithmicallyEnhanced"})


def _by(kit: Kit, part: str) -> SourceType:
    """Of a part as its maker alone tells: Flite's voices too are models of recorded speech."""
    used = kit.assets[part].provenance.used
    if used == _MERCHANT:
        return "algorithmicallyEnhanced"
    return "algorithmicMedia" if used == EMBEDDED else "trainedAlgorithmicMedia"
