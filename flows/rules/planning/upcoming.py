"""Which deadlines lie ahead as scheduled runs, and what changed since people were last told of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from flows.rules.wording import AMSTERDAM, local_day, plain_date
from schemas.planning import Board, DeadlineLine, LineStatus, WatchedDeadline
from schemas.values import Moment, Noun

END_OF_DAY = time(23, 59)
"""When a deadline without a clock time is looked at: the whole day counts."""

AT_MOST = 100
"""Deadlines that lie ahead as scheduled runs; the ones after them follow when these are done."""

LONGEST_NAME = 100
LONGEST_OWNER = 30
PAST_DUE = frozenset({LineStatus.LATE, LineStatus.MISSED})


class UpcomingRun(Noun):
    """One deadline as a scheduled run: which one, under which name, and the instant at which it is looked at."""

    key: str
    name: str
    when: Moment


class Changes(Noun):
    """What to keep of the deadlines (``rows``, all of them) and the keys of those that are missed since last time."""

    rows: tuple[WatchedDeadline, ...]
    missed: tuple[str, ...]


def wanted(board: Board, now: datetime) -> tuple[UpcomingRun, ...]:
    """The scheduled runs there should be: the next deadlines that are not done, earliest first."""
    ahead = [(instant_of(line), line) for line in board.lines if line.status is not LineStatus.DONE]
    ahead = sorted(((when, line) for when, line in ahead if when > now), key=lambda pair: (pair[0], pair[1].key))
    return tuple(
        UpcomingRun(key=line.key, name=name_of(board.tender_id, line), when=when) for when, line in ahead[:AT_MOST]
    )


def instant_of(line: DeadlineLine) -> datetime:
    """The instant at which a deadline passes: its clock time in the Netherlands, else the last minute of its day."""
    return datetime.combine(line.due, line.at or END_OF_DAY, AMSTERDAM).astimezone(UTC)


def name_of(tender_id: str, line: DeadlineLine) -> str:
    """``MIJOV-J26 · 3 maart 2026 · Concept naar college · Projectteam``; a long title loses its end, not the rest."""
    day = plain_date(line.due) + (f" {line.at:%H.%M} uur" if line.at else "")
    owner = _shortened(line.owner, LONGEST_OWNER)
    fixed = [tender_id, day, *([owner] if owner else [])]
    room = LONGEST_NAME - sum(len(part) + 3 for part in fixed)
    return " · ".join([*fixed[:2], _shortened(line.title, room), *fixed[2:]])


def watch_changes(watched: Iterable[WatchedDeadline], board: Board, now: datetime) -> Changes:
    """Compare the board with what was last told of each deadline.

    A deadline whose day, time or title changed is told again, under the next number. A miss is new once per due date;
    ``missed_on`` keeps the day on which it was found. What is no longer on the board is no longer kept. Of two lines
    with one key the more urgent one counts.
    """
    known = {row.id: row for row in watched}
    rows, missed = [], []
    for line in {line.key: line for line in reversed(board.lines)}.values():
        row = _row(known.get(line.key), line, board.tender_id)
        if row.status in PAST_DUE and row.missed_on is None:
            row = row.model_copy(update={"missed_on": local_day(now)})
            missed.append(line.key)
        rows.append(row)
    return Changes(rows=tuple(rows), missed=tuple(missed))


def _row(known: WatchedDeadline | None, line: DeadlineLine, tender_id: str) -> WatchedDeadline:
    fresh = WatchedDeadline(
        id=line.key, tender_id=tender_id, title=line.title, due=line.due, at=line.at, status=line.status
    )
    if known is None:
        return fresh
    moved = (known.due, known.at) != (line.due, line.at)
    told_again = moved or known.title != line.title
    return fresh.model_copy(
        update={
            "version": known.version,
            "sequence": known.sequence + told_again,
            "missed_on": None if moved else known.missed_on,
        }
    )


def unanswered(watched: Iterable[WatchedDeadline], told: frozenset[str], today: date) -> tuple[str, ...]:
    """Keys of misses found on an earlier day of which no mail is in the record: they are reported again, once a day.

    ``told`` are the keys of which the mail is in the record.
    """
    return tuple(
        row.id
        for row in watched
        if row.status in PAST_DUE and row.missed_on is not None and row.missed_on < today and row.id not in told
    )


def _shortened(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"
