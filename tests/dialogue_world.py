"""A work folder in which the dialogue is about to begin: the shipped tender, its register, its published papers."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import vobject
from icalendar import Calendar

from flows.desk import Desk, Outcome, blocked
from flows.exchange import dialogue as sheet
from flows.exchange import rehearsal
from flows.exchange.rehearsal import Rehearsal
from flows.papers.procedure_documents import orders
from flows.papers.production import produce
from flows.rules.dialogue.seats import Ground
from flows.rules.versions import FINAL
from flows.rules.wording import AMSTERDAM
from flows.sending import code_of, package, send
from flows.settings import Settings
from flows.stages.dialogue import AFTERWARDS, STEPS
from flows.workplace import Workplace
from schemas.dialogue import AgendaItem, Correction, DialogueSession, Participant, SessionKind, SessionPoint
from schemas.journal import JournalEntry
from schemas.message import Message
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.tender import StageRecord
from schemas.values import Stage

CLIENTS = "Vaste plaats voor cliëntvertegenwoordiging"
OPEN = "Iedereen die zich meldde"
PARENT = Participant(
    organisation="A. Ouder", provider_id=None, role="ouder", ground=CLIENTS, email="ouder@gezin.example"
)


@lru_cache(maxsize=1)
def played() -> Rehearsal:
    return rehearsal.load("mij-ov")


def moment(text: str) -> datetime:
    """``2025-05-06T13:30`` in the Netherlands."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def ground(text: str, **changed: object) -> Ground:
    return Ground(
        text=text, session=None, kind=None, seats=None, published_on=date(2025, 4, 3), published_in="platform"
    ).model_copy(update=changed)


GROUNDS = (ground(OPEN), ground(CLIENTS))


def seat(provider: Provider, **changed: object) -> Participant:
    return Participant(
        organisation=provider.name, provider_id=provider.id, role="zorgaanbieder", ground=OPEN, email=provider.email
    ).model_copy(update=changed)


def session(number: int, starts: str, seats: Iterable[Participant] = (), **changed: object) -> DialogueSession:
    begin = moment(starts)
    return DialogueSession(
        id=sheet.session_id(number),
        tender_id=played().tender.id,
        number=number,
        subject=f"Onderwerp {number}",
        starts_at=begin,
        ends_at=begin.replace(hour=begin.hour + 2),
        location=f"Zaal {number}, Voorbeeldlaan 1, Epe",
        access="De zaal is op de begane grond.",
        agenda=(AgendaItem(number=1, subject="Overdracht", note="Hoe gaat het nu?"),),
        participants=tuple(seats),
        kind=SessionKind.DIALOGUE,
    ).model_copy(update=changed)


def point(number: int = 1, **changed: object) -> SessionPoint:
    return SessionPoint(
        number=number,
        subject="Overdracht",
        discussed=f"Over punt {number} werd lang gesproken.",
        conclusion=f"De conclusie van punt {number}.",
    ).model_copy(update=changed)


def reported(row: DialogueSession, *points: SessionPoint, corrections: Iterable[Correction] = ()) -> DialogueSession:
    """The session as held: everybody there who did not call off, with the points of its report."""
    there = tuple(
        one if one.attended is False else one.model_copy(update={"attended": True}) for one in row.participants
    )
    return row.model_copy(
        update={"participants": there, "points": points or (point(),), "corrections": tuple(corrections)}
    )


START, CHANGED, HELD, DRAFTED = "2025-04-17T10:00", "2025-04-24T10:00", "2025-05-06T13:30", "2025-05-07T10:00"
REPORTED = "2025-05-15T10:00"
"""The day after the five working days that follow the draft."""


def some(*ids: str) -> tuple[Provider, ...]:
    return tuple(played().provider(one) for one in ids or ("ZA-001", "ZA-002"))


FIRST = session(1, HELD, (*map(seat, some()), PARENT))


