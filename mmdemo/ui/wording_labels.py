"""What the page says of the labels that tell how a file was made."""

from __future__ import annotations

from mmdemo.schema import Message

LABELS: dict[str, Message] = {
    "labels_fold": Message("Labels: what was made, and by what", "标识：内容如何制作"),
    "labels_report_hint": Message(
        "Every file of the download carries labels in its metadata; where the rules ask for it, also for the eye. They "
        "are read back from the finished files.",
        "下载的每个文件都在元数据中带有标识；规则要求时还有可见标识。以下结果是从成品文件中读回的。",
    ),
    "labels_read_back": Message("Read back this listing's labels", "读回本商品的标识"),
    "labels_reading_back": Message("Reading the labels of the files…", "正在读取文件的标识……"),
    "labels_hold": Message("{} files read: all carry what they must.", "已读取 {} 个文件：标识齐全。"),
    "labels_lack": Message("{} files read: {} lack something.", "已读取 {} 个文件：其中 {} 个有缺失。"),
    "labels_rule_china": Message("Rules kept: China", "遵循规则：中国"),
    "labels_rule_eu": Message("Rules kept: European Union", "遵循规则：欧盟"),
    "labels_rule_elsewhere": Message("Rules kept: metadata alone", "遵循规则：仅元数据"),
    "labels_maker": Message("maker named: {}", "署名：{}"),
    "labels_file": Message("File", "文件"),
    "labels_source": Message("What it is", "内容性质"),
    "labels_seen": Message("To be seen or heard", "显式标识"),
    "labels_inside": Message("In the metadata", "元数据"),
    "labels_as_is": Message("yours, left as it is", "您提供的，保持原样"),
    "labels_text": Message("text", "文本"),
    "labels_gb": Message("GB 45438", "GB 45438"),
    "labels_iptc": Message("IPTC", "IPTC"),
    "labels_signed": Message("C2PA signed", "C2PA 已签名"),
    "labels_no_words": Message("none", "无"),
    "labels_any": Message("### Read the labels of any file", "### 读取任意文件的标识"),
    "labels_any_hint": Message(
        "PNG, JPEG, WebP, MP4, M4A, MP3 or WAV, up to 100 MB. The file is read here and not kept. Labels are claims: "
        "only a signature shows that a file was not changed, and none shows who really made it unless you trust the "
        "signer.",
        "支持 PNG、JPEG、WebP、MP4、M4A、MP3、WAV，最大 100 MB。文件只在此读取，不会保留。标识只是声明："
        "只有签名能表明文件未被改动；除非您信任签名者，否则都不能证明究竟由谁制作。",
    ),
    "labels_upload": Message("Picture, sound or video", "图片、音频或视频"),
}
