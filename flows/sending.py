"""The one door out. A rehearsal first; then only with the code of that rehearsal and the number of recipients.

Opened by:    any room that put a package in the outbox
Needs:        the package's name; for the real sending its code and count
Leaves:       one message per recipient (.eml in post-uit, or by SMTP), each with its state; a send list
Next:         back to the room
Legal basis:  AVG art. 5 and 32: nobody sees another recipient; one message has one recipient
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import Desk, Outcome, RoomInput, blocked, visit
from flows.papers.production import in_batches
from flows.rules.reminders.covering import why_not
from flows.rules.wording import count, listing
from flows.tasks import files, mail
from schemas.errors import PermanentError, TransientError
from schemas.mail import MailAttachment, OutgoingMail
from schemas.message import Message, MessageState
from storage import outbox

NEWEST = "nieuwste"
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Signs of a code: none that look alike (no I, O, 0, 1)."""
LARGEST_MAIL = 6_000_000
"""Bytes of attachments per message; some municipal servers refuse more than 9 MB after encoding (users 4.1)."""

ONLY_REHEARSED = "Dit is een oefentraject. Echte mail kan niet; gebruik de mailroute eml."


class SendInput(RoomInput):
    pakket: str = Field(
        ..., title="Pakket", description="Naam van het pakket, of 'nieuwste' voor het laatste dat klaarstaat."
    )
    stap: Literal[
        "1. Proefrun: er gaat niets weg",
        "2. Definitief versturen",
    ] = Field(..., title="Wat moet er gebeuren?", description="Begin met 1.")
    verzendcode: str = Field(..., title="Verzendcode", description="Uit de uitkomst van de proefrun. Bij stap 1: -")
    aantal: int = Field(
        ..., title="Aantal ontvangers", description="Uit de uitkomst van de proefrun. Bij stap 1: 0", ge=0
    )


@flow(name="Verzenden", flow_run_name="{invoer.traject} · {invoer.pakket} · {invoer.stap}")
def sending(invoer: SendInput) -> State[Any]:
    """De enige plek waar u iets naar buiten stuurt. Eerst een proefrun, dan met code en aantal."""
    steps = {
        "1. Proefrun: er gaat niets weg": lambda desk: rehearse(desk, invoer.pakket),
        "2. Definitief versturen": lambda desk: send(desk, invoer.pakket, invoer.verzendcode, invoer.aantal),
    }
    return visit(None, invoer, steps, invoer.stap)


def package(desk: Desk, name: str) -> tuple[str, tuple[Message, ...]]:
    """The package's name and its messages, in the order of recipients. "nieuwste": the one queued last.

    What leaves without a form (reminders) is never the newest package: it needs no code of a person.
    """
    with desk.work.database.read() as uow:
        if name == NEWEST:
            known = [row for row in uow.messages.find(desk.tender_id) if not (row.internal or row.covered_by)]
            waiting = [row for row in known if row.state is not MessageState.SENT]
            newest = max(waiting or known, key=lambda row: (row.queued_at, row.batch), default=None)
            name = newest.batch if newest else ""
        rows = uow.messages.find(desk.tender_id, batch=name)
    return name, tuple(sorted(rows, key=lambda row: (row.recipient, row.id)))


def code_of(messages: Sequence[Message]) -> str:
    """Four signs that belong to exactly these messages: another text, file or recipient gives another code."""
    digest = hashlib.sha256()
    for row in messages:
        bare = row.model_copy(
            update={"version": 0, "state": MessageState.QUEUED, "sent_at": None, "attempts": 0, "detail": ""}
        )
        digest.update(bare.model_dump_json().encode())
    number = int.from_bytes(digest.digest()[:8], "big")
    return "".join(SIGNS[(number >> (5 * place)) % len(SIGNS)] for place in range(4))


