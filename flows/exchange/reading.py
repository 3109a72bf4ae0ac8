"""Reading one sheet: the rows, and every fault in them with its place, so that a user mends a file in one go."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from flows.exchange.faults import dutch
from flows.tasks.excel import Inspection, Manner, inspect_table
from schemas.errors import InputFault, InputRefusedError
from schemas.sheets import Column, Row, Table
from schemas.tender import Tender

Model = TypeVar("Model", bound=BaseModel)

ALL = frozenset({"alle", "allemaal", "alles"})


class Reading:
    """A sheet that is being read. Faults are collected; :func:`refuse` raises them together.

    When cells of the sheet itself cannot be read (a date that is no date), the other cells are read all the same, so
    that the faults in what they say come out in the same list.
    """

    def __init__(
        self,
        data: bytes,
        file_name: str,
        columns: Sequence[Column],
        sheet: str | None = None,
        manner: Manner | None = None,
    ) -> None:
        """Raises InputRefusedError when there is no table to read at all. ``manner`` is for lists from outside."""
        self._begin(inspect_table(data, file_name, columns, sheet, manner or Manner()))

    @classmethod
    def of(cls, table: Table, faults: Iterable[InputFault] = ()) -> "Reading":
        """A reading of rows that came from somewhere else than a sheet: a form in Word."""
        made = cls.__new__(cls)
        made._begin(Inspection(table, tuple(faults), ()))
        return made

    def _begin(self, found: Inspection) -> None:
        self.table = found.table
        self.unknown = found.unknown
        self.faults: list[InputFault] = list(found.faults)
        self._counted = 0
        self._places: set[tuple[int | None, str]] = set()
        self._bad_rows: set[int | None] = set()
        self._bad_headings = False

    def _know(self) -> None:
        """Keep track of where there is a fault: a long list asks for it at every row."""
        for fault in self.faults[self._counted :]:
            self._places.add((fault.row, fault.column))
            self._bad_rows.add(fault.row)
            above = fault.row is not None and bool(self.rows) and fault.row < self.rows[0].number
            self._bad_headings = self._bad_headings or (above and not fault.column)
        self._counted = len(self.faults)

    @property
    def present(self) -> frozenset[str]:
        """The columns that the file has; of the others it says nothing."""
        return frozenset(self.table.recognised.values())

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.table.rows

    def fault(self, row: Row, column: str, problem: str, remedy: str) -> None:
        """Add a fault in one cell; a cell tells one fault at a time."""
        self._know()
        if (row.number, column) not in self._places:
            self.faults.append(
                InputFault(
                    file=self.table.file,
                    sheet=self.table.sheet,
                    row=row.number,
                    column=column,
                    problem=problem,
                    remedy=remedy,
                )
            )

    def sound(self, row: Row) -> bool:
        """Whether nothing is wrong with this row, or with the headings above it."""
        self._know()
        return not self._bad_headings and row.number not in self._bad_rows

    def twice(self, row: Row, column: str, key: object, seen: dict[object, int], what: str) -> None:
        """Add a fault when ``key`` was in an earlier row; else remember it. An empty key is no key."""
        if key in (None, ""):
            return
        if key in seen:
            self.fault(row, column, f"{what} staat ook in rij {seen[key]}.", "Laat één rij staan.")
        else:
            seen[key] = row.number

    def noun(self, row: Row, noun: type[Model], columns: Mapping[str, str], **fields: object) -> Model | None:
        """The noun of a row, or None with faults added. ``columns`` maps its fields to the columns they came from.

        A field whose cell already has a fault adds none, nor does one that is empty because its cell could not be read.
        """
        try:
            return noun.model_validate(fields)
        except ValidationError as error:
            sound = self.sound(row)
            for detail in error.errors():
                if detail["input"] is None and not sound:
                    continue
                place = columns.get(str(detail["loc"][0])) if detail["loc"] else None
                self.fault(row, place or "", *dutch(detail))
            return None

    def whole(self, row: Row, column: str, minimum: int = 1) -> int | None:
        """A whole number of at least ``minimum``; None when empty or (with a fault) when it is something else."""
        number = row.number_in(column)
        if number is None:
            return None
        if number != number.to_integral_value() or number < minimum:
            self.fault(row, column, f"'{number}' kan hier niet.", f"Vul een heel getal in, {minimum} of hoger.")
            return None
        return int(number)

    def not_after(self, row: Row, column: str, today: date) -> date | None:
        """A day that cannot lie in the future; None when empty."""
        day = row.day(column)
        if day is not None and day > today:
            self.fault(row, column, f"{day:%d-%m-%Y} ligt in de toekomst.", "Controleer de dag en het jaar.")
        return day

    def municipalities(self, row: Row, column: str, tender: Tender) -> tuple[str, ...]:
        """Names in one cell (comma, semicolon, new line, or 'alle'), in the tender's order."""
        names = {fold(name): name for name in tender.municipality_names}
        found = self._several(row, column, names, "een gemeente die niet meedoet")
        return tuple(name for name in tender.municipality_names if name in found)

    def lots(self, row: Row, column: str, tender: Tender) -> tuple[int, ...]:
        """Lot numbers or names in one cell ('1, 2', 'Perceel 3', 'Begeleiding', 'alle'), ascending."""
        names = {fold(name): str(lot.number) for lot in tender.lots for name in _lot_names(lot.number, lot.name)}
        return tuple(sorted(int(number) for number in self._several(row, column, names, "geen perceel")))

    def _several(self, row: Row, column: str, names: Mapping[str, str], what: str) -> set[str]:
        cell = row.text(column)
        if fold(cell) in ALL:
            return set(names.values())
        found = set()
        for part in _parts(cell, names):
            if fold(part) in names:
                found.add(names[fold(part)])
            else:
                hint = suggestion(part, dict.fromkeys(names.values()))
                known = ", ".join(dict.fromkeys(names.values()))
                self.fault(row, column, f"'{part.strip()}' is {what}.", f"{hint}Kies uit: {known}, of 'alle'.")
        return found


