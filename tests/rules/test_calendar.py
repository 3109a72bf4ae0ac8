"""Which days are free, for which question."""

from datetime import date, timedelta

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.calendar import (
    EQUATED_DAYS,
    EQUATED_KNOWN,
    HOLIDAYS_KNOWN,
    FreeDays,
    OutsideCalendarError,
    Reading,
    legal_free_days,
)
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


def test_a_council_does_not_meet_in_its_recess() -> None:
    calendar = FreeDays((free(date(2026, 7, 20), FreeDayKind.RECESS), free(date(2026, 7, 22))))
    assert not calendar.is_working_day(date(2026, 7, 20), Reading.COUNCIL)
    assert not calendar.is_working_day(date(2026, 7, 22), Reading.COUNCIL)
    assert calendar.is_working_day(date(2026, 5, 15), Reading.COUNCIL)
    assert calendar.add_working_days(date(2026, 7, 17), 2, Reading.COUNCIL) == date(2026, 7, 23)


@pytest.mark.parametrize("reading", list(Reading))
def test_an_extra_working_day_counts_for_every_question(reading: Reading) -> None:
    sunday, holiday = date(2026, 6, 14), date(2026, 4, 27)
    calendar = FreeDays((free(sunday),), working=frozenset({sunday, holiday}))
    assert calendar.is_working_day(sunday, reading)
    assert calendar.is_working_day(holiday, reading)
    assert calendar.add_working_days(date(2026, 6, 12), 1, reading) == sunday
    assert calendar.add_working_days(date(2026, 6, 15), -1, reading) == sunday


def test_without_the_national_days_only_weekends_and_own_days_are_free() -> None:
    calendar = FreeDays((free(date(2026, 4, 28)),), national=False)
    assert calendar.is_working_day(date(2026, 4, 27), Reading.ATW)
    assert not calendar.is_working_day(date(2026, 4, 28))
    assert calendar.free_reason(date(2026, 4, 26)) == "zondag"
    assert calendar.on(date(2026, 4, 27)) == ()
    assert calendar.equated_days_warning(date(2050, 1, 3)) is None


def test_two_holidays_on_one_day_are_two_names() -> None:
    assert [known.name for known in legal_free_days(2016) if known.day == date(2016, 5, 5)] == [
        "Bevrijdingsdag",
        "Hemelvaartsdag",
    ]


def test_a_calendar_is_a_value() -> None:
    days = (free(date(2026, 5, 4)),)
    used = FreeDays(days)
    used.add_working_days(date(2026, 5, 1), 3)
    assert used == FreeDays(days)
    assert hash(used) == hash(FreeDays(days))
    assert used.for_place("Epe") is used.for_place("Epe")
    assert used.for_place("Epe") == FreeDays(days, place="Epe")
    assert used.for_place(None) is used


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


def test_a_decree_entered_by_the_team_counts_and_silences_the_warning() -> None:
    day = date(2029, 5, 11)
    calendar = FreeDays((free(day, FreeDayKind.EQUATED),))
    assert not calendar.is_working_day(day, Reading.ATW)
    assert calendar.is_working_day(day)
    assert calendar.equated_days_warning(date(2029, 12, 3)) is None
    assert calendar.equated_days_warning(date(2030, 1, 2)) is not None
    assert FreeDays((free(day),)).equated_days_warning(day) is not None


KINDS = st.sampled_from(FreeDayKind)
OWN_DAYS = st.lists(st.builds(free, DAYS, KINDS, st.sampled_from([None, "Hattem", "Epe"])), max_size=40)
CALENDARS = st.builds(
    lambda extra, place, working, national: FreeDays(tuple(extra), place, frozenset(working), national),
    OWN_DAYS,
    st.sampled_from([None, "Hattem"]),
    st.lists(DAYS, max_size=20),
    st.booleans(),
)


