"""besluiten.xlsx: what each body decided, about what and when, and the mandate for it (S1-P06, S1-P09)."""

from collections.abc import Iterable, Sequence
from datetime import date

from flows.exchange.reading import Reading, fold, refuse, with_choices
from flows.tasks.excel import write_table
from schemas.consultation import Decision, Subject
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

SHEET = "Besluiten"
OUTCOMES = ("akkoord", "niet akkoord", "aangehouden")
"""Only ``akkoord`` lets the tender go on."""

COLUMNS = (
    Column(name="Gemeente", required=True),
    Column(name="Orgaan", synonyms=("Door", "Bestuursorgaan"), required=True),
    Column(
        name="Besluit over",
        synonyms=("Onderwerp", "Besluit"),
        required=True,
        kind="keuze",
        choices=tuple(subject.value for subject in Subject),
    ),
    Column(name="Datum besluit", synonyms=("Datum", "Besloten op"), required=True, kind="datum"),
    Column(name="Uitkomst", required=True, kind="keuze", choices=OUTCOMES),
    Column(name="Mandaat", synonyms=("Bevoegdheid",), required=True),
)

_SUBJECTS = {fold(subject.value): subject for subject in Subject}


def read(
    data: bytes, file_name: str, tender: Tender, *, today: date, existing: Sequence[Decision] = ()
) -> tuple[Decision, ...]:
    """The decisions in the order of the file. A decision of the same municipality on the same subject stays one record.

    Raises InputRefusedError with every fault: an unknown municipality, an outcome outside the list, a day that has
    not come yet, a decision that stands there twice.
    """
    reading = Reading(data, file_name, with_choices(COLUMNS, Gemeente=tender.municipality_names))
    versions = {row.id: row.version for row in existing}
    seen: dict[object, int] = {}
    found = [row for line in reading.rows if (row := _decision(reading, line, tender, today, versions, seen))]
    refuse([reading])
    return tuple(found)


def _decision(
    reading: Reading, row: Row, tender: Tender, today: date, versions: dict[str, int], seen: dict[object, int]
) -> Decision | None:
    municipality, subject = row.text("Gemeente"), _SUBJECTS.get(fold(row.text("Besluit over")))
    key = (fold(municipality), subject) if municipality and subject else None
    reading.twice(row, "Besluit over", key, seen, f"een besluit van {municipality} over '{subject}'")
    decided_on = reading.not_after(row, "Datum besluit", today)
    if subject is None or not reading.sound(row):
        return None
    reference = decision_id(subject, municipality)
    return reading.noun(
        row,
        Decision,
        {},
        id=reference,
        tender_id=tender.id,
        version=versions.get(reference, 0),
        subject=subject,
        body=row.text("Orgaan"),
        municipality=municipality,
        decided_on=decided_on,
        outcome=row.text("Uitkomst"),
        mandate=row.text("Mandaat"),
    )


def decision_id(subject: Subject, municipality: str) -> str:
    """One decision per municipality and subject."""
    return f"{subject.value}/{municipality}"


def write(decisions: Iterable[Decision], tender: Tender) -> bytes:
    """The decisions as a form that reads back to the same decisions; without decisions an empty form."""
    columns = with_choices(COLUMNS, Gemeente=tender.municipality_names)
    return write_table([Sheet(name=SHEET, columns=columns, rows=tuple(_cells(row) for row in decisions))])


def _cells(row: Decision) -> dict[str, CellValue]:
    return {
        "Gemeente": row.municipality,
        "Orgaan": row.body,
        "Besluit over": row.subject.value,
        "Datum besluit": row.decided_on,
        "Uitkomst": row.outcome,
        "Mandaat": row.mandate,
    }
