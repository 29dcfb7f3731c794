"""Who signs the requests: by name, so that a certified signer can take the place of the demo one."""

from collections.abc import Callable
from typing import Protocol

from ejournal.esia import gost
from ejournal.esia.certs import GOST, load_certificate, load_gost_key
from ejournal.esia.errors import EsiaConfigError
from ejournal.esia.settings import EsiaSettings

_PROBE = "ejournal: проверка подписи".encode()


class Signer(Protocol):
    """Makes the raw GOST signature: s‖r, 64 bytes big-endian."""

    def sign(self, message: bytes) -> bytes:
        """Sign the bytes as they are."""


class PythonSigner:
    """Signs inside the process with a key from a file: for the demo and tests, not a certified means."""

    def __init__(self, settings: EsiaSettings) -> None:
        self._key = load_gost_key(settings.signing_key)

    def sign(self, message: bytes) -> bytes:
        """Sign the bytes as they are (about 60 ms)."""
        return gost.sign(self._key, message)


SIGNERS: dict[str, Callable[[EsiaSettings], Signer]] = {"python": PythonSigner}


def make_signer(settings: EsiaSettings) -> Signer:
    """The signer that the settings name."""
    if settings.signer not in SIGNERS:
        raise EsiaConfigError(
            f"ЕСИА: способ подписи «{settings.signer}» неизвестен, есть: {', '.join(SIGNERS)}."
        )
    return SIGNERS[settings.signer](settings)


def self_check(settings: EsiaSettings) -> None:
    """Sign a probe and verify it by the certificate: shows a wrong key, certificate or byte order."""
    certificate = load_certificate(settings.client_cert)
    if certificate.alg != GOST:
        raise EsiaConfigError(
            f"ЕСИА: сертификат {settings.client_cert} должен быть ГОСТ Р 34.10-2012 (256 бит)."
        )
    if not certificate.verify(_PROBE, make_signer(settings).sign(_PROBE)):
        raise EsiaConfigError(
            f"ЕСИА: пробная подпись не сходится с сертификатом {settings.client_cert}. Проверьте, что ключ "
            "и сертификат из одной пары, а способ подписи не переворачивает байты."
        )
