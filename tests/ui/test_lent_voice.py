"""A voice to lend: shown only where a narrator here can take it, and never used without a tick."""

import gc
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from mmdemo.processing.audio.wav import quantise, wav_bytes
from mmdemo.registry import Registry, installed
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.schema import AUTO, EMBEDDED, Kit, Message
from mmdemo.ui import session as sessions
from mmdemo.ui.form import build_form
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.here import lends_here
from mmdemo.ui.language import Words
from mmdemo.ui.lent_voice import LentVoiceHandlers
from mmdemo.ui.results import build_results
from mmdemo.ui.session import Session, build_states
from mmdemo.ui.view import View
from tests.saying import said

EMBEDDED_SPECS = [found for found in installed().specs() if found.id == EMBEDDED]
TALKER = next(found for found in EMBEDDED_SPECS if found.modality == "speech")
PARROT = replace(TALKER, id="parrot", label="Parrot", speakers=(), clones=True, rank=-1)
GONE = Message("It is not here.", "本机没有。")


def registry(*more: Any) -> Registry:
    return Registry([*EMBEDDED_SPECS, *more], Runtime(Machine("cpu", "CPU", 16 * 10**9)))


@pytest.fixture
def page(temporary: Path) -> Iterator[Any]:
    """The form's handlers over some generators, without a server."""

    def build(*more: Any) -> tuple[ListingHandlers, LentVoiceHandlers]:
        found, words = registry(*more), Words()
        with gr.Blocks():
            form, results, states = build_form(words, found), build_results(words), build_states()
            view = View(form, results, gr.Radio())
        return ListingHandlers(view, states, found), LentVoiceHandlers(form.sound.lent, states.lent_voice, found)

    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        yield build
        gc.collect()


@pytest.fixture
def voice(temporary: Path) -> Path:
    path = temporary / "upload" / "me.wav"
    path.parent.mkdir()
    path.write_bytes(wav_bytes(quantise(said("This is how I sound, and you may keep it.").samples), 22_050))
    return path


def generate(listing: ListingHandlers, **typed: Any) -> tuple[list[Kit], str]:
    """The kits that came of a click on Generate with these fields, and what is said beside the form."""
    fields = listing.view.form.fields
    untouched = {name: getattr(field, "value", None) for name, field in fields.items()}
    given = {**untouched, "name": "Mug", "mood": "none", "seed": "7", "language": "en", **typed}
    session = Session()
    kits, problem = [], ""
    for updates in listing.generate(threading.Event(), None, session, "en", (), None, {}, *given.values()):
        kits += [updates[listing.states.kit]] if updates.get(listing.states.kit) else []
        problem = updates.get(listing.view.form.problem, problem)
    return kits, problem


@pytest.mark.parametrize(
    ("narrator", "chosen", "lends"),
    [(AUTO, AUTO, True), ("parrot", AUTO, True), (EMBEDDED, AUTO, False), (AUTO, "embedded/en-us+edward", False)],
)
def test_it_is_lent_to_the_narrator_that_is_chosen_or_that_auto_takes(narrator, chosen, lends) -> None:
    assert lends_here(registry(PARROT), narrator, chosen, "en") is lends


@pytest.mark.parametrize(
    ("parrot", "with_auto", "by_name"),
    [
        (replace(PARROT, missing=lambda: GONE), False, False),
        (replace(PARROT, clones=False), False, False),
        (replace(PARROT, languages=("zh",)), False, False),
        (replace(PARROT, needs_gpu=True), False, True),
    ],
    ids=["absent", "clones not", "another language", "slow without a GPU"],
)
def test_it_is_not_lent_to_whoever_cannot_take_it_here(parrot, with_auto, by_name) -> None:
    assert lends_here(registry(parrot), AUTO, AUTO, "en") is with_auto
    assert lends_here(registry(parrot), "parrot", AUTO, "en") is by_name


def test_it_is_shown_where_it_can_be_lent_and_nowhere_else(page) -> None:
    _, with_parrot = page(PARROT)
    _, without = page()
    assert with_parrot.inputs.box.visible is True
    assert without.inputs.box.visible is False
    assert with_parrot.show(EMBEDDED, AUTO, "en")[with_parrot.inputs.box]["visible"] is False
    assert with_parrot.show(None, None, "en")[with_parrot.inputs.box]["visible"] is True


def test_a_tick_holds_for_one_recording_and_the_one_before_goes(
    page, voice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_STILL_SHOWN", 0.0)
    _, lending = page(PARROT)
    first = lending.take(str(voice), None)
    assert first[lending.kept] == str(voice)
    assert lending.take(None, str(voice)) == {lending.kept: None, lending.inputs.allowed: gr.update(value=False)}
    for _ in range(200):
        if not voice.exists():
            break
        time.sleep(0.01)
    assert not voice.exists()


def test_with_a_tick_the_narrator_speaks_with_it(page, voice: Path) -> None:
    listing, _ = page(PARROT)
    kits, problem = generate(listing, voice_sample=str(voice), voice_allowed=True)
    assert not problem
    assert kits[-1].product.voice_sample is not None
    assert kits[-1].assets["narration"].provenance.used == "parrot"


def test_without_a_tick_nothing_is_made_and_a_sentence_says_why(page, voice: Path) -> None:
    listing, _ = page(PARROT)
    kits, problem = generate(listing, voice_sample=str(voice), voice_allowed=False)
    assert kits == []
    assert "Whose voice is it?" in problem
    assert voice.exists()


def test_what_is_hidden_asks_for_no_tick_and_is_not_used(page, voice: Path) -> None:
    listing, _ = page(PARROT)
    kits, problem = generate(listing, voice_sample=str(voice), voice_allowed=False, narrator=EMBEDDED)
    assert not problem
    assert kits[-1].product.voice_sample is None
