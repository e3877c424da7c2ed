"""What the page says of finishing a photo, of close-ups and of the size picture."""

from __future__ import annotations

from mmdemo.schema import Message

FINISH: dict[str, Message] = {
    "finish": Message("Finish the photo", "照片修饰"),
    "finish_info": Message(
        "Before the product is cut out, so it reaches every picture made from the photo.",
        "在抠图之前处理，由这张照片生成的每张图片都会生效。",
    ),
    "finish_white_balance": Message("White balance", "白平衡"),
    "finish_sharpen": Message("Light sharpening", "轻度锐化"),
    "finish_compare": Message("Your photo | finished", "原图 | 修饰后"),
    "finish_no_photo": Message("Add a photo to see the difference.", "上传照片后即可查看对比。"),
    "finish_sides": Message(
        "Left of the handle is your photo, right of it the finished one. Sharpening shows best at full size.",
        "滑块左侧是原图，右侧是修饰后的效果。锐化在原尺寸下更明显。",
    ),
    "finish_neutral": Message(
        "The colours look neutral already, so white balance leaves them as they are.",
        "照片颜色已经正常，白平衡不会改动。",
    ),
    "finished_white_balance": Message("White balance applied.", "已应用白平衡。"),
    "finished_sharpen": Message("Sharpening applied.", "已应用锐化。"),
    "finished_both": Message("White balance and sharpening applied.", "已应用白平衡和锐化。"),
    "image/size": Message("Size picture", "尺寸图"),
    "image/detail": Message("Close-up", "细节图"),
    "image/detail-2": Message("Second close-up", "细节图（第二张）"),
}
