"""Which days are free, for which question."""

from datetime import date, timedelta

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.calendar import EQUATED_DAYS, EQUATED_KNOWN, FreeDays, Reading, legal_free_days
from schemas.terms import FreeDay, FreeDayKind

DUTCH = FreeDays()
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


def free(day: date, kind: FreeDayKind = FreeDayKind.BRIDGE, place: str | None = None) -> FreeDay:
    return FreeDay(day=day, name="kantoor dicht", kind=kind, source="projectteam", applies_to=place)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2025, "01-01 04-18 04-21 04-26 05-05 05-29 05-30 06-09 12-25 12-26"),
        (2026, "01-01 01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25 12-25 12-26"),
        (2027, "01-01 03-26 03-29 04-27 05-05 05-06 05-07 05-17 12-25 12-26"),
        (2028, "01-01 04-14 04-17 04-27 04-28 05-05 05-25 05-26 06-05 12-25 12-26"),
    ],
)
def test_holidays_and_equated_days_of_the_act(year: int, days: str) -> None:
    assert [known.day for known in legal_free_days(year)] == [
        date.fromisoformat(f"{year}-{day}") for day in days.split()
    ]


def test_every_free_day_names_its_source() -> None:
    assert all(known.source for year in range(2023, 2029) for known in legal_free_days(year))
    assert "15 mei 2026" in EQUATED_DAYS[date(2026, 5, 15)][1]


def test_fifth_of_may_is_a_holiday_in_an_ordinary_year() -> None:
    assert DUTCH.free_reason(date(2026, 5, 5)) == "Bevrijdingsdag"


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 5, 15)])
def test_an_equated_day_counts_only_for_statutory_terms(day: date) -> None:
    assert not DUTCH.is_working_day(day, Reading.ATW)
    assert DUTCH.is_working_day(day, Reading.EU)
    assert DUTCH.is_working_day(day, Reading.OFFICE)
    assert not DUTCH.is_working_day(day, Reading.ANY)


def test_a_bridge_day_counts_for_our_own_terms_and_never_for_the_law() -> None:
    bridged = FreeDays((free(date(2026, 5, 4)),))
    assert not bridged.is_working_day(date(2026, 5, 4))
    assert bridged.is_working_day(date(2026, 5, 4), Reading.ATW)


def test_recess_is_known_and_stays_a_working_day() -> None:
    recess = FreeDays((free(date(2026, 7, 20), FreeDayKind.RECESS),))
    assert recess.is_working_day(date(2026, 7, 20))
    assert [known.kind for known in recess.on(date(2026, 7, 20))] == [FreeDayKind.RECESS]


def test_a_day_of_one_municipality_counts_only_there() -> None:
    calendar = FreeDays((free(date(2026, 5, 4), place="Hattem"),))
    assert calendar.is_working_day(date(2026, 5, 4))
    assert not calendar.for_place("Hattem").is_working_day(date(2026, 5, 4))
    assert calendar.for_place("Epe").is_working_day(date(2026, 5, 4))


@pytest.mark.parametrize(
    ("back", "plain", "bridged"),
    [
        (1, date(2026, 5, 15), date(2026, 5, 13)),
        (5, date(2026, 5, 8), date(2026, 5, 7)),
        (10, date(2026, 4, 30), date(2026, 4, 29)),
    ],
)
def test_counting_back_over_ascension_day(back: int, plain: date, bridged: date) -> None:
    deadline = date(2026, 5, 18)
    assert DUTCH.add_working_days(deadline, -back) == plain
    assert FreeDays((free(date(2026, 5, 15)),)).add_working_days(deadline, -back) == bridged


@given(start=DAYS, amount=st.integers(-60, 60))
@settings(max_examples=30, deadline=None)
def test_counts_as_excel_workday_does(start: date, amount: int) -> None:
    holidays = [
        known.day
        for year in range(start.year - 1, start.year + 2)
        for known in legal_free_days(year)
        if known.kind is FreeDayKind.HOLIDAY
    ]
    roll = "backward" if amount > 0 else "forward"
    expected = numpy.busday_offset(start, amount, roll=roll, holidays=holidays).astype(date) if amount else start
    assert DUTCH.add_working_days(start, amount) == expected


@given(start=DAYS, days=st.integers(0, 200))
@settings(max_examples=20, deadline=None)
def test_working_days_between_counts_the_same_both_ways(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert DUTCH.working_days_between(start, end) == -DUTCH.working_days_between(end, start)


@given(day=DAYS, reading=st.sampled_from(Reading))
@settings(max_examples=30, deadline=None)
def test_nearest_working_days_enclose_the_day(day: date, reading: Reading) -> None:
    before, after = DUTCH.on_or_before(day, reading), DUTCH.on_or_after(day, reading)
    assert before <= day <= after
    assert (before == day) is (after == day) is DUTCH.is_working_day(day, reading)
    assert DUTCH.working_days_between(before, DUTCH.next_working_day(before, reading), reading) == 1
    assert DUTCH.next_working_day(DUTCH.previous_working_day(after, reading), reading) == after


def test_beyond_the_decrees_a_warning_says_so() -> None:
    last = EQUATED_KNOWN[1]
    assert DUTCH.equated_days_warning(last) is None
    assert "2028" in (DUTCH.equated_days_warning(last + timedelta(days=1)) or "")
