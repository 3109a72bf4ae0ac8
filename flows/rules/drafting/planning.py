"""The planning table: what is printed in the plan, the latest date worked back, and why."""

from datetime import date

from flows.rules.drafting.common import head
from flows.rules.wording import plain_date
from schemas.documents import PlanningTable
from schemas.documents.planning import PlanningRegel
from schemas.planning import PlanFinding
from schemas.record import TenderRecord


def planning_table(
    record: TenderRecord, latest: dict[int, tuple[date, str]], findings: tuple[PlanFinding, ...], today: date
) -> PlanningTable:
    """``latest`` gives per step the latest finish and the sentence that says why."""
    tender = record.tender
    return PlanningTable(
        kop=head(tender, today, "concept"),
        harde_datum=plain_date(tender.contract_start),
        harde_datum_reden=(
            f"De huidige overeenkomsten eindigen op {plain_date(tender.old_contract_end)}. "
            f"De nieuwe moeten op {plain_date(tender.contract_start)} ingaan."
        ),
        regels=tuple(
            PlanningRegel(
                nr=str(step.number),
                stap=step.title,
                door=", ".join(step.owners),
                datum=step.printed,
                uiterste=plain_date(latest[step.number][0]) if step.number in latest else "",
                toelichting=latest[step.number][1] if step.number in latest else "",
            )
            for step in record.milestones
        ),
        aandachtspunten=tuple(finding.sentence for finding in findings),
    )
