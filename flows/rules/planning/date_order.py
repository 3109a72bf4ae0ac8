"""The order in which the moments of a procedure must follow each other: eForms, and what our own procedure promises.

eForms checks dates only; here the time of day counts as well (opening at 12.00 before a closing at 18.00 is wrong).
Sources: eForms SDK, rules on BT-05, BT-13, BT-130, BT-131, BT-132, BT-145, BT-738, BT-1311 and BT-1451; the terms of
the procedure for the nota and for the time to object. A date that is only a month is wrong when no day of it is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.terms import amount, earliest_contract_day, reckon
from flows.rules.wording import plain_date
from schemas.planning import Mark, Milestone, PlanFinding, StepKind
from schemas.procedure import Procedure
from schemas.terms import Term, Unit
from schemas.values import Stage

LONGEST_UNTIL_PUBLICATION = timedelta(days=60)
"""BT-738 lies less than this after BT-05: the publisher refuses a notice that waits longer."""

TERMS_BEFORE_CONTRACT = ("standstill", "objection")
"""The terms of a procedure that must have run out before an agreement may be concluded."""

_AT_ITS_BEGIN = frozenset({Mark.DISPATCH, Mark.PUBLICATION, Mark.INVITATION, Mark.OPENING, Mark.START})
"""Moments that happen on the first day of a longer step; the others happen on its last."""


@dataclass(frozen=True)
class Event:
    """A marked moment: the days between which it can lie, equal when the day is known, and then the clock."""

    step: Milestone
    earliest: date
    latest: date
    at: time | None

    @property
    def number(self) -> int:
        return self.step.number

    @property
    def name(self) -> str:
        """``stap 4 (aanmelding sluit, 28 maart 2025)``."""
        return f"stap {self.number} ({self.step.mark or 'besluit'}, {self._when})"

    @property
    def _when(self) -> str:
        if self.earliest != self.latest:
            return self.step.printed
        return plain_date(self.earliest) + (f" om {self.at:%H.%M} uur" if self.at else "")

    def surely_after(self, other: "Event") -> bool:
        """Whether this comes after ``other`` on any reading of both dates; on one day only when both clocks say so."""
        if self.earliest == other.latest and self.at and other.at:
            return self.at > other.at
        return self.earliest > other.latest


Found = Iterator[PlanFinding]
Events = dict[Mark, list[Event]]


def violations(milestones: Iterable[Milestone], procedure: Procedure | None) -> tuple[PlanFinding, ...]:
    """Every marked moment that stands where it cannot stand; an accepted planning has none.

    Without a procedure only the order of eForms is looked at. Two moments that are both done are history.
    """
    steps = sorted((step for step in milestones if step.dated), key=lambda step: step.number)
    events: Events = {mark: [] for mark in Mark}
    for step in steps:
        if step.mark is not None and not (step.mark is Mark.DECISION and step.stage is Stage.STRATEGY):
            events[step.mark].append(event_of(step))
    strategy = [event_of(step) for step in steps if _decides_strategy(step)]
    return (
        *_publication(events, strategy),
        *_closing(events),
        *_nota(events, procedure),
        *_contract(events, procedure),
        *_result(events),
    )


def event_of(step: Milestone) -> Event:
    """The moment of a dated step: its first or its last day, or any day of it when only a month is known."""
    if step.precision.vague:
        return Event(step, step.begin, step.end, None)
    day = step.begin if step.mark in _AT_ITS_BEGIN else step.end
    return Event(step, day, day, step.at if day == step.end else None)


def before(event: Event, others: Sequence[Event]) -> Event | None:
    """The moment to which ``event`` belongs: the last one above it in the planning, else the first there is."""
    above = [other for other in others if other.number < event.number]
    return above[-1] if above else (others[0] if others else None)


def _after(event: Event, others: Sequence[Event]) -> Event | None:
    below = [other for other in others if other.number > event.number]
    return below[0] if below else (others[-1] if others else None)


def _decides_strategy(step: Milestone) -> bool:
    return step.stage is Stage.STRATEGY and (step.mark is Mark.DECISION or step.kind is StepKind.DECISION)


def _publication(events: Events, strategy: Sequence[Event]) -> Found:
    for published in events[Mark.PUBLICATION]:
        sent = before(published, events[Mark.DISPATCH])
        if sent is None:
            continue
        if sent.surely_after(published):
            said = f"{published.name} ligt voor {sent.name}. Een aankondiging verschijnt pas als zij is verzonden."
            yield from _wrong("BT-738-BT-05", sent, published, said)
        elif published.earliest - sent.latest >= LONGEST_UNTIL_PUBLICATION:
            said = f"{published.name} ligt {LONGEST_UNTIL_PUBLICATION.days} dagen of meer na {sent.name}. Kies minder."
            yield from _wrong("BT-738-BT-05", sent, published, said)
    outside = sorted((*events[Mark.DISPATCH], *events[Mark.PUBLICATION]), key=lambda event: event.latest)
    if outside and strategy:
        decided = max(strategy, key=lambda event: (event.earliest, event.number))
        if decided.surely_after(outside[0]):
            said = f"{outside[0].name} ligt voor {decided.name} over de strategie. Wacht op dat besluit."
            yield from _wrong("publicatie-voor-besluit", decided, outside[0], said)


def _closing(events: Events) -> Found:
    closings = events[Mark.CLOSING]
    for asked in events[Mark.QUESTIONS_CLOSE]:
        closing = _after(asked, closings)
        if closing and asked.surely_after(closing):
            said = f"{asked.name} ligt na {closing.name}. Laat de vragen eerder sluiten."
            yield from _wrong("BT-13-BT-131", asked, closing, said)
    for closing in closings:
        for mark, code in ((Mark.DISPATCH, "BT-131-BT-05"), (Mark.PUBLICATION, "BT-131-BT-738")):
            opened = before(closing, events[mark])
            if opened and closing.latest <= opened.earliest:
                said = f"{closing.name} ligt niet na {opened.name}. Geef aanbieders tijd: kies een latere dag."
                yield from _wrong(code, opened, closing, said)
    for opening in events[Mark.OPENING]:
        closing = before(opening, closings)
        if closing and closing.surely_after(opening):
            said = f"{opening.name} ligt voor {closing.name}. Open pas als de aanmelding gesloten is."
            yield from _wrong("BT-132-BT-131", closing, opening, said)
    for invited in events[Mark.INVITATION]:
        # Whoever is invited after applying stands below the closing; an invitation above it invites to apply.
        closing = before(invited, [closing for closing in closings if closing.number < invited.number])
        if closing and closing.surely_after(invited):
            said = f"{invited.name} ligt voor {closing.name}. Nodig pas uit als de aanmelding gesloten is."
            yield from _wrong("BT-1311-BT-130", closing, invited, said)


def _nota(events: Events, procedure: Procedure | None) -> Found:
    """Aanbestedingswet 2012, art. 2.54, or the same number of days as our own promise."""
    term = procedure.terms.get("nota_before_closing") if procedure else None
    if term is None:
        return
    last: dict[int, tuple[Event, Event]] = {}
    for nota in events[Mark.NOTA]:
        closing = _after(nota, events[Mark.CLOSING])
        if closing and (closing.number not in last or nota.earliest >= last[closing.number][0].earliest):
            last[closing.number] = (nota, closing)
    for nota, closing in last.values():
        latest = reckon(closing.latest, term, FreeDays()).date
        if nota.earliest > latest:
            said = (
                f"{nota.name} is te laat voor {closing.name}: de laatste nota verschijnt {amount(term)} ervoor, "
                f"uiterlijk op {plain_date(latest)}. Haal de nota naar voren of laat de aanmelding later sluiten."
            )
            yield from _wrong("te-weinig-tijd", nota, closing, said)


def _contract(events: Events, procedure: Procedure | None) -> Found:
    terms = [procedure.terms[name] for name in TERMS_BEFORE_CONTRACT if name in procedure.terms] if procedure else []
    for contract in events[Mark.CONTRACT]:
        decided = before(contract, events[Mark.DECISION])
        if decided is None:
            continue
        if decided.surely_after(contract):
            said = f"{contract.name} ligt voor {decided.name}. Sluit de overeenkomst pas na het besluit."
            yield from _wrong("BT-1451-BT-145", decided, contract, said)
            continue
        for term in terms:
            first = _first_day_after(decided.earliest, term)
            if contract.latest < first:
                said = (
                    f"{contract.name} komt te vroeg na {decided.name}: eerst moet de termijn van {amount(term)} "
                    f"voorbij zijn. Sluit de overeenkomst op of na {plain_date(first)}."
                )
                yield from _wrong("te-weinig-tijd", decided, contract, said)
                break


def _first_day_after(decided: date, term: Term) -> date:
    """The day after the term, on the later of two readings: with the Algemene termijnenwet, and by our own rule."""
    own = reckon(decided, term, FreeDays()).date + timedelta(days=1)
    if term.unit is not Unit.CALENDAR_DAYS:
        return own
    return max(own, earliest_contract_day(decided, term.amount, FreeDays(), source=term.source).date)


def _result(events: Events) -> Found:
    for result in events[Mark.RESULT_NOTICE]:
        contract, decided = before(result, events[Mark.CONTRACT]), before(result, events[Mark.DECISION])
        if contract and contract.surely_after(result):
            said = f"{result.name} ligt voor {contract.name}. Kondig het resultaat aan als er een overeenkomst is."
            yield from _wrong("BT-145-BT-05", contract, result, said)
        elif decided and decided.surely_after(result):
            said = f"{result.name} ligt voor {decided.name}. Kondig het resultaat pas na het besluit aan."
            yield from _wrong("BT-1451-BT-05", decided, result, said)


def _wrong(code: str, first: Event, second: Event, said: str) -> Found:
    """The finding, unless both moments are done."""
    if first.step.done_on and second.step.done_on:
        return
    yield PlanFinding(
        code=code,
        severity="fout",
        milestones=(first.number, second.number),
        sentence=said[0].upper() + said[1:],
    )
