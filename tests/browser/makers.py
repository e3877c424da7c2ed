"""Small real generators for the page: they show what they do step by step, and wait where a test wants to look."""

import io
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.registry import Registry, installed
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import EMBEDDED, Brief, Copy, Message, Modality, Narration, Picture, Reading, Transcript

WORKING = Message("Working on it", "正在处理")
PROMPT = "A studio photograph of a glass bottle on a marble table, soft morning light from the left, 50 mm lens"


@dataclass
class Gate:
    """Holds the makers at their first step until it is opened. Stop is heard while they wait."""

    opened: threading.Event = field(default_factory=threading.Event)
    steps: int = 4

    def pass_through(self, ctx: RunContext, sketch: bytes | str | None = None) -> None:
        while not self.opened.is_set():
            ctx.step(1, self.steps, WORKING, sketch)
            time.sleep(0.02)
        for step in range(2, self.steps):
            ctx.step(step, self.steps, WORKING, sketch)


def open_gate() -> Gate:
    gate = Gate()
    gate.opened.set()
    return gate


def _webp(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP")
    return buffer.getvalue()


def _paint(seed: int, size: tuple[int, int]) -> Image.Image:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    hue = (seed % 200, seed // 200 % 200, seed // 40_000 % 200)
    draw.ellipse((size[0] * 0.3, size[1] * 0.3, size[0] * 0.7, size[1] * 0.9), fill=hue)
    return picture


class Painter:
    """Paints a blob in a colour of the seed's."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        size = (512, 910) if brief.kind == "outpaint" else (640, 640)
        painted = _paint(ctx.seed_for(brief.kind), size)
        self.gate.pass_through(ctx, _webp(painted.resize((64, 64))))
        ctx.record(steps=self.gate.steps, size=f"{size[0]}x{size[1]}", seed=ctx.seed_for(brief.kind), prompt=PROMPT)
        buffer = io.BytesIO()
        painted.save(buffer, "PNG")
        return Picture(buffer.getvalue(), *size, concept=brief.kind == "concept")


class Writer:
    """The embedded writer, thinking aloud."""

    def __init__(self, gate: Gate, thought: str) -> None:
        self.gate = gate
        self.thought = thought
        self.embedded = of("text", EMBEDDED).load(ON_CPU)

    def generate(self, brief: Brief, ctx: RunContext) -> Copy:
        self.gate.pass_through(ctx, self.thought)
        return self.embedded.generate(brief, ctx)


class Reader:
    """Sees the same in every photo."""

    def __init__(self, gate: Gate, facts: tuple[str, ...]) -> None:
        self.gate = gate
        self.facts = facts

    def generate(self, brief: Brief, ctx: RunContext) -> Reading:
        self.gate.pass_through(ctx)
        return Reading("a bottle", (), self.facts)


class Ear:
    """Hears the same in every sound; of a narration, all but one word in four."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        self.facts = facts

    def generate(self, brief: Brief, ctx: RunContext) -> Transcript:
        ctx.step(0, 1, WORKING)
        given = brief.inputs.get("narration")
        if isinstance(given, Narration):
            return Transcript("What was heard", brief.product.language, (), error_rate=0.25)
        return Transcript(". ".join(self.facts), brief.product.language, (), self.facts)


def spec(modality: Modality, id: str, maker: object, kinds: tuple[str, ...], **more: object) -> GeneratorSpec:
    return GeneratorSpec(
        id=id,
        modality=modality,
        label=id.title(),
        load=lambda _: maker,
        model=id,
        revision="1",
        licence="Apache-2.0",
        kinds=kinds,
        **{"rank": 50, **more},
    )


def of(modality: Modality, id: str) -> GeneratorSpec:
    return next(found for found in installed().specs(modality) if found.id == id)


def embedded_but(*made: GeneratorSpec) -> Registry:
    """The embedded generators and some more."""
    return Registry([*(found for found in installed().specs() if found.id == EMBEDDED), *made])


def painter(gate: Gate) -> GeneratorSpec:
    return spec("image", "painter", Painter(gate), ("scene", "concept", "outpaint", "enlarged"))


def too_much(modality: Modality, id: str, kinds: Iterable[str], download: int) -> GeneratorSpec:
    """A generator whose weights are not here."""
    weights = Checkpoint(repo=f"tests/{id}", files=("*.safetensors",), download=download)
    return spec(modality, id, None, tuple(kinds), rank=60, weights=weights, memory=1, purpose="Is not here")
