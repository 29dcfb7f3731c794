"""GOST R 34.10-2012 (256 bits) and Streebog-256 in the byte orders of ЕСИА and X.509.

A thin layer over gostcrypto for the demo, the stand and tests. It wants the digest reversed, returns r‖s
while ЕСИА and X.509 have s‖r, and knows CryptoPro's curve A under its later name paramSetB.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from asn1crypto.core import Any as AnyDer
from asn1crypto.core import Integer, ObjectIdentifier, OctetBitString, OctetString, Sequence
from gostcrypto import gosthash, gostsignature

PUBLIC_KEY_OID = "1.2.643.7.1.1.1.1"
CURVE_OIDS = frozenset(  # three names of one curve: CryptoPro A, CryptoPro XchA, tc26 paramSetB
    {"1.2.643.2.2.35.1", "1.2.643.2.2.36.0", "1.2.643.7.1.2.1.1.2"}
)
SIZE = 32

_CURVE = gostsignature.CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-2012-256-paramSetB"]


@dataclass(frozen=True)
class PublicKey:
    """A point of the curve."""

    x: int
    y: int


class _Parameters(Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [
        ("curve", ObjectIdentifier),
        ("digest", ObjectIdentifier, {"optional": True}),
        ("cipher", ObjectIdentifier, {"optional": True}),
    ]


class _Algorithm(Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [("oid", ObjectIdentifier), ("parameters", AnyDer, {"optional": True})]


class _PublicKeyInfo(Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [("algorithm", _Algorithm), ("key", OctetBitString)]


class _PrivateKeyInfo(Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [
        ("version", Integer),
        ("algorithm", _Algorithm),
        ("key", OctetString),
        ("attributes", AnyDer, {"optional": True}),
    ]


def streebog256(data: bytes) -> bytes:
    """GOST R 34.11-2012, 32 bytes in the ordinary order (that of openssl)."""
    return bytes(gosthash.new("streebog256", data=bytearray(data)).digest())


def sign(private_key: int, message: bytes) -> bytes:
    """The raw signature s‖r, 32 bytes big-endian each."""
    r_then_s = bytes(_engine().sign(bytearray(private_key.to_bytes(SIZE, "big")), _reversed_digest(message)))
    return r_then_s[SIZE:] + r_then_s[:SIZE]


def verify(public_key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (s‖r, 64 bytes) was made over `message` by the holder of the key."""
    if len(signature) != 2 * SIZE:
        return False
    r_then_s = bytearray(signature[SIZE:] + signature[:SIZE])
    point = bytearray(public_key.x.to_bytes(SIZE, "big") + public_key.y.to_bytes(SIZE, "big"))
    return bool(_engine().verify(point, _reversed_digest(message), r_then_s))


def public_key_of(private_key: int) -> PublicKey:
    """The public half of a private key."""
    point = bytes(_engine().public_key_generate(bytearray(private_key.to_bytes(SIZE, "big"))))
    return PublicKey(int.from_bytes(point[:SIZE], "big"), int.from_bytes(point[SIZE:], "big"))


def algorithm_of(spki: bytes) -> str:
    """The dotted OID of the key's algorithm in a DER SubjectPublicKeyInfo."""
    return str(_PublicKeyInfo.load(spki, strict=True)["algorithm"]["oid"].dotted)


def parse_public_key(spki: bytes) -> PublicKey:
    """The key of a DER SubjectPublicKeyInfo; ValueError for another algorithm or curve."""
    info = _PublicKeyInfo.load(spki, strict=True)
    _require_curve(info["algorithm"])
    point = bytes(OctetString.load(info["key"].native, strict=True).native)
    if len(point) != 2 * SIZE:
        raise ValueError("the public key is not 64 bytes long")
    return PublicKey(int.from_bytes(point[:SIZE], "little"), int.from_bytes(point[SIZE:], "little"))


def parse_private_key(pkcs8: bytes) -> int:
    """The key of a DER PKCS#8 file, its 32 bytes bare or in a second OCTET STRING; ValueError otherwise."""
    info = _PrivateKeyInfo.load(pkcs8, strict=True)
    _require_curve(info["algorithm"])
    raw = bytes(info["key"].native)
    if len(raw) != SIZE:
        raw = bytes(OctetString.load(raw, strict=True).native)
    number = int.from_bytes(raw, "little")
    if len(raw) != SIZE or not 0 < number < _CURVE["q"]:
        raise ValueError("the private key is not a number of this curve")
    return number


def _require_curve(algorithm: Any) -> None:
    if algorithm["oid"].dotted != PUBLIC_KEY_OID:
        raise ValueError("the key is not GOST R 34.10-2012 of 256 bits")
    if algorithm["parameters"].parse(_Parameters)["curve"].dotted not in CURVE_OIDS:
        raise ValueError("the key lies on a curve that is not supported")


def _engine() -> Any:
    return gostsignature.new(gostsignature.MODE_256, _CURVE)


def _reversed_digest(message: bytes) -> bytearray:
    return bytearray(streebog256(message)[::-1])
