"""IS-Net, small enough for a CPU: the cutout along what it sees.

Qin et al., "Highly Accurate Dichotomous Image Segmentation" (2022).
"""

from __future__ import annotations

from mmdemo.generators import GeneratorSpec
from mmdemo.generators.matting import Matting
from mmdemo.runtime.model_file import MODULES, ModelFile

LABEL = "IS-Net"
FILE = ModelFile("isnet-general-use", 178_648_008, "fc16ebd8b0c10d971d3513d564d01e29")

SPEC = GeneratorSpec(
    id="isnet",
    modality="image",
    label=LABEL,
    load=lambda _: Matting(FILE),
    model=FILE.name,
    revision=f"md5:{FILE.md5}",
    licence="Apache-2.0",
    requires=MODULES,
    missing=lambda: FILE.lacks(LABEL),
    kinds=("cutout",),
    rank=10,
    file=FILE,
    purpose="Finds the product in a photo, to cut it out",
)
