"""LibreOffice: what it makes of a .docx, page by page. Environment SOFFICE first, then the usual names."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

NAMES = ("soffice", "libreoffice")
PATIENCE = 300  # seconds


def soffice_path() -> str | None:
    wanted = os.environ.get("SOFFICE")
    return shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, NAMES)), None)


class Office:
    """LibreOffice with a profile of its own; it converts one paper after another."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder

    def pdf(self, docx: bytes) -> bytes:
        """The paper as PDF."""
        source = self._folder / "paper.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        order = [self._program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(self._folder)]
        subprocess.run([*order, str(source)], check=True, capture_output=True, timeout=PATIENCE)
        return source.with_suffix(".pdf").read_bytes()

    def pages(self, docx: bytes) -> list[str]:
        """What is to be read on each page, without the breaks between its lines."""
        return [page.extract_text() for page in PdfReader(BytesIO(self.pdf(docx))).pages]
