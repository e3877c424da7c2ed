"""The storyboard as a list to edit, and the finished video to play. Whatever a merchant wrote is escaped here."""

from __future__ import annotations

import html
import uuid
from collections.abc import Mapping, Sequence

from mmdemo.compose.video_age import VIDEO_LEFT_OUT, video_is_old
from mmdemo.intake.storyboard import LEAST_SHOT, MOST_LETTERS, MOST_SHOT, MOST_SHOTS
from mmdemo.schema import Kit, Language
from mmdemo.ui.handover_cards import size_text
from mmdemo.ui.language import part_name, word
from mmdemo.ui.video_typed import TypedShot
from mmdemo.video import LEAST_VIDEO_SECONDS, MOST_VIDEO_SECONDS, MOVES, SHOT_KINDS, TRANSITIONS

_SIGNS = {"earlier": "↑", "later": "↓", "remove": "×"}
NEW_SHOT = TypedShot("benefit", "", "", "zoom_in", "2", "fade")


def storyboard_html(
    shots: Sequence[TypedShot], media: Mapping[str, str], parts: Sequence[str], language: Language
) -> str:
    """The shots, each with its fields and buttons. `parts` are the pictures of the listing, `media` their addresses.

    Every drawing is another string: the page must show it anew, whatever was typed into the one before.
    """
    items = "".join(_shot_html(number, shot, media, parts, language) for number, shot in enumerate(shots, 1))
    spare = _shot_html(0, NEW_SHOT, media, parts, language)
    limits = word("storyboard_short", language).format(LEAST_VIDEO_SECONDS, MOST_VIDEO_SECONDS)
    return (
        f'<div class="storyboard" data-drawn="{uuid.uuid4().hex}" data-most="{MOST_SHOTS}" '
        f'data-least-seconds="{LEAST_VIDEO_SECONDS}" data-most-seconds="{MOST_VIDEO_SECONDS}">'
        f"<h3>{html.escape(word('storyboard', language))}</h3><ol>{items}</ol><template>{spare}</template>"
        f'<div class="below"><button type="button" data-add>+ {html.escape(word("shot_add", language))}</button>'
        f'<p role="status"><span data-total="{html.escape(word("storyboard_total", language))}"></span> '
        f"<b data-limits>{html.escape(limits)}</b></p></div></div>"
    )


def no_storyboard_html(said: str) -> str:
    """What stands in the place of a storyboard."""
    return f'<p class="hint">{html.escape(said)}</p>'


def _shot_html(number: int, shot: TypedShot, media: Mapping[str, str], parts: Sequence[str], language: Language) -> str:
    pictures = {part: part_name(part, language) for part in parts}
    if shot.picture and shot.picture not in pictures:
        pictures[shot.picture] = word("shot_gone", language)
    address = media.get(shot.picture or next(iter(parts), ""), "")
    fields = (
        _field("text", language, _line(shot.text))
        + _field("picture", language, _select("picture", pictures, shot.picture, media))
        + _field("seconds", language, _seconds(shot.seconds))
        + _field("move", language, _select("move", _names("shot_move", MOVES, language), shot.move))
        + _field("kind", language, _select("kind", _names("shot_kind", SHOT_KINDS, language), shot.kind))
        + _field("into", language, _select("into", _names("shot_into", TRANSITIONS, language), shot.into))
    )
    buttons = ""
    for action, sign in _SIGNS.items():
        said = html.escape(word(f"shot_{action}", language))
        buttons += f'<button type="button" data-action="{action}" data-says="{said}">{sign}</button>'
    name = html.escape(word("shot", language))
    return (
        f'<li class="shot"><div class="head"><b data-number>{number}</b>'
        f'<img src="{html.escape(address)}" alt=""><div class="acts">{buttons}</div></div>'
        f'<div class="fields" role="group" data-says="{name}">{fields}</div></li>'
    )


def _names(group: str, values: Sequence[str], language: Language) -> dict[str, str]:
    return {value: word(f"{group}_{value}", language) for value in values}


def _field(name: str, language: Language, control: str) -> str:
    return f'<label class="{name}"><span>{html.escape(word(f"shot_{name}", language))}</span>{control}</label>'


def _line(text: str) -> str:
    return f'<input type="text" data-field="text" maxlength="{MOST_LETTERS}" value="{html.escape(text)}">'


def _seconds(seconds: str) -> str:
    return (
        f'<input type="number" data-field="seconds" inputmode="decimal" min="{LEAST_SHOT:g}" max="{MOST_SHOT:g}" '
        f'step="any" value="{html.escape(seconds)}">'
    )


def _select(name: str, options: Mapping[str, str], chosen: str, media: Mapping[str, str] | None = None) -> str:
    shown = "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}'
        + (f' data-address="{html.escape(media.get(value, ""))}"' if media is not None else "")
        + f">{html.escape(said)}</option>"
        for value, said in options.items()
    )
    return f'<select data-field="{name}">{shown}</select>'


