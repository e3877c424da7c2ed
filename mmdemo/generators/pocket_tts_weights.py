"""The weights of Pocket TTS as Kyutai publishes them, under the names that transformers gives them.

Sizes are read off the tensors themselves. Kyutai turns neighbouring values of a head into each other where transformers
turns its two halves, so queries and keys are put into another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.store import pull_command, repo_of

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    Tensors = Mapping[str, torch.Tensor]

HEAD = 64  # the width of an attention head, in every size of the model

_TRANSFORMER = (
    (r"\.self_attn\.out_proj\.", ".self_attn.o_proj."),
    (r"\.norm1\.", ".input_layernorm."),
    (r"\.norm2\.", ".post_attention_layernorm."),
    (r"\.linear([12])\.", r".mlp.fc\1."),
    (r"\.layer_scale_1\.", ".self_attn_layer_scale."),
    (r"\.layer_scale_2\.", ".mlp_layer_scale."),
)
_LANGUAGE_MODEL = (
    (r"^emb_(mean|std)$", r"latent_\1"),
    (r"^bos_emb$", "model.bos_latent"),
    (r"^input_linear\.", "model.audio_latent_proj."),
    (r"^speaker_proj_weight$", "model.audio_prompt_proj.weight"),
    (r"^out_norm\.", "model.norm."),
    (r"^out_eos\.", "eos_head."),
    (r"^transformer\.", "model."),
    (r"^flow_net\.time_embed\.(\d+)\.mlp\.3\.alpha$", r"flow_head.timestep_embeddings.\1.norm.weight"),
    (r"^flow_net\.time_embed\.", "flow_head.timestep_embeddings."),
    (r"^flow_net\.cond_embed\.", "flow_head.cond_proj."),
    (r"^flow_net\.res_blocks\.(\d+)\.in_ln\.", r"flow_head.layers.\1.norm."),
    (r"^flow_net\.res_blocks\.", "flow_head.layers."),
    (r"^flow_net\.final_layer\.linear\.", "flow_head.final_layer.proj."),
    (r"^flow_net\.", "flow_head."),
    (r"\.adaLN_modulation\.1\.", ".adaln_proj."),
    (r"\.mlp\.0\.", ".fc1."),
    (r"\.mlp\.2\.", ".fc2."),
    *_TRANSFORMER,
)
_CODEC = (
    (r"^quantizer\.output_proj\.", "latent_proj."),
    (r"^upsample\.convtr\.convtr\.", "decoder.upsample.conv."),
    (r"^decoder\.model\.", "decoder.decoder_seanet.layers."),
    (r"^decoder_transformer\.transformer\.", "decoder.decoder_transformer."),
    (r"\.convtr\.", ".conv."),
    *_TRANSFORMER,
)
_CODEC_PARTS = ("quantizer.", "upsample.", "decoder.", "decoder_transformer.")


@contextmanager
def _complete() -> Iterator[None]:
    """What is looked up inside and is not there is missing from the weights."""
    try:
        yield
    except KeyError as error:
        raise GeneratorUnavailable(
            f"The weights of Pocket TTS lack {error.args[0]}. Fetch them again.",
            f"Pocket TTS 的模型权重中缺少 {error.args[0]}。请重新下载。",
        ) from None


def tokenizer(path: Path) -> Any:
    """The tokenizer of a file.

    Raises:
        GeneratorUnavailable: the library cannot make one of it.
        FileNotFoundError: it is not there.
    """
    from tokenizers import Tokenizer

    content = path.read_bytes()
    try:
        return Tokenizer.from_buffer(content)
    except Exception:  # the library has no narrower one
        raise _unusable(path, "is damaged or only half fetched", "已损坏或未下载完整") from None


def read(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file.

    Raises:
        GeneratorUnavailable: it is no whole safetensors file.
        FileNotFoundError: it is not there.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(path)
    except SafetensorError:
        raise _unusable(path, "is damaged or only half fetched", "已损坏或未下载完整") from None


@_complete()
def language_model(tensors: Tensors) -> tuple[Any, dict[str, torch.Tensor]]:
    """The configuration of the part that speaks in latents, and its weights.

    Raises:
        GeneratorUnavailable: a tensor that tells the sizes is missing.
    """
    import torch
    from transformers import PocketTTSConfig

    own = _of(tensors, "flow_lm.")
    embedded, before_voice = (own.pop(name) for name in ("conditioner.embed.weight", "bos_before_voice"))
    words, width = embedded.shape[0] - 1, embedded.shape[1]
    flow, latent = own["flow_net.input_proj.weight"].shape
    config = PocketTTSConfig(
        vocab_size=words + 4,
        hidden_size=width,
        num_hidden_layers=_layers(own, "transformer.layers."),
        num_attention_heads=width // HEAD,
        intermediate_size=own["transformer.layers.0.linear1.weight"].shape[0],
        latent_dim=latent,
        audio_prompt_token_id=words,
        audio_latent_token_id=words + 1,
        audio_prompt_bos_token_id=words + 2,
        audio_bos_token_id=words + 3,
        flow_head_config={
            "hidden_size": flow,
            "num_hidden_layers": _layers(own, "flow_net.res_blocks."),
            "latent_dim": latent,
            "condition_dim": width,
        },
    )
    renamed = dict(_renamed(own, _LANGUAGE_MODEL))
    # Behind the words four rows for what is no word; only the start of a voice is ever looked up.
    marks = torch.zeros(4, width, dtype=embedded.dtype)
    marks[2] = before_voice.flatten()
    renamed["model.embed_tokens.weight"] = torch.cat([embedded[:words], marks])
    return config, renamed


@_complete()
def codec(tensors: Tensors) -> tuple[Any, dict[str, torch.Tensor]]:
    """The configuration of the part that turns latents into sound, and its weights.

    Raises:
        GeneratorUnavailable: a tensor that tells the sizes is missing.
    """
    from transformers import PocketTTSAudioTokenizerConfig

    own = {name: tensor for name, tensor in _of(tensors, "mimi.").items() if name.startswith(_CODEC_PARTS)}
    width, latent = own["quantizer.output_proj.weight"].shape[:2]
    heads = width // HEAD
    kind: Any = PocketTTSAudioTokenizerConfig
    config = kind(
        encoder_config=None,
        hidden_size=width,
        num_filters=own["decoder.model.11.conv.weight"].shape[1],
        upsample_groups=width,
        num_hidden_layers=_layers(own, "decoder_transformer.transformer.layers."),
        num_attention_heads=heads,
        num_key_value_heads=heads,
        intermediate_size=own["decoder_transformer.transformer.layers.0.linear1.weight"].shape[0],
        latent_dim=latent,
    )
    return config, dict(_renamed(own, _CODEC))


def voice(path: Path, config: Any) -> tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]:
    """Keys and values of each layer after hearing a speaker, (1, heads, frames, width).

    Raises:
        ValueError: it is damaged, or of another model.
        FileNotFoundError: it is not there.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    layers = []
    try:
        state = load_file(path)
        for layer in range(config.num_hidden_layers):
            name = f"transformer.layers.{layer}.self_attn"
            # A file of an earlier version tells the number of frames by the length of a tensor.
            old = state.get(f"{name}/current_end")
            frames = int(state[f"{name}/offset"].flatten()[0]) if old is None else len(old)
            kept = state[f"{name}/cache"][:, :, :frames].float()
            if kept.shape != (2, 1, frames, config.num_attention_heads, HEAD) or not (frames and kept.isfinite().all()):
                raise ValueError(path.name)
            keys, values = kept.transpose(2, 3).contiguous()
            layers.append((keys[..., _halves()].numpy(), values.numpy()))
    except (SafetensorError, KeyError, IndexError) as error:
        raise ValueError(path.name) from error
    return tuple(layers)


