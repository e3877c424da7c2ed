"""SSD-1B, a distilled Stable Diffusion XL: scenes around the product and pictures from words on cards of 8 GB."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from mmdemo.generators import GeneratorSpec
from mmdemo.generators.diffusion import Painter, Painting, Wish
from mmdemo.runtime.checkpoint import GB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes


class SSD1B(Painter):
    """Reads English only, 77 tokens of it, and takes a list of what not to show."""

    steps, guidance = 25, 7.0
    step_seconds = (0.06, 0.06)
    cell = 8
    denoiser, convolving = "unet", ("unet", "vae")
    reader = "clip"

    def __init__(self, place: Placement) -> None:
        from diffusers import (
            AutoencoderKL,
            StableDiffusionXLInpaintPipeline,
            StableDiffusionXLPipeline,
            UNet2DConditionModel,
        )
        from transformers import CLIPTextModel, CLIPTextModelWithProjection

        super().__init__(
            place,
            StableDiffusionXLPipeline,
            StableDiffusionXLInpaintPipeline,
            {
                "unet": UNet2DConditionModel,
                "text_encoder": CLIPTextModel,
                "text_encoder_2": CLIPTextModelWithProjection,
                "vae": AutoencoderKL,
            },
            variant="fp16",
            add_watermarker=False,  # else the bytes would depend on whether a package is installed
        )
        # Its autoencoder overflows in float16, which is not used here; the switch to float32 and back would double the
        # memory, and would be left halfway when memory runs out in between.
        self._autoencoder.register_to_config(force_upcast=False)

    def read(self, wish: Wish) -> dict[str, Any]:
        names = ("prompt_embeds", "negative_prompt_embeds", "pooled_prompt_embeds", "negative_pooled_prompt_embeds")
        return dict(zip(names, self._from_words.encode_prompt(wish.prompt, negative_prompt=wish.negative), strict=True))

    def paint(self, painting: Painting, tick: Tick) -> Bytes:
        with warnings.catch_warnings():
            # The Euler scheduler of diffusers makes an array of a tensor in a way that numpy 2 calls outdated.
            warnings.filterwarnings("ignore", "__array__ implementation doesn't accept a copy", DeprecationWarning)
            return super().paint(painting, tick)


SPEC = GeneratorSpec(
    id="ssd-1b",
    modality="image",
    label="SSD-1B",
    load=SSD1B,
    model="segmind/SSD-1B",
    revision="main",
    licence="Apache-2.0",
    requires=("torch", "diffusers", "transformers", "accelerate"),
    kinds=("scene", "concept"),
    rank=20,
    weights=Checkpoint(
        repo="segmind/SSD-1B",
        files=(
            "model_index.json",
            "scheduler/*.json",
            "text_encoder/config.json",
            "text_encoder/model.fp16.safetensors",
            "text_encoder_2/config.json",
            "text_encoder_2/model.fp16.safetensors",
            "tokenizer/*",
            "tokenizer_2/*",
            "unet/config.json",
            "unet/diffusion_pytorch_model.fp16.safetensors",
            "vae/config.json",
            "vae/diffusion_pytorch_model.fp16.safetensors",
        ),
        download=int(4.5 * GB),
    ),
    memory=int(4.5 * GB),
    stage=int(2.7 * GB),
    working=int(2.5 * GB),
    needs_gpu=True,
    purpose="Scenes and concept pictures on cards of 8 GB",
)
