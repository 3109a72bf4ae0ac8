"""Messages in the outbox: one message per recipient, and the state each is in."""

from enum import StrEnum

from schemas.values import Moment, Noun, Record, Sha256


class MessageState(StrEnum):
    """Life of a message. ``IN_DOUBT`` is written just before the final dot; after a crash a person decides."""

    QUEUED = "klaar om te versturen"
    CLAIMED = "in behandeling"
    IN_DOUBT = "onzeker"
    SENT = "verzonden"
    FAILED = "mislukt"


class MessageAttachment(Noun):
    file_name: str
    sha256: Sha256
    mime: str


class Message(Record):
    """One message to one recipient. ``id`` is unique per tender, ``kind`` and recipient: a second one cannot exist.

    ``batch`` names the package that is rehearsed and sent together; ``calendar`` is an .ics text or None.
    ``internal`` mail goes to our own people. ``covered_by`` names the package whose code also approved this reminder.
    """

    batch: str
    kind: str
    recipient: str
    to_name: str
    to_address: str
    copy_to: str | None = None
    subject: str
    text: str
    attachments: tuple[MessageAttachment, ...] = ()
    calendar: str | None = None
    queued_at: Moment
    state: MessageState = MessageState.QUEUED
    sent_at: Moment | None = None
    attempts: int = 0
    detail: str = ""
    internal: bool = False
    covered_by: str = ""
