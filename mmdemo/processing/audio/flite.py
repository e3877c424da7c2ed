"""English speech by Flite, a small program of Carnegie Mellon University (BSD-like licence), if it is installed."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from mmdemo.errors import GenerationError, GeneratorUnavailable
from mmdemo.processing.audio.pauses import with_pauses
from mmdemo.processing.audio.voices import FLITE_VOICES
from mmdemo.processing.audio.wav import read_wav
from mmdemo.processing.audio.word_times import Utterance
from mmdemo.processing.child import ChildError, run_child

SECONDS = 60.0
# All American voices have the same dictionary; this one is the quickest. A build without it takes its usual voice.
SPELLER = "kal"
_PAUSE = "pau"
_VOICES = {voice.id: voice for voice in FLITE_VOICES}
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_WORD = re.compile(r"[A-Za-z']*[A-Za-z][A-Za-z']*")


class Phone(NamedTuple):
    """A speech sound and when it starts, in seconds."""

    name: str
    start: float


def find_voices(program: str) -> tuple[str, ...]:
    """The voices of our table that this build of Flite holds, the best first.

    Raises:
        OSError: the program cannot be run.
    """
    listed = run_child([program, "-lv"], b"", seconds=SECONDS, tick=lambda: None).decode(errors="replace").split()
    return tuple(voice for voice in _VOICES if voice in listed)


def speak(text: str, program: str, *, voice: str, speed: float, pitch: float, tick: Callable[[], None]) -> Utterance:
    """`text` spoken at `speed` and `pitch`, factors of what our table gives the voice, with the time of each word.

    The voices have no pitch to set: the sound is taken as recorded at another rate, which also makes it longer or
    shorter, and the voice is asked for the length that makes up for that. Text reaches the program in a file, never on
    a command line.

    Raises:
        GeneratorUnavailable: our table has no such voice. (The program itself would take another one in its place.)
        GenerationError: the program is gone, crashed, wrote no sound, or did not finish in time.
    """
    if voice not in _VOICES:
        raise GeneratorUnavailable(
            f"Flite has no voice called {voice}. Please choose another voice.",
            f"Flite 没有名为 {voice} 的声音。请换一个声音。",
        )
    pitch *= _VOICES[voice].pitch
    stretch = ["--setf", f"duration_stretch={pitch / (speed * _VOICES[voice].speed):.4f}"]
    text = _plain(with_pauses(text))
    words = list(_WORD.finditer(text))
    with tempfile.TemporaryDirectory(prefix="narration-") as folder:
        script, alone = Path(folder, "script.txt"), Path(folder, "words.txt")
        sound = Path(folder, "script.wav")
        script.write_text(text + "\n", encoding="ascii")
        # Each word as an utterance of its own tells its phones, one line a word.
        alone.write_text("".join(f"{word[0]}.\n\n" for word in words), encoding="ascii")
        say = [program, "-voice", voice, *stretch, "-psdur", "-f", str(script), "-o", str(sound)]
        try:
            timed = run_child(say, b"", seconds=SECONDS, tick=tick)
            spell = [program, "-voice", SPELLER, "-ps", "-f", str(alone), "-o", "none"]
            spelt = run_child(spell, b"", seconds=SECONDS, tick=tick)
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


def _plain(text: str) -> str:
    """The text in ASCII, all that Flite reads: letters without their accents, and a blank for what has none."""
    bare = (unicodedata.normalize("NFKD", letter)[0] for letter in text.translate(_QUOTES))
    return "".join(letter if letter.isascii() and letter.isprintable() else " " for letter in bare)


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
