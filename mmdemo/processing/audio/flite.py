"""English speech by Flite, a small program of Carnegie Mellon University (BSD-like licence), if it is installed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.wav import read_wav
from mmdemo.processing.audio.word_times import Utterance
from mmdemo.processing.child import ChildError, run_child

# Best understood first, each with the pitch (a factor of the recorded speaker's) at which it is understood best.
VOICES = {"rms": 1.05, "slt": 1.0}
SECONDS = 60.0
_PAUSE = "pau"
_WORD = re.compile(r"[A-Za-z']*[A-Za-z][A-Za-z']*")


class Phone(NamedTuple):
    """A speech sound and when it starts, in seconds."""

    name: str
    start: float


def find_voice(program: str) -> str | None:
    """The best voice that this build of Flite holds, or None.

    Raises:
        OSError: the program cannot be run.
    """
    listed = run_child([program, "-lv"], b"", seconds=SECONDS, tick=lambda: None).decode(errors="replace").split()
    return next((voice for voice in VOICES if voice in listed), None)


def speak(text: str, program: str, *, voice: str, speed: float, pitch: float, tick: Callable[[], None]) -> Utterance:
    """`text` spoken at `speed` and `pitch`, factors of the voice's usual ones, with the time of each word.

    The voices have no pitch to set: the sound is taken as recorded at another rate, which also makes it longer or
    shorter, and the voice is asked for the length that makes up for that. Text reaches the program in a file, never on
    a command line.

    Raises:
        GenerationError: the program is gone, crashed, wrote no sound, or did not finish in time.
    """
    pitch *= VOICES[voice]
    stretch = ["--setf", f"duration_stretch={pitch / speed:.4f}"]
    words = list(_WORD.finditer(text))
    with tempfile.TemporaryDirectory(prefix="narration-") as folder:
        script, alone = Path(folder, "script.txt"), Path(folder, "words.txt")
        sound, unheard = Path(folder, "script.wav"), Path(folder, "words.wav")
        script.write_text(text + "\n", encoding="ascii", errors="ignore")
        # Each word as an utterance of its own tells its phones, one line a word.
        alone.write_text("".join(f"{word[0]}.\n\n" for word in words), encoding="ascii")
        command = [program, "-voice", voice]
        try:
            timed = run_child(
                [*command, *stretch, "-psdur", "-f", str(script), "-o", str(sound)], b"", seconds=SECONDS, tick=tick
            )
            spelt = run_child([*command, "-ps", "-f", str(alone), "-o", str(unheard)], b"", seconds=SECONDS, tick=tick)
            samples, sample_rate = read_wav(sound.read_bytes())
        except (ChildError, FileNotFoundError, ValueError) as error:
            raise GenerationError(
                "The Flite narrator failed on a sentence. Try again, reword it, or choose the embedded narrator.",
                "Flite 旁白引擎朗读某句失败。请重试、改写该句，或改用内置旁白。",
            ) from error
        except TimeoutError as error:
            raise GenerationError(
                "The Flite narrator took too long over a sentence. Try again, or shorten the script.",
                "Flite 旁白引擎朗读某句超时。请重试，或缩短文稿。",
            ) from error
    expected = [line.split() for line in spelt.decode(errors="replace").splitlines() if line.strip()]
    # A word that was split or left out shifts all lines after it; then the characters share the time.
    starts = _word_starts(expected, _phones(timed.decode(errors="replace"))) if len(expected) == len(words) else {}
    anchors = tuple((words[index].start(), time / pitch) for index, time in starts.items())
    return Utterance(samples, round(sample_rate * pitch), anchors)


def _phones(report: str) -> list[Phone]:
    """Flite's report of what it spoke: a line an utterance, a "name:end" for each phone, times from 0 in each line."""
    phones: list[Phone] = []
    begun = 0.0
    for line in report.splitlines():
        end = begun
        for item in line.split():
            name, _, time = item.rpartition(":")
            phones.append(Phone(name, end))
            end = begun + float(time)
        begun = end
    return phones


def _word_starts(words: Sequence[Sequence[str]], spoken: Sequence[Phone]) -> dict[int, float]:
    """When each word starts, by matching the phones that each has alone with those of the whole sentence."""
    alone = [(name, index) for index, word in enumerate(words) for name in word if name != _PAUSE]
    heard = [phone for phone in spoken if phone.name != _PAUSE]
    matcher = SequenceMatcher(None, [name for name, _ in alone], [phone.name for phone in heard], autojunk=False)
    starts: dict[int, float] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            starts.setdefault(alone[block.a + step][1], heard[block.b + step].start)
    return starts
