"""Everything of a plan that has a date and can move: its steps, and the deadlines the procedure promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from flows.rules.calendar import FreeDays
from flows.rules.planning.watch import TEAM
from flows.rules.reminders.colleagues import PROVIDERS
from flows.rules.terms import local_moment
from flows.rules.wording import AMSTERDAM, clock_time, listing, local_day, plain_date
from schemas.clarification import NotaRound
from schemas.planning import Mark, Milestone, Precision
from schemas.record import TenderRecord
from schemas.values import Moment

CLOSING = "aanmelding-sluit"
PUBLIC_MARKS = frozenset(
    {Mark.PUBLICATION, Mark.QUESTIONS_CLOSE, Mark.NOTA, Mark.CLOSING, Mark.OPENING, Mark.INVITATION, Mark.START}
)
"""Moments that providers read in the notice and the guide; what a body decides and when we report is not among them."""


@dataclass(frozen=True)
class Span:
    """From when to when something lies; ``moments`` for loose days."""

    begin: date
    end: date
    moments: tuple[date, ...] = ()


@dataclass(frozen=True)
class Item:
    """A step or a promised deadline. ``past``: its moment has passed while it is not done.

    ``settled``: done, published or over, so that nothing can move it and nothing waits for it any more. ``step`` or
    ``round`` is what it came from; both None for the closing of applications.
    """

    key: str
    title: str
    span: Span
    owners: tuple[str, ...]
    public: bool
    past: bool
    settled: str = ""
    step: Milestone | None = None
    round: NotaRound | None = None

    @property
    def hard(self) -> bool:
        return self.step is not None and self.step.hard

    @property
    def name(self) -> str:
        """How a sentence names it: 'stap 6', 'nota van inlichtingen 1', 'het sluiten van de aanmelding'."""
        if self.step is not None:
            return f"stap {self.step.number}"
        if self.round is None:
            return "het sluiten van de aanmelding"
        nota = f"nota van inlichtingen {self.round.number}"
        return nota if self.key.startswith("nota-") else f"het sluiten van de vragen voor {nota}"


@dataclass(frozen=True)
class Dates:
    """The dates of a tender as they are, or as they would be."""

    milestones: tuple[Milestone, ...]
    rounds: tuple[NotaRound, ...]
    closes_at: Moment

    @classmethod
    def of(cls, record: TenderRecord) -> "Dates":
        return cls(record.milestones, record.rounds, record.tender.applications_close_at)


def items_of(dates: Dates, now: datetime) -> dict[str, Item]:
    """Every dated step and every promised deadline by its key, in the order of the planning."""
    return {item.key: item for item in (*_steps(dates, now), *_deadlines(dates, now))}


def _steps(dates: Dates, now: datetime) -> Iterator[Item]:
    for step in sorted(dates.milestones, key=lambda row: row.number):
        if not step.dated:
            continue
        done = f"Stap {step.number} is klaar sinds {plain_date(step.done_on)}" if step.done_on else ""
        yield Item(
            key=f"stap-{step.number}",
            title=f"Stap {step.number}: {step.title}",
            span=Span(step.begin, step.end, step.moments),
            owners=step.owners,
            public=step.mark in PUBLIC_MARKS,
            past=not done and _passed(step.end, step.at, now),
            settled=done,
            step=step,
        )


def _deadlines(dates: Dates, now: datetime) -> Iterator[Item]:
    for row in sorted(dates.rounds, key=lambda one: one.number):
        asked = local_day(row.questions_close_at)
        yield Item(
            key=f"vragen-{row.number}",
            title=f"Vragen voor nota {row.number} sluiten",
            span=Span(asked, asked),
            owners=(PROVIDERS,),
            public=True,
            past=now > row.questions_close_at,
            round=row,
        )
        told = f"Nota {row.number} is gepubliceerd op {plain_date(row.published_on)}" if row.published_on else ""
        yield Item(
            key=f"nota-{row.number}",
            title=f"Nota van inlichtingen {row.number} publiceren",
            span=Span(row.publish_on, row.publish_on),
            owners=TEAM,
            public=True,
            past=not told and _passed(row.publish_on, None, now),
            settled=told,
            round=row,
        )
    closing = local_day(dates.closes_at)
    yield Item(
        key=CLOSING,
        title="Aanmelding sluit",
        span=Span(closing, closing),
        owners=(PROVIDERS,),
        public=True,
        past=now > dates.closes_at,
    )


def _passed(day: date, clock: time | None, now: datetime) -> bool:
    """Whether a day is over, or its clock time in the Netherlands has passed."""
    today = local_day(now)
    return day < today or (clock is not None and day == today and now > local_moment(day, clock))


def moved_by(span: Span, days: int, calendar: FreeDays, today: date) -> Span:
    """The whole stretch that many working days on, with its length in working days; a day that has passed stays."""
    if days == 0:
        return span
    if span.moments:
        later = {day if day < today else calendar.add_working_days(day, days) for day in span.moments}
        moments = tuple(sorted(later))
        return Span(moments[0], moments[-1], moments)
    if span.begin == span.end:
        day = calendar.add_working_days(span.begin, days)
        return Span(day, day)
    end = calendar.add_working_days(calendar.on_or_before(span.end), days)
    begin = span.begin
    if begin >= today:
        begin = calendar.add_working_days(calendar.on_or_after(begin), days)
    return Span(begin, max(begin, end))


def pushed_by(span: Span, days: int, calendar: FreeDays, today: date) -> Span:
    """As :func:`moved_by`, for what has to wait: a begin on a free day counts as the working day after it."""
    if span.moments or span.begin != span.end:
        return moved_by(span, days, calendar, today)
    day = calendar.add_working_days(calendar.on_or_after(span.begin), days)
    return Span(day, day)


def ended_later(span: Span, end: date) -> Span:
    """The same stretch with another last day; what lies on one day moves as a whole."""
    if span.moments:
        moments = (*(day for day in span.moments[:-1] if day < end), end)
        return Span(moments[0], end, moments)
    return Span(end if span.begin == span.end else min(span.begin, end), end)


def said(span: Span, *, open_ended: bool = False) -> str:
    """The dates as a planning prints them, readable by :func:`flows.rules.planning.periods.parse_period`."""
    if span.moments:
        return listing(plain_date(day) for day in span.moments)
    if open_ended or span.begin == span.end:
        return plain_date(span.begin)
    return f"{plain_date(span.begin)} t/m {plain_date(span.end)}"


def step_on(step: Milestone, span: Span) -> Milestone:
    """The step on its new dates, printed as days; a step without an end keeps having none."""
    if span == Span(step.begin, step.end, step.moments):
        return step
    several = len(span.moments) > 1
    return step.model_copy(
        update={
            "first": span.begin,
            "last": None if step.last is None else span.end,
            "moments": span.moments if several else (),
            "precision": Precision.MOMENTS if several else Precision.DAY,
            "printed": said(span, open_ended=step.last is None),
        }
    )


def at_same_time(day: date, moment: datetime) -> datetime:
    """Another day at the same time on Dutch clocks, so that 12.00 uur stays 12.00 uur over a change of the clock."""
    return local_moment(day, moment.astimezone(AMSTERDAM).time())


def with_clock(moment: datetime) -> str:
    """``28 maart 2025 om 12.00 uur``."""
    return f"{plain_date(local_day(moment))} om {clock_time(moment)}"


def spans_applied(dates: Dates, spans: dict[str, Span]) -> Dates:
    """The dates with some of them on another day, by key."""
    milestones = tuple(
        step_on(step, spans[key]) if (key := f"stap-{step.number}") in spans else step for step in dates.milestones
    )
    rounds = []
    for row in dates.rounds:
        asked, told = spans.get(f"vragen-{row.number}"), spans.get(f"nota-{row.number}")
        update: dict[str, object] = {}
        if asked is not None:
            update["questions_close_at"] = at_same_time(asked.end, row.questions_close_at)
        if told is not None:
            update["publish_on"] = told.end
        rounds.append(row.model_copy(update=update) if update else row)
    closes_at = dates.closes_at
    if CLOSING in spans and spans[CLOSING].end != local_day(closes_at):
        closes_at = at_same_time(spans[CLOSING].end, closes_at)
    return Dates(milestones, tuple(rounds), closes_at)
