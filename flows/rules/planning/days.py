"""What a careful reader says about single days of a planning: days nobody works, recess, days a body does not meet.

A planned date is never moved; the finding proposes the working day before it for what must be done, and the one after
it for what begins. Nobody is proposed a day that has passed, or a day that is free for any reason.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from flows.rules.calendar import FreeDays, Reading
from flows.rules.planning.order import named
from flows.rules.planning.scheduling.bodies import Bodies, Sitting
from flows.rules.wording import listing, long_date, plain_date
from schemas.planning import Body, Milestone, PlanFinding
from schemas.terms import FreeDay, FreeDayKind

_DAY_CODES = {
    FreeDayKind.HOLIDAY: "feestdag",
    FreeDayKind.OWN: "vrije-dag",
    FreeDayKind.BRIDGE: "brugdag",
    FreeDayKind.EQUATED: "gelijkgestelde-dag",
}
"""In order of weight: of two reasons for one day, the first is said."""

_WEIGHT = {kind: place for place, kind in enumerate(_DAY_CODES)}

_BODIES = {Body.PFO: "het PFO", Body.COLLEGE: "het college", Body.COUNCIL: "de raad"}
Role = Literal["dag", "begin", "eind"]


def free_days(
    steps: Sequence[Milestone], hard_date: date | None, calendar: FreeDays, today: date
) -> Iterator[PlanFinding]:
    """Printed days, from ``today`` on, that are no ordinary working day. Not of a step that is done or vague.

    The hard date itself (the start of the contract) may fall on a free day: nothing has to be done on it.
    """
    for step in steps:
        if step.done_on or step.precision.vague:
            continue
        for day, role in _days(step):
            if day >= today and not (step.hard and day == hard_date):
                yield from _on_day(step, day, role, calendar, today)


def _days(step: Milestone) -> tuple[tuple[date, Role], ...]:
    if step.moments:
        return tuple((day, "dag") for day in step.moments)
    if step.last is None:
        return ((step.begin, "begin"),)
    if step.begin == step.end:
        return ((step.begin, "dag"),)
    return (step.begin, "begin"), (step.end, "eind")


def _on_day(step: Milestone, day: date, role: Role, calendar: FreeDays, today: date) -> Iterator[PlanFinding]:
    every = calendar.on(day)
    if day in calendar.working or (not every and day.weekday() < 5):
        return
    opening = f"{long_date(day).capitalize()} (stap {step.number})"
    known = sorted((free for free in every if free.kind in _WEIGHT), key=lambda free: _WEIGHT[free.kind])
    equated = bool(known) and known[0].kind is FreeDayKind.EQUATED and day.weekday() < 5
    if known or day.weekday() >= 5:
        advice = _advice(day, role, calendar, Reading.ANY, today)
        code, reason = (
            (_DAY_CODES[known[0].kind], _reason(known[0])) if known else ("weekend", "een dag in het weekend")
        )
        if equated:
            reason = (
                f"in de Algemene termijnenwet gelijkgesteld met een feestdag ({known[0].name}). Voor ons is het een "
                "gewone werkdag, maar een termijn uit de wet eindigt er niet op en veel kantoren zijn dicht. "
                "Controleer of iedereen er is"
            )
        yield _finding(code, step, f"{opening} is {reason}. {advice}")
        if not equated:
            return
    recess = [free for free in every if free.kind is FreeDayKind.RECESS]
    if recess:
        advice = _advice(day, role, calendar.free_everywhere, Reading.COUNCIL, today)
        yield _finding("reces", step, f"{opening} valt in {_recess(recess)}. {advice}")


def _advice(day: date, role: Role, calendar: FreeDays, reading: Reading, today: date) -> str:
    before, after = calendar.previous_working_day(day, reading), calendar.next_working_day(day, reading)
    if role == "begin":
        return f"Laat de stap beginnen op {long_date(after)}."
    if before < today:
        return f"Kies een werkdag: {long_date(after)}."
    if role == "eind":
        return f"Laat de stap eindigen op {long_date(before)}."
    return f"Kies een werkdag: {long_date(before)} of {long_date(after)}."


def _reason(free: FreeDay) -> str:
    where = f" ({free.applies_to})" if free.applies_to else ""
    if free.kind in (FreeDayKind.HOLIDAY, FreeDayKind.EQUATED):
        return f"een feestdag ({free.name})"
    return f"een {'brugdag' if free.kind is FreeDayKind.BRIDGE else 'vrije dag'}: {free.name}{where}"


def _recess(days: Sequence[FreeDay]) -> str:
    """``het reces van Epe en Hattem (zomerreces)``."""
    places = list(dict.fromkeys(free.applies_to for free in days if free.applies_to))
    names = listing(dict.fromkeys(free.name for free in days))
    return f"het reces van {listing(places)} ({names})" if places else f"het reces ({names})"


def without_meeting(
    steps: Sequence[Milestone],
    hard_date: date | None,
    today: date,
    bodies: Bodies,
) -> Iterator[PlanFinding]:
    """Decisions planned where the body of a municipality does not meet, or for which no meeting is left at all.

    Only about municipalities of which some meeting of that body is known. A meeting for which the papers should already
    have been in counts as gone.
    """
    for step in steps:
        sittings = None if step.done_on else bodies.sittings(step)
        if not sittings:
            continue
        moved: list[tuple[str, Sitting]] = []
        lost: list[str] = []
        for municipality, rows in sittings.items():
            later = _next_open(step, rows, today)
            if later is not None and later.held <= step.end:
                continue
            if later is not None and (hard_date is None or later.held < hard_date):
                moved.append((municipality, later))
            elif hard_date is not None and step.begin < hard_date:
                lost.append(municipality)
        if moved:
            yield _elsewhen(step, moved)
        if lost and hard_date is not None:
            yield _no_meeting(step, lost, hard_date)


def _next_open(step: Milestone, rows: Sequence[Sitting], today: date) -> Sitting | None:
    """The first meeting on a planned day of the step, else the first after it, for which the papers can come in."""
    for row in rows[bisect_left(rows, step.begin, key=lambda row: row.held) :]:
        planned = row.held in step.moments if step.moments else row.held <= step.end
        if row.papers >= today and (planned or row.held > step.end):
            return row
    return None


def _elsewhen(step: Milestone, rows: Sequence[tuple[str, Sitting]]) -> PlanFinding:
    when = f"op {plain_date(step.begin)}" if step.begin == step.end else "in de geplande periode"
    next_days = listing(f"{plain_date(row.held)} ({municipality})" for municipality, row in rows)
    return _finding(
        "orgaan-vergadert-niet",
        step,
        f"{_body(step, [municipality for municipality, _ in rows])} vergadert {when} niet, of de stukken zijn daarvoor "
        f"te laat ({named(step)}). De eerste vergadering daarna: {next_days}. Verplaats het besluit, of vraag een "
        "extra vergadering.",
    )


def _no_meeting(step: Milestone, municipalities: Sequence[str], hard_date: date) -> PlanFinding:
    return _finding(
        "geen-vergadering",
        step,
        f"{_body(step, municipalities)} heeft vanaf {plain_date(step.begin)} geen vergadering meer voor de harde datum "
        f"{plain_date(hard_date)} ({named(step)}). Vul de kalender van het orgaan aan, haal het besluit naar voren of "
        "vraag een extra vergadering.",
    )


def _body(step: Milestone, municipalities: Sequence[str]) -> str:
    assert step.body is not None, "only a decision of a body has sittings"
    said = f"{_BODIES[step.body]} van {listing(municipalities)}"
    return said[0].upper() + said[1:]


def _finding(code: str, step: Milestone, sentence: str) -> PlanFinding:
    return PlanFinding(code=code, severity="let op", milestones=(step.number,), sentence=sentence)
