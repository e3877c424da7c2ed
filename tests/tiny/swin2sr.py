"""Swin2SR x4, tiny; with the lightweight upsampler, since the hub model's takes 64 channels whatever else is small."""

from pathlib import Path


def build(folder: Path) -> None:
    import torch
    from transformers import Swin2SRConfig, Swin2SRForImageSuperResolution

    torch.manual_seed(0)
    config = Swin2SRConfig(
        image_size=64,
        embed_dim=4,
        depths=[1],
        num_heads=[1],
        window_size=8,
        upscale=4,
        upsampler="pixelshuffledirect",
    )
    Swin2SRForImageSuperResolution(config).save_pretrained(folder)
