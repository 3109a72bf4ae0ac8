"""sessies.xlsx: the dialogue sessions on four sheets: Sessies, Agenda, Deelnemers and, afterwards, Verslag."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from flows.exchange.change_columns import CHANGE_COLUMNS, change_cells, has_change, read_change
from flows.exchange.reading import Reading, refuse, suggestion, text_or_none
from flows.tasks.excel import write_table
from schemas.dialogue import AgendaItem, DialogueSession, Participant, SessionPoint
from schemas.errors import InputFault, InputRefusedError
from schemas.provider import Provider, checked_address
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

Part = TypeVar("Part")

_SESSION = Column(name="Sessie", synonyms=("Sessienr", "Nr sessie"), kind="getal", required=True)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "Sessies": (
        _SESSION.model_copy(update={"synonyms": ("Nr", "Nummer", "Sessienr")}),
        Column(name="Onderwerp", required=True),
        Column(name="Begin", synonyms=("Van", "Start"), kind="datumtijd", required=True),
        Column(name="Einde", synonyms=("Tot",), kind="datumtijd", required=True),
        Column(name="Locatie", synonyms=("Plaats", "Waar"), required=True),
    ),
    "Agenda": (
        _SESSION,
        Column(name="Nr", synonyms=("Agendapunt",), kind="getal", required=True),
        Column(name="Onderwerp", required=True),
        Column(name="Toelichting"),
    ),
    "Deelnemers": (
        _SESSION,
        Column(name="Organisatie", synonyms=("Naam", "Deelnemer"), required=True),
        Column(name="Aanbieder-id"),
        Column(name="Rol", required=True),
        Column(name="Grond", synonyms=("Grond van deelname",), required=True),
        Column(name="E-mail", synonyms=("E-mailadres",)),
        Column(name="Aanwezig", kind="ja_nee"),
    ),
    "Verslag": (
        _SESSION,
        Column(name="Nr", synonyms=("Punt",), kind="getal", required=True),
        Column(name="Onderwerp", required=True),
        Column(name="Besproken", required=True),
        Column(name="Conclusie", required=True),
        Column(name="Actie"),
        Column(name="Actie wie", synonyms=("Wie", "Eigenaar")),
        Column(name="Actie voor", synonyms=("Voor", "Actie uiterlijk"), kind="datum"),
        *CHANGE_COLUMNS,
    ),
}
"""The columns of each sheet. Verslag stays empty until the session was held."""


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    providers: Sequence[Provider],
    existing: Sequence[DialogueSession] = (),
) -> tuple[DialogueSession, ...]:
    """The sessions in order of number, each with its agenda, participants and report.

    ``existing`` are the sessions as kept: a session with the same number stays the same record and the same
    appointment; when its time or place moved, ``sequence`` goes up by one, so that calendars take the change over.
    Raises InputRefusedError with the faults of all sheets: an unknown session or provider, a session that ends before
    it begins, a participant without a ground, a provider twice at one table, half an action or half a change.
    """
    sheets = _sheets(data, file_name)
    known = {row.id: row for row in providers}
    numbers = _numbers(sheets["Sessies"])
    seen: dict[object, int] = {}
    agenda = _per_session(sheets["Agenda"], numbers, lambda row, number: _agenda_item(sheets["Agenda"], row))
    seats = _per_session(
        sheets["Deelnemers"],
        numbers,
        lambda row, number: _participant(sheets["Deelnemers"], row, number, known, seen),
    )
    points = _per_session(sheets["Verslag"], numbers, lambda row, number: _point(sheets["Verslag"], row))
    kept = {row.number: row for row in existing}
    found = []
    for row in sheets["Sessies"].rows:
        number = numbers.get(row.number)
        if number is not None and sheets["Sessies"].sound(row):
            parts = {
                "agenda": tuple(sorted(agenda[number], key=lambda item: item.number)),
                "participants": tuple(seats[number]),
                "points": tuple(sorted(points[number], key=lambda point: point.number)),
            }
            session = _session(sheets["Sessies"], row, number, tender, kept.get(number), parts)
            if session is not None:
                found.append(session)
    refuse(sheets.values())
    return tuple(sorted(found, key=lambda row: row.number))


def _sheets(data: bytes, file_name: str) -> dict[str, Reading]:
    """The four sheets. Raises InputRefusedError with what is missing on any of them."""
    readings: dict[str, Reading] = {}
    faults: dict[InputFault, None] = {}
    for name, columns in COLUMNS.items():
        try:
            readings[name] = Reading(data, file_name, columns, name)
            faults |= dict.fromkeys(readings[name].faults)
        except InputRefusedError as refused:
            faults |= dict.fromkeys(refused.faults)
    if len(readings) < len(COLUMNS):
        raise InputRefusedError(faults)
    return readings


def _numbers(sessions: Reading) -> dict[int, int]:
    """The session number of each row of the first sheet, by the number of the row."""
    seen: dict[object, int] = {}
    numbers = {}
    for row in sessions.rows:
        number = sessions.whole(row, "Sessie")
        sessions.twice(row, "Sessie", number, seen, f"sessie {number}")
        begin, end = row.moment("Begin"), row.moment("Einde")
        if begin and end and end <= begin:
            sessions.fault(row, "Einde", "de sessie eindigt voor zij begint.", "Controleer begin en einde.")
        if number is not None:
            numbers[row.number] = number
    return numbers


def _per_session(
    reading: Reading, numbers: Mapping[int, int], build: Callable[[Row, int], Part | None]
) -> dict[int, list[Part]]:
    """The rows of a sheet by session; a row of a session that is not there is a fault."""
    grouped: dict[int, list[Part]] = defaultdict(list)
    known = sorted(set(numbers.values()))
    places: dict[object, int] = {}
    for row in reading.rows:
        number = reading.whole(row, "Sessie")
        if number is not None and known and number not in known:
            remedy = f"Kies uit: {', '.join(str(number) for number in known)}, of vul de sessie daar in."
            reading.fault(row, "Sessie", f"sessie {number} staat niet op het blad 'Sessies'.", remedy)
        if "Nr" in row.values:
            place = reading.whole(row, "Nr")
            reading.twice(row, "Nr", place and (number, place), places, f"punt {place} van sessie {number}")
        part = build(row, number or 0)
        if part is not None and number is not None:
            grouped[number].append(part)
    return grouped


def _session(
    reading: Reading,
    row: Row,
    number: int,
    tender: Tender,
    kept: DialogueSession | None,
    parts: Mapping[str, object],
) -> DialogueSession | None:
    session = reading.noun(
        row,
        DialogueSession,
        {"starts_at": "Begin", "ends_at": "Einde"},
        id=kept.id if kept else session_id(number),
        tender_id=tender.id,
        version=kept.version if kept else 0,
        number=number,
        subject=row.text("Onderwerp"),
        starts_at=row.moment("Begin"),
        ends_at=row.moment("Einde"),
        location=row.text("Locatie"),
        sequence=kept.sequence if kept else 0,
        invited_on=kept.invited_on if kept else None,
        reported_on=kept.reported_on if kept else None,
        **parts,
    )
    if session is None or kept is None or _appointment(session) == _appointment(kept):
        return session
    return session.model_copy(update={"sequence": kept.sequence + 1})


def _appointment(session: DialogueSession) -> tuple[object, ...]:
    return session.starts_at, session.ends_at, session.location, session.subject


def session_id(number: int) -> str:
    """The reference of a session within its tender; it names the appointment for ever."""
    return f"dialoog-{number}"


def _agenda_item(reading: Reading, row: Row) -> AgendaItem | None:
    if not reading.sound(row):
        return None
    number = reading.whole(row, "Nr")
    return reading.noun(row, AgendaItem, {}, number=number, subject=row.text("Onderwerp"), note=row.text("Toelichting"))


def _participant(
    reading: Reading, row: Row, number: int, known: Mapping[str, Provider], seen: dict[object, int]
) -> Participant | None:
    """Somebody at the table. A provider without an address of its own here is reached at the one in the register."""
    reference = row.text("Aanbieder-id").strip()
    name, email = row.text("Organisatie"), row.text("E-mail").strip()
    provider = known.get(reference)
    if reference and provider is None:
        problem = f"'{reference}' staat niet in het register."
        remedy = f"{suggestion(reference, known)}Neem het id over uit aanbieders.xlsx."
        reading.fault(row, "Aanbieder-id", problem, remedy)
    if provider is not None:
        reading.twice(row, "Aanbieder-id", (number, reference), seen, f"{reference} bij sessie {number}")
        if name != provider.name:
            problem = f"{reference} is '{provider.name}', niet '{name}'."
            reading.fault(row, "Organisatie", problem, "Verbeter het id of de naam.")
    if email:
        try:
            checked_address(email)
        except ValueError as error:
            reading.fault(row, "E-mail", f"{error}.", "Verbeter het adres of maak de cel leeg.")
    if not reading.sound(row):
        return None
    return Participant(
        organisation=name,
        provider_id=reference or None,
        role=row.text("Rol"),
        ground=row.text("Grond"),
        email=email or (provider.email if provider else None),
        attended=row.flag("Aanwezig"),
    )


def _point(reading: Reading, row: Row) -> SessionPoint | None:
    """A point of the report; an action has somebody who does it, a change is whole."""
    action, owner = text_or_none(row, "Actie"), text_or_none(row, "Actie wie")
    due = row.day("Actie voor")
    if action and not owner:
        reading.fault(row, "Actie wie", "wie de actie doet, is niet ingevuld.", "Vul een naam of team in.")
    if not action and (owner or due):
        reading.fault(
            row, "Actie", "er is een naam of datum, maar geen actie.", "Schrijf de actie, of maak de cellen leeg."
        )
    change = read_change(reading, row) if has_change(row) else None
    if not reading.sound(row):
        return None
    return reading.noun(
        row,
        SessionPoint,
        {},
        number=reading.whole(row, "Nr"),
        subject=row.text("Onderwerp"),
        discussed=row.text("Besproken"),
        conclusion=row.text("Conclusie"),
        action=action,
        action_owner=owner,
        action_due=due,
        change=change,
    )


def write(sessions: Iterable[DialogueSession]) -> bytes:
    """The sessions as a form with all four sheets, that reads back to the same sessions."""
    rows: dict[str, list[dict[str, CellValue]]] = {name: [] for name in COLUMNS}
    for session in sessions:
        number = {"Sessie": Decimal(session.number)}
        rows["Sessies"].append(
            {
                **number,
                "Onderwerp": session.subject,
                "Begin": session.starts_at,
                "Einde": session.ends_at,
                "Locatie": session.location,
            }
        )
        rows["Agenda"] += [
            {**number, "Nr": Decimal(item.number), "Onderwerp": item.subject, "Toelichting": item.note}
            for item in session.agenda
        ]
        rows["Deelnemers"] += [{**number, **_seat_cells(seat)} for seat in session.participants]
        rows["Verslag"] += [{**number, **_point_cells(point)} for point in session.points]
    return write_table([Sheet(name=name, columns=COLUMNS[name], rows=tuple(rows[name])) for name in COLUMNS])


def _seat_cells(seat: Participant) -> dict[str, CellValue]:
    return {
        "Organisatie": seat.organisation,
        "Aanbieder-id": seat.provider_id,
        "Rol": seat.role,
        "Grond": seat.ground,
        "E-mail": seat.email,
        "Aanwezig": seat.attended,
    }


def _point_cells(point: SessionPoint) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {
        "Nr": Decimal(point.number),
        "Onderwerp": point.subject,
        "Besproken": point.discussed,
        "Conclusie": point.conclusion,
        "Actie": point.action,
        "Actie wie": point.action_owner,
        "Actie voor": point.action_due,
    }
    return cells | change_cells(point.change)
