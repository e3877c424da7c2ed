"""The entry of the hosted demo: build the page and launch it. `python -m mmdemo serve` does the same with options."""

import os

# Read by gradio when it is imported: no usage figures leave the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from mmdemo.registry import installed
from mmdemo.runtime import zero_gpu

if zero_gpu.here():
    zero_gpu.prepare()  # before anything touches CUDA
    installed().load_ahead()

from mmdemo.ui.page import build

demo, options = build(installed())

if __name__ == "__main__":
    demo.launch(**options)
