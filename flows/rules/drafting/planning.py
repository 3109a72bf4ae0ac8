"""The planning table: what is printed in the plan, the latest day worked back, the room that is left, and why."""

from datetime import date

from flows.rules.drafting.common import head, promised_elsewhere
from flows.rules.wording import count, long_date, plain_date
from schemas.documents import PlanningTable
from schemas.documents.planning import PlanningRegel
from schemas.planning import Board, Milestone, Timing
from schemas.record import TenderRecord


def planning_table(record: TenderRecord, board: Board, today: date) -> PlanningTable:
    """The plan on paper, with what ``board`` worked out: latest day, slack and the sentence behind it per step."""
    tender = record.tender
    timings = {timing.number: timing for timing in board.schedule.timings} if board.schedule else {}
    return PlanningTable(
        kop=head(tender, today, "concept"),
        harde_datum=plain_date(tender.contract_start),
        harde_datum_reden=(
            f"De huidige overeenkomsten eindigen op {plain_date(tender.old_contract_end)}. "
            f"De nieuwe moeten op {plain_date(tender.contract_start)} ingaan."
        ),
        regels=tuple(_row(step, timings.get(step.number), today) for step in board.milestones),
        aandachtspunten=tuple(finding.sentence for finding in board.findings),
        toezeggingen=promised_elsewhere(record),
    )


def _row(step: Milestone, timing: Timing | None, today: date) -> PlanningRegel:
    done = step.done_on is not None and step.done_on <= today
    return PlanningRegel(
        nr=str(step.number),
        stap=step.title,
        door=", ".join(step.owners),
        datum=f"{step.printed}, {step.at:%H.%M} uur" if step.at else step.printed,
        uiterste=long_date(timing.latest) if timing else "",
        speling="klaar" if done else _room(timing),
        toelichting=_reason(step, timing, done=done),
    )


def _room(timing: Timing | None) -> str:
    if timing is None:
        return ""
    if timing.slack == 0:
        return "geen"
    days = count(abs(timing.slack), "werkdag", "werkdagen")
    return days if timing.slack > 0 else f"{days} te laat"


def _reason(step: Milestone, timing: Timing | None, *, done: bool) -> str:
    if done and step.done_on:
        return f"Klaar op {plain_date(step.done_on)}."
    if timing:
        return timing.why
    if step.hard:
        return "Deze datum kan niet schuiven."
    return "" if step.dated else "Voor deze stap is nog geen datum bekend."
