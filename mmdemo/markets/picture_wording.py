"""What the merchant reads about a picture that does not keep a rule: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from mmdemo.markets.pictures import PictureKind, PictureRule, PictureSlot, Side
from mmdemo.markets.rules import Market
from mmdemo.markets.wording import Finding
from mmdemo.schema import Message

_SIDES: Mapping[Side, Message] = {
    "long": Message("on its longer side", "长边"),
    "short": Message("on its shorter side", "短边"),
    "width": Message("across", "宽"),
    "height": Message("down", "高"),
    "sum": Message("of width and height together", "宽高合计"),
}
_WHITE = Message("Use the picture on white", "请使用白底图")
_SAID: Mapping[PictureKind, Finding] = {
    "white": Finding(
        Message("must stand on pure white (RGB 255, 255, 255)", "必须是纯白背景（RGB 255, 255, 255）"), _WHITE
    ),
    "border": Finding(Message("must have no border", "不能有边框"), Message("Cut it off", "请裁掉")),
    "extension": Finding(
        Message("has a name that does not go with its format", "的文件扩展名与格式不符"), Message("Rename it", "请改名")
    ),
    "colour": Finding(
        Message("must be in the colours of sRGB", "必须使用 sRGB 色彩空间"), Message("Convert it", "请转换")
    ),
    "transparency": Finding(
        Message("must have no transparent parts", "不能有透明部分"), Message("Lay it on white", "请铺上白底")
    ),
    "concept": Finding(
        Message("must show your item itself; this is a concept picture", "必须是商品实物图，而这是一张概念图"),
        Message("Add a photo of the item", "请上传商品照片"),
    ),
    "scene": Finding(Message("must show the item without made surroundings", "不能有合成的场景"), _WHITE),
    "words": Finding(
        Message("must carry no added words or graphics", "不能有添加的文字或图形"),
        Message("Use one without", "请换一张"),
    ),
}
_MOST_SAID = 16
_SAME_RATIO = 0.002


def broken(slot: PictureSlot, rule: PictureRule, found: float | str) -> Finding:
    """A rule that the picture of a slot does not keep. `found` is what was measured, for rules with figures."""
    said = _SAID.get(rule.kind) or _figures(rule, found)
    return Finding(Message(f"“{slot.label.en}” {said.wrong.en}", f"“{slot.label.zh}”{said.wrong.zh}"), said.todo)


def wrong_count(market: Market, rule: PictureRule, count: int) -> Finding:
    """Too few or too many pictures for a listing."""
    asked = _asked(rule, "{:.0f}".format)
    few = rule.least is not None and count < rule.least
    return Finding(
        Message(
            f"Pictures for {market.label.en}: {count} here, {asked.en} expected",
            f"{market.label.zh}的图片：现有 {count} 张，应为{asked.zh} 张",
        ),
        Message("Add further photos", "请补充照片") if few else Message("Leave some out", "请减少图片"),
    )


def none_made(market: Market) -> Message:
    """A pack without a picture."""
    return Message(
        f"No picture could be made for {market.label.en}. Add a photo of the item, or a larger one.",
        f"没有可用于{market.label.zh}的图片，请上传商品照片，或换一张更大的照片。",
    )


def missing(slot: PictureSlot) -> Message:
    """Nothing in the kit suits a slot."""
    return Message(
        f"No picture of this listing suits “{slot.label.en}”. Add further photos of the item.",
        f"这个商品没有适合“{slot.label.zh}”的图片，请补充商品照片。",
    )


def too_small(slot: PictureSlot, width: int, height: int) -> Message:
    """A picture has too few pixels to be enlarged for a slot."""
    return Message(
        f"A picture of {width} × {height} pixels is too small for “{slot.label.en}”. Use a larger photo.",
        f"{width} × {height} 像素的图片对“{slot.label.zh}”来说太小，请使用更大的照片。",
    )


def ratio_text(ratio: float) -> str:
    """Width to height as people say it: "3:4", or "1.91:1" where no small numbers are that near."""
    simple = Fraction(ratio).limit_denominator(_MOST_SAID)
    if simple.numerator <= _MOST_SAID and abs(simple / ratio - 1) < _SAME_RATIO:
        return f"{simple.numerator}:{simple.denominator}"
    return f"{ratio:.3g}:1" if ratio > 1 else f"1:{1 / ratio:.3g}"


def _figures(rule: PictureRule, found: float | str) -> Finding:
    if isinstance(found, str):
        names = ", ".join(rule.formats)
        return Finding(
            Message(f"is a file of the format {found}; {names} can be used", f"的文件格式是 {found}，可用 {names}"),
            Message("Save it as one of these", "请另存为其中一种"),
        )
    smaller = Message("Make it smaller", "请缩小")
    if rule.kind == "pixels":
        side, asked = _SIDES[rule.side], _asked(rule, "{:.0f}".format)
        few = rule.least is not None and found < rule.least
        return Finding(
            Message(
                f"has {found:.0f} pixels {side.en}, {asked.en} are expected",
                f"{side.zh} {found:.0f} 像素，应为{asked.zh} 像素",
            ),
            Message("Use a larger one", "请使用更大的图片") if few else smaller,
        )
    if rule.kind == "bytes":
        asked = _asked(rule, "{:,.0f}".format)
        return Finding(
            Message(f"has {found:,.0f} bytes, {asked.en} are expected", f"有 {found:,.0f} 字节，应为{asked.zh} 字节"),
            Message("Save it with another quality", "请调整压缩质量后再保存"),
        )
    if rule.kind == "megapixels":
        asked = _asked(rule, "{:g}".format)
        return Finding(
            Message(
                f"has {found:.1f} megapixels, {asked.en} are expected",
                f"有 {found:.1f} 百万像素，应为{asked.zh} 百万像素",
            ),
            smaller,
        )
    if rule.kind == "ratio":
        asked, own = _asked(rule, ratio_text), ratio_text(found)
        return Finding(
            Message(f"is {own}, width to height; {asked.en} is expected", f"的宽高比为 {own}，应为{asked.zh}"),
            Message("Cut or extend it", "请裁剪或扩展"),
        )
    asked = _asked(rule, "{:.0%}".format)
    return Finding(
        Message(
            f"shows the product on {found:.0%} of the frame, {asked.en} is expected",
            f"中商品占画面 {found:.0%}，应为{asked.zh}",
        ),
        Message("Place it anew", "请重新摆放"),
    )


def _asked(rule: PictureRule, figure: Callable[[float], str]) -> Message:
    """What a rule with figures asks for, in words; in Chinese a figure is parted from the word before it."""
    least, most = ("" if edge is None else figure(edge) for edge in (rule.least, rule.most))
    if least == most:
        return Message(least, f" {least}")
    if least and most:
        return Message(f"{least} to {most}", f" {least} 到 {most}")
    return Message(f"at least {least}", f"至少 {least}") if least else Message(f"at most {most}", f"最多 {most}")
