"""inbreng.xlsx: every point of the consultation, and the one reaction and outcome each gets (users 2.3, 3.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from flows.exchange.reading import (
    Reading,
    fold,
    next_number,
    refuse,
    suggestion,
    text_or_none,
    trailing_number,
    with_choices,
)
from flows.tasks.excel import write_table
from schemas.consultation import ConsultationGroup, ConsultationInput, Disposition, Outcome, Scope
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

SHEET = "Inbreng"
SENDERS = (
    "gemeenteraad",
    "adviesraad",
    "zorgaanbieder",
    "inwoner",
    "ervaringsdeskundige",
    "ouder",
    "toegang",
    "GI",
    "huisarts",
    "onderwijs",
)
WITH_MUNICIPALITY = frozenset({"gemeenteraad", "adviesraad"})
"""Senders that speak for one municipality: for them the municipality must be known."""

COLUMNS = (
    Column(name="Nr", synonyms=("Nummer", "Id")),
    Column(name="Soort afzender", synonyms=("Afzender", "Van", "Groep"), required=True, kind="keuze", choices=SENDERS),
    Column(name="Gemeente"),
    Column(name="Reikwijdte"),
    Column(name="Thema", synonyms=("Onderwerp",), required=True),
    Column(name="Inbreng", synonyms=("Inbreng (letterlijk)", "Punt", "Opmerking"), required=True),
    Column(name="Reactie", synonyms=("Antwoord", "Reactie regio")),
    Column(name="Uitkomst", kind="keuze", choices=tuple(outcome.label for outcome in Outcome)),
    Column(name="Waar verwerkt", synonyms=("Waar", "Vindplaats")),
    Column(name="Toezegging aan", synonyms=("Eigenaar",)),
)
# Read as text, because our own sentences about what was filled in say more than "no known choice".
_AS_TEXT = {"Soort afzender", "Reikwijdte", "Uitkomst"}

_OUTCOMES = {fold(name): outcome for outcome in Outcome for name in (outcome.value, outcome.label)}
_OUTCOMES |= {fold("Niet overgenomen, omdat"): Outcome.NOT_ADOPTED, fold("Overgenomen"): Outcome.ADOPTED}
_CHOOSE = f"Kies uit: {', '.join(outcome.label for outcome in Outcome)}."
_NEEDS_PLACE = {Outcome.ADOPTED, Outcome.CARRIED, Outcome.OTHER_TRACK}
_SCOPES = {
    "jeugdhulp": Scope.YOUTH,
    "jeugd": Scope.YOUTH,
    "integraal": Scope.INTEGRAL,
    "jeugdenwmo": Scope.INTEGRAL,
    "jeugdhulpenwmo": Scope.INTEGRAL,
}


Said = tuple[str, str | None, str]


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    *,
    groups: Sequence[ConsultationGroup] = (),
    existing: Sequence[ConsultationInput] = (),
) -> tuple[ConsultationInput, ...]:
    """The points in the order of the file, with their number (``Nr``) kept to the letter; an empty number is made.

    ``groups`` adds the senders of this tender to the known ones, ``existing`` are the points as kept: a point with the
    same number stays the same record. A point without reaction and outcome is still open, which is no fault. Raises
    InputRefusedError with every fault: an unknown sender or municipality, 'meegenomen', an outcome without a reaction
    or without the place or owner that belongs to it.
    """
    eased = [
        column.model_copy(update={"kind": "tekst", "choices": ()}) if column.name in _AS_TEXT else column
        for column in with_choices(COLUMNS, Gemeente=tender.municipality_names)
    ]
    reading = Reading(data, file_name, eased)
    known = {fold(name): code for code in SENDERS for name in (code, f"{code}s", f"{code}n")}
    known |= {"gemeenteraden": "gemeenteraad", "adviesraden": "adviesraad"}
    known |= {fold(name): group.code for group in groups for name in (group.code, group.name)}
    numbers = _Numbers(reading.rows, existing)
    seen: dict[object, int] = {}
    found = [row for line in reading.rows if (row := _input(reading, line, tender, known, numbers, seen))]
    refuse([reading])
    return tuple(found)


class _Numbers:
    """Which number and which place in the order each row gets: kept ones first, then new ones after the highest."""

    def __init__(self, rows: Sequence[Row], existing: Sequence[ConsultationInput]) -> None:
        self._kept = {row.id: row for row in existing}
        named = {row.text("Nr").strip() for row in rows}
        self._ids = set(self._kept) | named
        self._same: dict[Said, list[ConsultationInput]] = defaultdict(list)
        for kept in existing:
            if kept.id not in named:
                self._same[_said(kept.group, kept.municipality, kept.text)].append(kept)
        self._taken = {row.sequence for row in existing}
        # A number in the file claims its own place before rows without one are given theirs.
        self._own: dict[str, int] = {}
        for row in rows:
            reference = row.text("Nr").strip()
            number = trailing_number(reference)
            if reference and reference not in self._kept and number and number not in self._taken:
                self._own.setdefault(reference, number)
                self._taken.add(number)

    def kept(self, reference: str, said: Said) -> ConsultationInput | None:
        """The point as kept: by its number, or without a number by who said it and what was said."""
        if reference:
            return self._kept.get(reference)
        return self._same[said].pop(0) if self._same[said] else None

    def new(self, reference: str) -> tuple[str, int]:
        """The id and the sequence of a new point; ``reference`` is empty when its row has no number."""
        sequence = self._own.get(reference) or next_number(self._taken)
        while not reference and f"IN-{sequence:03d}" in self._ids:
            sequence += 1
        self._taken.add(sequence)
        return reference or f"IN-{sequence:03d}", sequence


def _said(group: str, municipality: str | None, text: str) -> Said:
    return group, municipality, text


def _input(
    reading: Reading,
    row: Row,
    tender: Tender,
    known: dict[str, str],
    numbers: _Numbers,
    seen: dict[object, int],
) -> ConsultationInput | None:
    reference = row.text("Nr").strip()
    reading.twice(row, "Nr", reference, seen, f"nummer {reference}")
    group = _group(reading, row, known)
    municipality = text_or_none(row, "Gemeente")
    if group in WITH_MUNICIPALITY and municipality is None:
        reading.fault(row, "Gemeente", f"van welke {group} dit komt, is niet ingevuld.", "Kies de gemeente.")
    scope = _SCOPES.get(fold(row.text("Reikwijdte")), None if row.text("Reikwijdte").strip() else Scope.YOUTH)
    if scope is None:
        problem = f"'{row.text('Reikwijdte')}' is geen bekende reikwijdte."
        reading.fault(row, "Reikwijdte", problem, f"Kies uit: {', '.join(scope.value for scope in Scope)}.")
    disposition = _disposition(reading, row)
    if not reading.sound(row):
        return None
    kept = numbers.kept(reference, _said(group or "", municipality, row.text("Inbreng")))
    number, sequence = (kept.id, kept.sequence) if kept else numbers.new(reference)
    return reading.noun(
        row,
        ConsultationInput,
        {},
        id=number,
        tender_id=tender.id,
        version=kept.version if kept else 0,
        sequence=sequence,
        group=group,
        municipality=municipality,
        scope=scope,
        theme=row.text("Thema"),
        text=row.text("Inbreng"),
        disposition=disposition,
    )


def _group(reading: Reading, row: Row, known: dict[str, str]) -> str | None:
    cell = row.text("Soort afzender")
    group = known.get(fold(cell))
    if group is None and cell:
        codes = dict.fromkeys(known.values())
        remedy = f"{suggestion(cell, codes)}Kies uit: {', '.join(codes)}."
        reading.fault(row, "Soort afzender", f"'{cell}' is geen bekende afzender.", remedy)
    return group


def _disposition(reading: Reading, row: Row) -> Disposition | None:
    """The answer to a point; None when nothing of it is filled in, faults when it is only half there."""
    response, cell = row.text("Reactie"), row.text("Uitkomst")
    place, owner = text_or_none(row, "Waar verwerkt"), text_or_none(row, "Toezegging aan")
    if not any(text and text.strip() for text in (response, cell, place, owner)):
        return None
    outcome = _outcome(reading, row, cell)
    if not response.strip():
        reading.fault(row, "Reactie", "de reactie is leeg.", "Schrijf wat u met het punt doet en waarom.")
    if outcome is None:
        return None
    if outcome in _NEEDS_PLACE and place is None:
        problem = f"bij '{outcome.label}' hoort waar het punt terechtkomt."
        reading.fault(row, "Waar verwerkt", problem, "Noem het document en de plaats, de sessie of het traject.")
    if outcome is Outcome.CARRIED and owner is None:
        problem = "een punt dat meegaat, heeft een eigenaar nodig."
        reading.fault(row, "Toezegging aan", problem, "Vul in wie ervoor zorgt.")
    if not reading.sound(row):
        return None
    return reading.noun(
        row,
        Disposition,
        {"response": "Reactie", "place": "Waar verwerkt", "owner": "Toezegging aan"},
        outcome=outcome,
        response=response,
        place=place,
        owner=owner,
    )


def _outcome(reading: Reading, row: Row, cell: str) -> Outcome | None:
    outcome = _OUTCOMES.get(fold(cell))
    if outcome is not None:
        return outcome
    if not cell.strip():
        reading.fault(row, "Uitkomst", "de uitkomst is leeg.", _CHOOSE)
    elif fold(cell).startswith("meegenomen"):
        reading.fault(row, "Uitkomst", f"'{cell}' zegt niet waar het punt is gebleven.", _CHOOSE)
    else:
        reading.fault(row, "Uitkomst", f"'{cell}' is geen bekende uitkomst.", _CHOOSE)
    return None


def write(inputs: Iterable[ConsultationInput], tender: Tender, *, groups: Sequence[ConsultationGroup] = ()) -> bytes:
    """The points as a form that reads back to the same points; open points have their answer columns empty."""
    senders = tuple(dict.fromkeys((*SENDERS, *(group.code for group in groups))))
    columns = with_choices(
        COLUMNS,
        Gemeente=tender.municipality_names,
        Soort_afzender=senders,
        Reikwijdte=[scope.value for scope in Scope],
    )
    return write_table([Sheet(name=SHEET, columns=columns, rows=tuple(_cells(row) for row in inputs))])


def _cells(row: ConsultationInput) -> dict[str, CellValue]:
    answer = row.disposition
    return {
        "Nr": row.id,
        "Soort afzender": row.group,
        "Gemeente": row.municipality,
        "Reikwijdte": row.scope.value,
        "Thema": row.theme,
        "Inbreng": row.text,
        "Reactie": answer.response if answer else None,
        "Uitkomst": answer.outcome.label if answer else None,
        "Waar verwerkt": answer.place if answer else None,
        "Toezegging aan": answer.owner if answer else None,
    }
