"""What is handed over in a rehearsed tender, from the YAML files of its region to nouns."""

from collections.abc import Sequence
from datetime import date, datetime, time
from importlib.resources.abc import Traversable
from typing import TypeVar

from flows.exchange import applications, decisions, dialogue, questions
from flows.exchange.evidence_files import EvidenceFault
from flows.exchange.reading import trailing_number
from flows.exchange.region import Region, region_folder
from flows.exchange.region import load as load_region
from flows.exchange.region_shapes import Gemeente
from flows.exchange.rehearsal_shapes import Aanbieder, Aanmelding, Inbreng, Sessie, Verslagpunt, Vraag
from flows.exchange.rehearsal_shapes import Wijziging as ChangeShape
from flows.exchange.rehearsed_seats import SeatPlan, seat_plan
from flows.exchange.yaml_files import YamlFile, built, read_shaped
from flows.rules.wording import AMSTERDAM
from schemas.clarification import ProposedChange, Question, QuestionStatus
from schemas.consultation import ConsultationInput, Decision, Disposition, Subject
from schemas.dialogue import AgendaItem, Correction, DialogueSession, SessionPoint
from schemas.errors import InputFault, InputRefusedError
from schemas.provider import Provider
from schemas.screening import Application
from schemas.tender import Tender
from schemas.values import Noun

Shape = TypeVar("Shape")

_COLLEGE = "College van B&W"
_OWN_POWER = "Het college beslist zelf (artikel 160, eerste lid, Gemeentewet)."


class Rehearsal(Noun):
    """Everything that is handed over in a rehearsal, complete with answers and reports.

    ``faults`` are those in the evidence, by id of the application; ``drafted`` are the points of a session, by its
    number, as its draft report had them; ``seats`` is who asked for a seat and how the lots fell.
    """

    region: Region
    inputs: tuple[ConsultationInput, ...]
    decisions: tuple[Decision, ...]
    providers: tuple[Provider, ...]
    questions: tuple[Question, ...]
    applications: tuple[Application, ...]
    faults: dict[str, tuple[EvidenceFault, ...]]
    sessions: tuple[DialogueSession, ...]
    drafted: dict[int, tuple[SessionPoint, ...]]
    seats: SeatPlan

    @property
    def tender(self) -> Tender:
        return self.region.tender

    def provider(self, provider_id: str) -> Provider:
        """The provider of that id; KeyError when unknown."""
        for provider in self.providers:
            if provider.id == provider_id:
                return provider
        raise KeyError(provider_id)


def load(code_or_folder: str | Traversable) -> Rehearsal:
    """The rehearsal of the region with that code, or in that folder.

    Raises InputRefusedError with the faults of all files at once, each with file, line and field.
    """
    folder = region_folder(code_or_folder) if isinstance(code_or_folder, str) else code_or_folder
    region = load_region(folder)
    faults: list[InputFault] = []
    councils = _read(faults, folder, "consultatie/raden-en-adviesraden.yaml", tuple[Inbreng, ...])
    market = _read(faults, folder, "consultatie/zorgaanbieders.yaml", tuple[Inbreng, ...])
    places = _read(faults, folder, "gemeenten.yaml", tuple[Gemeente, ...])
    register = _read(faults, folder, "aanbieders.yaml", tuple[Aanbieder, ...])
    asked = _read(faults, folder, "nota/vragen.yaml", tuple[Vraag, ...])
    applied = _read(faults, folder, "aanmeldingen.yaml", tuple[Aanmelding, ...])
    tables = _read(faults, folder, "dialoog/sessies.yaml", tuple[Sessie, ...])
    if not (councils and market and places and register and asked and applied and tables):
        raise InputRefusedError(faults)
    tender = region.tender
    known = _providers(register, tender.id, faults)
    inputs = (*_inputs(councils, tender, faults), *_inputs(market, tender, faults))
    posed = _questions(asked, region, known, faults)
    handed_in = _applications(applied, tender, known, faults)
    if faults:
        raise InputRefusedError(faults)
    wrong = {
        application.id: tuple(
            EvidenceFault(evidence=fault.bewijsstuk, kind=fault.soort, remedy=fault.herstel)
            for fault in row.afwijkingen
        )
        for application, row in zip(handed_in, applied[1], strict=True)
    }
    seats, sessions = _sessions(tables[1], tender, _admitted(handed_in, wrong, known, tender))
    return Rehearsal(
        region=region,
        inputs=inputs,
        decisions=_decisions(places[1], tender),
        providers=tuple(known.values()),
        questions=posed,
        applications=tuple(sorted(handed_in, key=lambda row: (row.submitted_at, row.id))),
        faults=wrong,
        sessions=sessions,
        drafted={table.nummer: tuple(_point(point, draft=True) for point in table.verslag) for table in tables[1]},
        seats=seats,
    )


