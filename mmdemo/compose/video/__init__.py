"""The short video: a storyboard's shots drawn over the kit's pictures, with captions, sound and music."""

from mmdemo.compose.video.render import made_from, render_video

__all__ = ["made_from", "render_video"]
