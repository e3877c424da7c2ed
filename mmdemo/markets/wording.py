"""What the merchant reads about a rule that is not kept: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mmdemo.markets.rules import Field, Kind, Limit, Market, TextRule, Unit
from mmdemo.schema import Message

_MOST_NAMED = 5
_LANGUAGES = (Message("English", "英文"), Message("Chinese", "中文"))
_UNITS: dict[Unit, Message] = {
    "characters": Message("characters", "个字符"),
    "bytes": Message("bytes", "个字节"),
    "words": Message("words", "个词"),
    "items": Message("entries", "条"),
    "columns": Message("bytes (a Chinese character counts as 2)", "个字节（一个汉字算 2 个）"),
}


@dataclass(frozen=True)
class Finding:
    """What is wrong, and what to do; neither with a mark at its end."""

    wrong: Message
    todo: Message

    @property
    def fault(self) -> Message:
        """What is wrong, as a sentence."""
        return Message(f"{self.wrong.en}.", f"{self.wrong.zh}。")

    @property
    def message(self) -> Message:
        """Both."""
        # A sentence to be added may end with a mark of its own.
        todo = Message(self.todo.en.rstrip("."), self.todo.zh.rstrip("。"))
        return Message(f"{self.wrong.en}. {todo.en}.", f"{self.wrong.zh}，{todo.zh}。")


_SAID: dict[Kind, Finding] = {
    "characters": Finding(Message("must do without {found}", "不能含有 {found}"), Message("Take that out", "请删去")),
    "words": Finding(
        Message("must not say “{found}”", "不能出现“{found}”"),
        Message("Say it differently or leave it out", "请改写或删去"),
    ),
    "emoji": Finding(
        Message("must do without emoji ({found})", "不能使用表情符号（{found}）"), Message("Take them out", "请删去")
    ),
    "markup": Finding(
        Message("must be plain text, without HTML ({found})", "只能是纯文本，不能含有 HTML（{found}）"),
        Message("Take the tags out", "请删去标签"),
    ),
    "addresses": Finding(
        Message(
            "must not hold web addresses, e-mail addresses or phone numbers ({found})",
            "不能含有网址、邮箱或电话（{found}）",
        ),
        Message("Leave them out", "请删去"),
    ),
    "prices": Finding(
        Message("must not name a price ({found})", "不能写价格（{found}）"), Message("Leave it out", "请删去")
    ),
    "repeats": Finding(
        Message("says “{found}” more than {most} times", "中“{found}”出现超过 {most} 次"),
        Message("Say it less often", "请减少重复"),
    ),
    "apart": Finding(
        Message("repeats words of the title ({found})", "与标题用词重复（{found}）"),
        Message("Other words reach more shoppers", "换成别的词能让更多顾客搜到"),
    ),
    "statement": Finding(
        Message("should state the use of AI", "应说明使用了人工智能"), Message("Add: {found}", "请加上：{found}")
    ),
}
_OFTEN = Finding(
    Message("may hold {found} {most} times at most", "中 {found} 最多出现 {most} 次"),
    Message("Take out the others", "请删去多余的"),
)


def too_long(field: Field, limit: Limit, used: int, most: int) -> Finding:
    """A text, or its longest line, above a limit."""
    unit = _UNITS[limit.unit]
    line = Message("A line of “{}”", "“{}”中有一条") if limit.each else Message("“{}”", "“{}”")
    return Finding(
        Message(
            f"{line.en.format(field.label.en)} has {used} {unit.en}, {most} are allowed",
            f"{line.zh.format(field.label.zh)}有 {used} {unit.zh}，最多 {most} {unit.zh}",
        ),
        Message("Shorten it", "请缩短"),
    )


def too_short(field: Field, limit: Limit, used: int, least: int) -> Finding:
    """A text below what is expected of it."""
    unit = _UNITS[limit.unit]
    return Finding(
        Message(
            f"“{field.label.en}” has {used} {unit.en}, {least} or more are expected",
            f"“{field.label.zh}”只有 {used} {unit.zh}，至少应有 {least} {unit.zh}",
        ),
        Message("Write more", "请补充"),
    )


def offence(field: Field, rule: TextRule, words: Sequence[str]) -> Finding:
    """What a rule found in a text, or missed."""
    said = _OFTEN if rule.kind == "characters" and rule.most else _SAID[rule.kind]
    found = " ".join(words[:_MOST_NAMED])
    values = {"found": found[:120], "most": rule.most}
    wrong, todo = (Message(one.en.format(**values), one.zh.format(**values)) for one in (said.wrong, said.todo))
    return Finding(Message(f"“{field.label.en}” {wrong.en}", f"“{field.label.zh}”{wrong.zh}"), todo)


def foreign(market: Market) -> Finding:
    """The listing is in a language that the marketplace's shoppers do not read."""
    theirs, own = _LANGUAGES if "en" in market.languages else _LANGUAGES[::-1]
    return Finding(
        Message(
            f"{market.label.en} is read in {theirs.en}; this listing and the texts for it are in {own.en}",
            f"{market.label.zh}的买家阅读{theirs.zh}，而这份文案是{own.zh}的",
        ),
        Message("Make the listing in that language first", f"请先用{theirs.zh}生成文案"),
    )


def emptied(field: Field, titled: bool) -> Finding:
    """Fixing left nothing of a text; `titled` where the title says all of it already."""
    if titled:
        return Finding(
            Message(
                f"“{field.label.en}” is empty: everything said there stands in the title already",
                f"“{field.label.zh}”为空：其中的内容都已出现在标题中",
            ),
            Message("Write other words if you have any", "如有其他内容，请另行填写"),
        )
    return Finding(
        Message(
            f"“{field.label.en}” is empty: nothing of what was written can stand there",
            f"“{field.label.zh}”为空：原文都不能用在此处",
        ),
        Message("Write something else", "请另行填写"),
    )
