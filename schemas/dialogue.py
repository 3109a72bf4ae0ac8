"""Dialogue sessions: who takes part on which objective ground, what was said, what follows from it."""

from datetime import date

from schemas.clarification import ProposedChange
from schemas.values import Moment, Noun, PositiveInt, Record


class AgendaItem(Noun):
    number: PositiveInt
    subject: str
    note: str


class Participant(Noun):
    """Somebody at the table, with the published, objective ground for being there (domain F 35)."""

    organisation: str
    provider_id: str | None
    role: str
    ground: str
    email: str | None
    attended: bool | None = None


class SessionPoint(Noun):
    """A point of the report, worded so that it cannot be traced to one provider."""

    number: PositiveInt
    subject: str
    discussed: str
    conclusion: str
    action: str | None = None
    action_owner: str | None = None
    action_due: date | None = None
    change: ProposedChange | None = None


class DialogueSession(Record):
    """One session. ``id`` and ``sequence`` keep the calendar invitation the same appointment for ever."""

    number: PositiveInt
    subject: str
    starts_at: Moment
    ends_at: Moment
    location: str
    agenda: tuple[AgendaItem, ...]
    participants: tuple[Participant, ...] = ()
    points: tuple[SessionPoint, ...] = ()
    sequence: int = 0
    invited_on: date | None = None
    reported_on: date | None = None
