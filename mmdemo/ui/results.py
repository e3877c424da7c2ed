"""The right pane: step bar, tabs, a card for each part, and Download."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from mmdemo.look import BANNER_SIZES, MOST_VARIATIONS
from mmdemo.picture import MOST_PHOTOS
from mmdemo.schema import Copy, Kit, Language
from mmdemo.ui.cards import empty_html, steps_html
from mmdemo.ui.channel_texts import CHANNEL_LINES, channel_values, with_channels
from mmdemo.ui.checks import ChecksPanel, build_checks, build_notice
from mmdemo.ui.handover_panel import HandoverPanel, build_handover
from mmdemo.ui.labels_panel import LabelsPanel, build_labels
from mmdemo.ui.language import Words, word
from mmdemo.ui.market_texts import MarketPanel, build_market_texts
from mmdemo.ui.mend import MendPanel, build_mend
from mmdemo.ui.mend_cards import CUTOUT, PICK_JS
from mmdemo.ui.narration import NarrationPanel, build_heard, build_narration
from mmdemo.ui.photo_input import PictureButton
from mmdemo.ui.scenes import SCENE, ScenesPanel, build_scenes
from mmdemo.ui.sell_panel import SellPanel, build_sell
from mmdemo.ui.small_print import state_html
from mmdemo.ui.video_panel import VideoPanel, build_video

_FURTHER_MAINS = tuple(f"image/main-{number}" for number in range(2, MOST_PHOTOS + 1))

WITHOUT_CHANCE = {"image/cutout", "image/main", *_FURTHER_MAINS, "image/size", "image/detail", "image/detail-2"}
"""Parts that leave nothing to the seed: to redo one helps only after it failed."""

_NUMBERS = range(2, MOST_VARIATIONS + 1)

PICTURE_PARTS = (
    "image/main",
    *_FURTHER_MAINS,
    "image/scene",
    *(f"image/scene-{number}" for number in _NUMBERS),
    "image/scene-market",
    "image/scene-large",
    "image/concept",
    *(f"image/concept-{number}" for number in _NUMBERS),
    "image/concept-large",
    *(f"image/banner-{size}" for size in BANNER_SIZES),
    "image/detail",
    "image/detail-2",
    "image/size",
    "image/card",
    "image/cutout",
)
"""Every picture a listing may have. The card of one that is not planned stays hidden."""


@dataclass(frozen=True)
class PictureCard:
    """One picture's place in the pictures tab."""

    box: gr.Column
    picture: gr.HTML
    redo: gr.Button
    own: PictureButton


@dataclass(frozen=True)
class Results:
    """The outputs, and the buttons that change one part."""

    steps: gr.HTML
    preview: gr.HTML
    basis: gr.Accordion
    sources: gr.HTML
    pictures: dict[str, PictureCard]
    texts: dict[str, gr.Textbox]
    copy_state: gr.HTML
    save: gr.Button
    redo_copy: gr.Button
    asking: gr.Column
    redo_anyway: gr.Button
    keep_edits: gr.Button
    script: gr.Textbox
    sound: NarrationPanel
    download: gr.DownloadButton
    mend: MendPanel
    scenes: ScenesPanel
    checks: ChecksPanel
    markets: MarketPanel
    sell: SellPanel
    video: VideoPanel
    handover: HandoverPanel
    labels: LabelsPanel

    @property
    def boxes(self) -> dict[str, gr.Textbox]:
        """Every text box of the copy by the text it holds, the script's too."""
        return {**self.texts, "script": self.script}


