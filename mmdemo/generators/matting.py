"""What the models of rembg share: each says where the product is, and the studio traces, judges and mends the outline.

Of rembg only the sessions are used, which prepare a photo for a model and read its answer. Importing rembg takes two
seconds, and a minute the first time, when pymatting is compiled; `models pull` imports it, so that the first listing
after it need not wait.
"""

from __future__ import annotations

import importlib.util
import logging
import threading
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError, GeneratorUnavailable
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.model_file import ModelFile
from mmdemo.schema import Brief, Message, Picture

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes, Floats

GPU_PROVIDERS = {"CUDAExecutionProvider", "ROCMExecutionProvider"}
"""Those of onnxruntime that rembg takes by itself."""

LOOKING = Message("A model is looking for the product", "模型正在寻找商品")

log = logging.getLogger(__name__)


class Matting:
    """One model of rembg, loaded once and run for one photo at a time."""

    def __init__(self, file: ModelFile) -> None:
        # In this order: without onnxruntime, importing rembg ends the whole program.
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as binding
        from rembg.sessions import sessions

        from mmdemo.processing.image import photo_cutout

        self._name, self._photo_cutout = file.name, photo_cutout
        # Each run takes every core, or the memory of the GPU: side by side they are no faster, and may not fit.
        self._one_at_a_time = threading.Lock()
        # onnxruntime's errors have no base class of their own.
        named = [found for found in vars(binding).values() if isinstance(found, type) and issubclass(found, Exception)]
        self._errors: tuple[type[Exception], ...] = (*named, MemoryError)
        path = str(file.checked())
        # What is loaded is the file that was checked: a session on its own would fetch one that is missing.
        given = {"download_models": classmethod(lambda *_: path)}
        session = type("CheckedSession", (sessions[file.name],), given)
        try:
            self._session: Any = session(file.name, onnxruntime.SessionOptions())
        except self._errors as error:
            log.warning("onnxruntime refuses %s: %s", file.name, error)
            raise GeneratorUnavailable(
                f"The onnxruntime installed here cannot load the model {file.name}, or memory is short.",
                f"本机安装的 onnxruntime 无法加载模型 {file.name}，或内存不足。",
            ) from error
        self._device = self._session.inner_session.get_providers()[0].removesuffix("ExecutionProvider")

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        """The cutout of the photo along what the model sees, in the photo's own size.

        Stop is heard before and after the model, not while it runs.

        Raises:
            GenerationError: there is no photo, the model saw no product in it, or it failed.
            Cancelled: Stop was pressed.
        """
        asked = False

        def see(rgb: Bytes) -> Floats:
            nonlocal asked
            asked = True
            ctx.step(0, 4, LOOKING)
            with self._one_at_a_time:
                return self._see(rgb)

        picture = self._photo_cutout.cut_from_photo(brief, ctx, see)
        # Last: whoever steps in for a model that failed gets the same context. A picture that came cut out needs none.
        ctx.device = self._device if asked else "CPU"
        return picture

    def _see(self, rgb: Bytes) -> Floats:
        import numpy as np
        from PIL import Image

        try:
            # rembg stretches a mask to its own range, which a flat one has not: nothing of it is then a number.
            with np.errstate(invalid="ignore"):
                mask = self._session.predict(Image.fromarray(rgb))[0]
        except self._errors as error:
            log.warning("%s failed: %s", self._name, error)
            raise GenerationError(
                f"The model {self._name} failed on this photo, perhaps for want of memory.",
                f"模型 {self._name} 处理这张照片时失败，可能是内存不足。",
            ) from error
        seen: Floats = np.asarray(mask, np.float32) / np.float32(255)
        if seen.max() <= 0.5:
            raise GenerationError(
                f"The model {self._name} sees no product in this photo.",
                f"模型 {self._name} 在这张照片中没有发现商品。",
            )
        return seen


def slow_without_gpu(label: str, machine: Machine) -> Message | None:
    """Why "auto" leaves a model out that takes too long on a CPU, or None where onnxruntime has a GPU."""
    # On ZeroGPU the device is there only for what torch runs.
    if machine.device == "cuda" and not machine.on_zero_gpu and importlib.util.find_spec("onnxruntime"):
        import onnxruntime

        if GPU_PROVIDERS & set(onnxruntime.get_available_providers()):
            return None
    return Message(
        f"{label} needs a GPU that onnxruntime can use; this machine has none.",
        f"{label} 需要 onnxruntime 可用的 GPU，而本机没有。",
    )
