"""Dates, amounts and lists in Dutch: each written in one way only."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.wording import (
    at_time,
    clock_time,
    count,
    euro,
    listing,
    local_day,
    long_date,
    plain_date,
    short_date,
)
from tests.builders import CALM

MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def test_one_day_in_three_lengths() -> None:
    day = date(2026, 1, 1)
    assert (long_date(day), plain_date(day), short_date(day)) == (
        "donderdag 1 januari 2026",
        "1 januari 2026",
        "1-1-2026",
    )


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2025, 3, 28, 11, 0, tzinfo=UTC), "vrijdag 28 maart 2025, 12.00 uur"),
        (datetime(2025, 3, 31, 10, 0, tzinfo=UTC), "maandag 31 maart 2025, 12.00 uur"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "donderdag 1 januari 2026, 00.30 uur"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "zondag 29 maart 2026, 01.59 uur"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "zondag 29 maart 2026, 03.00 uur"),
    ],
    ids=["winter", "summer", "new year", "before the clock changes", "after the clock changes"],
)
def test_a_moment_is_written_in_dutch_local_time(moment: datetime, written: str) -> None:
    assert at_time(moment) == written
    assert clock_time(moment) == written.split(", ")[1]
    assert plain_date(local_day(moment)) in written


@CALM
@given(MOMENTS)
def test_the_same_instant_is_written_the_same_in_any_zone(moment: datetime) -> None:
    tokyo = moment.astimezone(timezone(timedelta(hours=9)))
    assert at_time(tokyo) == at_time(moment)
    assert local_day(tokyo) == local_day(moment)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("98673332", "€ 98.673.332,00"),
        ("86.4", "€ 86,40"),
        ("0", "€ 0,00"),
        ("0.005", "€ 0,00"),
        ("1234.995", "€ 1.235,00"),
        ("-3.25", "€ -3,25"),
    ],
)
def test_euro(amount: str, written: str) -> None:
    assert euro(Decimal(amount)) == written


@CALM
@given(st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2))
def test_an_amount_can_be_read_back(amount: Decimal) -> None:
    written = euro(amount)
    assert "\xa0" not in written
    assert Decimal(written.removeprefix("€ ").replace(".", "").replace(",", ".")) == amount


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        ([], ""),
        (["Epe"], "Epe"),
        (["Apeldoorn", "Epe"], "Apeldoorn en Epe"),
        (["Apeldoorn", "Brummen", "Epe"], "Apeldoorn, Brummen en Epe"),
    ],
)
def test_listing(parts: list[str], written: str) -> None:
    assert listing(iter(parts)) == written


@pytest.mark.parametrize(("number", "written"), [(0, "0 vragen"), (1, "1 vraag"), (2, "2 vragen")])
def test_count(number: int, written: str) -> None:
    assert count(number, "vraag", "vragen") == written
