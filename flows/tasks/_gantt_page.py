"""The page of a Gantt picture: which steps are drawn, in what type, in rows of what height, and between which days.

Every length is in points, so that a smaller page has fewer rows and never smaller letters than can be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from matplotlib.axes import Axes

from flows.tasks._lettering import em_width, wrap
from schemas.planning import Board, LineStatus, Milestone, Timing
from schemas.values import Stage

MAX_BARS = 25
"""More bars than this cannot be read on one A4; the steps left out are counted in the picture."""

INK, QUIET, RULE, HARD, TODAY = "#1f2933", "#616e7c", "#d9dfe6", "#b3261e", "#0b5cad"
# Okabe-Ito and Tol hues, dark enough for a line and told apart by hatch as well (colour-blind safe).
STYLES: dict[Stage | None, tuple[str, str]] = {
    Stage.STRATEGY: ("#33658a", ""),
    Stage.PREPARATION: ("#7a5195", "////"),
    Stage.PUBLICATION: ("#c46a1b", "...."),
    Stage.NOTA_VAN_INLICHTINGEN: ("#b5872b", "xxxx"),
    Stage.SCREENING: ("#5b8c3e", "\\\\\\\\"),
    Stage.DIALOGUE: ("#2a9d8f", "----"),
    Stage.AWARD: ("#a23b72", "++++"),
    Stage.CONTRACTING: ("#4a4e9e", "||||"),
    Stage.IMPLEMENTATION: ("#2f7d5b", "oo"),
    Stage.EXECUTION: ("#52606d", "**"),
    None: ("#7b8794", ""),
}

LABELS_SHARE = 0.335
RIGHT_MARGIN = 18.0
LEFT_MARGIN, NUMBER_AT, TITLE_AT = 15.0, 36.0, 42.0
_GAP_BEFORE_BARS = 10.0
_LARGEST_TYPE, _READABLE_TYPE, _SMALLEST_TYPE, SMALL = 9.5, 6.5, 3.0, 0.85
LINE_SPACING = 1.15
_TALLEST_ROW, _BETWEEN_ROWS = 54.0, 2.5


@dataclass(frozen=True)
class Row:
    """A step with the words left of its bar, in points: ``top`` below the upper edge of the bars, and ``height``."""

    step: Milestone
    lines: tuple[str, ...]
    small: tuple[str, ...]
    size: float
    top: float = 0.0
    height: float = 0.0

    @property
    def needed(self) -> float:
        """Height of the words, in points."""
        return (len(self.lines) + len(self.small) * SMALL) * self.size * LINE_SPACING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bar(self) -> float:
        """Height of the bar."""
        return min(self.height * 0.52, 24.0)


@dataclass(frozen=True)
class Scale:
    """The days from ``first`` up to ``last`` over so many points of paper."""

    first: date
    last: date
    width: float

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    def points(self, days: float) -> float:
        """How wide so many days are."""
        return days * self.width / self.days

    def length(self, points: float) -> float:
        """How many days so many points are."""
        return points * self.days / self.width

    def holds(self, day: date) -> bool:
        return self.first <= day < self.last


def place_rows(milestones: Sequence[Milestone], page_width: float, room: float) -> tuple[Row, ...]:
    """The steps to draw, in order of number, in rows that together are at most ``room`` high.

    At most :data:`MAX_BARS`, and no more than there is room for in type that can be read. The hard date always stays;
    finished steps give way first, then those without a date, then those furthest away.
    """
    column = page_width * LABELS_SHARE - TITLE_AT - _GAP_BEFORE_BARS
    chosen = sorted(milestones, key=_need)[:MAX_BARS]
    while len(chosen) > 1 and _height([_row(step, column, _READABLE_TYPE) for step in chosen]) > room:
        chosen.pop()
    chosen.sort(key=lambda step: step.number)
    size = _LARGEST_TYPE
    rows = [_row(step, column, size) for step in chosen]
    while _height(rows) > room and size > _SMALLEST_TYPE:
        size -= 0.25
        rows = [_row(step, column, size) for step in chosen]
    return _spread(rows, room)


def _need(step: Milestone) -> tuple[bool, bool, bool, date, int]:
    begin = step.begin if step.dated else date.max
    return (step.done_on is not None, not step.hard, not step.dated, begin, step.number)


def _row(step: Milestone, column: float, size: float) -> Row:
    room = column / (size * SMALL)
    phase = (step.stage.label,) if step.stage else ()
    who = (", ".join(step.owners),) if step.owners else ()
    small = wrap(" · ".join((*phase, *who)), room) if phase or who else ()
    others = len(step.owners) - 1
    if len(small) > 1 and others > 0:
        count = "1 andere" if others == 1 else f"{others} anderen"
        shorter = wrap(" · ".join((*phase, f"{step.owners[0]} en {count}")), room)
        small = min(small, shorter, key=len)
    return Row(step=step, lines=wrap(step.title, column / size), small=small, size=size)


def _height(rows: Sequence[Row]) -> float:
    return sum(row.needed + _BETWEEN_ROWS for row in rows)


def _spread(rows: Sequence[Row], room: float) -> tuple[Row, ...]:
    """Rows of one height where the words allow it; a row with more words is higher and the others give."""
    needed = [row.needed + _BETWEEN_ROWS for row in rows]
    level = _TALLEST_ROW
    for tall in range(len(rows)):
        by_height = sorted(needed, reverse=True)
        share = (room - sum(by_height[:tall])) / (len(rows) - tall)
        if share >= by_height[tall]:
            level = min(level, share)
            break
    else:
        level = 0.0
    placed, top = [], 0.0
    for row, least in zip(rows, needed, strict=True):
        height = max(least, level)
        placed.append(Row(row.step, row.lines, row.small, row.size, top, height))
        top += height
    return tuple(placed)


def span(steps: Sequence[Milestone], board: Board, width: float) -> Scale:
    """Whole months around the steps, the hard date and today."""
    days = [day for step in steps if step.dated for day in (step.begin, step.end)]
    if board.hard_date:
        days.append(board.hard_date)
    # A today far outside the planning would press all bars together.
    margin = timedelta(days=186)
    if not days or min(days) - margin <= board.today <= max(days) + margin:
        days.append(board.today)
    first, last = min(days).replace(day=1), next_month(max(days))
    if (last - max(days)).days < 20:
        last = next_month(last)
    return Scale(first, last, width)


def timing_of(board: Board, step: Milestone) -> Timing | None:
    """The timing of a step that is still to be done."""
    return board.schedule.of(step.number) if board.schedule and not is_done(board, step) else None


def is_critical(board: Board, step: Milestone) -> bool:
    return board.schedule is not None and step.number in board.schedule.critical_path and not is_done(board, step)


def is_done(board: Board, step: Milestone) -> bool:
    return step.done_on is not None and step.done_on <= board.today


def late_word(board: Board, step: Milestone) -> str:
    """How the board calls a step that is past its date; empty for every other step."""
    if is_done(board, step):
        return ""
    key = f"stap-{step.number}"
    for line in board.lines:
        if (line.key == key or line.key.startswith(f"{key}-")) and line.status in (LineStatus.LATE, LineStatus.MISSED):
            return line.status.value
    past = step.dated and step.end < board.today
    return (LineStatus.MISSED if step.hard else LineStatus.LATE).value if past else ""


def note(axes: Axes, words: str, place: tuple[float, float], up: float, **style: Any) -> None:
    """Words at a place in the picture, moved up (or down) by so many points."""
    axes.annotate(words, place, (0, up), textcoords="offset points", annotation_clip=False, parse_math=False, **style)


def wide(words: str, size: float, *, bold: bool = False) -> float:
    """Width of the words in points, on the generous side: letters of a few dots are rounded up, bold ones are wider."""
    return em_width(words) * size * (1.17 if bold else 1.05)


def next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
