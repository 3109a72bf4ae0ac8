"""Promises: written down once, with a place, an owner and a day, and found again where they must be kept."""

from datetime import date

import pytest

from flows.rules.calendar import FreeDays
from flows.rules.consultation import (
    due_for,
    promise_groups,
    promises,
    promises_for,
    promises_waiting,
)
from schemas.consultation import Outcome
from schemas.values import Stage
from tests.builders import milestone, point, promise, session
from tests.rules.cases import START, record

WEEKDAYS = FreeDays()


def test_what_was_written_about_a_promise_stays_when_the_list_is_read_again() -> None:
    rows = (point(1, Outcome.CARRIED), point(2, Outcome.CARRIED))
    first = promises(rows, due=lambda place: date(2025, 3, 3))
    kept = (
        first[0].model_copy(update={"version": 3, "due_on": date(2025, 2, 1), "done_on": date(2025, 1, 9)}),
        first[1].model_copy(update={"version": 1}),
    )
    again = promises(rows, kept, due=lambda place: date(2026, 1, 1))
    assert again == kept


def test_a_promise_whose_point_got_another_answer_goes_unless_it_was_kept() -> None:
    kept = (promise(1), promise(2).model_copy(update={"done_on": date(2025, 1, 9)}))
    assert [row.id for row in promises((point(1, Outcome.ANSWERED), point(2, Outcome.ANSWERED)), kept)] == ["T-002"]


def test_a_promise_has_the_day_of_its_place_in_the_plan() -> None:
    of = record(
        milestones=(
            milestone(1, date(2024, 10, 25), title="Programma van eisen bespreken", stage=Stage.STRATEGY),
            milestone(2, date(2024, 12, 29), stage=Stage.PREPARATION, sub_steps=("Programma van eisen schrijven",)),
            milestone(3, date(2025, 11, 3), stage=Stage.IMPLEMENTATION),
            milestone(4, START, hard=True),
        ),
        sessions=(session(2),),
    )
    assert due_for(of, "Programma van eisen", WEEKDAYS) == date(2024, 12, 27), "the 29th is a Sunday"
    assert due_for(of, "Overbruggingsovereenkomst", WEEKDAYS) == date(2025, 11, 3)
    assert due_for(of, "Dialoogsessie 2", WEEKDAYS) == date(2025, 5, 13)
    assert due_for(of, "Productkaarten en tarieven", WEEKDAYS) == date(2024, 12, 27)
    assert due_for(of, "Regionale monitor", WEEKDAYS) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        ("Dialoogsessie 1", ["T-001"]),
        ("Dialoog", ["T-001", "T-002"]),
        ("inkoopovereenkomst", ["T-003"]),
        ("Overeenkomst", []),
        ("Programma van eisen", []),
        ("", []),
    ],
)
def test_a_later_document_finds_the_open_promises_it_must_keep(place: str, numbers: list[str]) -> None:
    places = ("Dialoogsessie 1", "dialoogsessie 11", "Concept-inkoopovereenkomst", "Programma van eisen, hoofdstuk 3")
    rows = [promise(number).model_copy(update={"place": name}) for number, name in enumerate(places, start=1)]
    rows[3] = rows[3].model_copy(update={"done_on": date(2025, 1, 9)})
    assert [row.id for row in promises_for(record(promises=tuple(rows)), place)] == numbers


def test_who_writes_a_document_is_told_what_was_promised_for_it_until_it_is_kept() -> None:
    rows = [promise(number).model_copy(update={"place": "Programma van eisen"}) for number in (1, 2, 3)]
    rows[1] = rows[1].model_copy(update={"done_on": date(2025, 1, 9)})
    (told,) = promises_waiting(record(promises=tuple(rows)), ("Aanmeldingsdocument", "Programma van eisen"))
    assert told.startswith("Programma van eisen: nog 2 toezeggingen uit de consultatie (T-001, T-003).")


def test_promises_are_grouped_by_place_and_owner_under_a_number_that_stays() -> None:
    first, second, third = (
        promise(number).model_copy(update={"due_on": date(2025, 3, number)}) for number in (7, 8, 9)
    )
    other = promise(10).model_copy(update={"owner": "Juridische Zaken"})
    done = first.model_copy(update={"done_on": date(2025, 1, 9)})
    group_, lonely = promise_groups(record(promises=(done, second, third, other)))
    assert (group_.key, group_.still_open, group_.due, group_.done_on) == (
        "toezegging-T-007",
        ("T-008", "T-009"),
        date(2025, 3, 8),
        None,
    )
    assert (lonely.key, lonely.due) == ("toezegging-T-010", START), "without a day: before the agreements start"
    (all_done,) = promise_groups(record(promises=(done,)))
    assert (all_done.still_open, all_done.done_on) == ((), date(2025, 1, 9))
