"""Work a planning out in both directions: the latest days back from the hard date, the earliest forward from today.

Pure reckoning on the steps as they were read; the printed dates stay as they are. Every latest day says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.rules.calendar import FreeDays
from flows.rules.planning.findings import before_hard_date
from flows.rules.planning.scheduling import linked, printed
from flows.rules.planning.scheduling.bodies import Bodies
from flows.rules.planning.scheduling.frame import Back, Forth, Frame
from flows.rules.planning.scheduling.links import graph_faults, order_of
from flows.rules.wording import count, listing, long_date
from schemas.planning import Body, BodyMeeting, Milestone, Schedule, Timing

__all__ = ["graph_faults", "schedule"]

_BODIES = {
    Body.PFO: ("het PFO", "de PFO's"),
    Body.COLLEGE: ("het college", "de colleges"),
    Body.COUNCIL: ("de raad", "de raden"),
}


def schedule(
    milestones: Iterable[Milestone],
    hard_date: date,
    today: date,
    calendar: FreeDays,
    meetings: Iterable[BodyMeeting] | Bodies = (),
) -> Schedule:
    """The earliest and latest days of every step that must be done before ``hard_date`` and is not done on ``today``.

    *With links* (any step has ``after``) the plan is a graph in working days: a step begins after the steps it names
    are finished, ``lag`` working days later, and after the ``buffer`` of each of those that is not done yet. A step
    takes its ``duration``, else the working days of its printed period, else one day. Steps without links float
    between today and the hard date. Links that cannot be followed are left out (:func:`graph_faults`).

    *Without links* the printed order holds: steps keep their ``duration`` or their printed length (in calendar days),
    steps that overlap in print may go on overlapping as much, and days left between them are used up. Steps without a
    date are left out.

    *Back*: everything must be finished on the day before the hard date, less the step's buffer. A latest day that is
    free moves to the working day before it, never later (as a count back under Algemene termijnenwet art. 1 lid 2).

    *Forward*: a step whose planned begin has passed counts as begun on that day, and is not finished before today. A
    step of kind ``vast`` with a chosen day begins on that day at the earliest; a printed month is no reason to wait.

    *Decisions* (kind ``besluit``, with meetings known of the body): every municipality must have decided by the limit.
    Per municipality its last meeting on or before the limit counts, outside its recess. ``latest`` is the last of
    those meetings, because then the decision is complete; ``latest_start`` follows the earliest delivery day among
    them, so that what comes before delivers in time for all; ``meetings`` holds them all and ``why`` names the one
    whose papers must be in first. Forward each municipality takes the first meeting for which the papers are in time.
    ``slack`` is that of the municipality with the least; without a meeting in time it is below zero.

    ``critical_path`` are the steps with the least slack, in order of their latest day: a day's delay of one of them is
    a day less for the whole. Without links they are found in calendar days, as the plan is. Without meetings the path
    always reaches the hard date; with meetings it may be one decision that has but one meeting left.
    """
    everything = sorted(milestones, key=lambda step: step.number)
    frame = Frame(hard_date, today, calendar, Bodies.given(meetings, calendar))
    pending = [step for step in before_hard_date(everything) if not frame.is_done(step)]
    in_working_days = any(step.after for step in everything)
    if in_working_days:
        backs, forths = _by_links(everything, pending, frame)
    else:
        dated = [step for step in pending if step.dated]
        backs = printed.work_back(dated, frame)
        forths = printed.work_forth(dated, frame, backs)
    places = [
        _place(step, backs[step.number], forths[step.number], frame, in_working_days=in_working_days)
        for step in pending
        if step.number in backs
    ]
    least = min((place.slack for place in places), default=None)
    tightest = min((place.room for place in places), default=None)
    critical = [place for place in places if place.slack == least or place.room == tightest]
    critical.sort(key=lambda place: (place.back.latest, place.earliest, place.step.number))
    path = tuple(place.step.number for place in critical)
    return Schedule(
        hard_date=hard_date,
        today=today,
        timings=tuple(place.timing(critical=place.step.number in path) for place in places),
        critical_path=path,
        slack=least,
    )


def _by_links(
    everything: list[Milestone], pending: list[Milestone], frame: Frame
) -> tuple[dict[int, Back], dict[int, Forth]]:
    order = order_of(everything)
    named = {link.number for links in order.links.values() for link in links}
    nodes = {step.number: step for step in pending if step.dated or step.after or step.number in named}
    steps = [nodes[number] for number in order.numbers if number in nodes]
    hard = next((step.number for step in everything if step.hard), None)
    links = {number: order.links[number] for number in (*nodes, *([hard] if hard else []))}
    done = {step.number: step.done_on for step in everything if step.done_on and frame.is_done(step)}
    backs = linked.work_back(steps, links, frame)
    return backs, linked.work_forth(steps, links, done, frame, backs)


@dataclass(frozen=True)
class _Place:
    """A step between its earliest and its latest days; ``room`` is its slack in the days in which the plan counts."""

    step: Milestone
    back: Back
    earliest_start: date
    earliest: date
    latest_start: date
    slack: int
    room: int
    why: str

    def timing(self, *, critical: bool) -> Timing:
        return Timing(
            number=self.step.number,
            earliest_start=self.earliest_start,
            earliest=self.earliest,
            latest_start=self.latest_start,
            latest=self.back.latest,
            raw_latest=self.back.limit,
            slack=self.slack,
            critical=critical,
            meetings=tuple(row.id for row in self.back.rounds),
            why=self.why,
        )


def _place(step: Milestone, back: Back, forth: Forth, frame: Frame, *, in_working_days: bool) -> _Place:
    calendar = frame.calendar
    start = calendar.on_or_after(forth.start)
    if forth.decided:
        spans = _decided_between(back, forth, calendar)
        earliest = max(day for day, _ in spans)
        days = min((until - day).days for day, until in spans)
    else:
        # A period that ends in a weekend is finished on the Friday; what is not finished yet, not before today.
        earliest = max(calendar.on_or_before(forth.finish), start, frame.first_day)
        spans = [(earliest, back.latest)]
        days = (back.limit - forth.finish).days
    slack = min(calendar.working_days_between(day, until) for day, until in spans)
    return _Place(
        step=step,
        back=back,
        earliest_start=start,
        earliest=earliest,
        latest_start=min(calendar.on_or_after(back.start), back.latest),
        slack=slack,
        room=slack if in_working_days else days,
        why=_why(step, back, forth, earliest, slack),
    )


def _decided_between(back: Back, forth: Forth, calendar: FreeDays) -> list[tuple[date, date]]:
    """Per municipality the first and the last meeting at which it can decide.

    A last meeting that is lost is made up for by a later one: what counts then is how far that lies past the limit.
    """
    last = {row.municipality: row.held for row in back.rounds}
    return [
        (calendar.on_or_before(day), calendar.on_or_before(last[municipality]))
        if day <= last.get(municipality, date.min)
        else (calendar.on_or_after(day), back.limit)
        for municipality, day in forth.decided.items()
    ]


def _why(step: Milestone, back: Back, forth: Forth, earliest: date, slack: int) -> str:
    clauses = [back.because]
    if back.rounds or back.lost:
        clauses = [*_meetings(step, back), back.because]
        missed = [row.municipality for row in back.rounds if forth.decided[row.municipality] > row.held]
        if missed:
            who, verb = _named(step.body, missed, "haalt", "halen")
            clauses.append(f"{who} {verb} dat niet meer")
    elif back.latest != back.limit:
        clauses.append(f"{long_date(back.limit)} is geen werkdag, daarom de werkdag ervoor")
    if slack < 0 and earliest > back.latest:
        clauses.append(f"op zijn vroegst is dat {long_date(earliest)}, {count(-slack, 'werkdag', 'werkdagen')} te laat")
    return f"Stap {step.number} moet uiterlijk {long_date(back.latest)} klaar zijn: {'; '.join(clauses)}."


def _meetings(step: Milestone, back: Back) -> list[str]:
    """The meetings that matter most: of who has none in time, and of whose papers must be in first."""
    clauses = []
    if back.lost:
        who, verb = _named(step.body, back.lost, "heeft", "hebben")
        clauses.append(f"{who} {verb} tot en met {long_date(back.limit)} geen vergadering meer waarop dit kan")
    if back.rounds:
        papers, held = min((row.papers, row.held) for row in back.rounds)
        first = [row.municipality for row in back.rounds if (row.papers, row.held) == (papers, held)]
        who, verb = _named(step.body, first, "vergadert", "vergaderen")
        clauses.append(f"{who} {verb} voor het laatst op {long_date(held)}, stukken uiterlijk {long_date(papers)}")
    return clauses


def _named(body: Body | None, municipalities: Iterable[str], one: str, several: str) -> tuple[str, str]:
    """'het college van Epe' with the verb for one, 'de colleges van Epe en Hattem' with the verb for several."""
    names = sorted(municipalities)
    singular, plural = _BODIES[body or Body.COLLEGE]
    return (f"{singular} van {names[0]}", one) if len(names) == 1 else (f"{plural} van {listing(names)}", several)
