"""Contracting: the framework agreement with its annexes for every admitted provider, by version and hash.

Opened by:    a closed award stage and the agreement adopted by every college
Needs:        admissions, the final change index, products, rates, requirements
Leaves:       agreement and annexes A-F per provider (Word, PDF), recorded with sha256; a message per provider
Next:         implementation
Legal basis:  Jeugdwet art. 2.6 and 2.11; the three-part structure of the contract standard (domain B.8)
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, visit
from flows.papers.procedure_documents import TITLES
from flows.papers.production import Order, produce, with_pdf
from flows.post import queue, to_provider
from flows.rules.contracts import agreement_lots, contract_number
from flows.rules.drafting import contracting as draft
from flows.rules.drafting.preparation import agreement_end
from flows.rules.versions import FINAL
from flows.rules.wording import count, plain_date
from schemas.award import AdmissionDecision, AdmissionKind
from schemas.contract import AgreementAnnex, FrameworkAgreement
from schemas.document import Document
from schemas.provider import Provider
from schemas.values import Stage

FOLDER = "08-overeenkomsten"
PERSONAL = ("annex_lots", "annex_rates", "annex_contacts")


class ContractingInput(RoomInput):
    stap: Literal[
        "1. Overeenkomsten en bijlagen maken",
        "2. Fase sluiten",
    ] = Field(
        ..., title="Wat wilt u doen?", description="Per toegelaten aanbieder een overeenkomst met bijlagen A tot F."
    )


@flow(name="Overeenkomsten maken", flow_run_name=RUN_NAME)
def contracting(invoer: ContractingInput) -> State[Any]:
    """Maakt de raamovereenkomst met bijlagen per toegelaten aanbieder. Zet de berichten klaar, verstuurt niets."""
    return visit(Stage.CONTRACTING, invoer, STEPS, invoer.stap)


def make_agreements(desk: Desk) -> Outcome:
    providers = [
        desk.record.provider(row.provider_id).model_copy(
            update={"lots": row.lots, "municipalities": row.municipalities}
        )
        for row in desk.record.admissions
        if row.kind is AdmissionKind.ADMITTED
    ]
    shared = _shared_annexes(desk)
    personal = produce(desk, [order for provider in providers for order in _personal_annexes(desk, provider)])
    annexes = {
        provider.id: _annexes(shared, [row for row in personal if row.subject == provider.id]) for provider in providers
    }
    agreements = produce(desk, [_agreement(desk, provider, annexes[provider.id]) for provider in providers])
    papers = {row.id: row for row in with_pdf(desk, (*shared, *personal, *agreements))}
    _record(desk, providers, agreements, annexes)
    letters = [
        to_provider(
            provider,
            {
                "contractnummer": contract_number(desk.tender, provider),
                "ingang": plain_date(desk.tender.contract_start),
            },
            [papers[agreement.id], *(papers[row.document_id] for row in annexes[provider.id])],
        )
        for provider, agreement in zip(providers, agreements, strict=True)
    ]
    queue(desk, "overeenkomsten", "overeenkomst", letters)
    return Outcome(
        headline=f"{count(len(agreements), 'overeenkomst', 'overeenkomsten')}",
        lines=(f"Elke overeenkomst heeft {len(draft.ANNEX_LETTERS)} bijlagen, vastgelegd met versie en sha256.",),
        next_step="start 11-verzenden met pakket 'overeenkomsten'.",
    )


def _admitted(desk: Desk, row: AdmissionDecision) -> Provider:
    """The provider with the lots and municipalities it was admitted to."""
    admitted = {"lots": row.lots, "municipalities": row.municipalities}
    return desk.record.provider(row.provider_id).model_copy(update=admitted)


def _shared_annexes(desk: Desk) -> tuple[Document, ...]:
    """Annexes that are the same for everyone: the latest requirements and change index, and the privacy annex."""
    order = Order(
        "annex_privacy",
        draft.privacy_annex(desk.tender, desk.today),
        FOLDER,
        FINAL,
        ("Bijlage F Privacy",),
        title="Bijlage F – Privacy",
    )
    found = [desk.record.latest("requirements"), desk.record.latest("change_index"), *produce(desk, [order])]
    return tuple(row for row in found if row is not None)


def _personal_annexes(desk: Desk, provider: Provider) -> list[Order]:
    number = contract_number(desk.tender, provider)
    contents = (
        ("annex_lots", draft.lots_annex(desk.tender, provider, number, desk.today), "Bijlage A"),
        ("annex_rates", draft.rates_annex(desk.record, provider, number, desk.today), "Bijlage B"),
        ("annex_contacts", draft.contacts_annex(desk.tender, provider, number, desk.today), "Bijlage E"),
    )
    return [
        Order(kind, content, f"{FOLDER}/{number}", FINAL, (name, provider.name), provider.id)
        for kind, content, name in contents
    ]


def _annexes(shared: tuple[Document, ...], personal: list[Document]) -> tuple[AgreementAnnex, ...]:
    rows = [
        AgreementAnnex(
            letter=draft.ANNEX_LETTERS[row.kind],
            title=TITLES.get(row.kind, row.title.split(" – ")[-1]),
            document_id=row.id,
            number=row.number,
            sha256=row.sha256,
        )
        for row in (*shared, *personal)
    ]
    return tuple(sorted(rows, key=lambda row: row.letter))


def _agreement(desk: Desk, provider: Provider, annexes: tuple[AgreementAnnex, ...]) -> Order:
    number = contract_number(desk.tender, provider)
    content = draft.framework_agreement(desk.record, provider, annexes, number, desk.today)
    names = ("Raamovereenkomst", provider.name)
    return Order("framework_agreement", content, f"{FOLDER}/{number}", FINAL, names, provider.id)


def _record(
    desk: Desk,
    providers: list[Provider],
    agreements: tuple[Document, ...],
    annexes: dict[str, tuple[AgreementAnnex, ...]],
) -> None:
    rows = [
        FrameworkAgreement(
            id=contract_number(desk.tender, provider),
            tender_id=desk.tender_id,
            provider_id=provider.id,
            contract_number=contract_number(desk.tender, provider),
            lots=agreement_lots(desk.tender, provider),
            start_date=desk.tender.contract_start,
            end_date=agreement_end(desk.tender),
            document_id=document.id,
            sha256=document.sha256,
            annexes=annexes[provider.id],
            made_on=desk.today,
        )
        for provider, document in zip(providers, agreements, strict=True)
    ]
    known = {row.id for row in desk.record.agreements}
    new = [row for row in rows if row.id not in known]
    if new:
        with desk.write() as uow:
            uow.agreements.add_all(new)
            uow.journal.append(desk.event("agreements.recorded", count=len(new)))


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Overeenkomsten en bijlagen maken": make_agreements,
    "2. Fase sluiten": close,
}
