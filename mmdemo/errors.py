"""Everything the studio raises on purpose.

Exception
├── MMDemoError             carries a sentence for the merchant in both languages
│   ├── InputError          what was handed in cannot be used; `field` names the form field
│   ├── GeneratorUnavailable  a package, program or weights file is missing: another generator may serve
│   └── GenerationError     the generator ran and could not finish this part
│       ├── OutOfMemory     for want of memory; a smaller try may do
│       └── NothingToShow   there is nothing to make it of; an optional part is then left out
└── Cancelled               Stop was pressed; no fallback may swallow it, so it stands beside the tree
"""

from __future__ import annotations

from mmdemo.schema import Language, Message


class MMDemoError(Exception):
    """An error the merchant can read. `str(error)` is English; `text(language)` speaks their language."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.message = Message(en, zh)

    def text(self, language: Language) -> str:
        return self.message.text(language)


class InputError(MMDemoError):
    """Something the merchant handed in cannot be used. `field` is the `Request` field it belongs to."""

    def __init__(self, en: str, zh: str, *, field: str) -> None:
        super().__init__(en, zh)
        self.field = field


class GeneratorUnavailable(MMDemoError):
    """A generator lacks something it needs on this machine: a package, a program, or its weights."""


class GenerationError(MMDemoError):
    """A generator was able to run and could not finish the part."""


class OutOfMemory(GenerationError):
    """The device has too little memory for this part at this size."""


class NothingToShow(GenerationError):
    """This product gives nothing to make the part of. The kit is whole without it where the part is optional."""


class Cancelled(Exception):
    """Stop was pressed while a part was being made."""
