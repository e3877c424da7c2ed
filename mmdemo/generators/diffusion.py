"""What the picture generators that denoise have in common.

Each holds two pipelines of diffusers over the same weights, one that paints from words alone and one that paints around
pixels that stay, and says what differs: how words are read, how latents lie, how many steps.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators.sketch import MOST, expected, sketch
from mmdemo.processing.image.notes import ENLARGED, SOFT
from mmdemo.processing.text.scene_prompt import Reader, concept_prompt, negative_prompt, scene_prompt
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.runtime.tensors import check_diffusers
from mmdemo.schema import Brief, Message, Picture

if TYPE_CHECKING:
    import torch

    from mmdemo.processing.image.arrays import Bytes
    from mmdemo.processing.image.canvas import Canvas

CUTOUT = "image/cutout"
SIDE, FRUGAL_SIDE = 1024, 768  # pixels; the models were trained on squares of the first
TILE = 512  # pixels of the tiles in which an autoencoder works when memory is short

READING = Message("Reading the description", "正在理解画面描述")
PLACING = Message("Placing the product", "正在摆放商品")
FINISHING = Message("Finishing the picture", "正在完成图片")


@dataclass(frozen=True)
class Wish:
    """The words given to a model; `negative` where it takes such a list."""

    prompt: str
    negative: str = ""


@dataclass(frozen=True)
class Painting:
    """One run of a pipeline at `height` x `width` pixels, multiples of 16.

    With `source`, (height, width, 3), only what is 255 in `mask`, (height, width), is painted. `frugal` saves memory.
    """

    wish: Wish
    height: int
    width: int
    seed: int
    frugal: bool
    source: Bytes | None = None
    mask: Bytes | None = None


class Painter(ABC):
    """Makes a "scene" around the merchant's product, or a "concept" of a product nobody photographed.

    `cell` is how many pixels, square, stay or are painted together; `step_seconds` how long a step should take on a
    card of the H200 class at 1024 x 1024, from words and around a source. `denoiser` is the part worth compiling; the
    `convolving` ones are laid out as cuDNN's convolutions want it.
    """

    steps: ClassVar[int]
    guidance: ClassVar[float]
    step_seconds: ClassVar[tuple[float, float]]
    cell: ClassVar[int] = 16
    denoiser: ClassVar[str] = "transformer"
    convolving: ClassVar[tuple[str, ...]] = ("vae",)
    reader: ClassVar[Reader] = "qwen"

    def __init__(
        self,
        place: Placement,
        from_words: Any,
        around: Any,
        parts: Mapping[str, Any],
        *,
        variant: str | None = None,
        **options: object,
    ) -> None:
        """`from_words` and `around` are the pipeline classes, `parts` the classes of what is checked before loading;
        `options` go to both pipelines."""
        # Heavy, as OpenCV and SciPy behind the others.
        import torch

        from mmdemo.processing.image import arrays, canvas, stance

        check_diffusers(place.weights, parts, variant)
        self._arrays, self._canvas, self._stance, self._place = arrays, canvas, stance, place
        self._from_words = from_words.from_pretrained(
            place.weights, local_files_only=True, dtype=place.dtype, variant=variant, **options
        )
        # Not `from_pipe`, which turns the shared weights into float32 unless told otherwise.
        self._around = around(**self._from_words.components, **options)
        for pipeline in (self._from_words, self._around):
            pipeline.set_progress_bar_config(disable=True)
        if place.offload:
            self._from_words.enable_model_cpu_offload(device=place.device)
        else:
            self._from_words.to(place.device)
        if place.device == "cuda":
            for part in self.convolving:
                getattr(self._from_words, part).to(memory_format=torch.channels_last)
        if place.compile:
            getattr(self._from_words, self.denoiser).compile_repeated_blocks()
        self._autoencoder = self._from_words.vae
        self._autoencoder.tile_sample_min_size = TILE
        self._autoencoder.tile_latent_min_size = TILE // 8
        self._read: tuple[Wish, dict[str, Any]] | None = None
        # A sketch would swap the denoiser out and in again at every step; on ZeroGPU nobody would see it.
        self._sketches = not (place.offload or place.on_zero_gpu)

    @abstractmethod
    def read(self, wish: Wish) -> dict[str, Any]:
        """The arguments that stand for the words in a call of either pipeline."""

    def unpacked(self, latents: torch.Tensor, painting: Painting) -> torch.Tensor:
        """Latents of the pipelines as the autoencoder decodes them, (1, channels, height / 8, width / 8)."""
        config = self._autoencoder.config
        scaled: torch.Tensor = latents / config.scaling_factor + (config.shift_factor or 0.0)
        return scaled

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        """Make the picture that `brief.kind` names: a scene of 2048 pixels square, or a concept of 1024.

        In a scene the product's own pixels lie where its matte is solid, byte by byte.

        Raises:
            GenerationError: there is no cutout, or nothing is in it.
            OutOfMemory: the device ran out of memory.
            Cancelled: Stop was pressed.
        """
        if brief.kind == "concept":
            return self._concept(brief, ctx)
        cut = given(brief, CUTOUT)
        ctx.step(0, self.steps + 1, PLACING)
        cutout = self._arrays.decode(cut.data)
        canvas = self._canvas.around_product(cutout, upright := self._stands(brief, cutout), side(ctx))
        prompt = scene_prompt(brief.product, brief.look, "standing" if upright else "lying", self.reader)
        notes = (*cut.notes, SOFT) if canvas.placed.enlarged > ENLARGED else cut.notes
        return replace(self.picture(self.paint_around(canvas, prompt, ctx), notes), product=canvas.placed.region)

    def paint_around(self, canvas: Canvas, prompt: str, ctx: RunContext) -> Bytes:
        """The canvas painted and put together at its full size."""
        height, width = canvas.painted_size
        painting = Painting(
            Wish(prompt, self._negative),
            height,
            width,
            ctx.seed_for("noise"),
            ctx.frugal,
            canvas.source(),
            canvas.mask(self.cell),
        )
        return canvas.finish(self._painted(painting, ctx))

    def picture(self, pixels: Bytes, notes: tuple[Message, ...] = (), *, concept: bool = False) -> Picture:
        height, width = pixels.shape[:2]
        return Picture(self._arrays.encode(pixels), width, height, notes, concept)

    def paint(self, painting: Painting, tick: Tick) -> Bytes:
        """Run the model: on the device, through `Placement.run` only."""
        import torch
        from PIL import Image

        pipeline, extra = self._from_words, {}
        if painting.source is not None and painting.mask is not None:
            pipeline = self._around
            # At full strength the ground is made from noise alone; the source enters where it stays.
            extra = {
                "image": Image.fromarray(painting.source),
                "mask_image": Image.fromarray(painting.mask),
                "strength": 1.0,
            }
        tick(0, self.steps + 1, READING)
        if painting.frugal:
            self._autoencoder.enable_tiling()
        else:
            self._autoencoder.disable_tiling()
        try:
            words = self._words(painting.wish)
            tick(0, self.steps + 1, _step(1, self.steps))
            made = pipeline(
                **words,
                **extra,
                height=painting.height,
                width=painting.width,
                num_inference_steps=self.steps,
                guidance_scale=self.guidance,
                generator=torch.Generator("cpu").manual_seed(painting.seed),
                callback_on_step_end=self._watch(painting, tick),
                output_type="np",
            )
        finally:
            if self._place.offload:
                self._from_words.maybe_free_model_hooks()  # an exception keeps the pipeline from doing so
        pixels: Bytes = (made.images[0] * 255).round().astype("uint8")
        return pixels

    def _concept(self, brief: Brief, ctx: RunContext) -> Picture:
        prompt = concept_prompt(brief.product, brief.look, self.reader)
        wish = Wish(prompt, self._negative)
        painting = Painting(wish, side(ctx), side(ctx), ctx.seed_for("noise"), ctx.frugal)
        return self.picture(self._painted(painting, ctx), concept=True)

    def _painted(self, painting: Painting, ctx: RunContext) -> Bytes:
        wish = painting.wish
        ctx.record(
            prompt=wish.prompt,
            steps=self.steps,
            guidance=self.guidance,
            size=f"{painting.width}x{painting.height}",
            seed=painting.seed,
        )
        if wish.negative:
            ctx.record(negative=wish.negative)
        return self._place.run(self.paint, painting, ctx.step, self._seconds(painting))

    def _seconds(self, painting: Painting) -> float:
        """Twice what an H200 should need, and some for getting the weights there."""
        step = self.step_seconds[painting.source is not None]
        return 6 + 2 * (1 + self.steps * step * painting.height * painting.width / SIDE**2)

    def _words(self, wish: Wish) -> dict[str, Any]:
        """Variations share their words, so the last ones stay read."""
        if self._read is None or self._read[0] != wish:
            self._read = (wish, self.read(wish))
        return self._read[1]

    @property
    def _negative(self) -> str:
        return negative_prompt() if self.guidance > 1 else ""

    def _stands(self, brief: Brief, cutout: Bytes) -> bool:
        return not self.lies_by_name(brief) and self._stance.stands(cutout)

    def lies_by_name(self, brief: Brief) -> bool:
        return self._stance.is_garment(f"{brief.product.name} {brief.product.category}")

    def _watch(self, painting: Painting, tick: Tick) -> Callable[..., dict[str, Any]]:
        every = -(-self.steps // MOST)
        before: torch.Tensor | None = None

        def stepped(pipeline: Any, index: int, _: object, tensors: dict[str, Any]) -> dict[str, Any]:
            nonlocal before
            latents, done, drawn = tensors["latents"], index + 1, None
            if self._sketches and before is not None and done < self.steps and done % every == 0:
                sigmas = pipeline.scheduler.sigmas
                clean = expected(latents, before, float(sigmas[done]), float(sigmas[index]))
                drawn = sketch(self._autoencoder, self.unpacked(clean, painting))
            before = latents
            tick(done, self.steps + 1, FINISHING if done == self.steps else _step(done + 1, self.steps), drawn)
            return {}

        return stepped


def side(ctx: RunContext) -> int:
    """Pixels of the square to paint."""
    return FRUGAL_SIDE if ctx.frugal else SIDE


def given(brief: Brief, part: str) -> Picture:
    """The picture a brief builds on.

    Raises:
        GenerationError: it is not there.
    """
    picture = brief.inputs.get(part)
    if not isinstance(picture, Picture):
        raise GenerationError(
            f"This picture needs another one ({part}), which is missing.", f"缺少所需的图片（{part}）。"
        )
    return picture


def _step(number: int, steps: int) -> Message:
    return Message(f"Painting: step {number} of {steps}", f"正在绘制：第 {number} 步，共 {steps} 步")
