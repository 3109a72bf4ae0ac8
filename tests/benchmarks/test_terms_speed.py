"""Counting terms: a far day costs what a near day costs, and a calendar full of own days costs hardly more."""

import json
from datetime import date, timedelta

import pytest

from flows.exchange.term_questions import answer_lines
from flows.rules.calendar import FreeDays, Reading
from schemas.terms import FreeDay, FreeDayKind
from tests.benchmarks.test_ratios import seconds

pytestmark = pytest.mark.benchmark

START = date(2026, 1, 5)
OWN = tuple(
    FreeDay(day=START + timedelta(days=3 * number), name="dicht", kind=FreeDayKind.BRIDGE, source="team")
    for number in range(500)
)


def cost(calendar: FreeDays, amount: int) -> float:
    def count() -> None:
        for number in range(2000):
            day = START + timedelta(days=number % 300)
            calendar.working_days_between(day, calendar.add_working_days(day, amount), Reading.OFFICE)

    count()
    return seconds(count)


def test_a_far_day_costs_what_a_near_day_costs() -> None:
    ratio = cost(FreeDays(), 500) / cost(FreeDays(), 5)
    print(f"counting 100 times as far takes {ratio:.1f} times as long")
    assert ratio < 4


def test_own_days_cost_hardly_more() -> None:
    ratio = cost(FreeDays(OWN), 20) / cost(FreeDays(), 20)
    print(f"with 500 own days counting takes {ratio:.1f} times as long")
    assert ratio < 3


def test_a_list_takes_as_long_as_its_lines() -> None:
    def asked(amount: int) -> float:
        lines = "\n".join(
            json.dumps(
                {
                    "vanaf": str(START + timedelta(days=number % 365)),
                    "aantal": 20,
                    "eenheid": "kalenderdagen",
                    "richting": "vooruit",
                    "grondslag": "wettelijk",
                }
            )
            for number in range(amount)
        )
        return seconds(lambda: list(answer_lines(lines)), times=3)

    ratio = asked(4000) / asked(1000)
    print(f"4 times as many questions take {ratio:.1f} times as long")
    assert ratio < 8
