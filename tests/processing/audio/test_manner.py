import pytest

from mmdemo.processing.audio.manner import Manner, manner_of


def of(sentence: str, language="en", pace="usual", last=False) -> Manner:
    return manner_of(sentence, language, pace, last)


@pytest.mark.parametrize(
    ("sentence", "pause"),
    [
        ("A mug.", 0.35),
        ("这是杯子。", 0.35),
        ("Is it a mug?", 0.45),
        ("是杯子吗？", 0.45),
        ("A mug!", 0.4),
        ("真好！", 0.4),
        ("A mug...", 0.55),
        ("A mug…", 0.55),
        ("杯子……", 0.55),
        ("What?!", 0.45),
        ("Three things:", 0.3),
        ("三件事：", 0.3),
        ("one mug;", 0.3),
        ("For you", 0.45),
        ('She said "a mug."', 0.35),
        ("他说：“好吗？”", 0.45),
        ("(A mug.)", 0.35),
        ("*Now!*", 0.4),
        ("", 0.45),
    ],
)
def test_the_mark_at_the_end_tells_the_pause(sentence: str, pause: float) -> None:
    assert of(sentence).pause == pytest.approx(pause)


def test_a_paragraph_ends_with_a_longer_pause() -> None:
    assert of("A mug.", last=True).pause == pytest.approx(0.6)


def test_exclamations_are_lifted_and_nothing_else_is() -> None:
    assert of("A mug!").pitch == of("真好！", "zh").pitch == of("What?!").pitch == 1.04
    assert of("A mug.").pitch == of("A mug! It is good.").pitch == of("Is it?").pitch == 1.0


@pytest.mark.parametrize(
    ("sentence", "language", "speed"),
    [
        ("It holds 350 milliliters and is 12 by 9 centimeters.", "en", 0.94),
        ("It holds 12 cups of warm tea for everybody at home.", "en", 1.0),
        ("容量350毫升，高12厘米。", "zh", 0.94),
        ("适合2个人一起在家喝茶。", "zh", 1.0),
        ("!!!", "en", 1.0),
    ],
)
def test_a_sentence_dense_with_figures_is_slower(sentence: str, language, speed: float) -> None:
    assert of(sentence, language).speed == speed


def test_pace_changes_speed_and_pauses() -> None:
    slow, usual, brisk = (of("A mug.", pace=pace) for pace in ("slow", "usual", "brisk"))
    assert (slow.speed, usual.speed, brisk.speed) == (0.88, 1.0, 1.12)
    assert slow.pause > usual.pause > brisk.pause
    assert slow.pitch == usual.pitch == brisk.pitch == 1.0


@pytest.mark.parametrize("sentence", ["." * 20_000, "a. " * 7_000, '"' * 20_000, "1" * 20_000])
def test_long_text_has_a_manner(sentence: str) -> None:
    assert 0.3 <= of(sentence).pause < 0.6
