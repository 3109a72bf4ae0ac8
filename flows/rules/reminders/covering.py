"""What may leave without a form: mail to our own people, and the reminders that a package's code approved beforehand.

The code of the first package covers that mail and two reminders to the same provider, without attachments; everything
else needs a rehearsal and a code of its own (users 7.3).
"""

from collections.abc import Iterable
from datetime import date

from flows.rules.wording import local_day
from schemas.message import Message, MessageState
from schemas.record import TenderRecord

REMINDERS_PER_CODE = 2
"""One at T-5 and one at T-1 (users 4.4)."""

_LEFT = {MessageState.SENT, MessageState.IN_DOUBT}


def why_not(message: Message, record: TenderRecord) -> str | None:
    """The Dutch reason why this message may not leave without a form; None when it may."""
    if message.internal:
        ours = {record.tender.lead_email.casefold(), *(row.email.casefold() for row in record.colleagues)}
        foreign = [address for address in _addresses(message) if address not in ours]
        return f"{foreign[0]} is geen adres van een collega" if foreign else None
    if not message.covered_by:
        return "dit is geen bericht aan een collega en geen goedgekeurde herinnering"
    if message.attachments or message.calendar:
        return "een herinnering heeft geen bijlagen"
    if sent_with_code(record.messages, message.covered_by, message.recipient) is None:
        return f"het pakket '{message.covered_by}' is niet met een verzendcode aan deze aanbieder verzonden"
    others = [row for row in covered(record.messages, message.covered_by, message.recipient) if row.id != message.id]
    if len(others) >= REMINDERS_PER_CODE:
        return f"het pakket '{message.covered_by}' dekt {REMINDERS_PER_CODE} herinneringen, en die zijn al verzonden"
    known = _known_addresses(record, message)
    if any(address not in known for address in _addresses(message)):
        return "het adres is niet dat van deze aanbieder"
    return None


def sent_with_code(messages: Iterable[Message], batch: str, recipient: str) -> date | None:
    """The day on which that package left for this recipient, whole and with its code; None when it did not."""
    rows = _first_mail(messages, batch, recipient)
    days = [local_day(row.sent_at) for row in rows if row.state is MessageState.SENT and row.sent_at is not None]
    return max(days) if days and len(days) == len(rows) else None


def covered(messages: Iterable[Message], batch: str, recipient: str) -> tuple[Message, ...]:
    """The reminders to this recipient under the code of that package that left, or that may have."""
    return tuple(
        row for row in messages if row.covered_by == batch and row.recipient == recipient and row.state in _LEFT
    )


def _first_mail(messages: Iterable[Message], batch: str, recipient: str) -> list[Message]:
    # A message that itself left without a code cannot approve another one.
    return [
        row
        for row in messages
        if row.batch == batch and row.recipient == recipient and not row.internal and not row.covered_by
    ]


def _addresses(message: Message) -> list[str]:
    return [address.casefold() for address in (message.to_address, message.copy_to) if address]


def _known_addresses(record: TenderRecord, message: Message) -> set[str]:
    """The addresses in the register now, and those to which the first mail went."""
    register = [
        address for row in record.providers if row.id == message.recipient for address in (row.email, row.email_copy)
    ]
    first = [
        address
        for row in _first_mail(record.messages, message.covered_by, message.recipient)
        for address in _addresses(row)
    ]
    return {address.casefold() for address in (*register, *first) if address}
