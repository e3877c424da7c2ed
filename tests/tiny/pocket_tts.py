"""Pocket TTS, tiny: laid out and named as Kyutai publishes it, with one attention head of the real width.

The numbers come from numpy's generator, so that they are the same with every version of torch.
"""

from pathlib import Path

import numpy as np

from tests.tiny.tokenizer import byte_level

WIDTH, FLOW, LATENT, FILTERS, LAYERS = 64, 16, 32, 4, 2
VOICE_FRAMES = 5
END_LOGIT = -5.5  # sentences then end by themselves, each somewhere else: the model stops above -4
VOICES = "anna azelma charles eponine eve fantine george jane javert marius mary michael paul vera".split()


def build(folder: Path) -> None:
    from safetensors.numpy import save_file

    home = folder / "languages" / "english"
    (home / "embeddings").mkdir(parents=True)
    tokenizer = byte_level([])
    tokenizer.save(str(home / "tokenizer.json"))
    rng = np.random.default_rng(0)
    save_file(tensors(rng, tokenizer.get_vocab_size()), home / "model.safetensors")
    for name in VOICES:
        save_file(voice(rng), home / "embeddings" / f"{name}.safetensors")


def tensors(rng: np.random.Generator, words: int) -> dict[str, np.ndarray]:
    made: dict[str, np.ndarray] = {}

    def linear(name: str, out: int, into: int, *kernel: int, bias: bool = True, size: float = 1.0) -> None:
        made[f"{name}.weight"] = size * rng.normal(size=(out, into, *kernel)) / np.sqrt(into * np.prod(kernel))
        if bias:
            made[f"{name}.bias"] = 0.1 * rng.normal(size=out)

    def norm(name: str, width: int) -> None:
        made[f"{name}.weight"], made[f"{name}.bias"] = 1 + 0.1 * rng.normal(size=(2, width))

    def layer(name: str, scaled: bool) -> None:
        linear(f"{name}.self_attn.in_proj", 3 * WIDTH, WIDTH, bias=False)
        linear(f"{name}.self_attn.out_proj", WIDTH, WIDTH, bias=False)
        linear(f"{name}.linear1", 2 * WIDTH, WIDTH, bias=False)
        linear(f"{name}.linear2", WIDTH, 2 * WIDTH, bias=False)
        for number in (1, 2):
            norm(f"{name}.norm{number}", WIDTH)
            if scaled:
                made[f"{name}.layer_scale_{number}.scale"] = np.full(WIDTH, 0.1)

    made["flow_lm.conditioner.embed.weight"] = rng.normal(size=(words + 1, WIDTH))
    made["flow_lm.bos_before_voice"] = rng.normal(size=(1, 1, WIDTH))
    made["flow_lm.speaker_proj_weight"] = rng.normal(size=(WIDTH, LATENT)) / np.sqrt(LATENT)
    made["flow_lm.bos_emb"], made["flow_lm.emb_mean"] = rng.normal(size=(2, LATENT))
    made["flow_lm.emb_std"] = rng.uniform(0.5, 1.5, LATENT)
    linear("flow_lm.input_linear", WIDTH, LATENT, bias=False)
    for number in range(LAYERS):
        layer(f"flow_lm.transformer.layers.{number}", scaled=False)
    norm("flow_lm.out_norm", WIDTH)
    linear("flow_lm.out_eos", 1, WIDTH)
    made["flow_lm.out_eos.bias"][:] = END_LOGIT
    linear("flow_lm.flow_net.input_proj", FLOW, LATENT)
    linear("flow_lm.flow_net.cond_embed", FLOW, WIDTH)
    for number in range(2):
        name = f"flow_lm.flow_net.time_embed.{number}"
        made[f"{name}.freqs"] = np.exp(-np.log(10_000) * np.arange(128) / 128)
        linear(f"{name}.mlp.0", FLOW, 256)
        linear(f"{name}.mlp.2", FLOW, FLOW)
        made[f"{name}.mlp.3.alpha"] = 1 + 0.1 * rng.normal(size=FLOW)
        name = f"flow_lm.flow_net.res_blocks.{number}"
        norm(f"{name}.in_ln", FLOW)
        linear(f"{name}.mlp.0", FLOW, FLOW)
        linear(f"{name}.mlp.2", FLOW, FLOW)
        linear(f"{name}.adaLN_modulation.1", 3 * FLOW, FLOW)
    linear("flow_lm.flow_net.final_layer.linear", LATENT, FLOW)
    linear("flow_lm.flow_net.final_layer.adaLN_modulation.1", 2 * FLOW, FLOW)

    linear("mimi.quantizer.output_proj", WIDTH, LATENT, 1, bias=False)
    made["mimi.upsample.convtr.convtr.weight"] = rng.normal(size=(WIDTH, 1, 32))
    for number in range(2):
        layer(f"mimi.decoder_transformer.transformer.layers.{number}", scaled=True)
    wide = 8 * FILTERS
    linear("mimi.decoder.model.0.conv", wide, WIDTH, 7)
    for place, ratio in ((2, 6), (5, 5), (8, 4)):
        name, half = f"mimi.decoder.model.{place}.convtr", wide // 2
        made[f"{name}.weight"] = rng.normal(size=(wide, half, 2 * ratio)) / np.sqrt(wide)
        made[f"{name}.bias"] = 0.1 * rng.normal(size=half)
        block = f"mimi.decoder.model.{place + 1}.block"
        linear(f"{block}.1.conv", half // 2, half, 3)
        linear(f"{block}.3.conv", half, half // 2, 1)
        wide = half
    linear("mimi.decoder.model.11.conv", 1, FILTERS, 3, size=0.1)
    # The published file holds the encoder too, which only a voice that is not there yet would need.
    linear("mimi.downsample.conv.conv", LATENT, WIDTH, 32, bias=False)
    return {name: tensor.astype(np.float32) for name, tensor in made.items()}


def voice(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """What the model had in its attention after hearing somebody, with room to spare as it is saved at times."""
    made = {}
    for number in range(LAYERS):
        cache = np.full((2, 1, VOICE_FRAMES + 3, 1, WIDTH), np.nan, np.float32)
        cache[:, :, :VOICE_FRAMES] = rng.normal(size=(2, 1, VOICE_FRAMES, 1, WIDTH))
        name = f"transformer.layers.{number}.self_attn"
        made[f"{name}/cache"], made[f"{name}/offset"] = cache, np.array([VOICE_FRAMES])
    return made
