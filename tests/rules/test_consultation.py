"""Consultation: every input has its one outcome, counts add up, silence is shown, promises travel on."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.rules.consultation import (
    HIDDEN,
    Shown,
    answered,
    contributors_of,
    honest_sentence,
    open_inputs,
    outcome_counts,
    points_of,
    promises,
    responses,
    shown_name,
    silent_groups,
)
from schemas.consultation import ConsultationInput, ConsultationRound, Contributor, Disposition, Outcome, RoundQuestion
from schemas.record import TenderRecord
from tests.builders import CALM, NAMES, disposition, group, point
from tests.rules.cases import REFERENCE, provider, record

ANSWERED = st.lists(st.sampled_from(Outcome), max_size=40)


def points(outcomes: list[Outcome]) -> tuple[ConsultationInput, ...]:
    return tuple(point(number, outcome) for number, outcome in enumerate(outcomes, start=1))


def test_open_is_what_has_no_outcome() -> None:
    rows = (point(1, Outcome.ANSWERED), point(2), point(3, Outcome.NOT_ADOPTED), point(4))
    assert [row.id for row in open_inputs(rows)] == ["I-002", "I-004"]


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


# What says the same has the same answer


def test_a_point_that_says_the_same_has_that_ones_answer() -> None:
    rows = (point(1, Outcome.CARRIED), point(2, alike="I-001"), point(3, alike="I-002"))
    assert [row.disposition for row in answered(rows)] == [disposition(Outcome.CARRIED)] * 3
    assert open_inputs(rows) == ()
    assert outcome_counts(rows)[Outcome.CARRIED] == 3
    assert [row.id for row in promises(rows)] == ["T-001"], "one promise covers them all"


def test_an_answer_of_its_own_goes_before_that_of_a_look_alike() -> None:
    rows = (point(1, Outcome.CARRIED), point(2, Outcome.NOT_ADOPTED, alike="I-001"))
    assert [row.disposition.outcome for row in answered(rows) if row.disposition] == [
        Outcome.CARRIED,
        Outcome.NOT_ADOPTED,
    ]


@pytest.mark.parametrize("first", ["I-002", "I-001", "I-999"])
def test_a_reference_that_leads_nowhere_leaves_a_point_open(first: str) -> None:
    rows = (point(1, alike=first), point(2, alike="I-001"))
    assert [row.id for row in open_inputs(rows)] == ["I-001", "I-002"]


# Rounds and response


def round_(number: int = 1, *asked: tuple[str, ...]) -> ConsultationRound:
    return ConsultationRound(
        id=f"consultatie-{number}",
        tender_id=REFERENCE,
        number=number,
        title=f"Ronde {number}",
        opens_on=date(2024, 8, number),
        closes_on=date(2024, 9, 30),
        questions=tuple(RoundQuestion(code=str(place), text="Wat?", groups=who) for place, who in enumerate(asked, 1)),
    )


def test_a_group_that_nobody_heard_of_stands_there_with_a_zero() -> None:
    groups = (group("raad", invited=8, responded=8), group("jeugd", invited=None, responded=0))
    found = responses(record(groups=groups, inputs=(point(1, group="raad"),)))
    assert [(row.group.code, row.invited, row.answered, row.points) for row in found] == [
        ("raad", 8, 8, 1),
        ("jeugd", None, 0, 0),
    ]


def test_more_known_contributors_than_were_counted_count() -> None:
    who = tuple(named(str(place), "aanbieder") for place in range(3))
    rows = tuple(point(place + 1, contributor=one.id) for place, one in enumerate(who))
    (found,) = responses(record(groups=(group(responded=1),), contributors=who, inputs=rows))
    assert found.answered == 3


def test_each_round_has_its_own_counts_and_a_group_that_was_not_asked_is_said_so() -> None:
    of = record(
        groups=(group("raad", responded=2), group("jeugd", responded=0)),
        consultations=(round_(1, ()), round_(2, ("raad",))),
        inputs=(
            point(1, group="raad", municipality="Berg"),
            point(2, group="raad", municipality="Dal", round=2),
            point(3, group="raad", municipality="Berg", round=2),
        ),
    )
    assert [(row.asked, row.answered, row.points) for row in responses(of, 1)] == [(True, 1, 1), (True, 0, 0)]
    assert [(row.asked, row.answered, row.points) for row in responses(of, 2)] == [(True, 2, 2), (False, 0, 0)]
    assert [(row.answered, row.points) for row in responses(of)] == [(2, 3), (0, 0)]


# Who said it


def named(key: str, group_: str = "jeugd", name: str = "Sem de Boer", **changed: object) -> Contributor:
    return Contributor(id=key, tender_id=REFERENCE, group=group_, municipality=None, name=name).model_copy(
        update=changed
    )


def consulted(*rows: ConsultationInput, **parts: object) -> TenderRecord:
    groups = (group("gemeenteraad", name="Gemeenteraden"), group("jeugd", name="Jeugdigen"))
    return record(**{"groups": groups, "inputs": rows, **parts})


def test_without_a_name_the_body_or_the_group_said_it() -> None:
    of = consulted(
        point(1, group="jeugd"),
        point(2, group="gemeenteraad", municipality="Veld"),
        point(3, group="gemeenteraad", municipality="Berg"),
        point(4, group="adviesraad", municipality="Berg"),
    )
    names = [row.name for row in contributors_of(of)]
    assert names == ["Gemeenteraad Berg", "Gemeenteraad Veld", "Jeugdigen", "Adviesraad Berg"]


@CALM
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["gemeenteraad", "adviesraad", "jeugd", "onbekend"]),
            st.sampled_from([None, "Berg", "Dal", "Elders"]),
            st.sampled_from([None, "a", "b", "weg"]),
        ),
        max_size=25,
    )
)
def test_every_point_belongs_to_exactly_one_contributor(who: list[tuple[str, str | None, str | None]]) -> None:
    rows = tuple(
        point(number, group=code, municipality=place, contributor=key)
        for number, (code, place, key) in enumerate(who, start=1)
    )
    of = consulted(*rows, contributors=(named("a"), named("b", name="Noor")))
    handed_out = [row.id for _, mine in points_of(of) for row in mine]
    assert sorted(handed_out) == [row.id for row in rows]
    keys = [contributor.id for contributor, _ in points_of(of)]
    assert len(keys) == len(set(keys))


def test_a_person_is_named_with_permission_only_and_a_body_always() -> None:
    of = consulted(
        point(1, group="jeugd", municipality="Berg", contributor="stil"),
        point(2, group="jeugd", contributor="open"),
        point(3, group="gemeenteraad", municipality="Dal", contributor="lid"),
        contributors=(
            named("stil"),
            named("open", name="Noor Bakker", may_name=True),
            named("lid", "gemeenteraad", name="R. Raadslid"),
        ),
    )
    assert [shown_name(of, row) for row in of.inputs] == ["Jeugdigen", "Noor Bakker", "Gemeenteraad Dal"]


# What may be printed


def test_a_text_that_gives_a_person_away_is_replaced_by_the_summary_or_hidden() -> None:
    shy = named("stil", name="Willemijn Oosterbeek")
    of = consulted(
        point(1, group="jeugd", text="Ik ben Willemijn Oosterbeek en ik wacht al een jaar.", contributor="stil"),
        point(2, group="jeugd", text="Bel mij: 06 1234 5678.", summary="Wil gebeld worden."),
        point(3, group="jeugd", text="Mail sem@thuis.example.", summary="Of sem@thuis.example."),
        point(4, group="jeugd", text="De wachttijd in Berg is te lang."),
        contributors=(shy,),
    )
    shown = Shown(of)
    assert [shown.text(row) for row in of.inputs] == [HIDDEN, "Wil gebeld worden.", HIDDEN, of.inputs[3].text]
    first, second = shown.obstacles(of.inputs)
    assert first.startswith("Punt I-001 noemt 'Willemijn Oosterbeek'") and "Inbreng samengevat" in first
    assert second.startswith("Punt I-003 noemt 'sem@thuis.example'")


def test_our_own_answer_is_looked_at_as_well() -> None:
    answer = disposition(Outcome.ANSWERED, response="Wij belden met 06-12345678.")
    of = consulted(point(1, group="jeugd", disposition=answer))
    (sentence,) = Shown(of).obstacles(of.inputs)
    assert "reactie op punt I-001" in sentence


def test_a_provider_is_not_named_by_the_text_of_another() -> None:
    of = consulted(point(1, group="jeugd", text="Zorg & Co helpt mij niet."), providers=(provider(),))
    assert Shown(of).text(of.inputs[0]) == HIDDEN


def test_hard_names_give_no_trouble() -> None:
    who = tuple(named(f"k{place}", name=name, may_name=True) for place, name in enumerate(NAMES))
    rows = tuple(point(place + 1, group="jeugd", contributor=one.id) for place, one in enumerate(who))
    of = consulted(*rows, contributors=who)
    assert [shown_name(of, row) for row in rows] == list(NAMES)
    assert Shown(of).obstacles(rows) == ()
