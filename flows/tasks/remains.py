"""The hand that takes a file apart before it goes out: every piece of it as text, also what no reader sees.

A Word or Excel file is a package of XML, a PDF a heap of objects; names stay behind in properties, comments, attributes
and compressed streams. Nothing here judges: the rules look at what comes out.
"""

import html
import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from flows.tasks._packages import unpack
from schemas.errors import PermanentError

_NEW_LINE = re.compile(r"</w:p>|</w:tc>|<w:br\b[^>]*/>|<w:cr/>|</si>|</is>|</text:p>|</dc:\w+>|</cp:\w+>|</vt:\w+>")
_SPACE = re.compile(r"<w:tab/>|</w:instrText>")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"=(?:\"([^\"]*[A-Za-z][^\"]*)\"|'([^']*[A-Za-z][^']*)')|\b(?:descr|title)=\"([^\"]*)\"")
"""Attributes with a letter in them, and of a picture its alternative text, which may be a number."""
_XML = (".xml", ".rels", ".vml")


def pieces(data: bytes, name: str) -> dict[str, str]:
    """Every part of a package as it is, or the properties, attachments and objects of a PDF; by name.

    Raises :class:`PermanentError` for a file that is neither sound package nor sound PDF.
    """
    if data.startswith(b"%PDF"):
        return dict(_pdf_pieces(data, name))
    return {part: _decoded(content) for part, content in unpack(data, name).items()}


def readable(data: bytes, name: str) -> tuple[tuple[str, str], ...]:
    """Every text in a file by its part: what is read, what stands in properties and attributes, the names of the parts.

    Text that a program split over runs is whole again, and a paragraph is a line. Raises :class:`PermanentError` as
    :func:`pieces` does.
    """
    if data.startswith(b"%PDF"):
        return (*_pages(data, name), *((part, _text_of(text)) for part, text in _pdf_pieces(data, name)))
    found = [("namen van onderdelen", "")]
    parts = unpack(data, name)
    found[0] = ("namen van onderdelen", "\n".join(parts))
    for part, content in parts.items():
        text = _decoded(content)
        if part.endswith(_XML):
            found.append((part, _text_of(text)))
            found.append(
                (f"{part} (kenmerken)", html.unescape("\n".join(dict.fromkeys(map("".join, _ATTRIBUTE.findall(text))))))
            )
        else:
            found.append((part, content.decode("latin-1")))
    return tuple(found)


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if wide else "utf-8", "replace")


def _text_of(xml: str) -> str:
    broken = _SPACE.sub(" ", _NEW_LINE.sub("\n", xml))
    return html.unescape(_TAG.sub("", broken))


def _reader(data: bytes, name: str) -> PdfReader:
    try:
        return PdfReader(io.BytesIO(data))
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        raise PermanentError(f"'{name}' is geen leesbare PDF. Maak het document opnieuw.") from error


def _pages(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    for number, page in enumerate(_reader(data, name).pages, start=1):
        yield f"bladzijde {number}", page.extract_text()


def _pdf_pieces(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    reader = _reader(data, name)
    information = sorted((str(key), str(value)) for key, value in (reader.metadata or {}).items())
    yield "eigenschappen", "\n".join(f"{key}={value}" for key, value in information)
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        yield "XMP", metadata.get_object().get_data().decode("utf-8", "replace")
    for attached in sorted(reader.attachments):
        yield f"bijlage:{attached}", attached
    texts = sorted({text for number in _numbers(reader) for text in _strings(_object(reader, number))})
    yield "teksten in objecten", "\n".join(texts)


def _numbers(reader: PdfReader) -> list[int]:
    plain = {number for numbers in reader.xref.values() for number in numbers}
    return sorted(plain | set(reader.xref_objStm))


def _object(reader: PdfReader, number: int) -> object:
    try:
        return reader.get_object(IndirectObject(number, 0, reader))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return None  # an entry of the table without an object holds no text


def _strings(value: object) -> Iterator[str]:
    """The texts in one object; references are left alone, because every object is looked at by itself."""
    if isinstance(value, TextStringObject):
        yield str(value)
    elif isinstance(value, (DictionaryObject, ArrayObject)):
        items = value.values() if isinstance(value, DictionaryObject) else value
        for item in items:
            if not isinstance(item, (IndirectObject, StreamObject)):
                yield from _strings(item)
