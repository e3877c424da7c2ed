"""Whether a video still shows the listing it was made of."""

from __future__ import annotations

from dataclasses import replace

from mmdemo.compose.label_policy import policy_of
from mmdemo.schema import Kit, Message

VIDEO_LEFT_OUT = Message(
    "The listing has changed since the video was made, so the download is without it. Make the video again.",
    "视频制作后商品页有改动，因此下载中不含该视频。请重新制作视频。",
)


def video_is_old(kit: Kit) -> bool:
    """Whether what the kit's video was made of has changed since."""
    from mmdemo.compose.video import made_from

    if kit.video is None:
        return False
    gone = any(shot.picture not in kit.pictures for shot in kit.video.storyboard.shots)
    return gone or kit.video.made_from != made_from(kit, kit.video.storyboard, policy_of(kit).opening)


def without_old_video(kit: Kit) -> Kit:
    """The kit as it is handed over: an old video could show another price or product, and no replay makes it again."""
    return replace(kit, video=None) if video_is_old(kit) else kit
