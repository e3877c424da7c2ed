"""BiRefNet, for fine and crowded outlines: five times the size of IS-Net, and for a GPU.

Zheng et al., "Bilateral Reference for High-Resolution Dichotomous Image Segmentation" (2024).
"""

from __future__ import annotations

from functools import partial

from mmdemo.generators import GeneratorSpec
from mmdemo.generators.matting import Matting, slow_without_gpu
from mmdemo.runtime.model_file import MODULES, ModelFile

LABEL = "BiRefNet"
FILE = ModelFile("birefnet-general", 972_666_916, "7a35a0141cbbc80de11d9c9a28f52697")

SPEC = GeneratorSpec(
    id="birefnet",
    modality="image",
    label=LABEL,
    load=lambda _: Matting(FILE),
    model=FILE.name,
    revision=f"md5:{FILE.md5}",
    licence="MIT",
    requires=MODULES,
    missing=lambda: FILE.lacks(LABEL),
    slow=partial(slow_without_gpu, LABEL),
    kinds=("cutout",),
    rank=20,
    file=FILE,
    purpose="Finds the product in a photo, to cut it out; finer, for a GPU",
)