def _parts(cell: str, names: Mapping[str, str]) -> Iterator[str]:
    """The names in a cell. A name may hold a comma or 'en' itself ('Verblijf en wonen'), so the whole goes first."""
    if fold(cell) in names:
        yield cell
        return
    for part in re.split(r"[,;\n]", cell):
        halves = re.split(r"\ben\b", part)
        if fold(part) not in names and all(fold(half) in names for half in halves):
            yield from halves
        elif part.strip():
            yield part


def _lot_names(number: int, name: str) -> tuple[str, ...]:
    return (str(number), f"perceel {number}", name, f"{number}. {name}", f"perceel {number} {name}")


def refuse(readings: Iterable[Reading]) -> None:
    """Raise InputRefusedError with the faults of all the sheets, in the order of the file, if there are any."""
    faults = [fault for reading in readings for fault in sorted(reading.faults, key=lambda fault: fault.row or 0)]
    if faults:
        raise InputRefusedError(faults)


def with_choices(columns: Sequence[Column], **choices: Sequence[str]) -> tuple[Column, ...]:
    """The columns with their drop-downs filled; a keyword is a column's name with ``_`` for a blank."""
    named = {name.replace("_", " "): tuple(values) for name, values in choices.items()}
    return tuple(
        column.model_copy(update={"kind": "keuze", "choices": named[column.name]}) if column.name in named else column
        for column in columns
    )


def recognised(data: bytes, file_name: str, columns: Sequence[Column], sheet: str | None = None) -> tuple[str, ...]:
    """ "Dit heb ik herkend": which heading was read as which column, and what else the user should know, in Dutch."""
    table = Reading(data, file_name, columns, sheet).table
    pairs = (
        f"'{heading}' als '{column}'" if heading != column else f"'{column}'"
        for heading, column in table.recognised.items()
    )
    count = f"Blad '{table.sheet}': {len(table.rows)} gevulde rijen." if table.sheet else f"{len(table.rows)} rijen."
    return (count, f"Herkende kolommen: {', '.join(pairs)}.", *table.notes)


def fold(text: str) -> str:
    """A text for comparing: no capitals, blanks or punctuation."""
    return "".join(character for character in text.casefold() if character.isalnum())


def suggestion(text: str, known: Iterable[str]) -> str:
    """``Bedoelt u Apeldoorn? `` with a blank at the end, or nothing when no known word is near."""
    nearest = process.extractOne(text, list(known), scorer=fuzz.ratio, processor=fold, score_cutoff=60)
    return f"Bedoelt u {nearest[0]}? " if nearest else ""


def key(text: str) -> str:
    """A number or name to find something by: no signs without width, no odd blanks, no apostrophe before a number."""
    seen = (" " if sign.isspace() else sign for sign in text)
    plain = "".join(sign for sign in seen if unicodedata.category(sign) not in ("Cf", "Cc"))
    return re.sub(r"^['’‘](?=\S*\d)", "", " ".join(plain.split()))


def text_or_none(row: Row, column: str) -> str | None:
    """The text to the letter; None when the cell is empty."""
    return row.text(column) or None


def next_number(taken: Iterable[int]) -> int:
    """The number after the highest one; numbers are never used again."""
    return max(taken, default=0) + 1


def trailing_number(reference: str) -> int | None:
    """The number at the end of a reference: 14 of ``ZA-014``."""
    found = re.search(r"\d{1,9}$", reference)
    return int(found[0]) if found else None


def number_in(cell: str) -> int | None:
    """The one number in a cell: 2 of ``2``, ``NvI 2`` or ``Ronde 2``; None when there is none, or more than one."""
    found = re.fullmatch(r"\D*(\d{1,4})\D*", cell)
    return int(found[1]) if found else None
