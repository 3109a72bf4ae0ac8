"""The journal: what happened, when, by whom; append-only and hash-chained."""

from pydantic import Field

from schemas.values import Moment, Noun, Sha256


class Event(Noun):
    """Something that happened to a tender. ``name`` is a stable English name, ``data`` holds ids and counts only."""

    tender_id: str
    name: str
    at: Moment
    actor: str
    data: dict[str, str | int | None] = Field(default_factory=dict)


class JournalEntry(Event):
    """An event as kept: its place in the chain, the hash before it and its own."""

    sequence: int
    previous: Sha256
    sha256: Sha256
