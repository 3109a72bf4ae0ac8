"""The hand that turns Word into PDF with LibreOffice: every document in gives a PDF out, or an error that names it.

soffice exits with 0 for every kind of bad input and makes a "valid" page of an empty file, so nothing it says is taken
on trust: the Word file is checked before, the pages are counted after.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from docx.oxml import parse_xml
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from flows.tasks._office import LANES, find_soffice, lanes
from flows.tasks._packages import unpack
from schemas.errors import PermanentError

BATCH = 25
"""Documents in one soffice run: starting it costs a second or more, a longer run loses more when it hangs."""

HANDFUL = 6
"""So few documents go in one run; more are divided over the lanes."""

_BODY = "word/document.xml"
_WHOLE_FILE = re.compile(rb"/ID\s*\[\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*\]|/DocChecksum\s*/([0-9A-F]+)")
_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s*|<xmp:(?:Create|Modify|Metadata)Date>)(\(D:[^)]*\)|[\dT:+Z-]+)")
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def available() -> str | None:
    """Return the path of LibreOffice's program, or None when PDFs cannot be made here."""
    return find_soffice()


def how_to_get_it() -> str:
    """Return one Dutch line for a user without LibreOffice."""
    return (
        "Zonder LibreOffice maakt Inkoopstraat alleen Word-bestanden. Installeer LibreOffice (libreoffice.org, of op "
        "Debian en Ubuntu: apt-get install libreoffice-writer-nogui) en start opnieuw; dan volgen de PDF's."
    )


def convert(documents: Mapping[str, bytes], *, moment: datetime) -> dict[str, bytes]:
    """Convert Word documents to tagged, accessible PDF (PDF/UA, nl-NL); the keys come back with a PDF each.

    The same document and ``moment`` (written as the date of making) give the same bytes. What a batch did not give is
    tried once more alone. Raises :class:`PermanentError` naming every document that is not sound or gives no PDF, and
    when LibreOffice is missing.
    """
    soffice = find_soffice()
    if soffice is None:
        raise PermanentError(how_to_get_it())
    names = sorted(documents)
    broken = [name for name in names if not _is_sound(documents[name])]
    if broken:
        raise PermanentError(f"Geen leesbaar Word-bestand: {', '.join(broken)}. Maak het document opnieuw.")
    # A second soffice costs more to start than a handful of documents takes in the first.
    size = len(names) if len(names) <= HANDFUL else min(BATCH, -(-len(names) // LANES))
    batches = [names[start : start + size] for start in range(0, len(names), max(size, 1))]
    with ThreadPoolExecutor(LANES) as pool:
        made = dict(
            pair for pairs in pool.map(lambda batch: _batch(soffice, batch, documents), batches) for pair in pairs
        )
    missing = [name for name in names if name not in made]
    for name in missing:
        made.update(_batch(soffice, [name], documents))
    missing = [name for name in names if name not in made]
    if missing:
        raise PermanentError(
            f"LibreOffice maakt geen PDF van: {', '.join(missing)}. Open het document in Word en sla op."
        )
    return {name: fixed(made[name], moment) for name in documents}


def page_count(data: bytes) -> int:
    """Return the number of pages of a PDF, 0 when it is none."""
    try:
        return len(PdfReader(io.BytesIO(data)).pages)
    # What pypdf lets through from damaged files besides its own errors.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return 0


def fixed(data: bytes, moment: datetime) -> bytes:
    """Replace what differs between two runs - dates, file id, checksum - at the same length, so no offset moves."""
    made = moment.astimezone(UTC).replace(microsecond=0)
    data = _DATE.sub(lambda match: _dated(match, made), data)
    blank = _WHOLE_FILE.sub(
        lambda match: re.sub(rb"[0-9A-F]{16,}", lambda digits: b"0" * len(digits[0]), match[0]), data
    )
    identity = hashlib.sha256(blank).hexdigest().upper().encode()
    return _WHOLE_FILE.sub(
        lambda match: re.sub(rb"[0-9A-F]{16,}", lambda digits: identity[: len(digits[0])], match[0]), data
    )


def _dated(match: re.Match[bytes], made: datetime) -> bytes:
    """Write ``made`` in the form and length that is there: with a time zone when it has room for one, else in UTC."""
    name, old = match[1], match[2]
    in_properties = name.startswith(b"/")
    local = made.astimezone(_AMSTERDAM)
    zone = f"{local:%z}"
    zoned = f"(D:{local:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:]}')" if in_properties else f"{local.isoformat()}"
    plain = f"(D:{made:%Y%m%d%H%M%S}Z)" if in_properties else f"{made:%Y-%m-%dT%H:%M:%SZ}"
    return name + (zoned if len(zoned) == len(old) else plain).encode().ljust(len(old))[: len(old)]


def _is_sound(data: bytes) -> bool:
    try:
        entries = unpack(data, "document")
        parse_xml(entries[_BODY])
    except (PermanentError, KeyError, SyntaxError):
        return False
    return True


def _batch(soffice: str, names: Sequence[str], documents: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """Convert one batch in a free lane and keep the PDFs that have pages."""
    free = lanes()
    lane = free.get()
    try:
        results = lane.convert(soffice, [documents[name] for name in names])
    finally:
        free.put(lane)
    return list(_with_pages(zip(names, results, strict=True)))


def _with_pages(results: Iterator[tuple[str, bytes | None]]) -> Iterator[tuple[str, bytes]]:
    for name, data in results:
        if data is not None and page_count(data) > 0:
            yield name, data
