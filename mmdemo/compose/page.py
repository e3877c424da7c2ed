"""The product page: one HTML fragment that serves the live preview and, wrapped with everything inlined, the export.

All text of the merchant passes through `html.escape` here and nowhere else; addresses of media are made by us.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Callable, Mapping
from pathlib import Path

from babel.numbers import format_currency

from mmdemo.compose.alternative_text import alternative_text
from mmdemo.compose.grounding import grounded_kit, ledger_of
from mmdemo.compose.labels import label
from mmdemo.compose.picture import web_picture
from mmdemo.compose.said import said_html
from mmdemo.context import Progress
from mmdemo.look import MOST_VARIATIONS
from mmdemo.picture import MOST_PHOTOS
from mmdemo.processing.audio.captions import captions_vtt, cue_texts
from mmdemo.processing.text.ledger import Ledger
from mmdemo.schema import Kit, Language, Money, Narration

PAGE_CSS = Path(__file__).with_name("page.css")

CAPTIONS = "captions"
"""The key of the caption file's address beside the part ids in a media mapping."""

VIDEO, COVER, VIDEO_CAPTIONS = "video", "video/cover", "video/vtt"
"""The keys of the video's addresses."""

_LOCALES: dict[Language, str] = {"en": "en_US", "zh": "zh_CN"}
SHOWN = (
    "image/scene",
    "image/concept",
    "image/main",
    *(f"image/main-{number}" for number in range(2, MOST_PHOTOS + 1)),
    "image/card",
    *(f"{part}-{number}" for part in ("image/scene", "image/concept") for number in range(2, MOST_VARIATIONS + 1)),
    "image/detail",
    "image/detail-2",
    "image/size",
)
"""The pictures of the page, those of them that there are, in this order."""

_FOLLOW_SPOKEN_LINE = (
    "const audio=document.querySelector('audio');if(audio){const lines=[...document.querySelectorAll('[data-start]')];"
    "audio.addEventListener('timeupdate',()=>lines.forEach(line=>line.classList.toggle('spoken',"
    "audio.currentTime>=line.dataset.start&&audio.currentTime<line.dataset.end)))}"
)


def article_html(kit: Kit, media: Mapping[str, str], busy: bool = False, sketch: Progress | None = None) -> str:
    """The page's `<article>`. `media` gives the address of each picture and sound by part id.

    While `busy`, grey bars stand where parts are still to come, and `sketch` in the place of the part it shows. Every
    sentence tells what it rests on.
    """
    return _article(kit, media, busy, sketch, ledger_of(kit))


def _article(kit: Kit, media: Mapping[str, str], busy: bool, sketch: Progress | None, ledger: Ledger | None) -> str:
    product, copy, language = kit.product, kit.copy, kit.product.language
    written = sketch.sketch if sketch is not None and sketch.part == "copy" else None
    title = product.name if copy is None else copy.title
    path = dict.fromkeys((label("home", language), product.category))
    crumb = " › ".join(html.escape(part) for part in path if part)
    price = "" if product.price is None else f'<p class="price">{html.escape(price_text(product.price, language))}</p>'
    if isinstance(written, str):
        texts, paragraphs = f'<p class="desc written">{html.escape(written)}</p>', ""
    elif copy is not None:
        short = f'<p class="desc">{said_html(copy.short_description, product, ledger)}</p>'
        bullets = "".join(f"<li>{said_html(bullet, product, ledger)}</li>" for bullet in copy.bullets)
        texts = short + (f'<ul class="points">{bullets}</ul>' if bullets else "")
        described = [text for text in copy.long_description.splitlines() if text]
        paragraphs = "".join(f"<p>{said_html(text, product, ledger)}</p>" for text in described)
    else:
        texts, paragraphs = (_bars(92, 100, 74, 88) if busy else ""), ""
    heading = html.escape(label("description", language))
    more = (
        f'<section class="more"><h2>{heading}</h2>{paragraphs}{_details(kit, ledger)}</section>' if paragraphs else ""
    )
    return (
        f'<article class="product-page" lang="{"zh-CN" if language == "zh" else "en"}" '
        f'data-state="{"busy" if busy else "done" if kit.complete else "partial"}">'
        f'<div class="columns"><div class="shots">{_pictures(kit, media, busy, sketch)}</div><div class="facts">'
        f'<p class="crumb">{crumb}</p><h1 dir="auto">{said_html(title, product, ledger)}</h1>{price}{texts}'
        f'<span class="cart" aria-hidden="true">{html.escape(label("cart", language))}</span>'
        f"{_video(kit, media)}{_narration(kit, media)}</div></div>{more}</article>"
    )


