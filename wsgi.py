"""The application for a WSGI server: settings come from the environment, checked as `ejournal serve` does."""

import os

from ejournal.config import from_environment
from ejournal.service import service

app = service(from_environment(os.environ))
