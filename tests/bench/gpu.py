"""Models of their full size with random weights, through the studio and by the plain library calls, in one run.

Speed needs no training. The floors are arithmetic at 790 TFLOP/s and 4.3 TB/s: the work of each part divided by what an
H200 can do. Needs a GPU with 40 GB and 50 GB of disk; on a machine without one it says so and measures nothing.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from mmdemo.context import RunContext
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.pipeline import make_kit
from mmdemo.registry import Registry, installed
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine, free_memory, this_machine
from mmdemo.runtime.store import Store
from mmdemo.schema import Brief, Copy, Look, Money, Narration, Picture, Product, Request
from tests.bench import full_size
from tests.bench.row import Row, at_least, at_most
from tests.conftest import draw_photo, encoded

COMMIT = "0" * 39 + "1"
REPEATS = 3
FLOORS = {"picture from words": 0.194, "picture around a product": 0.412, "400 tokens": 0.762, "20 s of speech": 0.667}
SCRIPT = (
    "Meet the oak mug that starts every morning well. It holds three hundred and fifty millilitres. "
    "The handle is turned by hand and fits every grip. It keeps your coffee warm for a long while. "
    "It is safe in the dishwasher. Give it to somebody you like, or keep it for yourself today."
)
PRODUCT = Product("Oak mug", "en", "Kitchen", price=Money(Decimal(24), "USD"))


@dataclass(frozen=True)
class Scale:
    """How large everything is: what builds the checkpoints, and what is asked of them."""

    builders: Mapping[str, Callable[[Path], object]]
    tokens: int
    repeats: int


FULL = Scale({"flux2-klein": full_size.flux2_klein, "qwen3": full_size.qwen3, "bark": full_size.bark}, 400, REPEATS)


def measure() -> list[Row]:
    machine = this_machine()
    if machine.device != "cuda" or machine.on_zero_gpu:
        print(f"no GPU to measure on: {machine.name}")
        return []
    return measure_on(machine, FULL)


def measure_on(machine: Machine, scale: Scale) -> list[Row]:
    """The rows of one machine at one scale."""
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home))
        specs = [spec for spec in installed().specs() if spec.id in scale.builders]
        for spec in specs:
            assert spec.weights is not None
            scale.builders[spec.id](store.snapshot(spec.weights.repo, COMMIT))
            ref = store.home(spec.weights.repo) / "refs" / "main"
            ref.parent.mkdir(parents=True)
            ref.write_text(COMMIT)
            store.folder(spec.weights)  # hashed once, as after a download; later loads compare times and sizes
        bench = Bench(machine, store, {spec.id: spec for spec in specs}, scale)
        # That file builds on this one.
        from tests.bench.speech_gpu import bark_rows

        spoken = (bench.speech, lambda: bark_rows(bench))
        parts = (bench.peak, bench.pictures, bench.copy, *spoken, bench.listing)
        return [row for measured in parts for row in measured()]


class Bench:
    """Measures one kind of part after the other, each with a device of its own that starts empty."""

    def __init__(self, machine: Machine, store: Store, specs: Mapping[str, GeneratorSpec], scale: Scale) -> None:
        self.machine, self.store, self.specs, self.scale = machine, store, specs, scale

    def peak(self) -> list[Row]:
        """What a large matrix product reaches: the share of it is what a part can be held to on this machine."""
        import torch

        side = 8192 if self.machine.has_gpu else 512
        left, right = (torch.randn(side, side, device=self.machine.device, dtype=torch.bfloat16) for _ in range(2))
        seconds = self.timed(lambda: left @ right)
        self.peak_rate = 2 * side**3 / seconds
        return [Row("bf16 matrix product", self.peak_rate / 1e12, "TFLOP/s")]

    def pictures(self) -> list[Row]:
        from diffusers import Flux2KleinInpaintPipeline, Flux2KleinPipeline

        rows: list[Row] = []
        flops = {"picture from words": 153e12, "picture around a product": 326e12}
        cut = Picture(encoded(draw_photo().convert("RGBA")), 960, 720)
        for name, kind, pipeline in (
            ("picture from words", "concept", Flux2KleinPipeline),
            ("picture around a product", "scene", Flux2KleinInpaintPipeline),
        ):
            registry = self.registry()
            brief = Brief(f"image/{kind}", "image", kind, PRODUCT, "friendly", inputs={"image/cutout": cut})
            side = self.side()
            plain_extra: dict[str, Any] = {}
            if kind == "scene":
                from PIL import Image

                mask = Image.new("L", (side, side), 255)
                plain_extra = {"image": draw_photo().resize((side, side)), "mask_image": mask, "strength": 1.0}

            def plain(pipe: Any, seed: int = 1, extra: dict[str, Any] = plain_extra, side: int = side) -> object:
                import torch

                return pipe(
                    prompt="An oak mug on a kitchen table, soft daylight, product photograph",
                    height=side,
                    width=side,
                    num_inference_steps=4,
                    guidance_scale=1.0,
                    generator=torch.Generator("cpu").manual_seed(seed),
                    **extra,
                )

            load = self.plain_pipeline(pipeline)
            cold_plain, pipe = self.once(lambda load=load, plain=plain: (p := load(), plain(p))[0])
            warm_plain = self.timed(lambda pipe=pipe, plain=plain: plain(pipe))
            memory_plain = self.peak_memory(lambda pipe=pipe, plain=plain: plain(pipe))
            del pipe
            make = self.maker(registry, "flux2-klein", brief)
            cold, _ = self.once(make)
            warm = self.timed(make)
            rows += [
                Row(f"{name}: plain", warm_plain, "s"),
                Row(f"{name}: studio, with compositing and PNG", warm, "s"),
                at_least(f"{name}: times as fast as plain", warm_plain / warm, "x", 1.5),
                at_least(f"{name}: share of the floor", 100 * FLOORS[name] / warm, "%", 45),
                Row(f"{name}: share of the matrix peak", 100 * flops[name] / warm / self.peak_rate, "%"),
                at_most(f"{name}: cold, against plain", cold / cold_plain, "x", 1.0),
                Row(f"{name}: peak memory, plain", memory_plain, "GB"),
                Row(f"{name}: peak memory, studio", self.peak_memory(make), "GB"),
            ]
            if kind == "concept":
                four = self.timed(lambda make=make: [make() for _ in range(4)])
                rows.append(Row("four pictures: studio", four, "s"))
        return rows

    def copy(self) -> list[Row]:
        """Tokens, not texts: random weights write nothing that would pass for a listing."""
        import torch
        from transformers import AutoTokenizer, Qwen3ForCausalLM

        from mmdemo.processing.text.prompted.decoding import Sampler, Sampling, decode

        folder, tokens = self.folder("qwen3"), self.scale.tokens
        model = Qwen3ForCausalLM.from_pretrained(folder, dtype=self.dtype(), device_map=self.machine.device).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
        prompt = tokenizer("Write the listing. " * 40, return_tensors="pt")["input_ids"].to(model.device)

        def plain() -> object:
            mask = torch.ones_like(prompt)
            given = {"max_new_tokens": tokens, "min_new_tokens": tokens, "do_sample": True, "top_k": 20, "top_p": 0.8}
            return model.generate(prompt, attention_mask=mask, **given)

        def studio() -> object:
            with torch.inference_mode():
                return list(decode(model, prompt, Sampler(Sampling(0.7, 0.8, 20), 1), frozenset(), tokens))

        slow, quick = self.timed(plain), self.timed(studio)
        return [
            Row(f"{tokens} tokens: plain", slow, "s"),
            Row(f"{tokens} tokens: studio", quick, "s"),
            Row("tokens: times as fast as plain", slow / quick, "x"),
            Row("tokens: share of the floor", 100 * FLOORS["400 tokens"] * tokens / 400 / quick, "%"),
        ]

    def speech(self) -> list[Row]:
        """Seconds of work a second of sound, since noise for weights ends its sentences where it likes."""
        slow = self.plain_speech()
        copy = Copy("Oak mug", (), "", "", (), {}, SCRIPT)
        brief = Brief("narration", "speech", "narration", PRODUCT, "friendly", inputs={"copy": copy})
        make = self.maker(self.registry(), "bark", brief)
        make()
        seconds, narration = self.once(make)
        assert isinstance(narration, Narration)
        quick = seconds / narration.duration
        return [
            Row("speech: plain, seconds a second of sound", slow, "x"),
            Row("speech: studio, seconds a second of sound", quick, "x"),
            at_least("speech: times as fast as plain", slow / quick, "x", 3.0),
            Row("speech: share of the floor", 100 * FLOORS["20 s of speech"] / 20 / quick, "%"),
        ]

    def plain_speech(self) -> float:
        """Seconds of work a second of sound, sentence by sentence, about as many tokens as each would have."""
        import torch
        from transformers import AutoTokenizer, BarkModel

        folder = self.folder("bark")
        model = BarkModel.from_pretrained(folder, dtype=self.dtype(), device_map=self.machine.device).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
        tokens = 160 if self.machine.has_gpu else 12
        sentences = [f"{said}." for said in SCRIPT.split(".") if said.strip()]

        def speak() -> float:
            samples = 0
            for said in sentences:
                asked = tokenizer(
                    said, padding="max_length", max_length=256, add_special_tokens=False, return_tensors="pt"
                )
                with torch.inference_mode():
                    made = model.generate(
                        input_ids=asked["input_ids"].to(model.device),
                        attention_mask=asked["attention_mask"].to(model.device),
                        semantic_max_new_tokens=tokens,
                        semantic_min_new_tokens=tokens,
                    )
                samples += made.shape[-1]
            return samples / model.generation_config.sample_rate

        speak()
        seconds, sound = self.once(speak)
        return seconds / sound

    def listing(self) -> list[Row]:
        """A whole listing with four pictures around the product. The copy of noise fails its checks three times over,
        so the embedded writer writes here; the tokens are counted above."""
        registry = Registry(
            [spec for spec in installed().specs() if spec.weights is None or spec.id in ("flux2-klein", "bark")],
            self.registry().runtime,
        )
        request = Request(name="Oak mug", photo=encoded(draw_photo()), look=Look(variations=4), seed=1)
        make_kit(request, registry=registry)
        seconds, _ = self.once(lambda: make_kit(request, registry=registry))
        return [at_most("whole listing with four pictures, models loaded", seconds, "s", 8.0)]

    def registry(self) -> Registry:
        runtime: Runtime[Generator] = Runtime(self.machine, self.store, lambda: free_memory(self.machine))
        return Registry(self.specs.values(), runtime)

    def maker(self, registry: Registry, id: str, brief: Brief) -> Callable[[], object]:
        return lambda: registry.make(self.specs[id], brief, RunContext(1, part=brief.part)).payload

    def plain_pipeline(self, pipeline: Any) -> Callable[[], Any]:
        def load() -> Any:
            loaded = pipeline.from_pretrained(self.folder("flux2-klein"), dtype=self.dtype()).to(self.machine.device)
            loaded.set_progress_bar_config(disable=True)
            return loaded

        return load

    def folder(self, id: str) -> Path:
        weights = self.specs[id].weights
        assert weights is not None
        return self.store.snapshot(weights.repo, COMMIT)

    def side(self) -> int:
        from mmdemo.generators import diffusion

        return diffusion.SIDE

    def dtype(self) -> Any:
        import torch

        return torch.bfloat16 if self.machine.has_gpu else torch.float32

    def timed(self, work: Callable[[], object]) -> float:
        """Median seconds after one run to warm up."""
        work()
        return statistics.median(self.once(work)[0] for _ in range(self.scale.repeats))

    def once(self, work: Callable[[], Any]) -> tuple[float, Any]:
        self.wait()
        started = time.perf_counter()
        made = work()
        self.wait()
        return time.perf_counter() - started, made

    def wait(self) -> None:
        """Until the device has done what it was asked: it works on while Python has gone on."""
        import torch

        if self.machine.device == "cuda":
            torch.cuda.synchronize()

    def peak_memory(self, work: Callable[[], object]) -> float:
        """The most gigabytes on the device while `work` runs; 0 on a CPU, which keeps no such count."""
        import torch

        if self.machine.device != "cuda":
            return 0.0
        torch.cuda.reset_peak_memory_stats()
        work()
        return torch.cuda.max_memory_allocated() / 1e9
