"""Bark, tiny: the real vocabularies, since the ids of one stage are the input of the next; widths and depths shrunk.

Saved as `suno/bark` is laid out once its weights are converted: weight-normalised convolutions under their old names.
"""

from pathlib import Path

WORDS = [chr(code) for code in range(33, 127)]
EOS, EOS_LOGIT = 10_000, 0.6  # sentences then end by themselves, each somewhere else


TINY_CODEC = {
    "num_filters": 4,
    "hidden_size": 16,
    "codebook_dim": 16,
    "num_lstm_layers": 1,
    "upsampling_ratios": [8, 5, 4, 2],
    "target_bandwidths": [6.0],
}
TINY_WINDOW = {"max_fine_history_length": 128, "max_fine_input_length": 256}


def build(
    folder: Path, *, hidden_size: int = 16, num_layers: int = 1, num_heads: int = 2, codec: dict | None = None
) -> None:
    """`codec` are settings of EnCodec, whose own are those of the real model."""
    import torch
    from transformers import (
        BarkCoarseConfig,
        BarkConfig,
        BarkFineConfig,
        BarkModel,
        BarkSemanticConfig,
        BertTokenizerFast,
        EncodecConfig,
        GenerationConfig,
    )

    torch.manual_seed(0)
    size = {"hidden_size": hidden_size, "num_layers": num_layers, "num_heads": num_heads, "block_size": 1024}
    model = BarkModel(
        BarkConfig(
            semantic_config=BarkSemanticConfig(input_vocab_size=129_600, output_vocab_size=10_048, **size).to_dict(),
            coarse_acoustics_config=BarkCoarseConfig(
                input_vocab_size=12_096, output_vocab_size=12_096, **size
            ).to_dict(),
            fine_acoustics_config=BarkFineConfig(
                input_vocab_size=1056, output_vocab_size=1056, n_codes_total=8, n_codes_given=1, **size
            ).to_dict(),
            codec_config=EncodecConfig(**(TINY_CODEC if codec is None else codec)).to_dict(),
        )
    )
    with torch.no_grad():
        model.semantic.layernorm_final.weight[0] = 0.0
        model.semantic.layernorm_final.bias[0] = EOS_LOGIT
        model.semantic.lm_head.weight[:, 0] = 0.0
        model.semantic.lm_head.weight[EOS, 0] = 1.0
        for layer in model.codec_model.quantizer.layers:
            layer.codebook.embed.normal_()  # they are born empty: every code would sound the same
    # A plain configuration made afresh: a BarkGenerationConfig cannot be saved, a changed one is dropped on load.
    model.generation_config = GenerationConfig(**_generation(TINY_WINDOW if codec is None else None))
    model.save_pretrained(folder)
    _under_old_names(folder / "model.safetensors")
    _save_voices(folder / "speaker_embeddings" / "v2")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *(f"##{word}" for word in WORDS)]
    tokenizer = BertTokenizerFast(vocab={word: index for index, word in enumerate(vocabulary)}, do_lower_case=False)
    tokenizer.save_pretrained(folder)


def _generation(window: dict[str, int] | None) -> dict[str, object]:
    from transformers.models.bark.generation_configuration_bark import (
        BarkCoarseGenerationConfig,
        BarkFineGenerationConfig,
        BarkSemanticGenerationConfig,
    )

    def plain(config) -> dict[str, object]:
        kept = {name: value for name, value in config.to_dict().items() if value is not None}
        return {
            name: value for name, value in kept.items() if name not in ("transformers_version", "_from_model_config")
        }

    return {
        "semantic_config": plain(BarkSemanticGenerationConfig()),
        "coarse_acoustics_config": plain(BarkCoarseGenerationConfig()),
        "fine_acoustics_config": plain(BarkFineGenerationConfig(**(window or {}))),
        "sample_rate": 24_000,
        "codebook_size": 1024,
    }


def _under_old_names(path: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = {
        name.replace(".parametrizations.weight.original0", ".weight_g").replace(
            ".parametrizations.weight.original1", ".weight_v"
        ): tensor
        for name, tensor in load_file(path).items()
    }
    save_file(tensors, path, metadata={"format": "pt"})


def _save_voices(folder: Path) -> None:
    import numpy as np

    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    for voice in (f"{language}_speaker_{number}" for language in ("en", "zh") for number in range(10)):
        np.save(folder / f"{voice}_semantic_prompt.npy", rng.integers(0, 10_000, 100))
        np.save(folder / f"{voice}_coarse_prompt.npy", rng.integers(0, 1024, (2, 150)))
        np.save(folder / f"{voice}_fine_prompt.npy", rng.integers(0, 1024, (8, 150)))
