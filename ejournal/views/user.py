"""What Flask-Login keeps of a signed-in person."""

from flask import Flask
from flask_login import LoginManager, UserMixin

from ejournal.access import Visitor
from ejournal.services.sessions import token_hash
from ejournal.views import here
from ejournal.views.gate_visitor import make_visitor


class User(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """The token of the session, and the visitor behind it."""

    def __init__(self, token: str, visitor: Visitor) -> None:
        self.id = token
        self.visitor = visitor


def install(app: Flask) -> None:
    """No remember-me: school computers are shared; the token itself is the proof of the session."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(load_user)


def load_user(token: str) -> User | None:
    """The person of a live session, with the rights of this moment."""
    visitor = make_visitor(token_hash(token), here.wall_now(), here.school_now())
    return User(token, visitor) if visitor else None
