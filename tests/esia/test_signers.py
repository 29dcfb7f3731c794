"""The start refuses a connection that could not work or would be sham."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ejournal.esia.certs import load_certificate
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import EsiaConfigError
from ejournal.esia.settings import EsiaSettings, is_demo_material
from ejournal.esia.signers import self_check

from .test_gost import PKCS8_PEM

DEMO, STAND = demo_settings("http://journal.test", "http://stand.test")


@pytest.fixture
def own(tmp_path: Path) -> EsiaSettings:
    """Settings with a key and certificates that are not those of the repository."""
    key, certificate = tmp_path / "own.key", tmp_path / "own.crt"
    key.write_bytes(PKCS8_PEM)
    certificate.write_bytes(_with_another_key(DEMO.client_cert))
    return replace(DEMO, signing_key=key, client_cert=certificate, token_certs=(certificate,))


def _with_another_key(path: Path) -> bytes:
    """The certificate with one bit of the public key changed: nobody checks who signed it."""
    certificate = load_certificate(path)
    changed = bytearray(certificate.spki)
    changed[-1] ^= 1
    return certificate.der.replace(certificate.spki, bytes(changed))


def test_the_demo_pair_signs_and_verifies() -> None:
    self_check(DEMO)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signing_key": STAND.gost_key}, "не сходится с сертификатом"),
        ({"client_cert": STAND.rsa_cert}, "должен быть ГОСТ"),
        ({"signer": "csptest2"}, "«csptest2» неизвестен"),
        ({"signing_key": Path("nowhere.key")}, "nowhere.key"),
        ({"client_cert": Path("nowhere.crt")}, "nowhere.crt"),
    ],
    ids=["key of another pair", "RSA certificate", "unknown signer", "no key", "no certificate"],
)
def test_the_self_check_names_what_is_wrong(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(EsiaConfigError, match=sentence):
        self_check(replace(DEMO, **changes))


@pytest.mark.parametrize("algs", [(), ("none",), ("HS256",), ("RS256", "none")])
def test_settings_refuse_algorithms_that_prove_nothing(algs: tuple[str, ...]) -> None:
    with pytest.raises(EsiaConfigError, match="алгоритмы токенов"):
        replace(DEMO, token_algs=algs)


def test_settings_refuse_a_hash_that_is_not_streebog_in_capitals() -> None:
    with pytest.raises(EsiaConfigError, match="64 шестнадцатеричные"):
        replace(DEMO, client_cert_hash="ab" * 20)


def test_settings_refuse_an_unknown_access_type() -> None:
    with pytest.raises(EsiaConfigError, match="«forever»"):
        replace(DEMO, access_type="forever")


def test_material_of_the_school_is_not_demo_material(own: EsiaSettings) -> None:
    assert not is_demo_material(own)


@pytest.mark.parametrize("name", ["signing_key", "client_cert", "token_certs"])
def test_any_piece_of_the_demo_material_is_recognised_under_another_name(
    own: EsiaSettings, tmp_path: Path, name: str
) -> None:
    value = getattr(DEMO, name)
    source = value[-1] if isinstance(value, tuple) else value
    copy = tmp_path / "qualified"
    copy.write_bytes(source.read_bytes())
    changes: dict[str, Any] = {name: (copy,) if isinstance(value, tuple) else copy}
    assert is_demo_material(replace(own, **changes))


def test_a_key_kept_by_an_outside_signer_is_not_demo_material(own: EsiaSettings) -> None:
    assert not is_demo_material(replace(own, signing_key=Path("container-name")))
