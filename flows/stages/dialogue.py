"""Dialogue: at most the procedure's number of sessions, participants on an objective ground, a report for everyone.

Opened by:    the stage before it in the procedure (MIJ/OV: screening)
Needs:        sessies.xlsx in invoer/dialoog (sessions, agenda, participants; afterwards the report points)
Leaves:       invitations with .ics, reports (Word, PDF) to all providers alike, changes in the index
Next:         award
Legal basis:  S1-P08 (at most four sessions); taking part never counts in the admission (domain F 35)
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, blocked, visit
from flows.exchange import dialogue as sheet
from flows.post import Letter, queue, to_provider
from flows.procedure_documents import TITLES, new_versions, record_changes
from flows.production import Order, produce, with_pdf
from flows.rules.drafting.dialogue import point_origin, session_report
from flows.rules.drafting.publication import change_index
from flows.rules.versions import FINAL
from flows.rules.wording import at_time, clock_time, count, local_day
from flows.tasks import calendar_files
from schemas.dialogue import DialogueSession
from schemas.document import Document
from schemas.values import Stage

INVITATIONS = "dialoog-uitnodigingen"


class DialogueInput(RoomInput):
    stap: Literal[
        "1. Sessies inlezen",
        "2. Uitnodigingen klaarzetten",
        "3. Verslagen maken en klaarzetten",
        "4. Fase sluiten",
    ] = Field(
        ..., title="Wat wilt u doen?", description="Vul na een sessie het verslag in sessies.xlsx in; lees opnieuw in."
    )


@flow(name="Dialoogsessies", flow_run_name=RUN_NAME)
def dialogue(invoer: DialogueInput) -> State[Any]:
    """Legt sessies vast, zet uitnodigingen met agenda-afspraak klaar en maakt de verslagen. Verstuurt niets."""
    return visit(Stage.DIALOGUE, invoer, STEPS, invoer.stap)


def read_sessions(desk: Desk) -> Outcome:
    name, data = desk.drop_file("dialoog")
    rows = sheet.read(data, name, desk.tender, desk.record.providers, existing=desk.record.sessions)
    limit = desk.procedure.max_sessions
    if limit is not None and len(rows) > limit:
        return blocked([f"Deze procedure kent ten hoogste {limit} dialoogsessies; het bestand heeft er {len(rows)}."])
    with desk.write() as uow:
        counted = uow.sessions.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("sessions.read", new=counted["new"], changed=counted["changed"]))
    return Outcome(
        headline=f"{count(len(desk.record.sessions), 'sessie', 'sessies')} vastgelegd",
        lines=tuple(f"Sessie {row.number}: {row.subject}, {at_time(row.starts_at)}." for row in desk.record.sessions),
        next_step="zet de uitnodigingen klaar.",
    )


def invite(desk: Desk) -> Outcome:
    """Invite the participants of every session to come, each in a message with the appointment."""
    coming = [row for row in desk.record.sessions if row.starts_at > desk.now and row.invited_on is None]
    for session in coming:
        drawn = (_invitation(desk, session, place) for place in range(len(session.participants)))
        letters = [letter for letter in drawn if letter is not None]
        kind = f"dialoog-uitnodiging-{session.number}"
        queue(desk, INVITATIONS, "dialoog-uitnodiging", letters, kind=kind)
        with desk.write() as uow:
            uow.sessions.save(session.model_copy(update={"invited_on": desk.today}))
            uow.journal.append(desk.event("session.invited", number=session.number, count=len(letters)))
    return Outcome(
        headline=f"{count(len(coming), 'sessie', 'sessies')} uitgenodigd",
        next_step=f"start 11-verzenden met pakket '{INVITATIONS}'." if coming else "",
    )


def _invitation(desk: Desk, session: DialogueSession, place: int) -> Letter | None:
    participant = session.participants[place]
    if participant.email is None:
        return None
    appointment = calendar_files.meeting(
        session,
        organizer=desk.tender.mailbox,
        attendee_name=participant.organisation,
        attendee_address=participant.email,
        reference=desk.tender.reference,
        stamp=desk.now,
    )
    values = {
        "nummer": str(session.number),
        "onderwerp": session.subject,
        "wanneer": f"{at_time(session.starts_at)} tot {clock_time(session.ends_at)}",
        "locatie": session.location,
        "grond": participant.ground,
        "agenda": "\n".join(f"{item.number}. {item.subject}" for item in session.agenda),
    }
    if participant.provider_id:
        provider = desk.record.provider(participant.provider_id)
        values |= {"aanhef": provider.greeting, "aanbieder": provider.name}
    else:
        values |= {"aanhef": "Geachte heer, mevrouw", "aanbieder": participant.organisation}
    return Letter(
        recipient=participant.provider_id or f"deelnemer-{session.number}-{place + 1}",
        to_name=participant.organisation,
        to_address=participant.email,
        values=values,
        calendar=appointment,
    )


def report(desk: Desk) -> Outcome:
    """Write the report of every held session, carry its decisions into the documents, tell all providers alike."""
    held = [row for row in desk.record.sessions if row.points and row.reported_on is None]
    for session in held:
        record_changes(desk, [(point.change, point_origin(session, point)) for point in session.points if point.change])
        index = Order(
            "change_index",
            change_index(desk.record, desk.today, FINAL),
            "02-procedure",
            FINAL,
            ("Index van wijzigingen",),
        )
        changed = (*with_pdf(desk, produce(desk, [index])), *new_versions(desk))
        _publish(desk, session, changed[0].id)
    waiting = [row for row in desk.record.sessions if row.reported_on is None]
    return Outcome(
        headline=f"{count(len(held), 'verslag', 'verslagen')}, {len(waiting)} te gaan",
        next_step="start 11-verzenden met de pakketten 'dialoog-verslag-…'." if held else "vul eerst het verslag in.",
    )


def _publish(desk: Desk, session: DialogueSession, index_id: str) -> None:
    papers = papers_of(desk, session)
    content = session_report(desk.record, session, papers, desk.today)
    number = str(session.number)
    order = Order(
        "session_report",
        content,
        "06-dialoog",
        FINAL,
        (f"Verslag dialoogsessie {number}",),
        number,
        f"Verslag dialoogsessie {number}",
    )
    (document,) = with_pdf(desk, produce(desk, [order]))
    index = next(row for row in desk.record.documents if row.id == index_id)
    values = {"nummer": number, "onderwerp": session.subject}
    letters = [to_provider(row, values, [document, index]) for row in desk.record.providers]
    queue(desk, f"dialoog-verslag-{number}", "dialoog-verslag", letters)
    with desk.write() as uow:
        uow.sessions.save(session.model_copy(update={"reported_on": desk.today}))
        uow.journal.append(desk.event("session.reported", number=session.number))


def papers_of(desk: Desk, session: DialogueSession) -> tuple[Document, ...]:
    """The procedure documents as they lay on the table: the newest versions made before the session."""
    held = local_day(session.starts_at)
    known = sorted((row for row in desk.record.documents if row.made_on <= held), key=lambda row: row.sequence)
    newest = {row.kind: row for row in known}
    return tuple(newest[kind] for kind in TITLES if kind in newest)


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Sessies inlezen": read_sessions,
    "2. Uitnodigingen klaarzetten": invite,
    "3. Verslagen maken en klaarzetten": report,
    "4. Fase sluiten": close,
}
