"""The command that makes a whole listing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from mmdemo import copy_commands, market_commands
from mmdemo.command_line import explained, hold_to_gpu, report_failures, show_progress, write_file
from mmdemo.errors import InputError
from mmdemo.export.archive import kit_zip
from mmdemo.handover import Handover, LabelRule, MarketId, Shown
from mmdemo.intake.recording import read_recording
from mmdemo.intake.vouched import LEAST_SECONDS, MOST_SECONDS
from mmdemo.look import Market, Season, Setting
from mmdemo.narrating import replace_narration
from mmdemo.pipeline import make_kit
from mmdemo.processing.text.language import detect_language
from mmdemo.registry import installed
from mmdemo.schema import AUTO, SCRIPT_SECONDS, Finish, Kit, Language, Look, Message, Request, Tone
from mmdemo.sound import ANY_VOICE, Key, Mood, Notice, Pace, Sound, Tempo


def listing(
    name: Annotated[str, typer.Option(help="Product name.")] = "",
    photo: Annotated[Path | None, typer.Option(help="JPEG, PNG, WebP or HEIC.")] = None,
    more_photo: Annotated[
        list[Path] | None, typer.Option(help="The same product from another side; give it again for more, in order.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option(help='One key fact, such as "350 ml"; give it again for more.')
    ] = None,
    category: Annotated[str, typer.Option()] = "",
    price: Annotated[str, typer.Option(help='Such as "$24.00" or "¥199".')] = "",
    brand: Annotated[str, typer.Option()] = "",
    tone: Annotated[Tone, typer.Option()] = "friendly",
    language: Annotated[Language | None, typer.Option(help="Found from the words when left out.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="The same seed makes the same bytes.")] = None,
    writer: Annotated[str, typer.Option(help="A text generator by id.")] = AUTO,
    painter: Annotated[str, typer.Option(help="An image generator by id.")] = AUTO,
    narrator: Annotated[str, typer.Option(help="A speech generator by id.")] = AUTO,
    setting: Annotated[Setting, typer.Option(help="Where the scene plays.")] = "auto",
    season: Annotated[Season, typer.Option()] = "any",
    market: Annotated[Market, typer.Option(help="Adds the scene in that market's format.")] = "any",
    idea: Annotated[str, typer.Option(help="Your own wish for the scene, in any language.")] = "",
    variations: Annotated[int, typer.Option(help="How many scenes, each with its own seed.")] = 1,
    enlarge: Annotated[bool, typer.Option(help="Add a larger copy of the first scene.")] = False,
    banners: Annotated[bool, typer.Option(help="Add banners in four sizes; with or without a photo.")] = False,
    brand_colour: Annotated[str, typer.Option(help='For banners and concept pictures: "#0a66c2" or "navy".')] = "",
    logo: Annotated[Path | None, typer.Option(help="For the same: PNG, WebP or JPEG.")] = None,
    badge: Annotated[str, typer.Option(help='A word or two on a badge in the banners, such as "New".')] = "",
    white_balance: Annotated[bool, typer.Option(help="Take back half of the photo's colour cast.")] = False,
    sharpen: Annotated[bool, typer.Option(help="Sharpen the photo a little.")] = False,
    require_gpu: Annotated[bool, typer.Option(help="Fail instead of falling back where a GPU model cannot.")] = False,
    script_seconds: Annotated[
        int, typer.Option(help=f"How long the narration should last, {LEAST_SECONDS} to {MOST_SECONDS}.")
    ] = SCRIPT_SECONDS,
    voice: Annotated[
        str, typer.Option(help='"auto", or one that the command voices shows, such as "flite/rms".')
    ] = ANY_VOICE,
    pace: Annotated[Pace, typer.Option(help="How fast the narration is spoken.")] = "usual",
    mood: Annotated[Mood, typer.Option(help='The music under the voice; "none" for no music.')] = "auto",
    tempo: Annotated[Tempo, typer.Option()] = "auto",
    key: Annotated[Key, typer.Option(help="The tonic of the music.")] = "auto",
    notice: Annotated[Notice, typer.Option(help="How the sound says that AI made it.")] = "auto",
    voice_sample: Annotated[
        Path | None, typer.Option(help="Somebody's speech: a narrator that can copy a voice speaks with it.")
    ] = None,
    i_may_use_this_voice: Annotated[
        bool, typer.Option("--i-may-use-this-voice", help="The voice is yours, or its owner allowed you to copy it.")
    ] = False,
    recording: Annotated[
        Path | None, typer.Option(help="Your own reading of the script, in a narrator's place.")
    ] = None,
    confirm: Annotated[
        list[str] | None, typer.Option(help="A statement without a fact that you vouch for; give it again for more.")
    ] = None,
    sell_on: Annotated[
        list[str] | None,
        typer.Option(help='Add pictures and texts fixed for a marketplace, such as "ebay"; give it again for more.'),
    ] = None,
    shop: Annotated[str, typer.Option(help="The web address of your shop, for import files.")] = "",
    picture_base: Annotated[str, typer.Option(help="The web address where you will put the pictures.")] = "",
    sku: Annotated[str, typer.Option(help="Your article number.")] = "",
    barcode: Annotated[str, typer.Option(help="The GTIN under the bars.")] = "",
    stock: Annotated[int | None, typer.Option(help="How many you have.")] = None,
    was_price: Annotated[str, typer.Option(help="The former price that import files strike out.")] = "",
    labels: Annotated[LabelRule, typer.Option(help="Whose rules for labelling AI content are kept.")] = "auto",
    label_words: Annotated[Shown, typer.Option(help="Whether words on pictures say that AI made them.")] = "auto",
    producer: Annotated[str, typer.Option(help="The maker that the labels name.")] = "",
    sign: Annotated[bool, typer.Option(help="Sign what was made with C2PA.")] = False,
    out: Annotated[Path, typer.Option(help="The ZIP to write.")] = Path("kit.zip"),
) -> None:
    """Make a whole listing and write it as a ZIP; say what of its texts is left out until you confirm it."""
    request = Request(
        name=name,
        category=category,
        price=price,
        brand=brand,
        facts=tuple(fact or ()),
        photo=photo,
        more_photos=tuple(more_photo or ()),
        tone=tone,
        look=Look(setting, season, market, variations, enlarge, idea, banners, brand_colour, badge),
        finish=Finish(white_balance, sharpen),
        language=language,
        seed=seed,
        generators={"text": writer, "image": painter, "speech": narrator},
        logo=logo,
        script_seconds=script_seconds,
        confirmed=tuple(confirm or ()),
        sound=Sound(voice, pace, mood, tempo, key, notice),
        voice_sample=voice_sample,
        handover=Handover(
            cast("tuple[MarketId, ...]", tuple(sell_on or ())),  # checked with the rest of the request
            picture_base,
            shop,
            sku,
            barcode,
            stock,
            was_price,
            labels,
            label_words,
            producer,
            sign,
        ),
    )
    hold_to_gpu(require_gpu)
    words = (name, category, brand, *(fact or ()))
    with explained(language or detect_language(words)):
        if voice_sample is not None and not i_may_use_this_voice:
            raise InputError(
                "A narrator may copy your own voice, or one whose owner allowed it. If so, add --i-may-use-this-voice.",
                "只能复制您本人的声音，或声音的主人已允许您复制的声音。如确实如此，请加上 --i-may-use-this-voice。",
                field="voice_sample",
            )
        own = None if recording is None else read_recording(recording)
        kit = make_kit(request, listen=show_progress)
        if own is not None:
            kit = replace_narration(kit, own.data)
    archive = kit_zip(kit)
    write_file(out, archive)
    _report_unused_voice(kit)
    typer.echo(f"{out}: {', '.join(part for part in kit.parts if part in kit.assets)}; seed {kit.seed}")
    market_commands.report_bare_packs(kit, archive)
    copy_commands.report(kit)
    report_failures(kit)


def _report_unused_voice(kit: Kit) -> None:
    narrators = {spec.id: spec for spec in installed().specs("speech")}
    spec = narrators.get(kit.assets["narration"].provenance.used) if "narration" in kit.assets else None
    if kit.product.voice_sample is not None and spec is not None and not spec.clones:
        said = Message(
            f"{spec.label} cannot copy a voice: the sample was not used.",
            f"{spec.label} 不能复制声音，未使用声音样本。",
        )
        typer.echo(f"narration: {said.text(kit.product.language)}", err=True)
