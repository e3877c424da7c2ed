"""What the tab "Sell on" shows of a pack, as HTML. Whatever a merchant or a model wrote is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mmdemo.compose.as_on import as_on_html, shown_kit, shown_pack
from mmdemo.compose.grounding import handed_on
from mmdemo.compose.pack import LeftOut, Pack, PackPicture
from mmdemo.markets import MarketText, Violation, check, read_market
from mmdemo.markets.as_written import as_written
from mmdemo.markets.emptied import Emptied
from mmdemo.schema import Kit, Language
from mmdemo.ui.handover_cards import size_text
from mmdemo.ui.language import part_name, word
from mmdemo.ui.market_cards import broken_html, used_html

_NUMBER = re.compile(r"[\d.,%]+")
_COLUMNS = ("sell_field", "sell_written", "sell_fitted")


@dataclass(frozen=True)
class SeenPack:
    """A pack without the bytes of its pictures: `sizes` in bytes and `addresses` of small copies by their names."""

    pack: Pack
    sizes: Mapping[str, int]
    addresses: Mapping[str, str]


def empty_sell_html(language: Language) -> str:
    """What stands there before there is a listing."""
    return f'<p class="calm" role="status">{html.escape(word("sell_none", language))}</p>'


def unchecked_html(kit: Kit, market_id: str, media: Mapping[str, str], language: Language) -> str:
    """A marketplace for which the listing, as it is now, was not checked before the merchant's eyes."""
    key = "sell_changed" if market_id in kit.request.handover.markets else "sell_unchecked"
    said = word(key, language).format(read_market(market_id).label.text(language))
    return (
        f'<p class="calm" role="status">{html.escape(said)}</p>'
        f"{_preview(as_on_html(shown_kit(kit, market_id, media), market_id, language), market_id, language)}"
    )


def sell_html(seen: SeenPack, kit: Kit, media: Mapping[str, str], language: Language) -> str:
    """What broke the rules of a marketplace, what was mended, what is left, and the preview.

    `media` are the addresses of the parts of the kit that the pack was made of.
    """
    pack, market = seen.pack, seen.pack.market
    written = () if kit.copy is None else as_written(handed_on(kit, kit.copy), kit.product.language, market)
    gone = {one.field for one in pack.emptied}
    before = [one for one in check(written, kit.product, market) if one.field not in gone]
    left = [violation for picture in pack.pictures for violation in picture.after] + list(pack.violations)
    left_out = list(dict.fromkeys(pack.left_out))
    mended = sum(len(_gone(picture.before, picture.after)) for picture in pack.pictures)
    mended += len(_gone(before, pack.violations))
    undone = len(left) + len(left_out) + len(pack.emptied)
    said = word("sell_found" if undone else "sell_kept", language).format(mended, len(pack.pictures), undone)
    shown = as_on_html(shown_pack(pack, kit.product, seen.addresses), market.id, language)
    return (
        f'<p class="calm" role="status">{html.escape(said)}</p>'
        f"{_left(left, left_out, pack.emptied, language)}"
        f"{_preview(shown, market.id, language)}"
        f"{_pictures(seen, kit, media, language)}"
        f"{_texts(written, before, pack, kit, language)}"
    )


def _gone(before: Iterable[Violation], after: Iterable[Violation]) -> list[Violation]:
    """The rules that were broken and are kept now. What was measured may have changed where one is still broken."""
    left = {(one.field, _NUMBER.sub("", one.finding.wrong.en)) for one in after}
    return [one for one in before if (one.field, _NUMBER.sub("", one.finding.wrong.en)) not in left]


def _preview(drawn: str, market_id: str, language: Language) -> str:
    name = word("sell_preview", language).format(read_market(market_id).label.text(language))
    return f"<h3>{html.escape(name)}</h3>{drawn}"


def _left(
    left: Sequence[Violation], left_out: Sequence[LeftOut], emptied: Sequence[Emptied], language: Language
) -> str:
    if not left and not left_out and not emptied:
        return ""
    items = "".join(f'<li data-kind="advises">{html.escape(_refused(one, language))}</li>' for one in left_out)
    listed = f'<ul class="broken">{items}</ul>' if items else ""
    about = html.escape(word("sell_left_about", language))
    worst_first = sorted(left, key=lambda violation: not violation.blocks)
    return (
        f'<h3>{html.escape(word("sell_left", language))}</h3><p class="hint">{about}</p>'
        f"{broken_html(worst_first, language)}{_advice(emptied, language)}{listed}"
    )


