"""Decisions in a what-if: which meetings a plan rests on, which of them are lost, and which come instead."""

from collections.abc import Mapping
from datetime import date

from flows.rules.planning.scheduling.bodies import Sitting, Sittings
from flows.rules.what_if.dates import Span
from flows.rules.wording import plain_date
from schemas.planning import Body, Milestone
from schemas.what_if import LostMeeting

Rounds = Mapping[str, Sitting | None]
"""Per municipality the meeting at which it decides; None when its calendar has no such meeting."""


def planned_round(sittings: Sittings, span: Span) -> dict[str, Sitting]:
    """The meetings on which the printed date rests: per municipality the last one within it."""
    within = {
        municipality: max((row for row in rows if span.begin <= row.held <= span.end), key=_held, default=None)
        for municipality, rows in sittings.items()
    }
    return {municipality: row for municipality, row in within.items() if row is not None}


def next_round(sittings: Sittings, wanted: Mapping[str, date], start: date) -> dict[str, Sitting | None]:
    """Per municipality in ``wanted`` its first meeting on or after that day for which a step can begin on ``start``."""
    return {
        municipality: next((row for row in sittings[municipality] if row.held >= day and row.start >= start), None)
        for municipality, day in wanted.items()
    }


def decided_on(old: Span, rounds: Rounds, fallback: date) -> Span:
    """From the first to the last meeting; ``fallback`` stands in for a municipality without one.

    A decision that was printed as a period keeps its begin as long as no meeting lies before it.
    """
    days = [row.held if row is not None else fallback for row in rounds.values()]
    begin = min(days) if old.begin == old.end else min(old.begin, *days)
    return Span(begin, max(days))


def lost_meetings(step: Milestone, before: Mapping[str, Sitting], after: Rounds) -> tuple[LostMeeting, ...]:
    """The meetings that a decision no longer makes, in the order of municipalities; an earlier one is no loss."""
    assert step.body is not None, "only a body has meetings"
    lost = []
    for municipality, old in before.items():
        new = after.get(municipality)
        if municipality not in after or (new is not None and new.held <= old.held):
            continue
        lost.append(
            LostMeeting(
                municipality=municipality,
                body=step.body,
                was_on=old.held,
                next_on=new.held if new is not None else None,
                sentence=_said(step.body, municipality, old, new),
            )
        )
    return tuple(lost)


def _said(body: Body, municipality: str, old: Sitting, new: Sitting | None) -> str:
    gone = f"{body_of(body, municipality)} van {plain_date(old.held)} is niet meer haalbaar"
    if new is None:
        return (
            f"{gone}; een latere vergadering staat niet in de raadskalender. Vul de raadskalender aan in planning.xlsx."
        )
    return f"{gone}; de volgende is {plain_date(new.held)} (stukken uiterlijk {plain_date(new.papers)})."


def body_of(body: Body, municipality: str) -> str:
    """'het college van Epe', 'de raad van Epe', 'het PFO'."""
    if body is Body.PFO:
        return f"het PFO ({municipality})" if municipality else "het PFO"
    article = "de" if body is Body.COUNCIL else "het"
    return f"{article} {body.value} van {municipality}"


def _held(row: Sitting) -> date:
    return row.held