@given(calendar=CALENDARS, start=DAYS, amount=st.integers(-300, 300), reading=st.sampled_from(Reading))
@settings(max_examples=60, deadline=None)
def test_the_fast_count_is_the_count_day_by_day(calendar: FreeDays, start: date, amount: int, reading: Reading) -> None:
    step = timedelta(days=1 if amount > 0 else -1)
    day, left = start, abs(amount)
    while left:
        day += step
        left -= calendar.free_reason(day, reading) is None
    assert calendar.add_working_days(start, amount, reading) == day

    first, last = min(start, day), max(start, day)
    held = sum(
        calendar.free_reason(first + timedelta(days=number), reading) is None
        for number in range(1, (last - first).days + 1)
    )
    assert calendar.working_days_between(first, last, reading) == held
    assert calendar.working_days_between(last, first, reading) == -held

    nearest = {1: start, -1: start}
    for way in nearest:
        while calendar.free_reason(nearest[way], reading) is not None:
            nearest[way] += timedelta(days=way)
    assert calendar.on_or_after(start, reading) == nearest[1]
    assert calendar.on_or_before(start, reading) == nearest[-1]


@given(start=DAYS, amount=st.integers(1, 400), reading=st.sampled_from(Reading), calendar=CALENDARS)
@settings(max_examples=40, deadline=None)
def test_counting_back_undoes_counting_on_between_working_days(
    start: date, amount: int, reading: Reading, calendar: FreeDays
) -> None:
    start = calendar.on_or_after(start, reading)
    end = calendar.add_working_days(start, amount, reading)
    assert calendar.add_working_days(end, -amount, reading) == start
    assert calendar.working_days_between(start, end, reading) == amount
    assert calendar.add_working_days(start, amount + 1, reading) > end


@given(start=DAYS, days=st.integers(0, 800))
@settings(max_examples=30, deadline=None)
def test_counts_between_as_numpy_does(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    holidays = [
        known.day
        for year in range(start.year, end.year + 1)
        for known in legal_free_days(year)
        if known.kind is FreeDayKind.HOLIDAY
    ]
    # numpy counts the first day and not the last, we the other way round.
    one = timedelta(days=1)
    assert DUTCH.working_days_between(start, end) == numpy.busday_count(start + one, end + one, holidays=holidays)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        # As Excel documents WERKDAG: the start does not count, 0 gives the start itself, also in a weekend.
        ("2026-06-05", 1, "2026-06-08"),
        ("2026-06-06", 1, "2026-06-08"),
        ("2026-06-07", 1, "2026-06-08"),
        ("2026-06-06", 0, "2026-06-06"),
        ("2026-06-06", -1, "2026-06-05"),
        ("2026-06-08", -1, "2026-06-05"),
        ("2008-10-01", 151, "2009-04-30"),
    ],
)
def test_counts_from_a_weekend_as_excel_does(start: str, amount: int, end: str) -> None:
    found = FreeDays(national=False).add_working_days(date.fromisoformat(start), amount)
    assert found == date.fromisoformat(end)


def test_counts_over_own_days_as_the_example_of_excel() -> None:
    closed = tuple(free(day) for day in (date(2008, 11, 26), date(2008, 12, 4), date(2009, 1, 21)))
    assert FreeDays(closed, national=False).add_working_days(date(2008, 10, 1), 151) == date(2009, 5, 5)


@pytest.mark.parametrize("amount", [1, -1, 10**9, -(10**9)])
def test_a_count_out_of_the_calendar_is_refused_in_dutch(amount: int) -> None:
    edge = date.max if amount > 0 else date.min
    with pytest.raises(OutsideCalendarError, match="buiten de kalender"):
        DUTCH.add_working_days(edge, amount)


def test_at_the_edge_of_the_calendar() -> None:
    weekend = FreeDays(national=False)
    assert weekend.on_or_after(date.max) == date.max == date(9999, 12, 31)
    assert weekend.on_or_before(date.min) == date.min
    closed = FreeDays((free(date.max),), national=False)
    with pytest.raises(OutsideCalendarError):
        closed.on_or_after(date.max)
    with pytest.raises(OutsideCalendarError):
        FreeDays((free(date.min),), national=False).on_or_before(date.min)


def test_where_the_holidays_are_not_known_nobody_stakes_a_date() -> None:
    first, last = HOLIDAYS_KNOWN
    DUTCH.check(first, last)
    assert all(len(legal_free_days(year)) >= 9 for year in (first.year, last.year))
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(OutsideCalendarError, match="1990 tot en met 2100"):
            DUTCH.check(day)
        FreeDays(national=False).check(day)
