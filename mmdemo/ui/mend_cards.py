"""A cutout beside the photo it was made from: how far to trust it, and the other outlines to pick from."""

from __future__ import annotations

import html
from collections.abc import Mapping

from mmdemo.compose.page import sketch_url
from mmdemo.picture import ProductLock
from mmdemo.schema import Kit, Language, Picture
from mmdemo.ui.files import source_key
from mmdemo.ui.language import word

CUTOUT = "image/cutout"

PICK_JS = """
element.addEventListener('click', event => {
  const picked = event.target.closest('[data-outline]');
  if (!picked || document.querySelector('#steps .steps[data-state=busy]')) return;
  element.querySelectorAll('[data-outline]').forEach(one => one.setAttribute('aria-pressed', one === picked));
  element.picked = picked.dataset.outline;
  trigger('click', {part: picked.dataset.part, outline: picked.dataset.outline});
});
watch('value', () => {
  if (element.picked !== undefined && document.activeElement === document.body)
    element.querySelector(`[data-outline="${CSS.escape(element.picked)}"]`)?.focus({preventScroll: true});
});
"""
"""Tells the server which outline was clicked, and keeps the keyboard's place when the card is drawn anew."""


def is_cutout(part: str) -> bool:
    """Whether a part is the cutout of one of the photos."""
    return part == CUTOUT or part.startswith(f"{CUTOUT}-")


def pair_html(part: str, shown: str, caption: str, media: Mapping[str, str], language: Language) -> str:
    """The photo of a cutout, and beside it `shown`, an image of the cutout on checks."""
    photo_alt = html.escape(word("photo_alt", language))
    return (
        f'<div class="pair"><figure><img src="{media[source_key(part)]}" alt="{photo_alt}" loading="lazy">'
        f"<figcaption>{html.escape(word('source', language))}</figcaption></figure>"
        f'<figure class="checker">{shown}'
        f"<figcaption>{html.escape(caption)}</figcaption></figure></div>"
    )


def judgement_html(kit: Kit, part: str, picture: Picture, language: Language) -> str:
    """How far the outline can be trusted, and the others that were found."""
    said = f'<p class="hint">{html.escape(word("compare", language))}</p>'
    mended = kit.request.outlines.get(part)
    # Who painted or picked an outline knows better than we do whether it is right.
    seen = mended is not None and bool(mended.keep or mended.erase or mended.candidate)
    if picture.confidence is not None and not seen:
        trust = html.escape(word(f"confidence_{picture.confidence}", language))
        said += f'<p class="trust" data-trust="{picture.confidence}">{trust}</p>'
    if mended is not None:
        said += f'<p class="print">{html.escape(word("mended_by_you", language))}</p>'
    return said + _outlines_html(kit, part, picture, language)


def lock_html(lock: ProductLock | None, language: Language) -> str:
    """How much of the product is left in a picture made from the cutout, and a warning where that is too little."""
    if lock is None:
        return ""
    # Rounded down: what is not all of them must not read as 100 %.
    shares = [f"{int(1000 * share) / 10:g} %" for share in (lock.unchanged, lock.outline_overlap)]
    said = word("lock", language).format(shares[0], f"{lock.colour_difference:.1f}", shares[1])
    warning = "" if lock.holds else f'<p class="note">{html.escape(word("lock_broken", language))}</p>'
    return f'{warning}<p class="print lock" data-holds="{str(lock.holds).lower()}">{html.escape(said)}</p>'


def _outlines_html(kit: Kit, part: str, picture: Picture, language: Language) -> str:
    if len(picture.alternatives) < 2:
        return ""
    ids = [one.id for one in picture.alternatives]
    wanted = kit.request.outlines[part].candidate if part in kit.request.outlines else ""
    chosen = wanted if wanted in ids else ids[0]
    buttons, mark = "", html.escape(word("outline_chosen", language))
    for one in picture.alternatives:
        trust = html.escape(word(f"short_{one.confidence}", language))
        buttons += (
            f'<button type="button" data-part="{part}" data-outline="{html.escape(one.id)}" '
            f'aria-pressed="{str(one.id == chosen).lower()}"><img src="{sketch_url(one.preview)}" alt="">'
            f"<b>{html.escape(one.label.text(language))}</b>"
            f'<i data-trust="{one.confidence}">{trust}</i><u>{mark}</u></button>'
        )
    label = html.escape(word("outlines", language))
    return f'<div class="outlines" role="group" aria-label="{label}"><p>{label}</p><div>{buttons}</div></div>'
