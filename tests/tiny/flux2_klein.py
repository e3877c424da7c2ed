"""FLUX.2 klein, tiny: the text encoder keeps 28 layers, because the pipeline reads its layers 9, 18 and 27."""

from pathlib import Path

from tests.tiny.tokenizer import qwen3_config, qwen3_tokenizer

HIDDEN = 16
LAYERS = 28


def build(folder: Path) -> None:
    import torch
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )
    from transformers import Qwen3ForCausalLM

    tokenizer = qwen3_tokenizer()
    torch.manual_seed(0)
    text_encoder = Qwen3ForCausalLM(qwen3_config(tokenizer, LAYERS, HIDDEN))
    transformer = Flux2Transformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=1,
        joint_attention_dim=3 * HIDDEN,
        timestep_guidance_channels=256,
        axes_dims_rope=[4, 4, 4, 4],
        guidance_embeds=False,
    )
    vae = AutoencoderKLFlux2(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4,) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=1,
        sample_size=1024,
    )
    scheduler = FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True)
    Flux2KleinPipeline(scheduler, vae, text_encoder, tokenizer, transformer, is_distilled=True).save_pretrained(folder)
