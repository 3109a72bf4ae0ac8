"""A letter as PDF: its text by page and line, what was typed in its fields, and remarks put on it."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader

from flows.tasks._pdf_guard import DAMAGED, bounded
from flows.tasks._prose import Line, Passage, passages
from schemas.errors import InputFault, InputRefusedError

MOST_PAGES = 300
_MOST_TEXT = 2_000_000
_SCAN = "Vraag de afzender om het Word-bestand, of maak met tekstherkenning (OCR) een PDF met tekst."


def read(data: bytes, file_name: str) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The passages and the notes. Raises InputRefusedError for a PDF that cannot be read, has a password, or is a scan.

    The file is never changed and nothing in it is run.
    """
    try:
        with bounded():
            return _read(data, file_name)
    except DAMAGED as error:
        raise _refused(file_name, "de PDF is beschadigd en kan niet worden gelezen.", "Vraag om een nieuwe.") from error


def _read(data: bytes, file_name: str) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    if b"%PDF-" not in data[:1024]:
        raise _refused(file_name, "dit is geen PDF.", "Vraag de afzender om een nieuwe PDF of het Word-bestand.")
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise _refused(file_name, "de PDF heeft een wachtwoord.", "Vraag de afzender om een PDF zonder wachtwoord.")
    found: list[Passage] = []
    empty, notes, length = [], [], 0
    for number, page in enumerate(reader.pages[:MOST_PAGES], start=1):
        text = _cleaned(page.extract_text())
        length += len(text)
        if length > _MOST_TEXT:
            raise _refused(file_name, "de PDF heeft meer tekst dan een brief.", "Splits het bestand.")
        if not text.strip():
            empty.append(number)
        lines = enumerate(text.split("\n"), start=1)
        found += passages(Line(f"bladzijde {number}, regel {line}", words) for line, words in lines)
        found += _remarks(page, number)
    found += _fields(reader)
    if not found:
        raise _refused(file_name, "de PDF bevat geen tekst: het is een scan of een plaatje.", _SCAN)
    if empty:
        pages = ", ".join(str(number) for number in empty)
        notes.append(f"Bladzijde {pages} heeft geen tekst (leeg, een scan of een plaatje). Kijk die zelf na.")
    if len(reader.pages) > MOST_PAGES:
        notes.append(f"Alleen de eerste {MOST_PAGES} bladzijden zijn gelezen, van {len(reader.pages)}.")
    if any("/EmbeddedFiles" in names for names in [_names(reader)]):
        notes.append("In de PDF zit een ander bestand; dat is niet gelezen.")
    return tuple(found), tuple(notes)


def _names(reader: PdfReader) -> Any:
    names = reader.trailer["/Root"].get_object().get("/Names")  # type: ignore[union-attr]
    return names.get_object() if names is not None else {}


def _fields(reader: PdfReader) -> Iterator[Passage]:
    """What was typed in the fields of a form, which is no text of a page."""
    for name, value in sorted((reader.get_form_text_fields() or {}).items()):
        if isinstance(value, str) and value.strip():
            yield Passage(f"veld '{name}'", _cleaned(value).strip())


def _remarks(page: PageObject, number: int) -> Iterator[Passage]:
    """Notes and texts that somebody put on the page."""
    for annotation in page.get("/Annots") or ():
        item = annotation.get_object()
        text = item.get("/Contents")
        if item.get("/Subtype") in ("/Text", "/FreeText") and isinstance(text, str) and text.strip():
            yield Passage(f"bladzijde {number}, opmerking in de PDF", _cleaned(text).strip())


def _cleaned(text: str) -> str:
    """Drop what no text holds: a lone surrogate would break every file written from it."""
    return re.sub("[\ud800-\udfff\x00]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


def _refused(file_name: str, problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, problem=problem, remedy=remedy)])
