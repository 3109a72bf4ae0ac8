"""Consultation: every input has its one outcome, counts add up, silence is shown, promises travel on."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.rules.consultation import (
    honest_sentence,
    open_bodies,
    open_inputs,
    outcome_counts,
    promises,
    silent_groups,
)
from schemas.consultation import ConsultationInput, Disposition, Outcome, Subject
from tests.builders import CALM, decision, group, point
from tests.rules.cases import record

ANSWERED = st.lists(st.sampled_from(Outcome), max_size=40)


def points(outcomes: list[Outcome]) -> tuple[ConsultationInput, ...]:
    return tuple(point(number, outcome) for number, outcome in enumerate(outcomes, start=1))


def test_open_is_what_has_no_outcome() -> None:
    rows = (point(1, Outcome.ANSWERED), point(2), point(3, Outcome.NOT_ADOPTED), point(4))
    assert [row.id for row in open_inputs(rows)] == ["I-002", "I-004"]


def test_a_body_is_open_until_it_agrees_on_this_very_subject() -> None:
    decisions = (
        decision("Dal"),
        decision("Berg", outcome="aangehouden"),
        decision("Veld", subject=Subject.AGREEMENT),
    )
    assert open_bodies(record(decisions=decisions), Subject.STRATEGY) == ("Berg", "Veld")
    assert open_bodies(record(decisions=decisions), Subject.AGREEMENT) == ("Berg", "Dal")
    assert open_bodies(record(decisions=decisions), Subject.DRAFT_STRATEGY) == ("Berg", "Dal", "Veld")


def test_outcomes_that_never_occur_count_zero() -> None:
    counted = outcome_counts(points([Outcome.ADOPTED, Outcome.ADOPTED]))
    assert tuple(counted) == tuple(Outcome)
    assert counted[Outcome.ADOPTED] == 2
    assert sum(counted.values()) == 2


@CALM
@given(ANSWERED)
def test_count_in_is_count_out(outcomes: list[Outcome]) -> None:
    rows = points(outcomes)
    assert sum(outcome_counts(rows).values()) == len(rows)
    first, *rest = (int(number) for number in re.findall(r"\d+", honest_sentence(rows)))
    assert first == len(rows) == sum(rest)


@CALM
@given(ANSWERED)
def test_the_sentence_counts_each_outcome_in_its_own_place(outcomes: list[Outcome]) -> None:
    adopted, carried, answered, refused, elsewhere = (
        int(number) for number in re.findall(r"\d+", honest_sentence(points(outcomes)))[1:]
    )
    assert (adopted, carried) == (outcomes.count(Outcome.ADOPTED), outcomes.count(Outcome.CARRIED))
    assert (answered, refused) == (outcomes.count(Outcome.ANSWERED), outcomes.count(Outcome.NOT_ADOPTED))
    assert elsewhere == outcomes.count(Outcome.OTHER_TRACK)


def test_the_sentence_does_not_make_no_change_sound_like_some() -> None:
    assert honest_sentence(points([Outcome.CARRIED, Outcome.NOT_ADOPTED, Outcome.NOT_ADOPTED])) == (
        "De consultatie gaf 3 punten. Dat leidde tot 0 wijzigingen in de tekst van de inkoopstrategie en 1 punt voor "
        "de uitwerking. 0 punten zijn beantwoord, 2 punten zijn niet overgenomen en 0 punten horen bij een ander "
        "traject."
    )


def test_a_point_that_is_still_open_makes_the_sentence_not_add_up_so_only_a_draft_can_hold_it() -> None:
    first, *rest = (int(number) for number in re.findall(r"\d+", honest_sentence((point(1),))))
    assert (first, sum(rest)) == (1, 0)


def test_silence_is_shown() -> None:
    groups = (group("raad"), group("jeugd", responded=0, channel="een oproep"))
    assert silent_groups(groups) == ("Groep jeugd: wij kregen geen reactie via een oproep.",)


def test_only_a_carried_point_becomes_a_promise_with_its_place_and_owner() -> None:
    (made,) = promises(points([Outcome.ADOPTED, Outcome.CARRIED, Outcome.OTHER_TRACK]))
    assert (made.id, made.input_id, made.text) == ("T-002", "I-002", "Punt 2.")
    assert (made.place, made.owner, made.done_on) == ("hoofdstuk 3", "Werkgroep Jeugd", None)


@CALM
@given(ANSWERED)
def test_promises_keep_their_number_when_another_point_is_answered(outcomes: list[Outcome]) -> None:
    rows = points(outcomes)
    before = {row.input_id: row.id for row in promises(rows)}
    after = {row.input_id: row.id for row in promises((*rows, point(len(rows) + 1, Outcome.CARRIED)))}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    ("outcome", "missing", "says"),
    [
        (Outcome.ADOPTED, {"place": None}, "vindplaats of traject"),
        (Outcome.CARRIED, {"place": ""}, "vindplaats of traject"),
        (Outcome.CARRIED, {"owner": None}, "eigenaar"),
        (Outcome.OTHER_TRACK, {"place": None}, "vindplaats of traject"),
        (Outcome.ANSWERED, {"response": " "}, "reactie is leeg"),
    ],
)
def test_an_outcome_without_its_place_or_answer_does_not_exist(
    outcome: Outcome, missing: dict[str, object], says: str
) -> None:
    whole = {"outcome": outcome, "response": "Ja.", "place": "H 3", "owner": "Werkgroep"}
    assert Disposition.model_validate(whole).outcome is outcome
    with pytest.raises(ValidationError, match=says):
        Disposition.model_validate({**whole, **missing})
