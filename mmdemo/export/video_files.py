"""The video of a kit among the files to download."""

from __future__ import annotations

from mmdemo.processing.audio.captions import captions_srt, captions_vtt
from mmdemo.schema import Kit


def video_files(kit: Kit) -> dict[str, bytes]:
    """The video with its cover and captions by path; none where the merchant asked for none."""
    video = kit.video
    if video is None:
        return {}
    files = {"video/video.mp4": video.data, "video/cover.jpg": video.cover}
    if any(video.sentences):
        files["video/video.vtt"] = captions_vtt(video).encode()
        files["video/video.srt"] = captions_srt(video).encode()
    return files
