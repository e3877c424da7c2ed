"""C2PA manifests: a signed claim inside a file of how it was made, which a change to the file breaks.

c2pa-python does the work. It is told never to reach the network: no timestamps, no revocation lists, no manifests kept
elsewhere. A manifest names the moment and a number of its own and ECDSA draws chance, so signing the same file twice
gives different bytes. Whatever rewrites the file afterwards drops or breaks the manifest: sign last.

https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mmdemo.errors import InputError
from mmdemo.export.certificate import DEVELOPMENT, Credentials, trusted_roots
from mmdemo.export.marks import FileKind
from mmdemo.source_types import SourceType, source_type_uri

SignedState = Literal["none", "valid", "trusted", "invalid", "tampered", "unreadable"]
"""No manifest; one that holds, from a signer that nobody vouches for or from one of a trusted root; one that does not
hold, as its certificate has expired; one that belongs to other content than this; one that breaks off."""

MEDIA_TYPES: Mapping[FileKind, str] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
}
_SETTINGS: dict[str, Any] = {
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
}
_TAMPERED = ("mismatch", "missing", "inaccessible", "malformed")
"""Ends of the failure codes that say that something was changed (specification 2.2, section 15.2.2)."""


@dataclass(frozen=True)
class Original:
    """What the merchant gave and a file was made from: `data` of some `kind`, under a `title`."""

    data: bytes
    kind: FileKind
    title: str


@dataclass(frozen=True)
class Claim:
    """What is signed: a file's `title`, its source type, the program with its version, and what made the file.

    With an `original`, an "algorithmicallyEnhanced" file is an edit of it, any other has it among its parts.
    """

    title: str
    source: SourceType
    program: str
    version: str
    made_by: str
    original: Original | None = None


@dataclass(frozen=True)
class Action:
    """A step of a manifest: the action ("c2pa.created") and the address of its source type, "" for none."""

    name: str
    source_type: str


@dataclass(frozen=True)
class Signed:
    """What a file's manifest says. `signer` is the name in the certificate, `program` what claims.

    `failures` are the specification's codes of what does not hold.
    """

    state: SignedState
    signer: str = ""
    program: str = ""
    actions: tuple[Action, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the file is as it was when it was signed."""
        return self.state in ("valid", "trusted")

    @property
    def development(self) -> bool:
        """Whether a development certificate signed, which everybody can make."""
        return DEVELOPMENT in self.signer


def sign(data: bytes, kind: FileKind, claim: Claim, credentials: Credentials) -> bytes:
    """`data` with a manifest in it, at most 5 kB longer without an original.

    Raises:
        InputError: the certificate is none that C2PA takes, or `data` is no file of that kind (`field="sign"`).
    """
    import c2pa

    told = {
        "title": claim.title,
        "claim_generator_info": [{"name": claim.program, "version": claim.version}],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": _actions(claim)}}],
    }
    signed = io.BytesIO()
    try:
        info = c2pa.C2paSignerInfo(credentials.algorithm.encode(), credentials.chain, credentials.key, None)
        with (
            c2pa.Signer.from_info(info) as signer,
            c2pa.Context.from_dict(_SETTINGS) as context,
            c2pa.Builder(json.dumps(told), context) as builder,
        ):
            if claim.original is not None:
                edits = claim.source == "algorithmicallyEnhanced"
                part = {
                    "title": claim.original.title,
                    "relationship": "parentOf" if edits else "componentOf",
                    "instance_id": _ORIGINAL,
                }
                media_type = MEDIA_TYPES[claim.original.kind]
                builder.add_ingredient(json.dumps(part), media_type, io.BytesIO(claim.original.data))
            builder.sign(signer, MEDIA_TYPES[kind], io.BytesIO(data), signed)
    except c2pa.C2paError as error:
        raise InputError(
            f"The files cannot be signed with this certificate ({error}).",
            f"无法用该证书为文件签名（{error}）。",
            field="sign",
        ) from error
    return signed.getvalue()


_ORIGINAL = "xmp:iid:original"


def _actions(claim: Claim) -> list[dict[str, Any]]:
    """The steps, the first of them opened or created, as section 18.14.2 of the specification asks."""
    agent = {"name": claim.made_by}
    made = {"softwareAgent": agent, "digitalSourceType": source_type_uri(claim.source)}
    if claim.original is None:
        return [{"action": "c2pa.created", **made}]
    from_it = {"parameters": {"ingredientIds": [_ORIGINAL]}}
    if claim.source == "algorithmicallyEnhanced":
        return [{"action": "c2pa.opened", **from_it}, {"action": "c2pa.edited", **made}]
    return [{"action": "c2pa.created", **made}, {"action": "c2pa.placed", **from_it}]


def verify(data: bytes, kind: FileKind) -> Signed:
    """What a file's manifest says, and whether it holds.

    Raises:
        InputError: the roots that the environment names cannot be read (`field="sign"`).
    """
    import c2pa

    roots = trusted_roots()
    settings = _SETTINGS | ({"trust": {"trust_anchors": roots}} if roots else {})
    try:
        with (
            c2pa.Context.from_dict(settings) as context,
            c2pa.Reader(MEDIA_TYPES[kind], io.BytesIO(data), context=context) as reader,
        ):
            told, state = json.loads(reader.json()), reader.get_validation_state()
    except c2pa.C2paError.ManifestNotFound:
        return Signed("none")
    except c2pa.C2paError:
        return Signed("unreadable")
    return _signed(told, state)


def _signed(told: dict[str, Any], state: str | None) -> Signed:
    manifest = told["manifests"][told["active_manifest"]]
    results = told.get("validation_results", {}).get("activeManifest", {})
    failures = tuple(dict.fromkeys(str(one["code"]) for one in results.get("failure", ())))
    signature, generators = manifest.get("signature_info", {}), manifest.get("claim_generator_info", ({},))
    actions = tuple(
        Action(str(step["action"]), str(step.get("digitalSourceType", "")))
        for assertion in manifest.get("assertions", ())
        if str(assertion.get("label", "")).startswith("c2pa.actions")
        for step in assertion["data"]["actions"]
    )
    return Signed(
        _STATES.get(str(state)) or ("tampered" if any(code.endswith(_TAMPERED) for code in failures) else "invalid"),
        str(signature.get("common_name") or signature.get("issuer") or ""),
        " ".join(str(generators[0].get(key, "")) for key in ("name", "version")).strip(),
        actions,
        failures,
    )


_STATES: Mapping[str, SignedState] = {"Valid": "valid", "Trusted": "trusted"}
