"""The hand that writes messages and delivers them: one recipient each, the same bytes each time.

A message is built once and goes one of two ways: as an .eml file in a folder, or to a mail server.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, compat32
from email.utils import format_datetime, getaddresses
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email

from flows.tasks._atomic import write_atomic
from flows.tasks._html import html_from_text
from flows.tasks._smtp import InDoubtError, SendingStoppedError, SmtpRoute, SmtpSession
from schemas.errors import PermanentError
from schemas.mail import MailAttachment, OutgoingMail

__all__ = [
    "EmlRoute",
    "InDoubtError",
    "SendingStoppedError",
    "SmtpRoute",
    "SmtpSession",
    "build",
    "html_from_text",
]

LONGEST_SUBJECT = 200
CALENDAR_NAME = "afspraak.ics"
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLAIN = re.compile(r"(?!.*=\?)[\x21-\x7e]+(?: [\x21-\x7e]+)*")  # printable ASCII, single blanks, no encoded word
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ +()-]{0,119}")
_BYTES_IN_WORD = 45  # 60 characters in base64; with its frame an encoded word may have 75
_POLICY = SMTP.clone(cte_type="7bit")


def build(message: OutgoingMail, attachments: Mapping[str, bytes]) -> bytes:
    """Build the message as it goes over the line; the same message gives the same bytes.

    ``attachments`` holds the bytes by sha256; each is checked against its hash, so no provider gets another's file.
    Text and HTML come as alternatives, a calendar as an invitation among them and as an .ics file. Raises
    :class:`PermanentError` for a line break or control character in a header, a bad address, a subject longer than 200
    characters, or a file that is missing or differs.
    """
    headers = _headers(message)
    mail = EmailMessage(policy=_POLICY)
    mail.set_content(_body(message.text), cte="quoted-printable")
    mail.add_alternative(_body(message.html), subtype="html", cte="quoted-printable")
    if message.ics is not None:
        calendar = message.ics.decode("utf-8")
        method = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
        mail.add_alternative(
            calendar.replace("\r\n", "\n"),
            subtype="calendar",
            cte="base64",
            params={"method": method[1] if method else "PUBLISH"},
        )
    for item in message.attachments:
        kind, _, subtype = item.mime.partition("/")
        mail.add_attachment(_checked(item, attachments), maintype=kind, subtype=subtype, filename=_file_name(item))
    if message.ics is not None:
        mail.add_attachment(message.ics, maintype="application", subtype="ics", filename=CALENDAR_NAME)
    _fix_boundaries(mail, message.message_id)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")
    _proofread(head, headers, message)
    return head + mail.as_bytes()


class EmlRoute:
    """Messages as .eml files in a folder, to check or to send by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, raw: bytes, file_name: str) -> Path:
        """Write the message whole under ``file_name`` (it may hold folders, ``pakket/aanbieder.eml``).

        A file with exactly these bytes is left alone, so delivering again is safe. Raises :class:`PermanentError` for a
        name that leads out of the folder.
        """
        relative = PurePosixPath(file_name)
        if relative.is_absolute() or ".." in relative.parts or "\\" in file_name or not relative.name:
            raise PermanentError(f"'{file_name}' is geen bestandsnaam binnen de map '{self.folder.name}'.")
        path = self.folder.joinpath(*relative.parts)
        if not (path.is_file() and path.read_bytes() == raw):
            write_atomic(path, raw)
        return path


def _headers(message: OutgoingMail) -> dict[str, str]:
    subject = _one_line(message.subject, "onderwerp")
    if len(subject) > LONGEST_SUBJECT:
        raise PermanentError(
            f"Het onderwerp heeft {len(subject)} tekens; hoogstens {LONGEST_SUBJECT}. Maak het korter."
        )
    reference = _one_line(message.reference, "kenmerk")
    if not re.fullmatch(r"<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>", message.message_id):
        raise PermanentError(f"'{message.message_id}' is geen Message-ID.")
    headers = {
        "Date": format_datetime(message.date.astimezone(_AMSTERDAM)),
        "From": _mailbox(message.from_name, message.from_address),
        "Reply-To": _mailbox("", message.reply_to),
        "To": _mailbox(message.to_name, message.to_address),
    }
    if message.copy_to is not None:
        headers["Cc"] = _mailbox("", message.copy_to)
    return headers | {
        "Subject": subject if _PLAIN.fullmatch(subject) else _encoded(subject),
        "Message-ID": message.message_id,
        "X-Kenmerk": _encoded(reference) if not _PLAIN.fullmatch(reference) else reference,
        "Auto-Submitted": "auto-generated",  # keeps out-of-office replies from answering (RFC 3834)
        "Content-Language": "nl",
    }


