"""Draw the planning: a Gantt picture on A4 landscape, as PNG or SVG, and the same in words for who cannot see it.

Colour is never the only sign: every phase has its own hatch and its name stands under the step; the critical path has
a bold edge and a star; what is done or late says so. A date printed as a month is drawn as a pale bar with a dashed
edge and said as printed. Same board, same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from babel.dates import format_date
from matplotlib.figure import Figure

from flows.tasks._gantt_frame import LEGEND_LINE, Shown, heading, legend, lines_of, phases, signs, slack_sentence
from flows.tasks._gantt_page import LABELS_SHARE, MAX_BARS, RIGHT_MARGIN, Row, place_rows, span
from flows.tasks._gantt_rows import bar, labels, rules
from flows.tasks._gantt_time import STRIP_LINE, STRIP_LINES, is_recess, lines, months, recess_names, ticks
from flows.tasks._gantt_time import recess as shade
from flows.tasks._lettering import FONT
from schemas.planning import Board, DeadlineLine, FreePeriod, LineStatus, Milestone

__all__ = ["MAX_BARS", "alt_text", "gantt"]

_MM = 72 / 25.4
_HEADING, _MONTH_NAMES, _DATE_NAMES, _MARGIN = 62.0, 30.0, 28.0, 9.0
# rcParams are shared by the whole process; the lock keeps two pictures from drawing in each other's settings.
_LOCK = Lock()
_SETTINGS: dict[Any, Any] = {
    "font.family": FONT,
    "svg.hashsalt": "inkoopstraat",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.8,
    "axes.unicode_minus": False,
}


def gantt(
    board: Board,
    *,
    recess: Sequence[FreePeriod] = (),
    title: str = "",
    width_mm: float = 297,
    height_mm: float = 210,
    dpi: int = 150,
    form: Literal["png", "svg"] = "png",
) -> bytes:
    """The Gantt picture of a board as PNG or SVG bytes; byte-identical for the same arguments.

    ``recess`` are the free periods of the record: those of kind recess are shaded grey with their name, other free
    days are ticks on the upper edge. At most :data:`MAX_BARS` steps are drawn, those that are not done first; how many
    are left out stands in the picture. The SVG carries :func:`alt_text` as its description.
    Raises ValueError for a board without steps.
    """
    if not board.milestones:
        raise ValueError("een planning zonder stappen kan niet worden getekend")
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = Figure(figsize=(width_mm * _MM / 72, height_mm * _MM / 72), dpi=dpi, facecolor="white")
        name = title or f"Planning {board.tender_id}"
        _draw(figure, board, name, tuple(recess))
        target = io.BytesIO()
        if form == "svg":
            # No date in the file, or the bytes would differ from one run to the next.
            figure.savefig(target, format="svg", metadata={"Date": None, "Creator": "Inkoopstraat"})
            return _described(target.getvalue().decode("utf-8"), name, alt_text(board)).encode("utf-8")
        words = {"Software": "Inkoopstraat", "Title": name, "Description": alt_text(board)}
        figure.savefig(target, format="png", metadata=words)
        return target.getvalue()


def alt_text(board: Board, *, lines: int = 5) -> str:
    """The picture in Dutch words: the hard date and the slack, what is late, and the next deadlines."""
    late = [line for line in board.lines if line.status in (LineStatus.LATE, LineStatus.MISSED)]
    to_come = (LineStatus.THIS_WEEK, LineStatus.LATER)
    coming = sorted((line for line in board.lines if line.status in to_come), key=lambda line: (line.due, line.key))
    count = f"{len(board.milestones)} {'stap' if len(board.milestones) == 1 else 'stappen'}"
    words = [f"Planning van {board.tender_id} op {_day(board.today)}: {count}."]
    if board.hard_date:
        words.append(f"Harde datum: {_day(board.hard_date)}.")
    if board.schedule and board.schedule.slack is not None:
        words.append(slack_sentence(board.schedule.slack))
    words.append(f"Te laat of gemist: {_listed(late, lines)}." if late else "Er is niets te laat.")
    words.append(
        f"Eerstvolgende deadlines: {_listed(coming[:lines], lines)}." if coming else "Er komt geen deadline meer."
    )
    undated = sum(not step.dated for step in board.milestones)
    if undated:
        words.append(f"Nog zonder datum: {undated} {'stap' if undated == 1 else 'stappen'}.")
    return " ".join(words)


def _listed(rows: Sequence[DeadlineLine], most: int) -> str:
    said = "; ".join(f"{_one_line(row.title)}, {_day(row.due)}{_clock(row)}" for row in rows[:most])
    return f"{said}; en nog {len(rows) - most}" if len(rows) > most else said


def _clock(line: DeadlineLine) -> str:
    return f" om {line.at:%H.%M} uur" if line.at else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _draw(figure: Figure, board: Board, title: str, free: tuple[FreePeriod, ...]) -> None:
    width, height = figure.get_figwidth() * 72, figure.get_figheight() * 72
    bars_width = width * (1 - LABELS_SHARE) - RIGHT_MARGIN
    top = height - _HEADING - _MONTH_NAMES
    rows = _rows(board, width, top - _strip(free))
    scale = span([row.step for row in rows], board, bars_width)
    names = recess_names(free, scale)
    strip = (max(name.line for name in names) + 1) * STRIP_LINE + 2 if names else 0.0
    rows = tuple(replace(row, top=row.top + strip) for row in rows)
    total = rows[-1].top + rows[-1].height
    axes = figure.add_axes((LABELS_SHARE, (top - total) / height, bars_width / width, total / height))
    axes.set_xlim(scale.first.toordinal(), scale.last.toordinal())
    axes.set_ylim(total, 0)
    axes.set_axis_off()
    places = shade(axes, free, names, scale, total)
    months(axes, scale, total)
    ticked = ticks(axes, free, scale)
    rules(axes, rows, scale, width * LABELS_SHARE)
    for row in rows:
        bar(axes, row, board, scale)
    labels(figure, rows, board, top)
    lines(axes, board, scale, total)
    heading(figure, board, title, rows)
    _legends(figure, board, rows, Shown(recess=places > 0, recess_together=places > 1, free_days=ticked))


def _rows(board: Board, width: float, room: float) -> tuple[Row, ...]:
    """What is drawn depends on the room, and that on the legend of what is drawn: a second try may win a row."""
    rows = place_rows(board.milestones, width, room - _below(board, board.milestones, width))
    below = _below(board, [row.step for row in rows], width)
    again = place_rows(board.milestones, width, room - below)
    return again if _below(board, [row.step for row in again], width) <= below else rows


def _strip(free: Sequence[FreePeriod]) -> float:
    """The most room that the names of the recess can take."""
    return STRIP_LINES * STRIP_LINE + 2 if any(is_recess(period) for period in free) else 0.0


def _below(board: Board, steps: Sequence[Milestone], width: float) -> float:
    """Room for the legend of these steps, at its longest, and for the names of the dates."""
    most = signs(board, steps, Shown(recess=True, recess_together=True, free_days=True))
    return (lines_of(most, width) + lines_of(phases(steps), width)) * LEGEND_LINE + _MARGIN + _DATE_NAMES


def _legends(figure: Figure, board: Board, rows: Sequence[Row], shown: Shown) -> None:
    steps = [row.step for row in rows]
    explained = signs(board, steps, shown)
    legend(figure, explained, _MARGIN)
    above = lines_of(explained, figure.get_figwidth() * 72) * LEGEND_LINE
    legend(figure, phases(steps), _MARGIN + above)


def _described(svg: str, title: str, words: str) -> str:
    """Name and describe the picture for who hears it (WAI-ARIA graphics: role, title and desc)."""
    named = 'role="img" lang="nl" xml:lang="nl" aria-labelledby="gantt-titel" aria-describedby="gantt-uitleg"'
    head, _, rest = svg.partition("<svg ")
    attributes, _, body = rest.partition(">")
    told = f'<title id="gantt-titel">{_xml(title)}</title>\n <desc id="gantt-uitleg">{_xml(words)}</desc>'
    return f"{head}<svg {named} {attributes}>\n {told}{body}"


def _xml(words: str) -> str:
    """Escaped for XML, without the control characters that no XML file can hold."""
    return escape("".join(letter for letter in _one_line(words) if letter.isprintable()))


def _day(day: date) -> str:
    return format_date(day, "EEEE d MMMM y", locale="nl")
