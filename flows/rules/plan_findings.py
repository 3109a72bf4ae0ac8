"""What a careful reader says about a planning: free days, order, time left (domain F 1-14, users 1.3).

Every rule is one small generator; :func:`findings` runs them in a fixed order. A finding never changes the planning:
the printed date stays as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from flows.rules.calendar import FreeDays, Reading
from flows.rules.terms import add_months
from flows.rules.wording import count, listing, long_date, plain_date
from schemas.planning import Milestone, PlanFinding, Precision
from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Stage

LITTLE_SLACK = 5
"""Working days between the last step and the hard date below which a plan for 'what if' is asked."""

_TYPO_DISTANCE = timedelta(days=183)
_DAY_CODES = {
    FreeDayKind.HOLIDAY: "feestdag",
    FreeDayKind.EQUATED: "gelijkgestelde-dag",
    FreeDayKind.BRIDGE: "brugdag",
    FreeDayKind.RECESS: "reces",
    FreeDayKind.OWN: "vrije-dag",
}
# The stage that must be wholly decided, the stages that wait for it, and why.
_GATES = (
    (
        Stage.STRATEGY,
        (Stage.PUBLICATION, Stage.NOTA_VAN_INLICHTINGEN, Stage.SCREENING, Stage.DIALOGUE),
        "Ga pas naar buiten als het laatste orgaan over de strategie heeft besloten.",
    ),
    (
        Stage.AWARD,
        (Stage.CONTRACTING, Stage.EXECUTION),
        "Sluit pas overeenkomsten als het laatste orgaan heeft besloten.",
    ),
)


def findings(
    milestones: Iterable[Milestone], hard_date: date | None, calendar: FreeDays, today: date
) -> tuple[PlanFinding, ...]:
    """Everything a careful reader would remark, in a fixed order: order of steps first, then days, then readings.

    A step that is done gives no remarks of its own. The hard date itself (the start of the contract) may fall on a free
    day: nothing has to be done on it.
    """
    steps = sorted(milestones, key=lambda step: step.number)
    typos = list(_year_typos(steps))
    doubted = {number for finding in typos for number in finding.milestones[:1]}
    trusted = [step for step in steps if step.number not in doubted]
    found = [
        *typos,
        *_order(trusted),
        *_open_decisions(trusted),
        *_after_hard_date(trusted, hard_date),
        *_little_slack(trusted, hard_date, calendar),
        *_overdue(trusted, today),
    ]
    for step in steps:
        found.extend(_free_days(step, hard_date, calendar))
    found.extend(_read_as_period(steps))
    found.extend(_loose_days(steps))
    return tuple(found)


def before_hard_date(steps: Iterable[Milestone]) -> list[Milestone]:
    """The steps that must be finished before the hard date: those numbered before the first hard step.

    Without a hard step these are all steps that do not belong to the execution of the contract.
    """
    ordered = sorted(steps, key=lambda step: step.number)
    hard = [step.number for step in ordered if step.hard]
    if hard:
        return [step for step in ordered if step.number < hard[0]]
    return [step for step in ordered if step.stage is not Stage.EXECUTION]


def _year_typos(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    """A step that does not fit its neighbours, and fits at once with one year more or less."""
    left = list(steps)
    while candidates := [(_clashes(step, left), step) for step in left if not step.done_on]:
        clashes, step = max(candidates, key=lambda pair: (len(pair[0]), pair[1].number))
        if not clashes:
            return
        left.remove(step)
        wholly = any(_reversed(step, other) for other in clashes)
        fits = [
            moved for moved in _shifted(step, whole=wholly) if _near(moved, clashes[0]) and not _clashes(moved, left)
        ]
        if not fits:
            continue
        moved, other = fits[0], clashes[0]
        was, becomes = (step.begin, moved.begin) if moved.begin != step.begin else (step.end, moved.end)
        yield PlanFinding(
            code="jaartal",
            severity="fout",
            milestones=(step.number, other.number),
            sentence=f"{_named(step)} past niet bij {_stap(other)}, maar met het jaar {becomes.year} in plaats "
            f"van {was.year} wel. Controleer het jaartal.",
        )


def _clashes(step: Milestone, others: Sequence[Milestone]) -> list[Milestone]:
    """The steps with which ``step`` is wholly in the wrong order, or begins at least half a year too early."""
    clashing = []
    for other in others:
        if other.number == step.number:
            continue
        starts_too_early = other.number < step.number and other.begin - step.begin > _TYPO_DISTANCE
        if _reversed(step, other) or starts_too_early:
            clashing.append(other)
    return clashing


def _reversed(step: Milestone, other: Milestone) -> bool:
    early, late = (other, step) if other.number < step.number else (step, other)
    return late.end < early.begin


def _near(step: Milestone, other: Milestone) -> bool:
    return max(step.begin - other.end, other.begin - step.end) <= _TYPO_DISTANCE


def _shifted(step: Milestone, *, whole: bool) -> Iterator[Milestone]:
    """The step with the year of its begin or its end changed by one; within one year, only the ``whole`` step."""
    for years in (1, -1):
        first, last = add_months(step.begin, 12 * years), add_months(step.end, 12 * years)
        if step.precision is not Precision.MOMENTS and step.last and step.begin.year != step.last.year:
            if first <= step.last and years == 1:
                yield step.model_copy(update={"first": first})
            if step.begin <= last and years == -1:
                yield step.model_copy(update={"last": last})
        elif whole:
            yield step.model_copy(update={"first": first, "last": last})


def _order(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    for index, step in enumerate(steps):
        earlier = [other for other in steps[:index] if other.begin > step.begin]
        if not earlier or step.done_on:
            continue
        other = max(earlier, key=lambda before: (before.begin, before.number))
        wholly = step.end < other.begin
        advice = (
            "Controleer de volgorde en het jaartal."
            if wholly
            else f"Spreek af wat u met stap {step.number} doet als stap {other.number} anders uitvalt."
        )
        yield PlanFinding(
            code="volgorde" if wholly else "overlap",
            severity="fout" if wholly else "let op",
            milestones=(other.number, step.number),
            sentence=f"{_named(step)} {'is al voorbij voordat' if wholly else 'begint eerder dan'} {_stap(other)}"
            f"{' begint' if wholly else ''}. {advice}",
        )


def _open_decisions(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    for gate, waiting, advice in _GATES:
        deciding = [step for step in steps if step.stage is gate and not step.done_on]
        following = [step for step in steps if step.stage in waiting and not step.done_on]
        if not deciding or not following:
            continue
        decision = max(deciding, key=lambda step: (step.end, step.number))
        next_step = min(following, key=lambda step: (step.begin, step.number))
        if decision.begin <= next_step.begin <= decision.end and decision.number < next_step.number:
            yield PlanFinding(
                code="besluit-loopt-nog",
                severity="let op",
                milestones=(decision.number, next_step.number),
                sentence=f"{_named(next_step)} kan beginnen voordat het laatste besluit van {_stap(decision)} er is. "
                f"{advice}",
            )


def _after_hard_date(steps: Sequence[Milestone], hard_date: date | None) -> Iterator[PlanFinding]:
    for step in before_hard_date(steps):
        if hard_date and not step.done_on and step.end >= hard_date:
            yield PlanFinding(
                code="na-harde-datum",
                severity="fout",
                milestones=(step.number,),
                sentence=f"Stap {step.number} is klaar op {long_date(step.end)}, niet voor de harde datum "
                f"{long_date(hard_date)}. Haal de stap naar voren.",
            )


def _little_slack(steps: Sequence[Milestone], hard_date: date | None, calendar: FreeDays) -> Iterator[PlanFinding]:
    leading = [step for step in before_hard_date(steps) if hard_date and step.end < hard_date]
    if not leading or hard_date is None:
        return
    last = max(leading, key=lambda step: (step.end, step.number))
    slack = calendar.working_days_between(last.end, hard_date - timedelta(days=1))
    if slack >= LITTLE_SLACK or last.done_on:
        return
    hard_steps = [step.number for step in steps if step.hard]
    room = f"{count(slack, 'werkdag', 'werkdagen')} speling" if slack else "geen werkdag speling"
    yield PlanFinding(
        code="geen-speling",
        severity="let op",
        milestones=(last.number, *hard_steps[:1]),
        sentence=f"Stap {last.number} eindigt op {long_date(last.end)} en de harde datum is {long_date(hard_date)}: er "
        f"is {room}. Leg vast wat er gebeurt als de datum niet wordt gehaald, bijvoorbeeld met een overbrugging.",
    )


def _overdue(steps: Sequence[Milestone], today: date) -> Iterator[PlanFinding]:
    late = [step for step in steps if not step.done_on and not step.hard and step.last and step.last < today]
    if late:
        names = listing(str(step.number) for step in late)
        verb, them = ("had", "de stap") if len(late) == 1 else ("hadden", "de stappen")
        yield PlanFinding(
            code="te-laat",
            severity="fout",
            milestones=tuple(step.number for step in late),
            sentence=f"Stap {names} {verb} voor vandaag ({plain_date(today)}) klaar moeten zijn. Vul in wat klaar is, "
            f"of plan {them} opnieuw.",
        )


def _free_days(step: Milestone, hard_date: date | None, calendar: FreeDays) -> Iterator[PlanFinding]:
    if step.done_on or step.precision in (Precision.MONTH, Precision.QUARTER):
        return
    for day in step.moments or sorted({step.begin, step.end}):
        if step.hard and day == hard_date:
            continue
        known = [free for free in calendar.on(day) if not (free.kind is FreeDayKind.RECESS and day.weekday() >= 5)]
        if known:
            code, reason = _DAY_CODES[known[0].kind], _said(known[0])
        elif day.weekday() >= 5:
            code, reason = "weekend", "een dag in het weekend"
        else:
            continue
        before, after = calendar.previous_working_day(day, Reading.ANY), calendar.next_working_day(day, Reading.ANY)
        yield PlanFinding(
            code=code,
            severity="let op",
            milestones=(step.number,),
            sentence=f"{long_date(day).capitalize()} (stap {step.number}) is {reason}. Kies een werkdag: "
            f"{long_date(before)} of {long_date(after)}.",
        )


def _said(free: FreeDay) -> str:
    where = f" ({free.applies_to})" if free.applies_to else ""
    if free.kind is FreeDayKind.EQUATED:
        return f"in de Algemene termijnenwet gelijkgesteld met een feestdag ({free.name}); veel kantoren zijn dicht"
    if free.kind is FreeDayKind.HOLIDAY:
        return f"een feestdag ({free.name})"
    if free.kind is FreeDayKind.RECESS:
        return f"reces: {free.name}{where}"
    return f"een vrije dag: {free.name}{where}"


def _read_as_period(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    vague = [s for s in steps if s.precision in (Precision.MONTH, Precision.QUARTER) and not s.done_on]
    if vague:
        names = listing(str(step.number) for step in vague)
        example = vague[0]
        yield PlanFinding(
            code="maand-als-datum",
            severity="let op",
            milestones=tuple(step.number for step in vague),
            sentence=f"Bij stap {names} staat een maand of kwartaal, geen dag. Gerekend is met de eerste en de laatste "
            f"dag ('{example.printed}' is {plain_date(example.begin)} tot en met {plain_date(example.end)}). Vul een "
            "dag in zodra die bekend is.",
        )


def _loose_days(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    for step in steps:
        if step.moments and not step.done_on:
            days = listing(plain_date(day) for day in step.moments)
            yield PlanFinding(
                code="losse-dagen",
                severity="let op",
                milestones=(step.number,),
                sentence=f"{_named(step)} is gelezen als {len(step.moments)} losse dagen ({days}), niet als periode. "
                "Bedoelt u een periode, schrijf dan 't/m'.",
            )


def _named(step: Milestone) -> str:
    return f"Stap {step.number} ({step.printed})"


def _stap(step: Milestone) -> str:
    return f"stap {step.number} ({step.printed})"
