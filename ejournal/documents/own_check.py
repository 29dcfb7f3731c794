"""What is wrong with a blank that a school uploads, each fault with the text where it stands."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from difflib import get_close_matches
from io import BytesIO

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from ejournal.documents import own_filled
from ejournal.documents import paper as papers
from ejournal.documents.own_blanks import Checked, Fault
from ejournal.documents.own_filled import OwnTemplate
from ejournal.documents.own_kinds import KINDS, OwnKind, row_of
from ejournal.documents.own_names import Names
from ejournal.documents.pattern import named, places

MADE = datetime(2026, 9, 1, tzinfo=UTC)
MAX_UNPACKED, MAX_PARTS = 40 * 2**20, 500
IN_TABLE = "ячейка таблицы: "
LONGEST_PLACE = 90  # signs of the text where a fault stands
LONGEST_BESIDE = 60  # signs of the paragraph before a tag that stands alone

_HARMLESS = ("/hyperlink", "/attachedTemplate")
_RUNS = ("vbaProject.bin", "word/activeX", "word/embeddings")


def check(content: bytes, name: str) -> Checked:
    """A blank for the paper of this name: what it holds, its tags, its fields; then it is filled."""
    if found := _of_file(content):
        return Checked((Fault("", found),))
    kind = KINDS[name]
    template = OwnTemplate(BytesIO(content))
    template.init_docx()
    names, faults = Names(kind.sample), list(_unclosed(template))
    if not faults:  # an open tag swallows what comes after it
        texts = list(_texts(template))
        faults = [fault for text in texts for fault in _of_tags(text, names)]
        faults += _of_tables(template, kind, names)
    if faults:
        return Checked(tuple(dict.fromkeys(faults)))
    try:
        title = f"Образец: {kind.title}"
        sample = own_filled.filled(content, kind.sample, title, kind.sample.school, MADE)
    except own_filled.FAULTS as error:
        return Checked((Fault("", own_filled.told(error)),))
    return Checked((), tuple(_notes(kind, names)), sample)


def _of_file(content: bytes) -> str:
    """Why a file is no blank at all; "" when it is one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            parts = [entry.filename for entry in entries]
            if "word/document.xml" not in parts:
                return "Это не документ Word (.docx). Скачайте бланк, измените его в Word и загрузите."
            if len(parts) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                return "В файле слишком много данных: уберите из него картинки."
            if any(part.endswith(_RUNS[0]) or part.startswith(_RUNS[1:]) for part in parts):
                return "В файле макросы или вложенные объекты: сохраните его как .docx без них."
            rels = [part for part in parts if part.endswith(".rels")]
            if any(_outside(archive.read(part)) for part in rels):
                return (
                    "В файле ссылка на чужой файл (картинка, шаблон по сети): вставьте картинку в сам файл."
                )
    except (zipfile.BadZipFile, OSError, etree.XMLSyntaxError, KeyError, RuntimeError):
        return "Это не документ Word (.docx), или он закрыт паролем. Сохраните его как .docx без пароля."
    return ""


def _outside(rels: bytes) -> bool:
    """Whether a part takes something from elsewhere when it is opened; a template of the own PC is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in etree.fromstring(rels, parser):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            network = target.startswith(("http", "\\\\", "file://///"))
            harmless = relation.get("Type", "").endswith(_HARMLESS)
            if not harmless or (network and relation.get("Type", "").endswith(_HARMLESS[1])):
                return True
    return False


def _texts(template: DocxTemplate) -> Iterator[str]:
    """The body, the headers and the footers as jinja reads them, a paragraph a line."""
    whole = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        whole += (template.patch_xml(template.get_part_xml(p)) for _, p in template.get_headers_footers(uri))
    for xml in whole:
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", xml.replace("\n", " "))


def _place(text: str, line: int) -> str:
    """The words of a paragraph, for a person to find it by."""
    lines = text.split("\n")
    at = min(line, len(lines)) - 1
    said, before = re.sub(r"<[^>]+>", "", lines[at]), "".join(lines[:at])
    inside = len(re.findall(r"<w:tc[ >]", before)) > before.count("</w:tc>")
    place = f"{IN_TABLE if inside else ''}{' '.join(said.split())}"[:LONGEST_PLACE]
    beside = "" if _words(said) else next(filter(None, map(_words, reversed(lines[:at]))), "")
    return f"{place}, после слов: {beside[:LONGEST_BESIDE]}" if beside else place


def _words(line: str) -> str:
    """What a paragraph says beside its tags."""
    said = re.sub(r"<[^>]+>|\{[{%].*?[%}]\}|_{2,}", " ", line)
    return " ".join(said.split()) if re.search(r"\w", said) else ""


def _unclosed(template: DocxTemplate) -> Iterator[Fault]:
    """The paragraphs in which a tag has no end, or no beginning."""
    parts = [template.docx.element.body]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += (etree.fromstring(part.blob) for _, part in template.get_headers_footers(uri))
    for paragraph in (one for part in parts for one in part.iter(qn("w:p"))):
        said = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for opens, closes in (("{{", "}}"), ("{%", "%}")):
            if said.count(opens) != said.count(closes):
                cell = IN_TABLE if paragraph.getparent().tag == qn("w:tc") else ""
                place = f"{cell}{' '.join(said.split())}"[:LONGEST_PLACE]
                yield Fault(place, f"тег не закрыт: {opens} … {closes}")


def _of_tags(text: str, names: Names) -> Iterator[Fault]:
    words = papers.environment(kind=ImmutableSandboxedEnvironment)
    try:
        parsed = words.parse(text)
        words.compile(parsed)
    except TemplateSyntaxError as error:
        yield Fault(_place(text, error.lineno), own_filled.told(error))
        return
    for node in parsed.find_all(nodes.Getattr):
        if node.attr.startswith("_"):
            yield Fault(_place(text, node.lineno), own_filled.FORBIDDEN)
    for line, unknown, known in names.unknown(words.parse(text)):
        yield Fault(_place(text, line), _no_field(unknown, known))


def _no_field(unknown: str, known: set[str]) -> str:
    near = get_close_matches(unknown, known, 1)
    return f"поля «{unknown}» у этой бумаги нет" + (f", похоже на «{near[0]}»" if near else "")


def _of_tables(template: DocxTemplate, kind: OwnKind, names: Names) -> Iterator[Fault]:
    """The tables that rows go into: the alternative text names a field, the last row its fields."""
    for table, field in places(template.get_docx().element.body):
        value = getattr(kind.sample, field, None)
        place = " ".join("".join(table.itertext()).split())[:LONGEST_PLACE]
        if not isinstance(value, tuple):
            yield Fault(place, f"в замещающем тексте таблицы «{field}»: такого поля со строками нет")
            continue
        names.used.add(field)
        if not table.tr_lst or (row := row_of(value)) is None:
            continue
        known, told = {one.name for one in fields(row)}, named(table.tr_lst[-1])
        for name in told & known:
            names.use(row, name)
        for unknown in sorted(told - known):
            yield Fault(
                f"таблица «{field}», ячейка [{unknown}]: {place}"[:LONGEST_PLACE], _no_field(unknown, known)
            )


def _notes(kind: OwnKind, names: Names) -> Iterator[str]:
    if left := names.left():
        yield f"В бланке не использованы поля: {', '.join(left)}. Так и останется, если они не нужны."
    if names.wants_qr and not names.has_qr:
        yield "В бланке нет QR-кода («link|qr»): по нему узнают подлинную бумагу и раскладывают подписанные."
