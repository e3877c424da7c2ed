"""A language model on a server, spoken to over a real connection to a small server in this process."""

import itertools
import json
import threading
import time
from dataclasses import replace

import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable
from mmdemo.generators.text import embedded, endpoint
from mmdemo.generators.text.endpoint import SPEC
from mmdemo.pipeline import stream_kit
from mmdemo.processing.text.prompted.channel_limits import channel_limits_for
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.registry import Registry
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import AUTO, Copy, Product, Request
from tests.generators.text.conftest import Configure
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY, as_json, brief_of
from tests.openai_server import OpenAIServer
from tests.processing.text.prompted.channel_replies import BEI_CHANNELS, MUG_CHANNELS

KEY = "sk-secret-0123456789"
BOTH = [as_json(MUG_REPLY), as_json(MUG_CHANNELS)]


pytestmark = pytest.mark.usefixtures("configure")


def write(product: Product = MUG, seed: int = 1, **given) -> Copy:
    made = SPEC.load(ON_CPU).generate(brief_of(product), RunContext(seed, part="copy", **given))
    assert isinstance(made, Copy)
    return made


class TestAsking:
    @pytest.mark.parametrize("streams", [True, False], ids=["streamed", "whole"])
    @pytest.mark.parametrize(
        ("product", "reply", "channels"),
        [(MUG, MUG_REPLY, MUG_CHANNELS), (BEI, BEI_REPLY, BEI_CHANNELS)],
        ids=["en", "zh"],
    )
    def test_good_replies_become_the_copy(self, configure: Configure, product, reply, channels, streams: bool) -> None:
        with OpenAIServer([as_json(reply), as_json(channels)], streams=streams) as server:
            configure(server.url)
            copy = write(product)
        assert (copy.title, list(copy.bullets), copy.script) == (reply["title"], reply["bullets"], reply["script"])
        assert (list(copy.highlights), copy.mail.subject) == (channels["highlights"], channels["mail"]["subject"])
        assert copy.posts["tiktok"].text == channels["posts"]["tiktok"]["text"]
        assert len(server.requests) == 2

    def test_what_is_asked_for(self, configure: Configure) -> None:
        ctx = RunContext(1, part="copy")
        with OpenAIServer(BOTH) as server:
            configure(server.url + "/", key=KEY)
            SPEC.load(ON_CPU).generate(brief_of(MUG), ctx)
        asked, channels = server.requests
        assert asked["path"] == "/v1/chat/completions"
        assert (asked["model"], asked["stream"], asked["temperature"], asked["top_p"]) == ("test-model", True, 0.7, 0.8)
        assert asked["max_tokens"] == limits_for("en").tokens
        assert asked["seed"] == ctx.seed_for("attempt 1") & 0x7FFFFFFF
        assert asked["response_format"]["json_schema"]["schema"]["required"] == list(MUG_REPLY)
        assert [message["role"] for message in asked["messages"]] == ["system", "user"]
        assert channels["max_tokens"] == channel_limits_for("en").tokens
        assert channels["seed"] == ctx.seed_for("channels attempt 1") & 0x7FFFFFFF
        assert channels["response_format"]["json_schema"]["schema"]["required"] == list(MUG_CHANNELS)
        assert server.keys == [f"Bearer {KEY}"] * 2
        assert ctx.options["host"] == server.host
        assert (ctx.options["model"], ctx.options["attempts"], ctx.options["temperature"]) == ("test-model", "1", "0.7")
        assert KEY not in str(ctx.options)

    def test_no_key_no_header(self, configure: Configure) -> None:
        with OpenAIServer(BOTH) as server:
            configure(server.url)
            write()
        assert server.keys == [None, None]

    def test_a_server_that_does_not_know_the_options_is_asked_without(self, configure: Configure) -> None:
        # The first request of each call is refused.
        replies = [as_json(MUG_REPLY), as_json(MUG_REPLY), as_json(MUG_CHANNELS), as_json(MUG_CHANNELS)]
        with OpenAIServer(replies, knows_options=False) as server:
            configure(server.url)
            copy = write()
        assert (copy.title, copy.seo_title) == (MUG_REPLY["title"], MUG_CHANNELS["seo_title"])
        assert len(server.requests) == 4
        assert set(server.requests[1]) == set(server.requests[3]) == {"model", "messages", "stream", "path"}

    def test_a_bad_reply_is_asked_for_again_with_the_reason(self, configure: Configure) -> None:
        with OpenAIServer(["no", "<think>hm</think> {", *BOTH]) as server:
            configure(server.url)
            assert write().title == MUG_REPLY["title"]
        seeds = [asked["seed"] for asked in server.requests]
        assert len(set(seeds)) == 4
        assert "it is not one whole JSON object" in server.requests[2]["messages"][1]["content"]

    def test_three_bad_replies_are_given_up(self, configure: Configure) -> None:
        with OpenAIServer(["no"]) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="What test-model wrote could not be used"):
                write()
        assert len(server.requests) == 3

    def test_a_frugal_run_asks_for_less(self, configure: Configure) -> None:
        with OpenAIServer(BOTH) as server:
            configure(server.url)
            write(frugal=True)
        assert [asked["max_tokens"] for asked in server.requests] == [
            limits_for("en", short=True).tokens,
            channel_limits_for("en", short=True).tokens,
        ]

    def test_where_only_the_channels_fail_the_listing_stands(self, configure: Configure) -> None:
        ctx = RunContext(1, part="copy")
        with OpenAIServer([as_json(MUG_REPLY), "no"]) as server:
            configure(server.url)
            copy = SPEC.load(ON_CPU).generate(brief_of(MUG), ctx)
        assert isinstance(copy, Copy)
        assert copy.title == MUG_REPLY["title"] and "350 ml" in copy.posts["instagram"].text
        assert len(server.requests) == 4
        assert ctx.options["channels"] == "embedded"
        assert "What test-model wrote could not be used" in ctx.options["channels_reason"]


