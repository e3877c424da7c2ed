"""The tab in which a video is made: its shape and length, the storyboard to edit, and the player."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from mmdemo.ui.cards import task_html
from mmdemo.ui.language import Words, word
from mmdemo.ui.session import STATE_LIFE
from mmdemo.ui.video_cards import PLAY_JS, STORYBOARD_JS, no_storyboard_html
from mmdemo.video import LEAST_VIDEO_SECONDS, MOST_VIDEO_SECONDS, USUAL_VIDEO_SECONDS, VIDEO_SHAPES


@dataclass(frozen=True)
class VideoPanel:
    """`typed` carries the storyboard as it stands in the browser. `said` tells what became of the last click.

    States: `shown` what the storyboard was drawn for, `earlier` the storyboard before the one that was drawn up last,
    `read` the storyboard that a video is to be made of.
    """

    tab: gr.Tab
    shape: gr.Radio
    seconds: gr.Slider
    draw: gr.Button
    back: gr.Button
    storyboard: gr.HTML
    typed: gr.Textbox
    narration: gr.Checkbox
    music: gr.Checkbox
    captions: gr.Checkbox
    make: gr.Button
    stop: gr.Button
    said: gr.HTML
    player: gr.HTML
    shown: gr.State
    earlier: gr.State
    read: gr.State

    @property
    def buttons(self) -> list[gr.Button]:
        """What is shut while a listing is being worked on, and Stop, which is then open."""
        return [self.draw, self.make, self.stop]


def build_video(words: Words, tab: gr.Tab) -> VideoPanel:
    """Lay out the tab inside its own gradio context."""
    words.bind(gr.Markdown, {"value": "video_intro"}, elem_classes="hint")
    with gr.Row(elem_id="video-plan"):
        shape = words.bind(
            gr.Radio,
            {"label": "video_shape"},
            options=tuple((f"video_shape_{shape}", shape) for shape in VIDEO_SHAPES),
            value=VIDEO_SHAPES[0],
            min_width=240,
            elem_id="video-shape",
        )
        seconds = words.bind(
            gr.Slider,
            {"label": "video_seconds"},
            minimum=LEAST_VIDEO_SECONDS,
            maximum=MOST_VIDEO_SECONDS,
            value=USUAL_VIDEO_SECONDS,
            step=1,
            buttons=[],
            min_width=200,
            elem_id="video-seconds",
        )
    with gr.Row():
        draw = words.bind(
            gr.Button, {"value": "draw_storyboard"}, min_width=160, interactive=False, elem_id="draw-storyboard"
        )
        back = words.bind(
            gr.Button, {"value": "earlier_storyboard"}, min_width=160, visible=False, elem_id="earlier-storyboard"
        )
    storyboard = gr.HTML(
        no_storyboard_html(word("storyboard_none", "en")), js_on_load=STORYBOARD_JS, elem_id="storyboard"
    )
    typed = gr.Textbox(visible=False)
    with gr.Row(elem_id="video-with"):
        parts = {
            name: words.bind(
                gr.Checkbox, {"label": f"video_{name}"}, value=True, min_width=100, elem_id=f"video-{name}"
            )
            for name in ("narration", "music", "captions")
        }
    with gr.Row():
        make = words.bind(
            gr.Button, {"value": "make_video"}, variant="primary", interactive=False, scale=3, elem_id="make-video"
        )
        stop = words.bind(gr.Button, {"value": "stop"}, interactive=False, scale=1, min_width=90, elem_id="stop-video")
    said = gr.HTML(task_html(""), js_on_load=None, elem_id="video-said", elem_classes="task-box")
    player = gr.HTML("", js_on_load=PLAY_JS, elem_id="video-player")
    return VideoPanel(
        tab=tab,
        shape=shape,
        seconds=seconds,
        draw=draw,
        back=back,
        storyboard=storyboard,
        typed=typed,
        make=make,
        stop=stop,
        said=said,
        player=player,
        shown=gr.State(None, time_to_live=STATE_LIFE),
        earlier=gr.State(None, time_to_live=STATE_LIFE),
        read=gr.State(None, time_to_live=STATE_LIFE),
        **parts,
    )
