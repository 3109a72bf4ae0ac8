"""Every paragraph of a document with what it is called: its headings, its number, the row it stands in."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.tasks._redline_numbers import Number, Numbering
from flows.tasks._redline_parts import (
    PARAGRAPH,
    ROW,
    TABLE,
    Package,
    blocks_of,
    cell_text,
    cells_of,
    row_text,
    rows_of,
    text,
)
from schemas.redline import ROW_MARK, Passage

TITLE_STRIP = ("Kenmerk", "Versie", "Status", "Datum")
INDEX_OF_CHANGES = ("Nr", "Document en vindplaats", "Was", "Wordt", "Reden en aanleiding")
CHAPTER_OF_CHANGES = "wat is er gewijzigd?"
CHAPTER_OF_PROMISES = "toezeggingen uit de consultatie"
"""What is administrative in every document: the strip under the title with version, status and date, the index of
changes, the chapter that holds nothing but that index, and the chapter of promises, whose heading is only there when
something was promised. Headers and footers are administrative as a whole."""

_LONGEST_PLACE = 60
_NUMBERED_TITLE = re.compile(r"(deel|bijlage|hoofdstuk) ([\w]+)\b", re.IGNORECASE)


@dataclass
class _Heading:
    level: int
    names: tuple[str, ...]
    place: str


@dataclass
class _Walk:
    """Where we are while reading: the headings above, and the number of the paragraph whose text goes on."""

    numbering: Numbering
    headings: list[_Heading] = field(default_factory=list)
    member: tuple[str, ...] = ()
    member_place: str = ""
    tables: int = 0
    found: list[tuple[Any, Passage]] = field(default_factory=list)

    def block(self, element: Any, row: "_Row | None" = None) -> None:
        if element.tag == PARAGRAPH:
            self._paragraph(element, row)
        elif element.tag == TABLE:
            self._table(element, row)
        else:
            for child in blocks_of(element):
                self.block(child, row)

    def _paragraph(self, element: Any, row: "_Row | None") -> None:
        said = text(element)
        number = self.numbering.number(element)
        level = self.numbering.outline(element)
        if row is None and level is not None:
            self._heading(level, said, number)
        elif row is None and number is not None:
            self.member = _names(number, heading=False)
            self.member_place = _place(number, heading=False)
        names = [*(name for one in self.headings for name in one.names), *self.member]
        place = self.member_place or next((one.place for one in self.headings[::-1]), "")
        if row is not None:
            place = _row_place(place, row.key)
            names.extend((row.head, row.said, place))
        self.found.append(
            (
                element,
                Passage(
                    text=said,
                    place=place or said[:_LONGEST_PLACE],
                    names=tuple(dict.fromkeys(name.casefold() for name in names if name)),
                    heading=row is None and level is not None,
                    depth=None if number is None else number.depth,
                    table=None if row is None else row.table,
                    row=None if row is None else row.number,
                    cell=None if row is None else row.cell,
                    administrative=row.administrative if row is not None else self._is_an_account(level is not None),
                ),
            )
        )

    def _is_an_account(self, is_heading: bool) -> bool:
        under = self.headings[-1].names if self.headings else ()
        return CHAPTER_OF_PROMISES in under or (not is_heading and CHAPTER_OF_CHANGES in under)

    def _heading(self, level: int, said: str, number: Number | None) -> None:
        self.headings = [one for one in self.headings if one.level < level]
        names = () if number is None else _names(number, heading=True)
        titled = _NUMBERED_TITLE.match(said)
        if titled:
            names = (*names, f"{titled[1]} {titled[2]}".casefold())
        place = said[:_LONGEST_PLACE] if number is None else _place(number, heading=True)
        self.headings.append(_Heading(level, (*names, said.casefold()), place))
        self.member, self.member_place = (), ""

    def _table(self, table: Any, around: "_Row | None") -> None:
        rows = [[cell_text(cell) for cell in cells_of(row)] for row in rows_of(table)]
        ours = any(tuple(row) in (TITLE_STRIP, INDEX_OF_CHANGES) for row in rows[:1]) or self._is_an_account(False)
        ours = ours or (around is not None and around.administrative)
        number, self.tables = self.tables, self.tables + 1
        keys = _keys(rows)
        for place, row in enumerate(rows_of(table)):
            said = f"{ROW_MARK}{row_text(row)}"
            for position, cell in enumerate(cells_of(row)):
                for child in blocks_of(cell):
                    self.block(
                        child, _Row(number, place, position, next(iter(rows[place]), ""), keys[place], said, ours)
                    )


def _keys(rows: Sequence[Sequence[str]]) -> list[str]:
    """What each row of a table is called: its first cell, and as many of the next ones as tell it from other rows."""
    keys = [""] * len(rows)
    for width in range(1, max(map(len, rows), default=0) + 1):
        heads = [", ".join(row[:width]) for row in rows]
        seen = Counter(heads)
        keys = [key or (head if seen[head] == 1 else "") for key, head in zip(keys, heads, strict=True)]
    return [key or ", ".join(row) for key, row in zip(keys, rows, strict=True)]


@dataclass(frozen=True)
class _Row:
    table: int
    number: int
    cell: int
    head: str
    key: str
    said: str
    administrative: bool


def walk(package: Package) -> list[tuple[Any, Passage]]:
    """The paragraphs of the document's text in reading order, each with its passage."""
    steps = _Walk(Numbering(package.entries))
    for child in blocks_of(package.body):
        steps.block(child)
    return steps.found


def labels(found: list[tuple[Any, Passage]]) -> dict[Any, str]:
    """What numbered paragraphs and table rows are called, to find them again in another version."""
    made = {one: passage.place for one, passage in found if passage.depth is not None and passage.table is None}
    for one, passage in found:
        if passage.table is not None:
            made.setdefault(next(one.iterancestors(ROW)), passage.place)
    return made


def _names(number: Number, *, heading: bool) -> tuple[str, ...]:
    return tuple(
        f"{_word(number, depth, heading)} {'.'.join(number.parts[: depth + 1])}" for depth in range(len(number.parts))
    )


def _place(number: Number, *, heading: bool) -> str:
    word = _word(number, number.depth, heading)
    inner = f", onder {number.parts[2]}" if number.depth == 2 and not heading else ""
    parts = number.parts[:2] if inner else number.parts
    return f"{word} {'.'.join(parts)}{inner}"


def _word(number: Number, depth: int, heading: bool) -> str:
    if number.word:
        return number.word
    if heading:
        return "paragraaf" if depth else "hoofdstuk"
    return "punt"


def _row_place(place: str, key: str) -> str:
    if any(sign.isdigit() for sign in key) and " " not in key:
        return key
    return ", ".join(part for part in (place, key) if part)
