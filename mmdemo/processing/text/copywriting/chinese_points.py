"""What can be said of each fact in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mmdemo.processing.text import chinese
from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.subject import Subject
from mmdemo.processing.text.language import reads_as
from mmdemo.processing.text.lexicon import fill, read_table, word_set
from mmdemo.processing.text.quantity import dimension_name, in_language, measured_names, read_quantity
from mmdemo.schema import Fact

# Between two figures, or behind a unit: the "x" of "approx 100 g" is none.
_TIMES = re.compile(r"(?:(?<=\d)|(?<=cm|mm|in|\dm))\s*[x×*✕]\s*(?=\d)")
_LABEL_CHARACTERS = 10
_CLAUSE_CHARACTERS = 14
# A longer clause behind a comma mostly goes on from the one before it.
_COMMA_CHARACTERS = 11
_END = "。.；;，,、 "
# "新型设计可缓解压力": what stands before the verb is a part of the product.
_NAMED_PART = re.compile(rf"([{HAN}]{{3,8}}?)(?:可以|可|能够|能|确保|采用|带有|具有|提供|配有|配备|保证|经过|使)")
_UNKNOWN: Mapping[str, Any] = {"weight": 4}


def chinese_points(fact: Fact, subject: Subject) -> list[Point]:
    """The statements of one fact, in the merchant's order."""
    if not reads_as(fact.text, "zh"):
        # "Capacity: 350 ml" is foreign, yet a bare "350 ml" reads in every language once its unit is written out.
        return [Point(fact.id, fact.text, 6, foreign=True)] if fact.text != fact.value else [_amount_point(fact)]
    if fact.unit is not None and fact.text == fact.value:
        return [_amount_point(fact)]
    if fact.name is not None:
        return [_attribute_point(fact, fact.name)]
    # A line that begins by repeating the name goes on after it; the sentence around it names the product already.
    text = fact.text.removeprefix(subject.name).removeprefix(subject.own_name).lstrip("，,：: ") or fact.text
    sentences = [chinese.full_width(sentence) for sentence in chinese.split_sentences(text)]
    return [
        # What was one sentence stays together.
        replace(point, dependent=True) if number else point
        for index, sentence in enumerate(sentences)
        for number, clause in enumerate(_clauses(sentence))
        for point in [_statement_point(fact.id, clause, index > 0)]
    ]


def _amount_point(fact: Fact) -> Point:
    quantity = read_quantity(fact.value)
    if quantity is None:
        return Point(fact.id, fact.text, 6, foreign=not reads_as(fact.text, "zh"))
    written = _abutted(_TIMES.sub("×", in_language(quantity, "zh")))
    name = dimension_name(quantity.dimension, "zh") if quantity.dimension else ""
    return Point(
        fact.id,
        f"{name}{written}",
        8,
        predicate=f"{name}{written}",
        label=written,
        topic=quantity.dimension,
        name=name,
    )


def _entry(name: str, amount: bool) -> tuple[str, Mapping[str, Any]]:
    """The attribute that a name stands for, and how it is said."""
    for topic, entry in read_table("attributes")["zh"].items():
        if name in entry["names"] and (amount or not entry.get("amount")):
            return topic, entry
    return "", _UNKNOWN


def _attribute_point(fact: Fact, name: str) -> Point:
    """ "材质：橡木" as "采用橡木材质" and "橡木"; a name without a pattern gives "名称为值"."""
    amount = fact.unit is not None
    topic, entry = _entry(name, amount)
    raw = _abutted(_TIMES.sub("×", fact.value)) if amount else fact.value
    # "红/蓝" is a list; "3100MB/s" and "1/2" are not.
    marks = r"[、,，;；|｜]|(?<![A-Za-z0-9])/|/(?![A-Za-z0-9])"
    items = [item.strip() for item in re.split(marks, raw) if item.strip()]
    several = not amount and 1 < len(items) <= 8 and all(len(item) <= 10 for item in items)
    value = "、".join(items) if several else chinese.full_width(raw)
    values = {"name": name, "value": value}
    ended = "ends" in entry and value.endswith(tuple(entry["ends"].split("|")))
    kind = "clause_many" if several and "clause_many" in entry else "clause_ended" if ended else "clause"
    pattern = entry.get(kind) or ("{name}{value}" if amount else "{name}为{value}")
    # A value with its own commas or full stops is a passage, not a word to put into a pattern.
    passage = not several and bool(re.search(r"[，。；！？]", value))
    prose = bool(entry.get("prose", True))
    return Point(
        fact.id,
        fill("{name}{value}" if amount else "{name}：{value}", values),
        float(entry["weight"]),
        sentence=f"{name}：{value.rstrip(_END)}。" if passage and prose else None,
        predicate=fill(pattern, values) if prose and not passage else None,
        label=_short(fill(entry["label"], values)) if "label" in entry and not several else None,
        prose=prose,
        topic=topic,
        name=name,
    )


