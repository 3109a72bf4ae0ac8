"""inbreng.xlsx: every point of the consultation, and the one reaction and outcome each gets (users 2.3, 3.2).

The same points come as a sheet, a CSV, a table in Word or a filled form in Word. Letters are read in ``letters``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flows.exchange.consultation_rows import SENDERS, WITH_MUNICIPALITY, PointRows
from flows.exchange.contributors import COLUMNS as SIGNATURE
from flows.exchange.headings import INPUT_SYNONYMS, with_synonyms
from flows.exchange.incoming import Incoming, Kind, is_a_letter, open_incoming
from flows.exchange.reading import Reading, refuse, with_choices
from flows.exchange.word_answers import rows_of_form
from flows.tasks.excel import Manner, write_table
from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    Contributor,
    Outcome,
    RoundQuestion,
    Scope,
)
from schemas.sheets import CellValue, Column, Sheet
from schemas.tender import Tender
from schemas.values import Noun

__all__ = [
    "COLUMNS",
    "SENDERS",
    "SHEET",
    "WITH_MUNICIPALITY",
    "ConsultationFile",
    "examine",
    "read",
    "read_all",
    "write",
]

SHEET = "Inbreng"
FORM_SHEET = "Uw inbreng"
"""The sheet of the form that groups fill in: they say nothing of a theme."""

VIA = ("brief", "e-mail", "formulier", "bijeenkomst", "motie")

COLUMNS = with_synonyms(
    (
        Column(name="Nr"),
        Column(name="Soort afzender", required=True, kind="keuze", choices=SENDERS),
        Column(name="Gemeente"),
        Column(name="Naam"),
        Column(name="Mag met naam", kind="ja_nee"),
        Column(name="Aanhef"),
        Column(name="E-mail"),
        Column(name="Reikwijdte"),
        Column(name="Ontvangen op", kind="datum"),
        Column(name="Via"),
        Column(name="Ronde"),
        Column(name="Consultatievraag"),
        Column(name="Pagina"),
        Column(name="Hoofdstuk"),
        Column(name="Citaat"),
        Column(name="Inbreng", required=True),
        Column(name="Inbreng samengevat"),
        Column(name="Thema"),
        Column(name="Zelfde als"),
        Column(name="Reactie"),
        Column(name="Uitkomst", kind="keuze", choices=tuple(outcome.label for outcome in Outcome)),
        Column(name="Waar verwerkt"),
        Column(name="Toezegging aan"),
        Column(name="Status"),
    ),
    INPUT_SYNONYMS,
)
"""``Status`` is ours: it is written for the reader and never read back."""

REFERENCES = frozenset({"Nr", "Ronde", "Consultatievraag", "Pagina", "Hoofdstuk", "Zelfde als"})
PREFILLED = frozenset({"Nr", "Soort afzender", "Gemeente", "Consultatievraag", "Reikwijdte", "Ronde", "Via"})
ESSENTIAL = "Inbreng"

# Read as text, because our own sentences about what was filled in say more than "no known choice".
_EASED = tuple(
    column.model_copy(update={"kind": "tekst", "choices": ()}) if column.kind == "keuze" else column
    for column in COLUMNS
)


class ConsultationFile(Noun):
    """What a file said: the points, who made them, and Dutch sentences about how it was read."""

    inputs: tuple[ConsultationInput, ...]
    contributors: tuple[Contributor, ...] = ()
    notes: tuple[str, ...] = ()


class Examined(NamedTuple):
    """A file that was read, with its faults still in ``reading``; a letter has no reading."""

    kind: Kind
    reading: Reading | None
    file: ConsultationFile


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    *,
    groups: Sequence[ConsultationGroup] = (),
    existing: Sequence[ConsultationInput] = (),
) -> tuple[ConsultationInput, ...]:
    """The points of :func:`read_all`, for who needs no more than those."""
    return read_all(data, file_name, tender, groups=groups, existing=existing).inputs


def read_all(
    data: bytes,
    file_name: str,
    tender: Tender,
    *,
    groups: Sequence[ConsultationGroup] = (),
    existing: Sequence[ConsultationInput] = (),
    contributors: Sequence[Contributor] = (),
    questions: Sequence[RoundQuestion] = (),
    round_number: int = 1,
    mapping: Mapping[str, str | None] | None = None,
) -> ConsultationFile:
    """The points in the order of the file, with their number (``Nr``) kept to the letter, and who made them.

    An empty number is made. ``groups`` adds the senders of this tender to the known ones; ``existing`` and
    ``contributors`` are those as kept: a point with the same number stays the same record, one without a number is
    known by who said it and what was said, and of a column the file does not have, the kept value stays. ``questions``
    are those that were asked; ``round_number`` counts for rows that name no round; ``mapping`` is a mapping file.

    A point without reaction and outcome is still open, and one without a theme is still to be sorted: no faults. Raises
    InputRefusedError with every fault: an unknown sender or municipality, 'meegenomen', an outcome without a reaction
    or without the place or owner that belongs to it, and for a letter.
    """
    found = examine(
        data,
        file_name,
        tender=tender,
        groups=groups,
        existing=existing,
        contributors=contributors,
        questions=questions,
        round_number=round_number,
        mapping=mapping,
    )
    if found.reading is None:
        raise is_a_letter(file_name)
    refuse([found.reading])
    return found.file


def examine(
    data: bytes,
    file_name: str,
    *,
    tender: Tender | None = None,
    groups: Sequence[ConsultationGroup] = (),
    existing: Sequence[ConsultationInput] = (),
    contributors: Sequence[Contributor] = (),
    questions: Sequence[RoundQuestion] = (),
    round_number: int = 1,
    mapping: Mapping[str, str | None] | None = None,
) -> Examined:
    """Read a file without refusing it: the faults stay in the reading. Without a tender less is known, and less wrong.

    Raises InputRefusedError for a file that cannot be opened.
    """
    missing = frozenset(column.name for column in COLUMNS if tender is None and column.name != ESSENTIAL)
    manner = Manner(mapping=mapping or {}, references=REFERENCES, may_miss=missing, prefilled=PREFILLED, whole=True)
    incoming = open_incoming(data, file_name, _EASED, manner, ESSENTIAL, forms=True)
    reading = _reading(incoming, file_name)
    if reading is None:
        return Examined(incoming.kind, None, ConsultationFile(inputs=()))
    if reading.table.sheet == FORM_SHEET:
        _sign_all_rows(reading)
    rows = PointRows(reading, tender, groups, questions, existing, contributors, round_number)
    inputs = rows.read()
    notes = (*reading.table.notes, *rows.notes)
    return Examined(
        incoming.kind, reading, ConsultationFile(inputs=inputs, contributors=rows.contributors.all(), notes=notes)
    )


def _reading(incoming: Incoming, file_name: str) -> Reading | None:
    if incoming.form is not None:
        return rows_of_form(incoming.form, file_name, COLUMNS)
    return incoming.reading


def _sign_all_rows(reading: Reading) -> None:
    """In the form of a group the name is asked for once, in the first row."""
    first = next((row for row in reading.rows if any(row.values[name] is not None for name in SIGNATURE)), None)
    if first is None:
        return
    signed = {name: first.values[name] for name in SIGNATURE}
    rows = tuple(
        row
        if any(row.values[name] is not None for name in SIGNATURE)
        else row.model_copy(update={"values": {**row.values, **signed}})
        for row in reading.rows
    )
    reading.table = reading.table.model_copy(update={"rows": rows})


def write(
    inputs: Iterable[ConsultationInput],
    tender: Tender,
    *,
    groups: Sequence[ConsultationGroup] = (),
    contributors: Sequence[Contributor] = (),
) -> bytes:
    """The points as a form that reads back to the same points; open points have their answer columns empty.

    KeyError for a point of a contributor who is not given.
    """
    senders = tuple(dict.fromkeys((*SENDERS, *(group.code for group in groups))))
    columns = with_choices(
        COLUMNS,
        Gemeente=tender.municipality_names,
        Soort_afzender=senders,
        Reikwijdte=[scope.value for scope in Scope],
    )
    people = {row.id: row for row in contributors}
    rows = tuple(_cells(row, people[row.contributor] if row.contributor else None) for row in inputs)
    return write_table([Sheet(name=SHEET, columns=columns, rows=rows)])


def _cells(row: ConsultationInput, who: Contributor | None) -> dict[str, CellValue]:
    answer = row.disposition
    return {
        "Nr": row.id,
        "Soort afzender": row.group,
        "Gemeente": row.municipality,
        "Naam": who.name if who else None,
        "Mag met naam": who.may_name if who else None,
        "Aanhef": who.greeting if who else None,
        "E-mail": who.email if who else None,
        "Reikwijdte": row.scope.value,
        "Ontvangen op": row.received_on,
        "Via": row.via or None,
        "Ronde": str(row.round),
        "Consultatievraag": row.question or None,
        "Pagina": row.page or None,
        "Hoofdstuk": row.chapter or None,
        "Citaat": row.quote or None,
        "Inbreng": row.text,
        "Inbreng samengevat": row.summary or None,
        "Thema": row.theme,
        "Zelfde als": row.alike,
        "Reactie": answer.response if answer else None,
        "Uitkomst": answer.outcome.label if answer else None,
        "Waar verwerkt": answer.place if answer else None,
        "Toezegging aan": answer.owner if answer else None,
        "Status": "beantwoord" if answer else "open",
    }
