"""Nota van inlichtingen: questions in, one answer each, numbers that run on, an asker nobody can see.

Opened by:    a closed publication
Needs:        vragen.xlsx in invoer/vragen (asker in the file, never in the nota); answers in invoer/antwoorden
Leaves:       a nota per round (Word, PDF, Excel), the change index, new versions, a message per provider
Next:         screening
Legal basis:  own promise in the aanmeldingsdocument (10 days before closing); Aw 2012 art. 2.54 does not apply
"""

from collections.abc import Callable
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import Desk, Outcome, RoomInput, blocked, visit
from flows.nota import questions as nota_questions
from flows.nota import release as nota_release
from flows.nota import review as nota_review
from flows.nota.release import round_of, rows_of
from flows.papers.decided_changes import carry_out
from schemas.clarification import NotaRound
from schemas.values import Stage


class NotaInput(RoomInput):
    stap: Literal[
        "1. Vragen en antwoorden inlezen",
        "2. Nota in concept maken",
        "3. Nota definitief maken",
        "4. Fase sluiten",
        "5. Vragen verdelen over collega's",
        "6. Antwoorden van collega's samenvoegen",
        "7. Individuele antwoorden klaarzetten",
        "8. Doorlopende ronde openen",
        "9. Let op-punten aftekenen",
        "10. Te late vragen nu beantwoorden",
        "11. Te late vragen naar de volgende nota",
        "12. Wijzigingen uit een besluit of de wet doorvoeren",
    ] = Field(
        ..., title="Wat wilt u doen?", description="Definitief lukt pas als elke vraag akkoord heeft van de jurist."
    )
    ronde: int = Field(..., title="Nummer van de nota", description="1 voor de eerste nota, 2 voor de tweede.", ge=1)


@flow(name="Nota van inlichtingen maken", flow_run_name="{invoer.traject} · nota {invoer.ronde} · {invoer.stap}")
def nota_van_inlichtingen(invoer: NotaInput) -> State[Any]:
    """Leest vragen en antwoorden in en maakt de nota, zonder namen van vragenstellers. Verstuurt niets."""
    number = invoer.ronde
    steps = {
        "1. Vragen en antwoorden inlezen": lambda desk: read_questions(desk, number),
        "2. Nota in concept maken": lambda desk: draft_nota(desk, number),
        "3. Nota definitief maken": lambda desk: publish_nota(desk, number),
        "4. Fase sluiten": close,
        "5. Vragen verdelen over collega's": lambda desk: _in_round(desk, number, nota_questions.divide),
        "6. Antwoorden van collega's samenvoegen": nota_questions.merge_answers,
        "7. Individuele antwoorden klaarzetten": lambda desk: _in_round(desk, number, nota_release.answer_individually),
        "8. Doorlopende ronde openen": nota_questions.open_rolling,
        "9. Let op-punten aftekenen": lambda desk: _in_round(desk, number, sign_reviews),
        "10. Te late vragen nu beantwoorden": lambda desk: _in_round(desk, number, nota_questions.admit_late),
        "11. Te late vragen naar de volgende nota": lambda desk: _in_round(desk, number, nota_questions.postpone_late),
        "12. Wijzigingen uit een besluit of de wet doorvoeren": carry_out,
    }
    return visit(Stage.NOTA_VAN_INLICHTINGEN, invoer, steps, invoer.stap)


def _in_round(desk: Desk, number: int, step: Callable[[Desk, NotaRound], Outcome]) -> Outcome:
    return step(desk, round_of(desk, number))


def read_questions(desk: Desk, number: int) -> Outcome:
    return nota_questions.read_questions(desk, round_of(desk, number))


def draft_nota(desk: Desk, number: int) -> Outcome:
    return nota_release.draft(desk, round_of(desk, number))


def publish_nota(desk: Desk, number: int) -> Outcome:
    """Freeze the numbers, record the changes, make nota, index and new versions, and queue the messages."""
    round_ = round_of(desk, number)
    rows = rows_of(desk, round_)
    obstacles = nota_release.obstacles(desk, round_, rows)
    return blocked(obstacles) if obstacles else nota_release.publish(desk, round_, rows)


def sign_reviews(desk: Desk, round_: NotaRound) -> Outcome:
    """Somebody looked at what might tell who asked, and signs for it by name."""
    return nota_review.sign(desk, round_, rows_of(desk, round_))


def close(desk: Desk) -> Outcome:
    return desk.close_stage()
