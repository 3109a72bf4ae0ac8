"""Implementation: bridging agreements, the instruction for the access teams, the overview per municipality.

Opened by:    a closed contracting stage
Needs:        agreements, the register (who is contracted now, with how many clients)
Leaves:       a bridging agreement per contracted provider with clients and no new agreement; instruction; overviews
Next:         execution, on the start date
Legal basis:  Jeugdwet art. 2.3 (duty of care: clients keep their help); S1 risk R1; S1-P10, S1-P19
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, visit
from flows.papers.production import Order, produce, with_pdf
from flows.post import Letter, queue, to_provider
from flows.rules.consultation import promises_waiting
from flows.rules.contracts import needs_bridging
from flows.rules.drafting.contracting import bridging_agreement
from flows.rules.drafting.implementation import access_instruction, provider_overview
from flows.rules.terms import reckon
from flows.rules.versions import FINAL
from flows.rules.wording import count, plain_date
from schemas.contract import BridgingAgreement
from schemas.values import Stage

FOLDER = "09-implementatie"


class ImplementationInput(RoomInput):
    stap: Literal[
        "1. Overbruggingsovereenkomsten maken",
        "2. Instructie en overzichten maken",
        "3. Fase sluiten",
    ] = Field(
        ..., title="Wat wilt u doen?", description="Geen cliënt zonder hulp: overbruggen, instrueren, overzicht geven."
    )


@flow(name="Implementatie", flow_run_name=RUN_NAME)
def implementation(invoer: ImplementationInput) -> State[Any]:
    """Maakt overbruggingsovereenkomsten, de instructie voor de Toegangen en de overzichten. Verstuurt niets."""
    return visit(Stage.IMPLEMENTATION, invoer, STEPS, invoer.stap)


def bridge(desk: Desk) -> Outcome:
    end = reckon(desk.tender.old_contract_end, desk.procedure.terms["bridging"], desk.calendar)
    wanted = needs_bridging(desk.record)
    orders = [
        Order(
            "bridging_agreement",
            bridging_agreement(desk.tender, provider, reason, end, desk.today),
            f"{FOLDER}/overbrugging",
            FINAL,
            ("Overbruggingsovereenkomst", provider.name),
            provider.id,
        )
        for provider, reason in wanted
    ]
    documents = with_pdf(desk, produce(desk, orders))
    known = {row.provider_id for row in desk.record.bridgings}
    new = [
        BridgingAgreement(
            id=f"OB-{provider.id}",
            tender_id=desk.tender_id,
            provider_id=provider.id,
            reason=reason,
            clients=provider.clients_now,
            start_date=desk.tender.contract_start,
            end_date=end.date,
            end_explanation=end.explanation,
            document_id=document.id,
        )
        for (provider, reason), document in zip(wanted, documents, strict=True)
        if provider.id not in known
    ]
    if new:
        with desk.write() as uow:
            uow.bridgings.add_all(new)
            uow.journal.append(desk.event("bridgings.recorded", count=len(new)))
    letters = [
        to_provider(provider, {"tot": plain_date(end.date)}, [document])
        for (provider, _), document in zip(wanted, documents, strict=True)
    ]
    queue(desk, "implementatie-overbrugging", "overbrugging", letters)
    clients = sum(provider.clients_now for provider, _ in wanted)
    return Outcome(
        headline=f"{count(len(wanted), 'overbrugging', 'overbruggingen')}",
        lines=(
            f"Samen {count(clients, 'cliënt', 'cliënten')}, tot en met {plain_date(end.date)}.",
            *promises_waiting(desk.record, ("Overbruggingsovereenkomst",)),
        ),
        next_step="maak de instructie; verstuur daarna 'implementatie-overbrugging'.",
    )


def instruct(desk: Desk) -> Outcome:
    instruction = Order(
        "access_instruction", access_instruction(desk.record, desk.today), FOLDER, FINAL, ("Instructie Toegangen",)
    )
    overviews = [
        Order(
            "provider_overview",
            provider_overview(desk.record, name, desk.today),
            f"{FOLDER}/overzichten",
            FINAL,
            ("Gecontracteerde aanbieders", name),
            name,
            f"Gecontracteerde aanbieders {name}",
        )
        for name in desk.tender.municipality_names
    ]
    documents = with_pdf(desk, produce(desk, [instruction, *overviews]))
    per_place = {row.subject: row for row in documents}
    letters = [
        Letter(
            recipient=f"toegang-{row.name.lower()}",
            to_name=row.access_team,
            to_address=row.access_email,
            values={
                "aanhef": "Beste collega's",
                "gemeente": row.name,
                "ingang": plain_date(desk.tender.contract_start),
            },
            documents=(documents[0], per_place[row.name]),
        )
        for row in desk.tender.municipalities
    ]
    queue(desk, "implementatie-toegangen", "instructie-toegangen", letters)
    return Outcome(
        headline=f"Instructie en {count(len(overviews), 'overzicht', 'overzichten')}",
        lines=promises_waiting(desk.record, ("Instructie Toegangen",)),
        next_step="start 11-verzenden met pakket 'implementatie-toegangen'.",
    )


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Overbruggingsovereenkomsten maken": bridge,
    "2. Instructie en overzichten maken": instruct,
    "3. Fase sluiten": close,
}
