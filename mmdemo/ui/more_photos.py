"""Further photos of the same product: the button that takes them, and the strip in which they are put in order."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from mmdemo.picture import MOST_PHOTOS
from mmdemo.schema import LANGUAGES, Language
from mmdemo.ui.cards import task_html
from mmdemo.ui.files import KeptPhoto, address
from mmdemo.ui.language import Words, word
from mmdemo.ui.photo_input import PhotosInput
from mmdemo.ui.session import Session

ARRANGE_JS = """
element.addEventListener('click', event => {
  const pressed = event.target.closest('[data-action]');
  if (!pressed) return;
  const item = pressed.closest('li'), photo = item.dataset.photo, action = pressed.dataset.action;
  element.pressed = {photo, action, place: [...item.parentElement.children].indexOf(item)};
  trigger('click', {photo, action});
});
watch('value', () => {
  const pressed = element.pressed;
  element.pressed = undefined;
  const focused = document.activeElement;
  if (!pressed || (focused !== document.body && !element.contains(focused))) return;
  const items = [...element.querySelectorAll('li')];
  const same = items.find(one => one.dataset.photo === pressed.photo);
  const item = same ?? items[Math.min(pressed.place, items.length - 1)];
  const next = item?.querySelector(`[data-action=${pressed.action}]:enabled`) ?? item?.querySelector(':enabled');
  (next ?? document.querySelector('#more-photos-add')).focus({preventScroll: true});
});
"""
"""Tells the server which button of which photo was pressed, and keeps the keyboard's place when it is drawn anew."""

_READING = {language: task_html(word("photos_reading", language), state="busy") for language in LANGUAGES}
READING_JS = f"""language => [
  ({json.dumps(_READING)})[language === 'zh' ? 'zh' : 'en'],
  {{__type__: 'update', interactive: false}},
]"""
"""Says that photos are being read, and shuts the button meanwhile: gradio drops what is uploaded during an upload. In
the browser, so that it can never come after what the server says of them."""

_SIGNS = {"earlier": "←", "later": "→", "remove": "×"}


@dataclass(frozen=True)
class Arrived:
    """Photos that were read and are not yet among the others, each with its file's name; None for one too many."""

    photos: tuple[tuple[str, KeptPhoto | None], ...]
    problems: tuple[str, ...]


NOTHING_ARRIVED = Arrived((), ())


@dataclass(frozen=True)
class MorePhotos:
    """The button and what came by it, the strip, and what is said of the last thing that was done here."""

    add: PhotosInput
    arrived: gr.State
    strip: gr.HTML
    said: gr.HTML


def build_more_photos(words: Words) -> MorePhotos:
    """Lay out the further photos inside the current gradio context. The button waits for a first photo."""
    with gr.Column(elem_id="more-photos"):
        strip = gr.HTML("", js_on_load=ARRANGE_JS, elem_id="more-photos-strip")
        said = gr.HTML(task_html(""), js_on_load=None, elem_id="more-photos-said", elem_classes="task-box")
        add = words.bind(
            PhotosInput,
            {"label": "more_photos"},
            file_count="multiple",
            file_types=["image", ".heic", ".heif"],
            size="sm",
            interactive=False,
            elem_id="more-photos-add",
        )
    return MorePhotos(add, gr.State(NOTHING_ARRIVED), strip, said)


def in_order(session: Session, more: Sequence[KeptPhoto]) -> tuple[KeptPhoto, ...]:
    """All photos of the product. Where the first place is empty the further ones move up."""
    return tuple(more) if session.photo is None else (session.photo, *more)


def arranged(
    first: KeptPhoto | None, more: tuple[KeptPhoto, ...], key: str, action: str
) -> tuple[KeptPhoto | None, tuple[KeptPhoto, ...]]:
    """The first photo and the further ones after one of these was moved or removed.

    Whoever is moved before the first of the further photos takes the first place, and what was there moves behind it.
    A photo or an action that is not there changes nothing.
    """
    place = next((index for index, photo in enumerate(more) if photo.key == key), None)
    if place is None:
        return first, more
    rest = (*more[:place], *more[place + 1 :])
    if action == "remove":
        return first, rest
    if action == "earlier" and place == 0:
        return more[0], rest if first is None else (first, *rest)
    to = place + {"earlier": -1, "later": 1}.get(action, 0)
    return first, (*rest[:to], more[place], *rest[to:])


def strip_html(session: Session | None, more: Sequence[KeptPhoto], language: Language) -> str:
    """The further photos as a numbered list, each with its buttons; nothing while there are none."""
    if session is None or not more:
        return ""
    before = 0 if session.photo is None else 1
    count = before + len(more)
    items = "".join(
        _item_html(photo, number, number == before + 1, number == count, language)
        for number, photo in enumerate(more, before + 1)
    )
    order = html.escape(word("more_photos_order", language).format(count, MOST_PHOTOS))
    return f'<p class="hint" id="more-photos-order">{order}</p><ol aria-labelledby="more-photos-order">{items}</ol>'


def _item_html(photo: KeptPhoto, number: int, front: bool, last: bool, language: Language) -> str:
    name = html.escape(word("photo_number", language).format(number))
    buttons = ""
    for action, sign in _SIGNS.items():
        key = "photo_first" if front and action == "earlier" else f"photo_{action}"
        said = html.escape(word(key, language).format(number))
        idle = " disabled" if last and action == "later" else ""
        buttons += (
            f'<button type="button" data-action="{action}" aria-label="{said}" title="{said}"{idle}>{sign}</button>'
        )
    return (
        f'<li data-photo="{photo.key}"><img src="{address(photo.preview)}" alt="{name}">'
        f'<b aria-hidden="true">{number}</b><div>{buttons}</div></li>'
    )
