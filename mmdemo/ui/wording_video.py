"""What the page says of the video and its storyboard."""

from __future__ import annotations

from mmdemo.schema import Message

VIDEO: dict[str, Message] = {
    "tab_video": Message("Video", "视频"),
    "video_intro": Message(
        "A short video from the listing’s pictures, words, narration and music. Draw up a storyboard, change what you "
        "like, then make the video.",
        "用商品页的图片、文字、旁白和音乐制作短视频。先生成分镜，按需修改，再制作视频。",
    ),
    "video_shape": Message("Shape", "画面比例"),
    "video_shape_9:16": Message("9:16 upright", "9:16 竖屏"),
    "video_shape_1:1": Message("1:1 square", "1:1 方形"),
    "video_shape_16:9": Message("16:9 wide", "16:9 横屏"),
    "video_seconds": Message("Length in seconds", "时长（秒）"),
    "draw_storyboard": Message("Draw up the storyboard", "生成分镜"),
    "earlier_storyboard": Message("Back to the earlier one", "恢复之前的分镜"),
    "storyboard": Message("Storyboard", "分镜"),
    "storyboard_none": Message(
        "The storyboard stands here once the listing is made. Press Generate listing first.",
        "商品页生成后，分镜会显示在这里。请先点击“生成商品页”。",
    ),
    "storyboard_waits": Message(
        "The storyboard is drawn up as soon as the listing is finished.", "商品页生成完毕后，将自动生成分镜。"
    ),
    "storyboard_drawn": Message(
        "The storyboard is drawn up. Change what you like, then make the video.", "分镜已生成。可按需修改，再制作视频。"
    ),
    "storyboard_back": Message("The earlier storyboard is back.", "已恢复之前的分镜。"),
    "storyboard_total": Message("{} s together", "共 {} 秒"),
    "storyboard_short": Message("A video lasts {} to {} s.", "视频须为 {} 到 {} 秒。"),
    "storyboard_unreadable": Message(
        "The storyboard did not arrive whole. Draw it up again.", "分镜数据不完整，请重新生成分镜。"
    ),
    "shot": Message("Shot {}", "镜头 {}"),
    "shot_kind": Message("What for", "用途"),
    "shot_kind_hook": Message("Hook", "开场"),
    "shot_kind_benefit": Message("Benefit", "卖点"),
    "shot_kind_proof": Message("Proof", "参数"),
    "shot_kind_price": Message("Price", "价格"),
    "shot_kind_call": Message("Call to buy", "下单"),
    "shot_text": Message("Words on screen", "画面文字"),
    "shot_picture": Message("Picture", "图片"),
    "shot_gone": Message("(no longer there)", "（已不存在）"),
    "shot_move": Message("Camera", "运镜"),
    "shot_move_still": Message("Still", "静止"),
    "shot_move_zoom_in": Message("Zoom in", "推近"),
    "shot_move_zoom_out": Message("Zoom out", "拉远"),
    "shot_move_pan_left": Message("Pan left", "左移"),
    "shot_move_pan_right": Message("Pan right", "右移"),
    "shot_move_pan_up": Message("Pan up", "上移"),
    "shot_move_pan_down": Message("Pan down", "下移"),
    "shot_move_parallax": Message("Parallax", "视差"),
    "shot_seconds": Message("Seconds", "秒数"),
    "shot_into": Message("Comes on by", "转场"),
    "shot_into_cut": Message("Cut", "直切"),
    "shot_into_fade": Message("Fade", "淡入"),
    "shot_into_slide": Message("Slide", "滑入"),
    "shot_into_wipe": Message("Wipe", "擦除"),
    "shot_no_seconds": Message(
        "Shot {} needs its length in seconds, such as 2.5.", "请填写第 {} 个镜头的秒数，例如 2.5。"
    ),
    "shot_earlier": Message("Move shot {} up", "上移镜头 {}"),
    "shot_later": Message("Move shot {} down", "下移镜头 {}"),
    "shot_remove": Message("Take out shot {}", "删除镜头 {}"),
    "shot_add": Message("Add a shot", "添加镜头"),
    "video_narration": Message("Narration", "旁白"),
    "video_music": Message("Music", "音乐"),
    "video_captions": Message("Captions of the narration", "旁白字幕"),
    "make_video": Message("Make the video", "制作视频"),
    "video_share": Message("{} · {} %", "{} · {}%"),
    "video_left": Message("{} · {} % · about {} s left", "{} · {}% · 约剩 {} 秒"),
    "video_made": Message("The video is made and in the download.", "视频已制作完成，并已加入下载。"),
    "video_stopped": Message(
        "Stopped. The storyboard is as it was, and so is a video made before.", "已停止。分镜和之前的视频均已保留。"
    ),
    "video_player": Message("Video of {}", "{}的视频"),
    "video_file": Message("Download the video (MP4, {})", "下载视频（MP4，{}）"),
    "video_cover": Message("Cover", "封面"),
}
