"""The change report of the planning, and the rectification of dates that providers were told."""

from datetime import date

from flows.rules.drafting.common import head
from flows.rules.what_if import in_words
from schemas.documents import PlanChangeReport, RectificationNotice
from schemas.documents.plan_change import GewijzigdeDatum, Verschuiving
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.what_if import Effect, MovedDate

FINAL = "definitief"


def plan_change(
    record: TenderRecord, effect: Effect, number: int, rectification: int | None, today: date
) -> PlanChangeReport:
    """The report for the team of change ``number``; ``rectification`` is the number of the one that it needs."""
    tender = record.tender
    return PlanChangeReport(
        kop=head(tender, today, FINAL),
        nummer=str(number),
        wat=what_happened(effect),
        harde_datum=effect.hard_date.sentence if effect.hard_date else "",
        regels=tuple(_row(row) for row in effect.moved),
        vergaderingen=tuple(_capital(row.sentence) for row in effect.lost_meetings),
        termijnen=effect.breaks,
        aandachtspunten=effect.remarks,
        rectificatie=(
            f"Aanbieders kennen deze datums al. Daarom hoort er rectificatie {rectification} bij deze wijziging. Zet "
            f"die eerst op {tender.platform}; verstuur daarna pas de berichten aan de aanbieders."
            if rectification
            else ""
        ),
        vertellen=(*effect.people, *(f"{owner} (geen collega bekend)" for owner in effect.strangers)),
    )


def rectification_notice(
    record: TenderRecord, procedure: Procedure, effect: Effect, number: int, today: date
) -> RectificationNotice:
    """Only what providers were told: each date as it was and as it is; why, and whose work it is, stays inside."""
    tender = record.tender
    return RectificationNotice(
        kop=head(tender, today, FINAL),
        nummer=str(number),
        procedure=procedure.name,
        document=procedure.vocabulary.guide,
        platform=tender.platform,
        regels=tuple(GewijzigdeDatum(onderdeel=title_of(row), was=row.old, wordt=row.new) for row in effect.public),
        email=tender.mailbox.address,
        telefoon=tender.contact_phone,
    )


def what_happened(effect: Effect) -> str:
    """The change as a sentence."""
    target = effect.question.target if effect.question else ""
    row = next((one for one in effect.moved if one.key == target), None)
    if effect.question is None or row is None:
        return "De planning is opnieuw ingelezen."
    return in_words(effect.question, row.title, asked=False)


def title_of(row: MovedDate) -> str:
    """What the date is of, without the number of the step."""
    return row.title.partition(": ")[2] if row.key.startswith("stap-") else row.title


def _row(row: MovedDate) -> Verschuiving:
    return Verschuiving(
        nr=row.key.removeprefix("stap-") if row.key.startswith("stap-") else "–",
        stap=title_of(row),
        was=row.old,
        wordt=row.new,
        waarom=_capital(row.why),
        wie=", ".join(row.owners),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
