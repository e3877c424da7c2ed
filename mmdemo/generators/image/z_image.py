"""Z-Image-Turbo: scenes around the product and pictures from words in eight steps; it also draws Chinese lettering."""

from __future__ import annotations

from typing import Any

from mmdemo.generators import GeneratorSpec
from mmdemo.generators.diffusion import Painter, Wish
from mmdemo.runtime.checkpoint import GB, GIB, Checkpoint
from mmdemo.runtime.placement import Placement


class ZImage(Painter):
    """Distilled to eight steps without guidance."""

    steps, guidance = 8, 0.0
    step_seconds = (0.22, 0.22)

    def __init__(self, place: Placement) -> None:
        from diffusers import AutoencoderKL, ZImageInpaintPipeline, ZImagePipeline, ZImageTransformer2DModel
        from transformers import Qwen3Model

        super().__init__(
            place,
            ZImagePipeline,
            ZImageInpaintPipeline,
            {"transformer": ZImageTransformer2DModel, "text_encoder": Qwen3Model, "vae": AutoencoderKL},
        )

    def read(self, wish: Wish) -> dict[str, Any]:
        return {"prompt_embeds": self._from_words.encode_prompt(wish.prompt, do_classifier_free_guidance=False)[0]}


SPEC = GeneratorSpec(
    id="z-image",
    modality="image",
    label="Z-Image-Turbo",
    load=ZImage,
    model="Tongyi-MAI/Z-Image-Turbo",
    revision="main",
    licence="Apache-2.0",
    requires=("torch", "diffusers", "transformers", "accelerate"),
    kinds=("scene", "concept"),
    rank=30,
    weights=Checkpoint(
        repo="Tongyi-MAI/Z-Image-Turbo",
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
        download=33 * GB,  # the transformer is stored in float32
    ),
    memory=int(19.1 * GIB),
    stage=int(11.5 * GIB),
    working=int(2.5 * GIB),
    needs_gpu=True,
    purpose="Scenes and concept pictures; the one for Chinese lettering",
)