def _mailbox(name: str, address: str) -> str:
    """Write one mailbox. Left bare, a name such as ``Zorg, de Beste <a@b.nl>`` would become two recipients."""
    _one_line(name, "naam")
    mailbox = _valid(address)
    if not name:
        return mailbox
    if not _PLAIN.fullmatch(name):
        return f"{_encoded(name)}\r\n <{mailbox}>"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"\r\n <{mailbox}>'


def _valid(address: str) -> str:
    try:
        valid = validate_email(_one_line(address, "e-mailadres"), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise PermanentError(f"'{address}' is geen bruikbaar e-mailadres. Verbeter het in het register.") from error
    return valid.ascii_email or valid.normalized


def _encoded(text: str) -> str:
    """Write text as encoded words (RFC 2047), whole characters each, one to a line.

    The standard library's own folding loses or adds recipients for some names with quotes, commas and accents.
    """
    words, piece = [], ""
    for character in (*text, ""):
        if not character or len((piece + character).encode()) > _BYTES_IN_WORD:
            words.append(f"=?utf-8?b?{base64.b64encode(piece.encode()).decode()}?=")
            piece = ""
        piece += character
    return "\r\n ".join(words)


def _one_line(value: str, what: str) -> str:
    if _CONTROL.search(value):
        raise PermanentError(
            f"Het {what} {value!r} heeft een regeleinde of stuurteken. Verbeter het en probeer opnieuw."
        )
    return value


def _body(text: str) -> str:
    return _CONTROL_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _checked(item: MailAttachment, attachments: Mapping[str, bytes]) -> bytes:
    data = attachments.get(item.sha256)
    if data is None or hashlib.sha256(data).hexdigest() != item.sha256:
        raise PermanentError(f"Bijlage '{item.file_name}' ontbreekt of is niet het vastgelegde bestand.")
    return data


def _file_name(item: MailAttachment) -> str:
    if not _FILE_NAME.fullmatch(item.file_name):
        raise PermanentError(f"'{item.file_name}' is geen veilige bestandsnaam. Gebruik letters, cijfers, - en _.")
    return item.file_name


def _fix_boundaries(mail: EmailMessage, message_id: str) -> None:
    """Give every multipart its own boundary from the Message-ID; ``=_`` cannot stand in base64 or quoted-printable."""
    digest = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    multiparts = (part for part in mail.walk() if part.is_multipart())
    for number, part in enumerate(multiparts, start=1):
        part.set_boundary(f"=_{digest}_{number}")


def _proofread(head: bytes, headers: Mapping[str, str], message: OutgoingMail) -> None:
    """Read the headers back from the bytes: exactly ours, one sender, one recipient, every name to the letter."""
    read = BytesParser(policy=compat32).parsebytes(head, headersonly=True)
    sound = (
        read.keys() == list(headers)
        and _mailboxes(read["From"]) == [(message.from_name, _valid(message.from_address))]
        and _mailboxes(read["To"]) == [(message.to_name, _valid(message.to_address))]
        and _decoded(read["Subject"]) == message.subject
    )
    if not sound:
        raise PermanentError(f"Het bericht aan '{message.to_name}' is niet goed te schrijven. Vereenvoudig de naam.")


def _mailboxes(header: str) -> list[tuple[str, str]]:
    return [(_decoded(name), address) for name, address in getaddresses([header.replace("\r\n", "")])]


def _decoded(value: str) -> str:
    # The newer header classes of Python 3.11 put a blank between encoded words of a name; this reader does not.
    return str(make_header(decode_header(value.replace("\r\n", ""))))
