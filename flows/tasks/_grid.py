"""Open a spreadsheet, CSV or Word table as plain rows of cells, with limits on size and an answer in Dutch."""

import io
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from flows.tasks import _csv_in, _json_in
from flows.tasks._bare_book import bare
from flows.tasks._cells import Raw
from flows.tasks._packages import pack, unpack
from flows.tasks._safe_xml import usual_names
from flows.tasks._sheet_extras import (
    Merge,
    comments,
    drawn_texts,
    hidden_columns,
    hidden_rows,
    merges,
    misplaced_row,
)
from schemas.errors import InputFault, InputRefusedError, PermanentError

MOST_ROWS = 20_000
LAST_EXCEL_ROW = 1_048_576
_MOST_FILLED = 1_000_000
_LONGEST_QUOTED = 300
_PROLOGUE = 2_000
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")

# What openpyxl raises on files that are damaged or built to do harm; it has no common error class of its own.
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    SyntaxError,  # what both lxml and the standard library derive their XML errors from
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    OverflowError,
    RecursionError,
)


class CellNote(NamedTuple):
    """What the user should know of one cell: row from 1, column from 0, a Dutch sentence."""

    row: int
    column: int
    text: str


class Grid(NamedTuple):
    """One sheet: its filled rows by their number, and what a person sees besides.

    ``hidden`` and ``hidden_columns`` (from 0) are what the user had hidden; ``spans`` are cells shown as one over
    several columns; ``filled`` are cells (row, column) that got the value of the merged cell they are part of.
    ``separator`` is that of a CSV.
    """

    name: str
    rows: dict[int, list[Raw]]
    hidden: frozenset[int] = frozenset()
    sheet_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[Merge, ...] = ()
    filled: tuple[tuple[int, int], ...] = ()
    cell_notes: tuple[CellNote, ...] = ()
    notes: tuple[str, ...] = ()
    separator: str = ""


def _nothing_known(headings: Sequence[str]) -> int:
    return 0


def open_grids(
    data: bytes,
    file_name: str,
    wanted: Callable[[str], bool] = lambda name: True,
    known: Callable[[Sequence[str]], int] = _nothing_known,
) -> list[Grid]:
    """Return every ``wanted`` sheet of an .xlsx/.xlsm, or the one table of a .csv or .json (a sheet without a name).

    ``known`` says how many of some headings are known; by that the separator of a CSV is recognised. The file itself
    is never changed.
    """
    extension = PurePath(file_name).suffix.lower()
    if extension in (".csv", ".tsv"):
        if data.startswith(b"PK\x03\x04"):
            raise _refused(file_name, "dit is geen CSV maar een Excel-bestand.", "Geef het de naam '….xlsx'.")
        return [_csv(data, file_name, known)] if wanted("") else []
    if extension == ".json":
        return [_json(data, file_name)] if wanted("") else []
    if extension == ".xls":
        raise _refused(file_name, "dit is een oud Excel-bestand (.xls).", _SAVE_AGAIN)
    if data.startswith(_OLD_OFFICE):
        raise _refused(file_name, "het bestand heeft een wachtwoord of is een oud Excel-bestand.", _SAVE_AGAIN)
    if extension not in (".xlsx", ".xlsm"):
        raise _refused(file_name, f"een bestand van het soort '{extension}' kan niet worden gelezen.", _SAVE_AGAIN)
    try:
        entries = unpack(data, file_name)
    except PermanentError as error:
        raise _refused(file_name, "het bestand is beschadigd, beveiligd of te groot.", _SAVE_AGAIN) from error
    if any(b"<!DOCTYPE" in part[:_PROLOGUE] for part in entries.values()):
        raise _refused(file_name, "het bestand bevat iets wat in geen Excel-bestand hoort.", _SAVE_AGAIN)
    try:
        if any(b"purl.oclc.org/ooxml" in part for part in entries.values()):
            entries = {name: usual_names(part) for name, part in entries.items()}
            data = pack(entries)
        return _grids(data, entries, file_name, wanted)
    except _UNREADABLE as error:
        try:
            plain = bare(entries)
            return _grids(pack(plain), plain, file_name, wanted)
        except _UNREADABLE:
            raise _refused(file_name, "het bestand is beschadigd en kan niet worden gelezen.", _SAVE_AGAIN) from error


def _grids(data: bytes, entries: dict[str, bytes], file_name: str, wanted: Callable[[str], bool]) -> list[Grid]:
    with warnings.catch_warnings():
        # openpyxl warns of what it does not keep when it saves; we save nothing.
        warnings.simplefilter("ignore", UserWarning)
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        found = [_sheet(sheet, entries, file_name) for sheet in workbook.worksheets if wanted(str(sheet.title))]
        workbook.close()
    return found


_SAVE_AGAIN = "Open het in Excel, kies Opslaan als, soort 'Excel-werkmap (.xlsx)', zonder wachtwoord."


def _refused(file_name: str, problem: str, remedy: str, row: int | None = None) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, row=row, problem=problem, remedy=remedy)])


