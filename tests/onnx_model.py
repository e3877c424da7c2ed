"""A tiny model in the ONNX format, written as bytes: the package onnx, of 60 MB, would serve for this alone."""

import struct
from collections.abc import Sequence


def colour_model(red: float, green: float, blue: float, bias: float = 0.0, channels: int = 3) -> bytes:
    """A model of the shape of rembg's: (1, 3, 1024, 1024) to (1, 1, 1024, 1024), a weighted sum of the colours.

    What is below zero becomes zero. With other `channels` it has another input, which no photo fits.
    """
    weights = [red, green, blue, *[0.0] * (channels - 3)][:channels]
    graph = b"".join(
        [
            _field(1, _node("Conv", ["image", "weights", "bias"], "sum")),
            _field(1, _node("Relu", ["sum"], "mask")),
            _field(2, b"colour"),
            _field(5, _tensor("weights", (1, channels, 1, 1), weights)),
            _field(5, _tensor("bias", (1,), [bias])),
            _field(11, _value("image", (1, channels, 1024, 1024))),
            _field(12, _value("mask", (1, 1, 1024, 1024))),
        ]
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _node(operator: str, inputs: Sequence[str], output: str) -> bytes:
    return (
        b"".join(_field(1, name.encode()) for name in inputs)
        + _field(2, output.encode())
        + _field(4, operator.encode())
    )


def _tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    sizes = b"".join(_number(1, size) for size in shape)
    return sizes + _number(2, 1) + _field(8, name.encode()) + _field(9, struct.pack(f"<{len(values)}f", *values))


def _value(name: str, shape: Sequence[int]) -> bytes:
    sizes = b"".join(_field(1, _number(1, size)) for size in shape)
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, 1) + _field(2, sizes)))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])
