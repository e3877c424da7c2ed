"""The words for looking at a cutout and mending it."""

from __future__ import annotations

from mmdemo.message import Message

MEND: dict[str, Message] = {
    "confidence_sure": Message("The outline looks right.", "轮廓看起来没有问题。"),
    "confidence_check": Message("Look at the outline: compare it with your photo.", "请检查轮廓：和原图对比一下。"),
    "confidence_doubtful": Message(
        "Something is probably missing or too much: mend it below.", "可能缺了一部分，或多出了背景：请在下方修补。"
    ),
    "outlines": Message("Outlines found: pick the best one", "找到的轮廓：请选择最合适的一个"),
    "outline_chosen": Message("chosen", "已选"),
    "short_sure": Message("looks right", "看起来没问题"),
    "short_check": Message("look at it", "请检查"),
    "short_doubtful": Message("doubtful", "可能有误"),
    "mended_by_you": Message("Outline mended by you", "轮廓已由您修补"),
    "lock": Message(
        "Product lock: {} of its pixels unchanged, colour difference ΔE {}, outline {} as cut out.",
        "商品锁定：{} 的像素未改动，色差 ΔE {}，轮廓与抠图一致 {}。",
    ),
    "lock_broken": Message(
        "The product in this picture is no longer just as you photographed it. Compare before you use it.",
        "这张图片里的商品与您拍摄的已不完全一致，使用前请对比。",
    ),
    "mend": Message("Mend the cutout", "修补抠图"),
    "mend_photo": Message("Which photo", "哪张照片"),
    "mend_photo_number": Message("Photo {}", "照片 {}"),
    "mend_tool": Message("What to draw", "画什么"),
    "mend_info": Message(
        "Frame: drag from one corner of the product to the other, or draw around it. "
        "Keep: paint over what is missing. Erase: paint over what should go. A short stroke is often enough.",
        "画框：从商品的一角拖到另一角，或绕商品画一圈。保留：涂在缺少的部分上。去除：涂在多余的部分上。通常短短一笔就够了。",
    ),
    "mend_frame": Message("Frame the product", "框出商品"),
    "mend_keep": Message("Keep", "保留"),
    "mend_erase": Message("Erase", "去除"),
    "mend_editor": Message("Your photo, to draw on", "在照片上画"),
    "mend_box": Message("Or the frame in numbers", "或用数字画框"),
    "mend_box_hint": Message("10, 5, 90, 95", "10, 5, 90, 95"),
    "mend_box_info": Message(
        "Left, top, right, bottom in percent of the photo.", "左、上、右、下，以照片的百分比表示。"
    ),
    "mend_apply": Message("Apply", "应用"),
    "mend_over": Message("Start over", "重新开始"),
    "mend_nothing": Message(
        "Nothing is drawn yet. Frame the product, or paint over what is missing or too much; then press Apply.",
        "还没有画任何内容。请先框出商品，或涂抹缺少、多余的部分，再点击“应用”。",
    ),
    "mend_busy": Message("Cutting out along your drawing…", "正在按您的修改重新抠图…"),
    "mend_lost": Message(
        "What you drew did not arrive whole. Press Apply again.", "所画内容没有完整传到。请再点一次“应用”。"
    ),
    "mend_other_photo": Message(
        "This is a photo of an earlier listing. Close this part and open it again to draw on the new one.",
        "这是之前商品的照片。请收起再展开此处，然后在新照片上画。",
    ),
    "mend_none": Message(
        "There is no photo to mend. Generate a listing with one first.", "没有可修补的照片。请先用照片生成商品页。"
    ),
    "mend_done": Message(
        "The cutout is mended, and the pictures made from it are made again.",
        "抠图已修补，由它生成的图片也已重新生成。",
    ),
    "mend_failed": Message(
        "This could not be cut out: the earlier cutout stays. Its card says why; draw something else and try again.",
        "无法按此抠图，已保留之前的结果，原因见上方卡片。请换一种画法再试。",
    ),
    "mend_stopped": Message("Stopped. The cutout is as it was before.", "已停止。抠图保持原样。"),
    "mend_cleared": Message("The drawing is cleared.", "已清除所画内容。"),
    **{f"image/cutout-{number}": Message(f"Cutout of photo {number}", f"照片 {number} 抠图") for number in range(2, 6)},
}

EDITOR: dict[str, Message] = {
    "brush": Message("Draw", "画笔"),
    "erase": Message("Rub out what was drawn", "擦掉所画内容"),
    "pan": Message("Move the photo", "移动照片"),
    "zoom_in": Message("Zoom in", "放大"),
    "zoom_out": Message("Zoom out", "缩小"),
    "fit_to_screen": Message("Fit to screen", "适应屏幕"),
    "undo": Message("Undo", "撤销"),
    "redo": Message("Redo", "重做"),
}
"""The buttons of the image editor, by gradio's names for them."""
