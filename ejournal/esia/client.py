"""The ЕСИА client: v2/ac and v3/te through Authlib, everything it cannot know done here."""

import logging
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from uuid import uuid4

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import MismatchingStateError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, g, request, session
from werkzeug.wrappers import Response

from ejournal.esia import errors
from ejournal.esia.certs import load_certificate
from ejournal.esia.errors import EsiaError, TokenError
from ejournal.esia.identity import Identity, make_identity
from ejournal.esia.settings import EsiaSettings
from ejournal.esia.signers import make_signer
from ejournal.esia.tokens import Subject, TokenVerifier

TIMESTAMP = "%Y.%m.%d %H:%M:%S %z"
TABS = 5  # sign-ins begun in one browser and not finished that stay valid; more would swell the cookie

_log = logging.getLogger(__name__)
_STATE_KEY = "_state_esia_"


class _EsiaApp(FlaskOAuth2App):  # type: ignore[misc]  # Authlib ships no types
    """Authlib's client without what ЕСИА does not speak: nonce, jwks and the standard id token."""

    check_answer: Callable[[Mapping[str, Any]], Subject]

    def create_authorization_url(self, redirect_uri: str | None = None, **params: str) -> dict[str, Any]:
        """The address of the sign-in page; no nonce in it."""
        with self._get_oauth_client() as client:
            url, state = client.create_authorization_url(
                self.authorize_url, redirect_uri=redirect_uri, **params
            )
        return {"url": url, "state": state}

    def save_authorize_data(self, **data: str) -> None:
        """Remember the state alone: the address holds a signature, which has no business in a cookie.

        Authlib asks for `parse_id_token` only if a nonce was remembered.
        """
        super().save_authorize_data(state=data["state"], redirect_uri=data["redirect_uri"], nonce="")
        begun = sorted(
            (key for key in session if key.startswith(_STATE_KEY)), key=lambda key: session[key]["exp"]
        )
        for key in begun[:-TABS]:
            del session[key]

    def parse_id_token(self, token: Mapping[str, Any], **_: object) -> Subject:
        """What Authlib puts into `token["userinfo"]`."""
        return self.check_answer(token)


