from dataclasses import replace

from mmdemo.processing.audio.batches import Passage, batches, wanted
from mmdemo.processing.audio.script import Script, read_script
from mmdemo.schema import Brief, Copy, Product, Take

LONG = "It is glazed by hand, fired twice, and packed in straw, so that it reaches you whole."


def script(text: str, takes: tuple[int, ...] = ()) -> Script:
    copy = Copy("Mug", (), "", "", (), {}, text)
    product = Product("Mug", "en")
    return read_script(
        Brief("narration", "speech", "narration", product, "friendly", inputs={"copy": copy}, takes=takes)
    )


def test_similar_lengths_go_together_the_longest_first() -> None:
    assert batches([10, 90, 12, 80, 11], 2) == [[1, 3], [2, 4], [0]]


def test_equal_lengths_keep_their_order() -> None:
    assert batches([5, 5, 5], 16) == [[0, 1, 2]]


def test_what_is_done_is_left_out() -> None:
    assert batches([10, 90, 12], 2, {1}) == [[2, 0]]
    assert batches([10], 2, {0}) == []


def test_different_companies_never_share_a_batch() -> None:
    assert batches([10, 90, 12, 80, 11], 4, (), (-1, 1, -1, 1, -1)) == [[1, 3], [2, 4, 0]]
    assert batches([10, 90, 12, 80, 11], 2, {3}, (-1, 1, -1, 1, -1)) == [[1], [2, 4], [0]]
    assert batches([], 4, (), ()) == []


class TestWanted:
    def test_first_takes_are_named_by_their_place(self) -> None:
        found = wanted(script(f"One. {LONG} Three."), 50)
        assert [passage.name for passage in found] == ["passage 0", "passage 1", "passage 2", "passage 3"]
        assert [passage.sentence for passage in found] == [0, 1, 1, 2]
        assert "".join(passage.text for passage in found[1:3]) == LONG
        assert {passage.company for passage in found} == {-1}

    def test_later_takes_are_named_by_themselves_and_keep_to_themselves(self) -> None:
        found = wanted(script(f"One. {LONG} Three.", (0, 2, 0)), 50)
        assert [passage.name for passage in found[1:3]] == [
            "sentence 1 take 2 passage 0",
            "sentence 1 take 2 passage 1",
        ]
        assert [passage.company for passage in found] == [-1, 1, 1, -1]
        assert found[3].name == "passage 3"

    def test_what_is_kept_is_left_out_and_the_names_stay(self) -> None:
        whole = script(f"One. {LONG} Three.")
        found = wanted(replace(whole, kept=(Take(b"", (), 0), None, None)), 50)
        assert [passage.name for passage in found] == ["passage 1", "passage 2", "passage 3"]

    def test_punctuation_alone_is_a_pause(self) -> None:
        assert Passage("one", 0, 0, "").speaks
        assert Passage("杯", 0, 0, "").speaks
        assert not Passage("… — ", 0, 0, "").speaks
