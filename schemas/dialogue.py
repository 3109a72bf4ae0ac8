"""Dialogue sessions: who takes part on which objective ground, what was said, what follows from it."""

from datetime import date
from enum import StrEnum

from schemas.clarification import ProposedChange
from schemas.values import Moment, Noun, PositiveInt, Record


class SessionKind(StrEnum):
    """Kinds of meetings; what they share is one mechanism, what differs is who may come and how many there may be."""

    DIALOGUE = "dialoogtafel"
    PROVIDERS = "aanbiedersbijeenkomst"
    DEVELOPMENT = "ontwikkeltafel"
    PRESSURE_COOKER = "pressure cooker"


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
    """A point of the report, worded so that it cannot be traced to one provider.

    ``action_done`` is ours: the day on which the action was done, also after the report went out.
    """

    number: PositiveInt
    subject: str
    discussed: str
    conclusion: str
    action: str | None = None
    action_owner: str | None = None
    action_due: date | None = None
    action_done: date | None = None
    change: ProposedChange | None = None


class Correction(Noun):
    """What somebody who was there says about the draft report. ``taken`` None: not decided yet."""

    number: PositiveInt
    by: str
    point: int | None
    text: str
    taken: bool | None = None
    reaction: str = ""


class DialogueSession(Record):
    """One session. ``id`` and ``sequence`` keep the calendar invitation the same appointment for ever.

    A session that moves keeps its id and gets a higher ``sequence``; one that is called off keeps its row.
    ``access`` says how to get there and whether the room is accessible. The draft report goes to who attended, for
    corrections until ``corrections_until``; only after that it is published to all providers alike (``reported_on``).
    """

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
    kind: SessionKind = SessionKind.DIALOGUE
    access: str = ""
    cancelled_on: date | None = None
    cancelled_because: str = ""
    draft_sent_on: date | None = None
    corrections_until: date | None = None
    corrections: tuple[Correction, ...] = ()
