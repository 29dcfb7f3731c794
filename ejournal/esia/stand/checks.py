"""The checks of v2/ac and v3/te, in the order of the real ones."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from werkzeug.datastructures import MultiDict

from ejournal.esia.certs import Certificate, load_certificate
from ejournal.esia.stand.errors import StandError, StandPageError
from ejournal.esia.stand.settings import RegisteredSystem, StandSettings
from ejournal.esia.stand.shelf import Shelf

Params = MultiDict[str, str]

# fmt: off
KNOWN_SCOPES = frozenset(
    {
        "openid", "fullname", "birthdate", "gender", "snils", "inn", "birthplace", "citizenship", "id_doc",
        "birth_cert_doc", "residence_doc", "temporary_residence_doc", "medical_doc", "military_doc",
        "foreign_passport_doc", "drivers_licence_doc", "vehicles", "email", "mobile", "contacts",
        "addresses", "usr_org", "usr_avt", "self_employed", "kid_fullname", "kid_birthdate", "kid_gender",
        "kid_snils", "kid_inn", "kid_birth_cert_doc", "kid_medical_doc",
    }
)
# fmt: on

_SIGNED = (
    "client_id",
    "client_secret",
    "client_certificate_hash",
    "redirect_uri",
    "scope",
    "state",
    "timestamp",
)
_AUTHORIZE = (*_SIGNED, "response_type", "access_type")
_EXCHANGE = (*_SIGNED, "code", "grant_type", "token_type")
_STATES_LIVE = 3600


@dataclass(frozen=True)
class AuthRequest:
    """An accepted request of v2/ac; a code is bound to all of it."""

    system: RegisteredSystem
    redirect_uri: str
    scope: str
    state: str


class Checks:
    """Judges requests by the table of registered systems."""

    def __init__(self, settings: StandSettings, now: Callable[[], datetime]) -> None:
        self._systems = {system.client_id: system for system in settings.systems}
        self._certs = {
            system.client_id: [load_certificate(path) for path in system.certificates]
            for system in settings.systems
        }
        self._skew = settings.skew_seconds
        self._now = now
        self._states: Shelf[bool] = Shelf(_STATES_LIVE, now)

    def system(self, client_id: str) -> RegisteredSystem:
        """The registered system, or an error page."""
        if client_id not in self._systems:
            raise StandPageError("Система, которая вас прислала, не зарегистрирована на стенде (client_id).")
        return self._systems[client_id]

    def return_address(self, params: Params) -> str:
        """The address to which answers of v2/ac may go; an error page when it is not registered."""
        address = params.get("redirect_uri", "")
        if address not in self.system(params.get("client_id", "")).redirect_uris:
            raise StandPageError("Адрес возврата не зарегистрирован для этой системы (redirect_uri).")
        return address

    def authorize(self, params: Params) -> AuthRequest:
        """Accept a request of v2/ac whose system and address are known, or raise StandError."""
        system = self.system(params["client_id"])
        self._shape(params, _AUTHORIZE)
        _require(params["response_type"] == "code", "007003")
        _require(params["access_type"] in ("online", "offline"), "007003")
        self._rights(params, system, code="")
        return AuthRequest(system, params["redirect_uri"], params["scope"], params["state"])

    def exchange(self, params: Params) -> None:
        """Accept a request of v3/te, all but its code, or raise StandError."""
        _require_fields(params, _EXCHANGE)
        _require(params["client_id"] in self._systems, "007005")
        system = self._systems[params["client_id"]]
        _require(params["redirect_uri"] in system.redirect_uris, "007023")
        self._shape(params, _EXCHANGE)
        _require(params["grant_type"] == "authorization_code", "007012")
        _require(params["token_type"] == "Bearer", "007003")  # noqa: S105  # no secret
        self._rights(params, system, params["code"])

    def _shape(self, params: Params, fields: Sequence[str]) -> None:
        _require_fields(params, fields)
        _require(all(len(values) == 1 for _, values in params.lists()), "007003")
        _require(self._in_time(params["timestamp"]), "007015")
        _require(_is_uuid(params["state"]) and self._states.put(params["state"], True), "007003")

    def _in_time(self, timestamp: str) -> bool:
        if not re.fullmatch(r"\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d [+-]\d{4}", timestamp, re.ASCII):
            return False
        try:
            moment = datetime.strptime(timestamp, "%Y.%m.%d %H:%M:%S %z")
        except ValueError:
            return False
        return abs((self._now() - moment).total_seconds()) <= self._skew

    def _rights(self, params: Params, system: RegisteredSystem, code: str) -> None:
        scopes = set(params["scope"].split())
        _require(bool(scopes), "007013")
        _require(scopes <= KNOWN_SCOPES, "007006")
        _require(scopes <= set(system.scopes), "007019")
        _require(self._signed(params, code), "007053")

    def _signed(self, params: Params, code: str) -> bool:
        """Whether the holder of a registered certificate, named in the request, signed it."""
        parts = ("client_id", "scope", "scope_org", "timestamp", "state", "redirect_uri")
        message = ("".join(params.get(part, "") for part in parts) + code).encode()
        signature = _unpack(params["client_secret"])
        return any(cert.verify(message, signature) for cert in self._named(params))

    def _named(self, params: Params) -> list[Certificate]:
        named = params["client_certificate_hash"]
        return [cert for cert in self._certs[params["client_id"]] if cert.hash == named]


def _require_fields(params: Params, fields: Sequence[str]) -> None:
    missing = [field for field in fields if not params.get(field)]
    if missing:
        raise StandError("007014", ", ".join(missing))


def _require(condition: bool, code: str) -> None:
    if not condition:
        raise StandError(code)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _unpack(text: str) -> bytes:
    """Any of the three forms that are met: url-safe without padding, url-safe padded, standard."""
    bare = text.translate(str.maketrans("+/", "-_")).rstrip("=")
    try:
        return b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
