"""A plan with links, worked out in working days: every step begins after the steps it names (finish to start)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from flows.rules.planning.scheduling.frame import Back, Forth, Frame
from flows.rules.wording import count
from schemas.planning import Link, Milestone

Links = Mapping[int, Sequence[Link]]


def work_back(steps: Sequence[Milestone], links: Links, frame: Frame) -> dict[int, Back]:
    """From the hard date to the latest days of every step. ``steps`` stand in an order in which they can be done.

    ``links`` of a step outside ``steps`` are those of the hard step itself: a lag there is kept free before it.
    """
    numbers = {step.number for step in steps}
    followers: dict[int, list[tuple[int, int]]] = defaultdict(list)
    kept_free: dict[int, int] = {}
    for later, linked in links.items():
        for link in linked:
            if later in numbers:
                followers[link.number].append((later, link.lag))
            else:
                kept_free[link.number] = max(kept_free.get(link.number, 0), link.lag)
    backs: dict[int, Back] = {}
    for step in reversed(steps):
        limit, because = _before_hard_date(step, kept_free.get(step.number, 0), frame)
        for later, lag in sorted(followers[step.number]):
            day = frame.calendar.add_working_days(backs[later].start, -(1 + lag + step.buffer))
            if day < limit:
                limit, because = day, f"dan kan stap {later} op tijd verder{_between(lag)}{frame.after(step)}"
        backs[step.number] = _placed(step, limit, because, frame)
    return backs


def work_forth(
    steps: Sequence[Milestone], links: Links, done: Mapping[int, date], frame: Frame, backs: Mapping[int, Back]
) -> dict[int, Forth]:
    """From today to the earliest days of every step. ``done`` has the day on which a finished step was finished.

    The buffer after a step is kept free as long as the step is not done; a lag is kept free always.
    """
    buffers = {step.number: step.buffer for step in steps}
    forths: dict[int, Forth] = {}
    for step in steps:
        pushes = []
        for link in links[step.number]:
            if link.number in forths:
                gap = 1 + link.lag + buffers[link.number]
                pushes.append(frame.calendar.add_working_days(forths[link.number].finish, gap))
            elif link.number in done:
                pushes.append(frame.calendar.add_working_days(done[link.number], 1 + link.lag))
        sittings = frame.bodies.sittings(step)
        if sittings is not None:
            ready = bool(pushes) and all(link.number not in forths for link in links[step.number])
            forths[step.number] = frame.decide_forth(step, sittings, backs[step.number], pushes, ready)
            continue
        start = frame.calendar.on_or_after(max((frame.own_start(step), *pushes)))
        finish = frame.calendar.add_working_days(start, frame.length(step) - 1)
        forths[step.number] = Forth(start, max(finish, frame.first_day))
    return forths


def _before_hard_date(step: Milestone, lag: int, frame: Frame) -> tuple[date, str]:
    kept = lag + step.buffer
    if not kept:
        return frame.eve, frame.at_the_end
    limit = frame.calendar.add_working_days(frame.calendar.on_or_before(frame.eve), -kept)
    return limit, f"{frame.at_the_end}{_between(lag)}{frame.after(step)}"


def _placed(step: Milestone, limit: date, because: str, frame: Frame) -> Back:
    sittings = frame.bodies.sittings(step)
    if sittings is not None:
        return frame.decide_back(step, sittings, limit, because)
    latest = frame.calendar.on_or_before(limit)
    start = frame.calendar.add_working_days(latest, 1 - frame.length(step))
    return Back(limit, latest, start, because)


def _between(lag: int) -> str:
    if lag > 0:
        return f", met {count(lag, 'werkdag', 'werkdagen')} ertussen"
    return f", die {count(-lag, 'werkdag', 'werkdagen')} mag overlappen" if lag < 0 else ""
