"""Two calls, each repeated until its reply can be used."""

import pickle
from dataclasses import replace

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.processing.text.prompted.attempts import Call, write_copy
from mmdemo.processing.text.prompted.channel_limits import channel_limits_for
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.schema import Brief, Copy, Product
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY, as_json, brief_of
from tests.processing.text.prompted.channel_replies import BEI_CHANNELS, MUG_CHANNELS

BAD = as_json(MUG_REPLY, title="Mug, 12 oz")
LISTING, CHANNELS = as_json(MUG_REPLY), as_json(MUG_CHANNELS)
BAD_CHANNELS = as_json(MUG_CHANNELS, highlights=["12 oz", "5 stars", "Rated 4.9"])


class Model:
    """Answers with the given replies, one after the other, and keeps the calls."""

    def __init__(self, *replies: str | Exception) -> None:
        self.replies = list(replies)
        self.asked: list[Call] = []

    def __call__(self, call: Call) -> str:
        self.asked.append(call)
        reply = self.replies[len(self.asked) - 1]
        if isinstance(reply, Exception):
            raise reply
        return reply


def write(model: Model, ctx: RunContext | None = None, product: Product = MUG) -> Copy:
    return write_copy(brief_of(product), ctx or RunContext(1).for_part("copy"), "Test", model, lettered=False)


def by_grammar(copy: Copy, product: Product) -> bool:
    """Whether the texts for the channels are those that the embedded writer could write of the facts."""
    posts = "".join(post.text for post in copy.posts.values())
    return all(len(copy.headlines) == 3 and value for value in (copy.seo_title, copy.questions, copy.mail.body)) and (
        product.facts[1].value in posts.replace("容量", "")
    )


@pytest.mark.parametrize(
    ("product", "listing", "channels"), [(MUG, MUG_REPLY, MUG_CHANNELS), (BEI, BEI_REPLY, BEI_CHANNELS)]
)
def test_good_replies_are_asked_for_once_each(product: Product, listing, channels) -> None:
    model, ctx = Model(as_json(listing), as_json(channels)), RunContext(1).for_part("copy")
    copy = write(model, ctx, product)
    assert (copy.title, copy.seo_title) == (listing["title"], channels["seo_title"])
    first, second = model.asked
    assert ctx.options == {
        "attempts": "1",
        "seed": str(first.seed),
        "channels": "model",
        "channels_attempts": "1",
        "channels_seed": str(second.seed),
    }
    assert first.seed != second.seed
    assert first.chat[0] != second.chat[0]
    assert first.chat[1].content.partition("</product>")[0] == second.chat[1].content.partition("</product>")[0]
    assert '"alt_texts"' in first.schema and '"mail"' in second.schema


def test_the_second_try_has_another_seed_and_the_same_words() -> None:
    model, ctx = Model("no", as_json(BEI_REPLY), "no", as_json(BEI_CHANNELS)), RunContext(1).for_part("copy")
    assert write(model, ctx, BEI).title == BEI_REPLY["title"]
    for first, second in (model.asked[:2], model.asked[2:]):
        assert first.chat == second.chat and first.seed != second.seed
    assert (ctx.options["attempts"], ctx.options["channels_attempts"]) == ("2", "2")


def test_the_third_try_is_told_what_was_wrong() -> None:
    model = Model("no", BAD, LISTING, "no", BAD_CHANNELS, CHANNELS)
    write(model)
    assert "“title”: it states what the product data do not: 12" in model.asked[2].chat[1].content
    assert "“highlights”: it states what the product data do not: 12, 5, 4.9" in model.asked[5].chat[1].content
    assert len({call.seed for call in model.asked}) == 6


def test_at_the_third_try_inventions_stay_for_the_ledger_to_mark() -> None:
    model, ctx = Model(BAD, BAD, BAD, BAD_CHANNELS, BAD_CHANNELS, BAD_CHANNELS), RunContext(1).for_part("copy")
    copy = write(model, ctx)
    assert copy.title == "Mug, 12 oz"
    assert copy.highlights == ("12 oz", "5 stars", "Rated 4.9")
    assert (ctx.options["attempts"], ctx.options["channels_attempts"]) == ("3", "3")


