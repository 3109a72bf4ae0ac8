"""A workbook, read for the final check: every filled cell with its place, tables with their totals, what is hidden."""

import io
import math
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl import load_workbook

from flows.tasks._bare_book import bare
from flows.tasks._cells import Raw, as_shown
from flows.tasks._packages import pack, unpack
from flows.tasks._safe_xml import usual_names
from flows.tasks._sheet_extras import comments, hidden_columns, hidden_rows
from schemas.errors import PermanentError
from schemas.final_check import DocumentFacts, Paragraph, Place, Properties, Table, Trace

MOST_CELLS = 400_000
_TOTAL = re.compile(r"(?:eind|sub)?tota(?:al|len)\b.*", re.IGNORECASE)
_DECIMALS = re.compile(r"0\.(0+)")
_LISTED = re.compile(rb"<(?:\w+:)?formula1>\s*(?:&apos;|')?([^!<'&]+)(?:&apos;|')?!")
_MARKED = frozenset({"FFFF00", "FFF200", "00FF00", "00FFFF", "FF00FF"})
"""Colours of a marker pen; the pale ones are how many sheets show which cells are to fill in."""

_UNREADABLE = (
    *(SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError, EOFError, ArithmeticError),
    *(RecursionError, AssertionError, NotImplementedError),
)
"""What openpyxl raises on files that are damaged or built to do harm; it has no common error class of its own."""


class _Filled(NamedTuple):
    """A filled cell: row and column from 1, what the sheet shows, whether it is a number, and its colour."""

    row: int
    column: int
    text: str
    number: bool
    marked: bool

    @property
    def name(self) -> str:
        return f"{_letters(self.column)}{self.row}"


class _Sheet(NamedTuple):
    title: str
    cells: tuple[_Filled, ...]
    hidden: bool
    rows: frozenset[int]
    columns: frozenset[int]
    comments: tuple[tuple[int, int, str], ...]


def read_sheets(data: bytes, name: str, properties: Properties) -> DocumentFacts:
    """Read an .xlsx as it was last saved. Raises :class:`PermanentError` when it cannot be read."""
    entries = {part: usual_names(content) for part, content in unpack(data, name).items()}
    sheets = _sheets(entries, name)
    lists = {found.decode("utf-8", "replace") for part in entries.values() for found in _LISTED.findall(part)}
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    for sheet in sheets:
        for block in _blocks(sheet):
            _write(sheet, block, paragraphs, tables)
    return DocumentFacts(
        file=name,
        size=len(data),
        form="sheets",
        paragraphs=tuple(paragraphs),
        tables=tuple(tables),
        comments=tuple(
            Trace(text, Place(sheet=sheet.title, cell=f"{_letters(column + 1)}{row}"))
            for sheet in sheets
            for row, column, text in sheet.comments
        ),
        highlights=tuple(
            Trace(one.text, Place(sheet=sheet.title, cell=one.name))
            for sheet in sheets
            for one in sheet.cells
            if one.marked
        ),
        # A sheet with the choices of a drop-down is hidden for good reason.
        hidden=tuple(trace for sheet in sheets if sheet.title not in lists for trace in _hidden(sheet)),
        properties=properties,
    )


def _sheets(entries: Mapping[str, bytes], name: str) -> tuple[_Sheet, ...]:
    try:
        return _opened(entries, name)
    except _UNREADABLE:
        pass
    try:
        return _opened(bare(entries), name)
    except _UNREADABLE as error:
        raise PermanentError(
            f"'{name}' is geen leesbaar Excel-bestand. Open het in Excel en sla het opnieuw op."
        ) from error


