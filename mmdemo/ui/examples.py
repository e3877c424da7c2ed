"""The example products: what each fills the form with, and the buttons that do it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from mmdemo.paths import ASSETS
from mmdemo.schema import LANGUAGES, Language
from mmdemo.ui.language import Words

_EXAMPLES = ASSETS / "examples"


@dataclass(frozen=True)
class Example:
    """An example product: its picture, and its fields in each language."""

    photo: str
    thumbnail: str
    fields: dict[Language, dict[str, Any]]


@cache
def examples() -> tuple[Example, ...]:
    """The products of `assets/examples`."""
    listed = json.loads((_EXAMPLES / "products.json").read_text(encoding="utf-8"))
    return tuple(
        Example(
            photo=str(_EXAMPLES / entry["photo"]),
            thumbnail=str(_EXAMPLES / "thumbnails" / f"{entry['id']}.webp"),
            fields={language: entry[language] for language in LANGUAGES},
        )
        for entry in listed
    )


def example_css() -> str:
    """The thumbnails of the example buttons, inlined: a picture the page serves as a file could be tampered with."""
    rules = []
    for index, example in enumerate(examples()):
        picture = base64.b64encode(Path(example.thumbnail).read_bytes()).decode()
        rules.append(f"#example-{index}::before{{background-image:url(data:image/webp;base64,{picture})}}")
    return "".join(rules)


def build_examples(words: Words) -> tuple[gr.Button, ...]:
    """Lay out a button for each example inside the current gradio context."""
    with gr.Column(elem_classes="card", elem_id="examples-card"):
        words.bind(gr.Markdown, {"value": "examples"}, elem_classes="hint")
        with gr.Row(elem_id="examples"):
            return tuple(
                gr.Button(
                    example.fields["en"]["name"],
                    size="sm",
                    min_width=120,
                    elem_id=f"example-{index}",
                    elem_classes="example",
                )
                for index, example in enumerate(examples())
            )
