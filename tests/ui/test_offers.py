"""Adding what is ticked, and remembering where it came from."""

import gc
import warnings

import gradio as gr
import pytest

from mmdemo.registry import installed
from mmdemo.schema import LANGUAGES
from mmdemo.ui.form import build_form
from mmdemo.ui.language import Words
from mmdemo.ui.offer_handlers import OfferHandlers
from mmdemo.ui.results import build_results
from mmdemo.ui.session import build_states
from mmdemo.ui.view import View


@pytest.fixture(scope="module")
def panels() -> tuple[OfferHandlers, OfferHandlers]:
    """The handlers of what is read and of what is heard, over one form."""
    words, registry = Words(), installed()
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks():
            view = View(build_form(words, registry), build_results(words), gr.Radio(LANGUAGES))
            states = build_states()
        gc.collect()
    return (
        OfferHandlers(view, states, registry, view.form.reading, "photo"),
        OfferHandlers(view, states, registry, view.form.dictation.panel, "voice"),
    )


def test_what_is_added_is_remembered_with_what_was_added_before(panels: tuple[OfferHandlers, OfferHandlers]) -> None:
    reading, hearing = panels
    facts, origins = reading.view.form.facts, reading.states.origins
    read = reading.add(["Color: red", "Made in Oslo"], "350 ml\n", {}, "en")
    assert read[facts] == "350 ml\nColor: red\nMade in Oslo"
    assert read[origins] == {"Color: red": "photo", "Made in Oslo": "photo"}
    heard = hearing.add(["made in oslo", "Oak"], read[facts], read[origins], "en")
    assert heard[facts] == "350 ml\nColor: red\nMade in Oslo\nOak"
    assert heard[origins] == {"Color: red": "photo", "Made in Oslo": "photo", "Oak": "voice"}


def test_what_the_merchant_had_typed_stays_typed(panels: tuple[OfferHandlers, OfferHandlers]) -> None:
    reading, _ = panels
    made = reading.add(["Color: red"], "color: RED", {}, "en")
    assert made[reading.view.form.facts] == "color: RED"
    assert made[reading.states.origins] == {}


def test_nothing_ticked_adds_nothing(panels: tuple[OfferHandlers, OfferHandlers]) -> None:
    reading, _ = panels
    made = reading.add([], "350 ml", {"Oak": "voice"}, "zh")
    assert (made[reading.view.form.facts], made[reading.states.origins]) == ("350 ml", {"Oak": "voice"})
