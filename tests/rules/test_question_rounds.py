"""Rounds: what came late, where it goes, the rolling rounds, and the counts that tell nobody who asked."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.rules.nota import rounds as rounds
from schemas.clarification import QuestionStatus
from tests.builders import DAY, nota_round, question

ROUND = nota_round(1)
CLOSES = ROUND.questions_close_at


def test_on_the_second_is_in_time_and_a_microsecond_later_is_not() -> None:
    assert not rounds.is_late(question(1, received_at=CLOSES), ROUND)
    assert rounds.is_late(question(1, received_at=CLOSES + timedelta(microseconds=1)), ROUND)


def test_a_rolling_round_knows_no_late_question() -> None:
    rolling = ROUND.model_copy(update={"rolling": True})
    assert not rounds.is_late(question(1, received_at=CLOSES + timedelta(days=9)), rolling)


def test_late_questions_are_listed_apart_until_they_are_published() -> None:
    late = CLOSES + timedelta(hours=1)
    rows = (
        question(1, received_at=late),
        question(2, received_at=CLOSES),
        question(3, received_at=late, round=2),
        question(4, received_at=late, status=QuestionStatus.PUBLISHED, number=1),
    )
    assert [row.id for row in rounds.late_questions(rows, ROUND)] == ["V-001"]


def test_a_question_that_was_put_off_stays_there_whatever_the_list_says() -> None:
    (later,) = rounds.postponed([question(1)], nota_round(2))
    assert (later.round, later.late) == (2, True)
    assert rounds.round_of(later, question(1, round=1)) == 2
    assert rounds.round_of(later, question(1, round=3)) == 3
    assert rounds.round_of(None, question(1, round=1)) == 1
    assert rounds.round_of(question(1, round=2), question(1, round=1)) == 1, "somebody moved it back by hand"


def test_the_next_round_is_the_first_that_is_not_out() -> None:
    rows = (nota_round(1, DAY), nota_round(2, DAY), nota_round(3))
    assert rounds.next_round(rows, 1) == rows[2]
    assert rounds.next_round(rows, 3) is None


@pytest.mark.parametrize(
    ("rows", "now", "says"),
    [
        ((ROUND,), CLOSES, "nota 1 kan nog"),
        ((ROUND, nota_round(2)), CLOSES + timedelta(days=1), "nota 2 kan nog"),
        ((ROUND, nota_round(2).model_copy(update={"rolling": True})), CLOSES + timedelta(days=99), "staat al open"),
    ],
)
def test_a_rolling_round_opens_only_after_the_last_one(rows: tuple[object, ...], now: datetime, says: str) -> None:
    assert says in (rounds.not_rolling_yet(rows, now) or "")  # type: ignore[arg-type]


def test_a_rolling_round_has_the_next_number() -> None:
    assert rounds.not_rolling_yet((ROUND,), CLOSES + timedelta(seconds=1)) is None
    made = rounds.rolling_round((ROUND, nota_round(2, DAY)), "T", datetime(2025, 5, 1, tzinfo=UTC), DAY)
    assert (made.number, made.id, made.rolling) == (3, "nota-3", True)


def test_the_counts_of_a_round() -> None:
    rows = (
        question(1, status=QuestionStatus.LEGAL_APPROVED),
        question(2, status=QuestionStatus.CONTENT_APPROVED, provider_id="ZA-002"),
        question(3, status=QuestionStatus.DRAFT, theme="Digitaal"),
        question(4, answer=None, status=QuestionStatus.NEW, theme="Digitaal"),
        question(5, answer=None, status=QuestionStatus.ASSIGNED, assigned_to="An Bos", late=True),
        question(6, answer=None, duplicate_of="TN-1", individual=True, status=QuestionStatus.LEGAL_APPROVED),
        question(7, round=2),
        question(8, corrects=1, theme="Eigen", status=QuestionStatus.PUBLISHED, number=4),
    )
    counts = rounds.standing(rows, ROUND, ROUND.publish_on - timedelta(days=3))
    assert (counts.received, counts.answered, counts.approved, counts.published) == (7, 5, 3, 1)
    assert (counts.individual, counts.doubles, counts.late, counts.days_left) == (1, 1, 1, 3)
    assert dict(counts.waiting) == {
        rounds.LEGAL: 1,
        rounds.CONTENT: 1,
        rounds.UNDIVIDED: 1,
        "An Bos": 1,
    }
    assert [(row.name, row.questions, row.askers) for row in counts.themes] == [("Digitaal", 2, 1), ("Personeel", 4, 2)]
    assert "ZA-00" not in counts.model_dump_json()


def test_open_is_what_is_in_no_nota_and_reached_no_asker() -> None:
    rows = (question(1, status=QuestionStatus.PUBLISHED), question(2, status=QuestionStatus.FINAL), question(3))
    assert [row.id for row in rounds.open_questions(rows)] == ["V-002", "V-003"]
