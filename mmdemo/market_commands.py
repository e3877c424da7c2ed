"""The command about marketplaces: what of a listing breaks their rules, and packs in which that is mended."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mmdemo.command_line import explained, parts_of, write_folder
from mmdemo.compose.as_on import as_on_page, shown_pack
from mmdemo.compose.pack import Pack, pack_of
from mmdemo.export.archive import kit_files
from mmdemo.markets import Violation, read_market
from mmdemo.markets.picture_wording import none_made
from mmdemo.pipeline import hand_over
from mmdemo.schema import Kit, Language


def market(
    kit_path: Annotated[Path, typer.Argument(metavar="KIT.ZIP", help="A ZIP that the studio made.")],
    markets: Annotated[list[str], typer.Argument(metavar="MARKET...", help="Like amazon, etsy or taobao.")],
    out: Annotated[Path, typer.Option(help="The folder to write the packs to.")],
    language: Annotated[Language, typer.Option(help="The language to answer in.")] = "en",
) -> None:
    """Check a listing for marketplaces, fix it, and write a pack and a preview for each.

    Exit code 1 where a marketplace's own rule is still broken.
    """
    with explained(language):
        kit = parts_of(kit_path, lambda part: part == "copy" or part.startswith("image/"))
        # A name nobody has is refused there, in words.
        wished = replace(kit.request.handover, markets=tuple(markets))  # type: ignore[arg-type]
        kit = hand_over(kit, wished, None)
    packs = [pack_of(kit, id) for id in kit.request.handover.markets]
    for pack in packs:
        _report(pack, language)
    files = kit_files(kit)
    wanted = tuple(f"{folder}/{pack.market.id}" for pack in packs for folder in ("markets", "texts"))
    written = {path: data for path, data in files.items() if path.startswith(wanted)}
    for pack in packs:
        addresses = {picture.name: f"markets/{pack.market.id}/{picture.name}" for picture in pack.pictures}
        page = as_on_page(shown_pack(pack, kit.product, addresses), pack.market.id, language)
        written[f"as-on-{pack.market.id}.html"] = page.encode()
    write_folder(out, written)
    if any(violation.blocks for pack in packs for violation in pack.violations):
        raise typer.Exit(1)


def report_bare_packs(kit: Kit, archive: bytes) -> None:
    """Say on standard error which packs of a kit have no picture; `archive` is its ZIP."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = opened.namelist()
    for id in kit.request.handover.markets:
        if not any(name.startswith(f"markets/{id}/") for name in names):
            typer.echo(f"{id}: {none_made(read_market(id)).text(kit.product.language)}", err=True)


def _report(pack: Pack, language: Language) -> None:
    """What is ready for a marketplace, and what is left to do by hand."""
    typer.echo(f"{pack.market.label.text(language)}:")
    for picture in pack.pictures:
        typer.echo(f"  {picture.name} {picture.width}x{picture.height} ({picture.part})")
        for violation in picture.after:
            typer.echo(f"    {_line(violation, language)}", err=True)
    for one in dict.fromkeys(pack.left_out):
        typer.echo(f"  {one.part or one.slot.id}: {one.reason.text(language)}", err=True)
    if not pack.pictures:
        typer.echo(f"  {none_made(pack.market).text(language)}", err=True)
    for violation in pack.violations:
        typer.echo(f"  {_line(violation, language)}", err=True)
    for emptied in pack.emptied:
        typer.echo(f"  advise {emptied.field}: {emptied.message.text(language)}", err=True)


def _line(violation: Violation, language: Language) -> str:
    weight = "block" if violation.blocks else "advise"
    return f"{weight} {violation.field}: {violation.message.text(language)} [{violation.source}]"
