"""п. 3.1: every file is saved under its Russian name, by old programs under the same in Latin letters."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from ejournal.views.attached import latin
from tests.client import Web

VIEWS = Path(__file__).parents[2] / "ejournal" / "views"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Листок урока, Алгебра, 7А, 23.11.2026.docx", "Listok uroka, Algebra, 7A, 23.11.2026.docx"),
        ("Акт «№ 5» — Щёлково.docx", "Akt 'N 5' - Shchelkovo.docx"),
        ("список ☺.xlsx", "spisok _.xlsx"),
    ],
)
def test_a_name_in_latin_letters_can_be_read(name: str, told: str) -> None:
    assert latin(name) == told


@pytest.mark.clause("3.1")
def test_a_download_has_both_names(web: Web) -> None:
    answer = web.browser("alla").get("/imports/blanks/staff.xlsx")
    kind, plain, russian = answer.headers["Content-Disposition"].split("; ")
    assert (kind, plain) == ("attachment", 'filename="Rabotniki.xlsx"')
    assert unquote(russian) == "filename*=UTF-8''Работники.xlsx"


def test_every_file_goes_this_way() -> None:
    others = [path.name for path in VIEWS.glob("*.py") if "as_attachment" in path.read_text(encoding="utf-8")]
    assert others == ["attached.py"]
