"""toezeggingen.xlsx: every promise with its owner and day; a colleague fills in when and how it was kept."""

from collections.abc import Iterable, Sequence
from datetime import date

from flows.exchange.reading import Reading, refuse
from flows.tasks.excel import write_table
from schemas.consultation import Promise
from schemas.sheets import CellValue, Column, Row, Sheet

SHEET = "Toezeggingen"
COLUMNS = (
    Column(name="Nr", synonyms=("Nummer", "Toezegging nr"), required=True),
    Column(name="Toezegging", synonyms=("Wat",)),
    Column(name="Waar", synonyms=("Waar komt het terug", "Plaats")),
    Column(name="Eigenaar", synonyms=("Wie zorgt ervoor", "Wie")),
    Column(name="Uiterlijk", synonyms=("Uiterste datum", "Voor"), kind="datum"),
    Column(name="Klaar op", synonyms=("Afgehandeld op", "Gereed"), kind="datum"),
    Column(name="Wat is ermee gedaan", synonyms=("Notitie", "Afhandeling", "Opmerking")),
)


def read(data: bytes, file_name: str, promises: Sequence[Promise], *, today: date) -> tuple[Promise, ...]:
    """The promises that stand in the file, with the owner, the day and how they were kept as the file has it.

    What was promised, and where, is never changed here: that follows from the answer to the point. An empty cell takes
    nothing away. Raises InputRefusedError with every fault: an unknown number, a day that has not come, a
    promise that is kept without a word about how.
    """
    reading = Reading(data, file_name, COLUMNS)
    known = {row.id: row for row in promises}
    seen: dict[object, int] = {}
    found = [row for line in reading.rows if (row := _promise(reading, line, known, today, seen))]
    refuse([reading])
    return tuple(found)


def _promise(
    reading: Reading, row: Row, known: dict[str, Promise], today: date, seen: dict[object, int]
) -> Promise | None:
    number = row.text("Nr").strip()
    reading.twice(row, "Nr", number, seen, f"toezegging {number}")
    if number and number not in known:
        reading.fault(
            row, "Nr", f"toezegging '{number}' bestaat niet.", "Neem het nummer uit de toezeggingenlijst over."
        )
    done_on, note = reading.not_after(row, "Klaar op", today), row.text("Wat is ermee gedaan").strip()
    if done_on is not None and not note:
        problem = "er staat niet wat ermee is gedaan."
        reading.fault(row, "Wat is ermee gedaan", problem, "Schrijf in één zin op waar het is terechtgekomen.")
    if note and done_on is None:
        reading.fault(row, "Klaar op", "er staat niet op welke dag.", "Vul de dag in, of haal de tekst ernaast weg.")
    if not reading.sound(row):
        return None
    kept = known[number]
    return kept.model_copy(
        update={
            "owner": row.text("Eigenaar").strip() or kept.owner,
            "due_on": row.day("Uiterlijk") or kept.due_on,
            "done_on": done_on or kept.done_on,
            "done_note": note or kept.done_note,
        }
    )


def write(promises: Iterable[Promise], *, author: str = "") -> bytes:
    """The list as a form that reads back to the same promises."""
    sheet = Sheet(name=SHEET, columns=COLUMNS, rows=tuple(_cells(row) for row in promises))
    return write_table([sheet], title="Toezeggingenlijst", author=author)


def _cells(row: Promise) -> dict[str, CellValue]:
    return {
        "Nr": row.id,
        "Toezegging": row.text,
        "Waar": row.place,
        "Eigenaar": row.owner,
        "Uiterlijk": row.due_on,
        "Klaar op": row.done_on,
        "Wat is ermee gedaan": row.done_note or None,
    }
