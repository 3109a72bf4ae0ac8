"""A mail saved as .eml: what it says, in plain text or HTML, and every file that came with it."""

import email
import email.policy
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

from flows.tasks._html_in import paragraphs
from flows.tasks._prose import Line, Passage, passages
from schemas.errors import InputFault, InputRefusedError

_MOST_BYTES = 60 * 1024 * 1024
_MOST_PARTS = 200
_DEEPEST = 4
_MAIL_HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")

# The parser of the standard library lets these through from headers and bodies that are not what they should be.
_UNREADABLE = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)

Read = tuple[tuple[Passage, ...], tuple[str, ...]]


def read(data: bytes, file_name: str, read_attachment: Callable[[bytes, str], Read | None], depth: int = 0) -> Read:
    """The passages and the notes of a mail and what came with it.

    ``read_attachment`` gives None for a kind of file it does not read. Raises InputRefusedError for what is no mail.
    """
    if len(data) > _MOST_BYTES:
        raise _refused(file_name, "de mail is te groot.", "Sla de bijlagen los op en lees die in.")
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage) or not any(name in message for name in _MAIL_HEADERS):
            raise _refused(file_name, "dit is geen e-mailbericht.", "Sla het bericht in uw mailprogramma op als .eml.")
        return _read(message, file_name, read_attachment, depth)
    except _UNREADABLE as error:
        remedy = "Sla het bericht opnieuw op als .eml, of kopieer de tekst naar Word."
        raise _refused(file_name, "de mail is beschadigd en kan niet worden gelezen.", remedy) from error


def _read(message: EmailMessage, name: str, read_attachment: Callable[[bytes, str], Read | None], depth: int) -> Read:
    found: list[Passage] = []
    notes = [f"{label}: {_header(message, header)}." for header, label in _TOLD if _header(message, header)]
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None and body.get_content_type() == "text/plain" and not _text(body).strip():
        body = message.get_body(preferencelist=("html",)) or body
    if body is not None:
        found += _passages(body)
    for number, part in enumerate(_attachments(message, body), start=1):
        forwarded = part.get_content_type() == "message/rfc822"
        label = part.get_filename() or ("doorgestuurd bericht" if forwarded else f"nummer {number}")
        if number > _MOST_PARTS or depth > _DEEPEST:
            notes.append(f"Bijlage '{label}' zit te diep of is er een te veel; lees hem apart in.")
            continue
        _add_attachment(part, label, found, notes, read_attachment, depth)
    return tuple(found), tuple(notes)


_TOLD = (("From", "Afzender volgens de mail"), ("Date", "Verstuurd"), ("Subject", "Onderwerp"))


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _add_attachment(
    part: MIMEPart,
    label: str,
    found: list[Passage],
    notes: list[str],
    read_attachment: Callable[[bytes, str], Read | None],
    depth: int,
) -> None:
    """Add what an attachment says, with its name before each place; name what cannot be read."""
    try:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            read_part: Read | None = _read(inner, label, read_attachment, depth + 1)
        elif part.get_content_type() == "text/plain" and not label.casefold().endswith((".docx", ".pdf", ".eml")):
            read_part = tuple(_passages(part)), ()
        else:
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                raise ValueError("an attachment without content")
            if label.casefold().endswith(".eml"):
                read_part = read(content, label, read_attachment, depth + 1)
            else:
                read_part = read_attachment(content, label)
    except InputRefusedError as refused:
        notes.extend(f"Bijlage '{label}' is niet gelezen: {fault.problem} {fault.remedy}" for fault in refused.faults)
        return
    except _UNREADABLE:
        notes.append(f"Bijlage '{label}' is beschadigd en is niet gelezen. Vraag de afzender om een nieuwe.")
        return
    if read_part is None:
        kind = part.get_content_type()
        notes.append(f"Bijlage '{label}' ({kind}) is niet gelezen. Bekijk hem zelf, of lees hem apart in.")
        return
    found += [passage._replace(place=f"bijlage {label}, {passage.place}") for passage in read_part[0]]
    notes += [f"Bijlage '{label}': {note}" for note in read_part[1]]


def _attachments(message: MIMEPart, body: object) -> Iterator[MIMEPart]:
    """Every part that is not the text itself, nor the same text in another form."""
    if message.get_content_type() == "multipart/alternative":
        yield from (part for part in message.iter_parts() if part is not body and not _is_text(part) and _leaf(part))
        return
    if not message.is_multipart():
        if message is not body:
            yield message
        return
    for part in message.iter_parts():
        if part is body:
            continue
        if part.get_content_maintype() == "multipart":
            yield from _attachments(part, body)
        elif not (part.get_content_type() == "text/html" and _related_to(body) and not part.get_filename()):
            yield part


def _leaf(part: MIMEPart) -> bool:
    return part.get_content_maintype() != "multipart"


def _is_text(part: MIMEPart) -> bool:
    return part.get_content_maintype() == "text" and not part.get_filename()


def _related_to(body: object) -> bool:
    return isinstance(body, EmailMessage) and body.get_content_type() == "text/html"


def _passages(part: MIMEPart) -> Iterator[Passage]:
    text = _text(part)
    if part.get_content_type() == "text/html":
        for number, (words, bullet, hidden) in enumerate(paragraphs(text), start=1):
            yield Passage(f"alinea {number}", words, bullet, hidden)
        return
    lines = [Line("", line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    for number, passage in enumerate(passages(lines), start=1):
        yield passage._replace(place=f"alinea {number}")


def _text(part: MIMEPart) -> str:
    """The text in the letters it says, or else in those that fit."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(charset).replace("\x00", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1").replace("\x00", "")


def _refused(file_name: str, problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(file=file_name, problem=problem, remedy=remedy)])
