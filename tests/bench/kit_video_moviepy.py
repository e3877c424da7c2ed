"""A storyboard by MoviePy, run by `kit_video.py` in an environment of its own: `python kit_video_moviepy.py PLAN`."""

import json
import sys
import time
from pathlib import Path

from moviepy import AudioFileClip, ColorClip, CompositeVideoClip, ImageClip, TextClip
from moviepy.video.fx import CrossFadeIn

ZOOM, FADE = 0.12, 0.4


def shot_clip(shot: dict, plan: dict, *, first: bool):
    """A picture over one colour, slowly enlarged, with its line above it."""
    width, height = plan["size"]
    seconds = shot["seconds"] + (0 if first else FADE)
    picture = ImageClip(shot["picture"]).resized(width=width).with_duration(seconds)
    moving = picture.resized(lambda t: 1 + ZOOM * t / seconds).with_position("center")
    line = TextClip(
        font=plan["font"], text=shot["text"], font_size=84, color="black", method="caption", size=(width - 160, None)
    )
    ground = ColorClip((width, height), color=(236, 232, 226)).with_duration(seconds)
    over = line.with_duration(seconds).with_position(("center", 240))
    return CompositeVideoClip([ground, moving, over], size=(width, height)).with_duration(seconds)


def main(path: str) -> None:
    plan = json.loads(Path(path).read_text())
    started = time.perf_counter()
    clips, at = [], 0.0
    for number, shot in enumerate(plan["shots"]):
        clip = shot_clip(shot, plan, first=number == 0).with_start(max(0.0, at - (FADE if number else 0)))
        clips.append(clip.with_effects([CrossFadeIn(FADE)]) if number and shot["fade"] else clip)
        at += shot["seconds"]
    film = CompositeVideoClip(clips, size=tuple(plan["size"])).with_duration(at)
    film = film.with_audio(AudioFileClip(plan["sound"]))
    film.write_videofile(
        plan["result"],
        fps=plan["fps"],
        codec="libx264",
        preset="veryfast",
        audio_codec="aac",
        audio_bitrate="160k",
        threads=plan["threads"],
        ffmpeg_params=plan["encoder"],
        logger=None,
    )
    print(time.perf_counter() - started)


if __name__ == "__main__":
    main(sys.argv[1])
