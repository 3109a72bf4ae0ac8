"""A plan without links, worked out as printed: the order, the length and the overlap of the steps stay as they are.

Lengths are in calendar days, as they are printed; only a duration that was filled in is in working days. Days left
between two steps are used up. A step that ends ``k`` days after a later step begins may go on doing so. So a later step
limits an earlier one in one of two ways, and which of them depends only on the printed dates; that lets each step be
answered from two running minimums instead of from all the steps after it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flows.rules.planning.scheduling.frame import Back, Forth, Frame
from schemas.planning import Milestone

_FAR = 10**8
_Value = tuple[int, int]
_NOTHING: _Value = (_FAR, 0)


class _Sides:
    """The lowest of the values put in so far on either side of a day; a question takes as long as a binary search."""

    def __init__(self, keys: Iterable[int]) -> None:
        self._keys = sorted({*keys, _FAR})
        self._upto = [_NOTHING] * (len(self._keys) + 1)
        self._beyond = [_NOTHING] * (len(self._keys) + 1)

    def put(self, key: int, upto: _Value, beyond: _Value) -> None:
        """``upto`` counts for a day on or after ``key``, ``beyond`` for a day before it."""
        place = bisect_left(self._keys, key) + 1
        _lower(self._upto, place, upto)
        _lower(self._beyond, len(self._keys) + 1 - place, beyond)

    def ask(self, day: int) -> tuple[_Value, _Value]:
        """The lowest ``upto`` of the keys up to ``day``, and the lowest ``beyond`` of the keys after it."""
        place = bisect_right(self._keys, day)
        return _lowest(self._upto, place), _lowest(self._beyond, len(self._keys) - place)


def _lower(tree: list[_Value], place: int, value: _Value) -> None:
    while place < len(tree):
        tree[place] = min(tree[place], value)
        place += place & -place


def _lowest(tree: list[_Value], place: int) -> _Value:
    found = _NOTHING
    while place:
        found = min(found, tree[place])
        place -= place & -place
    return found


def work_back(steps: Sequence[Milestone], frame: Frame) -> dict[int, Back]:
    """From the hard date to the latest days of every step; ``steps`` stand in their printed order, all dated."""
    spans = {step.number: _span(step, frame) for step in steps}
    sides = _Sides(begin for begin, _ in spans.values())
    backs: dict[int, Back] = {}
    for step in reversed(steps):
        begin, end = spans[step.number]
        (shift, beside), (before, ahead) = sides.ask(end)
        day, follower = min((frame.eve.toordinal(), 0), (shift + end, beside), (before, ahead))
        limit = date.fromordinal(day)
        because = f"dan kan stap {follower} op tijd verder" if follower else frame.at_the_end
        if step.buffer:
            limit = frame.calendar.add_working_days(frame.calendar.on_or_before(limit), -step.buffer)
            because += frame.after(step)
        sittings = frame.bodies.sittings(step)
        if sittings is not None:
            back = frame.decide_back(step, sittings, limit, because)
            # The papers of a decision must be in, however the months of the plan overlap.
            begin = _FAR
        else:
            latest = frame.calendar.on_or_before(limit)
            back = Back(limit, latest, _begin(step, limit, latest, end - begin, frame), because)
        backs[step.number] = back
        first = back.start.toordinal()
        sides.put(begin, (first - begin, step.number), (first - 1, step.number))
    return backs


def work_forth(steps: Sequence[Milestone], frame: Frame, backs: Mapping[int, Back]) -> dict[int, Forth]:
    """From today to the earliest days of every step, with the same lengths and overlaps."""
    spans = {step.number: _span(step, frame) for step in steps}
    sides = _Sides(end for _, end in spans.values())
    forths: dict[int, Forth] = {}
    for step in steps:
        begin, end = spans[step.number]
        sittings = frame.bodies.sittings(step)
        (after, _), (shift, _) = sides.ask(_FAR - 1 if sittings is not None else begin - 1)
        pushes = [date.fromordinal(day) for day in (-after, begin - shift) if day > 0]
        if sittings is not None:
            forth = frame.decide_forth(step, sittings, backs[step.number], pushes, ready=False)
        else:
            start = max((frame.own_start(step), *pushes))
            forth = Forth(start, max(_finish(step, start, end - begin, frame), frame.as_of))
        forths[step.number] = forth
        free = forth.finish
        if step.buffer:
            free = frame.calendar.add_working_days(frame.calendar.on_or_before(free), step.buffer)
        sides.put(end, (-free.toordinal() - 1, 0), (end - free.toordinal(), 0))
    return forths


def _begin(step: Milestone, limit: date, latest: date, days: int, frame: Frame) -> date:
    if step.duration:
        return frame.calendar.add_working_days(latest, 1 - step.duration)
    return date.fromordinal(limit.toordinal() - days)


def _finish(step: Milestone, start: date, days: int, frame: Frame) -> date:
    if step.duration:
        return frame.calendar.add_working_days(frame.calendar.on_or_after(start), step.duration - 1)
    return date.fromordinal(start.toordinal() + days)


def _span(step: Milestone, frame: Frame) -> tuple[int, int]:
    return frame.planned_begin(step).toordinal(), step.end.toordinal()
