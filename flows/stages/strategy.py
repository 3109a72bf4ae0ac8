"""Strategy: consultation of everyone concerned, the response note, and adoption by every college.

Opened by:    a planning (00-planning)
Needs:        inbreng.xlsx in invoer/inbreng, besluiten.xlsx in invoer/besluiten
Leaves:       every input with one outcome, promises, reactienota (Word, PDF), a decision per college
Next:         preparation may run alongside once the response note is final
Legal basis:  Gemeentewet art. 160 (colleges decide); Jeugdwet art. 2.9 and 2.10 (consultation of residents)
"""

from collections import Counter
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.adoption import read_decisions
from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.exchange import consultation
from flows.production import Order, produce, with_pdf
from flows.rules.consultation import honest_sentence, open_inputs, promises
from flows.rules.drafting.consultation import response_note
from flows.rules.transitions import GUARDS
from flows.rules.versions import DRAFT, FINAL
from flows.rules.wording import count
from schemas.consultation import Subject
from schemas.values import Stage


class StrategyInput(RoomInput):
    stap: Literal[
        "1. Inbreng inlezen",
        "2. Reactienota in concept maken",
        "3. Reactienota definitief maken",
        "4. Besluiten van colleges inlezen",
        "5. Strategie vaststellen en fase sluiten",
    ] = Field(..., title="Wat wilt u doen?", description="Werk van boven naar beneden. Elke stap kan opnieuw.")


@flow(name="Inkoopstrategie en consultatie", flow_run_name=RUN_NAME)
def strategy(invoer: StrategyInput) -> State[Any]:
    """Leest inbreng in, maakt de reactienota en legt de besluiten van de colleges vast. Verstuurt niets."""
    return visit(Stage.STRATEGY, invoer, STEPS, invoer.stap)


def read_inputs(desk: Desk) -> Outcome:
    """Read the inputs with whatever answers are in the file; the same file twice changes nothing."""
    name, data = desk.drop_file("inbreng")
    rows = consultation.read(data, name, desk.tender, groups=desk.record.groups, existing=desk.record.inputs)
    with desk.write() as uow:
        counted = uow.inputs.put_all(rows)
        uow.promises.put_all(promises(uow.inputs.find(desk.tender_id)))
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("inputs.read", new=counted["new"], changed=counted["changed"]))
    waiting = open_inputs(desk.record.inputs)
    per_group = Counter(row.group for row in desk.record.inputs)
    return Outcome(
        headline=f"{len(desk.record.inputs)} punten, {len(waiting)} open",
        lines=(
            f"{counted['new']} nieuw, {counted['changed']} gewijzigd, {counted['same']} gelijk gebleven.",
            *(f"{group.name}: {count(per_group[group.code], 'punt', 'punten')}." for group in desk.record.groups),
        ),
        next_step="vul reactie en uitkomst in en lees het bestand opnieuw in." if waiting else "maak de reactienota.",
    )


def draft_note(desk: Desk) -> Outcome:
    return _note(desk, DRAFT)


def final_note(desk: Desk) -> Outcome:
    obstacle = GUARDS["every_input_answered"](desk.record, desk.today)
    return blocked([obstacle]) if obstacle else _note(desk, FINAL)


def _note(desk: Desk, status: str) -> Outcome:
    content = response_note(
        desk.record, desk.region.consultation_questions, desk.region.texts["consultatieperiode"], desk.today, status
    )
    order = Order("response_note", content, "01-strategie", status, ("Reactienota",))
    made = produce(desk, [order])
    (document,) = with_pdf(desk, made) if status == FINAL else made
    return Outcome(
        headline=f"Reactienota {document.number} klaar",
        lines=(
            f"{document.file_name}: {count(content.totaal, 'punt', 'punten')}.",
            honest_sentence(desk.record.inputs),
        ),
        next_step="open het document in uitvoer/01-strategie en lees het na.",
    )


def colleges_decided(desk: Desk) -> Outcome:
    return read_decisions(desk, Subject.STRATEGY)


def adopt(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Inbreng inlezen": read_inputs,
    "2. Reactienota in concept maken": draft_note,
    "3. Reactienota definitief maken": final_note,
    "4. Besluiten van colleges inlezen": colleges_decided,
    "5. Strategie vaststellen en fase sluiten": adopt,
}
