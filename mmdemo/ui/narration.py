"""The narration tab: what is heard, its script, another music, and the merchant's own recording."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from mmdemo.ui.cards import task_html
from mmdemo.ui.language import Words
from mmdemo.ui.small_print import state_html

HEAR_JS = """
let from = 0, until = null, frame = 0;
const shown = () => element.querySelector('.track:not([hidden])');
const player = () => shown()?.querySelector('audio');
const draw = () => {
  const audio = player();
  if (!audio) return;
  if (until !== null && audio.currentTime >= until) {
    audio.pause();
    until = null;
  }
  const share = audio.duration ? audio.currentTime / audio.duration : 0;
  shown().querySelectorAll('.edge').forEach(stop => stop.setAttribute('offset', share));
  const time = audio.currentTime - Number(shown().dataset.lead);
  const now = one => audio.currentTime > 0 && time >= one.dataset.start && time < one.dataset.end;
  element.querySelectorAll('.sentences li').forEach(item => {
    item.classList.toggle('now', now(item));
    item.querySelectorAll('span').forEach(word => word.classList.toggle('now', now(word)));
  });
};
const follow = () => {
  draw();
  frame = player()?.paused === false ? requestAnimationFrame(follow) : 0;
};
const choose = track => {
  if (!element.querySelector(`[data-track=${track}]`)) return;
  element.chosen = track;
  element.querySelectorAll('audio').forEach(audio => audio.pause());
  element.querySelectorAll('.track').forEach(one => one.hidden = one.dataset.track !== track);
  element.querySelectorAll('[data-hear]').forEach(one => one.setAttribute('aria-pressed', one.dataset.hear === track));
  until = null;
  draw();
};
const say = item => {
  const audio = player(), lead = Number(shown().dataset.lead);
  if (!audio.paused && item.classList.contains('now')) return audio.pause();
  from = Number(item.dataset.start) + lead;
  until = Number(item.dataset.end) + lead;
  audio.currentTime = from;
  audio.play().catch(() => {});
};
element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  if (at('[data-hear]')) choose(at('[data-hear]').dataset.hear);
  else if (at('.say')) say(at('li'));
  else if (at('.again') && !document.querySelector('#steps .steps[data-state=busy]')) {
    element.pressed = at('.again').dataset.again;
    trigger('click', {sentence: Number(element.pressed)});
  } else if (at('.wave') && player().duration) {
    const box = at('.wave').getBoundingClientRect();
    until = null;
    player().currentTime = player().duration * (event.clientX - box.left) / box.width;
  }
});
element.addEventListener('keydown', event => {
  const by = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
  if (!by || !event.target.matches('.say')) return;
  const all = [...element.querySelectorAll('.say')];
  all[all.indexOf(event.target) + by]?.focus();
  event.preventDefault();
});
const heard = {
  play: event => {
    document.querySelectorAll('audio').forEach(audio => audio === event.target || audio.pause());
    cancelAnimationFrame(frame);
    follow();
  },
  pause: event => {
    if (event.target === player()) until = null;
    draw();
  },
  seeking: event => {
    const time = event.target.currentTime;
    if (until !== null && (time < from - 0.05 || time > until)) until = null;
    draw();
  },
};
for (const name of ['play', 'pause', 'ended', 'seeking', 'timeupdate', 'loadedmetadata'])
  element.addEventListener(name, heard[name] ?? draw, true);
watch('value', () => {
  until = null;
  if (element.chosen) choose(element.chosen);
  if (element.pressed !== undefined && document.activeElement === document.body)
    element.querySelector(`[data-again="${element.pressed}"]`)?.focus({preventScroll: true});
  draw();
});
"""
"""Plays a sentence, marks what is being heard and how far it is, and tells the server which sentence to say again."""


@dataclass(frozen=True)
class NarrationPanel:
    """`said` tells what became of the last click in the tab. `picked` is the number of the sentence to say again."""

    heard: gr.HTML
    said: gr.HTML
    redo: gr.Button
    redo_music: gr.Button
    recording: gr.Audio
    use: gr.Button
    picked: gr.State


def build_heard() -> tuple[gr.HTML, gr.HTML]:
    """Lay out what stands above the script: the card, and what is said of it."""
    heard = gr.HTML(state_html(None, "narration", "en"), js_on_load=HEAR_JS, elem_id="narration")
    return heard, gr.HTML(task_html(""), js_on_load=None, elem_id="narration-said", elem_classes="task-box")


def build_narration(words: Words, heard: gr.HTML, said: gr.HTML) -> NarrationPanel:
    """Lay out what stands below the script."""
    with gr.Row():
        redo = words.bind(gr.Button, {"value": "redo_narration"}, interactive=False, scale=2, elem_id="redo-narration")
        redo_music = words.bind(
            gr.Button, {"value": "redo_music"}, interactive=False, scale=1, min_width=140, elem_id="redo-music"
        )
    with words.bind(gr.Accordion, {"label": "recording"}, open=False, elem_id="recording", elem_classes="fold"):
        words.bind(gr.Markdown, {"value": "recording_hint"}, elem_classes="hint")
        recording = words.bind(
            gr.Audio,
            {"label": "recording_sound"},
            sources=["upload", "microphone"],
            type="filepath",
            editable=False,
            buttons=[],
            elem_id="own-recording",
        )
        words.bind(gr.Markdown, {"value": "recording_consent"}, elem_classes="hint")
        use = words.bind(gr.Button, {"value": "use_recording"}, interactive=False, elem_id="use-recording")
    return NarrationPanel(heard, said, redo, redo_music, recording, use, gr.State(-1))
