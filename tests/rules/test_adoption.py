"""Adoption: who must agree, who has not, when they meet again, and what that does to the plan; who may still join."""

from datetime import date

import pytest

from flows.rules import procedures
from flows.rules.adoption import (
    OUTCOMES,
    adoption_obstacles,
    agrees,
    decider_of,
    joining_obstacles,
    open_bodies,
    outcomes_for,
    remarks,
    standings,
)
from flows.rules.transitions import GUARDS
from schemas.consultation import Decision, Subject
from schemas.planning import Body, BodyMeeting, FreePeriod, Link, Milestone, StepKind
from schemas.procedure import Decider
from schemas.record import TenderRecord
from schemas.tender import Lot, Tender
from schemas.terms import FreeDayKind
from schemas.values import Stage
from tests.builders import decision, milestone
from tests.rules.cases import REFERENCE, START, record, tender

TODAY = date(2024, 11, 27)
LAST_DAY = date(2024, 12, 6)


def held(municipality: str, day: date, deliver_by: date | None = None, body: Body = Body.COLLEGE) -> BodyMeeting:
    return BodyMeeting(
        id=f"{body.value}/{municipality}/{day}",
        tender_id=REFERENCE,
        municipality=municipality,
        body=body,
        held_on=day,
        deliver_by=deliver_by,
    )


def plan() -> tuple[Milestone, ...]:
    """A decision in the first week of December, the publication a week later, the start of the agreements."""
    deciding = {"stage": Stage.STRATEGY, "kind": StepKind.DECISION, "body": Body.COLLEGE}
    return (
        milestone(1, LAST_DAY, title="Besluit over de strategie", **deciding),
        milestone(2, date(2024, 12, 13), title="Stukken bekendmaken", stage=Stage.PUBLICATION, after=(Link(number=1),)),
        milestone(3, START, title="Overeenkomsten gaan in", hard=True),
    )


def noted(row: Decision, **changed: object) -> Decision:
    return row.model_copy(update=changed)


def strategy(of: TenderRecord) -> tuple[str, ...]:
    return adoption_obstacles(of, Subject.STRATEGY, TODAY)


# Who must agree


def test_a_body_is_open_until_it_agrees_on_this_very_subject() -> None:
    decisions = (
        decision("Dal"),
        decision("Berg", outcome="aangehouden"),
        decision("Veld", subject=Subject.AGREEMENT),
    )
    assert open_bodies(record(decisions=decisions), Subject.STRATEGY) == ("Berg", "Veld")
    assert open_bodies(record(decisions=decisions), Subject.AGREEMENT) == ("Berg", "Dal")
    assert open_bodies(record(decisions=decisions), Subject.DRAFT_STRATEGY) == ("Berg", "Dal", "Veld")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_only_two_outcomes_let_the_tender_go_on(outcome: str) -> None:
    rows = tuple(decision(name, outcome=outcome) for name in ("Berg", "Dal", "Veld"))
    goes_on = outcome in ("akkoord", "akkoord met wijziging")
    assert (open_bodies(record(decisions=rows), Subject.STRATEGY) == ()) is goes_on
    assert (GUARDS["every_body_decided_strategy"](record(decisions=rows), TODAY) is None) is goes_on
    assert agrees(rows[0]) is goes_on


def test_the_last_decision_of_a_body_counts() -> None:
    first = decision("Dal", outcome="niet akkoord")
    second = noted(decision("Dal"), id="later", decided_on=date(2025, 5, 1), body="College van B&W")
    assert "Dal" not in open_bodies(record(decisions=(second, first)), Subject.STRATEGY)
    undone = noted(second, outcome="aangehouden")
    assert "Dal" in open_bodies(record(decisions=(noted(first, outcome="akkoord"), undone)), Subject.STRATEGY)


def test_where_councils_adopt_too_a_college_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = procedures.OPEN_HOUSE_SCREENING_FIRST.model_copy(
        update={"deciders": {Subject.STRATEGY: (Decider.COLLEGE, Decider.COUNCIL)}}
    )
    monkeypatch.setitem(procedures.PROCEDURES, both.code, both)
    colleges = tuple(decision(name) for name in ("Berg", "Dal", "Veld"))
    councils = tuple(noted(row, id=f"raad-{row.municipality}", body="Gemeenteraad") for row in colleges)
    assert open_bodies(record(decisions=(*colleges, *councils[:2])), Subject.STRATEGY) == ("Veld",)
    (sentence,) = strategy(record(decisions=(*colleges, *councils[:2])))
    assert sentence.startswith("De raad van Veld heeft nog niet besloten")
    assert open_bodies(record(decisions=(*colleges, *councils)), Subject.STRATEGY) == ()
    assert open_bodies(record(decisions=()), Subject.AGREEMENT) == ("Berg", "Dal", "Veld")


