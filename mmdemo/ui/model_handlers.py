"""Looking at the models and fetching one: its size and licence stand on the button before it is pressed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.context import Listener, Progress, RunContext
from mmdemo.errors import Cancelled, MMDemoError
from mmdemo.registry import Registry
from mmdemo.runtime.checkpoint import size_text
from mmdemo.runtime.line import Line
from mmdemo.runtime.pull import Offer, offer, pull
from mmdemo.schema import Kit, Language
from mmdemo.ui.cards import task_html
from mmdemo.ui.form_handlers import machine_updates
from mmdemo.ui.here import auto_html, models_html
from mmdemo.ui.language import as_language, word
from mmdemo.ui.models import ModelsPanel
from mmdemo.ui.view import Updates, View
from mmdemo.ui.work import stream_work

log = logging.getLogger(__name__)

_SAME_SIZE = 0.05  # share by which the hub's figure may differ from the one on the button

# One download at a time, beside the places for listings.
_DOWNLOADS = Line(1)


@dataclass(frozen=True)
class ModelHandlers:
    """Each handler returns, or streams, a dictionary of changed components."""

    view: View
    registry: Registry
    panel: ModelsPanel

    def show(self, chosen: str | None, page_language: str) -> Updates:
        """Everything in the fold as it stands now."""
        language = as_language(page_language)
        return {
            self.panel.table: models_html(self.registry, language) + self._refusal_html(language),
            self.panel.auto: auto_html(self.registry, language),
        } | self.choose(chosen, page_language)

    def choose(self, chosen: str | None, page_language: str) -> Updates:
        """What the button says of the chosen model."""
        panel, language = self.panel, as_language(page_language)
        spec = self._spec(chosen)
        if spec is None:
            return {panel.download: gr.update(interactive=False)}
        here = self.registry.runtime.store.state(spec.weights) == "present"
        too_large = self.registry.too_large(spec)
        label = word("model_present", language) if here else _label(spec, spec.weights.download, language)
        return {
            panel.download: gr.update(value=label, interactive=not here and too_large is None),
            panel.status: task_html("" if too_large is None or here else too_large.text(language)),
            panel.offered: None,
        }

    def start(self, page_language: str) -> Updates:
        """A fresh stop flag, and the buttons say that something runs."""
        panel, language = self.panel, as_language(page_language)
        return {
            panel.token: threading.Event(),
            panel.choice: gr.update(interactive=False),
            panel.download: gr.update(interactive=False),
            panel.stop: gr.update(visible=True),
            panel.status: task_html(word("model_asking", language), 0, "busy"),
        }

    def download(
        self, stop: threading.Event, offered: Offer | None, page_language: str, chosen: str | None
    ) -> Iterator[Updates]:
        """Fetch the chosen model, after `start`; first ask the hub what it takes by now."""
        panel, language = self.panel, as_language(page_language)
        spec = self._spec(chosen)
        if spec is None or not self._allowed:
            yield self._ended(chosen, page_language, "", "idle")
            return
        store = self.registry.runtime.store
        try:
            if offered is None:
                offered = offer(spec.weights, store)
                said = spec.weights.download
                if abs(offered.total - said) > _SAME_SIZE * said:
                    differs = word("model_other_size", language).format(size_text(offered.total), size_text(said))
                    yield self._ended(chosen, page_language, differs, "done") | {
                        panel.download: gr.update(value=_label(spec, offered.total, language), interactive=True),
                        panel.offered: offered,
                    }
                    return

            def work(listen: Listener) -> Iterator[Kit]:
                pull(offered, store, RunContext(0, stop=stop, listen=listen, part=spec.id).step)
                return iter(())

            for news in stream_work(work, stop, "", _DOWNLOADS):
                if isinstance(news, Progress):
                    said = news.message.text(language)
                    yield {panel.status: task_html(said, news.done / max(news.total, 1), "busy")}
        except MMDemoError as error:
            yield self._ended(chosen, page_language, error.text(language), "failed")
        except Cancelled:
            yield self._ended(chosen, page_language, word("model_stopped", language), "done")
        except Exception:
            log.exception("a model could not be fetched")
            yield self._ended(chosen, page_language, word("unexpected", language), "failed")
        else:
            done = word("model_done", language).format(spec.label)
            updates = self._ended(chosen, page_language, done, "done")
            updates |= machine_updates(self.view.form, self.registry, language)
            yield updates | {self.view.form.sound.fetched: spec.id}

    def refused(self, chosen: str | None, page_language: str) -> Updates:
        """The server would not take the click."""
        return self._ended(chosen, page_language, word("crowded", as_language(page_language)), "failed")

    @property
    def _allowed(self) -> bool:
        machine = self.registry.runtime.machine
        return not (machine.hosted or machine.offline)

    def _spec(self, chosen: str | None) -> Any:
        known = {f"{spec.modality}/{spec.id}": spec for spec in self.registry.specs() if spec.weights is not None}
        return known.get(chosen or "")

    def _refusal_html(self, language: Language) -> str:
        """Why nothing can be fetched by a click here, where that is so."""
        if self._allowed:
            return ""
        hosted = self.registry.runtime.machine.hosted
        return task_html(word("no_downloads_hosted" if hosted else "no_downloads_offline", language))

    def _ended(self, chosen: str | None, page_language: str, message: str, state: str) -> Updates:
        return self.show(chosen, page_language) | {
            self.panel.status: task_html(message, state=state),
            self.panel.choice: gr.update(interactive=True),
            self.panel.stop: gr.update(visible=False),
        }


def _label(spec: Any, size: int, language: Language) -> str:
    return word("download_model", language).format(size_text(size), spec.licence)
