"""The hand that fills in Word templates: to the letter, or not at all."""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import TemplateError, UndefinedError

from flows.tasks._packages import pack, unpack
from flows.tasks._placeholders import missing_from
from flows.tasks._template import CORE_PROPERTIES, reading_parts, ready
from schemas.errors import InputFault, InputRefusedError, PermanentError

LANGUAGE = "nl-NL"
_LONGEST_PROPERTY = 255
_NOT_IN_XML = re.compile("[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def render(
    template: bytes,
    context: Mapping[str, object],
    *,
    title: str,
    author: str,
    subject: str,
    reference: str,
    moment: datetime,
    template_name: str = "",
) -> bytes:
    """Fill in a Word template and return the .docx; the same arguments give the same bytes.

    ``context`` is plain data: text, whole numbers, ja/nee (bool), and lists and mappings of these; every value arrives
    to the letter, line breaks included. ``title``, ``author`` (organisation), ``subject`` and ``reference`` (kenmerk)
    become the document's properties, with ``moment`` as the time it was made; nothing of the template's author stays.

    Raises :class:`InputRefusedError` with every fault in the template itself (see :func:`faults`), and
    :class:`PermanentError`, naming field and template, when the data misses a field, holds None or holds something that
    is not plain data.
    """
    name = template_name or title
    faults_found = faults(template, name)
    if faults_found:
        raise InputRefusedError(faults_found)
    prepared = ready(template)
    data = _plain_data(context, name)
    missing = missing_from(data, prepared.fields)
    if missing:
        raise PermanentError(f"Sjabloon '{name}': veld {_named(missing)} ontbreekt in de gegevens.")
    entries = dict(prepared.entries)
    for part, compiled in prepared.parts.items():
        entries[part] = _filled(compiled, data, name, part in prepared.grows_columns)
    entries[CORE_PROPERTIES] = _properties(title, author, subject, reference, moment)
    return pack(entries)


def placeholders(template: bytes) -> set[str]:
    """Return the fields a template asks for, in text, headers, footers and notes: ``{"aanbieder", "aanbieder.naam"}``.

    Every dotted name comes with all its prefixes; a loop variable is named after its list
    (``{% for p in percelen %}{{ p.naam }}`` gives ``percelen`` and ``percelen.naam``).
    """
    return set(ready(template).fields)


def faults(template: bytes, template_name: str = "") -> tuple[InputFault, ...]:
    """Return everything in a template that would be lost, stay behind or be wrong in a document; empty when sound.

    Checked: A4 and Dutch as page size and language, tags that are written wrong, text beside a ``{%p %}`` or
    ``{%tr %}`` tag (it would vanish), tracked changes, comments, macros, pictures or templates fetched from elsewhere.
    """
    try:
        ready(template)
    except InputRefusedError as refused:
        return tuple(fault.model_copy(update={"file": template_name}) for fault in refused.faults)
    return ()


def text(document: bytes) -> str:
    """Return what a reader reads, one paragraph or table row a line: headers, text and tables, footers, notes.

    Cells of a row are divided by `` | ``; empty lines, deleted text and field codes are left out.
    """
    entries = unpack(document, "document")
    lines = [line for name in reading_parts(entries) for line in _lines(parse_xml(entries[name]))]
    return "\n".join(line for line in lines if line.strip())


def _named(fields: list[str]) -> str:
    return ", ".join(f"'{field}'" for field in fields)


def _plain_data(context: Mapping[str, object], name: str) -> dict[str, Any]:
    wrong: list[str] = []
    data = {key: _plain(value, key, wrong) for key, value in context.items()}
    if wrong:
        raise PermanentError(f"Sjabloon '{name}': {'; '.join(wrong)}.")
    return data


def _plain(value: object, path: str, wrong: list[str]) -> Any:
    """Copy plain data with clean text, and note every field that is something else under its dotted name."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item, f"{path}.{key}", wrong) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{path}[{index}]", wrong) for index, item in enumerate(value, start=1)]
    if value is None:
        wrong.append(f"veld '{path}' is niet ingevuld")
    else:
        wrong.append(f"veld '{path}' is een {type(value).__name__}; maak er eerst tekst van")
    return None


def _clean(value: str) -> str:
    """Keep every character XML can hold. A vertical tab is a line break typed in Word or Excel."""
    folded = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _NOT_IN_XML.sub("", folded)


def _filled(compiled: Template, data: Mapping[str, Any], name: str, grows_columns: bool) -> bytes:
    try:
        xml = compiled.render(data)
    except UndefinedError as error:
        raise PermanentError(f"Sjabloon '{name}': veld '{error.message}' ontbreekt in de gegevens.") from error
    # A template that adds text to a number, or compares what cannot be compared, is wrong for every document.
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise PermanentError(f"Sjabloon '{name}' kan niet worden ingevuld: {error}. Herstel het sjabloon.") from error
    helper = DocxTemplate(io.BytesIO())
    if "\n" in xml or "\t" in xml:
        xml = helper.resolve_listing(xml)
    try:
        # docxtpl parses with recovery, which drops text without a word; anything not well-formed stops here.
        root = parse_xml(xml.encode("utf-8"))
    except SyntaxError as error:
        raise PermanentError(f"Sjabloon '{name}' geeft een kapot document: {error}. Herstel het sjabloon.") from error
    if grows_columns:
        root = helper.fix_tables(xml)
    for number, drawing in enumerate(root.iter(qn("wp:docPr")), start=1):
        drawing.set("id", str(number))  # a picture inside a loop would repeat its id
    return serialize_part_xml(root)


def _properties(title: str, author: str, subject: str, reference: str, moment: datetime) -> bytes:
    element = CT_CoreProperties.new()
    properties = CoreProperties(element)
    made = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title = _short(title)
    properties.author = properties.last_modified_by = _short(author)
    properties.subject = _short(subject)
    properties.identifier = _short(reference)
    properties.language = LANGUAGE
    properties.created = properties.modified = made
    properties.revision = 1
    return serialize_part_xml(element)


def _short(value: str) -> str:
    clean = _clean(value).replace("\n", " ")
    return clean if len(clean) <= _LONGEST_PROPERTY else clean[: _LONGEST_PROPERTY - 1] + "…"


def _lines(container: Any) -> Iterator[str]:
    for child in container:
        if child.tag == qn("w:p"):
            yield "".join(_runs(child))
            for box in child.iter(qn("w:txbxContent")):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from _lines(box)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                if next(row.iterancestors(qn("w:tbl"))) is child:
                    yield " | ".join(" / ".join(_lines(cell)) for cell in row.iter(qn("w:tc")) if _in_row(cell, row))
        elif child.tag not in _UNREAD:
            yield from _lines(child)


def _in_row(cell: Any, row: Any) -> bool:
    return next(cell.iterancestors(qn("w:tr"))) is row


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in _UNREAD:
            yield from _runs(child)


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\xad"}
_UNREAD = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), _FALLBACK}