def rehearse(desk: Desk, wanted: str) -> Outcome:
    """Show what would leave: to whom, how large, three real previews. Nothing leaves and nothing is saved."""
    name, rows = package(desk, wanted)
    if not rows:
        return blocked([f"Er is geen pakket '{wanted}'. Zet in een fase eerst berichten klaar."])
    too_large = [
        f"{row.to_name}: {size / 1e6:.1f} MB aan bijlagen is te groot (hoogstens 6 MB)."
        for row in rows
        if (size := _size(desk, row)) > LARGEST_MAIL
    ]
    if too_large:
        return blocked(too_large)
    by_length = sorted(rows, key=lambda row: (len(row.to_name), row.to_name))
    strangest = max(
        rows, key=lambda row: sum(not (sign.isalnum() or sign == " ") for sign in row.text[:400] + row.to_name)
    )
    previews = {row.id: row for row in (by_length[0], by_length[-1], strangest)}
    return Outcome(
        headline=f"Proefrun: {count(len(rows), 'ontvanger', 'ontvangers')}",
        lines=(
            f"Pakket '{name}', verzendcode {code_of(rows)}, aantal {len(rows)}.",
            f"Al verzonden: {sum(row.state is MessageState.SENT for row in rows)}.",
            *(f"Voorbeeld aan {row.to_name} ({row.to_address}): {row.subject}" for row in previews.values()),
        ),
        next_step=f"controleer de voorbeelden; kies stap 2 en typ code {code_of(rows)} en aantal {len(rows)}.",
    )


def _size(desk: Desk, row: Message) -> int:
    return sum(desk.work.archive.path(item.sha256).stat().st_size for item in row.attachments)


def send(desk: Desk, wanted: str, code: str, number: int) -> Outcome:
    """Send what has not been sent yet. A rerun sends only what is missing."""
    name, rows = package(desk, wanted)
    obstacles = _not_allowed(desk, name, rows, code, number)
    if obstacles:
        return blocked(obstacles)
    _leave(desk, name, rows)
    _, rows = package(desk, name)
    sent = sum(row.state is MessageState.SENT for row in rows)
    failed = [f"{row.to_name}: {row.state.value}. {row.detail}" for row in rows if row.state is not MessageState.SENT]
    whole = "Verzonden" if sent == len(rows) else "Deels verzonden"
    return Outcome(
        headline=f"{whole} {sent}/{len(rows)}",
        lines=tuple(failed),
        next_step="bekijk wat niet weg is en start opnieuw; verzonden berichten gaan niet nog eens." if failed else "",
        refused=bool(failed),
    )


def _not_allowed(desk: Desk, name: str, rows: Sequence[Message], code: str, number: int) -> list[str]:
    if not rows:
        return [f"Er is geen pakket '{name}'. Zet in een fase eerst berichten klaar."]
    obstacles = []
    if code.strip().upper() != code_of(rows):
        obstacles.append(
            f"De verzendcode '{code}' hoort niet bij dit pakket, of het pakket is gewijzigd. Doe eerst een proefrun."
        )
    if number != len(rows):
        obstacles.append(f"U typte {number} ontvangers; het pakket heeft er {len(rows)}. Doe eerst een proefrun.")
    doubt = [row.to_name for row in rows if row.state is MessageState.IN_DOUBT]
    if doubt and desk.work.settings.mailroute == "smtp":
        obstacles.append(
            f"Onzeker of dit aankwam: {listing(doubt)}. Vraag het na; deze berichten gaan niet vanzelf nog eens."
        )
    if _only_rehearsed(desk):
        obstacles.append(ONLY_REHEARSED)
    return obstacles


def _only_rehearsed(desk: Desk) -> bool:
    return desk.work.settings.mailroute == "smtp" and desk.tender.rehearsal


def deliver_internal(desk: Desk, batch: str) -> tuple[int, int]:
    """Send a package without a form: mail to our own people, and reminders that a code approved beforehand.

    Returns how many messages of the package are sent and how many are not. The same routes, marks and lock as
    :func:`send`; what is in doubt waits for a person. Raises :class:`PermanentError`, and sends nothing at all, when
    one message is for anybody else (flows/rules/covering.py), when there is no such package, and for real mail of a
    rehearsed tender.
    """
    name, rows = package(desk, batch)
    if not rows or batch == NEWEST:
        raise PermanentError(f"Er is geen pakket '{batch}' dat zonder formulier weg mag.")
    if _only_rehearsed(desk):
        raise PermanentError(ONLY_REHEARSED)
    leaving = [row for row in rows if row.state not in (MessageState.SENT, MessageState.IN_DOUBT)]
    refused = [f"{row.to_name}: {reason}" for row in leaving if (reason := why_not(row, desk.record))]
    if refused:
        raise PermanentError(
            f"Pakket '{name}' mag niet zonder verzendcode weg; er is niets verzonden. {'; '.join(refused)}. "
            "Verstuur het met het formulier 11-verzenden."
        )
    if leaving:
        _leave(desk, name, leaving)
    _, rows = package(desk, name)
    sent = sum(row.state is MessageState.SENT for row in rows)
    return sent, len(rows) - sent


