"""Certificates and keys as files: what they say, and whether they signed something."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asn1crypto import pem, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from ejournal.esia import gost
from ejournal.esia.errors import EsiaConfigError

RS256 = "RS256"
GOST = "GOST3410_2012_256"

_ALGS = {"1.2.840.113549.1.1.1": RS256, gost.PUBLIC_KEY_OID: GOST}


@dataclass(frozen=True)
class Certificate:
    """An X.509 certificate: whole (DER), its SubjectPublicKeyInfo (DER), and the JWT algorithm of its key."""

    der: bytes
    spki: bytes
    alg: str

    @cached_property
    def hash(self) -> str:
        """Streebog-256 of the DER, 64 upper-case hex digits: how ЕСИА names a certificate."""
        return gost.streebog256(self.der).hex().upper()

    @cached_property
    def gost_key(self) -> gost.PublicKey:
        """The public key of a GOST certificate."""
        return gost.parse_public_key(self.spki)

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether the holder of this certificate signed `message`."""
        if self.alg == GOST:
            return gost.verify(self.gost_key, message, signature)
        return _verify_rs256(self.spki, message, signature)


def load_certificate(path: Path) -> Certificate:
    """Read a PEM or DER file; EsiaConfigError names the file that is no usable certificate."""
    der = read_der(path)
    try:
        spki = x509.Certificate.load(der, strict=True)["tbs_certificate"]["subject_public_key_info"].dump()
        certificate = Certificate(der, spki, _ALGS[gost.algorithm_of(spki)])
        certificate.verify(b"", bytes(2 * gost.SIZE))  # parses the key, so that a bad one shows here
    except (ValueError, TypeError, KeyError) as error:
        raise EsiaConfigError(
            f"ЕСИА: файл {path} — не сертификат ГОСТ Р 34.10-2012 (256 бит) или RSA."
        ) from error
    return certificate


def load_gost_key(path: Path) -> int:
    """Read an unencrypted PKCS#8 file (PEM or DER); EsiaConfigError names the file that is no usable key."""
    try:
        return gost.parse_private_key(read_der(path))
    except (ValueError, TypeError) as error:
        raise EsiaConfigError(
            f"ЕСИА: файл {path} — не закрытый ключ ГОСТ Р 34.10-2012 (256 бит) в формате PKCS#8."
        ) from error


def read_der(path: Path) -> bytes:
    """The DER inside a PEM or DER file; EsiaConfigError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EsiaConfigError(f"ЕСИА: не удаётся прочитать файл {path}.") from error
    try:
        return bytes(pem.unarmor(data)[2]) if pem.detect(data) else data
    except ValueError as error:
        raise EsiaConfigError(f"ЕСИА: файл {path} повреждён.") from error


def _verify_rs256(spki: bytes, message: bytes, signature: bytes) -> bool:
    key = load_der_public_key(spki)
    assert isinstance(key, RSAPublicKey)
    try:
        key.verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
