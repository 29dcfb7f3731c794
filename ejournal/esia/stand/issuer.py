"""Codes and tokens as ЕСИА makes them: odd types, escaped slashes and all."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key

from ejournal.esia import gost
from ejournal.esia.certs import GOST, RS256, load_certificate, load_gost_key, read_der
from ejournal.esia.stand.checks import AuthRequest
from ejournal.esia.stand.settings import StandPerson, StandSettings

CODE_LIVES = 240
ACCESS_LIVES = 3600
SESSION_LIVES = 10800  # of the stand and of an id token

_SUBJECT = "urn:esia:sbj"


@dataclass(frozen=True)
class Grant:
    """A person let a system in; `sid` and `auth_time` (seconds) are of the session at the stand."""

    request: AuthRequest
    person: StandPerson
    sid: str
    auth_time: int


@dataclass(frozen=True)
class _Key:
    cert_hash: str
    sign: Callable[[bytes], bytes]


class Issuer:
    """Signs with the algorithm that the system chose; times are whole seconds of the stand's clock."""

    def __init__(self, settings: StandSettings) -> None:
        self._iss = settings.issuer
        self._keys = {
            RS256: _Key(load_certificate(settings.rsa_cert).hash, _rs256(read_der(settings.rsa_key))),
            GOST: _Key(load_certificate(settings.gost_cert).hash, _gost(load_gost_key(settings.gost_key))),
        }

    def code(self, grant: Grant, now: int) -> str:
        """The authorization code, itself a JWT."""
        claims = {
            "urn:esia:client:state": grant.request.state,
            "auth_mthd": "PWD",
            _SUBJECT: _about(grant.person),
            "params": {},
            "client_id": grant.request.system.client_id,
            "scope": _with_oid(grant),
            "auth_time": grant.auth_time,
        }
        return self._jwt(grant, "authorization_code", now, CODE_LIVES, claims)

    def access(self, grant: Grant, now: int) -> str:
        """The access token."""
        claims = {
            "client_id": grant.request.system.client_id,
            f"{_SUBJECT}_id": grant.person.oid,
            "scope": _with_oid(grant),
        }
        return self._jwt(grant, "access", now, ACCESS_LIVES, claims)

    def identity(self, grant: Grant, now: int) -> str:
        """The id token: `sub` is a number and `amr` a string, as nowhere else."""
        claims = {
            "aud": grant.request.system.client_id,
            "sub": grant.person.oid,
            "auth_time": grant.auth_time,
            "amr": "PWD",
            "urn:esia:amd": "PWD",
            _SUBJECT: _about(grant.person),
        }
        return self._jwt(grant, "id", now, SESSION_LIVES, claims)

    def _jwt(self, grant: Grant, sbt: str, now: int, lives: int, claims: Mapping[str, Any]) -> str:
        alg = grant.request.system.token_alg
        header = {"ver": 0 if sbt == "id" else 1, "typ": "JWT", "sbt": sbt, "alg": alg}
        header["x5t#St256"] = self._keys[alg].cert_hash
        common = {"iss": self._iss, "nbf": now, "iat": now, "exp": now + lives, "urn:esia:sid": grant.sid}
        signed = f"{_json_part(header)}.{_json_part({**common, **claims})}"
        return f"{signed}.{_pack(self._keys[alg].sign(signed.encode()))}"


def _about(person: StandPerson) -> dict[str, Any]:
    about = {"typ": "P", "lvl": person.level, "oid": person.oid, "nam": f"OID.{person.oid}"}
    if person.trusted:
        about["is_tru"] = True
    return {f"{_SUBJECT}:{name}": value for name, value in about.items()}


def _with_oid(grant: Grant) -> str:
    """Every scope but openid says whose data it opens."""
    scopes = grant.request.scope.split()
    return " ".join(scope if scope == "openid" else f"{scope}?oid={grant.person.oid}" for scope in scopes)


def _json_part(value: Mapping[str, Any]) -> str:
    return _pack(json.dumps(value).replace("/", "\\/").encode())


def _pack(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _rs256(key_der: bytes) -> Callable[[bytes], bytes]:
    key = load_der_private_key(key_der, password=None)
    assert isinstance(key, RSAPrivateKey)
    return lambda message: key.sign(message, PKCS1v15(), SHA256())


def _gost(key: int) -> Callable[[bytes], bytes]:
    return lambda message: gost.sign(key, message)
