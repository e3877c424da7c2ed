import pytest

from mmdemo.processing.text.language import detect_language, reads_as, script_shares


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Stoneware Mug", "Hand-glazed"], "en"),
        (["手工陶瓷马克杯"], "zh"),
        (["Apple iPhone 14 (A2884) 128GB 支持移动联通电信5G 双卡双待手机"], "zh"),
        (["HUAWEI P20", "屏幕尺寸：5.0", "双卡双待手机"], "zh"),
        (["Bamboo Glass Jar", "竹盖", "玻璃"], "en"),
        (["", "350 ml"], "en"),
        ([], "en"),
    ],
)
def test_detect_language(texts: list[str], language: str) -> None:
    assert detect_language(texts) == language


def test_script_shares() -> None:
    assert script_shares("手工 mug") == pytest.approx((1 / 3, 2 / 3, 0))
    assert script_shares("30 × 20") == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("350 ml", True, False),
        ("5000", True, True),
        ("SSD 500GB", True, True),
        ("Dishwasher safe", True, False),
        ("可进洗碗机", False, True),
        ("系统：Android", False, True),
        ("Ручная работа", False, False),
        ("手作りのマグカップ", False, False),
        ("10 µm filter", True, False),
    ],
)
def test_reads_as(text: str, en: bool, zh: bool) -> None:
    assert (reads_as(text, "en"), reads_as(text, "zh")) == (en, zh)