def build_results(words: Words) -> Results:
    """Lay out the results inside the current gradio context."""
    with gr.Column(elem_classes="card"):
        steps = gr.HTML(steps_html("en", {}, word("ready", "en"), "loading"), elem_id="steps", js_on_load=None)
        with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
            with words.bind(gr.Tab, {"label": "tab_preview"}, id="preview"):
                preview = gr.HTML(empty_html("en"), elem_id="preview", js_on_load=None, apply_default_css=False)
                with words.bind(
                    gr.Accordion, {"label": "basis"}, open=False, visible=False, elem_id="basis", elem_classes="fold"
                ) as basis:
                    sources = gr.HTML("", js_on_load=None, elem_id="sources")
            with words.bind(gr.Tab, {"label": "tab_pictures"}, id="pictures", elem_id="tab-pictures"):
                pictures = {part: _picture_card(words, part) for part in PICTURE_PARTS}
                with pictures[CUTOUT].box:
                    mend = build_mend(words)
                with pictures[SCENE].box:
                    scenes = build_scenes()
            with words.bind(gr.Tab, {"label": "tab_copy"}, id="copy", elem_id="tab-copy"):
                texts = {field: _text_box(words, field, lines) for field, lines in _TEXT_LINES.items()}
                with words.bind(
                    gr.Accordion, {"label": "channels"}, open=False, elem_id="channels", elem_classes="fold"
                ):
                    texts |= {field: _channel_box(words, field, lines) for field, lines in CHANNEL_LINES.items()}
                copy_state = gr.HTML(state_html(None, "copy", "en"), js_on_load=None, elem_id="copy-state")
                with gr.Row():
                    save = words.bind(gr.Button, {"value": "save"}, interactive=False, elem_id="save")
                    redo_copy = words.bind(gr.Button, {"value": "redo_copy"}, interactive=False, elem_id="redo-copy")
                with gr.Column(visible=False, elem_id="redo-asking") as asking:
                    words.bind(gr.Markdown, {"value": "redo_ask"})
                    with gr.Row():
                        redo_anyway = words.bind(gr.Button, {"value": "redo_anyway"}, elem_id="redo-anyway")
                        keep_edits = words.bind(gr.Button, {"value": "keep_edits"}, elem_id="keep-edits")
                checks_fold, checks = build_checks(words)
                markets = build_market_texts(words)
            with words.bind(gr.Tab, {"label": "tab_narration"}, id="narration", elem_id="tab-narration"):
                heard, said = build_heard()
                script = _text_box(words, "script", 5)
                sound = build_narration(words, heard, said)
            with words.bind(gr.Tab, {"label": "tab_sell"}, id="sell", elem_id="tab-sell") as selling:
                sell = build_sell(words, selling)
            with words.bind(gr.Tab, {"label": "tab_video"}, id="video", elem_id="tab-video") as filming:
                video = build_video(words, filming)
            with words.bind(gr.Tab, {"label": "tab_handover"}, id="handover", elem_id="tab-handover") as handing:
                handover = build_handover(words, handing)
                labels = build_labels(words)
        notice = build_notice()
        download = words.bind(gr.DownloadButton, {"label": "download"}, interactive=False, elem_id="download")
    return Results(
        steps=steps,
        preview=preview,
        basis=basis,
        sources=sources,
        pictures=pictures,
        texts=texts,
        copy_state=copy_state,
        save=save,
        redo_copy=redo_copy,
        asking=asking,
        redo_anyway=redo_anyway,
        keep_edits=keep_edits,
        script=script,
        sound=sound,
        download=download,
        mend=mend,
        scenes=scenes,
        checks=ChecksPanel(fold=checks_fold, notice=notice, **checks),
        markets=markets,
        sell=sell,
        video=video,
        handover=handover,
        labels=labels,
    )


_TEXT_LINES = {
    "title": 1,
    "bullets": 5,
    "short_description": 2,
    "long_description": 6,
    "keywords": 2,
    "alt_main": 1,
    "alt_scene": 1,
}

_COMMAS: dict[Language, str] = {"en": ", ", "zh": "，"}


def copy_values(copy: Copy, language: Language) -> dict[str, str]:
    """What stands in each text box for a copy."""
    return {
        "title": copy.title,
        "bullets": "\n".join(copy.bullets),
        "short_description": copy.short_description,
        "long_description": copy.long_description,
        "keywords": _COMMAS[language].join(copy.keywords),
        "alt_main": copy.alt_texts.get(_main_part(copy), ""),
        "alt_scene": copy.alt_texts.get("image/scene", ""),
        "script": copy.script,
        **channel_values(copy),
    }


def edited_copy(kit: Kit, typed: dict[str, Any]) -> Copy:
    """The kit's copy with what stands in the text boxes. The kit must have a copy."""
    assert kit.copy is not None
    alt_texts = {**kit.copy.alt_texts, _main_part(kit.copy): str(typed["alt_main"])}
    if "image/scene" in alt_texts:
        alt_texts["image/scene"] = str(typed["alt_scene"])
    return replace(
        with_channels(kit.copy, typed),
        title=str(typed["title"]),
        bullets=tuple(str(typed["bullets"]).splitlines()),
        short_description=str(typed["short_description"]),
        long_description=str(typed["long_description"]),
        keywords=tuple(str(typed["keywords"]).replace("，", ",").replace("、", ",").split(",")),
        alt_texts=alt_texts,
        script=str(typed["script"]),
    )


def _main_part(copy: Copy) -> str:
    return "image/main" if "image/main" in copy.alt_texts else "image/card"


def _picture_card(words: Words, part: str) -> PictureCard:
    name = part.replace("/", "-")
    with gr.Column(visible=False, elem_classes="picture-card", elem_id=name) as box:
        picture = gr.HTML("", js_on_load=PICK_JS if part == CUTOUT else None)
        with gr.Row():
            redo = words.bind(
                gr.Button,
                {"value": "redo"},
                size="sm",
                interactive=False,
                elem_id=f"redo-{name}",
                elem_classes="redo",
            )
            own = words.bind(
                PictureButton,
                {"label": "own_picture"},
                file_types=["image"],
                size="sm",
                interactive=False,
                visible=part != "image/cutout",
                elem_classes="own",
            )
    return PictureCard(box, picture, redo, own)


def _channel_box(words: Words, field: str, lines: int) -> gr.Textbox:
    told = {"placeholder": "tags_hint"} if field.endswith("_tags") else {}
    return _text_box(words, field, lines, {"info": "questions_info"} if field == "questions" else told)


def _text_box(words: Words, field: str, lines: int, told: dict[str, str] | None = None) -> gr.Textbox:
    return words.bind(
        gr.Textbox,
        {"label": field, **(told or {})},
        lines=lines,
        max_lines=max(lines, 14) if lines > 1 else 1,
        interactive=True,
        elem_id=f"text-{field.replace('_', '-')}",
    )
