"""A change of the plan of the golden tender, while questions run: a nota comes later, a college meeting is lost."""

from datetime import UTC, date, datetime

from flows.rules.calendar import FreeDays
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.rules.what_if import effect
from schemas.planning import Body, BodyMeeting, Colleague, Link, Mark, StepKind
from schemas.record import TenderRecord
from schemas.what_if import Effect, PlanChange, PlanQuestion
from tests import builders as a
from tests.rules import cases

ASKED_ON = datetime(2025, 2, 3, 8, 0, tzinfo=UTC)


def moved_record(of: TenderRecord) -> TenderRecord:
    """The golden tender in February: published, two notas to come, a plan with links and meetings."""
    nota, closing = date(2025, 3, 17), cases.CLOSING_DAY
    steps = (
        a.milestone(
            1, nota, title="Nota van inlichtingen 2 & de index", owners=("Jurist", "Werkgroep <Jeugd>"), mark=Mark.NOTA
        ),
        a.milestone(2, closing, title="Aanmelding sluit", owners=("Aanbieders",), mark=Mark.CLOSING),
        a.milestone(3, date(2025, 4, 25), title="Toetsen", after=(Link(number=2, lag=18),), buffer=5),
        a.milestone(
            4,
            date(2025, 5, 13),
            title="Besluit van de colleges",
            owners=("Colleges",),
            after=(Link(number=3),),
            kind=StepKind.DECISION,
            body=Body.COLLEGE,
            deliver_before=5,
        ),
        a.milestone(5, cases.START, title="Overeenkomsten gaan in", hard=True),
    )
    meetings = tuple(
        BodyMeeting(
            id=f"{name}-{day.isoformat()}", tender_id=cases.REFERENCE, municipality=name, body=Body.COLLEGE, held_on=day
        )
        for name in ("Berg", "Dal")
        for day in (date(2025, 5, 13), date(2025, 6, 10))
    )
    people = (
        Colleague(
            id="C-1",
            tender_id=cases.REFERENCE,
            name="Aäf van 't Hoff",
            email="aaf@proef.example",
            roles=("Projectteam inkoop", "Jurist"),
        ),
    )
    rounds = (a.nota_round(1, date(2025, 2, 1)), a.nota_round(2).model_copy(update={"publish_on": nota}))
    update = {"milestones": steps, "meetings": meetings, "colleagues": people, "rounds": rounds, "sessions": ()}
    return of.model_copy(update=update)


def moved_effect(of: TenderRecord) -> Effect:
    question = PlanQuestion(target="nota-2", change=PlanChange.SHIFT, days=5)
    found = effect(moved_record(of), question, PROCEDURE, FreeDays(), ASKED_ON)
    assert found.rectification and found.lost_meetings, "a golden text with nothing in it shows nothing"
    return found
