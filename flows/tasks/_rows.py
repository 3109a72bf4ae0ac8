"""The rows under the headings: every filled one becomes a row, a line that is named, or a fault."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flows.tasks._cells import CellFault, Raw, as_text, convert, loose
from flows.tasks._grid import Grid, quoted
from flows.tasks._headings import Header, other_order, repeats
from schemas.errors import InputFault
from schemas.sheets import CellValue, Column, Row, Table

_TOTALS = ("totaal", "subtotaal", "eindtotaal", "aantalvragen", "aantalrijen")


class Manner(NamedTuple):
    """How a list is read that comes from outside.

    ``mapping`` is what a mapping file says: a heading and the column it is (None: leave it). In ``references`` dates
    are never meant. Columns in ``may_miss`` need not be there; when they are, their cells must be filled. A row with
    nothing but ``prefilled`` columns is a line of a form that nobody filled in. ``whole``: totals, repeated headings
    and titles are named, and a second list in the file is a fault.
    """

    mapping: Mapping[str, str | None] = {}
    references: frozenset[str] = frozenset()
    may_miss: frozenset[str] = frozenset()
    prefilled: frozenset[str] = frozenset()
    whole: bool = False


class Inspection(NamedTuple):
    """A table, the faults in it, and the headings nobody knew."""

    table: Table
    faults: tuple[InputFault, ...]
    unknown: tuple[str, ...]


class _Read(NamedTuple):
    row: Row | None
    faults: tuple[InputFault, ...] = ()
    notes: tuple[str, ...] = ()
    blank: bool = False


def inspect(file_name: str, grid: Grid, header: Header, columns: Sequence[Column], manner: Manner) -> Inspection:
    """Read every row under the headings; a cell that cannot be read is empty and has a fault."""
    faults = _header_faults(header, columns, manner)
    names = _extra_names(header)
    rows: list[Row] = []
    notes: list[str] = []
    blank: list[int] = []
    for number in sorted(number for number in grid.rows if number > header.end):
        read = _line(number, grid, header, columns, manner, names)
        faults += read.faults
        notes += read.notes
        if read.row is not None:
            rows.append(read.row)
        elif read.blank:
            blank.append(number)
    if blank:
        notes.append(f"Niet ingevuld, alleen wat er al stond: rij {listed(blank)}.")
    table = Table(
        file=file_name,
        sheet=grid.name,
        rows=tuple(rows),
        recognised={header.headings[index]: column.name for index, column in sorted(header.columns.items())},
        notes=(*grid.notes, *header.notes, *_above(grid, header, manner), *notes, *_about(grid, header, rows)),
    )
    located = tuple(fault.model_copy(update={"file": file_name, "sheet": grid.name}) for fault in faults)
    return Inspection(table, located, _unknown(header))


def _line(
    number: int,
    grid: Grid,
    header: Header,
    columns: Sequence[Column],
    manner: Manner,
    names: Mapping[int, str],
) -> _Read:
    cells = grid.rows[number]
    if manner.whole and repeats(cells, header):
        return _Read(None, notes=(f"Rij {number} herhaalt de kolomkoppen en is geen rij van de lijst.",))
    if manner.whole and other_order(cells, header, columns):
        problem = "hier begint een tweede tabel, met de koppen in een andere volgorde."
        return _Read(None, (InputFault(row=number, problem=problem, remedy="Zet die tabel op een eigen blad."),))
    read = _read_row(number, grid, header, columns, manner, names)
    if read.row is None or not manner.whole:
        return read
    filled = {name for name, value in read.row.values.items() if value is not None}
    if filled and filled <= manner.prefilled and not read.row.extra:
        return _Read(None, blank=True)
    named = _no_row(read.row, grid, header)
    return _Read(None, notes=(named,)) if named else read


def _no_row(row: Row, grid: Grid, header: Header) -> str:
    """Why a filled line is no row of the list, in a sentence with its number; empty when it is one."""
    filled = {name for name, value in row.values.items() if value is not None}
    needed = {column.name for column in header.columns.values() if column.required}
    texts = [str(value) for value in (*row.values.values(), *row.extra.values()) if value is not None]
    if not filled >= needed and texts and loose(texts[0]).startswith(_TOTALS):
        return f"Rij {row.number} is een totaalregel en geen rij van de lijst: {quoted(' '.join(texts))}"
    width = max(2, (max(header.headings) + 1) // 2)
    across = any(
        span.first_row <= row.number <= span.last_row and span.last - span.first + 1 >= width for span in grid.spans
    )
    if len(texts) == 1 and across and not filled >= needed:
        return f"Rij {row.number} is een tussenkop en geen rij van de lijst: {quoted(texts[0])}"
    return ""


def _header_faults(header: Header, columns: Sequence[Column], manner: Manner) -> list[InputFault]:
    present = list(header.columns.values())
    seen = ", ".join(f"'{heading}'" for heading in header.headings.values())
    faults = [
        InputFault(
            row=header.row,
            problem=f"kolom '{column.name}' ontbreekt.",
            remedy=f"Voeg de kolom toe of hernoem er een. Gevonden: {seen}.",
        )
        for column in columns
        if column.required and column not in present and column.name not in manner.may_miss
    ]
    faults += [
        InputFault(
            row=header.row,
            column=header.headings[index],
            problem=f"de kolom '{column.name}' staat er twee keer.",
            remedy="Verwijder of hernoem een van de twee.",
        )
        for index, column in header.doubled.items()
    ]
    return faults


def _read_row(
    number: int, grid: Grid, header: Header, columns: Sequence[Column], manner: Manner, names: Mapping[int, str]
) -> _Read:
    cells = grid.rows[number]
    values: dict[str, CellValue] = dict.fromkeys((column.name for column in columns), None)
    extra: dict[str, str] = {}
    faults: list[InputFault] = []
    notes: list[str] = []
    under = _under(number, cells, header)
    if isinstance(under, InputFault):
        faults.append(under)
        under = {}
    for index in range(max(len(cells), max(header.columns) + 1)):
        raw = under.get(index) or (cells[index] if index < len(cells) else Raw(None))
        column = header.columns.get(index)
        if column is None:
            if not raw.empty and header.under.get(index) is None:
                extra[names.get(index) or f"(kolom {letter(index)})"] = as_text(raw)[0]
                faults += _beyond(number, index, grid, header)
            continue
        if raw.empty:
            if column.required:
                faults.append(_fault(number, column, "de cel is leeg.", "Vul de cel of verwijder de rij."))
            continue
        try:
            values[column.name], note = convert(raw, column, reference=column.name in manner.references)
        except CellFault as fault:
            place = "" if grid.separator or not grid.name else f"cel {letter(index)}{number}: "
            problem = f"{place}{fault.problem}" if column.name in manner.references else fault.problem
            faults.append(_fault(number, column, problem, fault.remedy))
            continue
        if note:
            notes.append(f"Rij {number}, kolom '{column.name}': {note}")
    return _Read(Row(number=number, values=values, extra=extra), tuple(faults), tuple(notes))


def _under(number: int, cells: Sequence[Raw], header: Header) -> dict[int, Raw] | InputFault:
    """The cells under a heading that is shown over several columns: a person sees one column, filled once."""
    found: dict[int, Raw] = {}
    for index, first in header.under.items():
        raw = cells[index] if index < len(cells) else Raw(None)
        if raw.empty:
            continue
        if first in found or not (cells[first] if first < len(cells) else Raw(None)).empty:
            problem = "onder deze brede kop staan twee gevulde cellen naast elkaar."
            remedy = "Zet de tekst in één cel, of geef elke kolom een eigen kop."
            return _fault(number, header.columns[first], problem, remedy)
        found[first] = raw
    return found


def _beyond(number: int, index: int, grid: Grid, header: Header) -> list[InputFault]:
    """In a CSV, text beyond the last heading was cut at a separator that belongs to the text."""
    if not grid.separator or index <= max(header.headings):
        return []
    problem = "deze regel heeft meer cellen dan er koppen zijn."
    remedy = f'Zet een tekst waar een "{grid.separator}" in staat tussen aanhalingstekens, of lever een .xlsx aan.'
    return [InputFault(row=number, column=f"(kolom {letter(index)})", problem=problem, remedy=remedy)]


def _fault(number: int, column: Column, problem: str, remedy: str) -> InputFault:
    return InputFault(row=number, column=column.name, problem=problem, remedy=remedy)


def letter(index: int) -> str:
    """Return the spreadsheet's letters of a column (0 is A)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _extra_names(header: Header) -> dict[int, str]:
    """How each column nobody knows is called; two with one heading are told apart by their letters."""
    headings = [heading for index, heading in header.headings.items() if index not in header.columns]
    return {
        index: heading if headings.count(heading) == 1 else f"{heading} (kolom {letter(index)})"
        for index, heading in header.headings.items()
        if index not in header.columns
    }


