"""Draw the planning: a Gantt picture on A4 landscape, as PNG or SVG, and the same in words for who cannot see it.

Colour is never the only sign: every phase has its own hatch and its name stands under the step. A date printed as a
month is drawn as a pale bar with a dashed edge and said as printed. Same board, same bytes.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Any, Literal

import matplotlib as mpl
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import Stroke

from flows.tasks._lettering import FONT, em_width, wrap
from schemas.planning import Board, LineStatus, Milestone, Precision
from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Stage

MAX_BARS = 25
"""More bars than this cannot be read on one A4; the steps left out are counted in the picture."""

_MM = 1 / 25.4
_TALLEST_ROW_MM = 19.0
_LARGEST_TYPE, _SMALLEST_TYPE, _SMALL = 9.5, 3.0, 0.8
_INK, _QUIET, _RULE, _HARD, _TODAY, _BAND = "#1f2933", "#616e7c", "#d9dfe6", "#b3261e", "#0b5cad", "#f5f7fa"
# Okabe-Ito and Tol hues, dark enough for a line and told apart by hatch as well (colour-blind safe).
_STYLES: dict[Stage | None, tuple[str, str]] = {
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
_VAGUE = (Precision.MONTH, Precision.QUARTER)
# rcParams are shared by the whole process; the lock keeps two pictures from drawing in each other's settings.
_LOCK = Lock()
_SETTINGS: dict[Any, Any] = {
    "font.family": FONT,
    "svg.hashsalt": "inkoopstraat",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.5,
    "axes.unicode_minus": False,
}


@dataclass(frozen=True)
class _Label:
    """The words left of a bar, wrapped, and the type size (points) at which they fit."""

    size: float
    lines: tuple[str, ...]
    small: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height in points."""
        return (len(self.lines) + len(self.small) * _SMALL) * self.size * 1.25


def gantt(
    board: Board,
    *,
    title: str = "",
    width_mm: float = 297,
    height_mm: float = 210,
    dpi: int = 150,
    free_days: Iterable[FreeDay] = (),
    image: Literal["png", "svg"] = "png",
) -> bytes:
    """The Gantt picture of a board as PNG or SVG bytes; byte-identical for the same arguments.

    ``free_days`` of kind recess are shaded grey. At most :data:`MAX_BARS` steps are drawn, those that are not done
    first; how many are left out stands in the picture. Raises ValueError for a board without steps.
    """
    if not board.milestones:
        raise ValueError("een planning zonder stappen kan niet worden getekend")
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = Figure(figsize=(width_mm * _MM, height_mm * _MM), dpi=dpi, facecolor="white")
        heading = title or f"Planning {board.tender_id}"
        _draw(figure, board, heading, tuple(free_days))
        target = io.BytesIO()
        # No date in the file, or the bytes would differ from one run to the next.
        svg = {"Date": None, "Creator": "Inkoopstraat", "Title": heading}
        figure.savefig(target, format=image, metadata=svg if image == "svg" else {"Software": "Inkoopstraat"})
        return target.getvalue()


def alt_text(board: Board, *, lines: int = 5) -> str:
    """The picture in Dutch words: the next deadlines, what is late and the hard date."""
    open_lines = [line for line in board.lines if line.status is not LineStatus.DONE]
    coming = sorted((line for line in open_lines if line.due >= board.today), key=lambda line: (line.due, line.key))
    late = len(open_lines) - len(coming)
    words = [f"Planning van {board.tender_id} op {_day(board.today)}: {len(board.milestones)} stappen."]
    if coming:
        listed = "; ".join(f"{line.title}, {_day(line.due)}" for line in coming[:lines])
        words.append(f"Eerstvolgende deadlines: {listed}.")
    else:
        words.append("Er zijn geen deadlines meer.")
    if late:
        words.append(f"Te laat of gemist: {late}.")
    if board.hard_date:
        words.append(f"Harde datum: {_day(board.hard_date)}.")
    return " ".join(words)


def _draw(figure: Figure, board: Board, title: str, free_days: tuple[FreeDay, ...]) -> None:
    steps, left_out = _chosen(board.milestones)
    first, last = _span(steps, board)
    labels_share = 0.30
    top, height = 0.845, min(0.73, len(steps) * _TALLEST_ROW_MM * _MM / figure.get_figheight())
    axes = figure.add_axes((labels_share, top - height, 0.985 - labels_share, height))
    axes.set_xlim(first.toordinal(), last.toordinal())
    axes.set_ylim(len(steps), 0)
    axes.set_axis_off()
    _months(axes, first, last, len(steps))
    _recess(axes, free_days, first, last, len(steps))
    for row, step in enumerate(steps):
        _bar(axes, row, step, board, (first, last))
    _labels(figure, axes, steps, labels_share)
    _lines(axes, board, (first, last), len(steps))
    _heading(figure, board, title, left_out)
    _legend(figure, steps, bool(free_days))


def _chosen(milestones: Sequence[Milestone]) -> tuple[list[Milestone], int]:
    """At most MAX_BARS steps in order: finished ones give way first, then the ones furthest away."""
    by_need = sorted(milestones, key=lambda step: (step.done_on is not None, step.begin, step.number))
    chosen = sorted(by_need[:MAX_BARS], key=lambda step: step.number)
    return chosen, len(milestones) - len(chosen)


