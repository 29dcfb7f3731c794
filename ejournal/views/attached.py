"""Files as the browser saves them: under a Russian name, for old programs under the same in Latin letters."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import send_file

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya"
LATIN = dict(zip(CYRILLIC, LETTERS.split(","), strict=True))
PATHS = str.maketrans({"/": "_", "\\": "_"})
SIGNS = str.maketrans({"«": "'", "»": "'", "–": "-", "—": "-", "№": "N", '"': "'"})


def attached(content: BytesIO, kind: str, name: str) -> Response:
    """п. 3.1: a file as an attachment, never shown by the browser."""
    answer = send_file(content, kind, as_attachment=True, download_name=name)
    name = " ".join(name.translate(PATHS).split())
    names = f"filename=\"{latin(name)}\"; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Disposition"] = f"attachment; {names}"
    return answer


def latin(name: str) -> str:
    """«Листок урока, 7А.docx» → «Listok uroka, 7A.docx»."""
    return "".join(_sign(sign) for sign in name.translate(SIGNS))


def _sign(sign: str) -> str:
    small = LATIN.get(sign.lower())
    if small is None:
        return sign if sign.isascii() and sign.isprintable() else "_"
    return small if sign.islower() else small.capitalize()
