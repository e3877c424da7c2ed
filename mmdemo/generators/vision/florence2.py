"""Florence-2: describes the photo in English and reads the lettering on the product."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.tokens import TokenCounter
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.schema import Brief, Message, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DESCRIBING = Message("Describing the photo", "正在描述照片")
READING = Message("Reading the lettering", "正在识别文字")
TASKS = (("<DETAILED_CAPTION>", DESCRIBING, 160), ("<OCR_WITH_REGION>", READING, 512))  # with the most new tokens
LONG_SIDE = 1536  # pixels; the model itself sees 768
BEAMS = 3
FRUGAL_TOKENS = 128
SECONDS_PER_TOKEN = 0.03
USUAL_TOKENS = 100  # of an answer: the scale of its progress

_REGION = re.compile(r"(?:<loc_\d+>)+")
_MARKS = re.compile(r"</?s>|<pad>|<unk>")


@dataclass(frozen=True)
class Job:
    """What the model is shown: pixels of shape (1, 3, side, side), and for each task its prompt's ids, (1, tokens)."""

    pixels: NDArray[np.float32]
    prompts: tuple[NDArray[np.int64], ...]
    most_tokens: tuple[int, ...]
    beams: int


class Florence2Reader:
    """Sees the photo once for each task."""

    def __init__(self, place: Placement) -> None:
        import torch
        from transformers import Florence2ForConditionalGeneration, Florence2Processor

        from mmdemo.runtime.tensors import check_transformers

        check_transformers(place.weights, Florence2ForConditionalGeneration)
        self._torch, self._place = torch, place
        self._processor: Any = Florence2Processor.from_pretrained(place.weights, local_files_only=True)
        model = Florence2ForConditionalGeneration.from_pretrained(
            place.weights, local_files_only=True, dtype=place.dtype, device_map=place.map
        )
        self._model: Any = place.settle(model)

    def generate(self, brief: Brief, ctx: RunContext) -> Reading:
        """The description and the lettering; as facts those that the listing's language can carry.

        The description is English, so a Chinese listing is offered the lettering alone. When memory is short, one beam
        is followed instead of three, and answers are shorter.

        Raises:
            GenerationError: there is no photo.
            OutOfMemory: as `Placement.run` says.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.text.seen_facts import described, lettering, lettering_facts

        if brief.product.photo is None:
            raise GenerationError("There is no photo to read.", "没有照片，无法读取。")
        ctx.step(0, USUAL_TOKENS * len(TASKS), DESCRIBING)
        job = self._job(brief.product.photo.data, ctx.frugal)
        ctx.record(tasks=", ".join(task for task, _, _ in TASKS), beams=job.beams)
        seconds = 5 + SECONDS_PER_TOKEN * sum(job.most_tokens)
        caption, printed = self._place.run(self._answer, job, ctx.step, seconds)
        caption, lines = " ".join(lines_of(caption)), lines_of(printed)
        language = brief.product.language
        seen = described(caption) if language == "en" else ""
        return Reading(caption, lines, (*filter(None, [seen]), *lettering_facts(lettering(lines), language)))

    def _job(self, photo: bytes, frugal: bool) -> Job:
        from PIL import Image

        with Image.open(io.BytesIO(photo)) as opened:
            image = opened.convert("RGB")
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
        inputs = [self._processor(text=task, images=image, return_tensors="np") for task, _, _ in TASKS]
        return Job(
            inputs[0]["pixel_values"],
            tuple(each["input_ids"] for each in inputs),
            tuple(min(most, FRUGAL_TOKENS) if frugal else most for _, _, most in TASKS),
            beams=1 if frugal else BEAMS,
        )

    def _answer(self, job: Job, tick: Tick) -> list[str]:
        """The answer to each task as the model wrote it, with its marks."""
        torch, device = self._torch, self._place.device
        pixels = torch.from_numpy(job.pixels).to(device, self._place.dtype)
        answers = []
        for number, (prompt, most) in enumerate(zip(job.prompts, job.most_tokens, strict=True)):
            ids = torch.from_numpy(prompt).to(device)
            made = self._model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                pixel_values=pixels,
                max_new_tokens=most,
                num_beams=job.beams,
                do_sample=False,
                stopping_criteria=[TokenCounter(partial(_report, tick, number))],
            )
            answers.append(self._processor.tokenizer.decode(made[0], skip_special_tokens=False))
        return answers


def _report(tick: Tick, task: int, tokens: int) -> None:
    tick(task * USUAL_TOKENS + min(tokens, USUAL_TOKENS), USUAL_TOKENS * len(TASKS), TASKS[task][1])


def lines_of(answer: str) -> tuple[str, ...]:
    """The lines of lettering in an answer that gives the region of each behind it."""
    return tuple(line for line in (_MARKS.sub("", part).strip() for part in _REGION.split(answer)) if line)


SPEC = GeneratorSpec(
    id="florence2",
    modality="vision",
    label="Florence-2",
    load=Florence2Reader,
    model="florence-community/Florence-2-base",
    revision="main",
    licence="MIT",
    requires=("torch", "transformers"),
    kinds=("reading",),
    rank=20,
    weights=Checkpoint(
        "florence-community/Florence-2-base",
        ("*.json", "model.safetensors"),
        download=470_000_000,
    ),
    memory=round(0.43 * GIB),
    working=GIB,
    purpose="Reads facts from the photo: what it shows, and the lettering on the product",
)
