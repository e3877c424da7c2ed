"""Z-Image-Turbo, tiny."""

from pathlib import Path

from tests.tiny.tokenizer import qwen3_config, qwen3_tokenizer

HIDDEN = 16


def build(folder: Path) -> None:
    import torch
    from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, ZImagePipeline, ZImageTransformer2DModel
    from transformers import Qwen3Model

    tokenizer = qwen3_tokenizer()
    torch.manual_seed(0)
    text_encoder = Qwen3Model(qwen3_config(tokenizer, 2, HIDDEN))
    transformer = ZImageTransformer2DModel(
        in_channels=4,
        dim=16,
        n_layers=1,
        n_refiner_layers=1,
        n_heads=1,
        n_kv_heads=1,
        cap_feat_dim=HIDDEN,
        axes_dims=[4, 6, 6],
        axes_lens=[1024, 64, 64],
    )
    vae = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4,) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=1,
        sample_size=1024,
        scaling_factor=0.3611,
        shift_factor=0.1159,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )
    with torch.no_grad():
        # a trained autoencoder is all but sure of the latents of a picture
        vae.encoder.conv_out.weight[4:] = 0
        vae.encoder.conv_out.bias[4:] = -20
    ZImagePipeline(
        FlowMatchEulerDiscreteScheduler(shift=3.0), vae, text_encoder, tokenizer, transformer
    ).save_pretrained(folder)
