"""The days of a Gantt picture: years and months, recess and other free days, the lines of today and the hard date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from flows.tasks._gantt_page import HARD, INK, QUIET, RIGHT_MARGIN, RULE, TODAY, Scale, next_month, note, wide
from schemas.planning import Board, FreePeriod
from schemas.terms import FreeDayKind

RECESS_ONE, RECESS_MORE = "#e4e8ed", "#cdd4dc"
"""Grey for recess in one place, and for days on which several places are in recess."""

STRIP_LINE = 9.5
"""Height in points of one line of recess names above the first row."""

STRIP_LINES = 2
_MOST_TICKS = 40
_MONTH_TYPE, _YEAR_TYPE, _RECESS_TYPE, _DATE_TYPE = 7.0, 9.0, 6.5, 8.0


@dataclass(frozen=True)
class RecessName:
    """The words of one stretch of recess: the middle as a day ordinal, and the line of the strip (from 0)."""

    words: str
    middle: float
    line: int


def months(axes: Axes, scale: Scale, height: float) -> None:
    """Month lines and Dutch names, only every third month when the planning is long; above them the years."""
    room = scale.points(30.4)
    every = 1 if room >= 17 else 3 if room >= 6 else 12
    start = scale.first
    while start < scale.last and every < 12:
        end, x = next_month(start), start.toordinal()
        axes.plot((x, x), (0, height), color=RULE, linewidth=0.5, zorder=1)
        if (start.month - 1) % every == 0:
            name = format_date(start, "LLL", locale="nl").rstrip(".")
            where, align = (x + (end - start).days / 2, "center") if every == 1 else (x, "left")
            note(axes, name, (where, 0), 4, fontsize=_MONTH_TYPE, color=QUIET, ha=align, va="bottom")
        start = end
    axes.plot((scale.first.toordinal(), scale.last.toordinal()), (0, 0), color=QUIET, linewidth=0.8, clip_on=False)
    _years(axes, scale, height, up=16 if every < 12 else 5)


def _years(axes: Axes, scale: Scale, height: float, *, up: float) -> None:
    """The number of every year and a line where it begins, as far as the numbers stand clear of each other."""
    free_from = float("-inf")
    starts = [scale.first, *(date(year, 1, 1) for year in range(scale.first.year + 1, scale.last.year + 1))]
    for start in (day for day in starts if day < scale.last):
        at, needed = scale.points((start - scale.first).days), wide(str(start.year), _YEAR_TYPE, bold=True)
        next_year = date(start.year + 1, 1, 1)
        # The first year gives way when the next begins right after it; the last one may stand in the margin.
        cut_short = start.month > 1 and next_year < scale.last and scale.points((next_year - start).days) < needed + 4
        if at < free_from or at + needed > scale.width + RIGHT_MARGIN - 4 or cut_short:
            continue
        x = start.toordinal()
        axes.plot((x, x), (0, height), color=RULE, linewidth=1.3 if start.month == 1 else 0.5, zorder=1)
        note(axes, str(start.year), (x, 0), up, fontsize=_YEAR_TYPE, color=INK, weight="bold", va="bottom")
        free_from = at + needed + 4


def recess_names(periods: Sequence[FreePeriod], scale: Scale) -> tuple[RecessName, ...]:
    """The names of the recess in the picture, beside each other or on two lines; one that has no room is left out."""
    taken = [0.0] * STRIP_LINES
    names = []
    for stretch in _stretches(periods, scale):
        first = max(min(period.first for period in stretch), scale.first)
        last = min(max(period.last for period in stretch) + timedelta(days=1), scale.last)
        middle = scale.points((first - scale.first).days + (last - first).days / 2)
        found = _where(_words(stretch), middle, scale.width, taken)
        if found is not None:
            words, left, line = found
            half = wide(words, _RECESS_TYPE) / 2
            taken[line] = left + 2 * half + 5
            names.append(RecessName(words, scale.first.toordinal() + scale.length(left + half), line))
    return tuple(names)


def _where(choices: Iterable[str], middle: float, width: float, taken: list[float]) -> tuple[str, float, int] | None:
    """The longest words that fit, their left edge in points and their line."""
    for words in choices:
        needed = wide(words, _RECESS_TYPE)
        left = min(max(middle - needed / 2, 0.0), width - needed)
        for line, free_from in enumerate(taken):
            if left >= free_from:
                return words, left, line
    return None


def _stretches(periods: Sequence[FreePeriod], scale: Scale) -> list[list[FreePeriod]]:
    """Periods of recess that overlap or touch belong together and get one name."""
    shown = [row for row in periods if is_recess(row) and row.last >= scale.first and row.first < scale.last]
    stretches: list[list[FreePeriod]] = []
    until = date.min
    for period in sorted(shown, key=lambda row: (row.first, row.last, row.applies_to or "", row.name)):
        if stretches and period.first <= until + timedelta(days=1):
            stretches[-1].append(period)
        else:
            stretches.append([period])
            until = date.min
        until = max(until, period.last)
    return stretches


def _words(stretch: Sequence[FreePeriod]) -> tuple[str, ...]:
    """The name with its places, the name with their number, and the name alone."""
    name = " / ".join(dict.fromkeys(period.name for period in stretch))
    places = tuple(dict.fromkeys(period.applies_to for period in stretch if period.applies_to))
    if not places or any(period.applies_to is None for period in stretch):
        return (name, "reces")
    listed = f"{name} {', '.join(places)}" if len(places) <= 3 else f"{name} {len(places)} gemeenten"
    return (listed, f"{name} {len(places)} gemeenten", name, "reces") if len(places) > 1 else (listed, name, "reces")


def is_recess(period: FreePeriod) -> bool:
    return period.kind is FreeDayKind.RECESS


def recess(axes: Axes, periods: Sequence[FreePeriod], names: Iterable[RecessName], scale: Scale, height: float) -> int:
    """Shade the recess and write its names in the strip on top. How many places are in recess at once, at most."""
    shown = [row for row in periods if is_recess(row) and row.last >= scale.first and row.first < scale.last]
    edges = {day for row in shown for day in (row.first, row.last + timedelta(days=1))}
    inside = sorted({min(max(day, scale.first), scale.last) for day in edges})
    most = 0
    for start, end in pairwise(inside):
        where = {row.applies_to for row in shown if row.first <= start <= row.last}
        if not where:
            continue
        most = max(most, len(where))
        colour = RECESS_MORE if len(where) > 1 else RECESS_ONE
        box = Rectangle((start.toordinal(), 0), (end - start).days, height, color=colour, linewidth=0, zorder=0.5)
        axes.add_patch(box)
    for name in names:
        down = -(name.line * STRIP_LINE + 2.5)
        style = {"fontsize": _RECESS_TYPE, "color": QUIET, "ha": "center", "va": "top", "style": "italic"}
        note(axes, name.words, (name.middle, 0), down, zorder=6, **style)
    return most


def ticks(axes: Axes, periods: Sequence[FreePeriod], scale: Scale) -> bool:
    """A short tick on the upper edge for every other free day, as long as that stays quiet. Whether there are any."""
    days = sorted({free.day for row in periods if not is_recess(row) for free in row.days if scale.holds(free.day)})
    if not days or len(days) > _MOST_TICKS:
        return False
    for day in days:
        x = day.toordinal() + 0.5
        axes.plot((x, x), (-2.5, 2.5), color=INK, linewidth=0.9, clip_on=False, zorder=2)
    return True


def lines(axes: Axes, board: Board, scale: Scale, height: float) -> None:
    """The line of today and of the hard date; their words one below the other when they would run together."""
    marks = [(board.today, "vandaag", TODAY, "--")]
    if board.hard_date:
        marks.append((board.hard_date, "harde datum", HARD, "-"))
    taken: list[tuple[float, float]] = []
    for day, name, colour, style in reversed(marks):
        if not scale.holds(day):
            continue
        x = day.toordinal()
        axes.plot((x, x), (0, height), color=colour, linewidth=1.6, linestyle=style, zorder=5)
        words = f"{name}, {format_date(day, 'd MMM y', locale='nl')}"
        at, needed = scale.points((day - scale.first).days), wide(words, _DATE_TYPE, bold=True)
        left = at <= scale.width / 2
        room = (at, at + needed) if left else (at - needed, at)
        clear = all(room[1] + 6 < other[0] or room[0] - 6 > other[1] for other in taken)
        taken.append(room)
        look = {"ha": "left" if left else "right", "fontsize": _DATE_TYPE, "color": colour, "weight": "bold"}
        note(axes, words, (x, height), -3 if clear else -14, va="top", **look)
