"""Preparation: the documents of the procedure in numbered versions.

Opened by:    a final response note; runs alongside the colleges' decisions
Needs:        the tender's requirements, products, rates, lots and thresholds (region data)
Leaves:       programma van eisen, concept-inkoopovereenkomst, aanmeldingsdocument, productkaarten, tarieven
Next:         publication
Legal basis:  Jeugdwet art. 2.11 and Besluit Jeugdwet art. 2.3 (fair price); algemene beginselen van behoorlijk bestuur
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, visit
from flows.papers.procedure_documents import orders
from flows.papers.production import produce
from flows.rules.consultation import promises_waiting
from flows.rules.versions import DRAFT, FINAL
from flows.rules.wording import count
from schemas.values import Stage


class PreparationInput(RoomInput):
    stap: Literal[
        "1. Stukken in concept maken",
        "2. Stukken definitief maken",
        "3. Fase sluiten",
    ] = Field(
        ..., title="Wat wilt u doen?", description="Elke stap kan opnieuw; een nieuwe tekst wordt een nieuwe versie."
    )


@flow(name="Voorbereiding van de procedure", flow_run_name=RUN_NAME)
def preparation(invoer: PreparationInput) -> State[Any]:
    """Maakt de stukken van de procedure in Word, met versienummers. Verstuurt niets."""
    return visit(Stage.PREPARATION, invoer, STEPS, invoer.stap)


def drafts(desk: Desk) -> Outcome:
    return _documents(desk, DRAFT)


def finals(desk: Desk) -> Outcome:
    return _documents(desk, FINAL)


def _documents(desk: Desk, status: str) -> Outcome:
    made = produce(desk, orders(desk, status))
    return Outcome(
        headline=f"{count(len(made), 'stuk', 'stukken')} {status}",
        lines=(
            *(f"{row.title}, versie {row.number}: {row.file_name}." for row in made),
            *promises_waiting(desk.record, (row.title for row in made)),
        ),
        next_step="lees de stukken na in uitvoer/02-procedure.",
    )


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Stukken in concept maken": drafts,
    "2. Stukken definitief maken": finals,
    "3. Fase sluiten": close,
}