def test_the_portfolio_holders_speak_once_for_the_whole_region() -> None:
    told = noted(decision("", Subject.DISCUSSION), body="PFO Zorgregio")
    (row,) = standings(record(decisions=(told,)), Subject.DISCUSSION)
    assert (row.decider, row.agreed, row.name) == (Decider.PFO, True, "het PFO")


@pytest.mark.parametrize(
    ("body", "subject", "decider"),
    [
        ("College van B&W", None, Decider.COLLEGE),
        ("het college van burgemeester en wethouders", None, Decider.COLLEGE),
        ("Gemeenteraad", None, Decider.COUNCIL),
        ("De raad", None, Decider.COUNCIL),
        ("Raad van Epe", None, Decider.COUNCIL),
        ("Adviesraad Sociaal Domein", None, Decider.ADVISORY_BOARD),
        ("Wmo-raad", None, Decider.ADVISORY_BOARD),
        ("MAR", None, Decider.ADVISORY_BOARD),
        ("Klankbord 't Veld", Subject.ADVICE, Decider.ADVISORY_BOARD),
        ("Klankbord 't Veld", Subject.STRATEGY, None),
        ("PFO Zorgregio", Subject.ADVICE, Decider.PFO),
        ("Portefeuillehoudersoverleg", None, Decider.PFO),
        ("", Subject.ADVICE, None),
    ],
)
def test_a_body_is_known_by_any_of_its_names(body: str, subject: Subject | None, decider: Decider | None) -> None:
    assert decider_of(body, subject) is decider


def test_who_advises_does_not_decide() -> None:
    assert "akkoord" not in outcomes_for(Subject.ADVICE, Decider.ADVISORY_BOARD)
    assert "positief advies" not in outcomes_for(Subject.STRATEGY, Decider.COLLEGE)
    assert "zienswijze" in outcomes_for(Subject.STRATEGY, Decider.COUNCIL)
    assert "zienswijze" not in outcomes_for(Subject.STRATEGY, Decider.COLLEGE)


# What stands in the way


def test_a_missing_body_is_named_with_its_next_meeting_that_still_fits() -> None:
    of = record(
        decisions=(decision("Berg"), decision("Veld")),
        milestones=plan(),
        meetings=(held("Dal", date(2024, 11, 26)), held("Dal", date(2024, 12, 3), date(2024, 11, 28))),
    )
    (sentence,) = strategy(of)
    assert sentence == (
        "Het college van Dal heeft nog niet besloten over de inkoopstrategie. De eerstvolgende vergadering is op "
        "3 december 2024 (stukken uiterlijk 28 november 2024). Dat past in stap 1 van de planning (tot en met "
        "6 december 2024)."
    )


def test_a_late_body_says_which_dates_move_with_it() -> None:
    of = record(
        decisions=(decision("Berg"), decision("Veld")), milestones=plan(), meetings=(held("Dal", date(2024, 12, 17)),)
    )
    (sentence,) = strategy(of)
    assert "De eerstvolgende vergadering is op 17 december 2024" in sentence
    assert "Dat is 7 werkdagen na stap 1 van de planning" in sentence
    assert "daarmee schuift 'Stap 2: Stukken bekendmaken' naar 18 december 2024" in sentence
    assert "De harde datum 1 januari 2026 wordt gehaald" in sentence


def test_a_meeting_in_the_recess_does_not_count() -> None:
    recess = FreePeriod(
        id="r",
        tender_id=REFERENCE,
        first=date(2024, 12, 1),
        last=date(2024, 12, 8),
        name="Reces",
        kind=FreeDayKind.RECESS,
        source="griffie",
        applies_to="Dal",
    )
    meetings = (held("Dal", date(2024, 12, 3)), held("Dal", date(2024, 12, 10)))
    of = record(decisions=(decision("Berg"), decision("Veld")), meetings=meetings, free_periods=(recess,))
    (sentence,) = strategy(of)
    assert "10 december 2024" in sentence and "3 december" not in sentence


