"""What a careful reader says about a planning: order, free days, bodies, time left, dates that are no days.

Domain F 1-14. Every rule is one small generator; :func:`findings` runs them in a fixed order. A finding never changes
the planning: the printed date stays as it is. Severity 'fout' is only for what cannot be right.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.planning import date_order
from flows.rules.planning import days as plan_days
from flows.rules.planning import order as plan_order
from flows.rules.planning.order import named
from flows.rules.planning.scheduling.bodies import Bodies
from flows.rules.terms import amount, reckon
from flows.rules.wording import count, listing, long_date, plain_date
from schemas.planning import BodyMeeting, Mark, Milestone, PlanFinding, Precision, StepKind
from schemas.procedure import Procedure
from schemas.values import Stage

LITTLE_SLACK = 5
"""Working days between the last step and the hard date below which a plan for 'what if' is asked."""

LONG_SILENCE = timedelta(days=60)
"""A planning with a hard date that names nothing after the publication, for at least this long, stops too soon."""

_SHOWN = 12
"""So many readings are spelled out in one sentence; the board says each of them beside its own date."""

_UNITS = {
    Precision.MONTH: "maand",
    Precision.QUARTER: "kwartaal",
    Precision.SEASON: "deel van een jaar",
    Precision.YEAR: "jaar",
}


def findings(
    milestones: Iterable[Milestone],
    hard_date: date | None,
    calendar: FreeDays,
    today: date,
    *,
    meetings: Iterable[BodyMeeting] | Bodies = (),
    procedure: Procedure | None = None,
) -> tuple[PlanFinding, ...]:
    """Everything a careful reader would remark, in a fixed order: order of steps first, then days, then readings.

    Holds all of :func:`flows.rules.planning.date_order.violations`. A step whose year is doubted is left out of
    everything that compares steps. A step that is done gives no remarks of its own.
    """
    steps = sorted(milestones, key=lambda step: step.number)
    dated = [step for step in steps if step.dated]
    typos = list(plan_order.year_typos(dated))
    doubted = {finding.milestones[0] for finding in typos}
    trusted = [step for step in dated if step.number not in doubted]
    return (
        *typos,
        *plan_order.out_of_order(trusted),
        *plan_order.too_early(trusted, calendar),
        *plan_order.open_decisions(trusted),
        *date_order.violations(trusted, procedure),
        *_no_time_to_remedy(trusted, procedure, calendar),
        *_after_hard_date(trusted, hard_date),
        *plan_days.without_meeting(trusted, hard_date, today, Bodies.given(meetings, calendar)),
        *_little_slack(trusted, hard_date, calendar),
        *_stops_short(steps, hard_date),
        *_overdue(trusted, today),
        *plan_days.free_days(dated, hard_date, calendar, today),
        *_read_as_period(dated),
        *_without_date(steps),
        *_loose_days(dated),
    )


def before_hard_date(steps: Iterable[Milestone]) -> list[Milestone]:
    """The steps that must be finished before the hard date: those numbered before the first hard step.

    Without a hard step these are all steps that do not belong to the execution of the contract.
    """
    ordered = sorted(steps, key=lambda step: step.number)
    hard = [step.number for step in ordered if step.hard]
    if hard:
        return [step for step in ordered if step.number < hard[0]]
    return [step for step in ordered if step.stage is not Stage.EXECUTION]


def _no_time_to_remedy(
    steps: Sequence[Milestone], procedure: Procedure | None, calendar: FreeDays
) -> Iterator[PlanFinding]:
    """Between the closing and the decision somebody may have to complete the application: the term must fit."""
    term = procedure.terms.get("remedy") if procedure else None
    if term is None:
        return
    closings = [date_order.event_of(step) for step in steps if step.mark is Mark.CLOSING]
    for step in steps:
        if step.mark is not Mark.DECISION or step.stage is Stage.STRATEGY or step.done_on:
            continue
        decision = date_order.event_of(step)
        closing = date_order.before(decision, [event for event in closings if event.number < step.number])
        if closing is None or closing.surely_after(decision):
            continue
        ready = reckon(closing.earliest, term, calendar).date
        if decision.latest <= ready:
            yield PlanFinding(
                code="te-weinig-tijd",
                severity="let op",
                milestones=(closing.number, step.number),
                sentence=f"Tussen {closing.name} en {decision.name} past de termijn niet om een aanmelding aan te "
                f"vullen: {amount(term)}, op zijn vroegst voorbij op {plain_date(ready)}. Plan het besluit later.",
            )


def _after_hard_date(steps: Sequence[Milestone], hard_date: date | None) -> Iterator[PlanFinding]:
    for step in before_hard_date(steps):
        if hard_date and not step.done_on and step.end >= hard_date:
            surely = plan_order.earliest_end(step) >= hard_date
            yield PlanFinding(
                code="na-harde-datum",
                severity="fout" if surely else "let op",
                milestones=(step.number,),
                sentence=f"Stap {step.number} is {'klaar' if surely else 'misschien pas klaar'} op "
                f"{long_date(step.end)}, niet voor de harde datum {long_date(hard_date)}. Haal de stap naar voren.",
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


def _stops_short(steps: Sequence[Milestone], hard_date: date | None) -> Iterator[PlanFinding]:
    """A planning that ends with its publication, long before the hard date (domain F 3)."""
    outside = (Mark.DISPATCH, Mark.PUBLICATION)
    published = [step for step in steps if step.stage is Stage.PUBLICATION or step.mark in outside]
    if hard_date is None or not published or not published[-1].dated:
        return
    last = published[-1]
    rest = [step for step in steps if not step.hard and step.number != last.number]
    followed = any(step.number > last.number or (step.dated and step.end > last.end) for step in rest)
    if not followed and hard_date - last.end >= LONG_SILENCE:
        yield PlanFinding(
            code="planning-stopt",
            severity="let op",
            milestones=(last.number,),
            sentence=f"Na {named(last)} staat er niets meer in de planning, en de harde datum is "
            f"{plain_date(hard_date)}. Vul de stappen tot die datum aan: vragen, sluiting, besluit, overeenkomsten en "
            "invoering.",
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


def _read_as_period(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    vague = [step for step in steps if step.precision.vague and not step.done_on]
    if not vague:
        return
    names = listing(str(step.number) for step in vague)
    kinds = list(dict.fromkeys(_UNITS[step.precision] for step in vague))
    units = " of ".join((", ".join(kinds[:-1]), kinds[-1])) if len(kinds) > 1 else kinds[0]
    readings = list({step.printed: _reading(step) for step in vague}.values())
    more = f"; zo ook de andere {len(readings) - _SHOWN}" if len(readings) > _SHOWN else ""
    yield PlanFinding(
        code="maand-als-datum",
        severity="let op",
        milestones=tuple(step.number for step in vague),
        sentence=f"Bij stap {names} staat een {units}, geen dag. Gerekend is met de eerste en de laatste dag: "
        f"{'; '.join(readings[:_SHOWN])}{more}. Vul een dag in zodra die bekend is.",
    )


def _reading(step: Milestone) -> str:
    if step.begin == step.end:
        return f"'{step.printed}' is uiterlijk {plain_date(step.end)}"
    until = f" tot en met {plain_date(step.last)}" if step.last else ""
    return f"'{step.printed}' is {plain_date(step.begin)}{until}"


def _without_date(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    """Steps of which nobody knows when; a step that is counted from other steps gets its date that way."""
    counted = {step.number for step in steps if step.kind is StepKind.COUNTED_BACK or (step.after and step.duration)}
    undated = [step for step in steps if not (step.dated or step.done_on or step.number in counted)]
    if undated:
        names = listing(named(step) for step in undated)
        yield PlanFinding(
            code="geen-datum",
            severity="let op",
            milestones=tuple(step.number for step in undated),
            sentence=f"Zonder datum: {names}. Vul een dag in, of een maand of kwartaal als de dag nog niet bekend is.",
        )


def _loose_days(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    for step in steps:
        if step.moments and not step.done_on:
            days = listing(plain_date(day) for day in step.moments)
            yield PlanFinding(
                code="losse-dagen",
                severity="let op",
                milestones=(step.number,),
                sentence=f"Stap {step.number} ({step.printed}) is gelezen als {len(step.moments)} losse dagen "
                f"({days}), niet als periode. Bedoelt u een periode, schrijf dan 't/m'.",
            )
