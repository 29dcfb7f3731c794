"""The checklist by which a token of ЕСИА is believed."""

import binascii
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ejournal.esia.certs import Certificate
from ejournal.esia.errors import TokenError

Claims = Mapping[str, Any]

_SUBJECT = "urn:esia:sbj"


@dataclass(frozen=True)
class Subject:
    """Who signed in, as the id token vouches."""

    oid: int
    level: str | None
    trusted: bool


@dataclass(frozen=True)
class TokenVerifier:
    """The checklist for one registered system: what its tokens must be signed with and say."""

    issuer: str
    client_id: str
    certs: Sequence[Certificate]
    algs: Sequence[str]
    leeway_seconds: int

    def check_answer(self, answer: Claims, sent_state: str, now: datetime) -> Subject:
        """Believe a whole answer of the token endpoint, or raise TokenError."""
        _require(answer.get("state") == sent_state, "state of the answer is not the one sent")
        access = self._claims(answer.get("access_token"), "access", now)
        _require(access.get("client_id") == self.client_id, "access token is for another client_id")
        identity = self._claims(answer.get("id_token"), "id", now)
        _require(identity.get("aud") == self.client_id, "id token is for another aud")
        subject = _subject(identity)
        _require(access.get("urn:esia:sbj_id") == subject.oid, "the two tokens are about different people")
        return subject

    def _claims(self, token: object, sbt: str, now: datetime) -> Claims:
        """The payload of one token whose signature, kind, issuer and time are right."""
        header, claims, signed, signature = _split(token)
        _require(header.get("alg") in self.algs, "algorithm is not allowed")
        _require(header.get("sbt") == sbt, f"token is not of the kind «{sbt}»")
        candidates = self._candidates(header)
        _require(bool(candidates), "no configured certificate fits the token")
        _require(any(cert.verify(signed, signature) for cert in candidates), "signature is wrong")
        _require(claims.get("iss") == self.issuer, "issuer is another")
        self._require_time(claims, now)
        return claims

    def _candidates(self, header: Claims) -> list[Certificate]:
        """Who may have signed: the certificate that the header names, else all of the algorithm."""
        fitting = [cert for cert in self.certs if cert.alg == header["alg"]]
        named = header.get("x5t#St256")
        if named is None:
            return fitting
        return [cert for cert in fitting if cert.hash == str(named).upper()]

    def _require_time(self, claims: Claims, now: datetime) -> None:
        moment = now.timestamp()
        _require(_integer(claims, "nbf") - self.leeway_seconds <= moment, "token is not valid yet")
        _require(moment < _integer(claims, "exp") + self.leeway_seconds, "token has expired")


def _subject(claims: Claims) -> Subject:
    about = claims.get(_SUBJECT)
    if not isinstance(about, dict):
        raise TokenError("id token names nobody")
    oid, level = _integer(about, f"{_SUBJECT}:oid"), about.get(f"{_SUBJECT}:lvl")
    _require(claims.get("sub") == oid, "id token contradicts itself about the oid")
    return Subject(oid, str(level) if level else None, about.get(f"{_SUBJECT}:is_tru") is True)


def _split(token: object) -> tuple[Claims, Claims, bytes, bytes]:
    """Header, claims, the bytes that were signed, and the signature."""
    _require(isinstance(token, str) and token.count(".") == 2, "token does not have three parts")
    header, payload, signature = str(token).split(".")
    return _object(header), _object(payload), f"{header}.{payload}".encode(), _unpack(signature)


def _object(part: str) -> Claims:
    try:
        value = json.loads(_unpack(part))
    except (ValueError, RecursionError) as error:
        raise TokenError("a part of the token is not JSON") from error
    _require(isinstance(value, dict), "a part of the token is not a JSON object")
    return dict(value)


def _unpack(part: str) -> bytes:
    try:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError) as error:
        raise TokenError("a part of the token is not base64url") from error


def _integer(claims: Claims, name: str) -> int:
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TokenError(f"{name} is not a whole number")
    return value


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise TokenError(reason)
