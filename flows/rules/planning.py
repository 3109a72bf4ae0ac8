"""From a planning as printed to a board of deadlines: read it, remark on it, work back from the hard date.

``parse_period`` and ``findings`` live in their own modules and are offered here, so that a room needs one import.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.periods import Period, parse_period
from flows.rules.plan_findings import before_hard_date, findings
from flows.rules.wording import count, listing, long_date, plain_date
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import Board, DeadlineLine, LatestDate, LineStatus, Milestone, PlannedStep, Precision
from schemas.values import Stage

__all__ = [
    "Period",
    "board",
    "deadline",
    "findings",
    "latest_dates",
    "parse_period",
    "read_plan",
    "status_of",
]

_URGENCY = tuple(LineStatus)


def read_plan(tender_id: str, steps: Sequence[PlannedStep], *, file: str = "planning.yaml") -> tuple[Milestone, ...]:
    """Turn the steps a team handed over into milestones, in order of number.

    Raises :class:`schemas.errors.InputRefusedError` with every unreadable date and every double number at once.
    """
    faults, milestones, seen = [], [], set()
    for row, step in enumerate(steps, start=1):
        if step.number in seen:
            problem = f"Nummer {step.number} staat er twee keer in."
            faults.append(InputFault(problem=problem, remedy="Geef elke stap een eigen nummer.", file=file, row=row))
        seen.add(step.number)
        read = parse_period(step.printed)
        if isinstance(read, str):
            problem = f"Stap {step.number}: {read}"
            remedy = "Verbeter de datum en lees de planning opnieuw in."
            faults.append(InputFault(problem=problem, remedy=remedy, file=file, row=row, column="datum"))
        else:
            milestones.append(_milestone(tender_id, step, read))
    if faults:
        raise InputRefusedError(faults)
    return tuple(sorted(milestones, key=lambda milestone: milestone.number))


def latest_dates(
    milestones: Iterable[Milestone], hard_date: date, calendar: FreeDays | None = None
) -> dict[int, LatestDate]:
    """Work back from the hard date: the latest finish of every step that must be done before it, by number.

    A step keeps its printed length, and steps that overlap in the planning may go on overlapping as much. Days left
    between two steps are used up. A result on a free day moves to the working day before it: a date counted back is
    never late (Algemene termijnenwet art. 1 lid 2).
    """
    calendar = calendar or FreeDays()
    steps = before_hard_date(milestones)
    latest: dict[int, LatestDate] = {}
    for index in reversed(range(len(steps))):
        step = steps[index]
        limit, reason = hard_date - timedelta(days=1), f"de dag voor de harde datum {plain_date(hard_date)}"
        for later in steps[index + 1 :]:
            start = latest[later.number].raw_date - (later.end - later.begin)
            overlap = max(0, (step.end - later.begin).days + 1)
            if start + timedelta(days=overlap - 1) < limit:
                limit = start + timedelta(days=overlap - 1)
                reason = f"dan kan stap {later.number} op tijd verder"
        finish = calendar.on_or_before(limit)
        moved = "" if finish == limit else f"; {long_date(limit)} is geen werkdag, daarom de werkdag ervoor"
        why = f"Stap {step.number} moet uiterlijk {long_date(finish)} klaar zijn: {reason}{moved}."
        latest[step.number] = LatestDate(number=step.number, raw_date=limit, date=finish, why=why)
    return dict(sorted(latest.items()))


def board(
    tender_id: str,
    today: date,
    milestones: Iterable[Milestone],
    hard_date: date | None,
    calendar: FreeDays | None = None,
    other_deadlines: Iterable[DeadlineLine] = (),
) -> Board:
    """The board of ``today``: what is late first, then this week, then later, then what is done; earliest first.

    ``other_deadlines`` are lines from other rules (terms, sessions), made with :func:`deadline`.
    """
    calendar = calendar or FreeDays()
    steps = tuple(sorted(milestones, key=lambda step: step.number))
    latest = latest_dates(steps, hard_date, calendar) if hard_date else {}
    lines = [line for step in steps for line in _lines(step, today, latest.get(step.number), calendar)]
    lines.extend(other_deadlines)
    lines.sort(key=lambda line: (_URGENCY.index(line.status), line.due, line.key, line.title))
    return Board(
        tender_id=tender_id,
        today=today,
        lines=tuple(lines),
        milestones=steps,
        findings=findings(steps, hard_date, calendar, today),
        hard_date=hard_date,
    )


def deadline(
    key: str,
    title: str,
    due: date,
    *,
    today: date,
    owner: str = "",
    why: str,
    kind: str = "termijn",
    stage: Stage | None = None,
    done_on: date | None = None,
    hard: bool = False,
) -> DeadlineLine:
    """One line of the board. ``key`` stays the same when ``due`` moves; ``why`` is the sentence behind the date."""
    status = status_of(due, today, done_on=done_on, hard=hard)
    return DeadlineLine(key=key, title=title, due=due, owner=owner, status=status, why=why, kind=kind, stage=stage)


def status_of(due: date, today: date, *, done_on: date | None = None, hard: bool = False) -> LineStatus:
    """Where a deadline stands: done, late (or missed, when it is hard), this week (up to Sunday), or later."""
    if done_on is not None and done_on <= today:
        return LineStatus.DONE
    if due < today:
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
    )


def _lines(step: Milestone, today: date, latest: LatestDate | None, calendar: FreeDays) -> Iterator[DeadlineLine]:
    if not step.moments:
        yield _line(step, f"stap-{step.number}", step.title, step.end, today, latest, calendar)
        return
    for index, day in enumerate(step.moments, start=1):
        title = f"{step.title} (dag {index} van {len(step.moments)})"
        yield _line(step, f"stap-{step.number}-{index}", title, day, today, latest, calendar)


def _line(
    step: Milestone, key: str, title: str, due: date, today: date, latest: LatestDate | None, calendar: FreeDays
) -> DeadlineLine:
    # A loose day that has passed is no longer a deadline: the next one is, and the last one closes the step.
    passed = bool(step.moments) and due != step.end and due < today
    return deadline(
        key,
        title,
        due,
        today=today,
        owner=listing(step.owners),
        why=_why(step, due, today, latest, calendar, passed=passed),
        kind="harde datum" if step.hard else "stap",
        stage=step.stage,
        done_on=due if passed else step.done_on,
        hard=step.hard,
    )


def _why(
    step: Milestone, due: date, today: date, latest: LatestDate | None, calendar: FreeDays, *, passed: bool
) -> str:
    printed = f"In de planning staat '{step.printed}'"
    if step.precision in (Precision.MONTH, Precision.QUARTER):
        printed += f", de laatste dag daarvan is {long_date(due)}"
    else:
        printed += f": {long_date(due)}"
    parts = [printed]
    if step.hard:
        parts.append("deze datum kan niet schuiven")
    if latest is not None and not step.moments:
        parts.append(f"uiterlijk {plain_date(latest.date)} om de harde datum te halen")
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
    days = count(abs(calendar.working_days_between(today, due)), "werkdag", "werkdagen")
    return f"nog {days}" if due > today else f"{days} geleden"
