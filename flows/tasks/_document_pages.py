"""A PDF by itself, read for the final check: its lines as paragraphs, its tables, and what was put on its pages."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flows.tasks._pdf_facts import open_pdf, pdf_facts, plain
from flows.tasks._prose import Line, passages
from schemas.errors import PermanentError
from schemas.final_check import DocumentFacts, Paragraph, Place, Table, Trace

_OWN_LINE = re.compile(
    r"\s*(?:(?:Artikel|Bijlage|Hoofdstuk|Paragraaf|Tabel|Figuur)\s+[\dA-Z]|\d+(?:\.\d+)*\.?\s+[A-Z]|\d+\.\d+)"
)
"""How a heading or a numbered paragraph begins; it is never the rest of the line above it."""

_REMARKS = {"/Text", "/FreeText", "/Caret", "/Ink", "/Stamp"}
_MARKS = {"/Highlight", "/Underline", "/StrikeOut", "/Squiggly"}
_GAP = re.compile(r"\s{2,}")
_TOTAL = re.compile(r"(?:eind|sub)?tota(?:al|len)\b.*", re.IGNORECASE)
_NUMBER = re.compile(r"[-–−]?\s*(?:€\s*)?[-–−]?\d[\d.\u00a0 ]*(?:,(?:\d+|-))?\s*%?|[-–]|n\.v\.t\.|")


def read_pages(data: bytes, name: str) -> DocumentFacts:
    """Read a PDF by itself. Raises :class:`PermanentError` when it cannot be read, or is a scan."""
    told, texts = pdf_facts(data, name)
    if not any(text.strip() for text in texts):
        raise PermanentError(f"De PDF '{name}' bevat geen tekst: het is een scan. Kijk het Word-bestand na.")
    with open_pdf(data, name) as reader:
        laid_out = [
            _layout(page) if _TOTAL.search(text) else () for page, text in zip(reader.pages, texts, strict=True)
        ]
        traces = [found for number, page in enumerate(reader.pages, start=1) for found in _put_on(page, number)]
    tables = [table for number, lines in enumerate(laid_out, start=1) for table in _tables(lines, number)]
    return DocumentFacts(
        file=name,
        size=len(data),
        form="pdf",
        paragraphs=tuple(row for number, text in enumerate(texts, start=1) for row in _paragraphs(text, number)),
        tables=tuple(row._replace(place=row.place._replace(table=at)) for at, row in enumerate(tables, start=1)),
        comments=tuple(trace for subtype, trace in traces if subtype in _REMARKS),
        highlights=tuple(trace for subtype, trace in traces if subtype in _MARKS),
        properties=told.properties,
        language=told.properties.language,
        pdf=told.model_copy(update={"kept": False}),
    )


def _paragraphs(text: str, page: int) -> Iterator[Paragraph]:
    lines: list[Line] = []
    for line in text.split("\n"):
        if _OWN_LINE.match(line):
            lines.append(Line("", ""))
        lines.append(Line("", line))
    for number, found in enumerate(passages(lines), start=1):
        yield Paragraph(found.text, Place(page=page, paragraph=number), depth=0 if found.bullet else -1)


def _put_on(page: Any, number: int) -> Iterator[tuple[str, Trace]]:
    """Notes and marks that a reader of the PDF put on the page."""
    for one in plain(page.get("/Annots")) or ():
        item = plain(one)
        text = plain(item.get("/Contents"))
        author = plain(item.get("/T"))
        trace = Trace(str(text or ""), Place(page=number), str(author or ""))
        yield str(item.get("/Subtype")), trace


def _layout(page: Any) -> Sequence[str]:
    return tuple(page.extract_text(extraction_mode="layout").split("\n"))


def _tables(lines: Sequence[str], page: int) -> Iterator[Table]:
    """Tables with a total row of which every row can be told apart; what is not certain is no table."""
    rows = [tuple(_GAP.split(line.strip())) for line in lines if line.strip()]
    for at, row in enumerate(rows):
        if len(row) < 2 or not _TOTAL.fullmatch(row[0]) or not _is_row(row, len(row)):
            continue
        first = at
        while first > 0 and _is_row(rows[first - 1], len(row)) and not _TOTAL.fullmatch(rows[first - 1][0]):
            first -= 1
        top = rows[first - 1] if first else ()
        # Without its headings above it, the table began on the page before.
        if at - first > 1 and len(top) == len(row) and not _is_row(top, len(row)):
            yield Table((top, *rows[first : at + 1]), Place(page=page))


def _is_row(cells: Sequence[str], width: int) -> bool:
    return len(cells) == width and all(_NUMBER.fullmatch(cell) for cell in cells[1:])
