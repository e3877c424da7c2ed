"""A pickled checkpoint turned into safetensors, once, so that nothing pickled is ever loaded by a generator."""

from __future__ import annotations

import errno
import os
import pickle
import uuid
from pathlib import Path

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.selection import PICKLED


def convert(pickled: Path, safetensors: Path) -> None:
    """Write the tensors of a `pytorch_model.bin` as a safetensors file.

    Only plain tensors are unpickled. Tensors that share memory are written out each, so that every name is there.

    Raises:
        GeneratorUnavailable: the file holds something else than tensors by name.
        OSError: the disk is full.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    try:
        told = torch.load(pickled, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError) as error:
        raise _no_tensors() from error
    if not isinstance(told, dict) or not all(isinstance(tensor, torch.Tensor) for tensor in told.values()):
        raise _no_tensors()
    tensors: dict[str, torch.Tensor] = {}
    taken: set[int] = set()
    for name, tensor in told.items():
        storage = tensor.untyped_storage().data_ptr()
        tensors[name] = tensor.clone(memory_format=torch.contiguous_format) if storage in taken else tensor.contiguous()
        taken.add(storage)
    unfinished = safetensors.with_name(f"{safetensors.name}.{uuid.uuid4().hex}")
    try:
        save_file(tensors, unfinished, metadata={"format": "pt"})
        unfinished.replace(safetensors)
    except SafetensorError as error:
        # It tells of the disk in words only.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(unfinished)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _no_tensors() -> GeneratorUnavailable:
    return GeneratorUnavailable(
        f"{PICKLED} holds something other than plain tensors and is not loaded.",
        f"{PICKLED} 含有张量以外的内容，不会加载。",
    )
