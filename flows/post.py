"""Putting messages in the outbox. Nothing leaves here: only the send flow (flows/sending.py) opens the door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.desk import Desk
from flows.tasks import texts
from schemas.document import Document
from schemas.journal import Event
from schemas.message import Message, MessageAttachment, MessageState
from schemas.provider import Provider

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Letter:
    """A message to be written: who gets it, from which text, with what in it.

    ``internal`` and ``covered_by`` as in :class:`schemas.message.Message`: what may leave without a form of its own.
    """

    recipient: str
    to_name: str
    to_address: str
    values: Mapping[str, str]
    copy_to: str | None = None
    documents: tuple[Document, ...] = ()
    editable: tuple[Document, ...] = field(default=())
    calendar: str | None = None
    internal: bool = False
    covered_by: str = ""


def to_provider(provider: Provider, values: Mapping[str, str], documents: Iterable[Document] = ()) -> Letter:
    """A message to a provider's contact, with a copy to the second address in the same personal message."""
    return Letter(
        recipient=provider.id,
        to_name=provider.contact_name or provider.name,
        to_address=provider.email,
        copy_to=provider.email_copy,
        values={"aanhef": provider.greeting, "aanbieder": provider.name, **values},
        documents=tuple(documents),
    )


def attachments(letter: Letter) -> tuple[MessageAttachment, ...]:
    """The PDF to read where there is one, else the Word file; documents to fill in always as Word."""
    found = []
    for row in letter.documents:
        if row.pdf_sha256:
            found.append(MessageAttachment(file_name=row.pdf_name, sha256=row.pdf_sha256, mime="application/pdf"))
        else:
            found.append(MessageAttachment(file_name=row.file_name, sha256=row.sha256, mime=DOCX))
    found.extend(MessageAttachment(file_name=row.file_name, sha256=row.sha256, mime=DOCX) for row in letter.editable)
    return tuple(found)


def queue(
    desk: Desk,
    batch: str,
    template: str,
    letters: Iterable[Letter],
    *,
    kind: str = "",
    events: Sequence[Event] = (),
) -> int:
    """Write the letters of one package into the outbox; returns how many are in the package.

    A letter that was already sent stays as it is; one that still waits takes the new text. Per ``kind`` (the package's
    name unless it holds several kinds) and recipient there is exactly one message. ``events`` go into the journal with
    the messages, in the same unit of work; nothing is written when nothing is new.
    """
    text = desk.work.mail_template(template)
    house = {
        "kenmerk": desk.tender.reference,
        "traject": desk.tender.title,
        "regio": desk.tender.region,
        "mailbox": desk.tender.mailbox.address,
        "contact": desk.tender.contact_name,
        "telefoon": desk.tender.contact_phone,
        "platform": desk.tender.platform,
    }
    messages = []
    for letter in letters:
        subject, body = texts.fill(text, {**house, **letter.values})
        messages.append(
            Message(
                id=f"{kind or batch}/{letter.recipient}",
                tender_id=desk.tender_id,
                batch=batch,
                kind=kind or batch,
                recipient=letter.recipient,
                to_name=letter.to_name,
                to_address=letter.to_address,
                copy_to=letter.copy_to,
                subject=subject,
                text=body,
                attachments=attachments(letter),
                calendar=letter.calendar,
                queued_at=desk.now,
                internal=letter.internal,
                covered_by=letter.covered_by,
            )
        )
    known = {row.id: row for row in desk.record.messages}
    fresh = [row for row in messages if _differs(row, known.get(row.id))]
    if fresh:
        with desk.write() as uow:
            uow.messages.put_all(
                row.model_copy(update={"version": known[row.id].version}) if row.id in known else row for row in fresh
            )
            uow.journal.append(desk.event("messages.queued", batch=batch, count=len(fresh)))
            for event in events:
                uow.journal.append(event)
    return len(messages)


def _differs(new: Message, old: Message | None) -> bool:
    """Whether the outbox needs this message: it is new, or it waits with another text."""
    if old is None:
        return True
    if old.state is not MessageState.QUEUED:
        return False
    same = {"queued_at": old.queued_at, "version": old.version}
    return new.model_copy(update=same) != old
