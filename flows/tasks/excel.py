"""The hand for spreadsheets: read what colleagues and providers hand over, and write new workbooks.

A user's own file is only read. All faults come back at once, and nothing that was typed is dropped without a word.
"""

from collections.abc import Callable, Iterable, Sequence

from flows.tasks._cells import loose
from flows.tasks._docx_tables import table_grids
from flows.tasks._grid import Grid, open_grids
from flows.tasks._headings import Header, find_header, known_headings
from flows.tasks._rows import Inspection, Manner, inspect, listed
from flows.tasks._standing import upright
from flows.tasks._workbook import write_table
from schemas.errors import InputFault, InputRefusedError
from schemas.sheets import Column, Table

__all__ = ["Inspection", "Manner", "inspect_table", "read_table", "recognise_sheets", "write_table"]

HEADER_WITHIN = 20
"""Rows in which the headings must be found; above them a title, a logo or an explanation may stand."""

_AS_EVER = Manner()


def read_table(
    data: bytes, file_name: str, columns: Sequence[Column], sheet: str | None = None, manner: Manner = _AS_EVER
) -> Table:
    """Read one table from an .xlsx, a .csv (``;`` tab ``,`` or ``|``; UTF-8, UTF-16 or Windows-1252) or a .docx.

    The sheet is the one named ``sheet``, else the one in which most headings are recognised. Headings are matched
    without regard to capitals, accents and blanks, by synonym, or by likeness; cells that hold a formula are read as
    text; hidden rows are read too. Raises :class:`InputRefusedError` with every fault: missing columns, empty required
    cells, dates, numbers and choices that cannot be read.
    """
    found = inspect_table(data, file_name, columns, sheet, manner)
    if found.faults:
        raise InputRefusedError(found.faults)
    return found.table


def inspect_table(
    data: bytes, file_name: str, columns: Sequence[Column], sheet: str | None = None, manner: Manner = _AS_EVER
) -> Inspection:
    """Read one table as :func:`read_table` does, and tell the faults beside what could be read.

    A cell that cannot be read is empty. Raises :class:`InputRefusedError` only when there is no table to read at all.
    """
    grids = _open(
        data,
        file_name,
        lambda name: sheet is None or loose(name) == loose(sheet),
        lambda headings: known_headings(headings, columns, manner.mapping),
    )
    if sheet is not None and not grids:
        raise _refused(file_name, f"het blad '{sheet}' ontbreekt.", f"Voeg een blad '{sheet}' toe.")
    headers = [(find_header(grid, columns, manner.mapping, HEADER_WITHIN), grid) for grid in grids]
    candidates = [(header, grid) for header, grid in headers if header is not None]
    if not candidates:
        names = ", ".join(column.name for column in columns if column.required) or columns[0].name
        raise _refused(
            file_name,
            f"in de eerste {HEADER_WITHIN} rijen staan geen bekende kolomkoppen.",
            f"Zet boven de tabel een rij met deze koppen: {names}.",
        )
    # Of two sheets with as many known headings, the fullest is the list.
    header, grid = max(candidates, key=lambda pair: (len(pair[0].columns), len(pair[1].rows) if manner.whole else 0))
    found = inspect(file_name, grid, header, columns, manner)
    if not manner.whole:
        return found
    others = [(other, second) for other, second in headers if second is not grid]
    faults = [
        _second_list(file_name, second.name, grid.name, below)
        for other, second in others
        if other is not None and _same_list(header, other, columns) and (below := _below(other, second.rows))
    ]
    notes = [
        f"Blad '{second.name}' is niet gelezen, want er staat geen lijst op: rij {listed(sorted(second.rows))}."
        for other, second in others
        if second.rows
        and not second.name.startswith("Keuzes")
        and not (other is not None and _same_list(header, other, columns))
    ]
    table = found.table.model_copy(update={"notes": (*found.table.notes, *notes)})
    return found._replace(table=table, faults=(*found.faults, *faults))


def _same_list(chosen: Header, other: Header, columns: Sequence[Column]) -> bool:
    """Whether a second sheet has the columns without which the chosen one would be no list."""
    needed = {column.name for column in columns if column.required}
    first, second = ({column.name for column in header.columns.values()} for header in (chosen, other))
    return bool(needed & first) and needed & first <= second


def _below(header: Header, rows: Iterable[int]) -> list[int]:
    return sorted(number for number in rows if number > header.end)


def _second_list(file_name: str, sheet: str, chosen: str, rows: Sequence[int]) -> InputFault:
    return InputFault(
        file=file_name,
        sheet=sheet,
        problem=f"ook dit blad is een lijst; rij {listed(rows)} is niet gelezen. Gelezen is '{chosen}'.",
        remedy="Zet alle rijen op één blad, of lever elk blad als eigen bestand aan.",
    )


def recognise_sheets(data: bytes, file_name: str, *forms: Sequence[Column]) -> dict[str, tuple[dict[str, str], ...]]:
    """Every sheet that holds anything, and for each of the ``forms`` which headings would be read as which column.

    No headings: the sheet is no such form. To choose a sheet and a form before reading; nothing is refused here but a
    file that cannot be opened.
    """
    found = {}
    grids = _open(
        data,
        file_name,
        lambda name: True,
        lambda headings: max((known_headings(headings, form) for form in forms), default=0),
    )
    for grid in grids:
        headers = [find_header(grid, columns, {}, HEADER_WITHIN) for columns in forms]
        if grid.rows:
            found[grid.name] = tuple(
                {header.headings[index]: column.name for index, column in header.columns.items()} if header else {}
                for header in headers
            )
    return found


def _open(
    data: bytes, file_name: str, wanted: Callable[[str], bool], known: Callable[[Sequence[str]], int]
) -> list[Grid]:
    if file_name.casefold().endswith(".docx"):
        return upright([grid for grid in table_grids(data, file_name) if wanted(grid.name)], known)
    return open_grids(data, file_name, wanted, known)


def _refused(file_name: str, problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, problem=problem, remedy=remedy)])
