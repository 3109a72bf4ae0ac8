"""Tables with the headings below each other: a heading in the first column, what was filled in beside it.

That is how a form for one question looks in Word, one table for each. Together they are a list.
"""

from collections.abc import Callable, Sequence

from flows.tasks._cells import Raw, as_text, loose
from flows.tasks._grid import CellNote, Grid

_FEWEST = 2

Known = Callable[[Sequence[str]], int]
_Record = dict[str, list[str]]


def upright(grids: Sequence[Grid], known: Known) -> list[Grid]:
    """The grids, with the standing ones made into one list at the place of the first: a row for each of them.

    ``known`` says how many of some headings are known. A heading that comes twice in one table begins a new row.
    """
    standing = [grid for grid in grids if _stands(grid, known)]
    if not standing:
        return list(grids)
    made = _list(standing)
    return [made if grid is standing[0] else grid for grid in grids if grid is standing[0] or grid not in standing]


def _stands(grid: Grid, known: Known) -> bool:
    rows = [[as_text(cell)[0] for cell in cells] for cells in grid.rows.values()]
    return (
        all(not any(cell.strip() for cell in row[2:]) for row in rows)
        and max((known([cell for cell in row if cell.strip()]) for row in rows), default=0) < _FEWEST
        and known([row[0] for row in rows if row and row[0].strip()]) >= _FEWEST
    )


def _list(standing: Sequence[Grid]) -> Grid:
    headings: dict[str, int] = {}
    shown: list[str] = []
    records: list[_Record] = []
    told: list[str] = []
    notes: list[CellNote] = []
    for grid in standing:
        told += grid.notes if grid is standing[0] else ()
        for number in sorted(grid.rows):
            name, value = (as_text(cell)[0].strip() for cell in (*grid.rows[number], Raw(None), Raw(None))[:2])
            begins = number == min(grid.rows) or (name and loose(name) in records[-1])
            if begins:
                records.append({})
                told.append(f"Rij {len(records) + 1} staat in {grid.name}, met de koppen onder elkaar.")
            place = loose(name) or next(reversed(records[-1]), "")
            if place not in headings:
                headings[place] = len(shown)
                shown.append(name)
            records[-1].setdefault(place, []).append(value)
            notes += [
                CellNote(len(records) + 1, headings[place], note.text) for note in grid.cell_notes if note.row == number
            ]
    rows = {1: [Raw(name or None) for name in shown]}
    for number, record in enumerate(records, start=2):
        rows[number] = [Raw("\n".join(filter(None, record.get(place, []))) or None) for place in headings]
    filled = {number: row for number, row in rows.items() if not all(cell.empty for cell in row)}
    return Grid(standing[0].name, filled, cell_notes=tuple(notes), notes=tuple(told))
