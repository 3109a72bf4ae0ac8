"""The hand for spreadsheets: read what colleagues and providers hand over, and write new workbooks.

A user's own file is only read. All faults come back at once, and nothing that was typed is dropped without a word.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from flows.tasks._cells import CellFault, Raw, as_text, convert, loose
from flows.tasks._grid import Grid, open_grids
from flows.tasks._workbook import write_table
from schemas.errors import InputFault, InputRefusedError
from schemas.sheets import CellValue, Column, Row, Table

__all__ = ["read_table", "recognise_sheets", "write_table"]

HEADER_WITHIN = 20
"""Rows in which the headings must be found; above them a title, a logo or an explanation may stand."""

ALIKE = 88
"""Score (0-100, rapidfuzz ratio) from which a heading is read as one of ours; the user is told."""


class _Header(NamedTuple):
    row: int
    columns: dict[int, Column]
    headings: dict[int, str]
    notes: tuple[str, ...]


def read_table(data: bytes, file_name: str, columns: Sequence[Column], sheet: str | None = None) -> Table:
    """Read one table from an .xlsx or .csv (``;``, UTF-8 or Windows-1252).

    The sheet is the one named ``sheet``, else the one in which most headings are recognised. Headings are matched
    without regard to capitals, accents and blanks, by synonym, or by likeness; cells that hold a formula are read as
    text; hidden rows are read too. Raises :class:`InputRefusedError` with every fault: missing columns, empty required
    cells, dates, numbers and choices that cannot be read.
    """
    grids = open_grids(data, file_name, lambda name: sheet is None or loose(name) == loose(sheet))
    if sheet is not None and not grids:
        raise _refused(file_name, f"het blad '{sheet}' ontbreekt.", f"Voeg een blad '{sheet}' toe.")
    candidates = [(header, grid) for grid in grids if (header := _find_header(grid, columns)) is not None]
    if not candidates:
        names = ", ".join(column.name for column in columns if column.required) or columns[0].name
        raise _refused(
            file_name,
            f"in de eerste {HEADER_WITHIN} rijen staan geen bekende kolomkoppen.",
            f"Zet boven de tabel een rij met deze koppen: {names}. Bewaar een CSV met puntkomma's.",
        )
    header, grid = max(candidates, key=lambda candidate: len(candidate[0].columns))
    return _read_rows(file_name, grid, header, columns)


def recognise_sheets(data: bytes, file_name: str, *forms: Sequence[Column]) -> dict[str, tuple[dict[str, str], ...]]:
    """Every sheet that holds anything, and for each of the ``forms`` which headings would be read as which column.

    No headings: the sheet is no such form. To choose a sheet and a form before reading; nothing is refused here but a
    file that cannot be opened.
    """
    found = {}
    for grid in open_grids(data, file_name):
        headers = [_find_header(grid, columns) for columns in forms]
        if grid.rows:
            found[grid.name] = tuple(
                {header.headings[index]: column.name for index, column in header.columns.items()} if header else {}
                for header in headers
            )
    return found


def _refused(file_name: str, problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, problem=problem, remedy=remedy)])


def _find_header(grid: Grid, columns: Sequence[Column]) -> _Header | None:
    """Return the row, among the first twenty, in which most headings are recognised."""
    best: _Header | None = None
    for number in sorted(number for number in grid.rows if number <= HEADER_WITHIN):
        header = _recognise(number, grid.rows[number], columns)
        if header.columns and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def _recognise(number: int, row: list[Raw], columns: Sequence[Column]) -> _Header:
    """Match headings to columns: exact names and synonyms first, then the most alike pairs of what is left."""
    headings = {index: as_text(cell)[0].strip() for index, cell in enumerate(row) if not cell.empty}
    names = {loose(name): column for column in reversed(columns) for name in (*column.synonyms, column.name)}
    found: dict[int, Column] = {}
    for index, heading in headings.items():
        column = names.get(loose(heading))
        if column is not None and column not in found.values():
            found[index] = column
    alike = sorted(
        (
            (-fuzz.ratio(loose(heading), loose(name)), index, position)
            for index, heading in headings.items()
            for position, column in enumerate(columns)
            for name in (column.name, *column.synonyms)
            if index not in found and column not in found.values()
        ),
    )
    notes = []
    for score, index, position in alike:
        if -score >= ALIKE and index not in found and columns[position] not in found.values():
            found[index] = columns[position]
            notes.append(f"De kolom '{headings[index]}' is gelezen als '{columns[position].name}'.")
    return _Header(number, found, headings, tuple(notes))


def _read_rows(file_name: str, grid: Grid, header: _Header, columns: Sequence[Column]) -> Table:
    faults = _header_faults(file_name, grid.name, header, columns)
    notes = list(header.notes)
    rows: list[Row] = []
    for number in sorted(number for number in grid.rows if number > header.row):
        row, row_faults, row_notes = _read_row(number, grid.rows[number], header, columns)
        rows.append(row)
        faults += [fault.model_copy(update={"file": file_name, "sheet": grid.name}) for fault in row_faults]
        notes += row_notes
    if faults:
        raise InputRefusedError(faults)
    recognised = {header.headings[index]: column.name for index, column in sorted(header.columns.items())}
    hidden = sorted(row.number for row in rows if row.number in grid.hidden)
    return Table(
        file=file_name,
        sheet=grid.name,
        rows=tuple(rows),
        recognised=recognised,
        notes=(*notes, *_hidden_notes(grid, hidden), *_unknown_notes(header)),
    )


def _header_faults(file_name: str, sheet: str, header: _Header, columns: Sequence[Column]) -> list[InputFault]:
    present = list(header.columns.values())
    seen = ", ".join(f"'{heading}'" for heading in header.headings.values())
    faults = [
        InputFault(
            file=file_name,
            sheet=sheet,
            row=header.row,
            problem=f"kolom '{column.name}' ontbreekt.",
            remedy=f"Voeg de kolom toe of hernoem er een. Gevonden: {seen}.",
        )
        for column in columns
        if column.required and column not in present
    ]
    names = {loose(name): column for column in columns for name in (column.name, *column.synonyms)}
    for index, heading in header.headings.items():
        twice = names.get(loose(heading))
        if index not in header.columns and twice is not None and twice in present:
            faults.append(
                InputFault(
                    file=file_name,
                    sheet=sheet,
                    row=header.row,
                    column=heading,
                    problem=f"de kolom '{twice.name}' staat er twee keer.",
                    remedy="Verwijder of hernoem een van de twee.",
                )
            )
    return faults


def _read_row(
    number: int, cells: list[Raw], header: _Header, columns: Sequence[Column]
) -> tuple[Row, list[InputFault], list[str]]:
    values: dict[str, CellValue] = {column.name: None for column in columns}
    extra: dict[str, str] = {}
    faults: list[InputFault] = []
    notes: list[str] = []
    for index in range(max(len(cells), max(header.columns) + 1)):
        raw = cells[index] if index < len(cells) else Raw(None)
        column = header.columns.get(index)
        if column is None:
            if not raw.empty:
                extra[header.headings.get(index) or f"(kolom {_letter(index)})"] = as_text(raw)[0]
            continue
        if raw.empty:
            if column.required:
                faults.append(_fault(number, column, "de cel is leeg.", "Vul de cel of verwijder de rij."))
            continue
        try:
            values[column.name], note = convert(raw, column)
        except CellFault as fault:
            faults.append(_fault(number, column, fault.problem, fault.remedy))
            continue
        if note:
            notes.append(f"Rij {number}, kolom '{column.name}': {note}")
    return Row(number=number, values=values, extra=extra), faults, notes


def _fault(number: int, column: Column, problem: str, remedy: str) -> InputFault:
    return InputFault(row=number, column=column.name, problem=problem, remedy=remedy)


def _letter(index: int) -> str:
    """Return the spreadsheet's letters of a column (0 is A)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _hidden_notes(grid: Grid, hidden: list[int]) -> list[str]:
    notes = []
    if hidden:
        numbers = ", ".join(str(number) for number in hidden)
        notes.append(f"Verborgen rijen zijn ook gelezen: {numbers}.")
    if grid.sheet_hidden:
        notes.append(f"Het blad '{grid.name}' is verborgen en is toch gelezen.")
    return notes


def _unknown_notes(header: _Header) -> list[str]:
    unknown = [heading for index, heading in header.headings.items() if index not in header.columns]
    if not unknown:
        return []
    return ["Deze kolommen zijn bewaard maar niet gebruikt: " + ", ".join(f"'{name}'" for name in unknown) + "."]
