"""The fold in which a merchant mends the outline of a cutout: a frame, a brush to keep, a brush to erase.

The drawing is gradio's image editor, which brings touch, zoom and undo. It has no frame, so one is drawn with the brush
in a third colour: dragged from corner to corner, or around the product as one circles something on a phone. All three
tools thus share one picture of the photo and one undo, which on a phone is all there is room for. It cannot be used
from a keyboard: there the outlines to pick from and the frame in numbers serve.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

import gradio as gr

from mmdemo.intake.painting import ERASE, FRAME, KEEP
from mmdemo.ui.cards import task_html
from mmdemo.ui.language import Words
from mmdemo.ui.mend_cards import CUTOUT, PICK_JS
from mmdemo.ui.mend_editor import MendEditor

Tool = Literal["frame", "keep", "erase"]

EDITOR_SIDE = 800
"""Pixels on the longer side of the photo to draw on: the browser sends it back, uncompressed, with every drawing."""

_COLOURS: dict[Tool, tuple[int, int, int]] = {"frame": FRAME, "keep": KEEP, "erase": ERASE}
_SEEN_THROUGH = 0.6  # opacity of the brush
_BRUSH = {"frame": 1 / 110, "keep": 1 / 45, "erase": 1 / 45}  # radius, of the photo's shorter side
_FINEST = 3  # pixels


@dataclass(frozen=True)
class MendPanel:
    """The fold under the cutout's card.

    `others` shows the cutout of a further photo. `loaded` is which photo the editor shows: its part and digest. `side`
    is the shorter side of that photo in the editor, in pixels. `sent` is where the drawing lay when Apply was clicked.
    `picked` is the outline whose picture was clicked, as part and id.
    """

    fold: gr.Accordion
    photo: gr.Radio
    others: gr.HTML
    tool: gr.Radio
    editor: MendEditor
    box: gr.Textbox
    apply: gr.Button
    over: gr.Button
    status: gr.HTML
    side: gr.Number
    sent: gr.Textbox
    loaded: gr.State
    picked: gr.State


def brush(tool: Tool, side: int) -> gr.Brush:
    """The brush of a tool for a photo whose shorter side has `side` pixels in the editor."""
    colour = f"rgb({', '.join(map(str, _COLOURS[tool]))})"
    radius = max(_FINEST, round(_BRUSH[tool] * side))
    return gr.Brush(
        default_size=radius, colors=[(colour, _SEEN_THROUGH)], default_color=(colour, _SEEN_THROUGH), color_mode="fixed"
    )


_BRUSHES = {tool: asdict(brush(tool, EDITOR_SIDE)) for tool in _COLOURS}

TAKE_UP_JS = f"""(tool, side) => {{
  const radius = Math.max({_FINEST}, Math.round({json.dumps(_BRUSH)}[tool] * side));
  return {{__type__: 'update', brush: {{...{json.dumps(_BRUSHES)}[tool], default_size: radius}}}};
}}"""
"""Puts another brush into the merchant's hand without the server, which may be busy: a stroke follows at once."""


def build_mend(words: Words) -> MendPanel:
    """Lay out the fold inside the current gradio context; the photo comes when it is opened."""
    with words.bind(gr.Accordion, {"label": "mend"}, open=False, elem_id="mend", elem_classes="fold") as fold:
        photo = words.bind(
            gr.Radio,
            {"label": "mend_photo"},
            choices=[("1", CUTOUT)],
            value=CUTOUT,
            visible=False,
            elem_id="mend-photo",
        )
        others = gr.HTML("", js_on_load=PICK_JS, elem_id="mend-others")
        tool = words.bind(
            gr.Radio,
            {"label": "mend_tool", "info": "mend_info"},
            options=tuple((f"mend_{tool}", tool) for tool in _COLOURS),
            value="frame",
            elem_id="mend-tool",
        )
        editor = words.bind(
            MendEditor,
            {"label": "mend_editor"},
            show_label=False,
            sources=[],
            transforms=[],
            layers=False,
            buttons=[],
            format="png",
            brush=brush("frame", EDITOR_SIDE),
            eraser=gr.Eraser(default_size=20),
            height="min(70vh, 560px)",
            canvas_size=(EDITOR_SIDE, EDITOR_SIDE),
            elem_id="mend-editor",
        )
        box = words.bind(
            gr.Textbox,
            {"label": "mend_box", "info": "mend_box_info", "placeholder": "mend_box_hint"},
            max_lines=1,
            max_length=100,
            elem_id="mend-box",
        )
        with gr.Row(equal_height=True):
            apply = words.bind(
                gr.Button,
                {"value": "mend_apply"},
                variant="primary",
                interactive=False,
                min_width=120,
                elem_id="mend-apply",
            )
            over = words.bind(gr.Button, {"value": "mend_over"}, interactive=False, min_width=120, elem_id="mend-over")
        status = gr.HTML(task_html(""), elem_id="mend-status", elem_classes="task-box", js_on_load=None)
        side, sent = gr.Number(EDITOR_SIDE, visible=False), gr.Textbox(visible=False)
    loaded, picked = gr.State(None), gr.State(None)
    return MendPanel(fold, photo, others, tool, editor, box, apply, over, status, side, sent, loaded, picked)
