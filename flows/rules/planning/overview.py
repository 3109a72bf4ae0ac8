"""Several tenders side by side: one line per tender, the one that needs somebody first on top."""

from collections.abc import Iterable

from flows.rules.wording import count, plain_date
from schemas.planning import Board, DeadlineLine, LineStatus

PAST_DUE = frozenset({LineStatus.LATE, LineStatus.MISSED})
HEADING = "| Traject | Speling | Te laat | Deze week | Eerstvolgende termijn | Stand |"


def overview(boards: Iterable[Board]) -> str:
    """The boards as one table (markdown): most deadlines late first, then least slack, then by reference."""
    rows = sorted(boards, key=_urgency)
    if not rows:
        return "Er is nog geen traject geopend."
    return "\n".join([HEADING, "|---|---|---|---|---|---|", *(_row(board) for board in rows)])


def _urgency(board: Board) -> tuple[int, bool, int, str]:
    slack = _slack(board)
    return -len(_with(board, *PAST_DUE)), slack is None, slack or 0, board.tender_id


def _row(board: Board) -> str:
    following = _next(board)
    cells = (
        board.tender_id,
        "onbekend" if (slack := _slack(board)) is None else count(slack, "werkdag", "werkdagen"),
        str(len(_with(board, *PAST_DUE))),
        str(len(_with(board, LineStatus.THIS_WEEK))),
        f"{plain_date(following.due)}: {following.title}" if following else "geen",
        stand(board),
    )
    return f"| {' | '.join(' '.join(cell.replace('|', '/').split()) for cell in cells)} |"


def stand(board: Board) -> str:
    """How a tender stands, as one Dutch sentence: what to do first, and whether the hard date can be made."""
    late = _with(board, *PAST_DUE)
    if late:
        first = min(late, key=lambda line: (line.due, line.key))
        who = f" ({first.owner})" if first.owner else ""
        return f"Eerst doen: {first.title}{who}. Dit had op {plain_date(first.due)} klaar moeten zijn.{_hard(board)}"
    if not board.lines:
        return "Er is nog geen planning ingelezen."
    if all(line.status is LineStatus.DONE for line in board.lines):
        return "Alles is klaar."
    if (_slack(board) or 0) < 0:
        return f"Er is niets te laat.{_hard(board)}"
    return f"Op schema.{_hard(board)}"


def _hard(board: Board) -> str:
    slack = _slack(board)
    if board.hard_date is None or slack is None:
        return ""
    day = plain_date(board.hard_date)
    if slack < 0:
        return f" De harde datum {day} lukt zo niet: {count(-slack, 'werkdag', 'werkdagen')} te kort."
    return f" De harde datum {day} is haalbaar."


def _slack(board: Board) -> int | None:
    return board.schedule.slack if board.schedule else None


def _next(board: Board) -> DeadlineLine | None:
    """The first deadline that is still to come."""
    ahead = _with(board, LineStatus.THIS_WEEK, LineStatus.LATER)
    return min(ahead, key=lambda line: (line.due, line.key), default=None)


def _with(board: Board, *statuses: LineStatus) -> list[DeadlineLine]:
    return [line for line in board.lines if line.status in statuses]
