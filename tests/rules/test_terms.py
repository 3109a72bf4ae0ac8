"""Counting terms: the vectors of the acts, and properties that hold for every date."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.rules.calendar import FreeDays, OutsideCalendarError, Reading
from flows.rules.terms import add_months, earliest_contract_day, local_moment, reckon
from schemas.terms import Basis, Direction, FreeDay, FreeDayKind, Roll, Term, Unit

DUTCH = FreeDays()
SOURCE = "Aanbestedingswet 2012, art. 2.127"
DAYS = st.dates(date(2023, 1, 2), date(2028, 6, 1))
FEW = settings(max_examples=25, deadline=None)


def term(amount: int, unit: str = "kalenderdagen", **given_fields: Any) -> Term:
    fields = {"direction": Direction.FORWARD, "basis": Basis.STATUTORY, "source": SOURCE, **given_fields}
    return Term(amount=amount, unit=Unit(unit), **fields)


def back(amount: int, roll: Roll | None = None, **fields: Any) -> Term:
    return term(amount, direction=Direction.BACK, roll=roll, **fields)


def own(amount: int, roll: Roll | None = None, **fields: Any) -> Term:
    return term(amount, basis=Basis.SELF_BINDING, roll=roll, **fields)


@pytest.mark.parametrize(
    ("sent", "raw", "end"),
    [
        ("2025-12-15", "2026-01-04", "2026-01-05"),
        ("2026-04-13", "2026-05-03", "2026-05-04"),
        ("2026-05-25", "2026-06-14", "2026-06-15"),
        ("2027-04-16", "2027-05-06", "2027-05-10"),
    ],
)
def test_a_statutory_term_is_lengthened(sent: str, raw: str, end: str) -> None:
    result = reckon(date.fromisoformat(sent), term(20), DUTCH)
    assert (result.raw_date.isoformat(), result.date.isoformat()) == (raw, end)
    assert "Algemene termijnenwet, art. 1" in result.path


@pytest.mark.parametrize(
    ("closing", "latest", "working_day"),
    [
        ("2026-03-16", "2026-03-06", "2026-03-06"),
        ("2026-05-15", "2026-05-05", "2026-05-04"),
        ("2026-06-02", "2026-05-23", "2026-05-22"),
    ],
)
def test_a_term_counted_back_is_never_lengthened(closing: str, latest: str, working_day: str) -> None:
    anchor = date.fromisoformat(closing)
    assert reckon(anchor, back(10), DUTCH).date.isoformat() == latest
    assert reckon(anchor, back(10, Roll.PREVIOUS_WORKING_DAY), DUTCH).date.isoformat() == working_day


def test_counted_back_to_a_free_day_names_the_working_day_before() -> None:
    (warning,) = reckon(date(2026, 6, 2), back(10), DUTCH).warnings
    assert "vrijdag 22 mei 2026" in warning


def test_the_sentence_says_every_step() -> None:
    assert reckon(date(2026, 4, 13), term(20), DUTCH).explanation == (
        "20 kalenderdagen na maandag 13 april 2026 is zondag 3 mei 2026; zondag telt als laatste dag niet mee, daarom "
        "maandag 4 mei 2026 (Algemene termijnenwet, art. 1); bron van de termijn: Aanbestedingswet 2012, art. 2.127."
    )


def test_the_sentence_names_every_free_day_passed_over() -> None:
    explanation = reckon(date(2027, 4, 16), term(20), DUTCH).explanation
    assert "Hemelvaartsdag, vrijdag na Hemelvaart, zaterdag en zondag tellen" in explanation


def test_three_days_over_easter_hold_two_working_days() -> None:
    result = reckon(date(2026, 4, 2), term(3), DUTCH)
    assert result.date == date(2026, 4, 8)
    assert result.path[-1] == "Algemene termijnenwet, art. 2"


def test_two_days_over_easter_do_not() -> None:
    assert reckon(date(2026, 4, 2), term(2), DUTCH).date == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("amount", "unit", "lengthened"),
    [
        (90, "kalenderdagen", True),
        (91, "kalenderdagen", False),
        (12, "weken", True),
        (13, "weken", False),
        (3, "maanden", True),
        (4, "maanden", False),
        (1, "jaren", False),
    ],
)
def test_the_act_stops_at_its_longest_terms(amount: int, unit: str, lengthened: bool) -> None:
    sundays = (date(2026, 1, 4) + timedelta(weeks=week) for week in range(53))
    anchors = {
        "kalenderdagen": lambda end: end - timedelta(days=amount),
        "weken": lambda end: end - timedelta(weeks=amount),
        "maanden": lambda end: add_months(end, -amount),
        "jaren": lambda end: add_months(end, -12 * amount),
    }
    for sunday in sundays:
        result = reckon(anchors[unit](sunday), term(amount, unit), DUTCH)
        if result.raw_date == sunday:
            assert (result.date > sunday) is lengthened
            assert ("Algemene termijnenwet, art. 4: niet van toepassing" in result.path) is not lengthened


def test_hours_are_real_hours_when_the_clock_changes() -> None:
    result = reckon(date(2026, 3, 28), term(24, "uren", time_of_day=time(12)), DUTCH)
    assert result.moment == datetime(2026, 3, 29, 11, tzinfo=UTC)
    assert "zondag 29 maart 2026 om 13.00 uur" in result.explanation
    assert result.date == date(2026, 3, 29)


def test_hours_counted_into_the_second_of_two_equal_hours() -> None:
    result = reckon(date(2026, 10, 24), term(25, "uren", time_of_day=time(2, 30)), DUTCH)
    assert result.moment == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_european_term_in_hours_skips_the_hour_of_the_event() -> None:
    result = reckon(date(2026, 6, 1), term(2, "uren", basis=Basis.EU, time_of_day=time(10, 15)), DUTCH)
    assert "13.00 uur" in result.explanation


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 3, 27), 11), (date(2026, 7, 1), 10)])
def test_closing_at_noon_is_dutch_noon_in_winter_and_summer(day: date, hour: int) -> None:
    result = reckon(day - timedelta(days=1), own(1, time_of_day=time(12)), DUTCH)
    assert result.moment == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_a_time_that_summer_time_skips_is_an_hour_later_and_says_so() -> None:
    result = reckon(date(2026, 3, 28), own(1, time_of_day=time(2, 30)), DUTCH)
    assert result.moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert any("02.30 uur niet" in warning and "03.30 uur" in warning for warning in result.warnings)


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert local_moment(date(2026, 10, 25), time(2, 30, fold=1)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("roll", "end"),
    [
        (None, date(2026, 5, 3)),
        (Roll.NONE, date(2026, 5, 3)),
        (Roll.NEXT_WORKING_DAY, date(2026, 5, 4)),
        (Roll.PREVIOUS_WORKING_DAY, date(2026, 5, 1)),
    ],
)
def test_our_own_term_follows_our_own_rule(roll: Roll | None, end: date) -> None:
    assert reckon(date(2026, 4, 13), own(20, roll), DUTCH).date == end


def test_our_own_rule_skips_a_bridge_day_and_not_an_equated_day() -> None:
    bridge = FreeDay(day=date(2026, 5, 4), name="kantoor dicht", kind=FreeDayKind.BRIDGE, source="projectteam")
    calendar = FreeDays((bridge,))
    assert reckon(date(2026, 4, 13), own(20, Roll.NEXT_WORKING_DAY), calendar).date == date(2026, 5, 6)
    assert reckon(date(2026, 4, 13), term(20), calendar).date == date(2026, 5, 4)
    assert reckon(date(2026, 5, 14), own(1, Roll.NEXT_WORKING_DAY), DUTCH).date == date(2026, 5, 15)


def test_working_days_of_our_own_count_ordinary_working_days() -> None:
    remedy = own(10, Roll.NEXT_WORKING_DAY, time_of_day=time(12)).model_copy(update={"unit": Unit.WORKING_DAYS})
    assert reckon(date(2026, 4, 30), remedy, DUTCH).date == date(2026, 5, 18)


def test_a_european_term_ends_on_an_equated_day_and_warns() -> None:
    result = reckon(date(2026, 5, 13), term(2, basis=Basis.EU), DUTCH)
    assert result.date == date(2026, 5, 18)
    result = reckon(date(2026, 4, 1), term(2, basis=Basis.EU), DUTCH)
    assert result.date == date(2026, 4, 3)
    assert "Europese verordening" in result.warnings[0]


def test_a_long_european_term_is_lengthened_too() -> None:
    result = reckon(date(2026, 1, 31), term(4, "maanden", basis=Basis.EU), DUTCH)
    assert (result.raw_date, result.date) == (date(2026, 5, 31), date(2026, 6, 1))


def test_a_month_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 3, 31), -1) == date(2028, 2, 29)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 2, 28)


def test_beyond_the_decrees_a_statutory_term_warns() -> None:
    assert any("2028" in warning for warning in reckon(date(2029, 3, 1), term(20), DUTCH).warnings)
    assert not reckon(date(2029, 3, 1), own(20), DUTCH).warnings


def test_counting_before_the_law_was_in_force_warns() -> None:
    new_law = term(10, valid_from=date(2026, 7, 1))
    assert "1 juli 2026" in reckon(date(2026, 6, 1), new_law, DUTCH).warnings[0]
    assert not reckon(date(2026, 7, 1), new_law, DUTCH).warnings


def test_a_decree_of_the_team_silences_that_warning_for_its_year_only() -> None:
    decree = FreeDay(day=date(2029, 5, 11), name="vrijdag na Hemelvaart", kind=FreeDayKind.EQUATED, source="besluit")
    calendar = FreeDays((decree,))
    result = reckon(date(2029, 4, 21), term(20), calendar)
    assert result.date == date(2029, 5, 14)
    assert result.warnings == ()
    assert "2030" in reckon(date(2030, 3, 1), term(20), calendar).warnings[0]
    assert "2030" in reckon(date(2029, 12, 20), term(20, "werkdagen"), calendar).warnings[0]


def test_only_a_count_that_needs_the_decrees_warns_about_them() -> None:
    def warned(some: Term, anchor: date = date(2029, 3, 1)) -> bool:
        return any("gelijkgestelde dagen" in warning for warning in reckon(anchor, some, DUTCH).warnings)

    assert warned(back(10, unit="werkdagen"))
    assert warned(own(20, Roll.AS_THE_ACT))
    assert warned(term(5, "werkdagen"), date(2028, 12, 28))
    assert warned(back(5, unit="werkdagen"), date(2023, 1, 4))
    assert not warned(back(10))
    assert not warned(term(4, "maanden"))
    assert not warned(term(1, "jaren"))
    assert not warned(term(20, basis=Basis.EU))
    assert not warned(term(5, "uren", time_of_day=time(9)))
    assert not any(reckon(date(2029, 3, 1), term(20), FreeDays(national=False)).warnings)


@pytest.mark.parametrize("basis", [Basis.SELF_BINDING, Basis.DECIDED])
def test_an_act_declared_applicable_lengthens_and_says_so(basis: Basis) -> None:
    declared = term(20, basis=basis, roll=Roll.AS_THE_ACT)
    assert reckon(date(2026, 4, 13), declared, DUTCH).explanation == (
        "20 kalenderdagen na maandag 13 april 2026 is zondag 3 mei 2026; de Algemene termijnenwet geldt hier omdat de "
        "documenten dat bepalen; zondag telt als laatste dag niet mee, daarom maandag 4 mei 2026 (Algemene "
        f"termijnenwet, art. 1); bron van de termijn: {SOURCE}."
    )
    bridge = FreeDay(day=date(2026, 5, 4), name="kantoor dicht", kind=FreeDayKind.BRIDGE, source="projectteam")
    assert reckon(date(2026, 4, 13), declared, FreeDays((bridge,))).date == date(2026, 5, 4)


def test_an_act_declared_applicable_has_the_exceptions_of_the_act() -> None:
    assert reckon(date(2026, 4, 2), own(3, Roll.AS_THE_ACT), DUTCH).date == date(2026, 4, 8)
    long = reckon(date(2026, 3, 15), own(91, Roll.AS_THE_ACT), DUTCH)
    assert long.date == long.raw_date == date(2026, 6, 14)
    assert "art. 4" in long.explanation
    counted_back = reckon(date(2026, 6, 2), back(10, Roll.AS_THE_ACT, basis=Basis.SELF_BINDING), DUTCH)
    assert counted_back.date == date(2026, 5, 23)
    assert "art. 1 lid 2" in counted_back.explanation
    hours = own(24, Roll.AS_THE_ACT, unit="uren", time_of_day=time(12))
    assert reckon(date(2026, 6, 5), hours, DUTCH).date == date(2026, 6, 6)


def test_declaring_the_act_applicable_adds_nothing_to_a_statutory_term() -> None:
    plain = reckon(date(2026, 4, 13), term(20), DUTCH)
    declared = reckon(date(2026, 4, 13), term(20, roll=Roll.AS_THE_ACT), DUTCH)
    assert (declared.date, declared.path, declared.explanation) == (plain.date, plain.path, plain.explanation)


@given(anchor=DAYS, days=st.integers(1, 100), unit=st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS]))
@FEW
def test_an_act_declared_applicable_ends_as_the_act_does(anchor: date, days: int, unit: Unit) -> None:
    declared = reckon(anchor, own(days, Roll.AS_THE_ACT, unit=unit), DUTCH)
    by_law = reckon(anchor, term(days, unit), DUTCH)
    assert (declared.raw_date, declared.date) == (by_law.raw_date, by_law.date)


def test_a_european_term_of_two_days_in_hours_warns_that_it_can_be_read_in_two_ways() -> None:
    def warned(hours: int, **fields: Any) -> bool:
        some = term(hours, "uren", basis=Basis.EU, time_of_day=time(12), **fields)
        return any("art. 3 lid 5" in warning for warning in reckon(date(2026, 6, 5), some, DUTCH).warnings)

    assert warned(48)
    assert not warned(47)
    assert not warned(96)
    assert not warned(48, direction=Direction.BACK)


@pytest.mark.parametrize(
    ("anchor", "some"),
    [
        (date.max, term(1)),
        (date.max, own(1, Roll.NEXT_WORKING_DAY)),
        (date.max, term(1, "werkdagen")),
        (date.max, term(1, "maanden")),
        (date.max, term(1, "jaren")),
        (date.max, term(1, "weken")),
        (date.max, own(24, unit="uren", time_of_day=time(12))),
        (date.min, back(1)),
        (date.min, back(1, unit="werkdagen")),
        (date.min, back(1, unit="maanden")),
        (date.min, back(1, basis=Basis.DECIDED, time_of_day=time(0, 0))),
        (date(9999, 12, 30), own(1, time_of_day=time(23, 59))),
        (date(2100, 12, 31), term(1)),
        (date(2090, 1, 1), term(20, "jaren")),
        (date(1990, 1, 1), back(1)),
        (date(1026, 4, 13), term(20)),
    ],
)
def test_a_term_that_leaves_the_calendar_is_refused_in_dutch(anchor: date, some: Term) -> None:
    with pytest.raises(OutsideCalendarError, match="buiten de kalender"):
        reckon(anchor, some, DUTCH)


@pytest.mark.parametrize("some", [term(1), term(1, "werkdagen"), term(1, "jaren"), own(1, time_of_day=time(23))])
def test_the_end_of_time_is_refused_without_holidays_too(some: Term) -> None:
    with pytest.raises(OutsideCalendarError, match="9999"):
        reckon(date.max, some, FreeDays(national=False))
    with pytest.raises(OutsideCalendarError):
        earliest_contract_day(date.max, 1, FreeDays(national=False))
    with pytest.raises(OutsideCalendarError):
        earliest_contract_day(date(9999, 12, 30), 1, FreeDays(national=False))


@given(
    anchor=DAYS,
    amount=st.integers(1, 80),
    unit=st.sampled_from([unit for unit in Unit if unit is not Unit.YEARS]),
    basis=st.sampled_from(Basis),
    roll=st.sampled_from([None, Roll.NEXT_WORKING_DAY]),
)
@settings(max_examples=60, deadline=None)
def test_a_longer_term_or_a_later_start_never_ends_earlier(
    anchor: date, amount: int, unit: Unit, basis: Basis, roll: Roll | None
) -> None:
    def end(start: date, length: int) -> date:
        return reckon(start, term(length, unit, basis=basis, roll=roll, time_of_day=time(12)), DUTCH).date

    if _act_stops_between(amount, unit, basis):
        return
    assert end(anchor, amount) <= end(anchor, amount + 1)
    assert end(anchor, amount) <= end(anchor + timedelta(days=1), amount)


def _act_stops_between(amount: int, unit: Unit, basis: Basis) -> bool:
    """A statutory term of 3 months is lengthened and one of 3 months and a day is not: the act itself jumps there."""
    longest = {Unit.MONTHS: 3, Unit.WEEKS: 12}
    return basis is Basis.STATUTORY and amount == longest.get(unit)


@given(
    anchor=DAYS,
    amount=st.integers(1, 80),
    unit=st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS]),
    basis=st.sampled_from(Basis),
    roll=st.sampled_from([None, Roll.NEXT_WORKING_DAY, Roll.AS_THE_ACT]),
)
@settings(max_examples=60, deadline=None)
def test_no_term_ends_on_a_day_its_rule_forbids(
    anchor: date, amount: int, unit: Unit, basis: Basis, roll: Roll | None
) -> None:
    if basis is Basis.EU and roll is Roll.AS_THE_ACT:
        return
    result = reckon(anchor, term(amount, unit, basis=basis, roll=roll), DUTCH)
    assert result.date >= result.raw_date > anchor
    if basis is Basis.STATUTORY or roll is Roll.AS_THE_ACT:
        forbidden = Reading.ATW
    elif basis is Basis.EU:
        forbidden = Reading.EU
    elif roll is Roll.NEXT_WORKING_DAY or unit is Unit.WORKING_DAYS:
        forbidden = Reading.OFFICE
    else:
        assert result.date == result.raw_date
        return
    if roll is Roll.NEXT_WORKING_DAY:
        assert DUTCH.is_working_day(result.date)
        return
    assert DUTCH.is_working_day(result.date, forbidden)


@given(start=DAYS, amount=st.integers(1, 80), basis=st.sampled_from(Basis))
@FEW
def test_working_days_back_from_the_end_are_the_start_again(start: date, amount: int, basis: Basis) -> None:
    reading = {Basis.STATUTORY: Reading.ATW, Basis.EU: Reading.EU}.get(basis, Reading.OFFICE)
    start = DUTCH.on_or_after(start, reading)
    end = reckon(start, term(amount, "werkdagen", basis=basis), DUTCH)
    # A short term can be lengthened; the plain count is the one that can be undone.
    assert reckon(end.raw_date, back(amount, unit="werkdagen", basis=basis), DUTCH).date == start


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": 0}, "greater than or equal to 1"),
        ({"unit": "uren"}, "tijdstip nodig"),
        ({"direction": "terug", "roll": "volgende_werkdag"}, "werkdag ervoor"),
        ({"roll": "vorige_werkdag"}, "niet korter"),
        ({"basis": "eu", "roll": "zoals de Algemene termijnenwet"}, "verordening 1182/71"),
        ({"amount": 101, "unit": "jaren"}, "100 jaar"),
        ({"time_of_day": time(12, tzinfo=UTC)}, "zonder tijdzone"),
        ({"source": ""}, "at least 1 character"),
    ],
)
def test_a_term_without_meaning_is_refused(fields: dict[str, Any], words: str) -> None:
    whole = {"amount": 20, "unit": "kalenderdagen", "direction": "vooruit", "basis": "wettelijk", "source": SOURCE}
    with pytest.raises(ValidationError, match=words):
        Term(**{**whole, **fields})


@pytest.mark.parametrize(
    ("sent", "first_day"),
    [
        (date(2026, 4, 14), date(2026, 5, 5)),
        (date(2026, 4, 13), date(2026, 5, 5)),
        (date(2027, 4, 16), date(2027, 5, 11)),
    ],
)
def test_the_contract_waits_for_the_later_of_both_readings(sent: date, first_day: date) -> None:
    assert earliest_contract_day(sent, 20, DUTCH).date == first_day


def test_the_standstill_says_both_readings() -> None:
    said = earliest_contract_day(date(2026, 4, 13), 20, DUTCH, source=SOURCE).explanation
    for words in ("zondag 3 mei 2026", "maandag 4 mei 2026", "dinsdag 5 mei 2026", SOURCE):
        assert words in said


@given(sent=DAYS, days=st.integers(1, 120))
@FEW
def test_a_contract_is_never_early_in_either_reading(sent: date, days: int) -> None:
    first_day = earliest_contract_day(sent, days, DUTCH).date
    assert first_day > sent + timedelta(days=days)
    assert first_day > reckon(sent, term(days), DUTCH).date


@given(anchor=DAYS, days=st.integers(1, 90))
@FEW
def test_a_statutory_term_ends_on_the_first_day_the_act_allows(anchor: date, days: int) -> None:
    end = reckon(anchor, term(days), DUTCH).date
    raw = anchor + timedelta(days=days)

    def allowed(day: date) -> bool:
        held = sum(
            DUTCH.is_working_day(anchor + timedelta(days=n), Reading.ATW) for n in range(1, (day - anchor).days + 1)
        )
        return DUTCH.is_working_day(day, Reading.ATW) and (days < 3 or held >= 2)

    assert end == next(day for day in (raw + timedelta(days=n) for n in range(12)) if allowed(day))


@given(anchor=DAYS, days=st.integers(1, 90), basis=st.sampled_from(Basis))
@FEW
def test_counting_back_never_ends_later_than_the_plain_count(anchor: date, days: int, basis: Basis) -> None:
    plain = reckon(anchor, back(days, basis=basis), DUTCH)
    rolled = reckon(anchor, back(days, Roll.PREVIOUS_WORKING_DAY, basis=basis), DUTCH)
    assert plain.date == plain.raw_date == anchor - timedelta(days=days)
    assert rolled.date <= plain.date
    assert DUTCH.is_working_day(rolled.date)
    assert DUTCH.working_days_between(rolled.date, plain.date) == 0


@given(anchor=DAYS, clock=st.times(), days=st.integers(1, 400))
@FEW
def test_a_moment_falls_on_the_day_it_belongs_to(anchor: date, clock: time, days: int) -> None:
    result = reckon(anchor, own(days, time_of_day=clock), DUTCH)
    assert result.moment is not None
    assert result.moment.utcoffset() == timedelta(0)
    local = result.moment + timedelta(hours=2 if _summer(result.moment) else 1)
    assert local.date() == result.date


def _summer(moment: datetime) -> bool:
    """EU rule: from the last Sunday of March 01.00 UTC to the last Sunday of October 01.00 UTC."""

    def last_sunday(month: int) -> datetime:
        day = date(moment.year, month, 31)
        day -= timedelta(days=(day.weekday() + 1) % 7)
        return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)

    return last_sunday(3) <= moment < last_sunday(10)


@given(anchor=DAYS, basis=st.sampled_from(Basis), amount=st.integers(1, 30), unit=st.sampled_from(Unit))
@FEW
def test_every_result_explains_itself_and_comes_out_the_same_twice(
    anchor: date, basis: Basis, amount: int, unit: Unit
) -> None:
    some = term(amount, unit, basis=basis, time_of_day=time(12))
    result = reckon(anchor, some, DUTCH)
    assert result == reckon(anchor, some, DUTCH)
    assert result.path
    assert result.explanation.endswith(f"bron van de termijn: {SOURCE}.")
    assert ". " not in result.explanation.replace("art. ", "artikel ")
