"""A listing roughly as shoppers see it on a marketplace: how its title is cut and its pictures are cropped there.

A plain drawing of our own: the marketplace is named in words, and nothing of its looks is copied.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mmdemo.compose.grounding import handed_on
from mmdemo.compose.pack import Pack, suited
from mmdemo.compose.page import price_text
from mmdemo.markets import Market, MarketText, read_market
from mmdemo.markets.as_on import MarketView, PictureCut, TitleCut, read_views
from mmdemo.markets.as_written import as_written
from mmdemo.markets.measure import measure
from mmdemo.markets.pictures import read_pictures
from mmdemo.schema import Kit, Language, Message, Product

AS_ON_CSS = Path(__file__).with_name("as_on.css")
MOST_SMALL = 8
"""Pictures in the strip below a large one, or in a grid."""

_LEAST_LOST = 0.005  # of a side: less is not worth a word

_ABOUT = Message(
    "Roughly as on {}. Apps, themes and screens differ, and the figures are not the marketplace's own.",
    "{}上的大致效果。不同应用、主题和屏幕会有差异，数据并非平台官方公布。",
)
_WHOLE = Message("“{}” is shown whole.", "“{}”完整显示。")
_FITS = Message("“{}” is shown whole: {} of up to {} characters.", "“{}”完整显示：{} 字符，最多显示 {}。")
_CUT = Message("“{0}” is cut: {2} of its {1} characters are seen.", "“{0}”被截断：共 {1} 字符，只显示 {2} 字符。")
_LINES = Message("“{}” has up to {} lines; what is longer is cut.", "“{}”最多 {} 行，超出部分被截断。")
_OWN = Message("The picture is shown whole, in its own ratio.", "图片按原比例完整显示。")
_KEPT = Message("The picture is shown whole.", "图片完整显示。")
_BARS = Message("The picture is shown whole, with empty bars beside it.", "图片完整显示，两侧留白。")
_WIDTH = Message("{:.0%} of the picture's width is cut off.", "图片宽度被裁掉 {:.0%}。")
_HEIGHT = Message("{:.0%} of the picture's height is cut off.", "图片高度被裁掉 {:.0%}。")
_NO_PICTURE = Message("No picture", "没有图片")
_COUNT = Message("{} pictures", "{} 张图片")
_SOURCE = Message("Source", "来源")
_THIRD = Message("a third party's figure", "第三方数据")
_KNOWN = Message("They are general knowledge; no page was read.", "数据为一般常识，未查阅公开页面。")
_MIXED = Message(
    "Where no source is named, they are general knowledge; no page was read.",
    "未注明来源的数据为一般常识，未查阅公开页面。",
)


@dataclass(frozen=True)
class ShownPicture:
    """A picture with its address and what it shows; size in pixels."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Shown:
    """What of a listing a marketplace shows: texts by field, pictures by slot. `price` is "" where there is none."""

    name: str
    language: Language
    price: str
    texts: Mapping[str, str]
    pictures: Mapping[str, tuple[ShownPicture, ...]]


def shown_pack(pack: Pack, product: Product, addresses: Mapping[str, str]) -> Shown:
    """A pack as it is handed over; `addresses` of its pictures by their names."""
    pictures: dict[str, tuple[ShownPicture, ...]] = {}
    for picture in pack.pictures:
        alt = f"{picture.slot.label.text(product.language)} · {product.name}"
        shown = ShownPicture(addresses[picture.name], picture.width, picture.height, alt)
        pictures[picture.slot.id] = (*pictures.get(picture.slot.id, ()), shown)
    return _shown(product, pack.texts, pictures)


def shown_kit(kit: Kit, market_id: str, media: Mapping[str, str]) -> Shown:
    """A listing as it is, before it is fixed for a marketplace; `media` are the addresses of its parts.

    Raises:
        OSError: there is no such marketplace.
    """
    pictures: dict[str, tuple[ShownPicture, ...]] = {}
    for slot in read_pictures(market_id).slots:
        found = []
        for part in suited(kit, slot)[: slot.most]:
            alt = f"{slot.label.text(kit.product.language)} · {kit.product.name}"
            found.append(ShownPicture(media[part], kit.pictures[part].width, kit.pictures[part].height, alt))
        pictures[slot.id] = tuple(found)
    copy, language = kit.copy, kit.product.language
    texts = () if copy is None else as_written(handed_on(kit, copy), language, read_market(market_id))
    return _shown(kit.product, texts, pictures)


def _shown(product: Product, texts: tuple[MarketText, ...], pictures: Mapping[str, tuple[ShownPicture, ...]]) -> Shown:
    price = "" if product.price is None else price_text(product.price, product.language)
    return Shown(product.name, product.language, price, {text.field: "\n".join(text.lines) for text in texts}, pictures)


def as_on_html(shown: Shown, market_id: str, language: Language) -> str:
    """The places where a marketplace shows a listing, drawn at the width of a phone; `language` is the page's.

    Raises:
        OSError: there is no such marketplace.
    """
    market = read_market(market_id)
    views = "".join(_view(view, market, shown, language) for view in read_views(market_id))
    remarks = [_ABOUT.text(language).format(market.label.text(language)), *_unread(read_views(market_id), language)]
    about = html.escape(("" if language == "zh" else " ").join(remarks))
    return f'<div class="as-on"><p class="hint">{about}</p><div class="as-views">{views}</div></div>'


