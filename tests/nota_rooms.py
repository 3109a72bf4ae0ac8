"""A work folder of MIJ/OV with its questions still to come, and short hands to play the room of the nota."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from flows.desk import NEWEST, Desk, Outcome
from flows.exchange import questions as sheet
from flows.exchange.region import load
from flows.exchange.rehearsal import load as load_rehearsal
from flows.nota import questions as nota_questions
from flows.nota import release as nota_release
from flows.nota.release import round_of
from flows.papers.procedure_documents import orders
from flows.papers.production import produce
from flows.rules.nota.life import moved
from flows.rules.versions import FINAL
from flows.rules.wording import AMSTERDAM
from flows.settings import Settings
from flows.workplace import Workplace
from schemas.clarification import Question, QuestionStatus
from schemas.journal import JournalEntry
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.tender import Publication, StageRecord
from schemas.values import Stage

REFERENCE = "MIJOV-J26"
ASKED = datetime(2025, 1, 20, 10, 0, tzinfo=AMSTERDAM)
AFTER = datetime(2025, 2, 10, 9, 0, tzinfo=AMSTERDAM)
"""When the first round is closed for questions and its nota is due."""


def fill(folder: Path) -> None:
    """The tender as it is when its documents are published and questions may come in."""
    region, register = load("mij-ov"), load_rehearsal("mij-ov").providers
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("INKOOP_MAP", str(folder))
        environment.setenv("INKOOP_PDF", "false")
        place = Workplace(Settings())
        with place.database.unit_of_work() as uow:
            uow.tenders.add(region.tender)
            uow.requirements.add_all(region.requirements)
            uow.products.add_all(region.products)
            uow.rounds.add_all(region.rounds)
            uow.providers.add_all(register)
            uow.stages.add(
                StageRecord(
                    id=Stage.NOTA_VAN_INLICHTINGEN.value,
                    tender_id=REFERENCE,
                    stage=Stage.NOTA_VAN_INLICHTINGEN,
                    opened_on=ASKED.date(),
                )
            )
        made = produce(desk_at(place, ASKED), orders(desk_at(place, ASKED), FINAL))
        with place.database.unit_of_work() as uow:
            uow.publications.add(
                Publication(
                    id="P-1",
                    tender_id=REFERENCE,
                    kind="aankondiging",
                    published_on=ASKED.date(),
                    channel="TenderNed",
                    notice={},
                    frozen={row.id: row.sha256 for row in made},
                )
            )
        place.close()


def copy(filled: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, pdf: bool = False) -> "Room":
    shutil.copytree(filled, folder)
    monkeypatch.setenv("INKOOP_MAP", str(folder))
    monkeypatch.setenv("INKOOP_PDF", "true" if pdf else "false")
    return Room(Workplace(Settings()))


def desk_at(place: Workplace, now: datetime, who: str = "Test") -> Desk:
    stage = Stage.NOTA_VAN_INLICHTINGEN
    return Desk(work=place, tender_id=REFERENCE, actor=who, file_name=NEWEST, now=now, stage=stage)


def asked(number: int, /, **changed: object) -> Question:
    """A question as it comes in: no answer yet, of another provider each time."""
    return Question(
        id=f"V-{number:03d}",
        tender_id=REFERENCE,
        source_number=f"TN-{number}",
        source="TenderNed",
        round=1,
        received_at=ASKED,
        provider_id=f"ZA-{number:03d}",
        lot="alle",
        document="Programma van eisen",
        document_version="1.0",
        section=f"E-{number}.1",
        theme="Personeel",
        text=f"Hoe werkt onderdeel {number} in de praktijk van elke dag?",
    ).model_copy(update=changed)


def ready(number: int, /, **changed: object) -> Question:
    """A question with an answer that two others approved."""
    given = {
        "answer": f"Onderdeel {number} werkt zoals het er staat.",
        "drafted_by": "An",
        "content_by": "Bé",
        "legal_by": "Cor",
        "status": QuestionStatus.LEGAL_APPROVED,
    }
    return asked(number, **{**given, **changed})


@dataclass
class Room:
    """The room of the nota in one work folder."""

    work: Workplace

    def desk(self, now: datetime = AFTER, who: str = "Test") -> Desk:
        return desk_at(self.work, now, who)

    def put(self, *rows: Question) -> None:
        with self.work.database.unit_of_work() as uow:
            uow.questions.put_all(rows)

    def approve(self, ids: Iterable[str]) -> None:
        """Two people who did not write the answers approve them."""
        with self.work.database.unit_of_work() as uow:
            known = {row.id: row for row in uow.questions.find(REFERENCE)}
            for id_ in ids:
                row = moved(known[id_], QuestionStatus.CONTENT_APPROVED, "Bé Inhoud")
                uow.questions.save(moved(row, QuestionStatus.LEGAL_APPROVED, "Cor Jurist"))

    @property
    def record(self) -> TenderRecord:
        with self.work.database.read() as uow:
            return uow.load(REFERENCE)

    @property
    def journal(self) -> tuple[JournalEntry, ...]:
        with self.work.database.read() as uow:
            return uow.journal.entries(REFERENCE)

    def drop(self, folder: str, name: str, data: bytes) -> None:
        (self.work.drop(folder) / name).write_bytes(data)

    def step(self, step: Callable[..., Outcome], number: int = 1, now: datetime = AFTER, who: str = "Test") -> Outcome:
        desk = self.desk(now, who)
        return step(desk, round_of(desk, number))

    def read(self, *rows: Question, number: int = 1, now: datetime = AFTER) -> Outcome:
        self.drop("vragen", "vragen.xlsx", sheet.write(rows, self.record.providers))
        return self.step(nota_questions.read_questions, number, now)

    def publish(self, number: int = 1, now: datetime = AFTER) -> Outcome:
        from flows.stages.nota_van_inlichtingen import publish_nota

        return publish_nota(self.desk(now), number)

    def draft(self, number: int = 1, now: datetime = AFTER) -> Outcome:
        return self.step(nota_release.draft, number, now)

    def output(self, folder: str) -> dict[str, bytes]:
        home = self.work.output / folder
        return {path.name: path.read_bytes() for path in sorted(home.iterdir())} if home.is_dir() else {}


def three_hundred(room: Room) -> tuple[Provider, ...]:
    """The register filled up to 300 with providers of which every field is their own."""
    known = room.record.providers
    more = [
        known[0].model_copy(
            update={
                "id": f"ZA-{number}",
                "number": number,
                "name": f"Stichting Zilverdraad{number}berg",
                "kvk": f"8{number:07d}",
                "agb": f"7{number:07d}",
                "establishment": f"{number:012d}",
                "street": f"Kwikstaartlaan {number}",
                "postcode": f"9{number:03d} QX",
                "city": f"Vogelwijk{number}",
                "contact_name": f"mevrouw K. Ladder{number}steen",
                "signatory_name": f"B. Tegel{number}man",
                "email": f"post@zilverdraad{number}.example",
                "phone": f"0499 9{number:05d}",
            }
        )
        for number in range(len(known) + 1, 301)
    ]
    with room.work.database.unit_of_work() as uow:
        uow.providers.add_all(more)
    assert len(room.record.providers) == 300
    return room.record.providers
