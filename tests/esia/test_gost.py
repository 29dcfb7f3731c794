"""GOST signatures in the byte orders of ЕСИА, by its published vectors."""

from pathlib import Path

import pytest
from asn1crypto import pem

from ejournal.esia import gost
from ejournal.esia.certs import GOST, RS256, load_certificate, load_gost_key
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import EsiaConfigError

PRIVATE = 0x7C39C662D630D37DB01B47D4A6F062EF8CA0C6093863328C0982FB0155056BF7
PUBLIC = gost.PublicKey(
    0xCAB02D6F54087712AF256D77C66F74FD587DF5D3392369739FCE3A4C83FF2718,
    0xF8C94ED3A9408C4DFAD556FEAAF2EC2A4B0FF3A165182F5F03DB6924FE90F130,
)
MESSAGE = (
    b"DEMO01openid fullname2026.11.23 12:00:00 +000030dd4f7e-2a1d-4c86-8f3b-0d6c1f9c6a11"
    b"http://localhost:5000/auth/esia/callback"
)
SIGNATURE = bytes.fromhex(
    "753d4c91818b1762bed4df3f5c9ea662cc212efc810996b4ec3c02c25fa72303"
    "819e9c13861d888625b1e5c52a54a922ec87015b2a923bfd566067f53c82edd6"
)
SPKI_PEM = b"""-----BEGIN PUBLIC KEY-----
MGYwHwYIKoUDBwEBAQEwEwYHKoUDAgIjAQYIKoUDBwEBAgIDQwAEQBgn/4NMOs6fc2kjOdP1fVj9
dG/Gd20lrxJ3CFRvLbDKMPGQ/iRp2wNfLxhlofMPSyrs8qr+VtX6TYxAqdNOyfg=
-----END PUBLIC KEY-----
"""
PKCS8_PEM = b"""-----BEGIN PRIVATE KEY-----
MEgCAQAwHwYIKoUDBwEBAQEwEwYHKoUDAgIjAQYIKoUDBwEBAgIEIgQg92sFVQH7ggmMMmM4Ccag
jO9i8KbURxuwfdMw1mLGOXw=
-----END PRIVATE KEY-----
"""
CURVE_A = bytes.fromhex("06072a850302022301")

CLIENT, STAND = demo_settings("http://journal.test", "http://stand.test")


def der(armoured: bytes) -> bytes:
    return bytes(pem.unarmor(armoured)[2])


def test_streebog_is_in_the_ordinary_byte_order() -> None:
    digest = "8d71760395732f4fba9eb656352fbe1b4994559fbc4a9d64659b05a930dd35c8"
    assert gost.streebog256(MESSAGE).hex() == digest


def test_the_published_signature_is_believed() -> None:
    assert gost.verify(PUBLIC, MESSAGE, SIGNATURE)


@pytest.mark.parametrize(
    "forged",
    [SIGNATURE[::-1], SIGNATURE[32:] + SIGNATURE[:32], SIGNATURE[:-1], SIGNATURE + b"\0", b"", bytes(64)],
    ids=["bytes of CryptoPro CSP", "r before s", "cut", "longer", "empty", "zeros"],
)
def test_a_signature_in_another_order_or_length_is_not_believed(forged: bytes) -> None:
    assert not gost.verify(PUBLIC, MESSAGE, forged)


def test_a_changed_message_is_not_believed() -> None:
    assert not gost.verify(PUBLIC, MESSAGE + b"/", SIGNATURE)


def test_what_is_signed_can_be_verified() -> None:
    signature = gost.sign(PRIVATE, MESSAGE)
    assert len(signature) == 64
    assert gost.verify(PUBLIC, MESSAGE, signature)


def test_the_public_key_follows_from_the_private_one() -> None:
    assert gost.public_key_of(PRIVATE) == PUBLIC


def test_the_published_keys_are_read() -> None:
    assert gost.parse_public_key(der(SPKI_PEM)) == PUBLIC
    assert gost.parse_private_key(der(PKCS8_PEM)) == PRIVATE


