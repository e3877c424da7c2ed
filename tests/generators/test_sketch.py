"""Sketches of pictures in the making."""

import io

import pytest
from PIL import Image

from mmdemo.generators.sketch import expected, sketch


@pytest.fixture(scope="module")
def torch():
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    return torch


def test_two_points_of_a_straight_path_give_its_end(torch):
    clean, noise = torch.randn(2, 1, 4, 8, 8, generator=torch.Generator().manual_seed(1))
    flow = [(1 - sigma) * clean + sigma * noise for sigma in (0.9, 0.6)]
    assert torch.allclose(expected(flow[1], flow[0], 0.6, 0.9), clean, atol=1e-5)
    exploding = [clean + sigma * noise for sigma in (9.0, 4.0)]
    assert torch.allclose(expected(exploding[1], exploding[0], 4.0, 9.0), clean, atol=1e-5)


@pytest.mark.parametrize(
    ("latents", "size"), [((128, 128), (256, 256)), ((160, 90), (144, 256)), ((8, 8), (64, 64)), ((33, 33), (128, 128))]
)
def test_at_most_256_pixels(torch, latents, size):
    from diffusers import AutoencoderKL

    autoencoder = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4,) * 4,
        norm_num_groups=1,
    )
    with torch.inference_mode(), Image.open(io.BytesIO(sketch(autoencoder, torch.randn(1, 4, *latents)))) as drawn:
        assert (drawn.format, drawn.mode, drawn.size) == ("WEBP", "RGB", size)
