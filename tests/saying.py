"""Real speech for tests that listen: eSpeak NG through the studio's own child."""

from mmdemo.processing.audio.espeak import EspeakChild, find_library
from mmdemo.processing.audio.word_times import Utterance


def said(text: str, voice: str = "en-us+edward", rate: int = 160) -> Utterance:
    """A sentence in a voice, at `rate` words a minute."""
    with EspeakChild(find_library()) as child:
        return child.speak(text, voice=voice, rate=rate, pitch=50, tick=lambda: None)
