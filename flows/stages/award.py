"""Award, in Open House words: admission or refusal with reasons, and the objection term that is watched.

Opened by:    the stage before it in the procedure (MIJ/OV: dialogue)
Needs:        an outcome for every application
Leaves:       a decision and a letter per applicant (Word, PDF, message), the last day to object with its reason
Next:         contracting, the day after the objection term
Legal basis:  self-binding objection term (aanmeldingsdocument, chapter 8); duty to give reasons (abbb; domain D.9)
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.consultation.adoption import read_decisions
from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.papers.production import Order, produce, with_pdf
from flows.post import queue, to_provider
from flows.rules.award import Decided, decisions
from flows.rules.drafting.letters import admission_letter, refusal_letter
from flows.rules.screening import latest_findings
from flows.rules.terms import reckon
from flows.rules.transitions import GUARDS
from flows.rules.versions import FINAL
from flows.rules.wording import count, long_date
from schemas.award import AdmissionDecision, AdmissionKind
from schemas.consultation import Subject
from schemas.provider import Provider
from schemas.screening import Criterion
from schemas.terms import TermResult
from schemas.values import Stage


class AwardInput(RoomInput):
    stap: Literal[
        "1. Besluiten en brieven maken",
        "2. Besluiten van colleges over de overeenkomst inlezen",
        "3. Fase sluiten na de bezwaartermijn",
    ] = Field(..., title="Wat wilt u doen?", description="Toelaten of afwijzen, met redenen. Nooit een rangorde.")


@flow(name="Besluiten over toelating", flow_run_name=RUN_NAME)
def award(invoer: AwardInput) -> State[Any]:
    """Maakt per aanmelding het besluit en de brief. Zet de berichten klaar, verstuurt niets."""
    return visit(Stage.AWARD, invoer, STEPS, invoer.stap)


def decide(desk: Desk) -> Outcome:
    obstacle = GUARDS["every_application_judged"](desk.record, desk.today)
    if obstacle:
        return blocked([obstacle])
    objection = reckon(desk.today, desk.procedure.terms["objection"], desk.calendar)
    criteria = {row.code: row for row in desk.region.criteria}
    made = {row.application_id for row in desk.record.admissions}
    decided = decisions(desk.record, desk.region.criteria)
    documents = with_pdf(desk, produce(desk, [_order(desk, row, criteria, objection) for row in decided]))
    rows, letters = [], []
    for row, document in zip(decided, documents, strict=True):
        provider = desk.record.provider(row.application.provider_id)
        letters.append(to_provider(provider, {"bezwaar_tot": long_date(objection.date)}, [document]))
        if row.application.id not in made:
            rows.append(_decision(desk, row, objection, document.id))
    if rows:
        with desk.write() as uow:
            uow.admissions.add_all(rows)
            uow.journal.append(desk.event("admissions.decided", count=len(rows)))
    queue(desk, "besluiten", "besluit", letters)
    admitted = sum(row.kind is AdmissionKind.ADMITTED for row in decided)
    return Outcome(
        headline=f"{admitted} toegelaten, {len(decided) - admitted} afgewezen",
        lines=(f"Bezwaar kan tot en met {long_date(objection.date)}.", objection.explanation),
        next_step="start 11-verzenden met pakket 'besluiten'.",
    )


def _order(desk: Desk, row: Decided, criteria: dict[str, Criterion], objection: TermResult) -> Order:
    provider = as_applied(desk, row)
    if row.kind is AdmissionKind.ADMITTED:
        findings = latest_findings(desk.record, row.application.id)
        content = admission_letter(desk.tender, provider, findings, criteria, objection, desk.today)
        names = ("Besluit toelating", provider.name)
        return Order("admission_letter", content, "07-besluiten", FINAL, names, provider.id)
    refusal = refusal_letter(desk.tender, provider, row.grounds, row.remedy, objection, desk.today)
    return Order("refusal_letter", refusal, "07-besluiten", FINAL, ("Besluit afwijzing", provider.name), provider.id)


def as_applied(desk: Desk, row: Decided) -> Provider:
    """The provider with the lots and municipalities of the application, not those of the register."""
    applied = {"lots": row.application.lots, "municipalities": row.application.municipalities}
    return desk.record.provider(row.application.provider_id).model_copy(update=applied)


def _decision(desk: Desk, row: Decided, objection: TermResult, document_id: str) -> AdmissionDecision:
    provider = desk.record.provider(row.application.provider_id)
    return AdmissionDecision(
        id=f"D-{row.application.id}",
        tender_id=desk.tender_id,
        application_id=row.application.id,
        provider_id=provider.id,
        kind=row.kind,
        reasons=row.reasons,
        lots=row.application.lots if row.kind is AdmissionKind.ADMITTED else (),
        municipalities=row.application.municipalities if row.kind is AdmissionKind.ADMITTED else (),
        decided_on=desk.today,
        objection_until=objection.date,
        objection_explanation=objection.explanation,
        document_id=document_id,
    )


def colleges_decided(desk: Desk) -> Outcome:
    return read_decisions(desk, Subject.AGREEMENT)


def close(desk: Desk) -> Outcome:
    outcome = desk.close_stage()
    if outcome.refused:
        return outcome
    number = sum(row.kind is AdmissionKind.ADMITTED for row in desk.record.admissions)
    return Outcome(
        headline=outcome.headline,
        lines=(f"{count(number, 'aanbieder krijgt', 'aanbieders krijgen')} een overeenkomst.",),
        next_step=outcome.next_step,
    )


STEPS = {
    "1. Besluiten en brieven maken": decide,
    "2. Besluiten van colleges over de overeenkomst inlezen": colleges_decided,
    "3. Fase sluiten na de bezwaartermijn": close,
}
