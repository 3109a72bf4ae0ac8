"""Deadlines ahead: which runs there should be, under which names, and what changed since people were last told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.planning.upcoming import AT_MOST, Changes, instant_of, name_of, unanswered, wanted, watch_changes
from schemas.planning import Board, DeadlineLine, LineStatus, WatchedDeadline
from tests.builders import CALM, NAMES

TENDER = "MIJOV-J26"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def line(key: str = "stap-1", due: date = date(2026, 3, 3), **changed: object) -> DeadlineLine:
    made = DeadlineLine(
        key=key,
        title="Concept naar college",
        due=due,
        owner="Projectteam",
        status=LineStatus.LATER,
        why="Omdat.",
        kind="stap",
    )
    return made.model_copy(update=changed)


def board(*lines: DeadlineLine) -> Board:
    return Board(tender_id=TENDER, today=TODAY, lines=lines, milestones=(), findings=(), hard_date=None)


def after(*boards: Board, now: datetime = NOW) -> Changes:
    """What is kept after these boards, one after the other."""
    changes = Changes(rows=(), missed=())
    for shown in boards:
        changes = watch_changes(changes.rows, shown, now)
    return changes


# Scheduled runs


@pytest.mark.parametrize(
    ("due", "at", "when"),
    [
        (date(2026, 3, 3), None, datetime(2026, 3, 3, 22, 59, tzinfo=UTC)),
        (date(2026, 7, 3), None, datetime(2026, 7, 3, 21, 59, tzinfo=UTC)),
        (date(2026, 3, 3), time(12), datetime(2026, 3, 3, 11, 0, tzinfo=UTC)),
        (date(2026, 7, 3), time(12), datetime(2026, 7, 3, 10, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(12), datetime(2026, 3, 29, 10, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(12), datetime(2026, 10, 25, 11, 0, tzinfo=UTC)),
    ],
)
def test_a_deadline_passes_at_its_dutch_time_or_in_the_last_minute_of_its_day(
    due: date, at: time | None, when: datetime
) -> None:
    assert instant_of(line(due=due, at=at)) == when
    assert [row.when for row in wanted(board(line(due=due, at=at)), NOW)] == [when]


def test_only_what_lies_ahead_and_is_not_done_gets_a_run_earliest_first() -> None:
    rows = wanted(
        board(
            line("laat", date(2026, 3, 1), status=LineStatus.LATE),
            line("straks", TODAY, at=time(10, 1)),
            line("net-voorbij", TODAY, at=time(10, 0)),
            line("vandaag", TODAY),
            line("later", date(2026, 9, 1)),
            line("eerder", date(2026, 4, 1)),
            line("klaar", date(2026, 5, 1), status=LineStatus.DONE),
        ),
        NOW,
    )
    assert [row.key for row in rows] == ["straks", "vandaag", "eerder", "later"]


def test_a_long_plan_has_its_next_deadlines_as_runs() -> None:
    lines = [line(f"stap-{number}", TODAY + timedelta(days=number)) for number in range(1, 301)]
    assert [row.key for row in wanted(board(*lines), NOW)] == [f"stap-{number}" for number in range(1, AT_MOST + 1)]


def test_a_name_says_tender_day_what_and_who() -> None:
    assert name_of(TENDER, line()) == "MIJOV-J26 · 3 maart 2026 · Concept naar college · Projectteam"
    assert name_of(TENDER, line(owner="")) == "MIJOV-J26 · 3 maart 2026 · Concept naar college"
    assert name_of(TENDER, line(at=time(9, 5))) == (
        "MIJOV-J26 · 3 maart 2026 09.05 uur · Concept naar college · Projectteam"
    )


@pytest.mark.parametrize("name", NAMES)
def test_any_name_fits_on_one_line_and_keeps_its_day(name: str) -> None:
    shown = name_of(TENDER, line(title=name * 3, owner=name))
    assert len(shown) <= 100
    assert "\n" not in shown
    assert shown.startswith("MIJOV-J26 · 3 maart 2026 · ")


@CALM
@given(st.permutations([line(f"stap-{number}", TODAY + timedelta(days=number // 2)) for number in range(8)]))
def test_the_order_of_the_board_does_not_matter(lines: list[DeadlineLine]) -> None:
    assert wanted(board(*lines), NOW) == wanted(board(*sorted(lines, key=lambda row: row.key)), NOW)


# What people were last told


def test_a_new_deadline_is_told_under_number_nought() -> None:
    (row,) = after(board(line())).rows
    expected = (TENDER, "stap-1", "Concept naar college", date(2026, 3, 3), 0, None)
    assert (row.tender_id, row.id, row.title, row.due, row.sequence, row.missed_on) == expected


def test_telling_the_same_again_changes_nothing() -> None:
    once = after(board(line(), line("stap-2", status=LineStatus.LATE)))
    again = watch_changes(once.rows, board(line(), line("stap-2", status=LineStatus.LATE)), NOW + timedelta(days=3))
    assert again.rows == once.rows
    assert (once.missed, again.missed) == (("stap-2",), ())


@pytest.mark.parametrize(
    "change", [{"due": date(2026, 3, 4)}, {"at": time(12)}, {"title": "Concept naar de colleges"}], ids=str
)
def test_what_moved_is_told_again_under_the_next_number(change: dict[str, object]) -> None:
    (row,) = after(board(line()), board(line(**change))).rows  # type: ignore[arg-type]
    assert row.sequence == 1
    assert (row.due, row.at, row.title) == tuple(
        (line().model_dump() | change)[name] for name in ("due", "at", "title")
    )


def test_another_status_or_owner_is_not_another_deadline() -> None:
    (row,) = after(board(line()), board(line(status=LineStatus.THIS_WEEK, owner="Griffie"))).rows
    assert (row.sequence, row.status) == (0, LineStatus.THIS_WEEK)


@pytest.mark.parametrize("status", [LineStatus.LATE, LineStatus.MISSED])
def test_a_miss_is_new_once_for_every_due_date(status: LineStatus) -> None:
    late = line(due=date(2026, 3, 1), status=status)
    first = after(board(line(due=date(2026, 3, 1))), board(late))
    assert (first.missed, first.rows[0].missed_on) == (("stap-1",), TODAY)
    moved = watch_changes(first.rows, board(line(due=date(2026, 3, 9))), NOW)
    assert (moved.missed, moved.rows[0].missed_on) == ((), None)
    again = watch_changes(moved.rows, board(late), NOW + timedelta(days=9))
    assert (again.missed, again.rows[0].missed_on) == (("stap-1",), date(2026, 3, 11))


def test_a_miss_is_dated_by_the_dutch_day() -> None:
    late = board(line(due=date(2026, 3, 1), status=LineStatus.LATE))
    assert after(late, now=datetime(2026, 3, 1, 23, 30, tzinfo=UTC)).rows[0].missed_on == TODAY


def test_another_title_does_not_make_a_miss_new() -> None:
    late = line(due=date(2026, 3, 1), status=LineStatus.LATE)
    changes = after(board(late), board(late.model_copy(update={"title": "Anders"})))
    assert (changes.missed, changes.rows[0].sequence, changes.rows[0].missed_on) == ((), 1, TODAY)


def test_what_is_gone_from_the_board_is_not_kept_and_what_is_done_is() -> None:
    """A calendar item that is done keeps its number, so that calendars take the change."""
    done = line("stap-2", date(2026, 3, 9), status=LineStatus.DONE)
    changes = after(board(line(), line("stap-2")), board(line("stap-2", date(2026, 3, 9))), board(done))
    assert [(row.id, row.sequence, row.status) for row in changes.rows] == [("stap-2", 1, LineStatus.DONE)]


def test_of_two_lines_with_one_key_the_more_urgent_one_is_kept() -> None:
    rows = after(board(line(due=date(2026, 3, 1), status=LineStatus.LATE), line(due=date(2026, 5, 1)))).rows
    assert [(row.id, row.status) for row in rows] == [("stap-1", LineStatus.LATE)]


def test_the_version_that_storage_holds_is_kept() -> None:
    stored = WatchedDeadline(
        id="stap-1", tender_id=TENDER, version=7, title="Oud", due=TODAY, status=LineStatus.LATER, sequence=2
    )
    (row,) = watch_changes([stored], board(line()), NOW).rows
    assert (row.version, row.sequence) == (7, 3)


def test_a_miss_without_a_mail_is_reported_again_the_next_day() -> None:
    late = board(line(due=date(2026, 3, 1), status=LineStatus.LATE), line("stap-2"))
    rows = after(late).rows
    tomorrow = TODAY + timedelta(days=1)
    assert unanswered(rows, frozenset(), TODAY) == ()
    assert unanswered(rows, frozenset(), tomorrow) == ("stap-1",)
    assert unanswered(rows, frozenset({"stap-1"}), tomorrow) == ()
    done = watch_changes(rows, board(line(due=date(2026, 3, 1), status=LineStatus.DONE)), NOW).rows
    assert unanswered(done, frozenset(), tomorrow) == ()
