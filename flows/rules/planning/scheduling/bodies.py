"""The meetings at which a decision can be taken: the last ones before a limit, the first ones after the papers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flows.rules.calendar import FreeDays
from schemas.planning import Body, BodyMeeting, Milestone, StepKind
from schemas.terms import FreeDayKind


@dataclass(frozen=True)
class Sitting:
    """A meeting as a step uses it: the day, the last day for its papers, and the first working day after that."""

    id: str
    municipality: str
    held: date
    papers: date
    start: date


Sittings = dict[str, tuple[Sitting, ...]]
"""Per municipality its meetings in order of day; empty for one whose meetings all fall in its recess."""


@dataclass(frozen=True)
class Bodies:
    """The meeting calendars of all bodies. A meeting in the recess of its municipality does not count."""

    meetings: tuple[BodyMeeting, ...]
    calendar: FreeDays
    _known: dict[tuple[Body, int | None], Sittings] = field(default_factory=dict, compare=False)

    @classmethod
    def given(cls, meetings: "Iterable[BodyMeeting] | Bodies", calendar: FreeDays) -> "Bodies":
        """These meetings with this calendar; what was listed already stays listed."""
        return meetings if isinstance(meetings, Bodies) else cls(tuple(meetings), calendar)

    def sittings(self, step: Milestone) -> Sittings | None:
        """The meetings that can decide on a step; None when it is no decision or its body has no known calendar.

        The papers must be in on the delivery day of the meeting itself, else the step's own number of working days
        before it, else the working day before it.
        """
        if step.kind is not StepKind.DECISION or step.body is None:
            return None
        return self.of(step.body, step.deliver_before) or None

    def of(self, body: Body, deliver_before: int | None = None) -> Sittings:
        """The meetings of one kind of body; empty when its calendar is not known."""
        key = (body, deliver_before)
        if key not in self._known:
            self._known[key] = self._listed(*key)
        return self._known[key]

    def _listed(self, body: Body, deliver_before: int | None) -> Sittings:
        listed: dict[str, list[Sitting]] = {}
        for meeting in sorted(self.meetings, key=lambda row: (row.municipality, row.held_on, row.id)):
            if meeting.body is not body:
                continue
            mine = listed.setdefault(meeting.municipality, [])
            if not self._in_recess(meeting):
                mine.append(self._sitting(meeting, deliver_before))
        return {municipality: tuple(rows) for municipality, rows in listed.items()}

    def _in_recess(self, meeting: BodyMeeting) -> bool:
        return any(
            free.kind is FreeDayKind.RECESS and free.applies_to in (None, meeting.municipality)
            for free in self.calendar.on(meeting.held_on)
        )

    def _sitting(self, meeting: BodyMeeting, deliver_before: int | None) -> Sitting:
        held, before = meeting.held_on, 1 if deliver_before is None else deliver_before
        papers = meeting.deliver_by or self.calendar.add_working_days(held, -before)
        start = self.calendar.next_working_day(papers)
        if start > held:
            # The papers come in on the day itself, so the step begins on it.
            start = self.calendar.on_or_before(held)
        return Sitting(meeting.id, meeting.municipality, held, papers, start)


def last_round(sittings: Sittings, limit: date) -> dict[str, Sitting | None]:
    """Per municipality the meeting on or before ``limit`` that takes papers the longest; None when there is none."""
    return {
        municipality: max((row for row in rows if row.held <= limit), key=_lateness, default=None)
        for municipality, rows in sittings.items()
    }


def first_round(sittings: Sittings, start: date, not_before: date) -> dict[str, Sitting | None]:
    """Per municipality the first meeting that takes papers which are ready on the working day before ``start``.

    ``not_before`` is the first day a meeting can be on. None when the calendar has no such meeting.
    """
    return {
        municipality: next((row for row in rows if row.start >= start and row.held >= not_before), None)
        for municipality, rows in sittings.items()
    }


def _lateness(row: Sitting) -> tuple[date, date]:
    return row.papers, row.held