def test_a_private_key_without_the_second_wrapping_is_read() -> None:
    wrapped = der(PKCS8_PEM)
    bare = wrapped.replace(bytes.fromhex("04220420"), bytes.fromhex("0420"))
    shorter = bytes([bare[0], bare[1] - 2]) + bare[2:]
    assert gost.parse_private_key(shorter) == PRIVATE


@pytest.mark.parametrize("name", ["2a850302022400", "2a8503070102010102"], ids=["XchA", "tc26 paramSetB"])
def test_other_names_of_the_same_curve_are_accepted(name: str) -> None:
    oid = bytes.fromhex(name)
    renamed = der(SPKI_PEM).replace(CURVE_A, bytes([6, len(oid)]) + oid)
    longer = len(oid) - 7
    lengths = bytes([0x30, 0x66 + longer, 0x30, 0x1F + longer, *renamed[4:14], 0x30, 0x13 + longer])
    assert gost.parse_public_key(lengths + renamed[16:]) == PUBLIC


@pytest.mark.parametrize(
    ("original", "other"),
    [("2a850302022301", "2a850302022302"), ("2a85030701010101", "2a85030701010102")],
    ids=["CryptoPro curve B", "key of 512 bits"],
)
def test_other_curves_and_sizes_are_refused(original: str, other: str) -> None:
    renamed = der(PKCS8_PEM).replace(bytes.fromhex(original), bytes.fromhex(other), 1)
    with pytest.raises(ValueError, match=r"curve|256"):
        gost.parse_private_key(renamed)


@pytest.mark.parametrize("number", [bytes(32), b"\xff" * 32], ids=["zero", "above the order"])
def test_a_private_key_outside_the_group_is_refused(number: bytes) -> None:
    broken = der(PKCS8_PEM)[:-32] + number
    with pytest.raises(ValueError, match="not a number of this curve"):
        gost.parse_private_key(broken)


def test_certificates_are_named_by_streebog_of_their_der() -> None:
    """The figures are those of `openssl dgst -md_gost12_256` over the committed certificates."""
    assert [
        load_certificate(path).hash for path in (CLIENT.client_cert, STAND.rsa_cert, STAND.gost_cert)
    ] == [
        "1500271CC05F8C3E269215D89F3FC557501A6660A005A08869986EEFF2E4D215",
        "8B88AF13076815FCF082DB1E96ED2B48B31912895B8F0186AE8D485CA731B092",
        "CBAD7F54186D14C91FC07E2016689E8B2DC67A1E803DD90D9F87E0CFB179BB84",
    ]


def test_certificates_tell_their_algorithm_and_key() -> None:
    assert load_certificate(STAND.rsa_cert).alg == RS256
    certificate = load_certificate(STAND.gost_cert)
    assert certificate.alg == GOST
    assert certificate.gost_key == gost.public_key_of(load_gost_key(STAND.gost_key))


def test_a_der_certificate_is_the_same_as_its_pem(tmp_path: Path) -> None:
    copy = tmp_path / "client.cer"
    copy.write_bytes(der(CLIENT.client_cert.read_bytes()))
    assert load_certificate(copy) == load_certificate(CLIENT.client_cert)


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"\x30\x03\x02\x01\x01", PKCS8_PEM, b"-----BEGIN CERTIFICATE-----\n????"],
    ids=["empty", "garbage", "another DER", "a key", "broken PEM"],
)
def test_a_file_that_is_no_certificate_is_named(tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "wrong.crt"
    wrong.write_bytes(content)
    with pytest.raises(EsiaConfigError, match=r"wrong\.crt"):
        load_certificate(wrong)


def test_a_file_that_is_no_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(EsiaConfigError, match=r"missing\.key"):
        load_gost_key(tmp_path / "missing.key")
    with pytest.raises(EsiaConfigError, match=r"token_rsa\.key"):
        load_gost_key(STAND.rsa_key)
