"""The rows of a Gantt picture: number, words, bar, printed date, and what the bar should say besides its colour."""

from collections.abc import Sequence
from typing import Any

from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from flows.tasks._gantt_page import (
    HARD,
    INK,
    LEFT_MARGIN,
    LINE_SPACING,
    NUMBER_AT,
    QUIET,
    RULE,
    SMALL,
    STYLES,
    TITLE_AT,
    Row,
    Scale,
    is_critical,
    is_done,
    late_word,
    timing_of,
    wide,
)
from flows.tasks._lettering import wrap
from schemas.planning import Board, Milestone

NO_DATE = "nog geen datum"
CRITICAL_EDGE = 2.2
_DATE_TYPE = 7.5
_PLAIN_EDGE = 1.0


def labels(figure: Figure, rows: Sequence[Row], board: Board, top: float) -> None:
    """Number, title, phase and owners left of each bar. ``top`` is where the rows begin, in points from below."""
    wide_page, high_page = figure.get_figwidth() * 72, figure.get_figheight() * 72

    def write(x: float, y: float, words: str, **style: Any) -> None:
        figure.text(x / wide_page, y / high_page, words, parse_math=False, va="top", **style)

    for row in rows:
        y = top - row.middle + row.needed / 2
        colour, _ = STYLES[row.step.stage]
        write(NUMBER_AT, y, str(row.step.number), fontsize=row.size, color=colour, weight="bold", ha="right")
        if is_critical(board, row.step):
            before = NUMBER_AT - wide(str(row.step.number), row.size, bold=True) - 3
            write(before, y, "★", fontsize=row.size, color=INK, ha="right")
        for line in row.lines:
            write(TITLE_AT, y, line, fontsize=row.size, color=INK)
            y -= row.size * LINE_SPACING
        for line in row.small:
            write(TITLE_AT, y, line, fontsize=row.size * SMALL, color=QUIET)
            y -= row.size * SMALL * LINE_SPACING


def rules(axes: Axes, rows: Sequence[Row], scale: Scale, words_width: float) -> None:
    """A line below every row, from under its words (which are ``words_width`` points wide) to the last day."""
    start, end = scale.first.toordinal() - scale.length(words_width - LEFT_MARGIN), scale.last.toordinal()
    for row in rows:
        y = row.top + row.height
        axes.plot((start, end), (y, y), color=RULE, linewidth=0.5, zorder=1, clip_on=False)


def bar(axes: Axes, row: Row, board: Board, scale: Scale) -> None:
    """One row: the bar or its loose days, the latest date that still makes the hard date, and the date in words."""
    step = row.step
    if not step.dated:
        timing = timing_of(board, step)
        latest = f", uiterlijk {format_date(timing.latest, 'd MMM y', locale='nl')}" if timing else ""
        words = f"{NO_DATE}{latest}"
        if is_done(board, step):
            words = f"{NO_DATE}  ✓ klaar"
        _latest(axes, row, board, scale, None)
        x = scale.first.toordinal() + scale.length(5)
        _write(axes, words, x, row.middle, ha="left", style="italic", color=QUIET)
        return
    days = loose_days(step)
    if days:
        _diamonds(axes, row, board)
        start, end = days[0].toordinal() + 0.5, days[-1].toordinal() + 0.5
    else:
        _box(axes, row, board)
        start, end = float(step.begin.toordinal()), float(step.end.toordinal() + 1)
    _latest(axes, row, board, scale, end)
    _beside(axes, row, board, (start, end), scale)


def loose_days(step: Milestone) -> tuple[Any, ...]:
    """The days of a step that is no stretch of time."""
    return step.moments or ((step.begin,) if step.begin == step.end else ())


