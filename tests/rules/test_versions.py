"""Version numbers: drafts count up, the first final one is 1.0, and what is final never becomes a draft again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.versions import DRAFT, FINAL, next_number
from tests.builders import CALM, document

STATUSES = st.integers(0, 12).flatmap(
    lambda drafts: st.integers(0, 12).map(lambda finals: [DRAFT] * drafts + [FINAL] * finals)
)


@pytest.mark.parametrize(
    ("previous", "status", "number"),
    [
        (None, DRAFT, "0.1"),
        (None, FINAL, "1.0"),
        ("0.1", DRAFT, "0.2"),
        ("0.9", DRAFT, "0.10"),
        ("0.3", FINAL, "1.0"),
        ("1.0", FINAL, "1.1"),
        ("1.9", FINAL, "1.10"),
        ("1.10", FINAL, "1.11"),
    ],
)
def test_next_number(previous: str | None, status: str, number: str) -> None:
    before = None if previous is None else document("requirements", DRAFT, previous)
    assert next_number(before, status) == number


def test_a_final_document_never_becomes_a_draft_again() -> None:
    with pytest.raises(ValueError, match="Requirements is al definitief"):
        next_number(document("requirements", FINAL, "1.0"), DRAFT)


@CALM
@given(STATUSES)
def test_numbers_only_rise_and_none_comes_twice(statuses: list[str]) -> None:
    made: list[str] = []
    for status in statuses:
        previous = document("requirements", statuses[len(made) - 1], made[-1]) if made else None
        made.append(next_number(previous, status))
    pairs = [tuple(int(part) for part in number.split(".")) for number in made]
    assert pairs == sorted(set(pairs))
    assert [major > 0 for major, _ in pairs] == [status == FINAL for status in statuses]
