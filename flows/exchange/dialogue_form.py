"""sessies.xlsx as a form: its sheets and columns, and the workbook that is handed out and read back."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from flows.exchange.change_columns import CHANGE_COLUMNS, change_cells
from flows.rules.dialogue.seats import Applicant, Draw, Ground, lots
from flows.tasks.excel import write_table
from schemas.dialogue import DialogueSession, Participant, SessionKind, SessionPoint
from schemas.sheets import CellValue, Column, Sheet

KINDS = {kind.value: kind for kind in SessionKind}
_SESSION = Column(name="Sessie", synonyms=("Sessienr", "Nr sessie"), kind="getal", required=True)
_KIND = Column(name="Soort", synonyms=("Soort bijeenkomst",), kind="keuze", choices=tuple(KINDS))
_PROVIDER = Column(name="Aanbieder-id")
_EMAIL = Column(name="E-mail", synonyms=("E-mailadres",))

COLUMNS: dict[str, tuple[Column, ...]] = {
    "Sessies": (
        _SESSION.model_copy(update={"synonyms": ("Nr", "Nummer", "Sessienr")}),
        _KIND,
        Column(name="Onderwerp", required=True),
        Column(name="Begin", synonyms=("Van", "Start"), kind="datumtijd", required=True),
        Column(name="Einde", synonyms=("Tot",), kind="datumtijd", required=True),
        Column(name="Locatie", synonyms=("Plaats", "Waar"), required=True),
        Column(name="Bereikbaarheid", synonyms=("Route", "Toegankelijkheid", "Route en toegankelijkheid")),
        Column(name="Lotnummer", kind="getal"),
        Column(name="Afgelast omdat", synonyms=("Afgelast", "Reden afgelasting")),
    ),
    "Gronden": (
        _SESSION.model_copy(update={"required": False}),
        _KIND,
        Column(name="Grond", synonyms=("Grond van deelname",), required=True),
        Column(name="Plaatsen", synonyms=("Aantal plaatsen", "Stoelen"), kind="getal"),
        Column(name="Nieuwe deelnemers eerst", kind="ja_nee"),
        Column(name="Bekendgemaakt op", synonyms=("Gepubliceerd op",), kind="datum", required=True),
        Column(name="Bekendgemaakt in", synonyms=("Gepubliceerd in",), required=True),
    ),
    "Agenda": (
        _SESSION,
        Column(name="Nr", synonyms=("Agendapunt",), kind="getal", required=True),
        Column(name="Onderwerp", required=True),
        Column(name="Toelichting"),
    ),
    "Aangemeld": (
        _SESSION,
        Column(name="Organisatie", synonyms=("Naam", "Aanbieder"), required=True),
        _PROVIDER.model_copy(update={"required": True}),
        Column(name="Rol", required=True),
        Column(name="Gronden", synonyms=("Grond",), required=True),
        _EMAIL,
    ),
    "Deelnemers": (
        _SESSION,
        Column(name="Organisatie", synonyms=("Naam", "Deelnemer"), required=True),
        _PROVIDER,
        Column(name="Rol", required=True),
        Column(name="Grond", synonyms=("Grond van deelname",), required=True),
        _EMAIL,
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
        Column(name="Actie klaar op", synonyms=("Klaar op", "Actie gedaan op"), kind="datum"),
        *CHANGE_COLUMNS,
    ),
    "Correcties": (
        _SESSION,
        Column(name="Nr", synonyms=("Correctie nr",), kind="getal", required=True),
        Column(name="Van", synonyms=("Deelnemer", "Wie"), required=True),
        Column(name="Punt", synonyms=("Punt verslag",), kind="getal"),
        Column(name="Correctie", synonyms=("Tekst", "Opmerking"), required=True),
        Column(name="Overnemen", synonyms=("Overgenomen",), kind="ja_nee"),
        Column(name="Reactie", synonyms=("Reden",)),
    ),
}
"""The columns of each sheet. Verslag and Correcties stay empty until the session was held."""

LATER_SHEETS = frozenset({"Gronden", "Aangemeld", "Correcties"})
"""Sheets that may be left out as long as nothing belongs on them."""

_DRAWN = (
    _SESSION,
    Column(name="Grond"),
    Column(name="Volgorde", kind="getal"),
    Column(name="Aanbieder-id"),
    Column(name="Lot", kind="getal"),
    Column(name="Uitkomst"),
    Column(name="Lotnummer", kind="getal"),
)
"""Sheet Loting: how the lots fell. It is only shown; nobody reads it back."""


def write(
    sessions: Iterable[DialogueSession],
    grounds: Iterable[Ground] = (),
    applicants: Iterable[Applicant] = (),
    seeds: Mapping[int, int] | None = None,
    draws: Sequence[Draw] = (),
) -> bytes:
    """The sessions as a form with all its sheets, that reads back to the same; with a sheet of the lots when drawn."""
    rows: dict[str, list[dict[str, CellValue]]] = {name: [] for name in COLUMNS}
    for session in sessions:
        number: dict[str, CellValue] = {"Sessie": Decimal(session.number)}
        rows["Sessies"].append(number | _session_cells(session, (seeds or {}).get(session.number)))
        rows["Agenda"] += [
            {**number, "Nr": Decimal(item.number), "Onderwerp": item.subject, "Toelichting": item.note}
            for item in session.agenda
        ]
        rows["Deelnemers"] += [
            {**number, **_seat_cells(seat), "Grond": seat.ground, "Aanwezig": seat.attended}
            for seat in session.participants
        ]
        rows["Verslag"] += [{**number, **_point_cells(point)} for point in session.points]
        rows["Correcties"] += [
            {
                **number,
                "Nr": Decimal(row.number),
                "Van": row.by,
                "Punt": None if row.point is None else Decimal(row.point),
                "Correctie": row.text,
                "Overnemen": row.taken,
                "Reactie": row.reaction,
            }
            for row in session.corrections
        ]
    rows["Gronden"] = [_ground_cells(row) for row in grounds]
    rows["Aangemeld"] = [
        {"Sessie": Decimal(row.session), **_seat_cells(row.seat), "Gronden": "; ".join(row.grounds)}
        for row in applicants
    ]
    sheets = [Sheet(name=name, columns=COLUMNS[name], rows=tuple(rows[name])) for name in COLUMNS]
    if draws:
        sheets.append(Sheet(name="Loting", columns=_DRAWN, rows=tuple(_drawn_rows(draws))))
    return write_table(sheets)


def _session_cells(session: DialogueSession, seed: int | None) -> dict[str, CellValue]:
    return {
        "Soort": session.kind.value,
        "Onderwerp": session.subject,
        "Begin": session.starts_at,
        "Einde": session.ends_at,
        "Locatie": session.location,
        "Bereikbaarheid": session.access,
        "Lotnummer": None if seed is None else Decimal(seed),
        "Afgelast omdat": session.cancelled_because,
    }


def _ground_cells(row: Ground) -> dict[str, CellValue]:
    return {
        "Sessie": None if row.session is None else Decimal(row.session),
        "Soort": row.kind.value if row.kind else None,
        "Grond": row.text,
        "Plaatsen": None if row.seats is None else Decimal(row.seats),
        "Nieuwe deelnemers eerst": row.newcomers_first or None,
        "Bekendgemaakt op": row.published_on,
        "Bekendgemaakt in": row.published_in,
    }


def _seat_cells(seat: Participant) -> dict[str, CellValue]:
    return {"Organisatie": seat.organisation, "Aanbieder-id": seat.provider_id, "Rol": seat.role, "E-mail": seat.email}


def _point_cells(point: SessionPoint) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {
        "Nr": Decimal(point.number),
        "Onderwerp": point.subject,
        "Besproken": point.discussed,
        "Conclusie": point.conclusion,
        "Actie": point.action,
        "Actie wie": point.action_owner,
        "Actie voor": point.action_due,
        "Actie klaar op": point.action_done,
    }
    return cells | change_cells(point.change)


def _drawn_rows(draws: Sequence[Draw]) -> Iterable[dict[str, CellValue]]:
    for row in draws:
        numbers = lots(row.order, row.seed) if row.seed is not None else {}
        for place, one in enumerate(row.order, start=1):
            yield {
                "Sessie": Decimal(row.session),
                "Grond": row.ground,
                "Volgorde": Decimal(place),
                "Aanbieder-id": one,
                "Lot": Decimal(numbers[one]) if one in numbers else None,
                "Uitkomst": "plaats" if place <= row.seats else "reserve",
                "Lotnummer": None if row.seed is None else Decimal(row.seed),
            }
