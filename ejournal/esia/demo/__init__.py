"""Ready settings for a demo: keys that everyone can read, so good for nothing else."""

from pathlib import Path
from urllib.parse import urlsplit

from ejournal.esia.certs import RS256
from ejournal.esia.settings import EsiaSettings
from ejournal.esia.stand.settings import RegisteredSystem, StandSettings

CLIENT_ID = "DEMO01"
SCOPES = ("openid", "fullname", "snils", "birthdate")

_HERE = Path(__file__).parent


def demo_settings(app_url: str, stand_url: str, token_alg: str = RS256) -> tuple[EsiaSettings, StandSettings]:
    """A client and a stand that know each other; the callback is `<app_url>/esia/callback`."""
    callback, after_logout = f"{app_url}/esia/callback", f"{app_url}/sign-in"
    client = EsiaSettings(
        base_url=stand_url,
        issuer=f"{stand_url}/",
        client_id=CLIENT_ID,
        redirect_uri=callback,
        scopes=SCOPES,
        signing_key=_HERE / "client.key",
        client_cert=_HERE / "client.crt",
        token_certs=(_HERE / "token_rsa.crt", _HERE / "token_gost.crt"),
        token_algs=(token_alg,),
        logout_return_url=after_logout,
    )
    system = RegisteredSystem(
        client_id=CLIENT_ID,
        title="Электронный журнал",
        certificates=(_HERE / "client.crt",),
        redirect_uris=(callback,),
        scopes=SCOPES,
        token_alg=token_alg,
        logout_hosts=(urlsplit(app_url).netloc,),
    )
    return client, _stand(stand_url, system)


def _stand(stand_url: str, system: RegisteredSystem) -> StandSettings:
    return StandSettings(
        issuer=f"{stand_url}/",
        systems=(system,),
        rsa_key=_HERE / "token_rsa.key",
        rsa_cert=_HERE / "token_rsa.crt",
        gost_key=_HERE / "token_gost.key",
        gost_cert=_HERE / "token_gost.crt",
    )
