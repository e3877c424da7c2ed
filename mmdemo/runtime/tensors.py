"""Weights held against the architecture they claim to be, before a byte of them is loaded.

A tensor missing from a file would load silently as noise, so names and shapes are compared on the meta device first;
only the headers of the safetensors files are read. For transformers, its own loader does the comparison on meta
tensors, so that whatever it renames, merges, splits or ties while loading is known here too.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.store import pull_command, repo_of

_TRANSFORMERS = "model"
_DIFFUSERS = "diffusion_pytorch_model"

Shape = tuple[int, ...]


def check_transformers(folder: Path, model_class: Any, variant: str | None = None) -> None:
    """Hold the safetensors of `folder` against `model_class` built from its config.json.

    `variant` is what is passed to `from_pretrained` under this name, such as "fp16".

    Raises:
        GeneratorUnavailable: a tensor is missing or has another shape, or a file is no safetensors file.
    """
    import torch

    found = _shapes(folder, _weight_files(folder, _TRANSFORMERS, variant))
    tensors = {name: torch.empty(shape, device="meta") for name, shape in found.items()}
    with _quiet("transformers"), _no_progress_bar(), _explained(folder, model_class):
        config = model_class.config_class.from_pretrained(folder, local_files_only=True)
        _, info = model_class.from_pretrained(
            None,
            config=config,
            state_dict=tensors,
            dtype=torch.float32,
            device_map="meta",
            ignore_mismatched_sizes=True,  # they are wanted in the report, not as an error
            output_loading_info=True,
        )
    _refuse(folder, model_class.__name__, info)


def check_diffusers(folder: Path, components: Mapping[str, Any], variant: str | None = None) -> None:
    """The same for a diffusers pipeline: `components` maps a subfolder ("transformer") to its class.

    Classes of transformers are told from those of diffusers by what they offer.

    Raises:
        GeneratorUnavailable: as for `check_transformers`.
    """
    for name, component in components.items():
        if hasattr(component, "load_config"):
            _check_component(folder / name, component, variant)
        else:
            check_transformers(folder / name, component, variant)


def refuse_missing(loading_info: Mapping[str, Any]) -> None:
    """Judge what `from_pretrained(…, output_loading_info=True)` of either library reported.

    Raises:
        GeneratorUnavailable: a tensor was missing, and loaded as noise, or had another shape.
    """
    _refuse(None, "the model", loading_info)


def _check_component(folder: Path, component: Any, variant: str | None) -> None:
    import torch

    found = _shapes(folder, _weight_files(folder, _DIFFUSERS, variant))
    with _quiet("diffusers"), _explained(folder, component), torch.device("meta"):
        model = component.from_config(component.load_config(folder, local_files_only=True))
        # The one renaming that diffusers does while loading: attention blocks saved by its first versions.
        model._fix_state_dict_keys_on_load(found)
    expected = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    _refuse(
        folder,
        component.__name__,
        {
            "missing_keys": expected.keys() - found.keys(),
            "mismatched_keys": [(name,) for name in expected.keys() & found.keys() if expected[name] != found[name]],
        },
    )


def _weight_files(folder: Path, stem: str, variant: str | None) -> list[Path]:
    """The files that `from_pretrained` would read. Where a single file lies beside an index, transformers takes the
    single file and diffusers what the index names."""
    tag = f".{variant}" if variant else ""
    single = folder / f"{stem}{tag}.safetensors"
    index = folder / f"{stem}.safetensors.index{tag}.json"
    if single.is_file() and not (stem == _DIFFUSERS and index.is_file()):
        return [single]
    try:
        shards = set(json.loads(index.read_bytes())["weight_map"].values())
    except FileNotFoundError:
        raise _unusable(
            folder, f"{single.name} is missing from the weights.", f"模型权重中缺少 {single.name}。"
        ) from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise _unusable(folder, f"{index.name} is damaged.", f"{index.name} 已损坏。") from error
    return [folder / str(shard) for shard in sorted(shards)]


def _shapes(folder: Path, files: Sequence[Path]) -> dict[str, Shape]:
    """Names and shapes of all tensors. A file that is shorter or longer than its header says is refused here."""
    from safetensors import SafetensorError, safe_open

    found: dict[str, Shape] = {}
    for file in files:
        try:
            with safe_open(file, framework="pt") as opened:
                found |= {name: tuple(opened.get_slice(name).get_shape()) for name in opened.keys()}  # noqa: SIM118
        except FileNotFoundError:
            raise _unusable(
                folder, f"{file.name} is missing from the weights.", f"模型权重中缺少 {file.name}。"
            ) from None
        except (SafetensorError, OSError) as error:
            raise _unusable(
                folder,
                f"{file.name} is damaged or only half fetched.",
                f"{file.name} 已损坏或未下载完整。",
            ) from error
    return found


def _refuse(folder: Path | None, model: str, info: Mapping[str, Any]) -> None:
    missing = sorted(info["missing_keys"])
    misshapen = sorted(found[0] for found in info["mismatched_keys"])
    if missing:
        en, zh = _some(missing)
        raise _unusable(
            folder,
            f"The weights do not fit {model}; missing from them: {en}.",
            f"权重与 {model} 不符，其中缺少：{zh}。",
        )
    if misshapen:
        en, zh = _some(misshapen)
        raise _unusable(
            folder,
            f"The weights do not fit {model}; of another shape in them: {en}.",
            f"权重与 {model} 不符，其中形状不同的有：{zh}。",
        )


def _some(names: Sequence[str]) -> tuple[str, str]:
    if len(names) == 1:
        return names[0], names[0]
    return f"{names[0]} and {len(names) - 1} more", f"{names[0]} 等 {len(names)} 个张量"


@contextmanager
def _explained(folder: Path, model_class: Any) -> Iterator[None]:
    """Whatever a library raises on a configuration that makes no sense to it means one thing here."""
    try:
        yield
    except Exception as error:
        raise _unusable(
            folder,
            f"{model_class.__name__} cannot be built from the configuration beside its weights.",
            f"无法根据权重所附的配置构建 {model_class.__name__}。",
        ) from error


@contextmanager
def _quiet(library: str) -> Iterator[None]:
    """Without the library's own report of what does not fit: ours is the error raised."""
    logger = logging.getLogger(library)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    """transformers shows one for reading tensors, and nothing is read here."""
    from transformers.utils import logging as of_transformers

    no_bar: Any = of_transformers.EmptyTqdm
    before = of_transformers.set_tqdm_hook(lambda _, args, kwargs: no_bar(*args, **kwargs))
    try:
        yield
    finally:
        of_transformers.set_tqdm_hook(before)


def _unusable(folder: Path | None, en: str, zh: str) -> GeneratorUnavailable:
    repo = repo_of(folder) if folder else None
    if repo is None:
        return GeneratorUnavailable(f"{en} Fetch them again.", f"{zh}请重新下载。")
    return GeneratorUnavailable(f"{en} Fetch them again: {pull_command(repo)}", f"{zh}请重新下载：{pull_command(repo)}")
