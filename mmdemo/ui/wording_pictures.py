"""What the small print of a picture says of how it was made, and the shop's looks."""

from __future__ import annotations

from mmdemo.schema import Message

PICTURES: dict[str, Message] = {
    "badge": Message("Badge on the banners", "横幅角标"),
    "badge_hint": Message("New", "新品"),
    "badge_info": Message("A word or two, or nothing.", "一两个词即可，可不填。"),
    "brand_colour": Message("Brand colour", "品牌色"),
    "brand_colour_hint": Message("#0a66c2 or navy", "#0a66c2 或 navy"),
    "brand_info": Message("For banners and concept pictures.", "用于横幅和概念图。"),
    "pick_colour": Message("Pick a colour", "选取颜色"),
    "logo": Message("Logo", "Logo"),
    "logo_hint": Message("Transparent PNG", "透明背景 PNG"),
    "scene_stopped": Message("Stopped. The scene is as it was before.", "已停止。场景图保持原样。"),
    "option_setting": Message("setting:", "场景"),
    "option_shape": Message("shape:", "造型"),
    "option_outline": Message("outline:", "轮廓"),
    "outline_backdrop": Message("plain background removed", "去掉纯色背景"),
    "outline_fused": Message("what stands out", "画面中最突出的部分"),
    "outline_framed": Message("what is framed", "框内的主体"),
    "outline_model": Message("what the model sees", "模型识别的结果"),
    "outline_its own alpha": Message("its own", "图片自带"),
    "shape_bottle": Message("bottle", "瓶"),
    "shape_pump": Message("pump bottle", "按压瓶"),
    "shape_jar": Message("jar", "罐"),
    "shape_mug": Message("mug", "马克杯"),
    "shape_can": Message("can", "易拉罐"),
    "shape_carton": Message("carton", "纸盒"),
    "shape_tube": Message("tube", "软管"),
    "shape_candle": Message("candle", "蜡烛"),
    "shape_pouch": Message("pouch", "自立袋"),
    "shape_tin": Message("tin", "铁罐"),
    "shape_book": Message("book", "书本"),
    "shape_phone": Message("phone", "手机"),
    "shape_lamp": Message("lamp", "台灯"),
    "shape_vase": Message("vase", "花瓶"),
    "shape_bowl": Message("bowl", "碗"),
    "shape_tote": Message("tote bag", "帆布袋"),
    "shape_tag": Message("hang tag", "吊牌"),
}
