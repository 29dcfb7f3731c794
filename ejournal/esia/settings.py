"""Everything by which one connection to ЕСИА differs from another."""

import re
from dataclasses import dataclass
from pathlib import Path

from ejournal.esia.certs import GOST, RS256, load_certificate, load_gost_key
from ejournal.esia.errors import EsiaConfigError

SUPPORTED_ALGS = (RS256, GOST)

_DEMO = Path(__file__).parent / "demo"


@dataclass(frozen=True)
class EsiaSettings:
    """One registered system of ЕСИА; urls end in no slash, but `issuer` is compared whole."""

    base_url: str
    issuer: str
    client_id: str
    redirect_uri: str
    signing_key: Path
    client_cert: Path
    token_certs: tuple[Path, ...]
    logout_return_url: str
    scopes: tuple[str, ...] = ("openid", "fullname", "snils", "birthdate")
    access_type: str = "online"
    signer: str = "python"
    client_cert_hash: str | None = None
    token_algs: tuple[str, ...] = SUPPORTED_ALGS
    ca_bundle: Path | None = None
    leeway_seconds: int = 60
    timeout_seconds: float = 10

    def __post_init__(self) -> None:
        """Refuse what could never work or would switch the verification off."""
        if not self.token_algs or not set(self.token_algs) <= set(SUPPORTED_ALGS):
            raise EsiaConfigError(
                f"ЕСИА: алгоритмы токенов {self.token_algs} — можно только {', '.join(SUPPORTED_ALGS)}."
            )
        if self.access_type not in ("online", "offline"):
            raise EsiaConfigError(
                f"ЕСИА: вид доступа «{self.access_type}» — можно только online или offline."
            )
        if self.client_cert_hash and not re.fullmatch("[0-9A-F]{64}", self.client_cert_hash):
            raise EsiaConfigError("ЕСИА: хэш сертификата — это 64 шестнадцатеричные цифры, буквы заглавные.")


def is_demo_material(settings: EsiaSettings) -> bool:
    """Whether a key that everyone can read in this repository would sign requests or vouch for tokens."""
    demo = {load_certificate(path).spki for path in _DEMO.glob("*.crt")}
    used = {load_certificate(path).spki for path in (settings.client_cert, *settings.token_certs)}
    return bool(demo & used) or _signs_with_demo_key(settings)


def _signs_with_demo_key(settings: EsiaSettings) -> bool:
    try:
        key = load_gost_key(settings.signing_key)
    except EsiaConfigError:
        return False  # no readable GOST key, so not one of ours; the self-check speaks of it
    return key in {load_gost_key(_DEMO / name) for name in ("client.key", "token_gost.key")}
