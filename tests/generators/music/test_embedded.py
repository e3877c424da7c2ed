import io
import threading
import wave
from dataclasses import replace

import numpy as np
import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled
from mmdemo.generators.music.embedded import SPEC, EmbeddedComposer
from mmdemo.processing.audio.loudness import integrated_loudness
from mmdemo.schema import Brief, Music, Product
from mmdemo.sound import Sound

BRIEF = Brief("music", "music", "bed", Product("Oak mug", "en", category="Kitchen"), "minimal")


def compose(brief: Brief, ctx: RunContext) -> Music:
    return EmbeddedComposer().generate(brief, ctx)


def context(seed: int = 5, **given: object) -> RunContext:
    return RunContext(seed, part="music", **given)


def test_a_bed_suits_the_product_and_says_what_it_is() -> None:
    heard: list[Progress] = []
    ctx = context(listen=heard.append)
    music = compose(BRIEF, ctx)
    assert (music.mood, music.tempo) == ("calm", 80)
    assert music.key.endswith(" major")
    assert ctx.options == {"mood": "calm", "tempo": "80", "key": music.key}
    assert [news.done for news in heard] == [0, 1]
    with wave.open(io.BytesIO(music.data)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (2, 2, music.sample_rate)
        assert reader.getnframes() == music.duration * music.sample_rate
        pcm = np.frombuffer(reader.readframes(reader.getnframes()), "<i2").reshape(-1, 2)
    assert integrated_loudness(pcm / 32768, music.sample_rate) == pytest.approx(music.loudness, abs=0.1)


def test_the_same_seed_makes_the_same_bytes_and_another_take_other_music() -> None:
    first = compose(BRIEF, context())
    assert compose(BRIEF, context()) == first
    assert compose(BRIEF, context().for_part("music", take=1)).data != first.data


def test_wishes_are_granted() -> None:
    music = compose(replace(BRIEF, sound=Sound(mood="tech", tempo="fast", key="Db")), context())
    assert (music.mood, music.tempo, music.key) == ("tech", 120, "Db minor")


def test_stop_is_heard() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        compose(BRIEF, context(stop=stop))


def test_the_specification_offers_beds_alone() -> None:
    assert (SPEC.id, SPEC.modality, SPEC.kinds) == ("embedded", "music", ("bed",))
