"""Procedures are values: complete, in an order that can be walked, with dated and sourced terms and their own words."""

import pytest

from flows.rules.calendar import FreeDays
from flows.rules.procedures import PROCEDURES
from flows.rules.terms import reckon
from schemas.procedure import Procedure, StageRule
from schemas.terms import Basis
from schemas.values import Regime, Stage
from tests.rules.cases import CLOSING_DAY

EVERY = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
TERMS_ROOMS_ASK = {"nota_before_closing", "remedy", "objection", "bridging", "report_corrections"}


@EVERY
def test_the_key_is_the_code(procedure: Procedure) -> None:
    assert PROCEDURES[procedure.code] is procedure
    assert procedure.name and procedure.legal_basis.endswith(".")


@EVERY
def test_every_stage_is_there_once_and_waits_only_for_stages_before_it(procedure: Procedure) -> None:
    assert sorted(procedure.order) == sorted(Stage)
    for place, rule in enumerate(procedure.stages):
        assert set(rule.after) <= set(procedure.order[:place])


@EVERY
def test_every_stage_but_the_first_waits_for_something(procedure: Procedure) -> None:
    assert [rule.stage for rule in procedure.stages if not rule.after and not rule.opens_when] == []


@EVERY
def test_every_stage_leads_on_to_the_last(procedure: Procedure) -> None:
    waited_for = {stage for rule in procedure.stages for stage in rule.after}
    assert set(procedure.order) - waited_for == {procedure.order[-1]}
    assert [procedure.after(stage) for stage in procedure.order] == [*procedure.order[1:], None]


@EVERY
def test_every_term_that_rooms_ask_is_there_and_can_be_reckoned(procedure: Procedure) -> None:
    assert procedure.terms.keys() >= TERMS_ROOMS_ASK
    for term in procedure.terms.values():
        found = reckon(CLOSING_DAY, term, FreeDays())
        assert term.source in found.explanation


@EVERY
def test_open_house_promises_its_terms_itself(procedure: Procedure) -> None:
    """No statute sets them; who writes 'wettelijk' here gives them a weight they do not have (domain B.1)."""
    if procedure.regime is Regime.OPEN_HOUSE:
        assert {term.basis for term in procedure.terms.values()} <= {Basis.SELF_BINDING, Basis.DECIDED}


@EVERY
def test_a_procedure_does_not_use_the_words_it_forbids(procedure: Procedure) -> None:
    words = procedure.vocabulary
    own = (procedure.name, words.decision, words.admitted, words.application, words.applicant, words.guide)
    promised = (term.source for term in procedure.terms.values())
    for text in (*own, *promised, procedure.legal_basis):
        assert words.wrong_words(text) == ()


def test_open_house_forbids_the_words_of_a_competition_and_lets_proper_names_be() -> None:
    words = PROCEDURES["open-house-screening-vooraf"].vocabulary
    assert words.wrong_words("Na GUNNING door de inschrijver") == ("gunning", "inschrijver")
    assert words.wrong_words("Een Gedragsverklaring Aanbesteden volgens de Aanbestedingswet 2012") == ()
    assert words.wrong_words("De aanbesteding volgens de Aanbestedingswet 2012") == ("aanbesteding",)
    assert words.wrong_words("Begunstigden schrijven niet in.") == ()


def test_the_example_procedure_screens_before_the_dialogue() -> None:
    order = PROCEDURES["open-house-screening-vooraf"].order
    assert order.index(Stage.NOTA_VAN_INLICHTINGEN) < order.index(Stage.SCREENING) < order.index(Stage.DIALOGUE)


def test_a_stage_twice_is_refused() -> None:
    procedure = next(iter(PROCEDURES.values()))
    twice = (*procedure.stages, StageRule(stage=Stage.AWARD))
    with pytest.raises(ValueError, match="twee keer"):
        Procedure.model_validate({**procedure.model_dump(), "stages": [row.model_dump() for row in twice]})


def test_a_stage_that_is_not_in_the_procedure_is_no_stage_of_it() -> None:
    procedure = next(iter(PROCEDURES.values()))
    shorter = procedure.model_copy(update={"stages": procedure.stages[:-1]})
    with pytest.raises(KeyError):
        shorter.rule(procedure.order[-1])
