"""Which row holds the headings, and which heading is which of our columns."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from flows.tasks._cells import Raw, as_text, loose
from flows.tasks._grid import Grid
from schemas.sheets import Column

ALIKE = 88
"""Score (0-100, rapidfuzz ratio) from which a heading is read as one of ours; the user is told."""

_LONGEST_HEADING = 80


class Header(NamedTuple):
    """The row of the headings. ``headings`` are all of them by their place, ``columns`` those that are ours.

    ``under`` names, for a place under a heading that is shown over several columns, the first of those; ``unread`` are
    headings that the mapping file says to leave, ``doubled`` those that say the same as another one. ``last`` is the
    row in which the headings end, when they take more than one.
    """

    row: int
    columns: dict[int, Column]
    headings: dict[int, str]
    notes: tuple[str, ...] = ()
    under: Mapping[int, int] = {}
    unread: tuple[str, ...] = ()
    doubled: Mapping[int, Column] = {}
    last: int = 0

    @property
    def end(self) -> int:
        """The last row of the headings."""
        return max(self.row, self.last)


def known_headings(headings: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, str | None] = {}) -> int:
    """How many of these are ours, by name, synonym or mapping file."""
    names = {loose(name) for column in columns for name in (column.name, *column.synonyms)}
    names |= {loose(heading) for heading in mapping}
    return len({loose(heading) for heading in headings if len(heading) <= _LONGEST_HEADING} & names)


def find_header(grid: Grid, columns: Sequence[Column], mapping: Mapping[str, str | None], within: int) -> Header | None:
    """Return the row, among the first ones, in which most headings are recognised."""
    best: Header | None = None
    for number in sorted(number for number in grid.rows if number <= within):
        header = _recognise(number, _texts(grid.rows[number]), grid, columns, mapping)
        if header.columns and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return _ended(best, grid, columns, mapping) if best else None


def _ended(header: Header, grid: Grid, columns: Sequence[Column], mapping: Mapping[str, str | None]) -> Header:
    """The headings with the rows below them that are part of them: merged with them, or the rest of broken words."""
    last = header.row
    while (below := grid.rows.get(last + 1)) is not None and any(
        (last + 1, index) in grid.filled and loose(as_text(cell)[0]) == loose(header.headings.get(index, ""))
        for index, cell in enumerate(below)
    ):
        last += 1
    if last > header.row:
        return header._replace(last=last)
    below = grid.rows.get(header.row + 1)
    rest = _texts(below) if below is not None else {}
    if not rest or not all(index in header.headings for index in rest):
        return header
    if known_headings([header.headings[index] for index in rest], columns, mapping) == len(rest):
        return header  # whole words already: what stands below them is a row
    both = {index: f"{text} {rest[index]}" if index in rest else text for index, text in header.headings.items()}
    if known_headings([both[index] for index in rest], columns, mapping) < len(rest):
        return header
    whole = _recognise(header.row, both, grid, columns, mapping)
    return whole._replace(last=header.row + 1) if len(whole.columns) >= len(header.columns) else header


def _texts(cells: Sequence[Raw]) -> dict[int, str]:
    return {index: as_text(cell)[0].strip() for index, cell in enumerate(cells) if not cell.empty}


def _recognise(
    number: int, texts: dict[int, str], grid: Grid, columns: Sequence[Column], mapping: Mapping[str, str | None]
) -> Header:
    """Match headings to columns: as the mapping file says, by name, by synonym, then the most alike pairs left."""
    headings = {index: text for index, text in texts.items() if len(text) <= _LONGEST_HEADING}
    own = {column.name: column for column in columns}
    wanted = {loose(heading): name for heading, name in mapping.items()}
    found: dict[int, Column] = {}
    mapped = {index for index, heading in headings.items() if loose(heading) in wanted}
    for index in sorted(mapped):
        name = wanted[loose(headings[index])]
        if name in own and own[name] not in found.values():
            found[index] = own[name]
    left = {index: heading for index, heading in headings.items() if index not in mapped}
    _by_name(left, columns, found)
    notes = _by_likeness(left, columns, found)
    return Header(
        number,
        found,
        texts,
        notes,
        {
            index: merge.first
            for merge in grid.spans
            if merge.first_row <= number <= merge.last_row and merge.first in found
            for index in range(merge.first + 1, min(merge.last, merge.first + 50) + 1)
            if index not in texts
        },
        tuple(headings[index] for index in sorted(mapped) if wanted[loose(headings[index])] is None),
        _doubled(left, columns, found, [wanted[loose(headings[index])] for index in mapped]),
    )


def _by_name(headings: Mapping[int, str], columns: Sequence[Column], found: dict[int, Column]) -> None:
    """First our own names, then synonyms: a heading that may be two columns is the one it fits best that is free."""
    names = {loose(column.name): column for column in reversed(columns)}
    for index, heading in headings.items():
        column = names.get(loose(heading))
        if column is not None and column not in found.values():
            found[index] = column
    for index, heading in headings.items():
        if index in found:
            continue
        fits = [
            (list(map(loose, column.synonyms)).index(loose(heading)), place)
            for place, column in enumerate(columns)
            if loose(heading) in map(loose, column.synonyms) and column not in found.values()
        ]
        if fits:
            found[index] = columns[min(fits)[1]]


def _by_likeness(headings: Mapping[int, str], columns: Sequence[Column], found: dict[int, Column]) -> tuple[str, ...]:
    alike = sorted(
        (-fuzz.ratio(loose(heading), loose(name)), index, place)
        for index, heading in headings.items()
        if index not in found
        for place, column in enumerate(columns)
        if column not in found.values()
        for name in (column.name, *column.synonyms)
    )
    notes = []
    for score, index, place in alike:
        if -score >= ALIKE and index not in found and columns[place] not in found.values():
            found[index] = columns[place]
            notes.append(f"De kolom '{headings[index]}' is gelezen als '{columns[place].name}'.")
    return tuple(notes)


def _doubled(
    headings: Mapping[int, str], columns: Sequence[Column], found: Mapping[int, Column], mapped: Sequence[str | None]
) -> dict[int, Column]:
    """Headings that say the same as another one, so that nobody knows which is meant.

    A synonym beside our own name, or beside what the mapping file says, is only a column that is not used.
    """
    chosen = {column.name: index for index, column in found.items()}
    twice: dict[int, Column] = {}
    for index, heading in headings.items():
        if index in found:
            continue
        for column in columns:
            place = chosen.get(column.name)
            same = loose(heading) in (loose(column.name), *map(loose, column.synonyms))
            clear = place is not None and loose(headings.get(place, "")) == loose(column.name) != loose(heading)
            if same and place is not None and not clear and column.name not in mapped:
                twice[index] = column
    return twice


def repeats(row: Sequence[Raw], header: Header) -> bool:
    """Whether a row says the headings once more, as under a page break."""
    cells = {index: loose(as_text(cell)[0]) for index, cell in enumerate(row) if not cell.empty}
    own = {index: loose(header.headings[index]) for index in header.columns}
    return (
        len(cells) > 1
        and cells.keys() >= own.keys()
        and all(cells[index] == loose(header.headings.get(index, "")) for index in cells)
    )


def other_order(row: Sequence[Raw], header: Header, columns: Sequence[Column]) -> bool:
    """Whether a row is made of our headings, in another order than those above: a second table on the sheet."""
    cells = [as_text(cell)[0] for cell in row if not cell.empty]
    known = known_headings(cells, columns)
    once = len({loose(cell) for cell in cells}) == len(cells)
    return once and known > 1 and known >= min(len(header.columns), len(cells))