class TestProgress:
    def test_the_text_is_seen_while_it_comes(self, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(endpoint, "_REPORT_EVERY", 0.0)
        heard: list[Progress] = []
        with OpenAIServer([as_json(BEI_REPLY), as_json(BEI_CHANNELS)]) as server:
            configure(server.url)
            write(BEI, listen=heard.append)
        sketches = [news.sketch for news in heard if news.sketch]
        assert len(set(sketches)) > 10
        assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(sketches))
        assert [news.done for news in heard] == sorted(news.done for news in heard)
        assert all(news.done <= news.total for news in heard)
        assert {news.total for news in heard} == {limits_for("zh").tokens + channel_limits_for("zh").tokens}
        assert BEI_REPLY["title"] in sketches[-1] and BEI_CHANNELS["mail"]["body"][-1] in sketches[-1]

    def test_stop_closes_the_connection_midway(self, configure: Configure) -> None:
        stop = threading.Event()
        with OpenAIServer([as_json(MUG_REPLY), *BOTH], pace=0.02) as server:
            configure(server.url)
            with pytest.raises(Cancelled):
                write(stop=stop, listen=lambda news: stop.set() if news.sketch else None)
            assert server.hung_up.wait(5)
            server.pace = 0
            assert write().title == MUG_REPLY["title"]

    def test_stop_is_heard_in_the_second_call_too(self, configure: Configure, monkeypatch) -> None:
        monkeypatch.setattr(endpoint, "_REPORT_EVERY", 0.0)
        stop = threading.Event()
        with OpenAIServer(BOTH) as server:
            configure(server.url)
            listing = limits_for("en").tokens
            with pytest.raises(Cancelled):
                write(stop=stop, listen=lambda news: stop.set() if news.done > listing else None)
        assert len(server.requests) == 2

    @pytest.mark.parametrize("server", [{"mute": True}, {"stuck": 5}], ids=["at once", "midway"])
    def test_stop_is_heard_while_the_server_says_nothing(self, configure: Configure, server) -> None:
        stop = threading.Event()
        with OpenAIServer([as_json(MUG_REPLY)], **server) as server:
            configure(server.url)
            threading.Timer(0.3, stop.set).start()
            started = time.monotonic()
            with pytest.raises(Cancelled):
                write(stop=stop)
            assert time.monotonic() - started < 1.3  # a second after Stop
            assert server.hung_up.wait(5)


