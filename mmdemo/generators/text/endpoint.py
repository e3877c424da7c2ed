"""Any server that speaks OpenAI's chat-completions protocol: copy by a language model that runs elsewhere."""

from __future__ import annotations

import time

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.generators import GeneratorSpec
from mmdemo.processing.text.served.address import Address, read_address
from mmdemo.schema import Brief, Copy, Message

_LABEL = "Text server"
_TEMPERATURE, _TOP_P = 0.7, 0.8
_REPORT_EVERY = 0.1  # seconds


class EndpointWriter:
    """Asks the server for two JSON objects, the product page and the channels, and keeps what may stand of them."""

    def generate(self, brief: Brief, ctx: RunContext) -> Copy:
        """Write every text of a listing.

        Raises:
            GeneratorUnavailable: no server is set, or not one that may be asked.
            GenerationError: the server failed, or no reply in three could be used for the product page.
            Cancelled: Stop was pressed; the connection is closed.
        """
        from mmdemo.processing.text.prompted.attempts import Call, write_copy
        from mmdemo.processing.text.served.chat_server import Options, answer

        address = _address()
        if isinstance(address, Message):
            raise GeneratorUnavailable(*address)
        waiting = Message(f"Writing the texts with {address.model}", f"正在用 {address.model} 撰写文案")

        def ask(call: Call) -> str:
            reported = 0.0
            events, text = 0, ""

            def heard() -> None:
                nonlocal reported
                if time.monotonic() - reported >= _REPORT_EVERY:
                    # About a token comes with each event.
                    ctx.step(*call.step(events), waiting, call.readable(text))
                    reported = time.monotonic()

            def show(so_far: str) -> None:
                nonlocal events, text
                events, text = events + 1, so_far
                heard()

            # Some servers read the seed as a signed number of 32 bits.
            options = Options(_TEMPERATURE, _TOP_P, call.seed & 0x7FFFFFFF, call.tokens, call.schema)
            return answer(address, call.chat, options, heard, show)

        ctx.record(host=address.host, model=address.model, temperature=_TEMPERATURE, top_p=_TOP_P)
        return write_copy(brief, ctx, address.model, ask, lettered=False)


def _address() -> Address | Message:
    """The server to ask, or why there is none."""
    address = read_address()
    if isinstance(address, Message) or address.on_this_machine:
        return address
    from mmdemo.runtime.machine import this_machine

    if this_machine().offline:
        return Message(
            f"The studio is offline (MMDEMO_OFFLINE or HF_HUB_OFFLINE is set), and {address.host} is another machine.",
            f"工作台处于离线模式（设置了 MMDEMO_OFFLINE 或 HF_HUB_OFFLINE），而 {address.host} 是另一台机器。",
        )
    return address


def _missing() -> Message | None:
    address = _address()
    return address if isinstance(address, Message) else None


SPEC = GeneratorSpec(
    id="endpoint",
    modality="text",
    label=_LABEL,
    load=lambda _: EndpointWriter(),
    model="an OpenAI-compatible server",
    revision="as served",
    licence="that of the model served",
    requires=("httpcore",),
    missing=_missing,
    kinds=("copy",),
    rank=35,
    purpose="Writes the texts of a listing with the model of a server you choose",
)
