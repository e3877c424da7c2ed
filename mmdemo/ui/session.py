"""What one browser tab owns between two clicks."""

from __future__ import annotations

import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import gradio as gr

from mmdemo.ui.files import KeptPhoto, new_folder, uploaded

STATE_LIFE = 6 * 3600  # seconds a tab's state is kept after its last change
_STILL_SHOWN = 10.0  # seconds for the browser to replace its own preview of an upload


@dataclass(frozen=True)
class Session:
    """A tab's folder for its files, and its first photo."""

    folder: Path = field(default_factory=new_folder)
    photo: KeptPhoto | None = None

    @property
    def user(self) -> str:
        """The name under which the tab waits in lines."""
        return self.folder.name


@dataclass(frozen=True)
class States:
    """The gradio states of one browser tab.

    `voice` is the path of an uploaded voice note that was not used yet, `lent_voice` that of a recording whose voice a
    narrator may take. `more_photos` holds the photos after the first: a state of its own, so that a first photo and
    further ones that are read at the same time do not undo each other.
    `logo` is the path of the shop's logo as the intake left it. `origins` tells of lines that were added to the facts
    whether they were read in a photo or heard: a state of its own, because a reading that goes on meanwhile writes the
    session.
    """

    kit: gr.State
    stop: gr.State
    session: gr.State
    voice: gr.State
    more_photos: gr.State
    logo: gr.State
    origins: gr.State
    lent_voice: gr.State


def build_states() -> States:
    """The states, inside the current gradio context."""
    return States(
        kit=gr.State(None, time_to_live=STATE_LIFE),
        stop=gr.State(None),
        session=gr.State(None, time_to_live=STATE_LIFE, delete_callback=_end_session),
        voice=gr.State(None, time_to_live=STATE_LIFE, delete_callback=_end_voice),
        more_photos=gr.State((), time_to_live=STATE_LIFE),
        logo=gr.State(None, time_to_live=STATE_LIFE),
        origins=gr.State({}, time_to_live=STATE_LIFE),
        lent_voice=gr.State(None, time_to_live=STATE_LIFE, delete_callback=_end_voice),
    )


def press_stop(stop: threading.Event | None) -> None:
    """Set the flag that the work and the stream of its news look at."""
    if stop is not None:
        stop.set()


def forget(upload: str) -> None:
    """Remove an uploaded original, which may say where it was taken, once the browser has stopped showing it."""
    path = Path(upload)
    if uploaded(upload) and path.exists():
        timer = threading.Timer(_STILL_SHOWN, _remove, (path, path.stat().st_mtime_ns))
        timer.daemon = True
        timer.start()


def _remove(path: Path, written: int) -> None:
    """Remove a file unless the same one was uploaded again meanwhile: it then lies at the same place."""
    # Whatever else ends the session may remove it first.
    with suppress(FileNotFoundError):
        if path.stat().st_mtime_ns == written:
            path.unlink()


def _end_session(session: Session | None) -> None:
    if session is not None:
        shutil.rmtree(session.folder, ignore_errors=True)


def _end_voice(voice: str | None) -> None:
    if voice is not None and uploaded(voice):
        Path(voice).unlink(missing_ok=True)
