"""Spreadsheets as a colleague types them, and the faults that come back."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from flows.tasks.excel import write_table
from schemas.errors import InputFault, InputRefusedError
from schemas.sheets import Column, Sheet


def typed(columns: Sequence[Column], *rows: dict[str, str], sheet: str = "Blad1", without: Sequence[str] = ()) -> bytes:
    """A workbook with every cell as text, the way people type; the first row of values is row 2."""
    return workbook({sheet: ([column for column in columns if column.name not in without], rows)})


def workbook(sheets: dict[str, tuple[Sequence[Column], Sequence[dict[str, str]]]]) -> bytes:
    return write_table(
        [
            Sheet(name=name, columns=tuple(Column(name=column.name) for column in columns), rows=tuple(rows))
            for name, (columns, rows) in sheets.items()
        ]
    )


def faults_of(read: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[InputFault, ...]:
    """The faults with which ``read`` refuses; every one must say in Dutch what to do."""
    with pytest.raises(InputRefusedError) as refused:
        read(*arguments, **named)
    faults = refused.value.faults
    assert all(fault.problem and fault.remedy and fault.file for fault in faults)
    return faults


def places(faults: Sequence[InputFault]) -> list[tuple[int | None, str]]:
    return [(fault.row, fault.column) for fault in faults]
