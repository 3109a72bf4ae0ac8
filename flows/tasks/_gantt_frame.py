"""The frame of a Gantt picture: the heading above the bars and the legend below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from babel.dates import format_date
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from flows.tasks._gantt_page import INK, LEFT_MARGIN, QUIET, STYLES, Row, is_critical, timing_of, wide
from flows.tasks._gantt_rows import CRITICAL_EDGE, loose_days
from flows.tasks._gantt_time import RECESS_MORE, RECESS_ONE
from flows.tasks._lettering import wrap
from schemas.planning import Board, Milestone

LEGEND_LINE = 13.5
"""Height in points of one line of the legend."""

_TITLE_TYPES = (17.0, 15.0, 13.0, 11.5)
_TYPE, _HANDLE, _BETWEEN = 7.5, 2.4, 1.4

Entry = Patch | Line2D


@dataclass(frozen=True)
class Shown:
    """What the bars of this picture turned out to have beside steps."""

    recess: bool
    recess_together: bool
    free_days: bool


def heading(figure: Figure, board: Board, title: str, rows: Sequence[Row]) -> None:
    width, height = figure.get_figwidth() * 72, figure.get_figheight() * 72
    room = width - 2 * LEFT_MARGIN
    size = next((size for size in _TITLE_TYPES if wide(title, size, bold=True) <= room), _TITLE_TYPES[-1])
    lines = wrap(title, room / (size * 1.17))
    while len(lines) > 2 and size > 5:
        size -= 0.5
        lines = wrap(title, room / (size * 1.17))
    style: dict[str, Any] = {"fontsize": size, "weight": "bold", "color": INK, "va": "center", "linespacing": 1.05}
    figure.text(LEFT_MARGIN / width, 1 - 26 / height, "\n".join(lines), parse_math=False, **style)
    under = " ".join(_sentences(board, rows))
    size = next((size for size in (9.0, 8.0, 7.0) if wide(under, size) <= room), 6.0)
    figure.text(LEFT_MARGIN / width, 1 - 50 / height, under, fontsize=size, color=QUIET, va="center")


def _sentences(board: Board, rows: Sequence[Row]) -> list[str]:
    """How things stand, and what is not in the picture."""
    sentences = [f"Stand van {format_date(board.today, 'EEEE d MMMM y', locale='nl')}."]
    slack = board.schedule.slack if board.schedule else None
    if slack is not None:
        sentences.append(slack_sentence(slack))
    drawn = {row.step.number for row in rows}
    out = [step for step in board.milestones if step.number not in drawn]
    if out:
        done = sum(step.done_on is not None for step in out)
        undated = sum(step.done_on is None and not step.dated for step in out)
        parts = [f"{count} {what}" for count, what in ((done, "klaar"), (undated, "nog zonder datum")) if count]
        which = f" ({', '.join(parts)})" if parts else ""
        sentences.append(f"Niet getekend: {len(out)} {'stap' if len(out) == 1 else 'stappen'}{which}, zie de tabel.")
    return sentences


def slack_sentence(slack: int) -> str:
    """How much room there is before the hard date, in Dutch."""
    days = f"{abs(slack)} {'werkdag' if abs(slack) == 1 else 'werkdagen'}"
    if slack > 0:
        return f"Speling tot de harde datum: {days}."
    return f"De planning komt {days} tekort voor de harde datum." if slack else "Er is geen speling tot de harde datum."


def phases(steps: Sequence[Milestone]) -> list[Entry]:
    """The legend of the colours and hatches; nothing when no step has a phase."""
    entries: list[Entry] = []
    if all(step.stage is None for step in steps):
        return entries
    for stage, (colour, hatch) in STYLES.items():
        if any(step.stage is stage for step in steps):
            name = stage.label if stage else "Geen fase"
            entries.append(Patch(facecolor=f"{colour}60", edgecolor=colour, hatch=hatch, label=name, linewidth=0.8))
    return entries


def signs(board: Board, steps: Sequence[Milestone], shown: Shown) -> list[Entry]:
    """The legend of everything else that can be seen."""
    dated = [step for step in steps if step.dated]
    entries: list[Entry] = []
    if any(loose_days(step) and not step.hard for step in dated):
        entries.append(Line2D([], [], color=QUIET, marker="D", linestyle="", markersize=6, label="Eén dag"))
    if any(step.precision.vague for step in dated):
        words = "Datum niet precies bekend"
        entries.append(Patch(facecolor="white", edgecolor=QUIET, linestyle="--", label=words))
    if any(is_critical(board, step) for step in steps):
        words = "★ Kritieke pad: later is alles later"
        entries.append(Patch(facecolor="white", edgecolor=INK, linewidth=CRITICAL_EDGE, label=words))
    if any(timing_of(board, step) for step in steps):
        words = "Uiterlijk klaar, met speling"
        entries.append(Line2D([], [], color=INK, marker="<", markersize=4, linestyle=":", linewidth=0.9, label=words))
    if shown.recess:
        entries.append(Patch(facecolor=RECESS_ONE, edgecolor="none", label="Reces"))
    if shown.recess_together:
        entries.append(Patch(facecolor=RECESS_MORE, edgecolor="none", label="Reces in meer gemeenten"))
    if shown.free_days:
        entries.append(Line2D([], [], color=INK, marker="|", markersize=6, linestyle="", label="Vrije dag"))
    return entries


def lines_of(entries: Sequence[Entry], page_width: float) -> int:
    """How many lines a legend needs at least."""
    return ceil(len(entries) / _columns(entries, page_width)) if entries else 0


def legend(figure: Figure, entries: Sequence[Entry], bottom: float) -> None:
    """A legend over the width of the page, ``bottom`` points above its lower edge."""
    if not entries:
        return
    width, height = figure.get_figwidth() * 72, figure.get_figheight() * 72
    shown = figure.legend(
        handles=list(entries), loc="lower left", bbox_to_anchor=(LEFT_MARGIN / width, bottom / height),
        ncols=_columns(entries, width), frameon=False, fontsize=_TYPE, labelcolor=INK, handlelength=_HANDLE,
        handleheight=1.1, columnspacing=_BETWEEN, handletextpad=0.6, borderpad=0, borderaxespad=0, labelspacing=0.45,
    )  # fmt: skip
    for words in shown.get_texts():
        words.set_parse_math(False)


def _columns(entries: Sequence[Entry], page_width: float) -> int:
    """The most columns of which the widest words fit beside each other."""
    room = page_width - 2 * LEFT_MARGIN
    for count in range(len(entries), 1, -1):
        each, more = divmod(len(entries), count)
        sizes = [each + 1] * more + [each] * (count - more)
        starts = [sum(sizes[:index]) for index in range(count)]
        columns = [entries[start : start + size] for start, size in zip(starts, sizes, strict=True)]
        widths = [max(wide(str(entry.get_label()), _TYPE) for entry in column) for column in columns]
        if sum(widths) + count * (_HANDLE + 0.6) * _TYPE + (count - 1) * _BETWEEN * _TYPE <= room:
            return count
    return 1
