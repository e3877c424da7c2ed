"""VibeVoice, tiny: its own hop of 3200 samples and its four marks; the template says what the published one says."""

from pathlib import Path

from tests.tiny.tokenizer import byte_level

MARKS = ("<|endoftext|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>")
TEMPLATE = (
    "{{- ' Transform the text provided by various speakers into speech output, utilizing the distinct voice of each "
    "respective speaker.\n' }}"
    "{%- for m in messages %}{%- if m['content'] | selectattr('type', 'equalto', 'audio') | list %}"
    "{{- ' Voice input:\n Speaker ' + m['role'] + ':<|vision_start|><|vision_pad|><|vision_end|>\n' }}"
    "{%- endif %}{%- endfor %}"
    "{{- ' Text input:\n' }}"
    "{%- for m in messages %}{%- for item in m['content'] | selectattr('type', 'equalto', 'text') %}"
    "{{- ' Speaker ' + m['role'] + ': ' + item['text'] + '\n' }}{%- endfor %}{%- endfor %}"
    "{{- ' Speech output:\n<|vision_start|>' }}"
)
CODEC = {"num_filters": 2, "depths": [1] * 7, "ffn_expansion": 2, "hidden_size": 8, "layer_scale_init_value": 0.1}
WIDTH = 32
GO_ON = 0.55  # sentences then end by themselves, each somewhere else


def build(folder: Path) -> None:
    import torch
    from transformers import (
        GenerationConfig,
        PreTrainedTokenizerFast,
        VibeVoiceAcousticTokenizerFeatureExtractor,
        VibeVoiceConfig,
        VibeVoiceForConditionalGeneration,
        VibeVoiceProcessor,
    )

    torch.manual_seed(0)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=byte_level(MARKS), eos_token=MARKS[0], pad_token=MARKS[0], padding_side="right"
    )
    end, start, stop, sound = tokenizer.convert_tokens_to_ids(list(MARKS))
    config = VibeVoiceConfig(
        text_config={
            "model_type": "qwen2",
            "vocab_size": len(tokenizer),
            "hidden_size": WIDTH,
            "intermediate_size": 2 * WIDTH,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "num_key_value_heads": 1,
            "tie_word_embeddings": False,
        },
        audio_config={"model_type": "vibevoice_acoustic_tokenizer", **CODEC},
        semantic_model_config={"model_type": "vibevoice_acoustic_tokenizer_encoder", **CODEC},
        diffusion_head_config={"num_hidden_layers": 1, "intermediate_size": 2 * WIDTH},
        pad_token_id=end,
        eos_token_id=end,
        audio_bos_token_id=start,
        audio_eos_token_id=stop,
        audio_token_id=sound,
    )
    model = VibeVoiceForConditionalGeneration(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.normal_(0, parameter[0].numel() ** -0.5)
        # The first number of all that is read stays the same, so that one mark can have a head start.
        model.model.language_model.embed_tokens.weight[:, 0] = 4.0
        for part in (model.model.multi_modal_projector, model.model.semantic_connector):
            part.linear_2.weight[0] = 0.0
            part.linear_2.bias[0] = 2.0
        marks = model.lm_head.weight
        marks[[end, start, stop, sound], 0] = 0.0
        marks[[start, stop]] = 0.0
        marks[[start, stop], 0] = -9.0
        marks[sound] = 0.0
        marks[sound, 0] = GO_ON
    # A plain configuration made afresh: a changed one is dropped on load.
    model.generation_config = GenerationConfig(
        eos_token_id=end,
        pad_token_id=end,
        guidance_scale=1.3,
        noise_scheduler_class="DPMSolverMultistepScheduler",
        noise_scheduler_config={"beta_schedule": "squaredcos_cap_v2", "prediction_type": "v_prediction"},
    )
    model.save_pretrained(folder)
    VibeVoiceProcessor(VibeVoiceAcousticTokenizerFeatureExtractor(), tokenizer, chat_template=TEMPLATE).save_pretrained(
        folder
    )
