"""From a planning as printed to a board of deadlines: read it, remark on it, put what is due in order.

``parse_period``, ``findings`` and ``schedule`` live in their own modules and are offered here, so that a room needs
one import.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.planning.findings import findings
from flows.rules.planning.periods import Period, parse_period
from flows.rules.planning.schedule import schedule
from flows.rules.planning.scheduling.bodies import Bodies
from flows.rules.wording import AMSTERDAM, count, listing, local_day, long_date, plain_date
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import (
    Board,
    BodyMeeting,
    DeadlineLine,
    LineStatus,
    Milestone,
    PlannedStep,
    Precision,
    Timing,
    WatchedDeadline,
)
from schemas.procedure import Procedure
from schemas.values import Stage

__all__ = [
    "Period",
    "board",
    "deadline",
    "findings",
    "parse_period",
    "read_plan",
    "schedule",
    "status_of",
]

_UNDATED = Period(Precision.NONE, None, None)
_URGENCY = {status: place for place, status in enumerate(LineStatus)}


def read_plan(tender_id: str, steps: Sequence[PlannedStep], *, file: str = "planning.yaml") -> tuple[Milestone, ...]:
    """Turn the steps a team handed over into milestones, in order of number. A step may have no date yet.

    Raises :class:`schemas.errors.InputRefusedError` with every unreadable date and every double number at once.
    """
    faults, milestones, seen = [], [], set()
    for row, step in enumerate(steps, start=1):
        if step.number in seen:
            problem = f"Nummer {step.number} staat er twee keer in."
            faults.append(InputFault(problem=problem, remedy="Geef elke stap een eigen nummer.", file=file, row=row))
        seen.add(step.number)
        read = parse_period(step.printed) if step.printed.strip() else _UNDATED
        if isinstance(read, str):
            problem = f"Stap {step.number}: {read}"
            remedy = "Verbeter de datum en lees de planning opnieuw in."
            faults.append(InputFault(problem=problem, remedy=remedy, file=file, row=row, column="datum"))
        else:
            milestones.append(_milestone(tender_id, step, read))
    if faults:
        raise InputRefusedError(faults)
    return tuple(sorted(milestones, key=lambda milestone: milestone.number))


def board(
    tender_id: str,
    now: datetime,
    milestones: Iterable[Milestone],
    hard_date: date | None,
    calendar: FreeDays | None = None,
    other_deadlines: Iterable[DeadlineLine] = (),
    *,
    meetings: Iterable[BodyMeeting] = (),
    watched: Iterable[WatchedDeadline] = (),
    procedure: Procedure | None = None,
) -> Board:
    """The board as of ``now``: what is late first, then this week, then later, then what is done; earliest first.

    ``other_deadlines`` are lines from other rules (terms, sessions), made with :func:`deadline`. ``watched`` is what
    people were last told: a deadline that moved since then gets the next number. A step without a date gives no line.
    """
    calendar, today = calendar or FreeDays(), local_day(now)
    bodies = Bodies.given(meetings, calendar)
    steps = tuple(sorted(milestones, key=lambda step: step.number))
    worked_out = schedule(steps, hard_date, today, calendar, bodies) if hard_date else None
    timings = {timing.number: timing for timing in worked_out.timings} if worked_out else {}
    lines = [line for step in steps if step.dated for line in _lines(step, now, timings.get(step.number), calendar)]
    lines.extend(other_deadlines)
    lines.sort(key=lambda line: (_URGENCY[line.status], line.due, line.at or time.max, line.key, line.title))
    told = {row.id: row for row in watched}
    return Board(
        tender_id=tender_id,
        today=today,
        lines=tuple(_numbered(line, told) for line in lines),
        milestones=steps,
        findings=findings(steps, hard_date, calendar, today, meetings=bodies, procedure=procedure),
        hard_date=hard_date,
        schedule=worked_out,
    )


def deadline(
    key: str,
    title: str,
    due: date,
    *,
    now: datetime,
    owners: Iterable[str] = (),
    why: str,
    kind: str = "termijn",
    stage: Stage | None = None,
    done_on: date | None = None,
    hard: bool = False,
    at: time | None = None,
) -> DeadlineLine:
    """One line of the board. ``key`` stays the same when ``due`` moves; ``why`` is the sentence behind the date.

    ``at`` is the clock in the Netherlands at which the deadline passes on its day; without it the whole day counts.
    """
    names = tuple(owners)
    return DeadlineLine(
        key=key,
        title=title,
        due=due,
        owner=listing(names),
        status=status_of(due, now, at=at, done_on=done_on, hard=hard),
        why=why,
        kind=kind,
        stage=stage,
        at=at,
        owners=names,
    )


def status_of(
    due: date, now: datetime, *, at: time | None = None, done_on: date | None = None, hard: bool = False
) -> LineStatus:
    """Where a deadline stands: done, late (or missed, when it is hard), this week (up to Sunday), or later.

    With ``at`` a deadline of today is late as soon as Dutch clocks are past that time.
    """
    local = now.astimezone(AMSTERDAM)
    today = local.date()
    if done_on is not None and done_on <= today:
        return LineStatus.DONE
    if due < today or (due == today and at is not None and local.time() > at):
        return LineStatus.MISSED if hard else LineStatus.LATE
    sunday = today + timedelta(days=6 - today.weekday())
    return LineStatus.THIS_WEEK if due <= sunday else LineStatus.LATER


def _milestone(tender_id: str, step: PlannedStep, read: Period) -> Milestone:
    return Milestone(
        id=f"{tender_id}/stap-{step.number}",
        tender_id=tender_id,
        number=step.number,
        title=step.title,
        owners=step.owners,
        printed=step.printed,
        precision=read.precision,
        first=read.first,
        last=None if step.open_ended else read.last,
        moments=read.moments,
        sub_steps=step.sub_steps,
        stage=step.stage,
        hard=step.hard,
        done_on=step.done_on,
        at=step.at,
        after=step.after,
        duration=step.duration,
        buffer=step.buffer,
        kind=step.kind,
        body=step.body,
        deliver_before=step.deliver_before,
        mark=step.mark,
        remark=step.remark,
    )


def _numbered(line: DeadlineLine, told: Mapping[str, WatchedDeadline]) -> DeadlineLine:
    """The line with how often it moved: once more when people know another day, time or title of it."""
    known = told.get(line.key)
    if known is None:
        return line
    changed = (known.due, known.at, known.title) != (line.due, line.at, line.title)
    return line.model_copy(update={"sequence": known.sequence + changed})


def _lines(step: Milestone, now: datetime, timing: Timing | None, calendar: FreeDays) -> Iterator[DeadlineLine]:
    if not step.moments:
        yield _line(step, f"stap-{step.number}", step.title, step.end, now, timing, calendar)
        return
    for index, day in enumerate(step.moments, start=1):
        title = f"{step.title} (dag {index} van {len(step.moments)})"
        yield _line(step, f"stap-{step.number}-{index}", title, day, now, timing, calendar)


def _line(
    step: Milestone, key: str, title: str, due: date, now: datetime, timing: Timing | None, calendar: FreeDays
) -> DeadlineLine:
    today = local_day(now)
    # A loose day that has passed is no longer a deadline: the next one is, and the last one closes the step.
    passed = bool(step.moments) and due != step.end and due < today
    return deadline(
        key,
        title,
        due,
        now=now,
        owners=step.owners,
        why=_why(step, due, today, timing, calendar, passed=passed),
        kind="harde datum" if step.hard else "stap",
        stage=step.stage,
        done_on=due if passed else step.done_on,
        hard=step.hard,
        at=step.at if due == step.end else None,
    )


def _why(step: Milestone, due: date, today: date, timing: Timing | None, calendar: FreeDays, *, passed: bool) -> str:
    printed = f"In de planning staat '{step.printed}'"
    if step.precision.vague:
        printed += f", de {'laatste' if step.last else 'eerste'} dag daarvan is {long_date(due)}"
    else:
        printed += f": {long_date(due)}"
    if step.at is not None and due == step.end:
        printed += f", {step.at:%H.%M} uur"
    parts = [printed]
    if step.hard:
        parts.append("deze datum kan niet schuiven")
    if timing is not None and not step.moments:
        parts.append(f"uiterlijk {plain_date(timing.latest)} om de harde datum te halen")
    if step.done_on is not None and step.done_on <= today:
        parts.append(f"klaar op {plain_date(step.done_on)}")
    elif passed:
        parts.append("deze dag is geweest")
    else:
        parts.append(_time_left(due, today, calendar))
    return f"{'; '.join(parts)}."


def _time_left(due: date, today: date, calendar: FreeDays) -> str:
    if due == today:
        return "dat is vandaag"
    working = abs(calendar.working_days_between(today, due))
    # Over a weekend no working day passes, and '0 werkdagen geleden' tells nobody anything.
    plain = count(abs((due - today).days), "dag", "dagen")
    days = count(working, "werkdag", "werkdagen") if working else plain
    return f"nog {days}" if due > today else f"{days} geleden"
