"""Whose certificate signs: the merchant's, named in the environment, or one made on the spot that nobody trusts.

A C2PA certificate is a leaf of some authority (X.509, key usage digital signature, extended key usage e-mail
protection): https://c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html section 14.5. A
self-signed leaf is refused, so the one made here has a root of its own, whose key is thrown away.
"""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mmdemo.errors import InputError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

CERTIFICATE, KEY, TRUST = "MMDEMO_C2PA_CERTIFICATE", "MMDEMO_C2PA_KEY", "MMDEMO_C2PA_TRUST"
"""Variables: the certificate and its chain, its private key, and roots to trust when reading; paths of PEM files."""

DEVELOPMENT = "mmdemo development certificate, not trusted"
_ROOT = f"{DEVELOPMENT} (root)"
_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
_MOST_BYTES = 1_000_000
_LIFE = datetime.timedelta(days=365)
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


@dataclass(frozen=True)
class Credentials:
    """What signs: the certificate with its chain and its private key, as PEM, and C2PA's name of the algorithm."""

    chain: bytes
    key: bytes = field(repr=False)
    algorithm: str
    development: bool


def credentials() -> Credentials:
    """The merchant's where the environment names them, else a development certificate of this process.

    Raises:
        InputError: what the environment names cannot sign (`field="sign"`).
    """
    certificate, key = (os.environ.get(name, "").strip() for name in (CERTIFICATE, KEY))
    if not certificate and not key:
        return _development()
    if not certificate or not key:
        raise InputError(
            f"To sign, set both {CERTIFICATE} and {KEY}, or neither for a development certificate.",
            f"签名需要同时设置 {CERTIFICATE} 和 {KEY}；两者都不设置时使用开发证书。",
            field="sign",
        )
    return _merchants(_read(certificate, CERTIFICATE), _read(key, KEY))


def trusted_roots() -> str:
    """The roots that the environment says to trust, as PEM, or "".

    Raises:
        InputError: the file cannot be read (`field="sign"`).
    """
    path = os.environ.get(TRUST, "").strip()
    return _read(path, TRUST).decode("utf-8", "replace") if path else ""


def _read(path: str, variable: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(_MOST_BYTES)
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        raise InputError(
            f"The file that {variable} names cannot be read.", f"无法读取 {variable} 指定的文件。", field="sign"
        ) from error


def _merchants(chain: bytes, key: bytes) -> Credentials:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificates

    try:
        leaf = load_pem_x509_certificates(chain)[0]
        private = load_pem_private_key(key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:  # TypeError: the key is locked by a password
        raise InputError(
            f"The certificate or the key to sign with is no PEM file, or the key has a password. Check {CERTIFICATE} "
            f"and {KEY}.",
            f"签名证书或私钥不是 PEM 文件，或私钥设有密码。请检查 {CERTIFICATE} 和 {KEY}。",
            field="sign",
        ) from error
    if private.public_key() != leaf.public_key():
        raise InputError(
            f"The key that {KEY} names does not belong to the certificate that {CERTIFICATE} names.",
            f"{KEY} 指定的私钥与 {CERTIFICATE} 指定的证书不匹配。",
            field="sign",
        )
    now = datetime.datetime.now(datetime.UTC)
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        raise InputError(
            "The certificate to sign with has expired, or is not valid yet.", "签名证书已过期或尚未生效。", field="sign"
        )
    return Credentials(chain, key, _algorithm(private), development=False)


def _algorithm(private: PrivateKeyTypes) -> str:
    """C2PA's name of what a key signs with (specification 2.2, section 13.2)."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(private, EllipticCurvePrivateKey) and private.curve.name in _CURVES:
        return _CURVES[private.curve.name]
    if isinstance(private, Ed25519PrivateKey):
        return "ed25519"
    if isinstance(private, RSAPrivateKey):
        return "ps256"
    raise InputError(
        "C2PA does not sign with a key of this kind: take P-256, P-384, P-521, Ed25519 or RSA.",
        "C2PA 不支持这种私钥，请使用 P-256、P-384、P-521、Ed25519 或 RSA 私钥。",
        field="sign",
    )


@cache
def _development() -> Credentials:
    """A root and a leaf for this process alone: nothing is written to disk, and nobody can trust them."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(root_key, root_key, root=True)
    leaf = _certificate(key, root_key, root=False)
    chain = b"".join(one.public_bytes(Encoding.PEM) for one in (leaf, root))
    return Credentials(chain, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "es256", True)


def _certificate(key: EllipticCurvePrivateKey, issuer: EllipticCurvePrivateKey, *, root: bool) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def name(common: str) -> x509.Name:
        parts = ((NameOID.ORGANIZATION_NAME, DEVELOPMENT), (NameOID.COMMON_NAME, common))
        return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])

    now = datetime.datetime.now(datetime.UTC)
    usage = dict.fromkeys(_USAGES, False) | {"digital_signature": True, "key_cert_sign": root, "crl_sign": root}
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(_ROOT if root else DEVELOPMENT))
        .issuer_name(name(_ROOT))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))  # clocks of readers differ
        .not_valid_after(now + _LIFE)
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False)
    )
    if not root:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(issuer, SHA256())