def _short(text: str) -> str | None:
    return text if len(text) <= _LABEL_CHARACTERS and not re.search(r"[，。、；：！？,|]", text) else None


def _statement_point(source: str, text: str, follows: bool) -> Point:
    body = text.rstrip(_END)
    if not any(map(str.isalpha, body)):
        return Point(source, body, 3, prose=False)
    # Shop data often sets its phrases side by side with blanks; a sentence wants commas there.
    prose = _without_blanks(_abutted(body))
    if text.endswith(("！", "？")) or body.startswith(tuple(word_set("chinese", "sentence_starts"))):
        closed = text if text.endswith(("！", "？")) else f"{body}。"
        dependent = follows and body.startswith(("它", "这", "该", "那"))
        return Point(source, body, 8, sentence=closed, dependent=dependent)
    # Long lines with commas are a sentence of their own; short ones join others after the subject.
    named = _NAMED_PART.match(prose)
    phrases = (named[1],) if named and not word_set("chinese", "no_label") & set(named[1]) else ()
    if "，" in prose and len(prose) > 12:
        return Point(source, prose, 7, sentence=f"{prose}。", phrases=phrases)
    # "的", "是" and "了" make a clause of a line, and a title wants words.
    label = None if word_set("chinese", "no_label") & set(body) else _short(prose)
    # "是旅行的好伴侣" follows a subject; alone it stands without its verb.
    return Point(source, prose.removeprefix("是") or prose, 7, predicate=prose, label=label, phrases=phrases)


def _abutted(text: str) -> str:
    """Without blanks between figures and Chinese words."""
    text = re.sub(rf"(?<=[{HAN}])\s+(?=\d)", "", text)
    # "10 速" closes up; the blank behind a model code ("Mountain-100 相同") stays.
    return re.sub(rf"(?<![A-Za-z0-9.-])(\d[\d.,]*)\s+(?=[{HAN}])", r"\1", text)


def _clauses(text: str) -> list[str]:
    """A sentence of short clauses that lean on nothing ("轻型抗风，可折叠放入口袋"), one by one; any other whole."""
    body = text.rstrip(_END)
    mark = "，" if "，" in body else "；" if "；" in body else "、"
    parts = [part.strip() for part in body.split(mark)]
    most = _COMMA_CHARACTERS if mark == "，" else _CLAUSE_CHARACTERS
    apart = len(parts) > 1 and all(2 <= len(part) <= most for part in parts)
    leaning = tuple(word_set("chinese", "leaning")) + tuple(word_set("chinese", "sentence_starts"))
    # "80℃水温，冲泡2分钟" is one instruction.
    whole = any(part.startswith(leaning) or part[0].isdigit() for part in parts) if apart else True
    if whole or text.endswith(("！", "？")):
        return [text]
    # "防水、防尘、防摔的外壳": what stands before the last "的" is a list inside one phrase.
    return [text] if mark == "、" and "的" in parts[-1] and not any("的" in part for part in parts[:-1]) else parts


def _without_blanks(text: str) -> str:
    """Blanks between Chinese words closed behind a word that governs what follows, else made commas.

    "适合 干性 皮肤" gives "适合干性皮肤", "防水 防尘" gives "防水，防尘".
    """
    first, _, rest = text.partition(" ")
    if first in word_set("chinese", "governing") and not re.search(r"[，。；、]", rest):
        return re.sub(rf"(?<=[{HAN}])\s+(?=[{HAN}])", "", text)
    return re.sub(rf"(?<=[{HAN}])\s+(?=[{HAN}])", "，", text)


def is_predicate(clause: str) -> bool:
    """Whether a clause can follow its subject without a comma: "这款马克杯容量350毫升", but "这款开衫，匠心剪裁"."""
    if clause.startswith(tuple(word_set("chinese", "predicate_starts"))):
        return True
    if re.match(r"[^，]{1,8}[为是]", clause):
        return True
    names = measured_names() | {name for entry in read_table("attributes")["zh"].values() for name in entry["names"]}
    return any(clause.startswith(name) for name in names if len(name) > 1)
