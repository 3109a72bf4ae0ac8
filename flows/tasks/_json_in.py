"""A JSON file with a list of records, as other systems and open data give one: each record is a row."""

import json
from typing import Any

from flows.tasks._csv_in import decoded
from schemas.errors import InputFault, InputRefusedError

_REMEDY = "Lever een lijst aan van records met elk dezelfde velden, of sla het op als Excel of CSV."
_MARKS = {True: "ja", False: "nee"}


def rows_of(data: bytes, file_name: str) -> tuple[list[list[str]], tuple[str, ...]]:
    """The names of the fields and then a row per record, and what to say of the letters of the file.

    A record that lacks a field has an empty cell there. Raises InputRefusedError (Dutch) with every fault: for
    anything but a list of records, for a field named twice, and for a value that is itself a list or a record.
    """
    text, letters = decoded(data, file_name)
    try:
        # Numbers stay as they were written: "3.10" is not 3.1.
        records = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=list)
    except json.JSONDecodeError as error:
        problem = f"in regel {error.lineno} klopt de JSON niet."
        raise InputRefusedError([_fault(file_name, problem, error.lineno)]) from error
    except RecursionError as error:
        raise InputRefusedError([_fault(file_name, "de lijst is te diep genest.")]) from error
    if not isinstance(records, list) or not records or not all(_is_record(record) for record in records):
        raise InputRefusedError([_fault(file_name, "dit is geen lijst van records.")])
    names = list(dict.fromkeys(name for record in records for name, _ in record))
    faults = list(_faults(records, file_name))
    if faults:
        raise InputRefusedError(faults)
    rows = [[_cell(dict(record).get(name)) for name in names] for record in records]
    return [names, *rows], letters


def _is_record(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(pair, tuple) for pair in value)


def _faults(records: list[list[tuple[str, Any]]], file_name: str) -> list[InputFault]:
    found = []
    for row, record in enumerate(records, start=2):
        names = [name for name, _ in record]
        for name, value in record:
            if names.count(name) > 1:
                found.append(_fault(file_name, f"het veld '{name}' staat er twee keer.", row, name))
            if isinstance(value, list):
                found.append(_fault(file_name, f"in het veld '{name}' staat een lijst, geen tekst.", row, name))
    return list(dict.fromkeys(found))


def _cell(value: str | bool | None) -> str:
    return _MARKS[value] if isinstance(value, bool) else value or ""


def _fault(file_name: str, problem: str, row: int | None = None, column: str = "") -> InputFault:
    return InputFault(file=file_name, row=row, column=column, problem=problem, remedy=_REMEDY)