def as_on_page(shown: Shown, market_id: str, language: Language) -> str:
    """The same as a page of its own, whose pictures lie beside it."""
    title = html.escape(f"{read_market(market_id).label.text(language)} · {shown.name}")
    style = f"body{{font:15px/1.5 sans-serif;margin:24px}}\n{AS_ON_CSS.read_text(encoding='utf-8')}"
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; "
        f"style-src 'unsafe-inline'\">\n<title>{title}</title>\n"
        f"<style>{style}</style>\n</head>\n"
        f"<body>\n<h1>{title}</h1>\n{as_on_html(shown, market_id, language)}\n</body>\n</html>\n"
    )


def _unread(views: Iterable[MarketView], language: Language) -> list[str]:
    """Said once for all figures that were read nowhere."""
    read = {cut.read for view in views for cut in (view.picture, view.title) if cut is not None}
    return [(_MIXED if True in read else _KNOWN).text(language)] if False in read else []


def _view(view: MarketView, market: Market, shown: Shown, language: Language) -> str:
    pictures = [picture for slot in view.slots for picture in shown.pictures.get(slot, ())]
    tag = "zh-CN" if shown.language == "zh" else "en"
    said = ""
    notes = []
    if view.title is not None and view.field is not None:
        title = shown.texts.get(view.field) or shown.name
        lines = "" if view.title.lines is None else f' style="--lines:{view.title.lines}"'
        said = f'<p class="as-title"{lines}>{html.escape(view.title.shown(title))}</p>'
        name = market.field(view.field).label.text(language)
        notes.append(_note(_title_note(view.title, name, title, language), view.title, language))
    price = f'<p class="as-price">{html.escape(shown.price)}</p>' if view.price and shown.price else ""
    if pictures:
        notes.append(_note(_picture_note(view.picture, pictures[0], language), view.picture, language))
    words = f'<div class="as-words" lang="{tag}">{said}{price}</div>' if said or price else ""
    drawn = _grid(view, pictures, language) if view.title is None else _pictures(view, pictures, language)
    return (
        f'<section class="as-view" data-shape="{view.shape}"><h4>{html.escape(view.label.text(language))}</h4>'
        f'<div class="as-phone">{drawn}{words}</div><ul class="as-notes">{"".join(notes)}</ul></section>'
    )


def _pictures(view: MarketView, pictures: list[ShownPicture], language: Language) -> str:
    """The first picture in its frame; on a page with how many there are, and the further ones below."""
    if not pictures:
        return f'<div class="as-frame as-none"><span>{html.escape(_NO_PICTURE.text(language))}</span></div>'
    first = _framed(view.picture, pictures[0])
    if view.shape != "page" or len(pictures) == 1:
        return first
    count = html.escape(_COUNT.text(language).format(len(pictures)))
    strip = "".join(_framed(replace(view.picture, ratio=1.0, cut=True), one) for one in pictures[1 : MOST_SMALL + 1])
    return f'<div>{first}<div class="as-strip">{strip}</div><p class="as-count">{count}</p></div>'


def _grid(view: MarketView, pictures: list[ShownPicture], language: Language) -> str:
    if not pictures:
        return _pictures(view, pictures, language)
    return f'<div class="as-grid">{"".join(_framed(view.picture, one) for one in pictures[: MOST_SMALL + 1])}</div>'


def _framed(cut: PictureCut, picture: ShownPicture) -> str:
    ratio = picture.width / picture.height if cut.ratio is None else cut.ratio
    fit = "cover" if cut.cut else "contain"
    return (
        f'<div class="as-frame" style="aspect-ratio:{ratio:.4f}"><img src="{html.escape(picture.address)}" '
        f'alt="{html.escape(picture.alt)}" width="{picture.width}" height="{picture.height}" '
        f'style="object-fit:{fit}" loading="lazy"></div>'
    )


def _title_note(cut: TitleCut, name: str, title: str, language: Language) -> str:
    if cut.most is not None:
        used = measure(title, cut.unit)
        return (_FITS if used <= cut.most else _CUT).text(language).format(name, used, cut.most)
    return (_WHOLE if cut.lines is None else _LINES).text(language).format(name, cut.lines)


def _picture_note(cut: PictureCut, picture: ShownPicture, language: Language) -> str:
    if cut.ratio is None:
        return _OWN.text(language)
    lost = cut.lost(picture.width, picture.height)
    if abs(lost) > _LEAST_LOST:
        return (_WIDTH if lost > 0 else _HEIGHT).text(language).format(abs(lost))
    bars = not cut.cut and abs(picture.width / picture.height / cut.ratio - 1) > _LEAST_LOST
    return (_BARS if bars else _KEPT).text(language)


def _note(said: str, cut: TitleCut | PictureCut, language: Language) -> str:
    """A sentence about a cut, and where its figure was read, if it was."""
    if not cut.read:
        return f"<li>{html.escape(said)}</li>"
    address = html.escape(cut.source.address)
    named = html.escape(_SOURCE.text(language))
    source = f'<a href="{address}" target="_blank" rel="noopener">{named}</a>: {html.escape(_THIRD.text(language))}'
    return f"<li>{html.escape(said)} <small>({source})</small></li>"
