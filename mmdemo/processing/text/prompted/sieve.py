"""What of a reply may stand: all but foreign addresses and leftovers of the prompt, while figures are counted."""

from __future__ import annotations

import re
from typing import TypeVar

from mmdemo.errors import GenerationError
from mmdemo.processing.text.language import detect_language, script_shares
from mmdemo.processing.text.prompted.ground import Ground
from mmdemo.processing.text.prompted.leftover import Leftovers, marked
from mmdemo.processing.text.prompted.tidy import closed, joined, plain_line, sentences_of, shortened, within
from mmdemo.schema import Language, Message, Product

Sized = TypeVar("Sized", str, list[str], tuple[str, ...])

# The same sentence is for the merchant and for the model, which knows the fields by their keys.
_FIELDS_ZH = {
    "title": "标题",
    "bullets": "卖点",
    "short_description": "简短描述",
    "long_description": "详细描述",
    "keywords": "关键词",
    "script": "旁白文稿",
    "alt_texts": "图片替代文字",
    "highlights": "短卖点",
    "seo_title": "搜索标题",
    "seo_description": "搜索描述",
    "headlines": "广告标题",
    "posts.instagram": "Instagram 帖子",
    "posts.tiktok": "TikTok 帖子",
    "posts.xiaohongshu": "小红书笔记",
    "questions": "问答",
    "mail": "邮件",
}
_MOST_FOREIGN = 0.25
_SHOWN = 3
_SHOWN_RULE = 40  # characters
_WRONG_LANGUAGE: dict[Language, Message] = {
    "en": Message("it is not written in English", "不是用英文写的"),
    "zh": Message("it is not written in Chinese", "不是用中文写的"),
}


class Sieve:
    """One reply being read for one product, field by field.

    Sentences with figures that the merchant never gave stay, for the ledger marks them; but where they are the greater
    part of a field, the model is asked again, unless this is its `final` try. `rules` is what it was told.
    """

    def __init__(self, product: Product, rules: str, final: bool) -> None:
        self.language = product.language
        self._own = [word for word in (product.name, product.brand, *(fact.value for fact in product.facts)) if word]
        self._ground = Ground(product)
        self._leftovers = Leftovers(rules)
        self._final = final
        self._dropped: list[str] = []
        self._kept = 0
        self._inventing = 0
        self._invented: list[str] = []

    def sentences(self, text: str) -> list[str]:
        """The sentences of a text that may stand."""
        return [sentence for sentence in sentences_of(marked(text), self.language) if self._may_stand(sentence)]

    def phrase(self, text: str, most: int) -> str:
        """A line without a full stop of its own, or "" where it may not stand."""
        line = plain_line(marked(" ".join(text.splitlines())))
        if not line or not self._may_stand(line):
            return ""
        sentences = sentences_of(line, self.language)
        cut = shortened(joined(sentences, self.language), most, self.language)
        return cut.rstrip("。.") if len(sentences) == 1 else cut

    def point(self, text: str, most: int) -> str:
        """A bullet: a phrase, or of several sentences those that may stand."""
        sentences = self.sentences(text)
        line = within(sentences, most, self.language)
        return line.rstrip("。.") if len(sentences) == 1 else line

    def prose(self, text: str, most: int) -> str:
        """Whole sentences."""
        return closed(within(self.sentences(text), most, self.language), self.language)

    def enough(self, field: str, value: Sized, least: int) -> Sized:
        """The value of a field, if it has enough characters or entries and is not for the greater part invented.

        Raises:
            GenerationError: it is not so; the sentence names the field and what was wrong.
        """
        dropped, invented = self._dropped, self._invented
        mostly_invented = 2 * self._inventing > self._kept
        self._dropped, self._invented, self._kept, self._inventing = [], [], 0, 0
        if len(value) < least:
            if dropped:
                raise _unusable(
                    field,
                    Message(
                        f"it holds what does not belong into a listing: {_shown(dropped, ', ')}",
                        f"含有不属于文案的内容：{_shown(dropped, '、')}",
                    ),
                )
            raise _unusable(field, Message("it is too short or empty", "太短或为空"))
        if mostly_invented and not self._final:
            raise _unusable(
                field,
                Message(
                    f"it states what the product data do not: {_shown(invented, ', ')}",
                    f"写了资料里没有的内容：{_shown(invented, '、')}",
                ),
            )
        return value

    def in_language(self, field: str, text: str) -> None:
        """The merchant's own words are in whatever language they are; the rest must be in that of the listing.

        Raises:
            GenerationError: it is not.
        """
        text = " ".join(sentences_of(text, self.language))
        for own in self._own:
            text = text.replace(own, " ")
        if not any(map(str.isalpha, text)):
            return
        if script_shares(text).other > _MOST_FOREIGN or detect_language((text,)) != self.language:
            raise _unusable(field, _WRONG_LANGUAGE[self.language])

    def belongs(self, text: str) -> bool:
        """Whether there is no foreign address and no leftover of the prompt in a line."""
        scrap = self._leftovers.scrap(text)
        dropped = [*self._ground.contacts(text), *([scrap] if scrap and not self._ground.says(scrap) else [])]
        if not dropped and self._leftovers.repeats(text):
            dropped = [shortened(text, _SHOWN_RULE, self.language)]
        self._dropped += dropped
        return not dropped

    def _may_stand(self, text: str) -> bool:
        if not self.belongs(text):
            return False
        invented = self._ground.invented(text)
        self._kept += 1
        self._inventing += bool(invented)
        self._invented += invented
        return True


def _shown(words: list[str], between: str) -> str:
    """The first of some words, without the signs that could divide turns where the sentence goes back to the model."""
    return between.join(re.sub(r"[<>{}\[\]|]", "", word) for word in list(dict.fromkeys(words))[:_SHOWN])


def _unusable(field: str, problem: Message) -> GenerationError:
    return GenerationError(f"“{field}”: {problem.en}", f"“{_FIELDS_ZH[field]}”（{field}）：{problem.zh}")