def _advice(emptied: Iterable[Emptied], language: Language) -> str:
    """Fields whose text found no place."""
    weight = html.escape(word("market_advises", language))
    items = "".join(
        f'<li data-kind="advises"><b class="severity">{weight}</b> {html.escape(one.message.text(language))}</li>'
        for one in emptied
    )
    return f'<ul class="broken">{items}</ul>' if items else ""


def _refused(one: LeftOut, language: Language) -> str:
    reason = one.reason.text(language)
    if one.part is None:
        return reason
    return f"{word('sell_left_out', language).format(part_name(one.part, language))} · {reason}"


def _pictures(seen: SeenPack, kit: Kit, media: Mapping[str, str], language: Language) -> str:
    heading = f"<h3>{html.escape(word('sell_pictures', language))}</h3>"
    if not seen.pack.pictures:
        return f'{heading}<p class="calm">{html.escape(word("sell_no_pictures", language))}</p>'
    cards = "".join(_card(picture, seen, kit, media, language) for picture in seen.pack.pictures)
    return f'{heading}<div class="sell-pictures">{cards}</div>'


def _card(picture: PackPicture, seen: SeenPack, kit: Kit, media: Mapping[str, str], language: Language) -> str:
    """One picture of a pack: before and after, what was broken, and what is left."""
    own = kit.pictures[picture.part]
    figures = _figure("sell_before", media[picture.part], own.width, own.height, "PNG", len(own.data), language)
    size = seen.sizes[picture.name]
    figures += _figure(
        "sell_after", seen.addresses[picture.name], picture.width, picture.height, picture.slot.format, size, language
    )
    name = html.escape(f"{picture.slot.label.text(language)} · {part_name(picture.part, language)}")
    mended = _gone(picture.before, picture.after)
    was = _mended(mended, language) if mended else f'<p class="hint">{html.escape(word("sell_was_fine", language))}</p>'
    return (
        f'<section class="sell-picture"><h4>{name} <code>{html.escape(picture.name)}</code></h4>'
        f'<div class="sell-pair">{figures}</div>{was}{broken_html(picture.after, language)}</section>'
    )


def _figure(key: str, address: str, width: int, height: int, kind: str, size: int, language: Language) -> str:
    named = html.escape(word(key, language))
    told = html.escape(word("sell_size", language).format(width, height, kind, size_text(size)))
    return (
        f'<figure><img src="{html.escape(address)}" alt="{named}" width="{width}" height="{height}" loading="lazy">'
        f"<figcaption><b>{named}</b> {told}</figcaption></figure>"
    )


def _mended(violations: Iterable[Violation], language: Language) -> str:
    items = "".join(f"<li>{html.escape(violation.finding.fault.text(language))}</li>" for violation in violations)
    return f'<p class="mended">{html.escape(word("sell_was_broken", language))}</p><ul class="was">{items}</ul>'


def _texts(written: Sequence[MarketText], before: Sequence[Violation], pack: Pack, kit: Kit, language: Language) -> str:
    if not written:
        return ""
    names = [html.escape(word(key, language)) for key in _COLUMNS]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(
        _row(old, new, [one for one in before if one.field == old.field], pack, kit, names, language)
        for old, new in zip(written, pack.texts, strict=True)
    )
    return (
        f"<h3>{html.escape(word('sell_texts', language))}</h3>"
        f'<table class="market-texts before-after"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(
    old: MarketText,
    new: MarketText,
    before: Sequence[Violation],
    pack: Pack,
    kit: Kit,
    names: Sequence[str],
    language: Language,
) -> str:
    tag = "zh-CN" if kit.product.language == "zh" else "en"
    left = [violation for violation in pack.violations if violation.field == new.field]
    emptied = [one for one in pack.emptied if one.field == new.field]
    mended = _gone(before, left)
    fitted = f"<em>{html.escape(word('sell_same', language))}</em>" if new.lines == old.lines else _lines(new, tag)
    was = _mended(mended, language) if mended else ""
    return (
        f'<tr><th scope="row">{html.escape(new.label.text(language))}</th>'
        f'<td data-label="{names[1]}">{_lines(old, tag) or _empty(language)}{was}</td>'
        f'<td data-label="{names[2]}">{fitted or _empty(language)}<small>{used_html(new, language)}</small>'
        f"{broken_html(left, language)}{_advice(emptied, language)}</td></tr>"
    )


def _lines(text: MarketText, tag: str) -> str:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.lines)
    return f'<div lang="{tag}">{lines}</div>' if lines else ""


def _empty(language: Language) -> str:
    return f"<em>{html.escape(word('market_empty', language))}</em>"
