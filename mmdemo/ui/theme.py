"""The look: gradio's theme in our colours, and the style sheet that gives the page its shape."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from mmdemo.compose.as_on import AS_ON_CSS
from mmdemo.compose.page import PAGE_CSS

_STYLE_CSS = Path(__file__).with_name("style.css")
_COPY_CSS = Path(__file__).with_name("copy.css")
_MEND_CSS = Path(__file__).with_name("mend.css")
_MORE_PHOTOS_CSS = Path(__file__).with_name("more_photos.css")
_SOUND_CSS = Path(__file__).with_name("sound.css")
_HANDOVER_CSS = Path(__file__).with_name("handover.css")
_LABELS_CSS = Path(__file__).with_name("labels.css")
_SELL_CSS = Path(__file__).with_name("sell.css")
_VIDEO_CSS = Path(__file__).with_name("video.css")


def head(more_css: str) -> str:
    """The style sheets and more rules for `<head>`: gradio rewrites what it is given as css, and loses some of it."""
    sheets = (_STYLE_CSS, _COPY_CSS, _MEND_CSS, _MORE_PHOTOS_CSS, _SOUND_CSS, _HANDOVER_CSS, _LABELS_CSS, _SELL_CSS)
    rules = "".join(path.read_text(encoding="utf-8") for path in (*sheets, _VIDEO_CSS, AS_ON_CSS, PAGE_CSS))
    return f"<style>{rules}{more_css}</style>"


_FONTS: list[gr.themes.Font | str] = [
    gr.themes.LocalFont("IBM Plex Sans", weights=(400, 600, 700)),
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "system-ui",
    "sans-serif",
]

THEME = gr.themes.Base(
    primary_hue="teal",
    secondary_hue="teal",
    neutral_hue="gray",
    radius_size="lg",
    text_size="md",
    font=_FONTS,
    font_mono=[gr.themes.LocalFont("IBM Plex Mono"), "ui-monospace", "monospace"],
).set(
    button_primary_background_fill="#0f766e",
    button_primary_background_fill_hover="#115e59",
    button_primary_background_fill_dark="#0f766e",
    button_primary_background_fill_hover_dark="#115e59",
    button_primary_text_color="white",
    button_secondary_background_fill="white",
    button_secondary_background_fill_hover="*neutral_50",
    button_secondary_border_color="*neutral_300",
    button_secondary_background_fill_dark="#1c232d",
    button_secondary_background_fill_hover_dark="#252e3a",
    button_secondary_border_color_dark="#3a4453",
    block_title_text_weight="600",
    block_title_text_color="*neutral_800",
    block_title_text_color_dark="*neutral_100",
    block_info_text_color="*neutral_600",
    block_info_text_color_dark="*neutral_400",
    body_text_color_subdued="*neutral_600",
    body_text_color_subdued_dark="*neutral_400",
    input_border_width="1px",
    input_border_color="*neutral_300",
    input_border_color_dark="#3a4453",
    input_background_fill="white",
    input_background_fill_dark="#0d1117",
    input_placeholder_color="*neutral_500",
    input_placeholder_color_dark="*neutral_400",
    checkbox_label_background_fill="white",
    checkbox_label_background_fill_dark="#0d1117",
    checkbox_label_border_width="1px",
    checkbox_label_border_color="*neutral_300",
    checkbox_label_border_color_dark="#3a4453",
    checkbox_label_background_fill_selected="*primary_50",
    checkbox_label_border_color_selected="*primary_700",
    checkbox_label_text_color_selected="*primary_900",
    checkbox_label_background_fill_selected_dark="#0f3b37",
    checkbox_label_border_color_selected_dark="#2dd4bf",
    checkbox_label_text_color_selected_dark="#ccfbf1",
)