def test_after_three_the_reason_is_said() -> None:
    ctx = RunContext(1).for_part("copy")
    with pytest.raises(GenerationError) as caught:
        write(Model("no", BAD, as_json(MUG_REPLY, title="See www.evil.example")), ctx)
    assert caught.value.text("en") == (
        "What Test wrote could not be used, not even at the third try: "
        "“title”: it holds what does not belong into a listing: www.evil.example."
    )
    assert caught.value.text("zh") == (
        "Test 写的文案试了三次都无法使用：“标题”（title）：含有不属于文案的内容：www.evil.example。"
    )
    assert ctx.options == {}


@pytest.mark.parametrize(("product", "listing"), [(MUG, MUG_REPLY), (BEI, BEI_REPLY)])
def test_where_the_channels_cannot_be_used_the_listing_stands_and_it_is_said(product: Product, listing) -> None:
    ctx = RunContext(1).for_part("copy")
    copy = write(Model(as_json(listing), "no", "no", "no"), ctx, product)
    assert copy.title == listing["title"] and by_grammar(copy, product)
    assert ctx.options["channels"] == "embedded"
    said = {"en": "it answers in words instead of a JSON object", "zh": "它只用文字作答"}[product.language]
    assert said in ctx.options["channels_reason"]
    assert "channels_attempts" not in ctx.options


def test_where_the_model_fails_midway_the_listing_stands() -> None:
    ctx = RunContext(1).for_part("copy")
    copy = write(Model(LISTING, GenerationError("The server is gone.", "服务器断开了。")), ctx)
    assert copy.title == MUG_REPLY["title"] and by_grammar(copy, MUG)
    assert (ctx.options["channels"], ctx.options["channels_reason"]) == ("embedded", "The server is gone.")


def test_stop_takes_the_listing_with_it() -> None:
    with pytest.raises(Cancelled):
        write(Model(LISTING, Cancelled("copy")))


def test_seeds_come_from_the_run() -> None:
    def seeds(ctx: RunContext) -> list[int]:
        model = Model(LISTING, CHANNELS)
        write(model, ctx)
        return [call.seed for call in model.asked]

    assert seeds(RunContext(1).for_part("copy")) == seeds(RunContext(1).for_part("copy"))
    assert set(seeds(RunContext(1).for_part("copy"))).isdisjoint(seeds(RunContext(1).for_part("copy", take=1)))


def test_a_frugal_run_asks_for_less() -> None:
    model = Model(LISTING, CHANNELS, LISTING, CHANNELS)
    write(model)
    write(model, RunContext(1).for_part("copy").frugally())
    for full, short in zip(model.asked[:2], model.asked[2:], strict=True):
        assert short.tokens < full.tokens and short.chat[0] != full.chat[0]


def test_a_longer_script_gets_more_room() -> None:
    def first_call(brief: Brief) -> Call:
        model = Model(LISTING, CHANNELS)
        write_copy(brief, RunContext(1).for_part("copy"), "Test", model, lettered=False)
        return model.asked[0]

    short, long = (first_call(replace(brief_of(MUG), script_seconds=seconds)) for seconds in (10, 60))
    assert "about 10 seconds" in short.chat[0].content and "about 150 words" in long.chat[0].content
    assert short.tokens < long.tokens


def test_progress_and_text_go_on_from_one_call_to_the_next() -> None:
    model = Model(LISTING, CHANNELS)
    write(model)
    first, second = model.asked
    listing, channels = limits_for("en").tokens, channel_limits_for("en").tokens
    assert first.step(0) == (0, listing + channels)
    assert first.step(10**6) == second.step(0) == (listing, listing + channels)
    assert second.step(10**6) == (listing + channels, listing + channels)
    assert second.readable("").startswith(first.readable(LISTING))
    assert second.readable(CHANNELS).endswith(MUG_CHANNELS["mail"]["body"][-1])


def test_a_call_crosses_into_another_process() -> None:
    model = Model(LISTING, CHANNELS)
    write(model)
    assert pickle.loads(pickle.dumps(model.asked)) == model.asked
