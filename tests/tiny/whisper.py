"""Whisper, tiny: windows of 30 seconds and the special tokens of the real one, in the order its decoding relies on.

Random weights ramble until every try is used up. So this one is taught to say one sentence in each window, whatever it
hears: where a token stands tells it what comes next.
"""

from pathlib import Path

from tests.tiny.tokenizer import byte_vocabulary

SAYS = "The capacity is 350 millilitres and it is dishwasher safe."
UNTIL = 4.0  # seconds
WIDTH = 128
SPOKEN = ("en", "zh", "ja", "ko")
TASKS = ("<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>")


def build(folder: Path) -> None:
    import torch
    from tokenizers import AddedToken
    from transformers import (
        GenerationConfig,
        WhisperConfig,
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
        WhisperTokenizer,
    )

    end = "<|endoftext|>"
    tokenizer = WhisperTokenizer(
        vocab=byte_vocabulary(), merges=[], unk_token=end, bos_token=end, eos_token=end, pad_token=end
    )
    languages = [f"<|{language}|>" for language in SPOKEN]
    tokenizer.add_special_tokens({"extra_special_tokens": ["<|startoftranscript|>", *languages, *TASKS]})
    times = [AddedToken(f"<|{step * 0.02:.2f}|>", special=False, normalized=False) for step in range(1501)]
    tokenizer.add_tokens(times)
    number = tokenizer.convert_tokens_to_ids
    marks = {
        "bos_token_id": number(end),
        "eos_token_id": number(end),
        "pad_token_id": number(end),
        "decoder_start_token_id": number("<|startoftranscript|>"),
    }
    torch.manual_seed(0)
    model = WhisperForConditionalGeneration(
        WhisperConfig(
            vocab_size=len(tokenizer),
            num_mel_bins=80,
            d_model=WIDTH,
            encoder_layers=1,
            decoder_layers=2,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=32,
            decoder_ffn_dim=32,
            max_source_positions=1500,
            max_target_positions=448,
            suppress_tokens=None,
            begin_suppress_tokens=None,
            **marks,
        )
    )
    begin, end_mark = number("<|0.00|>"), number(f"<|{UNTIL:.2f}|>")
    teach(model, [begin, *tokenizer.encode(SAYS, add_special_tokens=False), end_mark, number(end)])
    # Made afresh: of a changed one the settings that only Whisper has are dropped on load.
    model.generation_config = GenerationConfig(
        no_timestamps_token_id=number("<|notimestamps|>"),
        lang_to_id={language: number(language) for language in languages},
        task_to_id={"transcribe": number("<|transcribe|>"), "translate": number("<|translate|>")},
        is_multilingual=True,
        max_initial_timestamp_index=50,
        prev_sot_token_id=number("<|startofprev|>"),
        alignment_heads=[[0, 0], [1, 1]],
        max_length=448,
        return_timestamps=False,
        suppress_tokens=[],
        begin_suppress_tokens=[],
        **marks,
    )
    model.save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=80).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def teach(model, sentence: list[int]) -> None:
    """Make the model say these tokens behind the three that each answer begins with; they must not be languages."""
    import torch

    decoder = model.model.decoder
    with torch.no_grad():
        places = torch.nn.functional.layer_norm(torch.randn(decoder.embed_positions.weight.shape), (WIDTH,))
        decoder.embed_positions.weight.copy_(100 * places)
        decoder.embed_tokens.weight.zero_()
        for place, token in enumerate(sentence, start=2):  # what stands at 2 says what comes at 3
            decoder.embed_tokens.weight[token] += places[place]
