"""Each item of the checklist of tokens, violated one by one."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ejournal.esia.certs import GOST, RS256, load_certificate
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import TokenError
from ejournal.esia.tokens import Subject, TokenVerifier

from .conftest import NOON

CLIENT, STAND = demo_settings("http://journal.test", "http://stand.test")
RSA_CERT, GOST_CERT = load_certificate(STAND.rsa_cert), load_certificate(STAND.gost_cert)
STATE = "0b0e3f0a-6f4c-4f1a-9d0e-6f3c3a6f7c11"
OID = 1000299353
BEGIN = int(NOON.timestamp())

VERIFIER = TokenVerifier("http://stand.test/", "DEMO01", [GOST_CERT, RSA_CERT], [RS256, GOST], 60)


def _key() -> RSAPrivateKey:
    key = load_pem_private_key(STAND.rsa_key.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


KEY = _key()


def pack(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def signed_part(header: object, claims: object) -> str:
    return f"{pack(json.dumps(header).encode())}.{pack(json.dumps(claims).encode())}"


def mint(header: object, claims: object, key: RSAPrivateKey = KEY) -> str:
    part = signed_part(header, claims)
    return f"{part}.{pack(key.sign(part.encode(), PKCS1v15(), SHA256()))}"


def header(kind: str, **changes: Any) -> dict[str, Any]:
    fields = {"ver": 1, "typ": "JWT", "sbt": kind, "alg": "RS256", "x5t#St256": RSA_CERT.hash} | changes
    return {name: value for name, value in fields.items() if value is not None}


def times() -> dict[str, Any]:
    return {"iss": "http://stand.test/", "nbf": BEGIN, "iat": BEGIN, "exp": BEGIN + 3600}


def access_claims(**changes: Any) -> dict[str, Any]:
    return times() | {"client_id": "DEMO01", "urn:esia:sbj_id": OID} | changes


def id_claims(**changes: Any) -> dict[str, Any]:
    about = {"urn:esia:sbj:oid": OID, "urn:esia:sbj:lvl": "PR", "urn:esia:sbj:is_tru": True}
    return times() | {"aud": "DEMO01", "sub": OID, "urn:esia:sbj": about} | changes


def answer(**changes: object) -> dict[str, object]:
    tokens = {
        "access_token": mint(header("access"), access_claims()),
        "id_token": mint(header("id"), id_claims()),
    }
    return {"state": STATE, **tokens, **changes}


def with_access(header_changes: dict[str, Any] | None = None, **claims: Any) -> dict[str, object]:
    return answer(access_token=mint(header("access", **(header_changes or {})), access_claims(**claims)))


def with_id(**claims: Any) -> dict[str, object]:
    return answer(id_token=mint(header("id"), id_claims(**claims)))


def with_hmac() -> dict[str, object]:
    """The old trick: the public certificate used as a shared secret."""
    part = signed_part(header("access", alg="HS256"), access_claims())
    return answer(access_token=f"{part}.{pack(hmac.digest(RSA_CERT.spki, part.encode(), hashlib.sha256))}")


def unsigned(alg: str) -> dict[str, object]:
    return answer(access_token=signed_part(header("access", alg=alg), access_claims()) + ".")


def raw_access(token: object) -> dict[str, object]:
    return answer(access_token=token)


def about(**fields: object) -> dict[str, object]:
    return {f"urn:esia:sbj:{name}": value for name, value in fields.items()}


def test_a_right_answer_tells_who_signed_in() -> None:
    assert VERIFIER.check_answer(answer(), STATE, NOON) == Subject(OID, "PR", True)


def test_a_child_is_believed_without_being_trusted() -> None:
    child = with_id(**{"urn:esia:sbj": about(oid=OID, lvl="KD")})
    assert VERIFIER.check_answer(child, STATE, NOON) == Subject(OID, "KD", False)


def test_without_a_hash_in_the_header_all_certificates_of_the_algorithm_are_tried() -> None:
    nameless = with_access({"x5t#St256": None})
    assert VERIFIER.check_answer(nameless, STATE, NOON).oid == OID


VIOLATIONS = {
    "state of another request": (answer(state="another"), "state"),
    "no state": (answer(state=None), "state"),
    "no access token": (raw_access(None), "three parts"),
    "two parts": (raw_access("a.b"), "three parts"),
    "four parts": (raw_access(mint(header("access"), access_claims()) + ".x"), "three parts"),
    "a part is not base64": (raw_access("a.b.c"), "base64url"),
    "a part is not ASCII": (raw_access("ё.ё.ё"), "base64url"),
    "a part is not JSON": (raw_access(f"{pack(b'x')}.{pack(b'x')}.xxxx"), "not JSON"),
    "a part is nested beyond measure": (raw_access(f"{pack(b'[' * 100_000)}.e30.xxxx"), "not JSON"),
    "a part is a list": (raw_access(mint([], access_claims())), "JSON object"),
    "algorithm none": (unsigned("none"), "algorithm"),
    "algorithm None": (unsigned("None"), "algorithm"),
    "algorithm HS256": (with_hmac(), "algorithm"),
    "algorithm is missing": (with_access({"alg": None}), "algorithm"),
    "algorithm is a list": (with_access({"alg": ["RS256"]}), "algorithm"),
    "no signature": (unsigned("RS256"), "signature"),
    "GOST named, RSA signed": (with_access({"alg": GOST, "x5t#St256": GOST_CERT.hash}), "signature"),
    "GOST named with the RSA certificate": (with_access({"alg": GOST}), "no configured certificate"),
    "unknown certificate": (with_access({"x5t#St256": "0" * 64}), "no configured certificate"),
    "another key": (
        raw_access(mint(header("access"), access_claims(), generate_private_key(65537, 2048))),
        "signature",
    ),
    "an id token as access token": (raw_access(answer()["id_token"]), "kind «access»"),
    "an access token as id token": (answer(id_token=answer()["access_token"]), "kind «id»"),
    "a code as access token": (with_access({"sbt": "authorization_code"}), "kind «access»"),
    "another issuer": (with_access(iss="http://esia.gosuslugi.ru/"), "issuer"),
    "issuer without the slash": (with_access(iss="http://stand.test"), "issuer"),
    "access token of another system": (with_access(client_id="OTHER"), "client_id"),
    "id token of another system": (with_id(aud="OTHER"), "aud"),
    "not yet valid": (with_access(nbf=BEGIN + 61), "not valid yet"),
    "expired": (with_access(exp=BEGIN - 60), "expired"),
    "expired id token": (with_id(exp=BEGIN - 60), "expired"),
    "no beginning": (with_access(nbf=None), "nbf"),
    "end is a text": (with_access(exp=str(BEGIN + 60)), "exp"),
    "end is endless": (with_access(exp=float("inf")), "exp"),
    "nobody named": (with_id(**{"urn:esia:sbj": None}), "names nobody"),
    "oid is a text": (with_id(sub=str(OID), **{"urn:esia:sbj": about(oid=str(OID))}), "oid is not"),
    "oid is true": (with_id(sub=True, **{"urn:esia:sbj": about(oid=True)}), "oid is not"),
    "sub is another": (with_id(sub=OID + 1), "contradicts"),
    "the tokens are about different people": (
        with_access(None, **{"urn:esia:sbj_id": OID + 1}),
        "different people",
    ),
}


@pytest.mark.parametrize(("broken", "reason"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_a_violated_item_refuses_the_answer(broken: dict[str, object], reason: str) -> None:
    with pytest.raises(TokenError, match=reason):
        VERIFIER.check_answer(broken, STATE, NOON)


def test_a_changed_payload_is_refused() -> None:
    head, _, signature = mint(header("access"), access_claims()).split(".")
    other = pack(json.dumps(access_claims(**{"urn:esia:sbj_id": 1})).encode())
    with pytest.raises(TokenError, match="signature"):
        VERIFIER.check_answer(raw_access(f"{head}.{other}.{signature}"), STATE, NOON)


def test_an_algorithm_left_out_of_the_settings_is_refused() -> None:
    with pytest.raises(TokenError, match="algorithm"):
        replace(VERIFIER, algs=[GOST]).check_answer(answer(), STATE, NOON)


@pytest.mark.parametrize("seconds", [-60, 3659])
def test_the_leeway_forgives_a_minute(seconds: int) -> None:
    assert VERIFIER.check_answer(answer(), STATE, NOON + timedelta(seconds=seconds)).oid == OID


@pytest.mark.parametrize("seconds", [-61, 3660])
def test_the_leeway_forgives_no_more_than_a_minute(seconds: int) -> None:
    with pytest.raises(TokenError, match=r"not valid yet|expired"):
        VERIFIER.check_answer(answer(), STATE, NOON + timedelta(seconds=seconds))
