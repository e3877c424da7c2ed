"""The video among the files to download."""

from dataclasses import replace

import pytest

from mmdemo.export.video_files import video_files
from mmdemo.processing.audio.captions import captions_srt, captions_vtt
from mmdemo.schema import Kit, Language, Video
from tests.films import board, film_kit, narration


def filmed(language: Language = "en", **changed: object) -> Kit:
    video = Video(
        data=b"mp4",
        width=1080,
        height=1080,
        frames=180,
        duration=6.0,
        cover=b"jpeg",
        sentences=narration(language).sentences,
        loudness=-16.0,
        true_peak=-2.0,
        storyboard=board(),
        made_from="",
    )
    return replace(film_kit(language), video=replace(video, **changed))  # type: ignore[arg-type]


def test_a_kit_without_a_video_has_no_files_of_it() -> None:
    assert video_files(film_kit()) == {}


@pytest.mark.parametrize(("language", "said"), [("en", "It holds 350 ml."), ("zh", "容量350毫升。")])
def test_a_video_comes_with_its_cover_and_captions(language: Language, said: str) -> None:
    kit = filmed(language)
    files = video_files(kit)
    assert list(files) == ["video/video.mp4", "video/cover.jpg", "video/video.vtt", "video/video.srt"]
    assert (files["video/video.mp4"], files["video/cover.jpg"]) == (b"mp4", b"jpeg")
    assert files["video/video.vtt"].decode() == captions_vtt(kit.video)  # type: ignore[arg-type]
    assert files["video/video.srt"].decode() == captions_srt(kit.video)  # type: ignore[arg-type]
    assert files["video/video.vtt"].startswith(b"WEBVTT") and said in files["video/video.srt"].decode()


@pytest.mark.parametrize("sentences", [(), ((),)])
def test_where_nothing_is_said_there_are_no_captions(sentences: object) -> None:
    assert list(video_files(filmed(sentences=sentences))) == ["video/video.mp4", "video/cover.jpg"]
