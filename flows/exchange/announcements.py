"""The sheet Mededelingen of vragen.xlsx: what we tell everybody in a nota without being asked (users 2.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from flows.exchange.reading import Reading, refuse
from flows.tasks.excel import recognise_sheets
from schemas.clarification import Announcement, NotaRound
from schemas.sheets import CellValue, Column, Sheet

SHEET = "Mededelingen"

COLUMNS = (
    Column(name="Ronde", synonyms=("NvI", "Nota", "Fase"), required=True, kind="getal"),
    Column(name="Onderwerp", synonyms=("Titel",), required=True),
    Column(name="Omschrijving", synonyms=("Mededeling", "Tekst"), required=True),
    Column(name="Percelen", synonyms=("Perceel",)),
)


def read(
    data: bytes, file_name: str, tender_id: str, rounds: Sequence[NotaRound], existing: Iterable[Announcement] = ()
) -> tuple[Announcement, ...] | None:
    """The announcements of all rounds, or None when the file has no such sheet.

    What a published nota told stays as it was, whatever the sheet says. Raises InputRefusedError with every fault.
    """
    if not file_name.lower().endswith((".xlsx", ".xlsm")):
        return None
    if SHEET.casefold() not in {name.strip().casefold() for name in recognise_sheets(data, file_name)}:
        return None
    published = {row.number for row in rounds if row.published_on is not None}
    known = {row.number for row in rounds}
    reading = Reading(data, file_name, COLUMNS, SHEET)
    found = [row for row in existing if row.round in published]
    told: dict[int, int] = defaultdict(int)
    for line in reading.rows:
        number = reading.whole(line, "Ronde")
        if number is not None and number not in known:
            reading.fault(line, "Ronde", f"nota {number} staat niet in het traject.", "Kies een ronde die er is.")
        if number is None or number in published or not reading.sound(line):
            continue
        told[number] += 1
        row = reading.noun(
            line,
            Announcement,
            {},
            id=f"mededeling-{number}-{told[number]}",
            tender_id=tender_id,
            round=number,
            sequence=told[number],
            subject=line.text("Onderwerp"),
            text=line.text("Omschrijving"),
            lots=line.text("Percelen") or "alle",
        )
        found += [row] if row is not None else []
    refuse([reading])
    return tuple(sorted(found, key=lambda row: (row.round, row.sequence)))


def sheet_of(rows: Iterable[Announcement]) -> Sheet:
    """The announcements as a sheet that reads back to the same announcements."""
    return Sheet(name=SHEET, columns=COLUMNS, rows=tuple(_cells(row) for row in rows))


def _cells(row: Announcement) -> dict[str, CellValue]:
    return {"Ronde": Decimal(row.round), "Onderwerp": row.subject, "Omschrijving": row.text, "Percelen": row.lots}
