"""What both ways of working out a plan share: the days it lies between, how a step begins, how a decision falls."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from flows.rules.calendar import FreeDays
from flows.rules.planning.scheduling.bodies import Bodies, Sitting, Sittings, first_round, last_round
from flows.rules.wording import count, plain_date
from schemas.planning import Milestone, Precision, StepKind

ONE_DAY = timedelta(days=1)
_CHOSEN = frozenset({Precision.DAY, Precision.MOMENTS})


@dataclass(frozen=True)
class Back:
    """A step worked back from the hard date.

    ``limit`` is the day by which it must be finished before free days and meetings are looked at, ``latest`` after
    that, ``start`` the latest begin. ``because`` is the Dutch clause behind the limit. ``rounds`` are the meetings a
    decision rests on; in ``lost`` municipalities there is none on or before the limit.
    """

    limit: date
    latest: date
    start: date
    because: str
    rounds: tuple[Sitting, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Forth:
    """A step worked forward from today: its first begin and finish, and of a decision the day per municipality."""

    start: date
    finish: date
    decided: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """The days and calendars between which a plan is worked out."""

    hard_date: date
    as_of: date
    calendar: FreeDays
    bodies: Bodies
    _lengths: dict[int, int] = field(default_factory=dict, compare=False)

    @cached_property
    def first_day(self) -> date:
        """The first day on which anything can be done."""
        return self.calendar.on_or_after(self.as_of)

    @cached_property
    def eve(self) -> date:
        """The last day before the hard date, free or not."""
        return self.hard_date - ONE_DAY

    @cached_property
    def at_the_end(self) -> str:
        return f"de dag voor de harde datum {plain_date(self.hard_date)}"

    def is_done(self, step: Milestone) -> bool:
        return step.done_on is not None and step.done_on <= self.as_of

    def planned_begin(self, step: Milestone) -> date:
        """The day on which a dated step was to begin: one printed day is the day on which it is finished."""
        if step.duration and step.begin == step.end:
            return self.calendar.add_working_days(self.calendar.on_or_before(step.end), 1 - step.duration)
        return step.begin

    def length(self, step: Milestone) -> int:
        """How many working days a step takes: its duration, else its printed length; papers must lie long enough."""
        if step.number not in self._lengths:
            printed = self.calendar.working_days_between(step.begin - ONE_DAY, step.end) if step.dated else 1
            self._lengths[step.number] = step.duration or max(1, printed, step.deliver_before or 0)
        return self._lengths[step.number]

    def own_start(self, step: Milestone) -> date:
        """The first begin of a step when it waits for nothing.

        A step whose planned begin has passed counts as begun on that day. A fixed step with a chosen day begins on
        it; every other step can begin today, because a printed month is no promise to wait.
        """
        if not step.dated:
            return self.as_of
        begin = self.planned_begin(step)
        pinned = step.kind is StepKind.FIXED and step.precision in _CHOSEN
        return begin if pinned else min(begin, self.as_of)

    def begun(self, step: Milestone) -> date | None:
        """The planned begin of a step when that has passed."""
        if not step.dated:
            return None
        begin = self.planned_begin(step)
        return begin if begin < self.as_of else None

    def after(self, step: Milestone) -> str:
        """The buffer of a step in words, to stand after a limit."""
        return f", met {count(step.buffer, 'werkdag', 'werkdagen')} buffer" if step.buffer else ""

    def decide_back(self, step: Milestone, sittings: Sittings, limit: date, because: str) -> Back:
        """The last round of meetings on or before ``limit``.

        The decision is there when the last municipality has decided, so ``latest`` is the last of these meetings; the
        papers must be in for the first delivery day of them all. A municipality without such a meeting counts as if it
        met on the limit itself: the way forward then shows that this is too late.
        """
        rounds = last_round(sittings, limit)
        held = [row for row in rounds.values() if row is not None]
        lost = tuple(municipality for municipality, row in rounds.items() if row is None)
        days = [self.calendar.on_or_before(row.held) for row in held]
        starts = [row.start for row in held]
        if lost:
            days.append(self.calendar.on_or_before(limit))
            starts.append(self.calendar.add_working_days(days[-1], -(step.deliver_before or 0)))
        latest = max(days)
        if step.duration:
            starts.append(self.calendar.add_working_days(latest, 1 - step.duration))
        return Back(limit, latest, min(starts), because, tuple(held), lost)

    def decide_forth(
        self, step: Milestone, sittings: Sittings, back: Back, pushes: Iterable[date], ready: bool
    ) -> Forth:
        """The first round of meetings for papers that are ready before the steps in ``pushes`` let it begin.

        ``ready`` says that what the decision waits for is done. A municipality whose calendar has no such meeting
        decides after its limit, so that the step is shown as too late.
        """
        begun = self.begun(step)
        own = begun or (date.min if ready else self.calendar.next_working_day(self.as_of))
        start = max((own, *pushes))
        not_before = self.as_of
        if step.duration and start > date.min:
            not_before = max(self.as_of, self.calendar.add_working_days(start, step.duration - 1))
        decided = {}
        for municipality, row in first_round(sittings, start, not_before).items():
            if row is not None:
                decided[municipality] = row.held
            else:
                known = [one.held for one in sittings[municipality][-1:]]
                decided[municipality] = self.calendar.next_working_day(max(back.limit, start, self.as_of, *known))
        return Forth(start, max(decided.values()), decided)
