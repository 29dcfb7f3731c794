"""Settings of the installation: a bad value stops the start, naming the variable and the value."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from ejournal.clock import Clock
from ejournal.config import (
    DEMO_SECRET,
    REQUIRED,
    Config,
    ConfigError,
    Storage,
    from_environment,
    storage,
    unsafe_for_service,
)
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import EsiaConfigError

Environment = dict[str, str]

MADE = datetime(2026, 1, 1, tzinfo=UTC)


def of_a_school(folder: Path) -> Environment:
    """Every variable that has no default, with files in `folder`."""
    _certificate(folder)
    return {
        "EJOURNAL_DATABASE": f"sqlite:///{folder / 'school.db'}",
        "EJOURNAL_SECRET_KEY": "s" * 32,
        "EJOURNAL_ESIA_CLIENT_ID": "SCHOOL52",
        "EJOURNAL_ESIA_KEY": str(folder / "school.key"),
        "EJOURNAL_ESIA_CERT": str(folder / "school.crt"),
        "EJOURNAL_ESIA_TOKEN_CERTS": str(folder / "school.crt"),
    }


def _certificate(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "school")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(MADE).not_valid_after(MADE + timedelta(days=365))
    made = builder.sign(key, hashes.SHA256())
    (folder / "school.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "school.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return of_a_school(tmp_path_factory.mktemp("school"))


@pytest.fixture
def whole(made: Environment) -> Environment:
    return dict(made)


def test_a_whole_environment_is_read(whole: Environment) -> None:
    config = from_environment(whole | {"EJOURNAL_BASE_URL": "https://journal.example.ru/"})
    assert config.database_url == config.owner_database_url == whole["EJOURNAL_DATABASE"]
    assert (config.base_url, config.secure_cookies) == ("https://journal.example.ru", True)
    assert (config.zone, config.clock_shift_seconds) == (ZoneInfo("Europe/Moscow"), 0)
    assert config.esia.redirect_uri == "https://journal.example.ru/esia/callback"
    assert config.esia.client_cert == Path(whole["EJOURNAL_ESIA_CERT"])


def test_defaults_are_those_of_one_server_and_the_true_esia(whole: Environment) -> None:
    del whole["EJOURNAL_DATABASE"]
    config = from_environment(whole)
    assert config.database_url == "sqlite:///var/ejournal.db"
    assert (config.base_url, config.secure_cookies) == ("http://127.0.0.1:8000", False)
    assert config.esia.base_url == "https://esia.gosuslugi.ru"
    assert config.esia.issuer == "http://esia.gosuslugi.ru/"


def test_the_owner_of_the_tables_may_be_another_role(whole: Environment) -> None:
    config = from_environment(whole | {"EJOURNAL_OWNER_DATABASE": "postgresql://owner@/school"})
    assert config.owner_database_url == "postgresql://owner@/school"


@pytest.mark.parametrize(
    "name",
    [
        "EJOURNAL_SECRET_KEY",
        "EJOURNAL_ESIA_CLIENT_ID",
        "EJOURNAL_ESIA_KEY",
        "EJOURNAL_ESIA_CERT",
        "EJOURNAL_ESIA_TOKEN_CERTS",
    ],
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_has_no_default_must_be_given(whole: Environment, name: str, value: str | None) -> None:
    given = {key: text for key, text in whole.items() if key != name}
    with pytest.raises(ConfigError, match=name):
        from_environment(given if value is None else given | {name: value})


def test_all_that_is_missing_is_named_at_once(whole: Environment) -> None:
    with pytest.raises(ConfigError) as caught:
        from_environment({"EJOURNAL_DATABASE": whole["EJOURNAL_DATABASE"]})
    assert all(name in str(caught.value) for name in whole if name != "EJOURNAL_DATABASE")


def test_a_command_that_serves_nobody_needs_the_database_alone(whole: Environment) -> None:
    url = whole["EJOURNAL_DATABASE"]
    assert storage({"EJOURNAL_DATABASE": url}) == Storage(url, url, ZoneInfo("Europe/Moscow"))


BAD = [
    *(("EJOURNAL_BASE_URL", value) for value in ("journal", "ftp://x.ru", "https://", "https://x.ru/a")),
    *(("EJOURNAL_BASE_URL", value) for value in ("https://x.ru?a=1", "https://[x", "https://x.ru:port")),
    *(("EJOURNAL_ESIA_URL", value) for value in ("esia", "https://esia.example.ru/aas", "https://")),
    *(("EJOURNAL_ZONE", value) for value in ("Mars/Base", "Москва", "../UTC", "Europe")),
    *(("EJOURNAL_CLOCK_SHIFT", value) for value in ("час", "1.5")),
    *(("EJOURNAL_ESIA_LEEWAY", value) for value in ("минута", "-1")),
    *(("EJOURNAL_ESIA_TIMEOUT", value) for value in ("долго", "0", "-1")),
    *(("EJOURNAL_DATABASE", value) for value in ("mysql://u@h/x", "school.db")),
    ("EJOURNAL_OWNER_DATABASE", "mysql://u@h/x"),
    *((f"EJOURNAL_ESIA_{name}", "/no/such/file") for name in ("KEY", "CERT", "TOKEN_CERTS", "CA_BUNDLE")),
    ("EJOURNAL_ESIA_SIGNER", "magic"),
    ("EJOURNAL_ESIA_TOKEN_ALGS", "none"),
    ("EJOURNAL_ESIA_TOKEN_ALGS", "HS256 RS256"),
    ("EJOURNAL_ESIA_CERT_HASH", "abc"),
]


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_with_a_default_is_as_if_it_were_not_set(whole: Environment, value: str) -> None:
    required = {key: text for key, text in whole.items() if key != "EJOURNAL_DATABASE"}
    optional = {name for name, _ in BAD} - set(required)
    assert "EJOURNAL_OWNER_DATABASE" in optional
    assert from_environment(required | dict.fromkeys(optional, value)) == from_environment(required)
    assert storage(dict.fromkeys(optional, value)) == storage({})


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_named_with_its_variable(whole: Environment, name: str, value: str) -> None:
    with pytest.raises((ConfigError, EsiaConfigError)) as caught:
        from_environment(whole | {name: value})
    assert name in str(caught.value)
    assert value in str(caught.value)


@pytest.mark.parametrize("name", ["EJOURNAL_DATABASE", "EJOURNAL_OWNER_DATABASE"])
@pytest.mark.parametrize(
    "value",
    [
        "mysql://journal:hunter2@db/x",
        "mysql://journal:hun@ter2:x@db:5432/x",
        "postgresql:/journal:hunter2@db/x",
        "journal:hunter2@db",
        "mysql://db/x?user=journal&password=hunter2",
        "host=db password=hunter2",
    ],
)
def test_the_password_of_a_database_is_never_repeated(whole: Environment, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        from_environment(whole | {name: value})
    assert name in str(caught.value) and "db" in str(caught.value)
    assert "hun" not in str(caught.value) and "ter2" not in str(caught.value)


def test_the_secret_is_never_repeated(whole: Environment) -> None:
    with pytest.raises(ConfigError) as caught:
        from_environment(whole | {"EJOURNAL_ZONE": "Mars/Base"})
    assert whole["EJOURNAL_SECRET_KEY"] not in str(caught.value)


@pytest.fixture
def school_config(whole: Environment) -> Config:
    return from_environment(whole)


def test_a_school_with_its_own_keys_may_be_served(school_config: Config) -> None:
    assert unsafe_for_service(school_config) == []


def test_in_the_network_the_journal_is_opened_by_https_alone(school_config: Config) -> None:
    (problem,) = unsafe_for_service(replace(school_config, base_url="http://journal.example.ru"))
    assert "EJOURNAL_BASE_URL" in problem and "https" in problem
    assert unsafe_for_service(replace(school_config, base_url="https://journal.example.ru")) == []


@pytest.mark.parametrize("secret", [DEMO_SECRET, "s" * 31, "x"])
def test_a_known_or_short_secret_may_not(school_config: Config, secret: str) -> None:
    (problem,) = unsafe_for_service(replace(school_config, secret_key=secret))
    assert "EJOURNAL_SECRET_KEY" in problem
    assert secret not in problem or secret == "x"


@pytest.mark.parametrize("url", ["http://127.0.0.1:8001", "http://localhost:8001", "http://[::1]:8001"])
def test_the_stand_is_not_esia(school_config: Config, url: str) -> None:
    (problem,) = unsafe_for_service(replace(school_config, esia=replace(school_config.esia, base_url=url)))
    assert "EJOURNAL_ESIA_URL" in problem


def test_esia_is_spoken_to_by_https_alone(school_config: Config) -> None:
    esia = replace(school_config.esia, base_url="http://esia.example.ru")
    (problem,) = unsafe_for_service(replace(school_config, esia=esia))
    assert "EJOURNAL_ESIA_URL" in problem and "https" in problem


@pytest.mark.parametrize("name", ["client_cert", "token_certs", "signing_key"])
def test_a_key_that_everybody_can_read_may_not_vouch_for_anybody(school_config: Config, name: str) -> None:
    demo, _ = demo_settings("http://127.0.0.1:8000", "http://127.0.0.1:8001")
    esia = replace(school_config.esia, **{name: getattr(demo, name)})
    (problem,) = unsafe_for_service(replace(school_config, esia=esia))
    assert "EJOURNAL_ESIA_" in problem


@pytest.mark.parametrize("shift", [1, -3600])
def test_a_shifted_clock_may_not_serve(school_config: Config, shift: int) -> None:
    (problem,) = unsafe_for_service(replace(school_config, clock_shift_seconds=shift))
    assert "EJOURNAL_CLOCK_SHIFT" in problem


def test_every_reason_is_given_at_once(school_config: Config) -> None:
    demo, _ = demo_settings("http://127.0.0.1:8000", "http://127.0.0.1:8001")
    bad = replace(school_config, secret_key=DEMO_SECRET, esia=demo, clock_shift_seconds=5)
    assert len(unsafe_for_service(bad)) == 3


def test_school_time_is_shifted_and_wall_time_is_not() -> None:
    clock = Clock(ZoneInfo("Europe/Moscow"), timedelta(days=-100))
    wall, school = clock.wall_now(), clock.school_now()
    assert wall.tzinfo is UTC
    assert school.tzinfo == ZoneInfo("Europe/Moscow")
    assert timedelta(days=99) < wall - school < timedelta(days=101)
    assert isinstance(school, datetime)


def test_the_readme_names_variables_that_are_read_and_every_one_that_is_required() -> None:
    root = Path(__file__).parents[1]
    named = set(re.findall(r"EJOURNAL_[A-Z_]*[A-Z]", (root / "README.md").read_text(encoding="utf-8")))
    read = set(re.findall(r'"(EJOURNAL_[A-Z_]+)"', (root / "ejournal/config.py").read_text(encoding="utf-8")))
    assert set(REQUIRED) <= named <= read