def _span(steps: Sequence[Milestone], board: Board) -> tuple[date, date]:
    days = [day for step in steps for day in (step.begin, step.end)]
    if board.hard_date:
        days.append(board.hard_date)
    # A today far outside the planning would press all bars together.
    margin = timedelta(days=186)
    if min(days) - margin <= board.today <= max(days) + margin:
        days.append(board.today)
    first, last = min(days).replace(day=1), _next_month(max(days))
    if (last - max(days)).days < 20:
        last = _next_month(last)
    return first, last


def _months(axes: Axes, first: date, last: date, rows: int) -> None:
    """Year bands, month lines and Dutch names; only every third month when the planning is long."""
    count = (last.year - first.year) * 12 + last.month - first.month
    every = 1 if count <= 26 else 3 if count <= 72 else 12
    start = first
    while start < last:
        end = min(_next_month(start), last)
        x, wide = start.toordinal(), (end - start).days
        if start.year % 2:
            axes.add_patch(Rectangle((x, 0), wide, rows, color=_BAND, linewidth=0, zorder=0))
        axes.plot((x, x), (0, rows), color=_RULE, linewidth=0.9 if start.month == 1 else 0.4, zorder=1)
        if (start.month - 1) % every == 0:
            name = format_date(start, "LLL", locale="nl").rstrip(".")
            where, align = (x + wide / 2, "center") if every == 1 else (x, "left")
            _note(axes, name, (where, 0), 4, fontsize=7, color=_QUIET, ha=align, va="bottom")
        # A year of which only the last weeks show has no room for its number.
        opens = start == first or start.month == 1
        if opens and (min(date(start.year + 1, 1, 1), last) - start).days > 25:
            _note(axes, str(start.year), (x, 0), 16, fontsize=9, color=_INK, weight="bold", ha="left", va="bottom")
        start = end
    axes.plot((first.toordinal(), last.toordinal()), (0, 0), color=_QUIET, linewidth=0.8, zorder=2, clip_on=False)
    for row in range(1, rows + 1):
        axes.plot((first.toordinal(), last.toordinal()), (row, row), color=_RULE, linewidth=0.5, zorder=1)


def _note(axes: Axes, words: str, place: tuple[float, float], up: float, **style: Any) -> None:
    """Words at a place in the picture, moved up (or down) by so many points."""
    axes.annotate(words, place, (0, up), textcoords="offset points", annotation_clip=False, parse_math=False, **style)


def _recess(axes: Axes, free_days: tuple[FreeDay, ...], first: date, last: date, rows: int) -> None:
    for day in sorted({free.day for free in free_days if free.kind is FreeDayKind.RECESS}):
        if first <= day < last:
            axes.add_patch(Rectangle((day.toordinal(), 0), 1, rows, color="#e3e7ec", linewidth=0, zorder=0.5))


def _bar(axes: Axes, row: int, step: Milestone, board: Board, span: tuple[date, date]) -> None:
    colour, hatch = _STYLES[step.stage]
    middle, start, end = row + 0.5, step.begin.toordinal(), step.end.toordinal() + 1
    done = step.done_on is not None and step.done_on <= board.today
    days = step.moments or ((step.begin,) if step.begin == step.end else ())
    if days:
        centres = [day.toordinal() + 0.5 for day in days]
        if len(days) > 1:
            axes.plot((centres[0], centres[-1]), (middle, middle), color=colour, linewidth=0.8, linestyle=":", zorder=3)
        marker = "s" if step.hard else "D"
        axes.plot(
            centres, [middle] * len(days), marker, color=_HARD if step.hard else colour, markersize=7, zorder=6,
            markeredgecolor="white", markeredgewidth=0.8,
        )  # fmt: skip
        start, end = int(centres[0]), int(centres[-1]) + 1
    else:
        vague = step.precision in _VAGUE
        box = ((start, row + 0.24), end - start, 0.52)
        # Two layers, because matplotlib draws the hatch in the colour of the edge.
        axes.add_patch(Rectangle(*box, facecolor=colour, edgecolor="none", alpha=0.25 if vague else 0.55, zorder=3))
        axes.add_patch(
            Rectangle(*box, facecolor="none", edgecolor=colour, hatch=hatch, linewidth=0.0, alpha=0.5, zorder=3.5)
        )
        style = (0, (4, 2.5)) if vague else "solid"
        axes.add_patch(Rectangle(*box, facecolor="none", edgecolor=colour, linewidth=1.1, linestyle=style, zorder=4))
    words = f"{step.printed}  ✓ klaar" if done else step.printed
    _beside(axes, words, middle, (start, end), span)


