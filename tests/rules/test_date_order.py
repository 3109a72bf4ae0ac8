"""The order of the moments of a procedure: eForms, with the clock, and the procedure's own terms."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.calendar import FreeDays
from flows.rules.planning.date_order import violations
from flows.rules.planning.periods import parse_period
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as OPEN_HOUSE
from flows.rules.terms import earliest_contract_day
from schemas.planning import Mark, Milestone, StepKind
from schemas.terms import Basis, Direction, Term, Unit
from schemas.values import Stage

GOOD = (
    (Mark.DISPATCH, "3 februari 2025"),
    (Mark.PUBLICATION, "5 februari 2025"),
    (Mark.QUESTIONS_CLOSE, "28 februari 2025"),
    (Mark.NOTA, "17 maart 2025"),
    (Mark.CLOSING, "28 maart 2025"),
    (Mark.OPENING, "31 maart 2025"),
    (Mark.INVITATION, "14 april 2025"),
    (Mark.DECISION, "1 juli 2025"),
    (Mark.CONTRACT, "1 september 2025"),
    (Mark.RESULT_NOTICE, "15 september 2025"),
    (Mark.START, "1 januari 2026"),
)
"""A procedure of which every moment stands where it should."""

NUMBER = {mark: number for number, (mark, _) in enumerate(GOOD, start=1)}


def step(number: int, mark: Mark | None, printed: str, **fields: Any) -> Milestone:
    period = parse_period(printed)
    assert not isinstance(period, str), period
    return Milestone(
        id=f"stap-{number}",
        tender_id="T",
        number=number,
        title=f"Stap {number}",
        owners=(),
        printed=printed,
        precision=period.precision,
        first=period.first,
        last=period.last,
        moments=period.moments,
        mark=mark,
        **fields,
    )


def good(**changed: str) -> tuple[Milestone, ...]:
    """The good procedure with other dates, by the name of the mark."""
    return tuple(
        step(number, mark, changed.get(mark.name.lower(), printed))
        for number, (mark, printed) in enumerate(GOOD, start=1)
    )


def codes(steps: tuple[Milestone, ...], procedure: Any = OPEN_HOUSE) -> list[tuple[str, tuple[int, ...]]]:
    found = violations(steps, procedure)
    assert all(row.severity == "fout" for row in found)
    return [(row.code, row.milestones) for row in found]


def pair(first: Mark, second: Mark) -> tuple[int, int]:
    return NUMBER[first], NUMBER[second]


def test_a_procedure_in_order_has_no_violation() -> None:
    assert codes(good()) == []
    assert codes(good(), None) == []
    assert codes(tuple(reversed(good()))) == []


@pytest.mark.parametrize(
    ("changed", "code", "marks"),
    [
        ({"questions_close": "29 maart 2025"}, "BT-13-BT-131", (Mark.QUESTIONS_CLOSE, Mark.CLOSING)),
        ({"opening": "27 maart 2025"}, "BT-132-BT-131", (Mark.CLOSING, Mark.OPENING)),
        ({"invitation": "27 maart 2025"}, "BT-1311-BT-130", (Mark.CLOSING, Mark.INVITATION)),
        ({"publication": "2 februari 2025"}, "BT-738-BT-05", (Mark.DISPATCH, Mark.PUBLICATION)),
        ({"dispatch": "7 december 2024"}, "BT-738-BT-05", (Mark.DISPATCH, Mark.PUBLICATION)),
        ({"contract": "30 juni 2025"}, "BT-1451-BT-145", (Mark.DECISION, Mark.CONTRACT)),
        ({"result_notice": "31 augustus 2025"}, "BT-145-BT-05", (Mark.CONTRACT, Mark.RESULT_NOTICE)),
        ({"nota": "19 maart 2025"}, "te-weinig-tijd", (Mark.NOTA, Mark.CLOSING)),
        ({"contract": "21 juli 2025"}, "te-weinig-tijd", (Mark.DECISION, Mark.CONTRACT)),
    ],
)
def test_each_moment_out_of_place_is_named_with_its_pair(
    changed: dict[str, str], code: str, marks: tuple[Mark, Mark]
) -> None:
    assert codes(good(**changed)) == [(code, pair(*marks))]


@pytest.mark.parametrize(
    "changed",
    [
        {"questions_close": "28 maart 2025"},
        {"opening": "28 maart 2025"},
        {"invitation": "28 maart 2025"},
        {"publication": "3 februari 2025"},
        {"dispatch": "8 december 2024"},
        {"contract": "22 juli 2025"},
        {"result_notice": "1 september 2025"},
        {"nota": "18 maart 2025"},
    ],
)
def test_the_last_day_that_is_allowed_is_allowed(changed: dict[str, str]) -> None:
    assert codes(good(**changed)) == []


@pytest.mark.parametrize(
    ("mark", "code"), [(Mark.DISPATCH, "BT-131-BT-05"), (Mark.PUBLICATION, "BT-131-BT-738")], ids=str
)
def test_applications_close_at_least_a_day_after_it_was_announced(mark: Mark, code: str) -> None:
    opened = step(1, mark, "3 maart 2025")
    assert codes((opened, step(2, Mark.CLOSING, "3 maart 2025")), None) == [(code, (1, 2))]
    assert codes((opened, step(2, Mark.CLOSING, "4 maart 2025")), None) == []


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (Mark.QUESTIONS_CLOSE, Mark.CLOSING, "BT-13-BT-131"),
        (Mark.CLOSING, Mark.OPENING, "BT-132-BT-131"),
        (Mark.CLOSING, Mark.INVITATION, "BT-1311-BT-130"),
    ],
    ids=str,
)
def test_on_one_day_the_clock_decides_when_both_have_one(first: Mark, second: Mark, code: str) -> None:
    early, late = time(12, 0), time(18, 0)
    day = "28 maart 2025"
    assert codes((step(1, first, day, at=early), step(2, second, day, at=late)), None) == []
    assert codes((step(1, first, day, at=late), step(2, second, day)), None) == []
    assert codes((step(1, first, day, at=late), step(2, second, day, at=late)), None) == []
    assert codes((step(1, first, day, at=late), step(2, second, day, at=early)), None) == [(code, (1, 2))]
    (found,) = violations((step(1, first, day, at=late), step(2, second, day, at=early)), None)
    assert "28 maart 2025 om 18.00 uur" in found.sentence
    assert "28 maart 2025 om 12.00 uur" in found.sentence


def test_a_month_is_wrong_only_when_no_day_of_it_is_right() -> None:
    vague = good(nota="maart 2025", closing="maart 2025", contract="juli 2025", decision="juli 2025")
    assert codes(vague) == []
    assert codes(good(nota="maart 2025", closing="februari 2025", questions_close="februari 2025")) == [
        ("te-weinig-tijd", pair(Mark.NOTA, Mark.CLOSING))
    ]
    assert codes(good(decision="Q4 2025", contract="september 2025")) == [
        ("BT-1451-BT-145", pair(Mark.DECISION, Mark.CONTRACT)),
        ("BT-1451-BT-05", pair(Mark.DECISION, Mark.RESULT_NOTICE)),
    ]


def test_the_moment_of_a_longer_step_is_its_begin_or_its_end() -> None:
    open_for = step(1, Mark.PUBLICATION, "3 februari 2025 t/m 28 maart 2025")
    closes = step(2, Mark.CLOSING, "3 februari 2025 t/m 28 maart 2025")
    assert codes((open_for, closes), None) == []
    assert codes(
        (closes.model_copy(update={"mark": Mark.QUESTIONS_CLOSE}), step(3, Mark.CLOSING, "27 maart 2025"))
    ) == [("BT-13-BT-131", (2, 3))]


def test_only_the_last_nota_has_to_keep_its_distance_and_each_closing_has_its_own() -> None:
    steps = (
        step(1, Mark.NOTA, "20 maart 2025"),
        step(2, Mark.NOTA, "24 maart 2025"),
        step(3, Mark.CLOSING, "28 maart 2025"),
        step(4, Mark.NOTA, "1 september 2025"),
        step(5, Mark.CLOSING, "30 september 2025"),
    )
    assert codes(steps) == [("te-weinig-tijd", (2, 3))]
    assert codes(steps, None) == []


def test_each_agreement_waits_for_the_decision_above_it() -> None:
    steps = (
        step(1, Mark.DECISION, "3 maart 2025"),
        step(2, Mark.CONTRACT, "1 april 2025"),
        step(3, Mark.DECISION, "1 juli 2025"),
        step(4, Mark.CONTRACT, "1 augustus 2025"),
    )
    assert codes(steps) == []
    assert codes((*steps[:3], step(4, Mark.CONTRACT, "2 juni 2025"))) == [("BT-1451-BT-145", (3, 4))]


@pytest.mark.parametrize("decided", ["15 december 2025", "13 december 2025"])
def test_an_agreement_waits_for_the_later_reading_of_the_standstill(decided: str) -> None:
    # Twenty days later is Sunday 4 January 2026, or Friday 2 January, which only the act counts as a holiday.
    decision = step(1, Mark.DECISION, decided)
    for day, expected in (("5 januari 2026", [("te-weinig-tijd", (1, 2))]), ("6 januari 2026", [])):
        assert codes((decision, step(2, Mark.CONTRACT, day))) == expected
    (found,) = violations((decision, step(2, Mark.CONTRACT, "5 januari 2026")), OPEN_HOUSE)
    assert "Sluit de overeenkomst op of na 6 januari 2026" in found.sentence


def test_a_term_that_is_not_in_calendar_days_is_reckoned_as_it_is_set() -> None:
    weeks = Term(amount=6, unit=Unit.WEEKS, direction=Direction.FORWARD, basis=Basis.SELF_BINDING, source="leidraad")
    longer = OPEN_HOUSE.model_copy(update={"terms": {"standstill": weeks}})
    decided = step(1, Mark.DECISION, "3 maart 2025")
    assert codes((decided, step(2, Mark.CONTRACT, "14 april 2025")), longer) == [("te-weinig-tijd", (1, 2))]
    assert codes((decided, step(2, Mark.CONTRACT, "15 april 2025")), longer) == []


def test_nobody_goes_outside_before_the_last_decision_about_the_strategy() -> None:
    strategy = [
        step(1, Mark.DECISION, "3 maart 2025", stage=Stage.STRATEGY),
        step(2, None, "10 maart 2025", stage=Stage.STRATEGY, kind=StepKind.DECISION),
    ]
    assert codes((*strategy, step(3, Mark.PUBLICATION, "10 maart 2025")), None) == []
    early = (*strategy, step(3, Mark.DISPATCH, "7 maart 2025"), step(4, Mark.PUBLICATION, "9 maart 2025"))
    assert codes(early, None) == [("publicatie-voor-besluit", (2, 3))]
    # The decision about the strategy is not the decision that an agreement rests on.
    assert codes((strategy[0], step(5, Mark.CONTRACT, "4 maart 2025"))) == []


def test_a_result_without_an_agreement_follows_the_decision() -> None:
    steps = (step(1, Mark.DECISION, "3 maart 2025"), step(2, Mark.RESULT_NOTICE, "28 februari 2025"))
    assert codes(steps) == [("BT-1451-BT-05", (1, 2))]


def test_two_moments_that_are_done_are_history_and_one_is_not() -> None:
    done = {"done_on": date(2025, 4, 1)}
    asked = step(1, Mark.QUESTIONS_CLOSE, "31 maart 2025", **done)
    assert codes((asked, step(2, Mark.CLOSING, "28 maart 2025", **done)), None) == []
    assert codes((asked, step(2, Mark.CLOSING, "28 maart 2025")), None) == [("BT-13-BT-131", (1, 2))]


def test_a_moment_without_a_date_or_alone_says_nothing() -> None:
    assert codes((step(1, Mark.CLOSING, "n.t.b."), step(2, Mark.QUESTIONS_CLOSE, "28 maart 2025"))) == []
    for number, (mark, printed) in enumerate(GOOD, start=1):
        assert codes((step(number, mark, printed),)) == []


def test_every_sentence_is_for_a_lead_and_fits_open_house() -> None:
    marked = [mark for mark, _ in GOOD]
    found = []
    for shift in range(len(GOOD)):
        dates = [printed for _, printed in (*GOOD[shift:], *GOOD[:shift])]
        changed = dict(zip((mark.name.lower() for mark in marked), dates, strict=True))
        found.extend(violations(good(**changed), OPEN_HOUSE))
    assert {row.code for row in found} >= {"BT-13-BT-131", "BT-132-BT-131", "BT-145-BT-05", "te-weinig-tijd"}
    for row in found:
        assert "BT-" not in row.sentence
        assert row.sentence[0].isupper() and row.sentence.endswith(".")
        assert not any(word in row.sentence.lower() for word in OPEN_HOUSE.vocabulary.forbidden), row.sentence
        assert row.sentence.count(". ") >= 1, "a problem and a next step"


@given(decided=st.dates(date(2025, 1, 1), date(2028, 10, 31)), wait=st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_an_agreement_is_allowed_exactly_from_the_day_the_terms_engine_gives(decided: date, wait: int) -> None:
    contract = decided + timedelta(days=wait)
    steps = (step(1, Mark.DECISION, decided.isoformat()), step(2, Mark.CONTRACT, contract.isoformat()))
    first = earliest_contract_day(decided, 20, FreeDays()).date
    assert bool(codes(steps)) is (contract < first)


@given(
    gaps=st.lists(st.integers(28, 40), min_size=len(GOOD), max_size=len(GOOD)),
    start=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
@settings(max_examples=40, deadline=None)
def test_moments_in_order_and_far_apart_never_violate_and_swapping_two_neighbours_does(
    gaps: list[int], start: date
) -> None:
    days, day = [], start
    for gap in gaps:
        day += timedelta(days=gap)
        days.append(day)
    steps = tuple(
        step(number, mark, day.isoformat()) for number, ((mark, _), day) in enumerate(zip(GOOD, days, strict=True), 1)
    )
    assert codes(steps) == []
    contract, decision = NUMBER[Mark.CONTRACT] - 1, NUMBER[Mark.DECISION] - 1
    days[contract], days[decision] = days[decision], days[contract]
    swapped = tuple(
        step(number, mark, day.isoformat()) for number, ((mark, _), day) in enumerate(zip(GOOD, days, strict=True), 1)
    )
    assert ("BT-1451-BT-145", pair(Mark.DECISION, Mark.CONTRACT)) in codes(swapped)
