"""The command about offers: cards for a coupon or a promotion, from a listing that was made before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from mmdemo.command_line import explained, parts_of, write_folder
from mmdemo.compose.promotion_card import CUTOUT, promotion_cards
from mmdemo.compose.promotion_rules import PromotionFinding, blocked, promotion_findings
from mmdemo.export.labelling import labelled_alone
from mmdemo.intake.promotion import read_promotion
from mmdemo.promotion import PromotionKind, StruckBasis
from mmdemo.schema import Language, Promotion


def card(
    kit_path: Annotated[Path, typer.Argument(metavar="KIT.ZIP", help="A ZIP that the studio made.")],
    out: Annotated[Path, typer.Option(help="The folder to write the three cards to.")],
    kind: Annotated[PromotionKind, typer.Option(help="A lower price, or a coupon.")] = "promotion",
    headline: Annotated[str, typer.Option(help="What stands above the product's name.")] = "",
    price: Annotated[str, typer.Option(help="The price of the promotion.")] = "",
    was: Annotated[str, typer.Option(help="The higher price that is struck out.")] = "",
    basis: Annotated[StruckBasis, typer.Option(help="What that price is.")] = "none",
    lowest_before: Annotated[
        str, typer.Option(help="Your lowest price of the 30 days before (China: 7). Not used in the US and UK.")
    ] = "",
    off: Annotated[str, typer.Option(help='What is taken off, like "10%", "$5" or "8折".')] = "",
    least_order: Annotated[str, typer.Option(help="The smallest order that a coupon is taken for.")] = "",
    code: Annotated[str, typer.Option(help="The code of the coupon.")] = "",
    starts: Annotated[str, typer.Option(help="The first day, like 2026-11-01.")] = "",
    ends: Annotated[str, typer.Option(help="The last day.")] = "",
    gift: Annotated[str, typer.Option(help="What comes free, and how many.")] = "",
    conditions: Annotated[str, typer.Option(help="The small print.")] = "",
    link: Annotated[str, typer.Option(help="What the QR code opens.")] = "",
) -> None:
    """Draw cards for an offer; exit code 1, and no cards, where a rule of price law forbids them."""
    wished = Promotion(
        kind, headline, price, was, basis, lowest_before, off, least_order, code, starts, ends, conditions, gift, link
    )
    with explained("en"):
        kit = parts_of(kit_path, lambda part: part == CUTOUT)
        offer = read_promotion(wished, kit.product, date.today())
    findings = promotion_findings(kit, offer)
    for finding in findings:
        typer.echo(_line(finding, kit.product.language), err=True)
    if blocked(findings):
        raise typer.Exit(1)
    cards = {Path(path).name: data for path, data in labelled_alone(promotion_cards(kit, offer), kit).items()}
    write_folder(out, cards)
    for name in cards:
        typer.echo(out / name)


def _line(finding: PromotionFinding, language: Language) -> str:
    source = " ".join(part for part in (finding.source.title.text(language), finding.source.article) if part)
    return f"{finding.severity} {finding.field}: {finding.reason.text(language)} [{source}]"
