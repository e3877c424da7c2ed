"""Tiny Qwen3 checkpoints: some know replies by heart, one writes noise."""

import json
from collections.abc import Sequence
from pathlib import Path

from tests.tiny.tokenizer import QWEN3_TEMPLATE, byte_vocabulary, qwen3_config, qwen3_tokenizer

ENGLISH = {
    "title": "Made for Every Day",
    "bullets": ["Simple in shape", "Easy to clean", "At home in any room"],
    "short_description": "A simple thing, made with care. It looks good wherever you put it.",
    "long_description": ["This one was made to be used, not to be kept in a cupboard. Have a look at the pictures."],
    "keywords": ["everyday", "well made", "simple shape", "gift idea", "home"],
    "script": "Here is something simple and well made. Take your time, and look closely at all the pictures here.",
    "alt_texts": {"image/main": "Seen alone on white", "image/scene": "Seen standing in a room"},
}
CHINESE = {
    "title": "日常好物，用心制作",
    "bullets": ["造型简洁", "容易清洗", "适合各种房间"],
    "short_description": "简简单单的一件小东西，放在哪里都好看。",
    "long_description": ["它不是用来收藏的，而是每天都能用上的。更多细节请看图片。"],
    "keywords": ["日用", "实用好物", "简约风", "送礼", "居家"],
    "script": "大家好，给你看一件做工用心的小物件。慢慢看看这里所有的照片吧。",
    "alt_texts": {"image/main": "白底上的主图", "image/scene": "摆在房间里的样子"},
}


def build(folder: Path) -> None:
    """A model that knows two listings by heart, one in each language, and takes either whatever it is asked."""
    build_by_heart(folder, [json.dumps(reply, ensure_ascii=False) for reply in (ENGLISH, CHINESE)])


def build_noise(folder: Path) -> Path:
    """A model of random weights with the vocabulary of bytes."""
    import torch
    from transformers import Qwen3ForCausalLM

    tokenizer = qwen3_tokenizer()
    with torch.random.fork_rng():
        torch.manual_seed(0)
        _save(Qwen3ForCausalLM(qwen3_config(tokenizer, layers=2, hidden=32)), tokenizer, folder)
    return folder


def build_by_heart(folder: Path, replies: Sequence[str], letters: int = 8) -> Path:
    """A model that answers whatever it is asked with one of `replies`, drawn by its seed, about `letters` a token.

    Its attention and its feed-forward layers are zero: every token of a reply knows its follower alone, as one
    direction of the residual stream that the head turns into the next token's logit.
    """
    import torch
    from transformers import Qwen3ForCausalLM

    chains = _chains(replies, letters)
    count = sum(map(len, chains))
    tokenizer = _tokenizer([piece for chain in chains for piece in chain])
    first = len(byte_vocabulary())  # the pieces stand behind the bytes, before the special tokens
    config = qwen3_config(tokenizer, layers=1, hidden=count + 1)
    config.tie_word_embeddings = False
    model = Qwen3ForCausalLM(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        for name, parameter in model.named_parameters():
            if "norm" in name:
                parameter.fill_(1)
        followers = model.lm_head.weight
        model.model.embed_tokens.weight[:, 0] = 1  # any other token: a reply begins
        place = first
        for chain in chains:
            followers[place, 0] = 10
            for index in range(len(chain)):
                direction = place - first + 1
                model.model.embed_tokens.weight[place] = 0
                model.model.embed_tokens.weight[place, direction] = 1
                last = index == len(chain) - 1
                followers[tokenizer.eos_token_id if last else place + 1, direction] = 10
                place += 1
    _save(model, tokenizer, folder)
    return folder


def _chains(replies: Sequence[str], letters: int) -> list[list[str]]:
    """Each reply in pieces of some letters, no piece twice: a token has one follower."""
    seen: set[str] = set()
    chains = []
    for reply in replies:
        chain: list[str] = []
        start = 0
        while start < len(reply):
            end = start + letters
            while reply[start:end] in seen and end < len(reply):
                end += 1
            piece = reply[start:end]
            if piece in seen or len(piece) < 2:  # the rest was seen before: it joins the piece before it
                seen.discard(chain[-1])
                piece = chain.pop() + piece
            seen.add(piece)
            chain.append(piece)
            start = end
        chains.append(chain)
    return chains


def _tokenizer(pieces: Sequence[str]):
    """The tokenizer of bytes with more tokens that no text is ever split into, since nothing merges into them."""
    from tokenizers import Tokenizer, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    spelling = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    plain = json.loads(qwen3_tokenizer().backend_tokenizer.to_str())
    vocabulary = byte_vocabulary()
    for piece in pieces:
        vocabulary["".join(part for part, _ in spelling.pre_tokenize_str(piece))] = len(vocabulary)
    assert len(vocabulary) == len(byte_vocabulary()) + len(pieces)
    plain["model"]["vocab"] = vocabulary
    for index, token in enumerate(plain["added_tokens"]):
        token["id"] = len(vocabulary) + index
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer.from_str(json.dumps(plain)), eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    tokenizer.chat_template = QWEN3_TEMPLATE
    return tokenizer


def _save(model, tokenizer, folder: Path) -> None:
    model.save_pretrained(folder, max_shard_size="200KB")  # the hub's is in several files, too
    tokenizer.save_pretrained(folder)
    # The hub's repository keeps the template in the configuration of the tokenizer.
    config = folder / "tokenizer_config.json"
    template = folder / "chat_template.jinja"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"chat_template": template.read_text()}))
    template.unlink()
