"""What is proposed for the agenda of a session: promises, open questions, themes, and what was left to be done."""

from datetime import date

import pytest

from flows.rules.dialogue.agenda import agenda_proposal, meant_for
from schemas.consultation import Outcome
from tests import builders as a
from tests.rules.cases import record
from tests.rules.session_cases import PAST, SOON, TODAY, at


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        ("Dialoogsessie 2", True),
        ("dialoogsessie nr. 2, onderwerp overdracht", True),
        ("Dialoogtafel 2", True),
        ("de dialoogsessies", True),
        ("Dialoogsessie 1 en dialoogsessie 2", True),
        ("Dialoogsessie 12", False),
        ("Dialoogsessie 3", False),
        ("Ontwikkeltafel 2", False),
        ("Programma van eisen", False),
    ],
)
def test_a_promise_says_for_which_session_it_is(place: str, meant: bool) -> None:
    assert meant_for(place, a.session(2)) is meant


def test_the_agenda_proposes_promises_open_questions_and_what_most_ask_about() -> None:
    inputs = (
        a.point(1, Outcome.CARRIED, theme="Tarieven", summary="Reistijd telt mee."),
        a.point(2, Outcome.CARRIED, theme="Wachttijd"),
        a.point(3, Outcome.CARRIED, theme="Wachttijd"),
    )
    promises = (
        a.promise(1).model_copy(update={"place": "Dialoogsessie 2"}),
        a.promise(2).model_copy(update={"place": "Dialoogsessie 2", "done_on": TODAY}),
        a.promise(3).model_copy(update={"place": "Dialoogsessie 1"}),
    )
    questions = (
        *(a.question(number, theme="Personeel", provider_id=f"ZA-{number}") for number in (1, 2, 3)),
        *(a.question(number, theme="Indexering", provider_id=f"ZA-{number}") for number in (4, 5)),
        *(a.question(number, theme="Alleen ik", provider_id="ZA-9") for number in (6, 7)),
        a.question(8, theme="Vervoer", provider_id="ZA-4", answer=None),
        a.question(9, theme="Geheim", provider_id="ZA-5", answer=None, individual=True),
    )
    action = a.session_point(4, action="Lijst maken", action_owner="Team", action_due=date(2025, 5, 12))
    done = a.session_point(5, action="Al klaar", action_owner="Team", action_due=TODAY, action_done=TODAY)
    earlier = at(PAST, points=(action, done))
    known = record(inputs=inputs, promises=promises, questions=questions, sessions=(earlier,))
    items = agenda_proposal(known, at(SOON, 2))
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert [(item.subject, item.note) for item in items[1:-1]] == [
        ("Tarieven", "Toegezegd in de consultatie: Reistijd telt mee."),
        ("Vragen die nog open staan", "1 vraag heeft nog geen antwoord. Het gaat over: Vervoer."),
        ("Personeel", "Vragen van 3 verschillende aanbieders."),
        ("Indexering", "Vragen van 2 verschillende aanbieders."),
        ("Acties uit eerdere sessies", "Lijst maken (dialoogsessie 1, Team, voor 12 mei 2025)"),
    ]
    assert (items[0].subject, items[-1].subject) == ("Opening en doel", "Rondvraag")
    assert "Alleen ik" not in str(items) and "Geheim" not in str(items), "one asker is no theme of everybody"
