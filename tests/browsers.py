"""The system's Chromium: environment CHROMIUM first, then its shell without windows, then the usual names."""

import os
import shutil
import subprocess

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def chromium_path() -> str | None:
    """The first Chromium that answers: Ubuntu's `chromium-browser` may be a stub that asks for a snap."""
    wanted = os.environ.get("CHROMIUM")
    candidates = [wanted] if wanted else [shutil.which(name) for name in NAMES]
    return next((path for path in candidates if path and _answers(path)), None)


def _answers(path: str) -> bool:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except OSError:
        return False
    return done.returncode == 0
