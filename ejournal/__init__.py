"""An electronic class journal and diary for a Russian school."""

from pathlib import Path

from flask import Flask

from ejournal import db
from ejournal.clock import Clock
from ejournal.config import Config

ROOT = Path(__file__).parent.parent


def create_app(config: Config, clock: Clock) -> Flask:
    """The application: database, sign-in, views, errors. The schema must be migrated already."""
    from ejournal.views import setup

    app = Flask("ejournal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="ejournal_session",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        EJOURNAL=config,
        CLOCK=clock,
    )
    db.connect_to(config.database_url)
    setup.install(app)
    return app