def _read(
    faults: list[InputFault], folder: Traversable, name: str, shape: type[Shape]
) -> tuple[YamlFile, Shape] | None:
    try:
        return read_shaped(folder, name, shape)
    except InputRefusedError as refused:
        faults.extend(refused.faults)
        return None


def _inputs(
    source: tuple[YamlFile, tuple[Inbreng, ...]], tender: Tender, faults: list[InputFault]
) -> tuple[ConsultationInput, ...]:
    """The points of one file, each with the place in the order that its number gives."""
    file, rows = source
    found = []
    for index, row in enumerate(rows):
        if row.gemeente is not None and row.gemeente not in tender.municipality_names:
            remedy = "Kies een gemeente uit gemeenten.yaml."
            faults.append(file.fault((index, "gemeente"), f"'{row.gemeente}' doet niet mee.", remedy))
        answer = built(
            file,
            (index,),
            Disposition,
            faults,
            outcome=row.uitkomst,
            response=row.reactie,
            place=row.waar,
            owner=row.toezegging_aan,
        )
        found.append(
            ConsultationInput(
                id=row.id,
                tender_id=tender.id,
                sequence=trailing_number(row.id) or index + 1,
                group=row.groep,
                municipality=row.gemeente,
                scope=row.reikwijdte,
                theme=row.thema,
                text=row.inbreng,
                disposition=answer,
            )
        )
    return tuple(found)


def _decisions(places: Sequence[Gemeente], tender: Tender) -> tuple[Decision, ...]:
    """The decisions of all colleges, by subject and in the order of the municipalities."""
    days = {
        Subject.DRAFT_STRATEGY: {row.naam: row.vrijgave_concept_op for row in places},
        Subject.STRATEGY: {row.naam: row.strategie_besluit_op for row in places},
        Subject.AGREEMENT: {row.naam: row.overeenkomst_besluit_op for row in places},
    }
    return tuple(
        Decision(
            id=decisions.decision_id(subject, name),
            tender_id=tender.id,
            subject=subject,
            body=_COLLEGE,
            municipality=name,
            decided_on=day,
            outcome=decisions.OUTCOMES[0],
            mandate=_OWN_POWER,
        )
        for subject, by_name in days.items()
        for name, day in by_name.items()
        if day is not None
    )


def _providers(
    source: tuple[YamlFile, tuple[Aanbieder, ...]], tender_id: str, faults: list[InputFault]
) -> dict[int, Provider]:
    """The register, by number."""
    file, rows = source
    found: dict[int, Provider] = {}
    for index, row in enumerate(rows):
        if row.nummer in found:
            problem = f"nummer {row.nummer} staat er twee keer."
            faults.append(file.fault((index, "nummer"), problem, "Geef elke aanbieder een eigen nummer."))
        provider = built(file, (index,), Provider, faults, **row.fields(tender_id))
        if provider is not None:
            found[row.nummer] = provider
    return found


def _questions(
    source: tuple[YamlFile, tuple[Vraag, ...]], region: Region, known: dict[int, Provider], faults: list[InputFault]
) -> tuple[Question, ...]:
    """The questions with their answers and the internal ids they get when each round is read in its turn.

    Of the colleagues the first writes the answers, the second approves what they say, the third approves them legally.
    """
    file, rows = source
    tender = region.tender
    drafter, content, legal, *_ = (*(row.name for row in region.colleagues), None, None, None)
    found: list[Question] = []
    for index, row in enumerate(rows):
        if row.aanbieder not in known:
            faults.append(file.fault((index, "aanbieder"), *_unknown(row.aanbieder)))
            continue
        found.append(
            Question(
                id="",
                tender_id=tender.id,
                source_number=row.bronnummer,
                source=tender.platform,
                round=row.ronde,
                received_at=row.ontvangen_op,
                provider_id=known[row.aanbieder].id,
                lot=row.perceel,
                document=row.document,
                document_version=row.versie,
                section=row.paragraaf,
                theme=row.thema,
                text=row.vraag,
                answer=row.antwoord,
                individual=row.individueel,
                motivation=row.motivering,
                duplicate_of=row.dubbel_van,
                change=_change(row.wijziging),
                status=QuestionStatus.LEGAL_APPROVED if row.antwoord else QuestionStatus.NEW,
                drafted_by=drafter if row.antwoord else None,
                content_by=content if row.antwoord else None,
                legal_by=legal if row.antwoord else None,
            )
        )
    numbered: tuple[Question, ...] = ()
    for number in sorted({row.round for row in found}):
        numbered += questions.with_ids([row for row in found if row.round == number], numbered)
    return numbered


