"""besluiten.xlsx: what each body decided or advised, about what and when, and the mandate for it (S1-P06, S1-P09)."""

from collections.abc import Iterable, Sequence
from datetime import date

from flows.exchange.reading import Reading, fold, refuse, suggestion, with_choices
from flows.rules.adoption import AGREED_WITH_CHANGE, OUTCOMES, decider_of, outcomes_for
from flows.tasks.excel import write_table
from schemas.consultation import Decision, Subject
from schemas.procedure import Decider
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

__all__ = ["COLUMNS", "OUTCOMES", "decision_id", "read", "write"]

SHEET = "Besluiten"
COLUMNS = (
    Column(name="Gemeente"),
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
    Column(name="Mandaat", synonyms=("Bevoegdheid",)),
    Column(name="Stuk", synonyms=("Document", "Versie", "Stuk en versie"), kind="getoond"),
    Column(name="Toelichting", synonyms=("Opmerking", "Wijziging", "Motivering", "Reden")),
)

_SUBJECTS = {fold(subject.value): subject for subject in Subject}
_WITH_MANDATE = frozenset({Decider.COLLEGE, Decider.COUNCIL})
"""Who decides needs the power to; who discusses or advises does not."""


def read(
    data: bytes, file_name: str, tender: Tender, *, today: date, existing: Sequence[Decision] = ()
) -> tuple[Decision, ...]:
    """The decisions in the order of the file. A decision of the same body on the same subject stays one record.

    The PFO has no municipality; a municipality that does not take part yet may decide to join. Raises InputRefusedError
    with every fault: an unknown municipality or body, an outcome that this body cannot give, 'akkoord met wijziging'
    without the change, a day that has not come yet, a decision that stands there twice.
    """
    reading = Reading(data, file_name, COLUMNS)
    versions = {row.id: row.version for row in existing}
    seen: dict[object, int] = {}
    found = [row for line in reading.rows if (row := _decision(reading, line, tender, today, versions, seen))]
    refuse([reading])
    return tuple(found)


def _decision(
    reading: Reading, row: Row, tender: Tender, today: date, versions: dict[str, int], seen: dict[object, int]
) -> Decision | None:
    subject = _SUBJECTS.get(fold(row.text("Besluit over")))
    decider = _decider(reading, row, subject)
    municipality = _municipality(reading, row, tender, subject, decider)
    key = (fold(municipality), subject, decider) if municipality is not None and subject and decider else None
    who = decider.of(municipality) if decider and municipality is not None else ""
    reading.twice(row, "Besluit over", key, seen, f"een besluit van {who} over '{subject}'")
    decided_on = reading.not_after(row, "Datum besluit", today)
    _check_outcome(reading, row, subject, decider)
    if decider in _WITH_MANDATE and not row.text("Mandaat").strip():
        reading.fault(row, "Mandaat", "de cel is leeg.", "Vul in waarop de bevoegdheid berust.")
    if subject is None or decider is None or municipality is None or not reading.sound(row):
        return None
    reference = decision_id(subject, municipality, decider)
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
        document=row.text("Stuk"),
        note=row.text("Toelichting"),
    )


def _decider(reading: Reading, row: Row, subject: Subject | None) -> Decider | None:
    body = row.text("Orgaan")
    decider = decider_of(body, subject)
    if decider is None and body.strip():
        names = ", ".join(one.value for one in Decider)
        reading.fault(row, "Orgaan", f"'{body}' is geen bekend orgaan.", f"{suggestion(body, Decider)}Noem: {names}.")
    return decider


def _municipality(
    reading: Reading, row: Row, tender: Tender, subject: Subject | None, decider: Decider | None
) -> str | None:
    """The municipality as the tender writes it; "" for the PFO, None (with a fault) when it is missing or unknown."""
    cell = row.text("Gemeente").strip()
    if decider is Decider.PFO:
        return ""
    if not cell:
        reading.fault(row, "Gemeente", "de cel is leeg.", "Vul in van welke gemeente dit orgaan is.")
        return None
    known = {fold(name): name for name in tender.municipality_names}
    if fold(cell) in known:
        return known[fold(cell)]
    if subject is Subject.JOINING:
        return cell
    remedy = f"{suggestion(cell, tender.municipality_names)}Kies uit: {', '.join(tender.municipality_names)}."
    reading.fault(row, "Gemeente", f"'{cell}' doet niet mee.", remedy)
    return None


def _check_outcome(reading: Reading, row: Row, subject: Subject | None, decider: Decider | None) -> None:
    outcome = row.text("Uitkomst")
    if outcome not in OUTCOMES or subject is None or decider is None:
        return
    possible = outcomes_for(subject, decider)
    if outcome not in possible:
        problem = f"'{outcome}' past niet bij '{subject.value}' door dit orgaan."
        reading.fault(row, "Uitkomst", problem, f"Kies uit: {', '.join(possible)}.")
    if outcome == AGREED_WITH_CHANGE and not row.text("Toelichting").strip():
        problem = f"bij '{AGREED_WITH_CHANGE}' hoort welke wijziging."
        reading.fault(row, "Toelichting", problem, "Schrijf op wat het orgaan wil wijzigen.")


def decision_id(subject: Subject, municipality: str, decider: Decider = Decider.COLLEGE) -> str:
    """One decision per body and subject; that of a college has the shortest name."""
    parts = (subject.value, municipality, "" if decider is Decider.COLLEGE else decider.value)
    return "/".join(part for part in parts if part)


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
        "Stuk": row.document,
        "Toelichting": row.note,
    }
