"""The generators: one file a model, one folder a modality, each file ending in `SPEC = GeneratorSpec(…)`.

Adding a model means adding its file; the registry walks the folders and nothing else lists them. Heavy imports stand
inside the generator's `__init__`, so that reading the specifications costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from mmdemo.context import RunContext
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.model_file import ModelFile
from mmdemo.runtime.placement import Placement
from mmdemo.schema import LANGUAGES, Brief, Language, Message, Modality, Payload


class Generator(Protocol):
    """A loaded generator. It may be called from several threads, one call at a time for each."""

    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        """Make the part that `brief` asks for.

        The same brief and `ctx.seed_for` values give the same bytes. `ctx.step` is called in every loop.

        Raises:
            GenerationError: the part cannot be made; the sentence says why.
            GeneratorUnavailable: something this machine lacks was found missing only now.
            Cancelled: Stop was pressed.
        """
        ...


@dataclass(frozen=True)
class Speaker:
    """A voice that a narrator can lend. `id` is the narrator's own name for it."""

    id: str
    label: Message
    language: Language


@dataclass(frozen=True)
class GeneratorSpec:
    """What the registry must know of a generator before loading it.

    `load` builds it where the placement says (ImportError and OSError there mean "not on this machine"). `requires`
    lists Python modules that must be importable. `missing` says why the machine cannot run it although the modules are
    there, or returns None. Among generators that can serve a brief, "auto" takes the highest `rank`. `kinds` limits it
    to some briefs; empty means all of its modality. `model`, `revision` and `licence` go into the provenance.

    A generator with `weights` is placed on the device of the machine: `memory` is what they take there in bytes
    (bfloat16), `stage` the largest part of them that must be there at one time, `working` what a run takes beside
    them. "auto" leaves out one that `needs_gpu` where there is none, although it can be asked for by name; so it does
    one for which `slow` says why a machine is too slow. `purpose` says in the table of models what it is for.

    `file` is that of a generator whose own library keeps its weights and runs them where it sees fit; `missing` says
    when it is not there.

    `speakers` are the voices of a narrator, in each language the best first. One that `clones` can speak with the voice
    of a recording, which only its owner may allow.
    """

    id: str
    modality: Modality
    label: str
    load: Callable[[Placement], Generator]
    model: str
    revision: str
    licence: str
    requires: tuple[str, ...] = ()
    missing: Callable[[], Message | None] = lambda: None
    languages: tuple[Language, ...] = LANGUAGES
    kinds: tuple[str, ...] = ()
    rank: int = 0
    weights: Checkpoint | None = None
    memory: int = 0
    stage: int = 0
    working: int = 0
    needs_gpu: bool = False
    slow: Callable[[Machine], Message | None] = lambda _: None
    file: ModelFile | None = None
    purpose: str = ""
    speakers: tuple[Speaker, ...] = ()
    clones: bool = False

    def speaker(self, brief: Brief) -> str:
        """The voice the merchant chose, if it is one of this narrator's; else its best in the listing's language."""
        ids = [speaker.id for speaker in self.speakers if speaker.language == brief.product.language]
        chosen = brief.sound.voice.removeprefix(f"{self.id}/")
        return chosen if chosen in ids else ids[0]
