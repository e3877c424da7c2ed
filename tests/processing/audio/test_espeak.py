import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pytest

from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable
from mmdemo.processing.audio import espeak
from mmdemo.processing.audio.espeak import EspeakChild, Library, find_library, list_variants, list_voices
from mmdemo.processing.audio.word_times import Utterance

ENGLISH, MANDARIN = "en-us+edward", "cmn"
LONG = ("This mug is nice, and so is that one, and the next. " * 400)[:20_000]
LONGISH = LONG[:6_000]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
on_linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists a process's files")


@pytest.fixture(scope="module")
def library() -> Library:
    return find_library()


@pytest.fixture
def child(library: Library) -> Iterator[EspeakChild]:
    with EspeakChild(library) as started:
        yield started


def said(
    child: EspeakChild, text: str, voice: str = ENGLISH, rate: int = 160, pitch: int = 50, **settings
) -> Utterance:
    return child.speak(text, **({"voice": voice, "rate": rate, "pitch": pitch, "tick": lambda: None} | settings))


def alike(first: Utterance, second: Utterance) -> bool:
    return np.array_equal(first.samples, second.samples) and first.anchors == second.anchors


def processes() -> list[psutil.Process]:
    """Our engine processes and their copies, dead ones that nobody buried included."""
    ours = psutil.Process().children(recursive=True)
    return [each for each in ours if each.status() == psutil.STATUS_ZOMBIE or str(espeak.CHILD) in each.cmdline()]


