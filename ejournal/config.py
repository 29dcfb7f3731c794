"""Typed settings, read once from the environment; a bad value stops the start and is named."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ejournal.esia.settings import SUPPORTED_ALGS, EsiaSettings, is_demo_material
from ejournal.esia.signers import SIGNERS

DEMO_SECRET = "demo-secret-known-to-everybody"  # noqa: S105 - public on purpose; serve refuses to start with it
SHORTEST_SECRET = 32
REQUIRED = (
    "EJOURNAL_SECRET_KEY",
    "EJOURNAL_ESIA_CLIENT_ID",
    "EJOURNAL_ESIA_KEY",
    "EJOURNAL_ESIA_CERT",
    "EJOURNAL_ESIA_TOKEN_CERTS",
)
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
DEFAULT_DATABASE = "sqlite:///var/ejournal.db"


class ConfigError(Exception):
    """A setting of the environment is wrong; the text names the variable and its value, in Russian."""


@dataclass(frozen=True)
class Storage:
    """Where the journal is kept: what a command needs that serves nobody."""

    database_url: str
    owner_database_url: str
    zone: ZoneInfo

    @property
    def serving_role(self) -> str | None:
        """The PostgreSQL role that serves without owning the tables; None when one role does both."""
        role = urlsplit(self.database_url).username
        return role if role != urlsplit(self.owner_database_url).username else None


@dataclass(frozen=True)
class Config(Storage):
    """All that the installation decides; what the school decides lives in the database (models.settings)."""

    secret_key: str
    base_url: str
    esia: EsiaSettings
    clock_shift_seconds: int = 0

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")


def storage(env: Mapping[str, str]) -> Storage:
    """Where the journal is kept; ConfigError names the first bad variable. An empty variable is not set."""
    env = _set(env)
    url = _database(env, "EJOURNAL_DATABASE", DEFAULT_DATABASE)
    return Storage(url, _database(env, "EJOURNAL_OWNER_DATABASE", url), _zone(env))


def from_environment(env: Mapping[str, str]) -> Config:
    """Read every variable; ConfigError names all that are missing (or empty), else the first bad one."""
    env = _set(env)
    if missing := [name for name in REQUIRED if name not in env]:
        raise ConfigError(f"Не заданы переменные: {', '.join(missing)}.")
    base_url = _url(env, "EJOURNAL_BASE_URL", "http://127.0.0.1:8000")
    return Config(
        **vars(storage(env)),
        secret_key=env["EJOURNAL_SECRET_KEY"],
        base_url=base_url,
        esia=_esia(env, base_url),
        clock_shift_seconds=_integer(env, "EJOURNAL_CLOCK_SHIFT", 0),
    )


def _set(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in env.items() if value.strip()}


def _esia(env: Mapping[str, str], base_url: str) -> EsiaSettings:
    esia_url = _url(env, "EJOURNAL_ESIA_URL", "https://esia.gosuslugi.ru")
    issuer = esia_url.replace("https://", "http://") + "/"
    ca_bundle = env.get("EJOURNAL_ESIA_CA_BUNDLE")
    return EsiaSettings(
        base_url=esia_url,
        issuer=env.get("EJOURNAL_ESIA_ISSUER", issuer),
        client_id=env["EJOURNAL_ESIA_CLIENT_ID"],
        redirect_uri=f"{base_url}/esia/callback",
        scopes=tuple(env.get("EJOURNAL_ESIA_SCOPES", "openid fullname snils birthdate").split()),
        access_type="online",
        signer=_among(env, "EJOURNAL_ESIA_SIGNER", "python", SIGNERS)[0],
        signing_key=_file(env, "EJOURNAL_ESIA_KEY"),
        client_cert=_file(env, "EJOURNAL_ESIA_CERT"),
        client_cert_hash=_hash(env, "EJOURNAL_ESIA_CERT_HASH"),
        token_certs=tuple(_existing("EJOURNAL_ESIA_TOKEN_CERTS", p) for p in _paths(env)),
        token_algs=_among(env, "EJOURNAL_ESIA_TOKEN_ALGS", " ".join(SUPPORTED_ALGS), SUPPORTED_ALGS),
        ca_bundle=_existing("EJOURNAL_ESIA_CA_BUNDLE", ca_bundle) if ca_bundle else None,
        leeway_seconds=_integer(env, "EJOURNAL_ESIA_LEEWAY", 60, least=0),
        logout_return_url=f"{base_url}/sign-in",
        timeout_seconds=_integer(env, "EJOURNAL_ESIA_TIMEOUT", 15, least=1),
    )


def _integer(env: Mapping[str, str], name: str, default: int, least: int | None = None) -> int:
    value = env.get(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ConfigError(f"{name}={value!r}: нужно целое число.") from None
    if least is not None and number < least:
        raise ConfigError(f"{name}={value!r}: нужно число не меньше {least}.")
    return number


def _among(env: Mapping[str, str], name: str, default: str, known: Collection[str]) -> tuple[str, ...]:
    """Words of a list, each of them a known one."""
    value = env.get(name, default)
    if not value.split() or not set(value.split()) <= set(known):
        raise ConfigError(f"{name}={value!r}: можно {', '.join(known)}.")
    return tuple(value.split())


def _hash(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name)
    if value and not re.fullmatch("[0-9A-F]{64}", value):
        raise ConfigError(f"{name}={value!r}: нужны 64 шестнадцатеричные цифры, буквы заглавные.")
    return value or None


def _database(env: Mapping[str, str], name: str, default: str) -> str:
    value = env.get(name, default)
    if not re.fullmatch("sqlite:///.+|postgres(ql)?://.+", value):
        raise ConfigError(
            f"{name}={without_password(value)!r}: нужно sqlite:///путь/к/файлу или postgresql://роль@сервер/база."
        )
    return value


def without_password(url: str) -> str:
    """An address as it may be shown: whatever stands where a password could is hidden."""
    hidden = re.sub(r":(?!//).*@", ":***@", url)
    return re.sub(r"(?i)(password=)[^&\s]+", r"\1***", hidden)


def _url(env: Mapping[str, str], name: str, default: str) -> str:
    value = env.get(name, default).rstrip("/")
    if not re.fullmatch(r"https?://([\w.-]+|\[[0-9a-f:]+\])(:\d+)?", value):
        raise ConfigError(f"{name}={value!r}: нужен адрес вида https://journal.example.ru без пути.")
    return value


def _zone(env: Mapping[str, str]) -> ZoneInfo:
    value = env.get("EJOURNAL_ZONE", "Europe/Moscow")
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ConfigError(f"EJOURNAL_ZONE={value!r}: такого часового пояса нет.") from None


def _file(env: Mapping[str, str], name: str) -> Path:
    return _existing(name, env[name])


def _existing(name: str, value: str) -> Path:
    path = Path(value)
    if not path.is_file():
        raise ConfigError(f"{name}={value!r}: такого файла нет.")
    return path


def _paths(env: Mapping[str, str]) -> list[str]:
    return [part for part in env["EJOURNAL_ESIA_TOKEN_CERTS"].split(",") if part]


def unsafe_for_service(config: Config) -> list[str]:
    """Why these settings may not serve a school; empty when they may. Each reason names its variable."""
    problems = []
    if config.secret_key == DEMO_SECRET or len(config.secret_key) < SHORTEST_SECRET:
        problems.append("EJOURNAL_SECRET_KEY: нужен свой секрет не короче 32 знаков, а не демонстрационный.")
    if is_demo_material(config.esia) or urlsplit(config.esia.base_url).hostname in THIS_MACHINE:
        problems.append("EJOURNAL_ESIA_URL, EJOURNAL_ESIA_KEY, EJOURNAL_ESIA_CERT: учебный стенд — не ЕСИА.")
    elif not config.esia.base_url.startswith("https://"):
        problems.append("EJOURNAL_ESIA_URL: с ЕСИА говорят только по https.")
    if not config.secure_cookies and urlsplit(config.base_url).hostname not in THIS_MACHINE:
        problems.append("EJOURNAL_BASE_URL: в сети журнал открывают только по https.")
    if config.clock_shift_seconds:
        problems.append("EJOURNAL_CLOCK_SHIFT: часы школы сдвинуты, а журнал ведут по настоящим.")
    return problems