def _of(tensors: Tensors, prefix: str) -> dict[str, torch.Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _layers(tensors: Tensors, prefix: str) -> int:
    return len({name.removeprefix(prefix).split(".")[0] for name in tensors if name.startswith(prefix)})


def _renamed(tensors: Tensors, rules: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, torch.Tensor]]:
    for name, tensor in tensors.items():
        changed = name
        for pattern, new in rules:
            changed = re.sub(pattern, new, changed)
        if not name.endswith(".self_attn.in_proj.weight"):
            yield changed, tensor
            continue
        for part, rows in zip("qkv", tensor.chunk(3), strict=True):
            ordered = rows if part == "v" else rows.view(-1, HEAD, rows.shape[1])[:, _halves()].flatten(0, 1)
            yield changed.replace(".in_proj.", f".{part}_proj."), ordered.contiguous()


def _halves() -> torch.Tensor:
    """The order that brings the first values of all pairs before the second ones."""
    import torch

    order: torch.Tensor = torch.arange(HEAD).view(-1, 2).T.flatten()
    return order


def _unusable(path: Path, en: str, zh: str) -> GeneratorUnavailable:
    command = pull_command(repo_of(path) or "kyutai/pocket-tts-without-voice-cloning")
    return GeneratorUnavailable(
        f"{path.name} of Pocket TTS {en}. Fetch it again: {command}",
        f"Pocket TTS 的 {path.name} {zh}。请重新下载：{command}",
    )
