"""What a click on one of the settings does, and what draws them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import gradio as gr
import numpy as np
from PIL import Image

from mmdemo.context import Listener
from mmdemo.processing.image.scene_picker import scene_thumbnails
from mmdemo.processing.image.stance import is_garment
from mmdemo.restaging import restage
from mmdemo.schema import Kit, digest
from mmdemo.ui.files import write_media
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.language import as_language
from mmdemo.ui.mend_cards import CUTOUT
from mmdemo.ui.scenes import SCENE, ScenesPanel, scenes_html
from mmdemo.ui.session import Session
from mmdemo.ui.view import Updates


@dataclass(frozen=True)
class SceneHandlers:
    """Each handler returns, or streams, a dictionary of changed components."""

    listing: ListingHandlers

    @property
    def panel(self) -> ScenesPanel:
        return self.listing.view.results.scenes

    def show(self, drawn: str, kit: Kit | None, session: Session | None, page_language: str) -> Updates:
        """Draw the settings anew where the cutout, the setting that was taken or the language changed."""
        if kit is None or session is None or CUTOUT not in kit.pictures or SCENE not in kit.parts:
            return {self.panel.pictures: "", self.panel.drawn: ""}
        taken = _taken(kit)
        now = f"{digest(kit.pictures[CUTOUT].data)} {taken} {page_language}"
        if now == drawn:
            return {self.panel.pictures: gr.skip()}
        garment = is_garment(f"{kit.product.name} {kit.product.category}")
        cutout = _small_copy(write_media(kit, session.folder)[CUTOUT])
        thumbnails = scene_thumbnails(cutout, upright=False if garment else None)
        return {
            # The browser marks what was clicked; what it is told twice in the same words it would not draw again.
            self.panel.pictures: f"{scenes_html(thumbnails, taken, as_language(page_language))}<!--{token_hex(4)}-->",
            self.panel.drawn: now,
        }

    def keep(self, picked: str, kit: Kit | None) -> Any:
        """The form's setting after a pick: the next listing shall play where this one does."""
        return picked if kit is not None and kit.request.look.setting == picked else gr.skip()

    def pick(
        self, setting: str, stop: threading.Event, kit: Kit | None, session: Session, page_language: str
    ) -> Iterator[Updates]:
        """Make the scenes again in that setting, after `start`."""
        language = as_language(page_language)
        if kit is None:
            yield self.listing.refused(kit, session, page_language, "no_kit")
            return

        def work(listen: Listener) -> Iterable[Kit]:
            registry, user = self.listing.registry, session.user
            # A name nobody has is refused there, in words.
            return restage(kit, setting, stop=stop, listen=listen, registry=registry, user=user)  # type: ignore[arg-type]

        yield from self.listing.follow(work, kit, kit, stop, session, language, redoing=SCENE, undone="scene_stopped")


def _taken(kit: Kit) -> str:
    """The setting the scene shows, as its generator wrote it down; else the wished one."""
    asset = kit.assets.get(SCENE)
    options = {} if asset is None else asset.provenance.options
    return options.get("setting", kit.request.look.setting)


def _small_copy(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGBA"))
