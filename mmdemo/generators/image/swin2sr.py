"""Swin2SR: a finished picture four times as large, its fine details drawn by a model, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.runtime.checkpoint import GB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.runtime.tensors import check_transformers
from mmdemo.schema import Brief, Message, Picture

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes

SOURCES = ("image/scene", "image/concept")
LARGEST = 4096  # pixels of the longer side
TILE, FRUGAL_TILE = 256, 128  # pixels; with the margins, whole windows of 8 pixels
WINDOW = 8
TILE_SECONDS = 0.05  # for a tile of 256 pixels on a card of the H200 class

REDRAWN = Message(
    "A model redrew the fine details of this enlargement, those of the product too. Compare it with the original.",
    "放大后的细节由模型重新绘制，商品的细节也不例外。请与原图对照后再使用。",
)


@dataclass(frozen=True)
class Enlarging:
    """A picture, (height, width, 3), to be made `factor` times as large in pieces of `tile` pixels."""

    rgb: Bytes
    factor: int
    tile: int


class Swin2SR:
    """Conde et al., "Swin2SR: SwinV2 Transformer for Compressed Image Super-Resolution and Restoration" (2022)."""

    def __init__(self, place: Placement) -> None:
        from transformers import Swin2SRForImageSuperResolution

        from mmdemo.processing.image import arrays, tiles

        check_transformers(place.weights, Swin2SRForImageSuperResolution)
        self._arrays, self._tiles, self._place = arrays, tiles, place
        model: Any = Swin2SRForImageSuperResolution.from_pretrained(
            place.weights, local_files_only=True, dtype=place.dtype
        )
        self._model = model.to(place.device).eval()

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        """The scene or concept of the brief four times as large, or twice where it would outgrow 4096 pixels.

        Raises:
            GenerationError: there is no picture, or it is too large already.
            OutOfMemory: the device ran out of memory.
            Cancelled: Stop was pressed.
        """
        source = next((brief.inputs[part] for part in SOURCES if part in brief.inputs), None)
        if not isinstance(source, Picture):
            raise GenerationError("There is no picture to enlarge.", "没有可以放大的图片。")
        longest = max(source.width, source.height)
        factor = next((times for times in (4, 2) if times * longest <= LARGEST), None)
        if factor is None:
            raise GenerationError(
                f"The picture is {longest} pixels long already; enlarging stops at {LARGEST}.",
                f"图片长边已有 {longest} 像素；放大上限为 {LARGEST} 像素。",
            )
        tile = min(FRUGAL_TILE if ctx.frugal else TILE, -(-longest // WINDOW) * WINDOW)
        ctx.record(factor=factor, tile=tile)
        job = Enlarging(self._arrays.decode(source.data), factor, tile)
        count = (source.width / tile + 1) * (source.height / tile + 1)
        pixels = self._place.run(self.enlarge, job, ctx.step, 6 + 2 * count * TILE_SECONDS)
        height, width = pixels.shape[:2]
        return Picture(
            self._arrays.encode(pixels),
            width,
            height,
            (*source.notes, REDRAWN),
            source.concept,
            product=None if source.product is None else source.product.enlarged(factor),
        )

    def enlarge(self, job: Enlarging, tick: Tick) -> Bytes:
        """Run the model: on the device, through `Placement.run` only."""

        def report(done: int, total: int) -> None:
            tick(
                done,
                total,
                Message(f"Enlarging: piece {done + 1} of {total}", f"正在放大：第 {done + 1} 块，共 {total} 块"),
            )

        return self._tiles.enlarge_in_tiles(job.rgb, job.factor, job.tile, self._larger, report)

    def _larger(self, tile: Bytes) -> Bytes:
        """Four times as large."""
        import torch

        pixels = torch.from_numpy(tile).to(self._place.device).permute(2, 0, 1)[None]
        made = self._model(pixels.to(self._place.dtype) / 255).reconstruction[0]
        larger: Bytes = (made.float().clamp(0, 1) * 255).round().to(torch.uint8).permute(1, 2, 0).cpu().numpy()
        return larger


SPEC = GeneratorSpec(
    id="swin2sr",
    modality="image",
    label="Swin2SR ×4",
    load=Swin2SR,
    model="caidas/swin2SR-realworld-sr-x4-64-bsrgan-psnr",
    revision="main",
    licence="Apache-2.0",
    requires=("torch", "transformers"),
    kinds=("enlarged",),
    rank=20,
    weights=Checkpoint(
        repo="caidas/swin2SR-realworld-sr-x4-64-bsrgan-psnr",
        files=("config.json", "pytorch_model.bin"),
        download=49_000_000,
    ),
    memory=25_000_000,
    working=int(1.5 * GB),
    needs_gpu=True,
    purpose="An enlarged copy of a finished picture",
)
