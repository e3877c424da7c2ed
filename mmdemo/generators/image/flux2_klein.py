"""FLUX.2 klein 4B: four steps to a scene around the product, to a picture from words, or to a market's own ratio.

When it paints around a source, the source stands in its latents where it stays, and besides as reference tokens, so
that light and shadow of the new ground can agree with the product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.diffusion import PLACING, Painter, Painting, Wish, given, side
from mmdemo.look import RATIOS
from mmdemo.processing.image.notes import SQUARE
from mmdemo.processing.text.scene_prompt import scene_prompt
from mmdemo.runtime.checkpoint import GB, GIB, Checkpoint
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Picture

if TYPE_CHECKING:
    import torch

SCENE = "image/scene"


class Flux2Klein(Painter):
    """Also makes an "outpaint": the scene made larger, to the ratio of the market in `brief.look`."""

    steps, guidance = 4, 1.0
    step_seconds = (0.13, 0.28)

    def __init__(self, place: Placement) -> None:
        from diffusers import (
            AutoencoderKLFlux2,
            Flux2KleinInpaintPipeline,
            Flux2KleinPipeline,
            Flux2Transformer2DModel,
        )
        from transformers import Qwen3ForCausalLM

        super().__init__(
            place,
            Flux2KleinPipeline,
            Flux2KleinInpaintPipeline,
            {"transformer": Flux2Transformer2DModel, "text_encoder": Qwen3ForCausalLM, "vae": AutoencoderKLFlux2},
            is_distilled=True,
        )

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        """As every `Painter`; an outpaint has the scene's own scale, and its bytes away from the seams.

        Raises:
            GenerationError: what it builds on is missing, empty or of an unusable size, or the market is content with
                a square picture.
            OutOfMemory: the device ran out of memory.
            Cancelled: Stop was pressed.
        """
        if brief.kind != "outpaint":
            return super().generate(brief, ctx)
        scene, ratio = given(brief, SCENE), RATIOS.get(brief.look.market)
        if ratio is None:
            raise GenerationError(*SQUARE)
        ctx.step(0, self.steps + 1, PLACING)
        canvas = self._canvas.extended(self._arrays.decode(scene.data), ratio, side(ctx) ** 2)
        prompt = scene_prompt(
            brief.product, brief.look, "lying" if self.lies_by_name(brief) else "extended", self.reader
        )
        picture = self.picture(self.paint_around(canvas, prompt, ctx), scene.notes, concept=scene.concept)
        lies = None if scene.product is None else scene.product.moved(canvas.placed.left, canvas.placed.top)
        return replace(picture, product=lies)

    def read(self, wish: Wish) -> dict[str, Any]:
        return {"prompt_embeds": self._from_words.encode_prompt(wish.prompt)[0]}

    def unpacked(self, latents: torch.Tensor, painting: Painting) -> torch.Tensor:
        import torch

        autoencoder = self._autoencoder
        rows, columns = painting.height // 16, painting.width // 16
        patches = latents.permute(0, 2, 1).reshape(1, -1, rows, columns)
        mean = autoencoder.bn.running_mean.view(1, -1, 1, 1)
        deviation = (autoencoder.bn.running_var.view(1, -1, 1, 1) + autoencoder.config.batch_norm_eps).sqrt()
        return torch.nn.functional.pixel_shuffle(patches * deviation + mean, 2)


SPEC = GeneratorSpec(
    id="flux2-klein",
    modality="image",
    label="FLUX.2 klein 4B",
    load=Flux2Klein,
    model="black-forest-labs/FLUX.2-klein-4B",
    revision="main",
    licence="Apache-2.0",
    requires=("torch", "diffusers", "transformers", "accelerate"),
    kinds=("scene", "concept", "outpaint"),
    rank=40,
    weights=Checkpoint(
        repo="black-forest-labs/FLUX.2-klein-4B",
        files=(
            "model_index.json",
            "scheduler/*.json",
            "text_encoder/*.json",
            "text_encoder/*.safetensors",
            "tokenizer/*",
            "transformer/*.json",
            "transformer/*.safetensors",
            "vae/*.json",
            "vae/*.safetensors",
        ),
        download=16 * GB,
    ),
    memory=int(14.9 * GIB),
    stage=int(7.5 * GIB),
    working=int(2.5 * GIB),
    needs_gpu=True,
    purpose="Scenes around the product, concept pictures, pictures extended to a market's ratio",
)
