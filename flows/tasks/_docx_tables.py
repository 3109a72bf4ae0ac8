"""The tables of a Word file as sheets: merged cells, tables that go on, tables in tables, automatic numbers."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from flows.tasks._cells import Raw, loose
from flows.tasks._docx_in import SAVE_AGAIN, UNREADABLE, Paragraph, WordFile, joins_next, refused
from flows.tasks._docx_runs import VAL, W
from flows.tasks._grid import CellNote, Grid, quoted
from flows.tasks._safe_xml import local
from flows.tasks._sheet_extras import Merge

MARK = "[verborgen:"
"""Stands before hidden text that is read, so that a person decides about it."""

_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_HEADER_WITHIN = 3


class _Cell(NamedTuple):
    text: str
    notes: tuple[str, ...] = ()
    width: int = 1
    goes_on: bool = False


class _Table(NamedTuple):
    name: str
    rows: tuple[tuple[int, tuple[_Cell, ...], bool], ...]
    """Of each row: the cells it starts after, its cells, and whether it is hidden."""
    adjacent: bool
    deleted: int


def table_grids(data: bytes, file_name: str) -> list[Grid]:
    """Every table of a .docx as a sheet; a table that goes on in another one is one sheet.

    Rows are numbered as if all parts of such a table stood under each other. Raises InputRefusedError.
    """
    word = WordFile(data, file_name)
    try:
        tables = list(_tables(word))
        loose_text = list(_loose_text(word, word.body()))
    except UNREADABLE as error:
        raise refused(file_name, "het bestand is beschadigd en kan niet worden gelezen.", SAVE_AGAIN) from error
    grids = [_grid(tables_of_one) for tables_of_one in _joined(tables)]
    if loose_text:
        shown = quoted(" / ".join(loose_text))
        word.notes.append(f"Buiten de tabellen staat tekst, die niet als rij is gelezen: {shown}")
    if word.deleted:
        word.notes.append("Tekst die met 'wijzigingen bijhouden' is verwijderd of verplaatst, is weggelaten.")
    return [grid._replace(notes=(*grid.notes, *dict.fromkeys(word.notes))) for grid in grids]


def _loose_text(word: WordFile, container: Any) -> Iterator[str]:
    """What stands outside the tables, in text boxes as well."""
    for element, _ in word.blocks(container):
        if local(element) == "p":
            text = word.paragraph(element).text.strip()
            yield from (text,) if text else ()
            for box in word.boxes(element):
                yield from _loose_text(word, box)


def table_lines(word: WordFile, table: Any) -> Iterator[tuple[int, str]]:
    """The rows of a table in a letter as lines of text, hidden text marked; a row with one filled cell is layout, and
    gives a line for each paragraph. What is noted of cells goes to ``word.notes``."""
    for number, row in enumerate(_parts(table, "tr"), start=1):
        if row.find(f"{W}trPr/{W}del") is not None:
            word.deleted += 1
            continue
        cells = [_cell(word, cell) for cell in _parts(row, "tc")]
        word.notes += [f"In een tabel: {note}" for cell in cells for note in cell.notes]
        texts = [cell.text for cell in cells if cell.text.strip()]
        if len(texts) == 1:
            yield from ((number, line) for line in texts[0].split("\n") if line.strip())
        elif texts:
            yield number, " | ".join(texts)


def _tables(word: WordFile) -> Iterator[_Table]:
    count = 0
    for element, name, adjacent in _elements(word, word.body(), ""):
        count += 1
        rows, deleted = [], 0
        for row in _parts(element, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                deleted += 1
                continue
            before = row.find(f"{W}trPr/{W}gridBefore")
            skipped = int(before.get(VAL, "0")) if before is not None else 0
            cells = tuple(_cell(word, cell) for cell in _parts(row, "tc") if cell.find(f"{W}tcPr/{W}cellDel") is None)
            rows.append((min(skipped, _MOST_COLUMNS), cells, row.find(f"{W}trPr/{W}hidden") is not None))
            if len(rows) > _MOST_ROWS:
                raise ValueError("more rows than a list holds")
        yield _Table(f"tabel {count}{name}", tuple(rows), adjacent, deleted)


def _elements(word: WordFile, container: Any, where: str) -> Iterator[tuple[Any, str, bool]]:
    """Every table, also in text boxes and in cells of other tables, and whether it follows another one at once."""
    after_table = False
    for element, _ in word.blocks(container):
        if local(element) == "tbl":
            yield element, where, after_table
            after_table = True
            for row in _parts(element, "tr"):
                for cell in _parts(row, "tc"):
                    yield from _elements(word, cell, " (in een andere tabel)")
        else:
            if word.paragraph(element).text.strip():
                after_table = False
            for box in word.boxes(element):
                yield from _elements(word, box, " (in een tekstvak)")


def _parts(element: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _parts(child, wanted)


def _cell(word: WordFile, cell: Any) -> _Cell:
    notes: list[str] = []
    texts: list[str] = []
    goes_on_here = False
    for element, _ in word.blocks(cell):
        if local(element) == "tbl":
            texts += _nested(word, element, notes)
            goes_on_here = False
            continue
        shown = _shown(word, element, word.paragraph(element), notes)
        if goes_on_here:
            texts[-1] += shown
        else:
            texts.append(shown)
        goes_on_here = joins_next(element)
        for box in word.boxes(element):
            boxed = [_shown(word, inner, word.paragraph(inner), notes) for inner, _ in word.blocks(box)]
            texts += [text for text in boxed if text]
        notes += [f"er staat een {name} bij: {quoted(text)}" for name, text in word.note_texts(element)]
        notes += [f"er staat een opmerking bij: {quoted(text)}" for text in word.comment_texts(element)]
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    flat = cell.find(f"{W}tcPr/{W}hMerge")
    width = int(span.get(VAL, "1")) if span is not None else 1
    goes_on = merge is not None and merge.get(VAL, "continue") != "restart"
    text = "\n".join(texts).strip("\n")
    if flat is not None and flat.get(VAL, "continue") != "restart":
        text = ""
    return _Cell(text, tuple(notes), max(1, min(width, _MOST_COLUMNS)), goes_on)


def _nested(word: WordFile, table: Any, notes: list[str]) -> list[str]:
    lines = []
    for row in _parts(table, "tr"):
        cells = [_cell(word, cell) for cell in _parts(row, "tc")]
        lines.append(" | ".join(cell.text for cell in cells))
        notes += [note for cell in cells for note in cell.notes]
    notes.append("in de cel staat een tabel; haar regels zijn als tekst gelezen.")
    return lines


def _shown(word: WordFile, element: Any, paragraph: Paragraph, notes: list[str]) -> str:
    """The text of a paragraph in a cell, with what is hidden marked, and the number Word makes when that is all."""
    number = word.numbering.made(element)
    if paragraph.hidden.strip():
        notes.append(f"er staat verborgen tekst, gemerkt met [verborgen: …]: {quoted(paragraph.hidden)}")
    text = "".join(f"{MARK} {piece.text}]" if piece.hidden else piece.text for piece in paragraph.pieces)
    if number and not text.strip():
        notes.append(f"'{number}' is een automatisch nummer van Word.")
        return number
    return text


def _joined(tables: Sequence[_Table]) -> Iterator[list[_Table]]:
    """Tables that are one list: the same headings again, or as wide and directly below it without headings."""
    lists: list[list[_Table]] = []
    for table in tables:
        home = next((parts for parts in lists if _same_headings(parts[0], table)), None)
        if home is None and table.adjacent and lists and _continues(lists[-1][-1], table):
            home = lists[-1]
        if home is None:
            lists.append([table])
        else:
            home.append(table)
    yield from lists


def _same_headings(first: _Table, second: _Table) -> bool:
    if not second.rows:
        return False
    own = _texts(second.rows[0][1])
    return len(own) > 1 and any(_texts(row[1]) == own for row in first.rows[:_HEADER_WITHIN])


def _texts(cells: Sequence[_Cell]) -> tuple[str, ...]:
    return tuple(loose(cell.text) for cell in cells if cell.text.strip())


def _continues(first: _Table, second: _Table) -> bool:
    widths = [sum(cell.width for cell in table.rows[0][1]) if table.rows else 0 for table in (first, second)]
    return widths[0] == widths[1] > 2


def _grid(parts: Sequence[_Table]) -> Grid:
    rows: dict[int, list[Raw]] = {}
    spans: list[Merge] = []
    filled: list[tuple[int, int]] = []
    notes: list[CellNote] = []
    told: list[str] = []
    hidden: set[int] = set()
    number = 0
    for table in parts:
        above: dict[int, Raw] = {}
        if table is not parts[0]:
            told.append(f"{table.name.capitalize()} hoort bij dezelfde lijst; haar eerste rij is rij {number + 1}.")
        if table.deleted:
            told.append(
                f"In {table.name} zijn verwijderde rijen weggelaten ('wijzigingen bijhouden'): {table.deleted}."
            )
        for start, cells, is_hidden in table.rows:
            number += 1
            row: list[Raw] = [Raw(None)] * start
            down: list[int] = []
            for cell in cells:
                index = len(row)
                raw = Raw(cell.text or None)
                if cell.goes_on and raw.empty:
                    down.append(index)
                    raw = above.get(index, Raw(None))
                above[index] = raw
                if cell.width > 1:
                    spans.append(Merge(number, number, index, index + cell.width - 1))
                notes += [CellNote(number, index, note) for note in cell.notes]
                row += [raw, *[Raw(None)] * (cell.width - 1)]
            if all(raw.empty or index in down for index, raw in enumerate(row)):
                continue  # nothing of its own: part of the row above
            filled += [(number, index) for index in down if not row[index].empty]
            rows[number] = row[:_MOST_COLUMNS]
            if is_hidden:
                hidden.add(number)
    return Grid(
        parts[0].name,
        rows,
        frozenset(hidden),
        spans=tuple(spans),
        filled=tuple(filled),
        cell_notes=tuple(notes),
        notes=tuple(told),
    )
