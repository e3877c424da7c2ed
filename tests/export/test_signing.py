"""C2PA manifests: signed, read, and broken, in every kind of file."""

from pathlib import Path

import pytest

from mmdemo.errors import InputError
from mmdemo.export.certificate import CERTIFICATE, DEVELOPMENT, KEY, TRUST, Credentials, credentials
from mmdemo.export.marks import FILE_KINDS, FileKind
from mmdemo.export.signing import Action, Claim, Original, Signed, sign, verify
from mmdemo.source_types import source_type_uri
from tests.media import media, picture

SOURCE = "compositeSynthetic"
CLAIM = Claim("cup", SOURCE, "mmdemo", "0.1.0", "Embedded studio")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (CERTIFICATE, KEY, TRUST):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def merchants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Credentials:
    """A certificate and its key in files that the environment names; its root is the last in the chain."""
    made = credentials()
    (tmp_path / "chain.pem").write_bytes(made.chain)
    (tmp_path / "key.pem").write_bytes(made.key)
    monkeypatch.setenv(CERTIFICATE, str(tmp_path / "chain.pem"))
    monkeypatch.setenv(KEY, str(tmp_path / "key.pem"))
    return made


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_signed_file_holds_and_a_changed_one_is_reported(kind: FileKind) -> None:
    signed = sign(media(kind), kind, CLAIM, credentials())
    found = verify(signed, kind)
    assert (found.state, found.holds, found.development) == ("valid", True, True)
    assert found.signer == DEVELOPMENT
    assert found.program == "mmdemo 0.1.0"
    assert found.actions == (Action("c2pa.created", source_type_uri(SOURCE)),)
    assert len(signed) - len(media(kind)) < 5_000  # no thumbnail
    tail = media(kind)[-40:-8]
    for place in (signed.rindex(tail) + 3, signed.index(tail) + 20):
        changed = bytearray(signed)
        changed[place] ^= 0x10
        assert verify(bytes(changed), kind).state == "tampered"


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_file_without_a_manifest_is_not_signed(kind: FileKind) -> None:
    assert verify(media(kind), kind) == Signed("none")


def test_a_manifest_that_breaks_off_is_never_called_whole() -> None:
    signed = sign(media("png"), "png", CLAIM, credentials())
    start = signed.index(b"c2pa")
    for end in range(start, start + 3000, 250):
        assert not verify(signed[:end], "png").holds
    changed = signed.replace(b"compositeSynthetic", b"digitalCapture\x00\x00\x00\x00")
    assert changed != signed
    assert verify(changed, "png").state in ("tampered", "unreadable")


def test_a_picture_from_a_photo_is_an_edit_of_it_and_a_scene_has_it_placed() -> None:
    original = Original(picture(size=(64, 48)), "png", "source/photo.png")
    edit = Claim("cup", "algorithmicallyEnhanced", "mmdemo", "0.1.0", "Embedded studio", original)
    found = verify(sign(media("png"), "png", edit, credentials()), "png")
    assert [action.name for action in found.actions] == ["c2pa.opened", "c2pa.edited"]
    assert found.actions[1].source_type.endswith("/algorithmicallyEnhanced")
    scene = Claim("cup", SOURCE, "mmdemo", "0.1.0", "Embedded studio", original)
    found = verify(sign(media("jpeg"), "jpeg", scene, credentials()), "jpeg")
    assert [action.name for action in found.actions] == ["c2pa.created", "c2pa.placed"]
    assert found.holds


def test_the_merchants_certificate_is_trusted_where_its_root_is(
    merchants: Credentials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    using = credentials()
    assert not using.development
    assert using.algorithm == "es256"
    signed = sign(media("png"), "png", CLAIM, using)
    assert verify(signed, "png").state == "valid"
    begin = b"-----BEGIN CERTIFICATE-----"
    (tmp_path / "root.pem").write_bytes(begin + merchants.chain.split(begin)[2])
    monkeypatch.setenv(TRUST, str(tmp_path / "root.pem"))
    assert verify(signed, "png").state == "trusted"
    changed = bytearray(signed)
    changed[-20] ^= 1
    assert verify(bytes(changed), "png").state == "tampered"


def test_the_key_is_not_shown() -> None:
    assert "PRIVATE" not in repr(credentials())


@pytest.mark.parametrize(
    ("chain", "key", "said"),
    [
        (None, "key.pem", "set both"),
        ("chain.pem", None, "set both"),
        ("absent.pem", "key.pem", "cannot be read"),
        ("key.pem", "key.pem", "no PEM file"),
        ("chain.pem", "chain.pem", "no PEM file"),
        ("chain.pem", "other.pem", "does not belong"),
        ("chain.pem", "locked.pem", "no PEM file"),
        ("old.pem", "key.pem", "expired"),
    ],
)
def test_what_cannot_sign_is_said(
    merchants: Credentials,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    chain: str | None,
    key: str | None,
    said: str,
) -> None:
    write_others(tmp_path, merchants)
    for variable, name in ((CERTIFICATE, chain), (KEY, key)):
        if name is None:
            monkeypatch.delenv(variable)
        else:
            monkeypatch.setenv(variable, str(tmp_path / name))
    with pytest.raises(InputError, match=said) as refused:
        credentials()
    assert refused.value.field == "sign"
    assert refused.value.message.zh


def write_others(folder: Path, merchants: Credentials) -> None:
    """A key of another certificate, the right key behind a password, and a certificate of last year."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.hashes import SHA256

    right = serialization.load_pem_private_key(merchants.key, None)
    kind = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    locked = right.private_bytes(*kind, serialization.BestAvailableEncryption(b"secret"))
    (folder / "locked.pem").write_bytes(locked)
    other = generate_private_key(SECP256R1()).private_bytes(*kind, serialization.NoEncryption())
    (folder / "other.pem").write_bytes(other)
    name, now = x509.Name([]), datetime.now(UTC)
    old = x509.CertificateBuilder(name, name, right.public_key(), 7, now - timedelta(2), now - timedelta(1))
    (folder / "old.pem").write_bytes(old.sign(right, SHA256()).public_bytes(serialization.Encoding.PEM))


def test_a_certificate_that_c2pa_does_not_take_is_said() -> None:
    made = credentials()
    with pytest.raises(InputError, match="cannot be signed") as refused:
        sign(media("png"), "png", CLAIM, Credentials(b"nonsense", made.key, "es256", False))
    assert refused.value.field == "sign"
    with pytest.raises(InputError):
        sign(b"no picture", "png", CLAIM, made)