def within(seconds: float, met) -> bool:
    deadline = time.monotonic() + seconds
    while not (result := met()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return bool(result)


def test_english_is_spoken_with_the_time_of_each_word(child: EspeakChild) -> None:
    spoken = said(child, "A solid oak table.")
    assert spoken.sample_rate == 22_050
    assert 0.8 < spoken.duration < 4
    assert np.abs(spoken.samples).max() > 0.05
    assert [position for position, _ in spoken.anchors] == [0, 2, 8, 12]
    assert [time for _, time in spoken.anchors] == sorted(time for _, time in spoken.anchors)


def test_mandarin_is_spoken_with_the_time_of_each_character(child: EspeakChild) -> None:
    spoken = said(child, "橡木餐桌很大。", MANDARIN)
    assert 1 < spoken.duration < 5
    assert [position for position, _ in spoken.anchors] == list(range(6))


THINGS_EN = ("mug", "lamp", "table", "candle", "chair", "blanket", "bottle", "notebook", "kettle", "towel", "basket")
THINGS_ZH = ("杯子", "台灯", "餐桌", "蜡烛", "椅子", "毯子", "水壶", "笔记本", "茶壶", "毛巾", "篮子")
SENTENCES = (
    *((f"This {thing} holds up for years, and cleans in a minute.", ENGLISH) for thing in THINGS_EN),
    *((f"Is the {thing} a gift?", "en-us") for thing in THINGS_EN),
    *((f"这款{thing}结实耐用，容易清洗。", MANDARIN) for thing in THINGS_ZH),
)


def test_a_sentence_sounds_the_same_whatever_was_spoken_before(library: Library) -> None:
    alone = []
    for text, voice in SENTENCES:
        with EspeakChild(library, forks=False) as fresh:
            alone.append(said(fresh, text, voice))
    for seed in range(2):
        order = np.random.default_rng(seed).permutation(len(SENTENCES))
        with EspeakChild(library) as child:
            for number in order:
                text, voice = SENTENCES[number]
                assert alike(said(child, text, voice), alone[number]), text


@pytest.mark.parametrize("forks", [False, pytest.param(True, marks=needs_fork)])
def test_one_block_speaks_sentence_after_sentence_and_leaves_nothing(library: Library, forks: bool) -> None:
    with EspeakChild(library, forks=forks) as child:
        first, second, again = (said(child, text) for text in ("One mug.", "Two mugs.", "One mug."))
    assert alike(first, again)
    assert not np.array_equal(first.samples, second.samples)
    assert processes() == []


def test_a_block_in_which_nothing_is_said_starts_nothing(library: Library) -> None:
    with EspeakChild(library):
        assert processes() == []


@on_linux
def test_no_open_file_is_left_behind(library: Library) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with EspeakChild(library) as child:
            said(child, "A mug.")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_rate_and_pitch_are_heard(child: EspeakChild) -> None:
    usual = said(child, "It holds three cups.")
    assert said(child, "It holds three cups.", rate=200).duration < 0.9 * usual.duration
    assert not np.array_equal(said(child, "It holds three cups.", pitch=60).samples, usual.samples)


@pytest.mark.parametrize(
    ("text", "voice", "span", "word"),
    [("This is a solid oak table for you.", ENGLISH, (10, 15), 3), ("这款实木餐桌很大。", MANDARIN, (2, 4), 2)],
)
def test_what_is_stressed_is_louder_and_no_word_is_misplaced(
    child: EspeakChild, text: str, voice: str, span: tuple[int, int], word: int
) -> None:
    plain, stressed = said(child, text, voice), said(child, text, voice, stress=[span])
    assert [place for place, _ in stressed.anchors] == [place for place, _ in plain.anchors]

    def level(spoken: Utterance) -> float:
        start, end = (round(spoken.anchors[each][1] * spoken.sample_rate) for each in (word, word + 1))
        return float(10 * np.log10((spoken.samples[start:end] ** 2).mean()))

    assert level(stressed) > level(plain) + 2


@pytest.mark.parametrize("stressed", [(), ((0, 2),)])
@pytest.mark.parametrize(
    "text",
    [
        '<break time="9s"/> hello',
        "<speak>hello</speak> & goodbye",
        "&lt;hello&gt;",
        "[[phonemes]] hello",
        "hello\x00hello",
        "\x01300S \x0199P hello",
        "a\ud800b",
        "😀 hello",
        "</emphasis> hello",
    ],
)
def test_text_is_never_markup_or_commands(child: EspeakChild, text: str, stressed: tuple) -> None:
    spoken = said(child, text, stress=stressed)
    assert 0.1 < spoken.duration < 6
    assert all(0 <= position < len(text) for position, _ in spoken.anchors)


def test_a_nul_is_a_blank_and_not_the_end(child: EspeakChild) -> None:
    assert alike(said(child, "hello\x00there"), said(child, "hello there"))


def test_markup_that_is_read_sounds_the_same_beside_stress(child: EspeakChild) -> None:
    plain, marked = "If 3 < 5 & 4 > 2 then oak", said(child, "If 3 < 5 & 4 > 2 then oak", stress=[(22, 25)])
    assert [position for position, _ in marked.anchors] == [position for position, _ in said(child, plain).anchors]


def test_a_sentence_of_twenty_thousand_characters_is_spoken_and_a_longer_one_refused(child: EspeakChild) -> None:
    spoken = said(child, LONG)
    assert spoken.duration > 600
    assert spoken.anchors[-1][0] > 19_980
    with pytest.raises(GenerationError, match="too long") as caught:
        said(child, LONG + "x")
    assert "太长" in caught.value.text("zh")


@pytest.mark.slow
def test_a_sentence_that_would_take_hours_is_refused(child: EspeakChild) -> None:
    with pytest.raises(GenerationError, match="too long"):
        said(child, "这款杯子很大" * 3_000, MANDARIN, rate=100)
    assert said(child, "Hello.").duration > 0.2


def test_the_engine_is_never_loaded_into_our_process(child: EspeakChild) -> None:
    said(child, "Hello.")
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("only Linux lists a process's libraries as a file")
    assert "libespeak" not in maps.read_text()


@on_linux
def test_no_text_stands_on_a_command_line(child: EspeakChild) -> None:
    said(child, "Secret words.")
    assert processes()
    assert not any("Secret" in argument for each in processes() for argument in each.cmdline())


def test_a_broken_library_is_unavailable(tmp_path, library: Library) -> None:
    broken = tmp_path / "libespeak-ng.so"
    broken.write_bytes(b"not a library")
    for wrong in (Library(str(broken), library.data), Library(library.library, str(tmp_path))):
        with EspeakChild(wrong) as child, pytest.raises(GeneratorUnavailable, match="espeakng-loader") as caught:
            said(child, "Hello.")
        assert "重新安装" in caught.value.text("zh")


@pytest.mark.parametrize("voice", ["zz-nobody", "en-us+nobody", "en-us+../../lang", "en-us+", "+edward"])
def test_an_unknown_voice_or_variant_is_unavailable_and_the_next_sentence_is_spoken(
    child: EspeakChild, voice: str
) -> None:
    with pytest.raises(GeneratorUnavailable, match="no voice called") as caught:
        said(child, "Hello.", voice)
    assert "没有名为" in caught.value.text("zh")
    assert said(child, "Hello.").duration > 0.2


def test_all_voices_and_variants_of_the_library_are_known(library: Library, child: EspeakChild) -> None:
    voices = list_voices(library)
    assert len(voices) > 100
    assert {"en-us", "cmn", "fr-fr", "de"} <= {voice.language for voice in voices}
    assert {voice.gender for voice in voices} <= {"", "male", "female"}
    assert len({voice.id for voice in voices}) == len(voices)
    assert list_voices(library) is voices
    assert {"edward", "klatt4", "f3"} <= set(list_variants(library))
    for voice in voices[::10]:
        assert said(child, "1 2", voice.id).duration > 0.1


def child_program(tmp_path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """A stand-in program for the ways in which a process breaks."""
    path = tmp_path / "child.py"
    path.write_text(code)
    monkeypatch.setattr(espeak, "CHILD", path)


def test_a_crash_is_tried_again_and_then_becomes_a_sentence(monkeypatch, tmp_path, library: Library) -> None:
    starts = tmp_path / "starts"
    child_program(tmp_path, monkeypatch, f"import os\nopen({str(starts)!r}, 'a').write('x')\nos.abort()\n")
    with EspeakChild(library) as child, pytest.raises(GenerationError, match="crashed") as caught:
        said(child, "Hello.")
    assert "崩溃" in caught.value.text("zh")
    assert starts.read_text() == "xx"


def test_a_reply_that_breaks_off_counts_as_a_crash(monkeypatch, tmp_path, library: Library) -> None:
    for half in (b"\0\0", b"\0\0\0\x09{", b'\0\0\0\x10{"pcm_bytes": 9}12'):
        child_program(tmp_path, monkeypatch, f"import sys\nsys.stdout.buffer.write({half!r})\n")
        with EspeakChild(library) as child, pytest.raises(GenerationError, match="crashed"):
            said(child, "Hello.")


def test_a_stalled_engine_is_given_up(monkeypatch, tmp_path, library: Library) -> None:
    child_program(tmp_path, monkeypatch, "import time\ntime.sleep(600)\n")
    monkeypatch.setattr(espeak, "SECONDS", 0.2)
    with EspeakChild(library) as child, pytest.raises(GenerationError, match="too long"):
        said(child, "Hello.")
    assert processes() == []


@on_linux
def test_a_process_that_does_not_end_when_asked_is_killed(monkeypatch, tmp_path, library: Library) -> None:
    deaf = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint(flush=True)\ntime.sleep(600)\n"
    child_program(tmp_path, monkeypatch, deaf)
    with EspeakChild(library) as child, pytest.raises(Cancelled):
        said(child, "Hello.", tick=stop)
    assert processes() == []


def stop() -> None:
    raise Cancelled("narration")


def test_stop_ends_a_long_sentence_and_everything_that_speaks_it(library: Library) -> None:
    text, seen = LONG, []

    def stop_soon() -> None:
        seen[:] = processes()
        raise Cancelled("narration")

    with EspeakChild(library) as child:
        with pytest.raises(Cancelled):
            said(child, text, tick=stop_soon)
        assert seen
        assert not any(each.is_running() for each in seen)
        assert processes() == []
        assert said(child, "Hello.").duration > 0.2  # and it can speak on


def killed_in_the_middle(child: EspeakChild, choose, times: int) -> Utterance | GenerationError:
    """A long sentence during which the process that `choose` picks is killed, and what came of it."""
    killed: set[int] = set()
    done = threading.Event()

    def kill() -> None:
        while not done.is_set() and len(killed) < times:
            for each in choose():
                if each.pid not in killed and len(killed) < times:
                    os.kill(each.pid, signal.SIGKILL)
                    killed.add(each.pid)
            time.sleep(0.005)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        return said(child, LONGISH)
    except GenerationError as error:
        return error
    finally:
        done.set()
        thread.join()
        assert len(killed) == times


def copies() -> list[psutil.Process]:
    return [each for each in processes() if each.ppid() != os.getpid()]


def parents() -> list[psutil.Process]:
    speaking = {each.ppid() for each in copies()}
    return [each for each in processes() if each.pid in speaking]


@needs_fork
@on_linux
@pytest.mark.parametrize("choose", [copies, parents])
def test_a_sentence_is_spoken_again_when_its_process_is_killed_once_but_not_twice(library: Library, choose) -> None:
    with EspeakChild(library) as child:
        whole = said(child, LONGISH)
        spoken = killed_in_the_middle(child, choose, 1)
        assert isinstance(spoken, Utterance)
        assert alike(spoken, whole)
        failed = killed_in_the_middle(child, choose, 2)
        assert isinstance(failed, GenerationError)
        assert "崩溃" in failed.text("zh")
        assert said(child, "Hello.").duration > 0.2
    assert within(2, lambda: processes() == [])


def test_twenty_narrations_at_once_each_get_their_own_words(library: Library) -> None:
    sentences = [SENTENCES[number] for number in range(20)]

    def narration(number: int) -> list[Utterance]:
        with EspeakChild(library) as child:
            return [said(child, *sentences[(number + step) % 20]) for step in range(3)]

    with EspeakChild(library) as child:
        alone = [said(child, *sentence) for sentence in sentences]
    with ThreadPoolExecutor(20) as threads:
        for number, spoken in enumerate(threads.map(narration, range(20))):
            assert all(alike(each, alone[(number + step) % 20]) for step, each in enumerate(spoken))
    assert processes() == []


def test_a_missing_package_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(ImportError):
        find_library()


def test_a_package_without_its_files_is_an_os_error(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    import espeakng_loader

    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(tmp_path / "libespeak-ng.so"))
    with pytest.raises(FileNotFoundError):
        find_library()