def _leave(desk: Desk, name: str, rows: Sequence[Message]) -> None:
    """By the route of the settings."""
    if desk.work.settings.mailroute == "eml":
        _to_folder(desk, rows)
    else:
        _by_smtp(desk, name)


def outgoing(desk: Desk, row: Message) -> OutgoingMail:
    """The message as it leaves; its Message-ID follows from tender, kind and recipient."""
    digest = hashlib.sha256(f"{row.tender_id}|{row.id}".encode()).hexdigest()[:32]
    box = desk.tender.mailbox
    return OutgoingMail(
        message_id=f"<{digest}@{box.address.split('@')[1]}>",
        date=row.queued_at,
        from_name=box.name,
        from_address=box.address,
        reply_to=box.address,
        to_name=row.to_name,
        to_address=row.to_address,
        copy_to=row.copy_to,
        subject=row.subject,
        text=row.text,
        html=mail.html_from_text(row.text),
        reference=desk.tender.reference,
        attachments=tuple(
            MailAttachment(file_name=item.file_name, mime=item.mime, sha256=item.sha256) for item in row.attachments
        ),
        ics=row.calendar.encode() if row.calendar else None,
    )


def _raw(desk: Desk, row: Message) -> bytes:
    return mail.build(
        outgoing(desk, row), {item.sha256: desk.work.archive.get(item.sha256) for item in row.attachments}
    )


def eml_path(row: Message) -> str:
    """Where the .eml of a message lies under post-uit: one folder per kind, one file per recipient."""
    return f"{row.kind}/{files.file_name(row.recipient, row.to_name, ext='eml')}"


def _to_folder(desk: Desk, rows: Sequence[Message]) -> None:
    """One .eml per recipient. Writing the same file twice gives the same file, so nothing can leave twice."""
    route = mail.EmlRoute(desk.work.outgoing_mail)
    waiting = [row for row in rows if row.state is not MessageState.SENT]

    def batch_of(batch: Sequence[Message]) -> None:
        for row in batch:
            route.deliver(_raw(desk, row), eml_path(row))
        with desk.write() as uow:
            for row in batch:
                sent = row.model_copy(
                    update={"state": MessageState.SENT, "sent_at": desk.now, "attempts": row.attempts + 1}
                )
                uow.messages.save(sent)
            uow.journal.append(desk.event("messages.sent", batch=batch[0].batch, count=len(batch)))

    in_batches(desk, "Berichten klaarzetten", waiting, batch_of)


def _by_smtp(desk: Desk, name: str) -> None:
    """Mark in doubt just before the final dot: what is in doubt after a crash waits for a person."""
    settings = desk.work.settings
    route = mail.SmtpRoute(
        host=settings.smtp_host,
        port=settings.smtp_poort,
        user=settings.smtp_gebruiker,
        password=settings.smtp_wachtwoord.get_secret_value(),
        starttls=settings.smtp_starttls,
    )
    with desk.work.database.exclusive("verzenden", wait=False):
        with desk.write() as uow:
            outbox.recover(uow, desk.tender_id)
            claimed = outbox.claim(uow, desk.tender_id, name, desk.now)
        try:
            with route.session() as session:
                for row in claimed:
                    _one_by_smtp(desk, session, row)
        except mail.SendingStoppedError as stopped:
            desk.notes.append(str(stopped))
        with desk.write() as uow:
            outbox.recover(uow, desk.tender_id)


def _one_by_smtp(desk: Desk, session: mail.SmtpSession, row: Message) -> None:
    current = row

    def before_final_dot() -> None:
        nonlocal current
        with desk.write() as uow:
            current = outbox.mark_in_doubt(uow, current)

    try:
        session.send(
            _raw(desk, row), desk.tender.mailbox.address, row.to_address, before_final_dot, copy_to=row.copy_to
        )
    except mail.InDoubtError:
        # Nobody can know whether it arrived: the row stays in doubt until a person decides.
        desk.notes.append(f"{row.to_name}: onzeker of dit bericht aankwam. Vraag het na.")
    except TransientError as error:
        with desk.write() as uow:
            outbox.requeue(uow, current, str(error))
    except PermanentError as error:
        with desk.write() as uow:
            outbox.mark_failed(uow, current, str(error))
            uow.journal.append(desk.event("message.failed", message=row.id))
    else:
        with desk.write() as uow:
            outbox.mark_sent(uow, current, desk.now)
            uow.journal.append(desk.event("message.sent", message=row.id))
