"""planning.xlsx: the steps of the tender, with each date as the team writes it ('Aug./sept. 2024', 'K3 2026')."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from flows.exchange.reading import Reading, fold, refuse
from flows.rules.planning import parse_period, read_plan
from flows.tasks.excel import write_table
from schemas.planning import Milestone, PlannedStep
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender
from schemas.values import Stage

SHEET = "Planning"

COLUMNS = (
    Column(name="Nr", synonyms=("Nummer", "Id", "Stapnummer"), kind="getal", required=True),
    Column(name="Stap", synonyms=("Vervolgstap", "Vervolgstappen", "Taaknaam", "Activiteit"), required=True),
    Column(name="Door wie", synonyms=("Wie", "Eigenaar", "Verantwoordelijke", "Beslisser"), required=True),
    Column(name="Datum", synonyms=("Data", "Periode", "Wanneer"), required=True),
    Column(name="Deelstappen", synonyms=("Onderdelen", "Substappen")),
    Column(name="Fase", kind="keuze", choices=tuple(stage.label for stage in Stage)),
    Column(name="Harde datum", synonyms=("Hard",), kind="ja_nee"),
    Column(name="Zonder einde", kind="ja_nee"),
    Column(name="Klaar op", synonyms=("Werkelijk gereed", "Gereed op"), kind="datum"),
)
"""Several owners or sub-steps stand in one cell, each on its own line or with a semicolon between them."""

LONGEST_AGO_IN_YEARS = 2
"""A step that is not done and ended longer ago than this is a typing error in the year, not a step that is late."""

EARLIEST_BEFORE_START_IN_YEARS = 5
"""No step of a tender lies longer than this before its contract starts."""

_STAGES = {fold(name): stage for stage in Stage for name in (stage.value, stage.label)}


def read(
    data: bytes, file_name: str, tender: Tender, *, today: date, existing: Sequence[Milestone] = ()
) -> tuple[Milestone, ...]:
    """The steps of the planning as milestones, in order of number.

    ``existing`` are the milestones as kept: a step with the same number stays the same record, and stays done when the
    file does not say when. Raises InputRefusedError with every fault: numbers, dates that cannot be read, years that
    cannot be meant.
    """
    reading = Reading(data, file_name, COLUMNS)
    seen: dict[object, int] = {}
    kept = {row.number: row for row in existing}
    steps = [step for row in reading.rows if (step := _step(reading, row, tender, today, kept, seen))]
    refuse([reading])
    milestones = read_plan(tender.id, steps, file=file_name)
    return tuple(
        row.model_copy(update={"version": kept[row.number].version}) if row.number in kept else row
        for row in milestones
    )


def _step(
    reading: Reading, row: Row, tender: Tender, today: date, kept: dict[int, Milestone], seen: dict[object, int]
) -> PlannedStep | None:
    number = reading.whole(row, "Nr")
    reading.twice(row, "Nr", number, seen, f"nummer {number}")
    done_on = reading.not_after(row, "Klaar op", today)
    if done_on is None and number in kept:
        done_on = kept[number].done_on
    _check_date(reading, row, tender, today, done=done_on is not None)
    if not reading.sound(row):
        return None
    return reading.noun(
        row,
        PlannedStep,
        {"nr": "Nr", "stap": "Stap"},
        number=number,
        title=row.text("Stap"),
        owners=parts(row.text("Door wie")),
        printed=row.text("Datum"),
        sub_steps=parts(row.text("Deelstappen")),
        stage=_STAGES.get(fold(row.text("Fase"))),
        hard=bool(row.flag("Harde datum")),
        open_ended=bool(row.flag("Zonder einde")),
        done_on=done_on,
    )


def _check_date(reading: Reading, row: Row, tender: Tender, today: date, *, done: bool) -> None:
    printed = row.text("Datum")
    if not printed:
        return
    period = parse_period(printed)
    if isinstance(period, str):
        reading.fault(row, "Datum", period, "Verbeter de datum en lees het bestand opnieuw in.")
        return
    first_year = tender.contract_start.year - EARLIEST_BEFORE_START_IN_YEARS
    long_past = period.last.year + LONGEST_AGO_IN_YEARS < today.year and not done
    if period.first.year < first_year or long_past:
        reading.fault(
            row,
            "Datum",
            f"'{printed.strip()}' is een datum in het verleden.",
            "Controleer het jaartal. Is de stap klaar, vul dan 'Klaar op' in.",
        )


def parts(cell: str) -> tuple[str, ...]:
    """The lines of a cell; a cell of one line is divided at its semicolons. A comma belongs to the text."""
    pieces = cell.split("\n") if "\n" in cell else cell.split(";")
    return tuple(piece.strip() for piece in pieces if piece.strip())


def write(milestones: Iterable[Milestone]) -> bytes:
    """The planning as a form that reads back to the same milestones."""
    return write_table([Sheet(name=SHEET, columns=COLUMNS, rows=tuple(_cells(row) for row in milestones))])


def _cells(row: Milestone) -> dict[str, CellValue]:
    return {
        "Nr": Decimal(row.number),
        "Stap": row.title,
        "Door wie": "\n".join(row.owners),
        "Datum": row.printed,
        "Deelstappen": "\n".join(row.sub_steps),
        "Fase": row.stage.label if row.stage else None,
        "Harde datum": row.hard,
        "Zonder einde": row.last is None,
        "Klaar op": row.done_on,
    }
