"""Reading sessies.xlsx: sessions of every kind, their published grounds, agenda, seats, report and corrections."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from flows.exchange.dialogue_form import COLUMNS, KINDS, LATER_SHEETS, write
from flows.exchange.dialogue_rows import agenda_item, correction, report_point
from flows.exchange.reading import Reading, fold, refuse, suggestion
from flows.rules.dialogue.seats import HIGHEST_SEED, Applicant, Ground, grounds_of
from flows.rules.wording import local_day
from schemas.dialogue import DialogueSession, Participant, SessionKind
from schemas.errors import InputFault, InputRefusedError
from schemas.provider import Provider, checked_address
from schemas.sheets import Row, Table
from schemas.tender import Tender
from schemas.values import Noun

__all__ = ["COLUMNS", "SessionsFile", "read", "read_file", "session_id", "write"]

Part = TypeVar("Part")


class SessionsFile(Noun):
    """What one file says. The sessions are as listed, without what we know of them
    (:func:`flows.rules.dialogue.sessions.merged`).

    ``seeds`` holds the lot number of each session that has one; ``applicants`` stand in the order of the file.
    """

    sessions: tuple[DialogueSession, ...]
    grounds: tuple[Ground, ...] = ()
    applicants: tuple[Applicant, ...] = ()
    seeds: Mapping[int, int] = MappingProxyType({})


def read(data: bytes, file_name: str, tender: Tender, providers: Sequence[Provider]) -> tuple[DialogueSession, ...]:
    """The sessions of a file; see :func:`read_file`."""
    return read_file(data, file_name, tender, providers).sessions


def read_file(
    data: bytes, file_name: str, tender: Tender, providers: Sequence[Provider], today: date = date.max
) -> SessionsFile:
    """The sessions in order of number, each with its agenda, seats, report and corrections, and the grounds for seats.

    Raises InputRefusedError with the faults of all sheets: an unknown session or provider, a session that ends before
    it begins, a seat without a ground or on one that is not on the list of published grounds, a ground published later
    than ``today`` or than its session, a provider or address twice at one table, half an action or half a change, an
    action that is done after ``today``, a correction that is refused without a reason.
    """
    reader = _Reader(_sheets(data, file_name), tender, {row.id: row for row in providers}, today)
    return reader.whole()


def _sheets(data: bytes, file_name: str) -> dict[str, Reading]:
    """All sheets. Raises InputRefusedError with what is missing on any of them."""
    readings: dict[str, Reading] = {}
    faults: dict[InputFault, None] = {}
    for name, columns in COLUMNS.items():
        try:
            readings[name] = Reading(data, file_name, columns, name)
            faults |= dict.fromkeys(readings[name].faults)
        except InputRefusedError as refused:
            missing = refused.faults[0].problem == f"het blad '{name}' ontbreekt."
            if missing and name in LATER_SHEETS:
                readings[name] = _Absent(file_name, name)
            else:
                faults |= dict.fromkeys(refused.faults)
    if len(readings) < len(COLUMNS):
        raise InputRefusedError(faults)
    return readings


class _Absent(Reading):
    """A sheet that was left out, which is an empty one."""

    def __init__(self, file_name: str, sheet: str) -> None:
        self.faults = []
        self.table = Table(file=file_name, sheet=sheet, rows=(), recognised={})


class _Reader:
    """The sheets of one file on the way to nouns; every fault is taken down on the way."""

    def __init__(
        self, sheets: dict[str, Reading], tender: Tender, providers: Mapping[str, Provider], today: date
    ) -> None:
        self.sheets = sheets
        self.tender = tender
        self.providers = providers
        self.today = today
        self.seen: dict[str, dict[object, int]] = {}
        self.faulty_grounds: set[str] = set()
        self.numbers = self._numbers()

    def whole(self) -> SessionsFile:
        grounds = self._grounds()
        agenda = self._per_session("Agenda", agenda_item)
        seats = self._per_session("Deelnemers", self._seat)
        points = self._per_session("Verslag", partial(report_point, today=self.today))
        corrections = self._per_session("Correcties", correction)
        applicants = self._per_session("Aangemeld", self._applicant)
        found = []
        for row, number in self._session_rows():
            parts = {
                "agenda": tuple(sorted(agenda[number], key=lambda item: item.number)),
                "participants": tuple(seat for _, seat in seats[number]),
                "points": tuple(sorted(points[number], key=lambda point: point.number)),
                "corrections": tuple(sorted(corrections[number], key=lambda one: one.number)),
            }
            session = self._session(row, number, parts)
            if session is not None:
                self._check_grounds(session, grounds, seats[number], applicants[number])
                found.append(session)
        seeds = self._seeds()
        refuse(self.sheets.values())
        return SessionsFile(
            sessions=tuple(sorted(found, key=lambda row: row.number)),
            grounds=grounds,
            applicants=tuple(one for _, one in sorted((p for n in applicants for p in applicants[n]), key=_by_row)),
            seeds=seeds,
        )

    # The sessions themselves

    def _numbers(self) -> dict[int, int]:
        """The session number of each row of the first sheet, by the number of the row."""
        sheet = self.sheets["Sessies"]
        seen: dict[object, int] = {}
        numbers = {}
        for row in sheet.rows:
            number = sheet.whole(row, "Sessie")
            sheet.twice(row, "Sessie", number, seen, f"sessie {number}")
            begin, end = row.moment("Begin"), row.moment("Einde")
            if begin and end and end <= begin:
                sheet.fault(row, "Einde", "de sessie eindigt voor zij begint.", "Controleer begin en einde.")
            if number is not None:
                numbers[row.number] = number
        return numbers

    def _session_rows(self) -> list[tuple[Row, int]]:
        sheet = self.sheets["Sessies"]
        return [
            (row, self.numbers[row.number]) for row in sheet.rows if row.number in self.numbers and sheet.sound(row)
        ]

    def _session(self, row: Row, number: int, parts: Mapping[str, object]) -> DialogueSession | None:
        return self.sheets["Sessies"].noun(
            row,
            DialogueSession,
            {"starts_at": "Begin", "ends_at": "Einde"},
            id=session_id(number),
            tender_id=self.tender.id,
            number=number,
            kind=KINDS.get(row.text("Soort"), SessionKind.DIALOGUE),
            subject=row.text("Onderwerp"),
            starts_at=row.moment("Begin"),
            ends_at=row.moment("Einde"),
            location=row.text("Locatie"),
            access=row.text("Bereikbaarheid"),
            cancelled_because=row.text("Afgelast omdat"),
            **parts,
        )

    def _seeds(self) -> dict[int, int]:
        sheet, seeds = self.sheets["Sessies"], {}
        for row in sheet.rows:
            seed = sheet.whole(row, "Lotnummer")
            if seed is not None and seed > HIGHEST_SEED:
                sheet.fault(row, "Lotnummer", f"'{seed}' is te hoog.", f"Vul een getal in tot en met {HIGHEST_SEED}.")
            elif seed is not None and row.number in self.numbers:
                seeds[self.numbers[row.number]] = seed
        return seeds

    def _per_session(self, name: str, build: Callable[[Reading, Row], Part | None]) -> dict[int, list[Part]]:
        """The rows of a sheet by session; a row of a session that is not there is a fault."""
        reading, grouped = self.sheets[name], defaultdict[int, list[Part]](list)
        known = sorted(set(self.numbers.values()))
        places: dict[object, int] = {}
        for row in reading.rows:
            number = reading.whole(row, "Sessie")
            self._known(reading, row, number, known)
            if "Nr" in row.values:
                place = reading.whole(row, "Nr")
                reading.twice(row, "Nr", place and (number, place), places, f"punt {place} van sessie {number}")
            part = build(reading, row)
            if part is not None and number is not None:
                grouped[number].append(part)
        return grouped

    def _known(self, reading: Reading, row: Row, number: int | None, known: Sequence[int]) -> None:
        if number is not None and known and number not in known:
            remedy = f"Kies uit: {', '.join(map(str, known))}, of vul de sessie daar in."
            reading.fault(row, "Sessie", f"sessie {number} staat niet op het blad 'Sessies'.", remedy)

    # Grounds and seats

    def _grounds(self) -> tuple[Ground, ...]:
        sheet, found = self.sheets["Gronden"], []
        known = sorted(set(self.numbers.values()))
        seen: dict[object, int] = {}
        for row in sheet.rows:
            number = sheet.whole(row, "Sessie")
            self._known(sheet, row, number, known)
            kind = KINDS.get(row.text("Soort"))
            sheet.twice(row, "Grond", (number, kind, fold(row.text("Grond"))), seen, "deze grond")
            seats = sheet.whole(row, "Plaatsen")
            day = sheet.not_after(row, "Bekendgemaakt op", self.today)
            if not sheet.sound(row) or day is None:
                self.faulty_grounds.add(row.text("Grond"))
            else:
                found.append(
                    Ground(
                        text=row.text("Grond"),
                        session=number,
                        kind=kind,
                        seats=seats,
                        published_on=day,
                        published_in=row.text("Bekendgemaakt in"),
                        newcomers_first=bool(row.flag("Nieuwe deelnemers eerst")),
                    )
                )
        return tuple(found)

    def _check_grounds(
        self,
        session: DialogueSession,
        grounds: Sequence[Ground],
        seats: Sequence[tuple[Row, Participant]],
        applicants: Sequence[tuple[Row, Applicant]],
    ) -> None:
        """Every seat and every applicant stands on a ground that was published, and published before the session."""
        mine = {row.text: row for row in grounds_of(session, grounds)}
        for row, seat in seats:
            self._check_ground("Deelnemers", row, "Grond", seat.ground, mine, session)
        for row, one in applicants:
            for ground in one.grounds:
                self._check_ground("Aangemeld", row, "Gronden", ground, mine, session)

    def _check_ground(
        self, name: str, row: Row, column: str, text: str, mine: Mapping[str, Ground], session: DialogueSession
    ) -> None:
        sheet, ground = self.sheets[name], mine.get(text)
        if text in self.faulty_grounds:
            return  # that fault is told already, where it is made
        if ground is None:
            problem = f"'{text}' is geen bekendgemaakte grond voor sessie {session.number}."
            remedy = f"{suggestion(text, mine)}Kies een grond van het blad 'Gronden', of zet hem daar met de datum."
            sheet.fault(row, column, problem, remedy)
        elif ground.published_on > local_day(session.starts_at):
            problem = f"'{text}' is pas na sessie {session.number} bekendgemaakt."
            sheet.fault(row, column, problem, "Gebruik een grond die vooraf bekend was.")

    def _provider(self, reading: Reading, row: Row) -> Provider | None:
        """The provider of a row, by its id; its name stands there as in the register."""
        reference, name = row.text("Aanbieder-id").strip(), row.text("Organisatie")
        provider = self.providers.get(reference)
        if reference and provider is None:
            problem = f"'{reference}' staat niet in het register."
            remedy = f"{suggestion(reference, self.providers)}Neem het id over uit aanbieders.xlsx."
            reading.fault(row, "Aanbieder-id", problem, remedy)
        if provider is not None and name != provider.name:
            problem = f"{reference} is '{provider.name}', niet '{name}'."
            reading.fault(row, "Organisatie", problem, "Verbeter het id of de naam.")
        return provider

    def _somebody(self, reading: Reading, row: Row, ground: str) -> Participant | None:
        """A provider without an address of its own here is reached at the one in the register."""
        provider, email = self._provider(reading, row), row.text("E-mail").strip()
        self._once(reading, row, provider, email)
        if email:
            try:
                checked_address(email)
            except ValueError as error:
                reading.fault(row, "E-mail", f"{error}.", "Verbeter het adres of maak de cel leeg.")
        if not reading.sound(row):
            return None
        return Participant(
            organisation=row.text("Organisatie"),
            provider_id=provider.id if provider else None,
            role=row.text("Rol"),
            ground=ground,
            email=email or (provider.email if provider else None),
            attended=row.flag("Aanwezig") if "Aanwezig" in row.values else None,
        )

    def _once(self, reading: Reading, row: Row, provider: Provider | None, email: str) -> None:
        """Nobody sits twice at one table, and who is no provider has an address of its own."""
        number = row.number_in("Sessie")
        seen = self.seen.setdefault(reading.table.sheet, {})
        if provider is not None:
            reading.twice(row, "Aanbieder-id", (number, provider.id), seen, f"{provider.id} bij sessie {number}")
        elif email:
            reading.twice(row, "E-mail", (number, email.casefold()), seen, f"{email} bij sessie {number}")

    def _seat(self, reading: Reading, row: Row) -> tuple[Row, Participant] | None:
        seat = self._somebody(reading, row, row.text("Grond"))
        return (row, seat) if seat else None

    def _applicant(self, reading: Reading, row: Row) -> tuple[Row, Applicant] | None:
        seat = self._somebody(reading, row, "")
        number = reading.whole(row, "Sessie")
        if seat is None or seat.provider_id is None or number is None:
            return None
        grounds = dict.fromkeys(part.strip() for part in re.split(r"[;\n]", row.text("Gronden")) if part.strip())
        return row, Applicant(session=number, provider_id=seat.provider_id, seat=seat, grounds=tuple(grounds))


def session_id(number: int) -> str:
    """The reference of a session within its tender; it names the appointment for ever."""
    return f"dialoog-{number}"


def _by_row(pair: tuple[Row, Applicant]) -> int:
    return pair[0].number