class TestAddress:
    def test_without_one_the_embedded_writer_stays(self) -> None:
        assert "MMDEMO_TEXT_URL" in SPEC.missing().en and "MMDEMO_TEXT_URL" in SPEC.missing().zh
        chosen = Registry([embedded.SPEC, SPEC]).candidates(brief_of(MUG), AUTO)
        assert [spec.id for spec in chosen] == ["embedded"]
        with pytest.raises(GeneratorUnavailable, match="Set MMDEMO_TEXT_URL"):
            write()

    def test_with_one_it_is_asked_first(self, configure: Configure) -> None:
        configure("http://127.0.0.1:8000/v1")
        chosen = Registry([embedded.SPEC, SPEC]).candidates(brief_of(MUG), AUTO)
        assert [spec.id for spec in chosen] == ["endpoint", "embedded"]

    @pytest.mark.parametrize(
        "url",
        [
            "127.0.0.1:8000",
            "ftp://127.0.0.1/v1",
            "file:///etc/passwd",
            "http://",
            "http://user:word@127.0.0.1/v1",
            "http://127.0.0.1/v1?key=1",
            "http://127.0.0.1:99999/v1",
            "http://127.0.0.1:port/v1",
            "http://[::1/v1",
            "http://127.0.0.1/v 1",
            "http://bücher.example/v1",
            "http://127.0.0.1\\@evil.example/v1",
        ],
    )
    def test_what_is_no_address_is_said(self, configure: Configure, url: str) -> None:
        configure(url)
        assert "is no address of a server" in SPEC.missing().en

    def test_a_model_is_needed(self, configure: Configure) -> None:
        configure("http://127.0.0.1:8000/v1", model=" ")
        assert SPEC.missing().en == "Set MMDEMO_TEXT_MODEL to the name of the model to use."

    @pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "tab\tkey"])
    def test_a_key_that_cannot_be_one_is_said_without_it(self, configure: Configure, key: str) -> None:
        configure("http://127.0.0.1:8000/v1", key=key)
        assert "MMDEMO_TEXT_KEY holds characters" in SPEC.missing().en
        assert key not in SPEC.missing().en

    @pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "127.8.8.8"])
    def test_offline_this_machine_may_be_asked(self, configure: Configure, monkeypatch, name: str) -> None:
        monkeypatch.setenv("MMDEMO_OFFLINE", "1")
        configure(f"http://{name}:8000/v1")
        assert SPEC.missing() is None

    @pytest.mark.parametrize(
        "name", ["api.example.com", "192.168.1.7", "0.0.0.0", "localhost.example", "127.0.0.1.nip.io"]
    )
    def test_offline_no_other_machine_may_be_asked(self, configure: Configure, monkeypatch, name: str) -> None:
        monkeypatch.setenv("MMDEMO_OFFLINE", "1")
        configure(f"https://{name}/v1")
        assert f"{name} is another machine" in SPEC.missing().en
        with pytest.raises(GeneratorUnavailable, match="offline"):
            write()

    def test_online_any_machine_may_be_asked(self, configure: Configure, monkeypatch) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        configure("https://api.example.com/v1")
        assert SPEC.missing() is None

    def test_the_full_address_of_the_call_will_do(self, configure: Configure) -> None:
        with OpenAIServer(BOTH) as server:
            configure(f"{server.url}/chat/completions")
            assert write().title == MUG_REPLY["title"]


def test_a_server_that_writes_well_is_named_in_the_kit(configure: Configure) -> None:
    with OpenAIServer(BOTH) as server:
        configure(server.url)
        facts = tuple(fact.text for fact in MUG.facts)
        request = Request(name=MUG.name, brand=MUG.brand, price="$24.00", facts=facts, seed=1, language="en")
        kits = stream_kit(replace(request, generators={"text": "endpoint"}), registry=Registry([embedded.SPEC, SPEC]))
        kit = next(kit for kit in kits if kit.copy is not None)
    made_by = kit.assets["copy"].provenance
    assert (made_by.used, made_by.reason, made_by.options["channels"]) == ("endpoint", None, "model")


def test_what_a_hostile_server_answers_is_only_text(configure: Configure) -> None:
    hostile = MUG_REPLY | {
        "title": "<img src=x onerror=alert(1)>Stoneware Mug<script>alert(2)</script>",
        "bullets": [*MUG_REPLY["bullets"], "Visit http://evil.example", "=HYPERLINK(1)"],
        "alt_texts": {"image/main": "\u202egnp.exe", "image/scene": "[click](javascript:alert)"},
        "__proto__": {"x": 1},
    }
    with OpenAIServer([json.dumps(hostile)]) as server:
        configure(server.url)
        copy = write(replace(MUG, brand=""))
    assert copy.title == "Stoneware Mug"
    assert not any("evil" in bullet for bullet in copy.bullets)
    assert copy.alt_texts == {"image/main": "gnp.exe", "image/scene": "click"}