def _unknown(number: int) -> tuple[str, str]:
    return f"aanbieder {number} bestaat niet.", "Kies een nummer uit aanbieders.yaml."


def _change(change: ChangeShape | None) -> ProposedChange | None:
    if change is None:
        return None
    return ProposedChange(
        document=change.document,
        place=change.vindplaats,
        old_text=change.oude_tekst,
        new_text=change.nieuwe_tekst,
        reason=change.reden,
    )


def _applications(
    source: tuple[YamlFile, tuple[Aanmelding, ...]],
    tender: Tender,
    known: dict[int, Provider],
    faults: list[InputFault],
) -> tuple[Application, ...]:
    """Each application for all lots and municipalities of its provider, in the order of the file."""
    file, rows = source
    found = []
    for index, row in enumerate(rows):
        provider = known.get(row.aanbieder)
        if provider is None:
            faults.append(file.fault((index, "aanbieder"), *_unknown(row.aanbieder)))
            continue
        found.append(
            Application(
                id=applications.application_id(provider),
                tender_id=tender.id,
                provider_id=provider.id,
                submitted_at=row.ingediend_op,
                lots=provider.lots,
                municipalities=provider.municipalities,
            )
        )
    return tuple(found)


def _admitted(
    handed_in: Sequence[Application],
    wrong: dict[str, tuple[EvidenceFault, ...]],
    known: dict[int, Provider],
    tender: Tender,
) -> tuple[Provider, ...]:
    """Who is still there when the dialogue starts: in time, and every fault mended within its term."""
    there = {
        row.provider_id
        for row in handed_in
        if row.submitted_at <= tender.applications_close_at
        and all(fault.remedy == "op_tijd" for fault in wrong[row.id])
    }
    return tuple(provider for provider in known.values() if provider.id in there)


def _sessions(
    tables: Sequence[Sessie], tender: Tender, pool: Sequence[Provider]
) -> tuple[SeatPlan, tuple[DialogueSession, ...]]:
    """How the seats were divided, and the sessions with everybody who sat there and the reports."""
    bare = [(table, _session(table, tender)) for table in tables]
    plan = seat_plan(bare, pool, [lot.number for lot in tender.lots])
    found = []
    for table, session in bare:
        seated = tuple(seat.model_copy(update={"attended": True}) for seat in plan.seated[session.number])
        corrections = tuple(
            Correction(
                number=number,
                by=seated[row.stoel - 1].organisation,
                point=row.punt,
                text=row.tekst,
                taken=row.overnemen,
                reaction=row.reactie,
            )
            for number, row in enumerate(table.correcties, start=1)
        )
        found.append(session.model_copy(update={"participants": seated, "corrections": corrections}))
    return plan, tuple(found)


def _session(table: Sessie, tender: Tender) -> DialogueSession:
    return DialogueSession(
        id=dialogue.session_id(table.nummer),
        tender_id=tender.id,
        number=table.nummer,
        subject=table.onderwerp,
        starts_at=_at(table.datum, table.van),
        ends_at=_at(table.datum, table.tot),
        location=table.locatie,
        access=table.bereikbaarheid,
        agenda=tuple(
            AgendaItem(number=item.nummer, subject=item.onderwerp, note=item.toelichting) for item in table.agenda
        ),
        points=tuple(_point(point) for point in table.verslag),
    )


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=AMSTERDAM)


def _point(point: Verslagpunt, *, draft: bool = False) -> SessionPoint:
    action = point.actie
    return SessionPoint(
        number=point.nummer,
        subject=point.onderwerp,
        discussed=(point.besproken_concept if draft else None) or point.besproken,
        conclusion=point.conclusie,
        action=action.wat if action else None,
        action_owner=action.wie if action else None,
        action_due=action.voor if action else None,
        change=_change(point.wijziging),
    )