def video_html(kit: Kit | None, media: Mapping[str, str], language: Language) -> str:
    """The player with its files and figures, and whether the listing has changed since; nothing without a video."""
    video = None if kit is None else kit.video
    if kit is None or video is None or "video" not in media:
        return ""
    name = html.escape(word("video_player", language).format(kit.product.name))
    track = ""
    links = [_link(media["video"], "video.mp4", word("video_file", language).format(size_text(len(video.data))))]
    links.append(_link(media["video/cover"], "cover.jpg", word("video_cover", language)))
    if "video/vtt" in media:
        # The words are in the picture already: shown only to whoever asks for them.
        track = f'<track kind="captions" srclang="{kit.product.language}" label="{name}" src="{media["video/vtt"]}">'
        kinds = ("vtt", "srt")
        links += [_link(media[f"video/{kind}"], f"video.{kind}", word(f"captions_{kind}", language)) for kind in kinds]
    figures = [f"{video.width} × {video.height}", f"{video.duration:.1f} {word('seconds', language)}"]
    if video.loudness is not None:
        figures.append(f"{video.loudness:.1f} LUFS")
    old = f'<p class="note">{html.escape(VIDEO_LEFT_OUT.text(language))}</p>' if video_is_old(kit) else ""
    return (
        f'<div class="film" data-shape="{video.storyboard.shape}"><video controls playsinline preload="metadata" '
        f'width="{video.width}" height="{video.height}" aria-label="{name}" poster="{media["video/cover"]}" '
        f'src="{media["video"]}">{track}</video>{old}'
        f'<p class="print">{" · ".join([*links, *figures])}</p></div>'
    )


def _link(address: str, name: str, said: str) -> str:
    return f'<a href="{address}" download="{name}">{html.escape(said)}</a>'


STORYBOARD_JS = """
const board = () => element.querySelector('.storyboard');
const list = () => element.querySelector('.storyboard ol');
const tidy = () => {
  if (!board()) return;
  const shots = [...list().children];
  shots.forEach((shot, place) => {
    const number = String(place + 1);
    const fields = shot.querySelector('.fields');
    fields.setAttribute('aria-label', fields.dataset.says.replace('{}', number));
    shot.querySelector('[data-number]').textContent = number;
    for (const button of shot.querySelectorAll('[data-action]')) {
      button.title = button.dataset.says.replace('{}', number);
      button.setAttribute('aria-label', button.title);
      const end = button.dataset.action === 'earlier' ? 0 : shots.length - 1;
      button.disabled = button.dataset.action !== 'remove' && place === end;
    }
    const picked = shot.querySelector('[data-field=picture]').selectedOptions[0];
    const image = shot.querySelector('img');
    if (picked && image.getAttribute('src') !== picked.dataset.address) image.src = picked.dataset.address;
    shot.querySelector('[data-field=into]').disabled = place === 0;
  });
  const seconds = shots.reduce((sum, shot) => sum + (Number(shot.querySelector('[data-field=seconds]').value) || 0), 0);
  const shown = Math.round(seconds * 10) / 10;
  const total = element.querySelector('[data-total]'), said = total.dataset.total.replace('{}', shown.toFixed(1));
  if (total.textContent !== said) total.textContent = said;
  const {leastSeconds, mostSeconds, most} = board().dataset;
  element.querySelector('[data-limits]').hidden = shown >= Number(leastSeconds) && shown <= Number(mostSeconds);
  element.querySelector('[data-add]').disabled = shots.length >= Number(most);
};
const add = () => {
  list().append(element.querySelector('template').content.cloneNode(true));
  tidy();
  list().lastElementChild.querySelector('[data-field=text]').focus();
};
const act = (shot, action) => {
  const place = [...list().children].indexOf(shot);
  if (action === 'earlier') shot.previousElementSibling.before(shot);
  if (action === 'later') shot.nextElementSibling.after(shot);
  if (action === 'remove') shot.remove();
  tidy();
  const next = action === 'remove' ? list().children[Math.min(place, list().children.length - 1)] : shot;
  const button = next?.querySelector(`[data-action=${action}]:enabled`) ?? next?.querySelector('[data-action]:enabled');
  (button ?? element.querySelector('[data-add]')).focus();
};
element.addEventListener('click', event => {
  if (event.target.closest('[data-add]')) add();
  const pressed = event.target.closest('[data-action]');
  if (pressed) act(pressed.closest('li'), pressed.dataset.action);
});
element.addEventListener('input', tidy);
watch('value', tidy);
tidy();
"""
"""Shots are added, taken out and moved in the browser, and what they last together is counted."""

COLLECT = """() => {
  const list = document.querySelector('#storyboard ol');
  if (!list) return '';
  const read = shot => [...shot.querySelectorAll('[data-field]')].map(one => [one.dataset.field, one.value]);
  return JSON.stringify([...list.children].map(shot => Object.fromEntries(read(shot))));
}"""
"""What stands in the storyboard now, as `video_typed.typed_shots` reads it; "" where there is none."""

COLLECTED = f"(typed, ...rest) => [({COLLECT})(), ...rest]"
"""Before an event whose first input is the storyboard as typed."""

PLAY_JS = """
element.addEventListener('play', event => {
  document.querySelectorAll('audio, video').forEach(one => one === event.target || one.pause());
}, true);
"""
"""One thing is heard at a time."""
