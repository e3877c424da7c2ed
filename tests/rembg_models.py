"""What the tests of rembg's models share: a tiny model laid where rembg keeps its own, and a generator that has it."""

import hashlib
from dataclasses import replace

import pytest

from mmdemo.generators import GeneratorSpec
from mmdemo.generators.matting import Matting
from mmdemo.runtime.model_file import ModelFile
from tests.onnx_model import colour_model

WHAT_IS_BLUE = colour_model(-1, 0, 1)


def needs_rembg() -> None:
    for module in ("onnxruntime", "rembg"):
        pytest.importorskip(module, reason="the extra is not installed: pip install -r requirements-rembg.txt")


def file_of(name: str, data: bytes) -> ModelFile:
    return ModelFile(name, len(data), hashlib.md5(data).hexdigest())


def laid(file: ModelFile, data: bytes) -> ModelFile:
    """The file, with `data` on disk in its place."""
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(data)
    return file


def tiny(spec: GeneratorSpec, data: bytes = WHAT_IS_BLUE) -> GeneratorSpec:
    """The generator with a tiny model in the place of its own; nothing is on disk yet."""
    file = file_of(spec.model, data)
    return replace(spec, file=file, load=lambda _: Matting(file), missing=lambda: file.lacks(spec.label))
