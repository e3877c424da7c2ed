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
    "highlights": ["Plain lines", "Wipes clean", "Suits many rooms"],
    "seo_title": "A plain thing for daily use",
    "seo_description": "Something plain for daily use. All its pictures are on this page.",
    "headlines": ["For daily use", "Plain and handy", "Look closer"],
    "posts": {
        "instagram": {"text": "New in the shop, and plain as can be. Come and look.", "tags": ["daily", "plain"]},
        "tiktok": {"text": "Plain, handy, new in the shop.", "tags": ["handy"]},
        "xiaohongshu": {
            "title": "Plain and handy",
            "text": ["A plain thing for daily use.", "More of it in the shop."],
            "tags": ["finds", "tidyhome"],
        },
    },
    "questions": [
        {"question": "What is it for?", "answer": "It is for use every day."},
        {"question": "Where can I see it?", "answer": "Its pictures are on this page."},
        {"question": "Is it new?", "answer": "It is new in our shop."},
    ],
    "mail": {"subject": "New in the shop", "body": ["Hello,", "Something plain and handy is here. Come and see it."]},
}
CHINESE = {
    "title": "日常好物，用心制作",
    "bullets": ["造型简洁", "容易清洗", "适合各种房间"],
    "short_description": "简简单单的一件小东西，放在哪里都好看。",
    "long_description": ["它不是用来收藏的，而是每天都能用上的。更多细节请看图片。"],
    "keywords": ["日用", "实用好物", "简约风", "送礼", "居家"],
    "script": "大家好，给你看一件做工用心的小物件。慢慢看看这里所有的照片吧。",
    "alt_texts": {"image/main": "白底上的主图", "image/scene": "摆在房间里的样子"},
    "highlights": ["线条简单", "一擦就净", "哪间屋都能放"],
    "seo_title": "每天用得上的小物件",
    "seo_description": "一件每天用得上的小物件，细节图都在本页。",
    "headlines": ["天天用得上", "简单又顺手", "走近看一看"],
    "posts": {
        "instagram": {"text": "店里上新了一件简单的小物件，来看看吧。", "tags": ["上新", "小物件"]},
        "tiktok": {"text": "简单顺手，店里新到，来瞧瞧。", "tags": ["新到"]},
        "xiaohongshu": {
            "title": "简单顺手的小物",
            "text": ["一件天天能用的小东西。", "想看细节就到店里逛逛。"],
            "tags": ["家居", "收纳"],
        },
    },
    "questions": [
        {"question": "它是做什么用的？", "answer": "它是平时天天要用的。"},
        {"question": "在哪里能看到？", "answer": "图片都在这一页上。"},
        {"question": "是新到的吗？", "answer": "是的，店里刚刚到货。"},
    ],
    "mail": {"subject": "店里上新", "body": ["您好：", "店里到了一件简单顺手的小物件，欢迎来看看。"]},
}


def build(folder: Path) -> None:
    """A model that knows two replies by heart, one in each language, and takes either whatever it is asked.

    Each holds the product page and the channels: of a reply only what was asked for is read.
    """
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


def build_by_heart(folder: Path, replies: Sequence[str], letters: int = 32) -> Path:
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