def test_a_dissenting_body_is_named_with_its_reason_and_meets_again_after_its_decision() -> None:
    against = noted(
        decision("Dal", outcome="niet akkoord"), decided_on=date(2024, 11, 26), note="te weinig regie op de kosten."
    )
    of = record(
        decisions=(decision("Berg"), against, decision("Veld")),
        meetings=(held("Dal", date(2024, 11, 26)), held("Dal", date(2025, 1, 14))),
    )
    (sentence,) = strategy(of)
    assert sentence.startswith(
        "Het college van Dal is niet akkoord met de inkoopstrategie (26 november 2024): 'te weinig regie op de kosten'."
    )
    assert "Zonder dit besluit kan niemand verder" in sentence
    assert "14 januari 2025" in sentence
    assert "nog geen akkoord van Dal" in (GUARDS["every_body_decided_strategy"](of, TODAY) or "")


def test_a_decision_that_was_put_off_is_said_so_and_a_calendar_that_is_empty_too() -> None:
    later = noted(decision("Dal", outcome="aangehouden"), decided_on=date(2024, 11, 26))
    (sentence,) = strategy(record(decisions=(decision("Berg"), later, decision("Veld"))))
    assert sentence.startswith("Het college van Dal hield het besluit over de inkoopstrategie aan op 26 november 2024.")
    assert "In de Raadskalender staat geen volgende vergadering" in sentence


def test_every_body_has_a_sentence_of_its_own_in_the_fixed_order() -> None:
    sentences = strategy(record())
    assert [row.split(" heeft")[0] for row in sentences] == [f"Het college van {n}" for n in ("Berg", "Dal", "Veld")]
    assert strategy(record(decisions=tuple(decision(name) for name in ("Veld", "Berg", "Dal")))) == ()


def test_a_change_that_was_asked_for_and_a_critical_advice_are_not_forgotten() -> None:
    of = record(
        decisions=(
            noted(decision("Berg", outcome="akkoord met wijziging"), note="hoofdstuk 3: noem Team ED", document="v1.0"),
            noted(decision("Dal"), document="v0.9"),
            noted(decision("Veld", Subject.ADVICE, "negatief advies"), body="Adviesraad", note="te laat gevraagd"),
            noted(decision("Dal", Subject.ADVICE, "positief advies"), body="MAR"),
        )
    )
    change, versions, advice = remarks(of, Subject.STRATEGY)
    assert "Het college van Berg gaf akkoord met een wijziging: 'hoofdstuk 3: noem Team ED'" in change
    assert "v1.0 en v0.9" in versions
    assert advice.startswith("De adviesraad van Veld gaf op 14 april 2025 'negatief advies': 'te laat gevraagd'")


# Who may still join


def joined(start: date = date(2026, 7, 1)) -> Tender:
    new = tender().municipalities[0].model_copy(update={"name": "Meer"})
    lots = tuple(_later(lot, start) for lot in tender().lots)
    return tender().model_copy(update={"municipalities": (*tender().municipalities, new), "lots": lots})


def _later(lot: Lot, start: date) -> Lot:
    return lot.model_copy(update={"later_starts": {**lot.later_starts, "Meer": start}})


WANTS = decision("Meer", Subject.JOINING)


def test_before_publication_a_municipality_joins_with_a_decision_and_start_dates_of_its_own() -> None:
    of = record(publications=(), decisions=(WANTS,))
    assert joining_obstacles(of, joined(), TODAY) == ()
    assert "Meer" in open_bodies(of.model_copy(update={"tender": joined()}), Subject.STRATEGY), "it adopts as well"


def test_without_a_decision_or_with_a_day_that_has_passed_it_does_not() -> None:
    of = record(publications=(), decisions=(noted(WANTS, outcome="aangehouden"),))
    first, *rest = joining_obstacles(of, joined(start=date(2024, 1, 1)), TODAY)
    assert "nog geen eigen besluit" in first
    assert len(rest) == 3 and "is al voorbij" in rest[0]


def test_after_publication_nobody_joins_and_the_reason_is_said() -> None:
    (sentence,) = joining_obstacles(record(decisions=(WANTS,)), joined(), TODAY)
    assert sentence.startswith("Meer kan niet meer meedoen: de stukken zijn op 16 december 2024 bekendgemaakt")
    assert joining_obstacles(record(), tender(), TODAY) == ()