def _sheet(sheet: Worksheet, entries: dict[str, bytes], file_name: str) -> Grid:
    # The file's own <dimension> may be wrong: 40 questions with ref="A1" would come in as one.
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # read_only gives a ReadOnlyWorksheet, which has it
    rows: dict[int, list[Raw]] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_EXCEL_ROW or len(rows) > MOST_ROWS:
            raise _too_long(file_name)
        row = [_raw(cell) for cell in cells]
        if not all(cell.empty for cell in row):
            rows[number] = row
    path = str(sheet._worksheet_path)  # type: ignore[attr-defined]  # no public name for it
    source = entries.get(path.lstrip("/"), b"")
    if (misplaced := misplaced_row(source)) is not None:
        problem = f"op blad '{sheet.title}' staat rij {misplaced}, of een cel erin, dubbel of niet op volgorde."
        raise _refused(file_name, problem, _SAVE_AGAIN, misplaced)
    merged = merges(source)
    return Grid(
        str(sheet.title),
        rows,
        hidden_rows(source),
        sheet.sheet_state != "visible",
        hidden_columns(source),
        tuple(merge for merge in merged if merge.last > merge.first),
        _fill(rows, merged, file_name),
        tuple(
            CellNote(row, index, f"bij de cel staat een opmerking, die niet is meegelezen: {quoted(text)}")
            for row, index, text in comments(entries, path)
        ),
        tuple(
            f"Op het blad '{sheet.title}' staat een tekstvak, dat niet is meegelezen: {quoted(text)}"
            for text in drawn_texts(entries, path)
        ),
    )


def quoted(text: str) -> str:
    """A text in one line between quotes, not longer than a few lines, with a full stop."""
    line = " ".join(text.split())
    return f"'{line[:_LONGEST_QUOTED]}…'." if len(line) > _LONGEST_QUOTED else f"'{line}'."


def _fill(rows: dict[int, list[Raw]], merged: Sequence[Merge], file_name: str) -> tuple[tuple[int, int], ...]:
    """Give every row of a merged cell its value, as a person sees it; a row with nothing of its own is no row."""
    filled: list[tuple[int, int]] = []
    numbers = sorted(rows)
    for merge in merged:
        if merge.last_row == merge.first_row:
            continue
        first = bisect_left(numbers, merge.first_row)
        cell = _at(rows.get(merge.first_row, []), merge.first)
        if cell.empty or first == len(numbers) or numbers[first] != merge.first_row:
            continue
        for number in numbers[first + 1 : bisect_right(numbers, merge.last_row)]:
            row = rows[number]
            if not _at(row, merge.first).empty:
                continue
            row.extend([Raw(None)] * (merge.first + 1 - len(row)))
            row[merge.first] = cell
            filled.append((number, merge.first))
            if len(filled) > _MOST_FILLED:
                raise _too_long(file_name)
    return tuple(sorted(filled))


def _at(row: Sequence[Raw], index: int) -> Raw:
    return row[index] if index < len(row) else Raw(None)


def _too_long(file_name: str) -> InputRefusedError:
    return _refused(
        file_name,
        f"het bestand heeft meer dan {MOST_ROWS} rijen, of een gevulde cel ver onder de tabel.",
        "Verwijder de lege en overbodige rijen onder de tabel, of splits het bestand.",
    )


def _raw(cell: object) -> Raw:
    value = getattr(cell, "value", None)
    kind = getattr(cell, "data_type", "n")
    if isinstance(value, ArrayFormula):
        return Raw(value.text, is_formula=True)
    if isinstance(value, DataTableFormula):
        return Raw("=TABEL()", is_formula=True)
    if value is None:
        return Raw(None)
    return Raw(
        value,
        is_formula=kind == "f",
        is_error=kind == "e",
        number_format=str(getattr(cell, "number_format", "General")) if kind in ("n", "d") else "General",
    )


def _csv(data: bytes, file_name: str, known: Callable[[Sequence[str]], int]) -> Grid:
    text, letters = _csv_in.decoded(data, file_name)
    separator, stated = _csv_in.separator_of(text, known)
    fields = _csv_in.rows_of(text, separator, file_name, MOST_ROWS)
    if fields is None:
        raise _too_long(file_name)
    rows = {
        number: [Raw(field or None) for field in row]
        for number, row in enumerate(fields, start=1)
        if not (stated and number == 1)
    }
    notes = (
        letters if separator == ";" else (f"De cellen zijn gescheiden met een {_csv_in.NAMES[separator]}.", *letters)
    )
    filled = {number: row for number, row in rows.items() if not all(cell.empty for cell in row)}
    return Grid("", filled, notes=notes, separator=separator)


def _json(data: bytes, file_name: str) -> Grid:
    """Row 1 are the names of the fields, so that record 1 is row 2, as in a sheet."""
    fields, letters = _json_in.rows_of(data, file_name)
    if len(fields) > MOST_ROWS:
        raise _too_long(file_name)
    rows = {number: [Raw(field or None) for field in row] for number, row in enumerate(fields, start=1)}
    filled = {number: row for number, row in rows.items() if not all(cell.empty for cell in row)}
    return Grid("", filled, notes=("Record 1 is rij 2, als in een blad met koppen.", *letters))
