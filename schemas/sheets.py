"""Spreadsheets as nouns: the columns we expect, the rows that were read, the sheet that is written."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from schemas.values import Noun, PositiveInt

ColumnKind = Literal["tekst", "getoond", "datum", "datumtijd", "tijd", "getal", "ja_nee", "keuze"]

CellValue = str | bool | Decimal | datetime | date | time | None
"""Text to the letter; ``bool`` for ja/nee; ``Decimal``; an aware UTC ``datetime``; ``date``; ``time``; None = empty."""


class Column(Noun):
    """A column as we know it: its Dutch heading, the other headings people use, and what its cells hold.

    ``required`` means that the column must exist and that no filled row may leave it empty. ``choices`` are the allowed
    values of a ``keuze``. Columns of kind ``datumtijd`` are read and written as Amsterdam wall-clock time; ``tijd`` is
    a clock without a day. A ``getoond`` cell may hold a text, a number or a date and is read as the text it shows.
    ``cell_format`` is the number format in a written sheet, for a kind whose own format is not the right one.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: ColumnKind = "tekst"
    choices: tuple[str, ...] = ()
    cell_format: str = ""


class Row(Noun):
    """One filled row. ``number`` is 1-based, as the spreadsheet shows it.

    ``values`` has every expected column by its name (None when empty or absent); ``extra`` keeps the text of columns
    nobody expected, by their heading, so that nothing a user typed is dropped.
    """

    number: int
    values: Mapping[str, CellValue]
    extra: Mapping[str, str] = {}

    def text(self, column: str) -> str:
        """Return a text (as shown or to the letter) or a choice, empty when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, str) else ""

    def day(self, column: str) -> date | None:
        """Return a ``datum``, None when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def moment(self, column: str) -> datetime | None:
        """Return a ``datumtijd`` in UTC, None when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, datetime) else None

    def clock(self, column: str) -> time | None:
        """Return a ``tijd``, None when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, time) else None

    def number_in(self, column: str) -> Decimal | None:
        """Return a ``getal``, None when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, Decimal) else None

    def flag(self, column: str) -> bool | None:
        """Return a ``ja_nee``, None when the cell is empty."""
        value = self.values[column]
        return value if isinstance(value, bool) else None


class Table(Noun):
    """What was read from one sheet.

    ``recognised`` maps each heading in the file to the column it was read as; ``notes`` are Dutch sentences for
    the user ("Dit heb ik herkend"): headings that were guessed, numbers where text was meant, hidden rows that
    were read too.
    """

    file: str
    sheet: str
    rows: tuple[Row, ...]
    recognised: Mapping[str, str]
    notes: tuple[str, ...] = ()


class Sheet(Noun):
    """A sheet to write: a name, its columns, and one mapping per row (column name -> value; a missing one is empty).

    ``named`` are names for use in formulas: each stands for the first so many rows of one column.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, CellValue], ...] = ()
    named: Mapping[str, tuple[str, PositiveInt]] = {}