def _above(grid: Grid, header: Header, manner: Manner) -> list[str]:
    """Name what stands above the headings, so that a row that was put there is not missed."""
    if not manner.whole:
        return []
    return [
        f"Rij {number} staat boven de kolomkoppen en is geen rij van de lijst: "
        + quoted(" ".join(as_text(cell)[0] for cell in grid.rows[number] if not cell.empty))
        for number in sorted(grid.rows)
        if number < header.row
    ] + [
        f"Rij {number} hoort bij de kolomkoppen en is geen rij van de lijst: "
        + quoted(" ".join(as_text(cell)[0] for cell in grid.rows[number] if not cell.empty))
        for number in range(header.row + 1, header.end + 1)
    ]


def _about(grid: Grid, header: Header, rows: Sequence[Row]) -> list[str]:
    """What the user should know of the sheet: hidden, merged and unknown parts, and notes on cells."""
    notes = []
    numbers = {row.number for row in rows}
    if hidden := sorted(grid.hidden & numbers):
        notes.append(f"Verborgen rijen zijn ook gelezen: {listed(hidden)}.")
    if columns := [name for index, name in sorted(header.headings.items()) if index in grid.hidden_columns]:
        notes.append("Verborgen kolommen zijn ook gelezen: " + ", ".join(f"'{name}'" for name in columns) + ".")
    if grid.sheet_hidden:
        notes.append(f"Het blad '{grid.name}' is verborgen en is toch gelezen.")
    for index, heading in sorted(header.headings.items()):
        filled = [number for number, place in grid.filled if place == index and number in numbers]
        if filled:
            notes.append(f"Samengevoegde cellen in kolom '{heading}': de waarde telt ook voor rij {listed(filled)}.")
    for note in grid.cell_notes:
        heading = header.headings.get(note.column, f"(kolom {letter(note.column)})")
        notes.append(f"Rij {note.row}, kolom '{heading}': {note.text}")
    if header.unread:
        notes.append("Overgeslagen volgens kolommen.yaml: " + ", ".join(f"'{name}'" for name in header.unread) + ".")
    unknown = [name for name in _unknown(header) if name not in header.unread]
    if unknown:
        notes.append("Deze kolommen zijn bewaard maar niet gebruikt: " + ", ".join(f"'{n}'" for n in unknown) + ".")
    loose_cells = sorted({name for row in rows for name in row.extra if name.startswith("(kolom ")})
    if loose_cells:
        where = [row.number for row in rows if any(name.startswith("(kolom ") for name in row.extra)]
        notes.append(f"Zonder kop, bewaard maar niet gebruikt: {', '.join(loose_cells)} in rij {listed(where)}.")
    return notes


def listed(numbers: Sequence[int]) -> str:
    """``2, 3, 7 t/m 60``: row numbers in order, long runs in short."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ([f"{run[0]} t/m {run[-1]}"] if len(run) > 3 else [str(number) for number in run] for run in runs)
    return ", ".join(part for parts in shown for part in parts)


def _unknown(header: Header) -> tuple[str, ...]:
    return tuple(name for index, name in _extra_names(header).items() if index not in header.doubled)
