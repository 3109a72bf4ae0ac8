"""What can go wrong, as nouns: faults in somebody's input, and the two ways the world fails.

A "no" from the law is never an error: it is a value (an obstacle, a finding). A bug is left to crash.
"""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict


class InputFault(BaseModel):
    """One fault in something a user handed over, written for that user (Dutch, with the next step in it).

    ``file``, ``sheet``, ``row`` (1-based, as the spreadsheet shows it) and ``column`` (the heading) say where;
    ``problem`` says what is wrong and ``remedy`` what to do now.
    """

    model_config = ConfigDict(frozen=True)

    problem: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.sheet:
            place.append(f"blad '{self.sheet}'")
        if self.row is not None:
            place.append(f"rij {self.row}")
        if self.column:
            place.append(f"kolom '{self.column}'")
        where = ", ".join(place)
        return f"{where}: {self.problem} {self.remedy}" if where else f"{self.problem} {self.remedy}"


class InputRefusedError(Exception):
    """Input that cannot be used, with every fault in it at once. Nothing was saved."""

    def __init__(self, faults: Iterable[InputFault]) -> None:
        self.faults: tuple[InputFault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class TransientError(Exception):
    """The world failed for now (mail server busy, file locked); trying again may help."""


class PermanentError(Exception):
    """The world refused for good (mailbox unknown, file unreadable); trying again will not help."""


class StaleRecordError(Exception):
    """Somebody else changed the record since it was read; nothing was saved."""
