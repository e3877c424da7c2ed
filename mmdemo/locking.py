"""The product lock of a picture that was just made: measured by us, so that no generator can claim it."""

from __future__ import annotations

from dataclasses import replace

from mmdemo.schema import Brief, Kit, Payload, Picture

CUTOUT = "image/cutout"


def locked(payload: Payload, brief: Brief, kit: Kit) -> Payload:
    """A picture that says where the product lies in it, with its lock measured against the kit's cutout.

    Anything else comes back as it is.
    """
    if not isinstance(payload, Picture) or payload.product is None:
        return payload
    cutout = next((need for need in brief.needs if need.startswith(CUTOUT)), CUTOUT)
    made = kit.assets.get(cutout)
    if made is None or not isinstance(made.payload, Picture):
        return payload
    # Heavy: OpenCV. The pipeline itself stays light.
    from mmdemo.processing.image.arrays import decode
    from mmdemo.processing.image.product_lock import measure_lock

    return replace(payload, lock=measure_lock(decode(payload.data), decode(made.payload.data), payload.product))
