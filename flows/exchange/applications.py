"""aanmeldingen.xlsx: who applied, when exactly, for which lots and municipalities (users 2.5)."""

from collections.abc import Iterable, Sequence

from flows.exchange.reading import Reading, refuse, suggestion
from flows.tasks.excel import write_table
from schemas.provider import Provider
from schemas.screening import Application
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

SHEET = "Aanmeldingen"

COLUMNS = (
    Column(name="Aanbieder-id", synonyms=("Aanbieder", "Id"), required=True),
    Column(name="Naam", synonyms=("Organisatie",)),
    Column(
        name="Ontvangen op", synonyms=("Ingediend op", "Tijdstip", "Datum ontvangst"), required=True, kind="datumtijd"
    ),
    Column(name="Percelen", synonyms=("Perceel", "Segmenten"), required=True),
    Column(name="Gemeenten", synonyms=("Gemeente",), required=True),
)
"""``Naam`` is there to recognise the row by; the id decides."""


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    providers: Sequence[Provider],
    existing: Sequence[Application] = (),
) -> tuple[Application, ...]:
    """The applications in order of receipt. Whether one is late is for the rules to say.

    ``existing`` are the applications as kept: the application of the same provider stays the same record, with its
    status. Raises InputRefusedError with every fault: a provider that is not in the register or stands there twice, a
    name that belongs to another provider, an unknown lot or municipality, a time without an hour.
    """
    reading = Reading(data, file_name, COLUMNS)
    known = {row.id: row for row in providers}
    kept = {row.provider_id: row for row in existing}
    seen: dict[object, int] = {}
    found = [row for line in reading.rows if (row := _application(reading, line, tender, known, kept, seen))]
    refuse([reading])
    return tuple(sorted(found, key=lambda row: (row.submitted_at, row.id)))


def _application(
    reading: Reading,
    row: Row,
    tender: Tender,
    known: dict[str, Provider],
    kept: dict[str, Application],
    seen: dict[object, int],
) -> Application | None:
    reference = row.text("Aanbieder-id").strip()
    provider = known.get(reference)
    reading.twice(row, "Aanbieder-id", reference, seen, f"een aanmelding van {reference}")
    if provider is None and reference:
        problem = f"'{reference}' staat niet in het register."
        remedy = f"{suggestion(reference, known)}Vul het id uit aanbieders.xlsx in, of lees dat bestand eerst in."
        reading.fault(row, "Aanbieder-id", problem, remedy)
    name = row.text("Naam")
    if provider is not None and name and name != provider.name:
        problem = f"{reference} is '{provider.name}', niet '{name}'."
        reading.fault(row, "Naam", problem, "Verbeter het id of de naam.")
    lots, places = reading.lots(row, "Percelen", tender), reading.municipalities(row, "Gemeenten", tender)
    if provider is None or not reading.sound(row):
        return None
    before = kept.get(reference)
    fields = {} if before is None else {"version": before.version, "status": before.status}
    return reading.noun(
        row,
        Application,
        {"submitted_at": "Ontvangen op"},
        id=before.id if before else application_id(provider),
        tender_id=tender.id,
        provider_id=reference,
        submitted_at=row.moment("Ontvangen op"),
        lots=lots,
        municipalities=places,
        **fields,
    )


def application_id(provider: Provider) -> str:
    """One application per provider, with the provider's number."""
    return f"AM-{provider.number:03d}"


def write(applications: Iterable[Application], providers: Iterable[Provider]) -> bytes:
    """The applications as a form that reads back to the same applications. KeyError for a provider not given."""
    names = {row.id: row.name for row in providers}
    rows = tuple(_cells(row, names) for row in applications)
    return write_table([Sheet(name=SHEET, columns=COLUMNS, rows=rows)])


def _cells(row: Application, names: dict[str, str]) -> dict[str, CellValue]:
    return {
        "Aanbieder-id": row.provider_id,
        "Naam": names[row.provider_id],
        "Ontvangen op": row.submitted_at,
        "Percelen": ", ".join(str(lot) for lot in row.lots),
        "Gemeenten": ", ".join(row.municipalities),
    }