def _opened(entries: Mapping[str, bytes], name: str) -> tuple[_Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about finery that it leaves out; we read the texts only
        book = load_workbook(io.BytesIO(pack(entries)), read_only=True, data_only=True, keep_links=False)
    found: list[_Sheet] = []
    count = 0
    for sheet in book.worksheets:
        # The file's own <dimension> may be wrong: forty rows with ref="A1" would come in as one.
        sheet.reset_dimensions()
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if (one := _filled(cell)) is not None:
                    cells.append(one)
                    count += 1
            if count > MOST_CELLS:
                raise PermanentError(f"'{name}' heeft meer dan {MOST_CELLS} gevulde cellen. Splits het bestand.")
        path = str(sheet._worksheet_path)  # type: ignore[attr-defined]  # no public name for it
        source = entries.get(path.lstrip("/"), b"")
        found.append(
            _Sheet(
                *(str(sheet.title), tuple(cells), sheet.sheet_state != "visible"),
                *(hidden_rows(source), hidden_columns(source), comments(entries, path)),
            )
        )
    book.close()
    return tuple(found)


def _filled(cell: Any) -> _Filled | None:
    value = cell.value
    text = "" if value is None else _shown(value, str(cell.number_format))
    if not text.strip():
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return _Filled(int(cell.row), int(cell.column), text, number, _is_marked(cell))


def _is_marked(cell: Any) -> bool:
    fill = cell.fill
    colour = fill.fgColor.rgb if fill is not None and fill.fill_type == "solid" else ""
    return isinstance(colour, str) and colour[-6:].upper() in _MARKED


def _shown(value: object, shape: str) -> str:
    """A value as a Dutch Excel shows it: with a comma, the decimals of its format, € or %."""
    if isinstance(value, datetime | date):
        return as_shown(Raw(value, number_format=shape))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return as_shown(Raw(value))
    if not math.isfinite(value):
        return ""
    first = shape.split(";")[0]
    share = "%" in first
    decimals, thousands = _DECIMALS.search(first), "," if "#,#" in first else ""
    whole = round(value * 100, 10) if share else value
    if decimals:
        text = f"{whole:{thousands}.{len(decimals[1])}f}"
    elif "0" in first and first != "General":
        text = f"{whole:{thousands}.0f}"
    else:
        text = f"{whole:.10f}".rstrip("0").rstrip(".")
    plain = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"€ {plain}" if "€" in first or "EUR" in first else f"{plain}%" if share else plain


def _blocks(sheet: _Sheet) -> Iterator[list[list[_Filled]]]:
    """The rows of a sheet, parted where after an empty row a new row of headings begins."""
    rows: dict[int, list[_Filled]] = {}
    for one in sheet.cells:
        rows.setdefault(one.row, []).append(one)
    block: list[list[_Filled]] = []
    last = 0
    for number, cells in sorted(rows.items()):
        headings = len(cells) > 1 and not any(one.number for one in cells) and not _TOTAL.fullmatch(cells[0].text)
        if block and number > last + 1 and (headings or (len(cells) == 1 and not _TOTAL.fullmatch(cells[0].text))):
            yield block
            block = []
        block.append(cells)
        last = number
    if block:
        yield block


def _write(sheet: _Sheet, block: Sequence[list[_Filled]], paragraphs: list[Paragraph], tables: list[Table]) -> None:
    """Write down a block: titles above the headings as plain text, the rest as a table."""
    start = next((at for at, cells in enumerate(block) if len(cells) > 1), len(block))
    for cells in block[:start]:
        paragraphs += [Paragraph(one.text, Place(sheet=sheet.title, cell=one.name)) for one in cells]
    if start == len(block):
        return
    number = len(tables) + 1
    width = max(cells[-1].column for cells in block[start:])
    rows = []
    for row, cells in enumerate(block[start:], start=1):
        line = [""] * width
        for one in cells:
            line[one.column - 1] = one.text
            place = Place(table=number, row=one.row, sheet=sheet.title, cell=one.name)
            paragraphs.append(Paragraph(one.text, place, table=number, row=row, column=one.column))
        rows.append(tuple(line))
    tables.append(Table(tuple(rows), Place(table=number, sheet=sheet.title)))


def _hidden(sheet: _Sheet) -> Iterator[Trace]:
    if sheet.hidden:
        if sheet.cells:
            yield Trace(f"blad {sheet.title}", Place(sheet=sheet.title))
        return
    rows: dict[int, list[_Filled]] = {}
    for one in sheet.cells:
        if one.row in sheet.rows or one.column - 1 in sheet.columns:
            rows.setdefault(one.row, []).append(one)
    for cells in rows.values():
        yield Trace(" | ".join(one.text for one in cells), Place(sheet=sheet.title, cell=cells[0].name))


def _letters(column: int) -> str:
    """1 is ``A``, 27 is ``AA``."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
