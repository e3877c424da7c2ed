"""What a merchant should know of a picture before using it, where more than one generator says it."""

from __future__ import annotations

from mmdemo.schema import Message

ENLARGED = 1.6  # a product brought to more than this looks soft
SOFT = Message(
    "The photo shows the product small, so it looks a little soft here. Come closer or use the camera's full size.",
    "照片里的商品较小，放大后会有些模糊。请靠近一点拍，或使用相机的最大尺寸。",
)
SHADOW_LEFT = Message(
    "The picture came with a shadow of its own; it is left out, because every place casts the right one.",
    "图片自带的阴影已去掉：每个场景都会投下合适的阴影。",
)
SQUARE = (
    "This market shows square pictures, so there is nothing to extend.",
    "该平台使用方形图片，无需扩展。",
)
