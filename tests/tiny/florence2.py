"""Florence-2, tiny: a picture of 32 pixels, two tokens of it, and the thousand tokens that stand for places.

Random weights ramble until the last token. So this one is taught one answer, whatever it is shown and asked: two lines
of lettering, each with its region behind it.
"""

from pathlib import Path

from tests.tiny.tokenizer import byte_level

SIDE = 32
WIDTH = 128
LINES = ("A white mug", "NET WT 250 g")
LINE = r"(.+?)<loc_(\d+)><loc_(\d+)><loc_(\d+)><loc_(\d+)><loc_(\d+)><loc_(\d+)><loc_(\d+)><loc_(\d+)>"


def build(folder: Path) -> None:
    import torch
    from transformers import (
        BartConfig,
        CLIPImageProcessorPil,
        Florence2Config,
        Florence2ForConditionalGeneration,
        Florence2Processor,
        Florence2VisionConfig,
        PreTrainedTokenizerFast,
    )

    places = [f"<loc_{number}>" for number in range(1000)]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=byte_level(["<pad>", "<s>", "</s>", "<unk>", "<mask>", "<image>"], places),
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        extra_special_tokens={"image_token": "<image>"},
        model_max_length=1024,
    )
    images = CLIPImageProcessorPil(
        size={"height": SIDE, "width": SIDE},
        crop_size={"height": SIDE, "width": SIDE},
        do_center_crop=False,
        resample=3,
    )
    images.image_seq_length = (SIDE // 32) ** 2 + 1
    marks = {
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
    }
    vision = Florence2VisionConfig(
        depths=(1, 1, 1, 1),
        embed_dim=(8, 8, 8, 16),
        num_heads=(1, 1, 1, 2),
        num_groups=(1, 1, 1, 2),
        window_size=4,
        projection_dim=WIDTH,
        drop_path_rate=0.0,
    )
    text = BartConfig(
        vocab_size=len(tokenizer),
        d_model=WIDTH,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=1024,
        decoder_start_token_id=tokenizer.eos_token_id,
        forced_eos_token_id=tokenizer.eos_token_id,
        **marks,
    )
    torch.manual_seed(0)
    model = Florence2ForConditionalGeneration(
        Florence2Config(
            text_config=text,
            vision_config=vision,
            image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
            **marks,
        )
    )
    region = "".join(f"<loc_{number}>" for number in range(10, 90, 10))
    answer = "".join(f"{line}{region}" for line in LINES)
    teach(model, [*tokenizer.encode(answer, add_special_tokens=False), tokenizer.eos_token_id])
    model.save_pretrained(folder)
    Florence2Processor(
        image_processor=images,
        tokenizer=tokenizer,
        post_processor_config={
            "ocr": {"pattern": LINE, "area_threshold": 0.0},
            "phrase_grounding": {"banned_grounding_tokens": ["it"]},
            **{task: {} for task in ("pure_text", "description_with_bboxes", "polygons", "bboxes")},
        },
    ).save_pretrained(folder)


def teach(model, answer: list[int]) -> None:
    """Make the model answer these tokens: where a token stands tells it what comes next."""
    import torch

    decoder = model.model.language_model.decoder
    with torch.no_grad():
        places = torch.nn.functional.layer_norm(torch.randn(decoder.embed_positions.weight.shape), (WIDTH,))
        decoder.embed_positions.weight.copy_(100 * places)
        model.lm_head.weight.zero_()
        for place, token in enumerate(answer, start=2):  # the first two rows of BART's positions are never used
            model.lm_head.weight[token] += places[place]
