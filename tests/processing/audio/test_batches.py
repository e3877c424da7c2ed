from mmdemo.processing.audio.batches import batches


def test_similar_lengths_go_together_the_longest_first() -> None:
    assert batches([10, 90, 12, 80, 11], 2) == [[1, 3], [2, 4], [0]]


def test_equal_lengths_keep_their_order() -> None:
    assert batches([5, 5, 5], 16) == [[0, 1, 2]]


def test_what_is_done_is_left_out() -> None:
    assert batches([10, 90, 12], 2, {1}) == [[2, 0]]
    assert batches([10], 2, {0}) == []
