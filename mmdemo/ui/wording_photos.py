"""What the page says of the further photos of a product."""

from __future__ import annotations

from mmdemo.picture import MOST_PHOTOS
from mmdemo.schema import Message

PHOTOS: dict[str, Message] = {
    "more_photos": Message("More photos (back, side, detail)", "更多照片（背面、侧面、细节）"),
    "more_photos_order": Message("In the order of the listing: {} of {} photos", "按商品页中的顺序排列（{}/{} 张）"),
    "photos_reading": Message("Reading the photos…", "正在读取照片…"),
    "photo_number": Message("Photo {}", "照片 {}"),
    "photo_first": Message("Move photo {} to the first place", "将照片 {} 移到首位"),
    "photo_earlier": Message("Move photo {} earlier", "将照片 {} 前移"),
    "photo_later": Message("Move photo {} later", "将照片 {} 后移"),
    "photo_remove": Message("Remove photo {}", "移除照片 {}"),
    "photo_moved": Message("It is photo {} now.", "现在是照片 {}。"),
    "photo_removed": Message("The photo is removed.", "照片已移除。"),
    "photos_added": Message("Photos added: {}.", "已添加 {} 张照片。"),
    "photo_refused": Message("{}: {}", "{}：{}"),
    "photo_twice": Message("{}: this photo is here already.", "{}：这张照片已经添加过。"),
    "photos_full": Message(
        "At most {} photos of one product fit. Left out: {}.", "每件商品最多 {} 张照片，以下未添加：{}。"
    ),
    **{
        f"image/main-{number}": Message(f"Photo {number}, pure white", f"照片 {number} 白底图")
        for number in range(2, MOST_PHOTOS + 1)
    },
}
