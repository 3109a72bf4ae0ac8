"""What a PDF tells the final check: pages and their text, fonts, properties, whether it is tagged."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from flows.tasks._pdf_guard import DAMAGED, bounded
from schemas.errors import PermanentError
from schemas.final_check import PdfFacts, Properties

# What it mends in a damaged file is no news for who runs a command; what it cannot mend comes as an error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_ENOUGH = 8
"""So many letters of a paragraph must be there to look for it on a page."""

_SEEN = 40
_POINTS_PER_MM = 72 / 25.4


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[PdfReader]:
    """A PDF to read from; whatever goes wrong while reading it is a :class:`PermanentError` that says what to do."""
    try:
        with bounded():
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                raise PermanentError(f"De PDF '{name}' heeft een wachtwoord. Sla hem op zonder wachtwoord.")
            yield reader
    except DAMAGED as error:
        raise PermanentError(f"De PDF '{name}' is niet te lezen. Maak de PDF opnieuw.") from error


def pdf_facts(data: bytes, name: str) -> tuple[PdfFacts, tuple[str, ...]]:
    """Read a PDF: its facts and the text of each page. Raises :class:`PermanentError` when it cannot be read."""
    with open_pdf(data, name) as reader:
        texts = tuple(_sound(page.extract_text()) for page in reader.pages)
        fonts = dict(font for page in reader.pages for font in _fonts(page))
        return PdfFacts(
            pages=len(texts),
            size=len(data),
            properties=_properties(reader),
            tagged=bool(plain(plain(reader.root_object.get("/MarkInfo", {})).get("/Marked", False))),
            fonts=frozenset(fonts),
            loose_fonts=frozenset(font for font, inside in fonts.items() if not inside),
            page_sizes=tuple(_size(page) for page in reader.pages),
        ), texts


def _sound(text: str) -> str:
    """Without what no text holds: a lone surrogate would break every report that quotes it."""
    return re.sub("[\ud800-\udfff\x00]", "", text)


def _properties(reader: PdfReader) -> Properties:
    told = reader.metadata
    return Properties(
        title=_sound(str((told and told.title) or "")),
        author=_sound(str((told and told.author) or "")),
        language=str(reader.root_object.get("/Lang", "")),
    )


def plain(value: Any) -> Any:
    """The value itself, also when the file only points at it."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def _fonts(page: Any) -> Iterator[tuple[str, bool]]:
    """Every font of a page by its own name, with whether it is in the file."""
    resources = plain(page.get("/Resources", {}))
    for font in plain(resources.get("/Font", {})).values():
        whole = plain(font)
        inner = [plain(one) for one in plain(whole.get("/DescendantFonts", []))]
        described = [plain(one.get("/FontDescriptor", {})) for one in (whole, *inner)]
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        inside = any(file in one for one in described if isinstance(one, DictionaryObject) for file in files)
        name = str(whole.get("/BaseFont", "")).lstrip("/").rpartition("+")[2]
        if name and whole.get("/Subtype") != "/Type3":
            yield name, inside


def _size(page: Any) -> tuple[int, int]:
    sides = sorted((float(page.mediabox.width), float(page.mediabox.height)))
    return round(sides[0] / _POINTS_PER_MM), round(sides[1] / _POINTS_PER_MM)


class Pages:
    """Finds on which page a text stands. Ask in reading order: what was found is never looked for again."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [_letters(text) for text in texts]
        self._page, self._from = 0, 0

    def __bool__(self) -> bool:
        return bool(self._texts)

    def of(self, text: str) -> int:
        """The page (from 1) of this text; the page of the text before it when it is short or not found."""
        wanted = _letters(text)[:_SEEN]
        if len(wanted) >= _ENOUGH:
            start = self._from
            for page in range(self._page, len(self._texts)):
                found = self._texts[page].find(wanted, start)
                if found >= 0:
                    self._page, self._from = page, found + len(wanted)
                    break
                start = 0
        return self._page + 1


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
