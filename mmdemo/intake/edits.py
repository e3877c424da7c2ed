"""Texts the merchant edited by hand: as hostile as any other input, and theirs to word as they like within limits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from mmdemo.errors import InputError
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Copy, Mail, Message, Post, Question

_LIMITS: dict[str, tuple[int, Message]] = {
    "title": (200, Message("title", "标题")),
    "bullets": (500, Message("bullet point", "卖点")),
    "short_description": (1_000, Message("short description", "简短描述")),
    "long_description": (10_000, Message("long description", "详细描述")),
    "keywords": (100, Message("keyword", "关键词")),
    "alt_texts": (300, Message("alternative text", "图片替代文字")),
    "script": (3_000, Message("narration script", "旁白文稿")),
    "highlights": (100, Message("highlight", "亮点")),
    "seo_title": (200, Message("search title", "搜索标题")),
    "seo_description": (500, Message("search description", "搜索描述")),
    "headlines": (100, Message("headline", "广告标题")),
    "posts": (3_000, Message("post", "帖子")),
    "notes": (100, Message("note title", "笔记标题")),
    "tags": (60, Message("tag", "话题标签")),
    "questions": (500, Message("question or answer", "问答")),
    "subjects": (200, Message("mail subject", "邮件主题")),
    "mail": (5_000, Message("mail", "邮件")),
}
_MAX_ITEMS = 50
_MAX_SYLLABLES = 1_000
_Item = TypeVar("_Item")
_BLANK_LINES = re.compile(r"\n{3,}")


def read_copy(copy: Copy) -> Copy:
    """The copy with every text cleaned and measured. Empty bullets and keywords are dropped.

    Raises:
        InputError: the title is empty, or a text or list is too long; `field` names the `Copy` field.
    """
    title = _text(copy.title, "title")
    if not title:
        raise InputError("The title is empty. Write one, then save again.", "标题为空。请填写后再保存。", field="title")
    return replace(
        copy,
        title=title,
        bullets=_texts(copy.bullets, "bullets"),
        short_description=_text(copy.short_description, "short_description"),
        long_description=_paragraphs(copy.long_description, "long_description"),
        keywords=_texts(copy.keywords, "keywords"),
        alt_texts={part: _text(text, "alt_texts") for part, text in copy.alt_texts.items()},
        script=read_script(copy.script),
        highlights=_texts(copy.highlights, "highlights"),
        seo_title=_text(copy.seo_title, "seo_title"),
        seo_description=_text(copy.seo_description, "seo_description"),
        headlines=_texts(copy.headlines, "headlines"),
        posts={network: _post(post) for network, post in copy.posts.items()},
        questions=_few(tuple(asked for asked in map(_question, copy.questions) if asked.question), "questions"),
        mail=Mail(_text(copy.mail.subject, "subjects"), _paragraphs(copy.mail.body, "mail")),
    )


def read_script(typed: str) -> str:
    """A narration script cleaned and measured: about four minutes of speech at most.

    Raises:
        InputError: it is too long (`field="script"`).
    """
    script = _paragraphs(typed, "script")
    syllables = sum("一" <= letter <= "鿿" for letter in script)  # each said as long as three Latin letters
    if syllables > _MAX_SYLLABLES:
        raise InputError(
            f"The narration script has {syllables} Chinese characters; at most {_MAX_SYLLABLES} fit. Shorten it.",
            f"旁白文稿有 {syllables} 个汉字，最多 {_MAX_SYLLABLES} 个。请缩短。",
            field="script",
        )
    return script


def _post(typed: Post) -> Post:
    tags = _texts(tuple(tag.lstrip("#＃") for tag in typed.tags), "tags")
    return Post(_text(typed.title, "notes"), _paragraphs(typed.text, "posts"), tags)


def _question(typed: Question) -> Question:
    return Question(_text(typed.question, "questions"), _text(typed.answer, "questions"))


def _text(typed: str, field: str) -> str:
    return _within(clean_line(typed), field)


def _paragraphs(typed: str, field: str) -> str:
    lines = "\n".join(clean_line(line) for line in typed.splitlines())
    return _within(_BLANK_LINES.sub("\n\n", lines).strip("\n"), field)


def _texts(typed: tuple[str, ...], field: str) -> tuple[str, ...]:
    return _few(tuple(text for text in (_text(line, field) for line in typed) if text), field)


def _few(cleaned: tuple[_Item, ...], field: str) -> tuple[_Item, ...]:
    if len(cleaned) > _MAX_ITEMS:
        label = _LIMITS[field][1]
        raise InputError(
            f"There are {len(cleaned)} entries under “{label.en}”; at most {_MAX_ITEMS} fit. Remove some.",
            f"“{label.zh}”有 {len(cleaned)} 条，最多 {_MAX_ITEMS} 条。请删减。",
            field=field,
        )
    return cleaned


def _within(text: str, field: str) -> str:
    limit, label = _LIMITS[field]
    if len(text) > limit:
        raise InputError(
            f"One {label.en} has {len(text)} characters; at most {limit} fit. Shorten it.",
            f"{label.zh}有 {len(text)} 个字符，最多 {limit} 个。请缩短。",
            field=field,
        )
    return text
