"""A message as it leaves: one recipient, one set of files, every header decided."""

from schemas.values import Moment, Noun, Sha256


class MailAttachment(Noun):
    """A file that goes along: the name the reader sees, its media type, and the hash of its bytes."""

    file_name: str
    mime: str
    sha256: Sha256


class OutgoingMail(Noun):
    """One message to one recipient; there is no field for a list, and none for a blind copy.

    ``message_id`` (with angle brackets) follows from tender, kind and recipient and stays the same for every attempt.
    ``copy_to`` is a second address of the same recipient. ``reference`` (kenmerk) becomes the header X-Kenmerk. ``ics``
    is a calendar file, sent as an invitation and as an attachment.
    """

    message_id: str
    date: Moment
    from_name: str
    from_address: str
    reply_to: str
    to_name: str
    to_address: str
    copy_to: str | None = None
    subject: str
    text: str
    html: str
    reference: str
    attachments: tuple[MailAttachment, ...] = ()
    ics: bytes | None = None
