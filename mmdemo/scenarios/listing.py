"""The product listing: copy first, because it is on the page at once; then pictures, music, and the voice."""

from __future__ import annotations

from dataclasses import replace

from mmdemo.compose.page import article_html
from mmdemo.look import BANNER_SIZES, RATIOS
from mmdemo.outline import UNMENDED
from mmdemo.processing.audio.notice import notice_for
from mmdemo.processing.text.dimensions import read_dimensions
from mmdemo.processing.text.ledger import Ledger
from mmdemo.scenarios import Scenario
from mmdemo.schema import Brief, Message, Modality, Product, Request
from mmdemo.sound import AS_USUAL

BANNERS = tuple(f"banner-{size}" for size in BANNER_SIZES)

CLOSE_UP = 1200  # pixels of a photo's longer side; a smaller one has too few of the product for a close-up


def briefs(product: Product, request: Request) -> tuple[Brief, ...]:
    """The parts of a listing, each after the parts it builds on. What only a model makes is optional.

    No picture shows facts that contradict each other.
    """
    disputed = Ledger(product, request.confirmed).disputed
    stated = replace(product, facts=tuple(fact for fact in product.facts if fact.id not in disputed))

    sound = request.sound
    if sound.notice == "auto":
        sound = replace(sound, notice=notice_for(request.look.market, product.language))

    def brief(
        part: str, modality: Modality, kind: str, *needs: str, optional: bool = False, of: Product | None = None
    ) -> Brief:
        return Brief(
            part,
            modality,
            kind,
            of or (stated if modality == "image" else product),
            request.tone,
            needs,
            look=request.look,
            optional=optional,
            finish=request.finish,
            outline=request.outlines.get(part, UNMENDED),
            script_seconds=request.script_seconds,
            sound=sound if modality in ("speech", "music") else AS_USUAL,
            sample=product.voice_sample if modality == "speech" else None,
        )

    numbers = ("", *(f"-{number}" for number in range(2, request.look.variations + 1)))
    if product.photo is None:
        hero = "image/concept"
        pictures = [
            brief("image/card", "image", "card"),
            *(brief(f"{hero}{number}", "image", "concept") for number in numbers),
        ]
        if request.look.banners:
            pictures += [brief(f"image/{kind}", "image", kind, "image/concept") for kind in BANNERS]
    else:
        hero = "image/scene"
        pictures = [
            brief("image/cutout", "image", "cutout"),
            brief("image/main", "image", "main", "image/cutout"),
            *(brief(f"{hero}{number}", "image", "scene", "image/cutout") for number in numbers),
        ]
        if read_dimensions(stated.facts) is not None:
            pictures.append(brief("image/size", "image", "size", "image/cutout"))
        if max(product.photo.width, product.photo.height) >= CLOSE_UP:
            pictures += [
                brief(f"image/detail{number}", "image", "detail", "image/cutout", optional=True)
                for number in ("", "-2")
            ]
        if request.look.banners:
            pictures += [brief(f"image/{kind}", "image", kind, "image/cutout") for kind in BANNERS]
        if request.look.market in RATIOS:
            pictures.append(brief(f"{hero}-market", "image", "outpaint", hero, "image/cutout"))
        for number, photo in enumerate(product.more_photos, 2):
            cutout, seen = f"image/cutout-{number}", replace(stated, photo=photo)
            pictures.append(brief(cutout, "image", "cutout", of=seen))
            pictures.append(brief(f"image/main-{number}", "image", "main", cutout, of=seen))
    if request.look.enlarge:
        pictures.append(brief(f"{hero}-large", "image", "enlarged", hero))
    return (
        brief("copy", "text", "copy"),
        *pictures,
        *(() if sound.mood == "none" else (brief("music", "music", "bed"),)),
        brief("narration", "speech", "narration", "copy"),
        brief("narration/heard", "hearing", "transcript", "narration", optional=True),
    )


SCENARIO = Scenario("listing", Message("Product listing", "商品上架"), briefs, article_html)
