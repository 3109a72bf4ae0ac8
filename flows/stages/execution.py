"""Execution: the agreements in force, and the first items of the innovation agenda.

Opened by:    the start date of the agreements and a closed implementation
Needs:        agreements; the questions of the nota (to count askers per theme)
Leaves:       every agreement marked as in execution; the innovation agenda (Word, PDF) with its counted reasons
Next:         dialogue during the term, entry moments, indexation (later versions)
Legal basis:  S1-P11; S0-P01 and S0-P02 (the agenda is no fixed list; askers are counted, never named)
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, visit
from flows.papers.production import Order, produce, with_pdf
from flows.rules.drafting.implementation import innovation_agenda
from flows.rules.nota.questions import askers_per_theme
from flows.rules.versions import FINAL
from flows.rules.wording import count
from schemas.values import Stage


class ExecutionInput(RoomInput):
    stap: Literal[
        "1. Overeenkomsten in uitvoering nemen",
        "2. Innovatieagenda maken",
    ] = Field(..., title="Wat wilt u doen?", description="Vanaf de ingangsdatum.")


@flow(name="Uitvoering", flow_run_name=RUN_NAME)
def execution(invoer: ExecutionInput) -> State[Any]:
    """Neemt de overeenkomsten in uitvoering en maakt de innovatieagenda. Verstuurt niets."""
    return visit(Stage.EXECUTION, invoer, STEPS, invoer.stap)


def start(desk: Desk) -> Outcome:
    waiting = [row for row in desk.record.agreements if row.in_execution_on is None]
    if waiting:
        with desk.write() as uow:
            for row in waiting:
                uow.agreements.save(row.model_copy(update={"in_execution_on": row.start_date}))
            uow.journal.append(desk.event("agreements.started", count=len(waiting)))
    number = len(desk.record.agreements)
    return Outcome(headline=count(number, "overeenkomst loopt", "overeenkomsten lopen"))


def agenda(desk: Desk) -> Outcome:
    """Count the distinct askers per theme from the questions and put the agenda on paper."""
    counted = askers_per_theme(desk.record.questions)
    items = [
        row.model_copy(update={"askers": counted.get(row.theme) if row.theme else None})
        for row in desk.record.innovation
    ]
    with desk.write() as uow:
        result = uow.innovation.put_all(items)
        if result["changed"]:
            uow.journal.append(desk.event("innovation.counted", changed=result["changed"]))
    order = Order(
        "innovation_agenda", innovation_agenda(desk.record, desk.today), "10-uitvoering", FINAL, ("Innovatieagenda",)
    )
    (document,) = with_pdf(desk, produce(desk, [order]))
    return Outcome(
        headline=f"Innovatieagenda: {count(len(items), 'punt', 'punten')}",
        lines=(
            f"{document.file_name}.",
            *(f"{row.name}: vragen van {row.askers} aanbieders." for row in desk.record.innovation if row.askers),
        ),
        next_step="bespreek de agenda in het regionaal overleg.",
    )


STEPS = {
    "1. Overeenkomsten in uitvoering nemen": start,
    "2. Innovatieagenda maken": agenda,
}
