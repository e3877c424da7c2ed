"""Asking until a reply can be used."""

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.attempts import Question, write_copy
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY, as_json, brief_of

BAD = as_json(MUG_REPLY, title="Mug, 12 oz")


class Model:
    """Answers with the given replies, one after the other, and keeps the questions."""

    def __init__(self, *replies: str) -> None:
        self.replies = list(replies)
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> str:
        self.asked.append(question)
        return self.replies[len(self.asked) - 1]


def test_a_good_reply_is_asked_for_once() -> None:
    model, ctx = Model(as_json(MUG_REPLY)), RunContext(1).for_part("copy")
    assert write_copy(brief_of(MUG), ctx, "Test", model).title == MUG_REPLY["title"]
    assert model.asked[0].pictures == ("image/main", "image/scene")
    assert ctx.options == {"attempts": "1", "seed": str(model.asked[0].seed)}


def test_the_second_try_has_another_seed_and_the_same_words() -> None:
    model, ctx = Model("no", as_json(BEI_REPLY)), RunContext(1).for_part("copy")
    assert write_copy(brief_of(BEI), ctx, "Test", model).title == BEI_REPLY["title"]
    first, second = model.asked
    assert first.chat == second.chat and first.seed != second.seed
    assert ctx.options == {"attempts": "2", "seed": str(second.seed)}


def test_the_third_try_is_told_what_was_wrong() -> None:
    model = Model("no", BAD, as_json(MUG_REPLY))
    write_copy(brief_of(MUG), RunContext(1).for_part("copy"), "Test", model)
    assert "“title”: it states what the product data do not: 12" in model.asked[2].chat[1].content
    assert len({question.seed for question in model.asked}) == 3


def test_after_three_the_reason_is_said() -> None:
    ctx = RunContext(1).for_part("copy")
    with pytest.raises(GenerationError) as caught:
        write_copy(brief_of(MUG), ctx, "Test", Model("no", "no", BAD))
    assert caught.value.text("en") == (
        "What Test wrote could not be used, not even at the third try: "
        "“title”: it states what the product data do not: 12."
    )
    assert caught.value.text("zh") == "Test 写的文案试了三次都无法使用：“标题”（title）：写了资料里没有的内容：12。"
    assert ctx.options == {}


def test_seeds_come_from_the_run() -> None:
    def first_seed(ctx: RunContext) -> int:
        model = Model(as_json(MUG_REPLY))
        write_copy(brief_of(MUG), ctx, "Test", model)
        return model.asked[0].seed

    assert first_seed(RunContext(1).for_part("copy")) == first_seed(RunContext(1).for_part("copy"))
    assert first_seed(RunContext(1).for_part("copy")) != first_seed(RunContext(1).for_part("copy", take=1))


def test_a_frugal_run_asks_for_less() -> None:
    model = Model(as_json(MUG_REPLY), as_json(MUG_REPLY))
    write_copy(brief_of(MUG), RunContext(1).for_part("copy"), "Test", model)
    write_copy(brief_of(MUG), RunContext(1).for_part("copy").frugally(), "Test", model)
    assert model.asked[1].limits.tokens < model.asked[0].limits.tokens
