"""The words of the page in the language it speaks, and the components that wear them.

A component is built through `Words.bind`, which gives it gradio's own translatable labels, so that the browser's
language shows from the first paint, and remembers it, so that a switch in the page relabels it and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from mmdemo.schema import LANGUAGES, Language
from mmdemo.ui.wording import WORDS
from mmdemo.ui.wording_mend import EDITOR

C = TypeVar("C")

# The browser looks every value of a component up among gradio's keys, also "auto" and what a merchant typed: a bare key
# would turn it into words.
_MARK = "studio:"
_GRADIO_EDITOR = "image_editor."
"""Before gradio's own keys for the buttons of its image editor, which it has no Chinese for."""


def word(key: str, language: Language) -> str:
    """The words of that key. An unknown key is a defect and raises KeyError."""
    return WORDS[key].text(language)


def part_name(part: str, language: Language) -> str:
    """What a part is called. A variation ("image/scene-3") is called after the first of its kind, with its number."""
    if part in WORDS:
        return word(part, language)
    first, _, number = part.rpartition("-")
    return word("variation", language).format(word(first, language), number)


def as_language(chosen: object) -> Language:
    """The page's language from what a browser sent, which may be anything."""
    return "zh" if chosen == "zh" else "en"


class Words:
    """Binds words to the components of one page."""

    def __init__(self) -> None:
        self.i18n = gr.I18n(
            **{
                tag: {_MARK + key: words.text(language) for key, words in WORDS.items()}
                | {_GRADIO_EDITOR + key: words.text(language) for key, words in EDITOR.items()}
                for tag, language in (("en", LANGUAGES[0]), ("zh-CN", LANGUAGES[1]))
            }
        )
        self._bound: list[tuple[Any, dict[str, str], tuple[tuple[str, str], ...]]] = []

    def bind(
        self, make: Callable[..., C], words: dict[str, str], options: tuple[tuple[str, str], ...] = (), **given: Any
    ) -> C:
        """Build a component: `words` maps properties to keys, `options` pairs a key with a value for each choice."""
        translated: dict[str, Any] = {name: self.i18n(_MARK + key) for name, key in words.items()}
        if options:
            translated["choices"] = [(self.i18n(_MARK + key), value) for key, value in options]
        component = make(**translated, **given)
        self._bound.append((component, words, options))
        return component

    @property
    def components(self) -> list[Any]:
        return [component for component, _, _ in self._bound]

    def updates(self, language: Language) -> dict[Any, Any]:
        """What to set on each bound component to make it speak `language`."""
        updates = {}
        for component, words, options in self._bound:
            said: dict[str, Any] = {name: word(key, language) for name, key in words.items()}
            if options:
                said["choices"] = [(word(key, language), value) for key, value in options]
            updates[component] = gr.update(**said)
        return updates
