"""Open a spreadsheet or CSV as plain rows of cells, with limits on size and an answer in Dutch when that fails."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from flows.tasks._cells import Raw
from flows.tasks._packages import unpack
from schemas.errors import InputFault, InputRefusedError, PermanentError

MOST_ROWS = 20_000
LAST_EXCEL_ROW = 1_048_576
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


class Grid(NamedTuple):
    """One sheet: its filled rows by their number, and the numbers of rows the user had hidden."""

    name: str
    rows: dict[int, list[Raw]]
    hidden: frozenset[int] = frozenset()
    sheet_hidden: bool = False


def open_grids(data: bytes, file_name: str, wanted: Callable[[str], bool] = lambda name: True) -> list[Grid]:
    """Return every ``wanted`` sheet of an .xlsx/.xlsm, or the one table of a .csv (a sheet without a name).

    The file itself is never changed.
    """
    extension = PurePath(file_name).suffix.lower()
    if extension == ".csv":
        return [_csv(data, file_name)] if wanted("") else []
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
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        grids = [_sheet(sheet, entries, file_name) for sheet in workbook.worksheets if wanted(str(sheet.title))]
        workbook.close()
    except _UNREADABLE as error:
        raise _refused(file_name, "het bestand is beschadigd en kan niet worden gelezen.", _SAVE_AGAIN) from error
    return grids


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
    return Grid(str(sheet.title), rows, _hidden_rows(source), sheet.sheet_state != "visible")


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


def _hidden_rows(source: bytes) -> frozenset[int]:
    """Find hidden rows in the sheet's XML; openpyxl does not tell them in read-only mode."""
    tags: Iterator[re.Match[bytes]] = re.finditer(rb"<(?:\w+:)?row\b[^>]*>", source)
    hidden = (tag[0] for tag in tags if re.search(rb'\bhidden="(?:1|true)"', tag[0]))
    numbers = (re.search(rb'\br="(\d{1,7})"', tag) for tag in hidden)
    return frozenset(int(number[1]) for number in numbers if number)


def _csv(data: bytes, file_name: str) -> Grid:
    text = _decoded(data, file_name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    rows: dict[int, list[Raw]] = {}
    try:
        for number, fields in enumerate(reader, start=1):
            row = [Raw(field or None) for field in fields]
            if not all(cell.empty for cell in row):
                rows[number] = row
            if len(rows) > MOST_ROWS:
                raise _too_long(file_name)
    except csv.Error as error:
        # Without strict reading, an unclosed quote silently swallows every row that follows.
        raise _refused(
            file_name,
            f"vanaf regel {reader.line_num} kloppen de aanhalingstekens niet.",
            'Zet om een tekst met een aanhalingsteken erin "…" en verdubbel het teken zelf, of lever een .xlsx aan.',
        ) from error
    return Grid("", rows)


def _decoded(data: bytes, file_name: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refused(file_name, "de letters in het bestand zijn niet te lezen.", "Sla het op als 'CSV UTF-8'.")
