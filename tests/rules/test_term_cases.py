"""The table of term_cases.csv, and an independent count for every start day of 2026.

The dates in the table are literals, made without the code under test: by a separate count day by day over its own list
of holidays. Where the article decides (minimum of working days, month ends, counting back, own days, the known vectors)
the date was written down from the act first and that count had to agree. Change a date only with the act beside it.
"""

import csv
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.rules.calendar import FreeDays
from flows.rules.terms import earliest_contract_day, reckon
from schemas.terms import Basis, Direction, FreeDay, FreeDayKind, Roll, Term, Unit

TABLE = Path(__file__).with_name("term_cases.csv")
ONE_DAY = timedelta(days=1)


class Case(NamedTuple):
    """One row, to the letter."""

    vanaf: str
    aantal: str
    eenheid: str
    richting: str
    grondslag: str
    rol: str
    kalender: str
    vrije_dagen: str
    werkdagen_extra: str
    tijdstip: str
    ruwe_datum: str
    datum: str
    moment: str
    waarom: str


@cache
def cases() -> tuple[tuple[int, Case], ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        assert next(rows) == list(Case._fields)
        return tuple((number, Case(*row)) for number, row in enumerate(rows, start=2))


def days(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in text.split())


@cache
def calendar_of(kalender: str, free: str, working: str) -> FreeDays:
    extra = tuple(
        FreeDay(day=day, name="vrij", kind=FreeDayKind.HOLIDAY, source="opgegeven") for day in sorted(days(free))
    )
    return FreeDays(extra=extra, working=days(working), national=kalender == "nl")


def outcome(case: Case) -> tuple[str, str, str]:
    """Raw date, date and moment as our engine reckons them."""
    term = Term(
        amount=int(case.aantal),
        unit=Unit(case.eenheid),
        direction=Direction(case.richting),
        basis=Basis(case.grondslag),
        roll=Roll(case.rol) if case.rol else None,
        time_of_day=time.fromisoformat(case.tijdstip) if case.tijdstip else None,
        source=case.waarom,
    )
    calendar = calendar_of(case.kalender, case.vrije_dagen, case.werkdagen_extra)
    result = reckon(date.fromisoformat(case.vanaf), term, calendar)
    expected = datetime.fromisoformat(case.moment) if case.moment else None
    moment = case.moment if result.moment == expected else str(result.moment)
    return result.raw_date.isoformat(), result.date.isoformat(), moment


@pytest.mark.parametrize("basis", [basis.value for basis in Basis])
def test_every_case_of_the_table(basis: str) -> None:
    wrong = [
        f"rij {number}: {case} gives {found}"
        for number, case in cases()
        if case.grondslag == basis
        if (found := outcome(case)) != (case.ruwe_datum, case.datum, case.moment)
    ]
    assert wrong == []


def test_the_table_holds_every_rule() -> None:
    rows = [case for _, case in cases()]
    assert len(rows) >= 300
    assert len(set(rows)) == len(rows)
    assert {case.eenheid for case in rows} == {unit.value for unit in Unit} - {"uren"}
    assert {case.rol for case in rows} == {"", *(roll.value for roll in Roll)}
    for basis in Basis:
        mine = [case for case in rows if case.grondslag == basis]
        assert {case.richting for case in mine} == {"vooruit", "terug"}
        for year in range(2024, 2033):
            ends = {case.waarom.split(";")[0] for case in mine if case.waarom.startswith("laatste dag is")}
            assert sum(f" {year} (" in end for end in ends) == 9, (basis, year)


# --- An independent count -------------------------------------------------------------------------------------------

HOLIDAYS = days(
    "2026-01-01 2026-04-06 2026-04-27 2026-05-05 2026-05-14 2026-05-25 2026-12-25 2026-12-26 "
    "2027-01-01 2027-03-29 2027-04-27 2027-05-05 2027-05-06 2027-05-17 2027-12-25 2027-12-26"
)
EQUATED = days("2026-01-02 2026-04-03 2026-05-15 2027-03-26 2027-05-07")
FREE = {Basis.STATUTORY: HOLIDAYS | EQUATED, Basis.EU: HOLIDAYS}
ALL_2026 = [date(2026, 1, 1) + number * ONE_DAY for number in range(365)]


def twenty(direction: Direction, basis: Basis, roll: Roll | None = None, days_: int = 20) -> Term:
    return Term(
        amount=days_, unit=Unit.CALENDAR_DAYS, direction=direction, basis=basis, roll=roll, source="onafhankelijk"
    )


def counted_naively(start: date, days_: int, free: frozenset[date] | None) -> date:
    """Day by day on; a free last day is passed over when ``free`` says which days are."""
    day = start
    for _ in range(days_):
        day += ONE_DAY
    while free is not None and (day.isoweekday() > 5 or day in free):
        day += ONE_DAY
    return day


@pytest.mark.parametrize("basis", list(Basis))
def test_twenty_days_from_each_day_of_2026(basis: Basis) -> None:
    assert len(ALL_2026) == 365
    assert ALL_2026[-1] == date(2026, 12, 31)
    wrong = []
    for start in ALL_2026:
        forward = reckon(start, twenty(Direction.FORWARD, basis), FreeDays())
        back = reckon(start, twenty(Direction.BACK, basis), FreeDays())
        expected = (counted_naively(start, 20, None), counted_naively(start, 20, FREE.get(basis)))
        if (forward.raw_date, forward.date) != expected:
            wrong.append(f"{start} vooruit: {forward.date}, niet {expected}")
        if (start - back.raw_date).days != 20 or back.date != back.raw_date:
            wrong.append(f"{start} terug: {back.date}")
    assert wrong == []


@pytest.mark.parametrize("basis", [Basis.SELF_BINDING, Basis.DECIDED])
def test_an_act_declared_applicable_gives_the_dates_of_the_act_in_2026(basis: Basis) -> None:
    for start in ALL_2026:
        for amount in (1, 3, 20):
            declared = reckon(start, twenty(Direction.FORWARD, basis, Roll.AS_THE_ACT, amount), FreeDays())
            by_law = reckon(start, twenty(Direction.FORWARD, Basis.STATUTORY, None, amount), FreeDays())
            assert (declared.raw_date, declared.date) == (by_law.raw_date, by_law.date)


def test_a_standstill_of_2026_never_lets_a_contract_in_before_the_later_reading() -> None:
    """113 of these 365 end on a free day: there the two readings differ."""
    differ = 0
    for start in ALL_2026:
        plain = counted_naively(start, 20, None)
        lengthened = counted_naively(start, 20, FREE[Basis.STATUTORY])
        result = earliest_contract_day(start, 20, FreeDays())
        assert result.date == max(plain, lengthened) + ONE_DAY
        assert result.date > plain
        differ += plain != lengthened
        assert ("zonder verlenging" in result.explanation) is (plain != lengthened)
    assert differ == 113
