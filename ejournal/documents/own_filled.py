"""A school's own blank filled in a sandbox; what Word and people do to its tags is put right or told."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ejournal.documents import paper as papers

FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
FORBIDDEN = "в теге то, что в бланке не разрешено: оставьте в нём только поля"
QUOTES = dict.fromkeys(map(ord, "«»“”„‘’"), "'")

_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_UNKNOWN = re.compile(r"'?(\w+)'? is undefined|has no attribute '(\w+)'")
_SYNTAX = (
    (re.compile(r"unknown tag '(\w+)'"), "команды «{}» нет"),
    (re.compile(r"No filter named '(\w+)'"), "преобразования «{}» нет"),
    (re.compile(r"needs to be closed is '(\w+)'"), "команда «{0}» не закрыта: нужна «end{0}»"),
    (re.compile(r"nexpected end of (?:template|.*)"), "тег или команда не закрыты"),
    (re.compile(r"unexpected char (\S+)"), "лишний знак {}"),
)


class OwnTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A blank as people edit it: Word turns the quotes inside a tag into «»."""

    def patch_xml(self, src_xml: str) -> str:
        whole = super().patch_xml(src_xml)
        return _TAG.sub(lambda tag: tag.group().translate(QUOTES), whole)


def filled(content: bytes, paper: Any, title: str, author: str, made: datetime) -> bytes:
    """The .docx of a paper; one of FAULTS when the blank cannot be filled with it."""
    template = OwnTemplate(BytesIO(content))
    words = papers.environment(template, ImmutableSandboxedEnvironment)
    papers.write(template, words, paper)
    papers.describe(template.docx.core_properties, title, author, made)
    written = BytesIO()
    template.save(written)
    return written.getvalue()


def told(error: Exception) -> str:
    """What is wrong with a blank, in Russian."""
    text = str(error)
    if isinstance(error, SecurityError):
        return FORBIDDEN
    if isinstance(error, UndefinedError | AttributeError) and (found := _UNKNOWN.search(text)):
        return f"поля «{found[1] or found[2]}» у этой бумаги нет"
    if isinstance(error, TemplateSyntaxError):
        for pattern, words in _SYNTAX:
            if found := pattern.search(text):
                return words.format(*found.groups())
        return "тег написан с ошибкой"
    return "тег написан так, что его нельзя заполнить"
