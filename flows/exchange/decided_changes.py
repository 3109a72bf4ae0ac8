"""The list of changes that a decision or a law asks for: a row per change, in invoer/wijzigingen."""

from collections.abc import Iterable

from flows.exchange.change_columns import CHANGE_COLUMNS, read_change
from flows.exchange.reading import Reading, refuse
from schemas.clarification import DocumentChange, ProposedChange
from schemas.sheets import Column, Row

SOURCES = ("besluit", "wet")
COLUMNS = (
    Column(name="Bron", synonyms=("Aanleiding", "Soort bron"), required=True, kind="keuze", choices=SOURCES),
    Column(name="Naam van de bron", synonyms=("Besluit of wet", "Naam bron"), required=True),
    Column(name="Punt", synonyms=("Nr", "Nummer"), required=True),
    *CHANGE_COLUMNS,
)


def read(data: bytes, file_name: str, made: Iterable[DocumentChange] = ()) -> tuple[tuple[ProposedChange, str], ...]:
    """The changes with their origins ("besluit college van Berg, 12 mei 2025, punt 1").

    What was carried out before may stand in the list, unchanged. Raises InputRefusedError with every fault.
    """
    reading = Reading(data, file_name, COLUMNS)
    known = {row.origin: row for row in made}
    seen: dict[object, int] = {}
    found = []
    for line in reading.rows:
        origin = " ".join(f"{line.text('Bron')} {line.text('Naam van de bron')}, punt {line.text('Punt')}".split())
        reading.twice(line, "Punt", origin, seen, origin)
        change = read_change(reading, line)
        if change is not None and reading.sound(line):
            _check_same(reading, line, change, known.get(origin))
            found.append((change, origin))
    refuse([reading])
    return tuple(found)


def _check_same(reading: Reading, line: Row, change: ProposedChange, made: DocumentChange | None) -> None:
    """A change that is in the index never becomes another one."""
    if made is None:
        return
    was = (made.document, made.place, made.old_text, made.new_text)
    if was != (change.document, change.place, change.old_text, change.new_text):
        reading.fault(
            line, "Punt", f"dit punt is al doorgevoerd als {made.label}, met een andere tekst.", "Kies een nieuw punt."
        )
