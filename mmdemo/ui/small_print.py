"""The small print: who made a part, with which settings and how long it took, or why it is not there."""

from __future__ import annotations

import html
import re

from mmdemo.schema import Asset, Failure, Kit, Language, Message, Narration, Picture, Provenance
from mmdemo.ui.language import word
from mmdemo.ui.wording import WORDS

_COMMAND = re.compile(r"python -m mmdemo models pull [^\s/。]+/[^\s。]+\.?")
_LONG = 60  # characters from which a setting is folded away


def state_html(kit: Kit | None, part: str, language: Language) -> str:
    """Who made a part and how long it took, or why it is not there. A failed redo shows both."""
    if kit is None:
        return f'<p class="print">{html.escape(word("not_yet", language))}</p>'
    asset, failure = kit.assets.get(part), kit.failures.get(part)
    said = failure_html(failure, language) if failure is not None else ""
    if asset is not None:
        return said + _provenance_html(asset, language)
    return said or f'<p class="print">{html.escape(word("stopped_part", language))}</p>'


def on_page(message: Message, language: Language) -> str:
    """A sentence as the page says it: what a command line fetches from a model hub, its Models panel fetches here."""
    return _COMMAND.sub(word("see_models", language), message.text(language))


def failure_html(failure: Failure, language: Language) -> str:
    """Why a part could not be made."""
    return (
        f'<p class="problem" data-part="{failure.part}">{html.escape(on_page(failure.message, language))} '
        f"{html.escape(word('retry', language))}</p>"
    )


def folded_html(summary: str, text: str) -> str:
    """A longer text that opens on demand."""
    return f'<details class="print"><summary>{html.escape(summary)}</summary><p>{html.escape(text)}</p></details>'


def _provenance_html(asset: Asset, language: Language) -> str:
    made = asset.provenance
    if made.edited and isinstance(asset.payload, Picture):
        return f'<p class="print">{html.escape(word("own", language))} · {html.escape(word("edited", language))}</p>'
    if isinstance(asset.payload, Narration) and asset.payload.recording:
        return f'<p class="print">{html.escape(word("own_recording", language))}</p>'
    said = [
        f"{word('made_by', language)} {made.label}",
        made.device,
        f"{made.seconds:.1f} {word('seconds', language)}",
        f"{word('seed', language)} {made.seed}",
    ]
    if made.take:
        said.append(word("take", language).format(made.take + 1))
    if made.edited:
        said.append(word("edited", language))
    line = html.escape(" · ".join(said))
    if made.reason is not None:
        line += f'<br><span class="note">{html.escape(word("instead_of", language))} {html.escape(made.requested)}: '
        line += f"{html.escape(on_page(made.reason, language))}</span>"
    return f'<p class="print">{line}</p>{_options_html(made, language)}'


def _options_html(made: Provenance, language: Language) -> str:
    """The settings the generator wrote down: the short ones in a line, a prompt folded away."""
    named = [(_option_name(key, language), _option_value(key, value, language)) for key, value in made.options.items()]
    short = " · ".join(f"{name} {value}" for name, value in named if len(value) < _LONG)
    line = f'<p class="print">{html.escape(short)}</p>' if short else ""
    return line + "".join(folded_html(name, value) for name, value in named if len(value) >= _LONG)


def _option_name(key: str, language: Language) -> str:
    known = f"option_{key}"
    return word(known, language) if known in WORDS else key.replace("_", " ")


def _option_value(key: str, value: str, language: Language) -> str:
    known = f"{key}_{value}"
    return word(known, language) if known in WORDS else value