class EsiaClient:
    """Signs people in through ЕСИА; every failure is an EsiaError with a sentence for the person."""

    def __init__(self, settings: EsiaSettings, now: Callable[[], datetime]) -> None:
        """Raise EsiaConfigError when a key or a certificate is unusable; `now` is the wall clock, aware."""
        self._settings = settings
        self._now = now
        self._signer = make_signer(settings)
        self._scope = " ".join(settings.scopes)
        self._cert_hash = settings.client_cert_hash or load_certificate(settings.client_cert).hash
        self._verifier = TokenVerifier(
            issuer=settings.issuer,
            client_id=settings.client_id,
            certs=[load_certificate(path) for path in settings.token_certs],
            algs=settings.token_algs,
            leeway_seconds=settings.leeway_seconds,
        )

    def init_app(self, app: Flask) -> None:
        """Register with a Flask app; its session must be signed, SameSite=Lax at the strictest."""
        self._app = OAuth(app).register(
            "esia",
            client_cls=_EsiaApp,
            client_id=self._settings.client_id,
            authorize_url=f"{self._settings.base_url}/aas/oauth2/v2/ac",
            access_token_url=f"{self._settings.base_url}/aas/oauth2/v3/te",
            token_endpoint_auth_method=self._sign_token_request,
            client_kwargs={"scope": self._scope, "default_timeout": self._settings.timeout_seconds},
        )
        self._app.check_answer = self._check_answer

    def begin(self) -> Response:
        """Send the browser to the sign-in page of ЕСИА."""
        state, uri = str(uuid4()), self._settings.redirect_uri
        answer: Response = self._app.authorize_redirect(
            uri,
            access_type=self._settings.access_type,
            **self._signed_fields(state, uri),
        )
        return answer

    def finish(self) -> Identity:
        """Turn the callback request into a person."""
        with _one_kind_of_error():
            if "error" not in request.args and not request.args.get("code"):
                raise MismatchingStateError
            answer = self._app.authorize_access_token(verify=self._verify_tls())
            if "userinfo" not in answer:
                raise TokenError("there is no id token")
            return make_identity(
                answer["userinfo"], self._person(answer["userinfo"].oid, answer["access_token"])
            )

    def logout_url(self) -> str:
        """Where to send the browser, after the local session has ended, to end the one of ЕСИА."""
        query = {"client_id": self._settings.client_id, "redirect_url": self._settings.logout_return_url}
        return f"{self._settings.base_url}/idp/ext/Logout?{urlencode(query, quote_via=quote)}"

    def _person(self, oid: int, access_token: str) -> Mapping[str, Any]:
        """The person object of /rs/prns with the fields of the granted scopes."""
        answer = self._app.get(
            f"{self._settings.base_url}/rs/prns/{oid}",
            token={"access_token": access_token, "token_type": "Bearer"},
            headers={"Accept": "application/json"},
            verify=self._verify_tls(),
        )
        if answer.status_code == requests.codes.unauthorized:
            raise errors.refused("005011")
        if answer.status_code == requests.codes.forbidden:
            raise EsiaError(None, errors.NO_PERSON)
        answer.raise_for_status()
        person = answer.json()
        if not isinstance(person, dict):
            raise ValueError("the person is not a JSON object")
        return person

    def _sign_token_request(
        self, _client: object, _method: str, uri: str, headers: Mapping[str, str], body: str
    ) -> tuple[str, Mapping[str, str], str]:
        """Authlib's hook: complete the token request under a new state and sign it with the code."""
        form = dict(parse_qsl(body))
        g.esia_state = str(uuid4())
        form |= self._signed_fields(g.esia_state, form["redirect_uri"], form["code"])
        form |= {"client_id": self._settings.client_id, "scope": self._scope, "token_type": "Bearer"}
        return uri, headers, urlencode(form)

    def _signed_fields(self, state: str, redirect_uri: str, code: str = "") -> dict[str, str]:
        """The fields that both requests sign, with the signature."""
        timestamp = self._now().strftime(TIMESTAMP)
        message = self._settings.client_id + self._scope + timestamp + state + redirect_uri + code
        signature = urlsafe_b64encode(self._signer.sign(message.encode())).decode().rstrip("=")
        return {
            "state": state,
            "timestamp": timestamp,
            "client_certificate_hash": self._cert_hash,
            "client_secret": signature,
        }

    def _check_answer(self, answer: Mapping[str, Any]) -> Subject:
        return self._verifier.check_answer(answer, g.esia_state, self._now())

    def _verify_tls(self) -> str | bool:
        """Passed with each request: the bundle of a session yields to the environment."""
        return str(self._settings.ca_bundle) if self._settings.ca_bundle else True


@contextmanager
def _one_kind_of_error() -> Iterator[None]:
    """Let nothing but EsiaError out; the log gets the reason, never a code, a token or the address called."""
    try:
        yield
    except MismatchingStateError as error:
        raise EsiaError(None, errors.STALE) from error
    except AuthlibBaseError as error:
        raise errors.refused(_code(error.description)) from error
    except TokenError as error:
        _log.warning("The answer of ЕСИА is not believed: %s", error)
        raise EsiaError(None, errors.UNTRUSTED) from error
    except requests.Timeout as error:
        raise EsiaError(None, errors.TOO_SLOW) from error
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
        _log.warning("ЕСИА cannot be reached: %s", type(error).__name__)
        raise EsiaError(None, errors.UNREACHABLE) from error
    except (requests.RequestException, ValueError, TypeError) as error:
        _log.warning("ЕСИА answered nonsense: %s", type(error).__name__)
        raise EsiaError(None, errors.UNREADABLE) from error


def _code(description: object) -> str | None:
    found = re.match(r"ESIA-(\d{6})", str(description or ""), re.ASCII)
    return found[1] if found else None
