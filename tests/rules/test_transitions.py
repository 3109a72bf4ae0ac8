"""Guards: for each one record that is stopped with its sentence, and one that passes; and all obstacles at once."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.rules.transitions import GUARDS, PROCEDURE_DOCUMENTS, obstacles_to_close, obstacles_to_open
from schemas.award import AdmissionKind
from schemas.clarification import QuestionStatus
from schemas.consultation import Outcome, Subject
from schemas.dialogue import SessionKind
from schemas.message import MessageState
from schemas.record import TenderRecord
from schemas.screening import ApplicationStatus
from schemas.values import Stage
from tests.builders import (
    DAY,
    admission,
    agreement,
    bridging,
    closed,
    decision,
    document,
    message,
    milestone,
    nota_round,
    point,
    question,
    session,
    stage,
)
from tests.rules.cases import CLOSING_DAY, START, application, provider, record, tender

Parts = Mapping[str, object]

ALL_AGREE = tuple(decision(name) for name in ("Berg", "Dal", "Veld"))
ALL_ADOPT = tuple(decision(name, Subject.AGREEMENT) for name in ("Berg", "Dal", "Veld"))
FINAL_SET = tuple(document(kind) for kind in PROCEDURE_DOCUMENTS)
PUBLISHED = question(1, number=1, status=QuestionStatus.PUBLISHED)
ALONE = question(2, individual=True, status=QuestionStatus.PUBLISHED)
INSTRUCTIONS, BRIDGES = "implementatie-toegangen", "implementatie-overbrugging"
WITH_CLIENTS = provider(contracted_now=True, clients_now=3)


def sent(batch: str) -> Parts:
    return {"messages": (message(batch), message("iets-anders", state=MessageState.QUEUED))}


def half_sent(batch: str) -> Parts:
    return {"messages": (message(batch), message(batch, "ZA-002", MessageState.IN_DOUBT))}


# guard, parts of a record that is stopped, what the sentence says, parts of a record that passes
CASES: list[tuple[str, Parts, str, Parts]] = [
    ("planning_known", {}, "nog geen planning", {"milestones": (milestone(),)}),
    ("every_input_answered", {}, "nog geen inbreng", {"inputs": (point(1, Outcome.ANSWERED),)}),
    (
        "every_input_answered",
        {"inputs": (point(1, Outcome.ANSWERED), point(2))},
        "1 punt van de consultatie zonder reactie en uitkomst (I-002). Vul",
        {"inputs": (point(1, Outcome.ANSWERED), point(2, Outcome.CARRIED))},
    ),
    (
        "every_input_answered",
        {"inputs": tuple(point(number) for number in range(1, 8))},
        "7 punten van de consultatie zonder reactie en uitkomst (I-001, I-002, I-003, I-004, I-005 …)",
        {"inputs": (point(1, Outcome.NOT_ADOPTED),)},
    ),
    ("response_note_final", {}, "nog niet gemaakt", {"documents": (document("response_note"),)}),
    (
        "response_note_final",
        {"documents": (document("response_note", "concept", "0.2"),)},
        "nog concept",
        {"documents": (document("response_note", "concept", "0.2"), document("response_note", sequence=2))},
    ),
    (
        "every_body_decided_strategy",
        {"decisions": (*ALL_AGREE[:1], *ALL_ADOPT)},
        "Inkoopstrategie: nog geen besluit van Dal en Veld.",
        {"decisions": ALL_AGREE},
    ),
    (
        "every_body_decided_agreement",
        {"decisions": ALL_AGREE},
        "Inkoopovereenkomst: nog geen besluit van Berg, Dal en Veld.",
        {"decisions": ALL_ADOPT},
    ),
    (
        "procedure_documents_final",
        {"documents": FINAL_SET[1:]},
        "Nog niet definitief: Programma van eisen.",
        {"documents": FINAL_SET},
    ),
    (
        "procedure_documents_final",
        {"documents": (*FINAL_SET[:4], document("rates", "concept", "0.1"))},
        "Nog niet definitief: Tarieven.",
        {"documents": (*FINAL_SET[:2], document("draft_agreement", "concept", "0.1"), *FINAL_SET[3:])},
    ),
    ("providers_known", {"providers": ()}, "nog geen aanbieders", {}),
    ("set_frozen", {"publications": ()}, "nog niet vastgezet", {}),
    ("announcement_sent", {}, "nog niet klaargezet", sent("aankondiging")),
    ("announcement_sent", half_sent("aankondiging"), "1 van 2 berichten", sent("aankondiging")),
    (
        "every_question_answered",
        {"questions": (question(1), question(2, answer=None))},
        "1 vraag zonder antwoord",
        {"questions": (question(1), question(2, answer=None, duplicate_of="TN-1"))},
    ),
    ("every_round_published", {"rounds": ()}, "nog geen vragenronde", {"rounds": (nota_round(1, DAY),)}),
    (
        "every_round_published",
        {"rounds": (nota_round(1, DAY), nota_round(2))},
        "Nota van inlichtingen 2 is nog niet definitief",
        {"rounds": (nota_round(1, DAY), nota_round(2, DAY)), "questions": (PUBLISHED,)},
    ),
    (
        "every_round_published",
        {"rounds": (nota_round(1, DAY),), "questions": (PUBLISHED, question(2))},
        "1 vraag staat nog in geen enkele nota",
        {"rounds": (nota_round(1, DAY),), "questions": (PUBLISHED,)},
    ),
    (
        "every_round_published",
        {"rounds": (nota_round(1, DAY),), "questions": (PUBLISHED, question(2, individual=True))},
        "1 individuele vraag is nog niet beantwoord",
        {"rounds": (nota_round(1, DAY),), "questions": (PUBLISHED, ALONE)},
    ),
    (
        "nota_sent",
        {"rounds": (nota_round(1, DAY), nota_round(2, DAY)), **sent("nota-1")},
        "nota 2 zijn nog niet klaargezet",
        {"rounds": (nota_round(1, DAY),), **sent("nota-1")},
    ),
    (
        "nota_sent",
        {"rounds": (nota_round(1, DAY),), "messages": (message("nota-1", state=MessageState.FAILED),)},
        "1 van 1 berichten",
        {"rounds": (nota_round(1, DAY),), **sent("nota-1")},
    ),
    (
        "every_application_judged",
        {"applications": ()},
        "nog geen aanmeldingen",
        {"applications": (application(status=ApplicationStatus.COMPLETE),)},
    ),
    (
        "every_application_judged",
        {"applications": (application(1), application(2, status=ApplicationStatus.REMEDY_REQUESTED))},
        "2 aanmeldingen zijn nog niet klaar getoetst",
        {
            "applications": (
                application(1, status=ApplicationStatus.COMPLETE),
                application(2, status=ApplicationStatus.FAILED),
                application(3, status=ApplicationStatus.LATE),
            )
        },
    ),
    ("every_session_reported", {}, "nog geen dialoogsessie", {"sessions": (session(reported_on=DAY),)}),
    (
        "every_session_reported",
        {"sessions": (session(1, reported_on=DAY), session(2))},
        "Nog geen verslag van dialoogsessie 2.",
        {"sessions": (session(1, reported_on=DAY), session(2, reported_on=DAY))},
    ),
    (
        "every_session_reported",
        {"sessions": (session(1, cancelled_on=DAY), session(2, kind=SessionKind.PROVIDERS))},
        "Nog geen verslag van aanbiedersbijeenkomst 2.",
        {"sessions": (session(1, cancelled_on=DAY), session(2, reported_on=DAY))},
    ),
    ("reports_sent", half_sent("dialoog-verslag-1"), "1 van 2 berichten", sent("dialoog-verslag-1")),
    (
        "reports_sent",
        {"messages": (message("dialoog-uitnodigingen"),)},
        "nog niet klaargezet",
        sent("dialoog-verslag-2"),
    ),
    ("every_application_decided", {}, "1 aanmelding zonder besluit", {"admissions": (admission(),)}),
    ("decisions_sent", half_sent("besluiten"), "1 van 2 berichten", sent("besluiten")),
    (
        "objection_term_passed",
        {"admissions": (admission(objection_until=DAY - timedelta(days=9)), admission(2, objection_until=DAY))},
        "De bezwaartermijn loopt tot en met 14 april 2025.",
        {"admissions": (admission(objection_until=DAY - timedelta(days=1)),)},
    ),
    (
        "every_admitted_has_agreement",
        {"admissions": (admission(), admission(2, AdmissionKind.REFUSED))},
        "1 toegelaten aanbieder zonder overeenkomst",
        {"admissions": (admission(), admission(2, AdmissionKind.REFUSED)), "agreements": (agreement(),)},
    ),
    ("agreements_sent", {}, "nog niet klaargezet", sent("overeenkomsten")),
    (
        "every_client_covered",
        {"providers": (WITH_CLIENTS, provider(2, contracted_now=True, clients_now=1))},
        "2 aanbieders met samen 4 cliënten zonder nieuwe overeenkomst en zonder overbrugging",
        {
            "providers": (WITH_CLIENTS, provider(2, contracted_now=True, clients_now=1), provider(3, clients_now=5)),
            "agreements": (agreement(1),),
            "bridgings": (bridging(2),),
        },
    ),
    ("access_instructed", {}, "nog niet klaargezet", sent(INSTRUCTIONS)),
    ("access_instructed", sent(BRIDGES), "De instructies aan de Toegangen", sent(INSTRUCTIONS)),
    (
        "access_instructed",
        {"messages": (message(INSTRUCTIONS), message(BRIDGES, state=MessageState.QUEUED))},
        "1 van 2 berichten",
        {"messages": (message(INSTRUCTIONS), message(BRIDGES))},
    ),
]
ON_A_DAY = {"applications_closed": (CLOSING_DAY, "Aanmelden kan nog"), "contract_start_reached": (START, "gaan in op")}


@pytest.mark.parametrize(
    ("name", "stopped", "says", "passes"), CASES, ids=[f"{case[0]}-{case[2][:20]}" for case in CASES]
)
def test_a_guard_stops_with_its_sentence_and_lets_pass(name: str, stopped: Parts, says: str, passes: Parts) -> None:
    sentence = GUARDS[name](record(**stopped), DAY)
    assert sentence is not None
    assert says in sentence
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence.endswith(".")
    assert GUARDS[name](record(**passes), DAY) is None


def test_applications_are_closed_from_the_day_after() -> None:
    guard = GUARDS["applications_closed"]
    assert guard(record(), CLOSING_DAY) == (
        "Aanmelden kan nog tot en met vrijdag 28 maart 2025, 12.00 uur. Toetsen begint de dag daarna."
    )
    assert guard(record(), CLOSING_DAY + timedelta(days=1)) is None


def test_execution_begins_on_the_start_date_itself() -> None:
    guard = GUARDS["contract_start_reached"]
    assert guard(record(), START - timedelta(days=1)) == "De overeenkomsten gaan in op 1 januari 2026."
    assert guard(record(), START) is None


def test_the_day_after_the_objection_term_is_the_first_that_passes() -> None:
    whole = record(admissions=(admission(objection_until=DAY),))
    assert GUARDS["objection_term_passed"](whole, DAY) is not None
    assert GUARDS["objection_term_passed"](whole, DAY + timedelta(days=1)) is None


def test_every_guard_has_its_cases_here() -> None:
    assert {case[0] for case in CASES} | ON_A_DAY.keys() == GUARDS.keys()


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_is_a_function_of_record_and_day_only(name: str) -> None:
    whole = record()
    assert GUARDS[name](whole, DAY) == GUARDS[name](whole, DAY)
    assert GUARDS[name].__name__ == name


def opening(which: Stage, today: date = DAY, **parts: object) -> tuple[str, ...]:
    return obstacles_to_open(PROCEDURE, record(**parts), which, today)


def test_all_obstacles_come_at_once() -> None:
    found = opening(Stage.SCREENING, CLOSING_DAY)
    assert [sentence.split(" ")[0] for sentence in found] == ["Eerst", "Aanmelden"]
    assert len(obstacles_to_close(PROCEDURE, record(stages=(stage(Stage.STRATEGY),)), Stage.STRATEGY, DAY)) == 3


def test_a_stage_waits_for_every_stage_before_it() -> None:
    assert opening(Stage.PUBLICATION) == (
        "Eerst moeten Strategie en Voorbereiding gesloten zijn. Rond die fasen eerst af.",
    )
    assert opening(Stage.PUBLICATION, stages=closed(Stage.STRATEGY)) == (
        "Eerst moet Voorbereiding gesloten zijn. Rond die fase eerst af.",
    )
    assert opening(Stage.PUBLICATION, stages=closed(Stage.STRATEGY, Stage.PREPARATION)) == ()


def test_an_open_stage_is_not_a_closed_one() -> None:
    stages = (*closed(Stage.STRATEGY), stage(Stage.PREPARATION))
    assert opening(Stage.PUBLICATION, stages=stages) != ()


def test_a_stage_that_is_open_already_stays_open() -> None:
    assert opening(Stage.CONTRACTING, stages=(stage(Stage.CONTRACTING),)) == ()


def test_a_closed_stage_says_when_and_that_it_stays_closed() -> None:
    assert opening(Stage.STRATEGY, stages=closed(Stage.STRATEGY)) == (
        "De fase Strategie is gesloten op 14 april 2025. U kunt hier niets meer wijzigen.",
    )


def test_a_stage_that_never_opened_cannot_close() -> None:
    assert obstacles_to_close(PROCEDURE, record(), Stage.AWARD, DAY) == ("De fase Besluit is nog niet begonnen.",)


def test_a_stage_with_nothing_in_the_way_closes() -> None:
    whole = record(stages=(stage(Stage.PREPARATION),), documents=FINAL_SET)
    assert obstacles_to_close(PROCEDURE, whole, Stage.PREPARATION, DAY) == ()


def test_nothing_in_an_empty_tender_may_start_except_after_a_planning() -> None:
    empty = TenderRecord(tender=tender())
    free = [which for which in Stage if not obstacles_to_open(PROCEDURE, empty, which, DAY)]
    assert free == []
    planned = empty.model_copy(update={"milestones": (milestone(),)})
    assert [which for which in Stage if not obstacles_to_open(PROCEDURE, planned, which, DAY)] == [Stage.STRATEGY]
