"""Refusals of the stand: the codes of ЕСИА with their OAuth names and English texts."""

from ejournal.esia.errors import EsiaConfigError

_INVALID = "The request is missing a mandatory parameter, includes an invalid or repeated parameter value."

CATALOG = {  # code: (OAuth error, text)
    "007003": ("invalid_request", _INVALID),
    "007004": ("access_denied", "The resource owner or authorization server denied the request."),
    "007005": (
        "unauthorized_client",
        "The client is not authorized to request an access token using this method.",
    ),
    "007006": ("invalid_scope", "The requested scope is invalid, unknown or malformed."),
    "007011": (
        "invalid_grant",
        "The provided authorization grant or refresh token is invalid, expired, revoked, does not match "
        "the redirection URI used in the authorization request, or was issued to another client.",
    ),
    "007012": ("unsupported_grant_type", "The authorization grant type is not supported."),
    "007013": ("invalid_scope", "The request doesn`t contain a scope."),
    "007014": ("invalid_request", "The request doesn`t contain the mandatory parameter [{}]."),
    "007015": ("invalid_request", "The request time is wrong."),
    "007019": ("access_denied", "OAuthErrorEnum.noGrants"),
    "007023": ("invalid_request", "The redirect_uri is not registered for the system."),
    "007053": ("access_denied", "OAuthErrorEnum.clientSecretWrong"),
}


class StandError(Exception):
    """A refusal under a code of the catalog; `detail` fills the place in its text."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.error, text = CATALOG[code]
        self.description = f"ESIA-{code}: {text.format(detail)}"


class StandPageError(Exception):
    """A refusal shown on the stand's own page, in Russian: there is nowhere safe to send the browser."""


class ProductionError(EsiaConfigError):
    """Someone tried to run the stand in a production installation."""

    def __init__(self) -> None:
        super().__init__(
            "Учебный стенд нельзя запускать в рабочей системе: он впускает любого под любым именем."
        )