def _diamonds(axes: Axes, row: Row, board: Board) -> None:
    step = row.step
    colour, _ = STYLES[step.stage]
    centres = [day.toordinal() + 0.5 for day in loose_days(step)]
    heights = [row.middle] * len(centres)
    axes.plot((centres[0], centres[-1]), heights[:1] * 2, color=colour, linewidth=0.8, linestyle=":", zorder=3)
    bold = is_critical(board, step)
    axes.plot(
        centres, heights, "s" if step.hard else "D", color=HARD if step.hard else colour, linestyle="", zorder=6,
        markersize=min(7.0, row.height * 0.5), markeredgecolor=INK if bold else "white",
        markeredgewidth=1.8 if bold else 0.8,
    )  # fmt: skip


def _box(axes: Axes, row: Row, board: Board) -> None:
    step = row.step
    colour, hatch = STYLES[step.stage]
    start, vague = step.begin.toordinal(), step.precision.vague
    box = ((start, row.middle - row.bar / 2), step.end.toordinal() + 1 - start, row.bar)
    # Layers, because matplotlib draws the hatch in the colour of the edge.
    axes.add_patch(Rectangle(*box, facecolor="white", edgecolor="none", zorder=2.9))
    axes.add_patch(Rectangle(*box, facecolor=colour, edgecolor="none", alpha=0.25 if vague else 0.55, zorder=3))
    axes.add_patch(
        Rectangle(*box, facecolor="none", edgecolor=colour, hatch=hatch, linewidth=0.0, alpha=0.6, zorder=3.5)
    )
    dash = (0, (4, 2.5)) if vague else "solid"
    bold = is_critical(board, step)
    edge, weight = (INK, CRITICAL_EDGE) if bold else (colour, _PLAIN_EDGE)
    axes.add_patch(Rectangle(*box, facecolor="none", edgecolor=edge, linewidth=weight, linestyle=dash, zorder=4))


def _latest(axes: Axes, row: Row, board: Board, scale: Scale, end: float | None) -> None:
    """A small arrow at the latest date, and a dotted line from the end of the bar: that is the slack."""
    timing = timing_of(board, row.step)
    if timing is None or not scale.holds(timing.latest):
        return
    latest = timing.latest.toordinal() + 1.0
    y = min(row.middle + max(row.bar / 2, 5.5) + 1.5, row.top + row.height - 2.0)
    colour = INK if end is None or latest >= end else HARD
    if end is not None:
        axes.plot((end, latest), (y, y), color=colour, linewidth=0.9, linestyle=":", zorder=4.5)
    axes.plot(
        [latest], [y], marker="<", color=colour, markersize=4, markeredgewidth=0.5, markeredgecolor="white", zorder=6,
    )  # fmt: skip


def _beside(axes: Axes, row: Row, board: Board, ends: tuple[float, float], scale: Scale) -> None:
    """The printed date right of the bar; left of it, or on it, when there is no room."""
    late = late_word(board, row.step)
    state = "  ✓ klaar" if is_done(board, row.step) else f"  ⚠ {late}" if late else ""
    words = "\n".join(wrap(f"{row.step.printed}{state}", scale.width * 0.45 / _DATE_TYPE))
    needed = scale.length(max(wide(line, _DATE_TYPE, bold=bool(late)) for line in words.split("\n")) + 3)
    gap = scale.length(7)
    first, last = scale.first.toordinal(), scale.last.toordinal()
    if ends[1] + gap + needed <= last:
        x, align = ends[1] + gap, "left"
    elif ends[0] - gap - needed >= first:
        x, align = ends[0] - gap, "right"
    else:
        x, align = min(max((ends[0] + ends[1]) / 2, first + needed / 2), last - needed / 2), "center"
    weight = {"color": HARD, "weight": "bold"} if late else {"color": INK}
    _write(axes, words, x, row.middle, ha=align, **weight)


def _write(axes: Axes, words: str, x: float, y: float, **style: Any) -> None:
    # White below the words keeps them readable where a line runs through.
    ground = {"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
    axes.text(
        x, y, words, fontsize=_DATE_TYPE, va="center_baseline", zorder=7, parse_math=False, bbox=ground,
        linespacing=1.1, **style,
    )  # fmt: skip