def document_html(kit: Kit, note: str = "", dress: Callable[[str, bytes], bytes] = lambda _, data: data) -> str:
    """A whole page in one file: style, pictures, sound and captions inlined, no address outside, no script but ours.

    Only the video is too large for it: it is taken from the folder `video/` beside the page.

    What waits to be confirmed is left out. `note` is a line at the foot; `dress` is given each picture (a WebP) and
    sound (a WAV) with its part, and returns what is inlined.
    """
    kit = grounded_kit(kit)
    media = {
        part: _data_url(dress(part, web_picture(picture.data)), "image/webp") for part, picture in kit.pictures.items()
    }
    if kit.narration is not None:
        media["narration"] = _data_url(dress("narration", kit.narration.data), "audio/wav")
        media[CAPTIONS] = _data_url(captions_vtt(kit.narration).encode(), "text/vtt")
    if kit.video is not None:
        media |= {VIDEO: "video/video.mp4", COVER: "video/cover.jpg"}
        if any(kit.video.sentences):
            media[VIDEO_CAPTIONS] = _data_url(captions_vtt(kit.video).encode(), "text/vtt")
    foot = f'<footer class="label-note">{html.escape(note)}</footer>' if note else ""
    title = kit.product.name if kit.copy is None else kit.copy.title
    summary = "" if kit.copy is None else kit.copy.short_description
    script_hash = base64.b64encode(hashlib.sha256(_FOLLOW_SPOKEN_LINE.encode()).digest()).decode()
    beside = " 'self'" if kit.video is not None else ""
    policy = (
        f"default-src 'none'; img-src data:{beside}; media-src data:{beside}; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{script_hash}'; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if kit.product.language == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="description" content="{html.escape(summary)}">\n<title>{html.escape(title)}</title>\n'
        f"<style>\n{PAGE_CSS.read_text(encoding='utf-8')}</style>\n</head>\n"
        f'<body class="standalone">\n<main>{_article(kit, media, False, None, None)}{foot}</main>\n'
        f"<script>{_FOLLOW_SPOKEN_LINE}</script>\n</body>\n</html>\n"
    )


def price_text(price: Money, language: Language) -> str:
    """The price as the language writes it, with cents where some were typed or it has some: "$24.00", "¥199"."""
    exact = int(price.amount.as_tuple().exponent) < 0
    return format_currency(
        price.amount, price.currency, None if exact else "¤#,##0", locale=_LOCALES[language], currency_digits=exact
    )


def _pictures(kit: Kit, media: Mapping[str, str], busy: bool, sketch: Progress | None) -> str:
    figures = []
    for part in SHOWN:
        if sketch is not None and sketch.part == part and isinstance(sketch.sketch, bytes):
            # Nothing to describe yet: the finished picture brings its words.
            figures.append(f'<figure class="sketch"><img src="{sketch_url(sketch.sketch)}" alt=""></figure>')
        elif part in kit.pictures and part in media:
            picture = kit.pictures[part]
            alt = html.escape(alternative_text(kit, part, kit.product.name))
            note = html.escape(label("concept", kit.product.language)) if picture.concept else ""
            figures.append(
                f'<figure><img src="{media[part]}" alt="{alt}" width="{picture.width}" height="{picture.height}">'
                f"{f'<figcaption>{note}</figcaption>' if note else ''}</figure>"
            )
    if busy and not figures:
        figures.append('<figure class="coming"></figure>')
    return "".join(figures)


def _details(kit: Kit, ledger: Ledger | None) -> str:
    """The named facts as a table; those that contradict each other are marked, or left out where nothing is marked."""
    language, disputed = kit.product.language, ledger_of(kit).disputed
    rows = [(label("brand", language), kit.product.brand), (label("category", language), kit.product.category)]
    cells = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in rows if value)
    for fact in kit.product.facts:
        if fact.name and (fact.id not in disputed or ledger is not None):
            value = html.escape(fact.value)
            shown = f'<mark class="open">{value}</mark>' if fact.id in disputed else value
            cells += f"<dt>{html.escape(fact.name)}</dt><dd>{shown}</dd>"
    return f"<h2>{html.escape(label('details', language))}</h2><dl>{cells}</dl>" if cells else ""


def _narration(kit: Kit, media: Mapping[str, str]) -> str:
    narration = kit.narration
    if narration is None or "narration" not in media:
        return ""
    language = kit.product.language
    name = html.escape(label("narration", language))
    captions = media.get(CAPTIONS)
    track = f'<track kind="captions" srclang="{language}" label="{name}" src="{captions}" default>' if captions else ""
    return (
        f'<section class="narration"><h2>{name}</h2>'
        f'<audio controls preload="metadata" aria-label="{name}" src="{media["narration"]}">{track}</audio>'
        f'<p class="transcript">{_transcript(narration, language)}</p></section>'
    )


def _video(kit: Kit, media: Mapping[str, str]) -> str:
    video = kit.video
    if video is None or VIDEO not in media:
        return ""
    language = kit.product.language
    name = html.escape(label("video", language))
    captions = media.get(VIDEO_CAPTIONS)
    # Not shown unless asked for: they are in the picture already.
    track = f'<track kind="captions" srclang="{language}" label="{name}" src="{captions}">' if captions else ""
    return (
        f'<section class="film"><h2>{name}</h2><video controls playsinline preload="none" aria-label="{name}" '
        f'width="{video.width}" height="{video.height}" poster="{media[COVER]}" src="{media[VIDEO]}">{track}</video>'
        "</section>"
    )


def _transcript(narration: Narration, language: Language) -> str:
    lines = [
        f'<span data-start="{words[0].start:.3f}" data-end="{words[-1].end:.3f}">{html.escape(text)}</span>'
        for words, text in zip(narration.sentences, cue_texts(narration), strict=True)
        if words
    ]
    return ("" if language == "zh" else " ").join(lines)


def _bars(*widths: int) -> str:
    return "".join(f'<span class="bar" style="width:{width}%"></span>' for width in widths)


def sketch_url(sketch: bytes) -> str:
    """A small WebP of a picture in the making, as an address that needs no file."""
    return _data_url(sketch, "image/webp")


def _data_url(data: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
