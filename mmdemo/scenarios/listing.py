"""The product listing: copy first, because it is on the page at once; then pictures; then the voice that reads it."""

from __future__ import annotations

from mmdemo.compose.page import article_html
from mmdemo.scenarios import Scenario
from mmdemo.schema import AUTO, EMBEDDED, Brief, Message, Modality, Product, Request

SQUARE_MARKETS = {"any", "amazon", "shopify", "taobao"}
"""Markets whose pictures are square, like every picture the studio makes first."""


def briefs(product: Product, request: Request) -> tuple[Brief, ...]:
    """The parts of a listing, each after the parts it builds on. What only a model makes is optional."""

    def brief(part: str, modality: Modality, kind: str, *needs: str, optional: bool = False) -> Brief:
        return Brief(part, modality, kind, product, request.tone, needs, look=request.look, optional=optional)

    # What was asked for in so many words is planned even where nothing can make it: its card then says why.
    named = request.generators.get("image", AUTO) not in (AUTO, EMBEDDED)
    painted = named or request.look.variations > 1 or request.look.enlarge
    numbers = ("", *(f"-{number}" for number in range(2, request.look.variations + 1)))
    if product.photo is None:
        hero = "image/concept"
        pictures = [
            brief("image/card", "image", "card"),
            *(brief(f"{hero}{number}", "image", "concept", optional=not painted) for number in numbers),
        ]
    else:
        hero = "image/scene"
        pictures = [
            brief("image/cutout", "image", "cutout"),
            brief("image/main", "image", "main", "image/cutout"),
            *(brief(f"{hero}{number}", "image", "scene", "image/cutout") for number in numbers),
        ]
        if request.look.market not in SQUARE_MARKETS:
            pictures.append(brief(f"{hero}-market", "image", "outpaint", hero))
    if request.look.enlarge:
        pictures.append(brief(f"{hero}-large", "image", "enlarged", hero))
    return (
        brief("copy", "text", "copy"),
        *pictures,
        brief("narration", "speech", "narration", "copy"),
        brief("narration/heard", "hearing", "transcript", "narration", optional=True),
    )


SCENARIO = Scenario("listing", Message("Product listing", "商品上架"), briefs, article_html)
