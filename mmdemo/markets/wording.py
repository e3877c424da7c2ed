"""What the merchant reads about a rule that is not kept."""

from __future__ import annotations

from collections.abc import Sequence

from mmdemo.markets.rules import Field, Kind, Limit, Market, TextRule, Unit
from mmdemo.schema import Message

_MOST_NAMED = 5
_UNITS: dict[Unit, Message] = {
    "characters": Message("characters", "个字符"),
    "bytes": Message("bytes", "个字节"),
    "words": Message("words", "个词"),
    "items": Message("entries", "条"),
    "columns": Message("bytes (a Chinese character counts as 2)", "个字节（一个汉字算 2 个）"),
}
_SAID: dict[Kind, Message] = {
    "characters": Message("must do without {found}. Take that out", "不能含有 {found}，请删去"),
    "words": Message("must not say “{found}”. Say it differently or leave it out", "不能出现“{found}”，请改写或删去"),
    "emoji": Message("must do without emoji ({found}). Take them out", "不能使用表情符号（{found}），请删去"),
    "markup": Message("must be plain text, without HTML ({found})", "只能是纯文本，不能含有 HTML（{found}）"),
    "addresses": Message(
        "must not hold web addresses, e-mail addresses or phone numbers ({found}). Leave them out",
        "不能含有网址、邮箱或电话（{found}），请删去",
    ),
    "prices": Message("must not name a price ({found}). Leave it out", "不能写价格（{found}），请删去"),
    "repeats": Message(
        "says “{found}” more than {most} times. Say it less often", "中“{found}”出现超过 {most} 次，请减少重复"
    ),
    "apart": Message(
        "repeats words of the title ({found}). Other words reach more shoppers",
        "与标题用词重复（{found}），换成别的词能让更多顾客搜到",
    ),
    "statement": Message("should state the use of AI. Add: {found}", "应说明使用了人工智能，请加上：{found}"),
}
_OFTEN = Message(
    "may hold {found} {most} times at most. Take out the others", "中 {found} 最多出现 {most} 次，请删去多余的"
)


def too_long(field: Field, limit: Limit, used: int, most: int) -> Message:
    """A text, or its longest line, above a limit."""
    unit = _UNITS[limit.unit]
    line = Message("A line of “{}”", "“{}”中有一条") if limit.each else Message("“{}”", "“{}”")
    return Message(
        f"{line.en.format(field.label.en)} has {used} {unit.en}, {most} are allowed. Shorten it.",
        f"{line.zh.format(field.label.zh)}有 {used} {unit.zh}，最多 {most} {unit.zh}，请缩短。",
    )


def too_short(field: Field, limit: Limit, used: int, least: int) -> Message:
    """A text below what is expected of it."""
    unit = _UNITS[limit.unit]
    return Message(
        f"“{field.label.en}” has {used} {unit.en}, {least} or more are expected. Write more.",
        f"“{field.label.zh}”只有 {used} {unit.zh}，至少应有 {least} {unit.zh}，请补充。",
    )


def offence(field: Field, rule: TextRule, words: Sequence[str]) -> Message:
    """What a rule found in a text, or missed."""
    said = _OFTEN if rule.kind == "characters" and rule.most else _SAID[rule.kind]
    found = " ".join(words[:_MOST_NAMED])
    values = {"found": found[:120], "most": rule.most}
    return Message(
        f"“{field.label.en}” {said.en.format(**values)}".rstrip(".") + ".",
        f"“{field.label.zh}”{said.zh.format(**values)}".rstrip("。") + "。",
    )


def foreign(market: Market) -> Message:
    """The listing is in a language that the marketplace's shoppers do not read."""
    english = "en" in market.languages
    return Message(
        f"{market.label.en} is read in {'English' if english else 'Chinese'}; this listing is in "
        f"{'Chinese' if english else 'English'}. Make the listing in that language first.",
        f"{market.label.zh}的买家阅读{'英文' if english else '中文'}，而这份文案是{'中文' if english else '英文'}的，"
        f"请先用{'英文' if english else '中文'}生成文案。",
    )