def _beside(axes: Axes, words: str, middle: float, bar: tuple[int, int], span: tuple[date, date]) -> None:
    """The printed date right of the bar; left of it when there is no room."""
    total = span[1].toordinal() - span[0].toordinal()
    points = axes.bbox.width * 72 / axes.figure.dpi
    gap, needed = total * 0.012, total * em_width(words) * 7.5 / points
    right = bar[1] + gap + needed <= span[1].toordinal()
    place = (bar[1] + gap if right else bar[0] - gap, middle)
    style: dict[str, Any] = {"ha": "left" if right else "right", "va": "center", "fontsize": 7.5, "parse_math": False}
    # A white halo below the words keeps them readable where a line runs through.
    halo = [Stroke(linewidth=2.2, foreground="white", alpha=0.85)]
    axes.text(*place, words, zorder=6.5, path_effects=halo, **style)
    axes.text(*place, words, zorder=7, color=_INK, **style)


def _labels(figure: Figure, axes: Axes, steps: Sequence[Milestone], share: float) -> None:
    """Number, title, phase and owner left of each bar, in the largest type in which they fit."""
    box = axes.get_position()
    page = figure.get_figheight() * 72
    row_points = page * box.height / len(steps)
    column_points = figure.get_figwidth() * 72 * (share - 0.066)
    for row, step in enumerate(steps):
        label = _label(step, column_points, row_points * 0.9)
        top = box.y0 + box.height * (1 - (row + 0.5) / len(steps)) + label.height / 2 / page
        lower = top - len(label.lines) * label.size * 1.25 / page
        colour, _ = _STYLES[step.stage]
        common: dict[str, Any] = {"va": "top", "linespacing": 1.2, "parse_math": False}
        figure.text(
            0.036, top, str(step.number), fontsize=label.size, color=colour, weight="bold", ha="right", va="top"
        )
        figure.text(0.045, top, "\n".join(label.lines), fontsize=label.size, color=_INK, **common)
        figure.text(0.045, lower, "\n".join(label.small), fontsize=label.size * _SMALL, color=_QUIET, **common)


def _label(step: Milestone, column_points: float, row_points: float) -> _Label:
    small = " · ".join(part for part in (step.stage.label if step.stage else "", ", ".join(step.owners)) if part)
    size = _LARGEST_TYPE
    while True:
        label = _Label(size, wrap(step.title, column_points / size), wrap(small, column_points / (size * _SMALL)))
        if label.height <= row_points or size <= _SMALLEST_TYPE:
            return label
        size -= 0.25


def _lines(axes: Axes, board: Board, span: tuple[date, date], rows: int) -> None:
    """The line of today and of the hard date; their words one below the other when they would run together."""
    total = (span[1] - span[0]).days
    close = board.hard_date is not None and abs((board.hard_date - board.today).days) < total * 0.25
    marks: list[tuple[date, str, str, str, int]] = [(board.today, "vandaag", _TODAY, "--", -18 if close else -5)]
    if board.hard_date:
        marks.append((board.hard_date, "harde datum", _HARD, "-", -5))
    for day, name, colour, style, down in marks:
        if not span[0] <= day < span[1]:
            continue
        x = day.toordinal()
        axes.plot((x, x), (0, rows), color=colour, linewidth=1.6, linestyle=style, zorder=5)
        side = "left" if (day - span[0]).days < total / 2 else "right"
        words = f"{name}, {_short(day)}"
        _note(axes, words, (x, rows), down, va="top", ha=side, fontsize=8, color=colour, weight="bold")


def _heading(figure: Figure, board: Board, title: str, left_out: int) -> None:
    figure.text(0.018, 0.955, title, fontsize=17, weight="bold", color=_INK, va="center", parse_math=False)
    under = f"Stand van {_day(board.today)}"
    if left_out:
        under += f". Niet getekend: {left_out} {'stap' if left_out == 1 else 'stappen'}, zie de tabel"
    figure.text(0.018, 0.916, under, fontsize=9, color=_QUIET, va="center")


def _legend(figure: Figure, steps: Sequence[Milestone], recess: bool) -> None:
    used = [stage for stage in _STYLES if any(step.stage is stage for step in steps)]
    handles: list[Patch | Line2D] = []
    for stage in used:
        colour, hatch = _STYLES[stage]
        name = stage.label if stage else "Geen fase"
        handles.append(Patch(facecolor=f"{colour}60", edgecolor=colour, hatch=hatch, label=name, linewidth=0.8))
    if any(step.moments or step.begin == step.end for step in steps):
        day = Line2D([], [], color=_QUIET, marker="D", linestyle="", markersize=6, label="Eén dag")
        handles.append(day)
    if any(step.precision in _VAGUE for step in steps):
        words = "Alleen maand of kwartaal bekend"
        handles.append(Patch(facecolor="white", edgecolor=_QUIET, linestyle="--", label=words))
    if recess:
        handles.append(Patch(facecolor="#e3e7ec", edgecolor="none", label="Reces"))
    columns = len(handles) if len(handles) <= 8 else (len(handles) + 1) // 2
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.012, 0.008), ncols=columns, frameon=False,
        fontsize=7.5, labelcolor=_INK, handlelength=2.4, handleheight=1.2, columnspacing=1.5,
    )  # fmt: skip


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _day(day: date) -> str:
    return format_date(day, "EEEE d MMMM y", locale="nl")


def _short(day: date) -> str:
    return format_date(day, "d MMM y", locale="nl")
