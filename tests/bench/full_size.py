"""Checkpoints of the models' real architectures and sizes with random weights: speed needs no training.

Made on the device and saved as their hub repositories are, so that both the studio and the plain libraries load them
from disk. About 25 GB of disk.
"""

from pathlib import Path

from tests.tiny import bark as tiny_bark
from tests.tiny.tokenizer import qwen3_tokenizer

QWEN3_4B = {
    "vocab_size": 151_936,
    "hidden_size": 2560,
    "intermediate_size": 9728,
    "num_hidden_layers": 36,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "max_position_embeddings": 40_960,
    "tie_word_embeddings": True,
    "bos_token_id": None,
}


def flux2_klein(folder: Path) -> None:
    """FLUX.2 klein 4B: 3.88 B + 4.02 B + 0.08 B parameters in bfloat16."""
    import torch
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )

    with _on_the_device():
        transformer = Flux2Transformer2DModel(
            patch_size=1,
            in_channels=128,
            num_layers=5,
            num_single_layers=20,
            attention_head_dim=128,
            num_attention_heads=24,
            joint_attention_dim=3 * QWEN3_4B["hidden_size"],
            timestep_guidance_channels=256,
            axes_dims_rope=(32, 32, 32, 32),
            guidance_embeds=False,
        )
        vae = AutoencoderKLFlux2()
    tokenizer = qwen3_tokenizer()
    scheduler = FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True)
    pipe = Flux2KleinPipeline(scheduler, vae, _qwen3(tokenizer), tokenizer, transformer, is_distilled=True)
    pipe.to(torch.bfloat16).save_pretrained(folder)


def qwen3(folder: Path) -> None:
    """Qwen3 4B."""
    tokenizer = qwen3_tokenizer()
    _qwen3(tokenizer).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def bark(folder: Path) -> None:
    """Bark, the large one: 1.10 B parameters."""
    with _on_the_device():
        tiny_bark.build(folder, hidden_size=1024, num_layers=24, num_heads=16, codec={})


def _qwen3(tokenizer):
    from transformers import Qwen3Config, Qwen3ForCausalLM

    ids = {"eos_token_id": tokenizer.eos_token_id, "pad_token_id": tokenizer.pad_token_id}
    with _on_the_device():
        return Qwen3ForCausalLM(Qwen3Config(**QWEN3_4B, **ids)).eval()


def _on_the_device():
    import contextlib

    import torch

    stack = contextlib.ExitStack()
    stack.enter_context(torch.device("cuda"))
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16)
    stack.callback(torch.set_default_dtype, before)
    return stack