class World:
    """The work folder, and somebody at the desk at a moment of choice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = Workplace(Settings(map=folder, pdf=False))

    def fill(self, documents: bool = False) -> None:
        """The tender, its register, and all stages before the dialogue closed; on request version 1.0 of its papers."""
        region, tender_id = played().region, played().tender.id
        done = (Stage.STRATEGY, Stage.PREPARATION, Stage.PUBLICATION, Stage.NOTA_VAN_INLICHTINGEN, Stage.SCREENING)
        with self.work.database.unit_of_work() as uow:
            uow.tenders.add(region.tender)
            uow.providers.add_all(played().providers)
            uow.requirements.add_all(region.requirements)
            uow.products.add_all(region.products)
            uow.free_periods.add_all(region.free_periods)
            for one in done:
                row = StageRecord(
                    id=one.value,
                    tender_id=tender_id,
                    stage=one,
                    opened_on=date(2024, 6, 20),
                    closed_on=date(2025, 4, 15),
                )
                uow.stages.add(row)
        if documents:
            produce_at = self.desk("2024-12-18T10:00")
            produce(produce_at, orders(produce_at, FINAL))

    def desk(self, when: str, file: str = "nieuwste") -> Desk:
        return Desk(
            work=self.work,
            tender_id=played().tender.id,
            actor="Test",
            file_name=file,
            now=moment(when),
            stage=Stage.DIALOGUE,
        )

    def step(self, when: str, number: int, file: str = "nieuwste") -> Outcome:
        """What the form of the room does, without Prefect; InputRefusedError comes through as it is."""
        name = next(name for name in STEPS if name.startswith(f"{number}."))
        desk = self.desk(when, file)
        desk.stage = None if name in AFTERWARDS else desk.stage
        obstacles = desk.open_stage()
        return blocked(obstacles) if obstacles else STEPS[name](desk)

    def hand_over(self, data: bytes, name: str = "sessies.xlsx") -> str:
        (self.work.drop("dialoog") / name).write_bytes(data)
        return name

    def read(
        self, when: str, *rows: DialogueSession, grounds: Iterable[Ground] = GROUNDS, data: bytes | None = None
    ) -> Outcome:
        """The list is handed over and read in (step 1)."""
        name = self.hand_over(data if data is not None else sheet.write(rows, grounds))
        return self.step(when, 1, name)

    def send(self, when: str, batch: str) -> Outcome:
        desk = self.desk(when)
        _, rows = package(desk, batch)
        return send(desk, batch, code_of(rows), len(rows))

    @property
    def record(self) -> TenderRecord:
        with self.work.database.read() as uow:
            return uow.load(played().tender.id)

    @property
    def journal(self) -> tuple[JournalEntry, ...]:
        with self.work.database.read() as uow:
            return uow.journal.entries(played().tender.id)

    def messages(self, kind: str = "") -> tuple[Message, ...]:
        return tuple(row for row in self.record.messages if row.kind.startswith(kind or "dialoog"))

    def close(self) -> None:
        self.work.close()


class Appointment:
    """An .ics as two libraries read it; they must agree."""

    def __init__(self, text: str | None) -> None:
        assert text is not None
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        other = vobject.readOne(text)
        other.validate(raiseException=True)
        seen = other.vevent
        self.method = str(Calendar.from_ical(text)["METHOD"])
        self.uid, self.sequence = str(event["UID"]), int(event["SEQUENCE"])
        self.starts, self.ends, self.location = event.decoded("DTSTART"), event.decoded("DTEND"), str(event["LOCATION"])
        self.summary, self.organizer = str(event["SUMMARY"]), str(event["ORGANIZER"])
        guests = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
        self.attendees = [str(guest) for guest in guests]
        self.rsvp = [str(guest.params["RSVP"]) for guest in guests]
        assert (other.method.value, seen.uid.value, int(seen.sequence.value)) == (self.method, self.uid, self.sequence)
        assert (seen.dtstart.value, seen.dtend.value) == (self.starts, self.ends)
        assert (seen.location.value, seen.summary.value) == (self.location, self.summary)
        assert [guest.value for guest in seen.attendee_list] == self.attendees
        assert seen.organizer.value == self.organizer
