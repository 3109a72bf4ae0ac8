"""The papers of a session: agenda, invitation in plain words, and the report, the same for everybody."""

from datetime import date, timedelta

from flows.rules.dialogue.reports import readers
from flows.rules.dialogue.sessions import PURPOSES, is_client, session_name, session_time
from flows.rules.drafting.common import change_rows, contact, head
from flows.rules.wording import local_day, long_date, plain_date
from schemas.dialogue import Correction, DialogueSession, Participant, SessionPoint
from schemas.document import Document
from schemas.documents import SessionAgenda, SessionInvitation, SessionReport
from schemas.documents.dialogue import Aanwezige, Actiepunt, Agendaregel, CorrectieUitkomst, Gesprekspunt
from schemas.record import TenderRecord

UNNAMED = "(naam niet vermeld)"
"""What stands for a client, parent or youth in a report."""
MOST_SUBJECTS = 8
"""More do not fit on the one page of the invitation in plain words."""


def session_report(
    record: TenderRecord,
    session: DialogueSession,
    documents: tuple[Document, ...],
    today: date,
    *,
    corrections_until: date | None = None,
) -> SessionReport:
    """The report; with ``corrections_until`` (the last day for corrections) the draft of it."""
    origins = {point_origin(session, point) for point in session.points}
    return SessionReport(
        kop=head(record.tender, today, "concept" if corrections_until else "definitief"),
        sessie=session_name(session),
        doel=PURPOSES[session.kind],
        onderwerp=session.subject,
        wanneer=session_time(session),
        locatie=session.location,
        correcties_tot=long_date(corrections_until) if corrections_until else "",
        lezers=readers(session),
        stukken=_papers(documents),
        aanwezigen=tuple(_attendee(seat) for seat in session.participants if seat.attended),
        punten=tuple(
            Gesprekspunt(
                nr=str(point.number),
                onderwerp=point.subject,
                besproken=point.discussed,
                conclusie=point.conclusion,
                actie="ja, zie de acties" if point.action else "geen",
            )
            for point in session.points
        ),
        acties=tuple(
            Actiepunt(
                nr=str(point.number),
                wat=point.action,
                wie=point.action_owner or "",
                voor=plain_date(point.action_due) if point.action_due else "geen datum",
            )
            for point in session.points
            if point.action
        ),
        correcties=tuple(_outcome(row) for row in session.corrections) if corrections_until is None else (),
        wijzigingen=change_rows(row for row in record.changes if row.origin in origins),
    )


def session_agenda(
    record: TenderRecord, session: DialogueSession, documents: tuple[Document, ...], today: date
) -> SessionAgenda:
    return SessionAgenda(
        kop=head(record.tender, today, "definitief"),
        sessie=session_name(session),
        doel=PURPOSES[session.kind],
        onderwerp=session.subject,
        wanneer=session_time(session),
        locatie=session.location,
        bereikbaarheid=session.access,
        punten=tuple(
            Agendaregel(nr=str(item.number), onderwerp=item.subject, toelichting=item.note) for item in session.agenda
        ),
        stukken=_papers(documents),
        contact=contact(record.tender),
    )


def session_invitation(record: TenderRecord, session: DialogueSession, today: date) -> SessionInvitation:
    """The invitation in plain words, the same for all clients, parents and youth of a session."""
    return SessionInvitation(
        kop=head(record.tender, today, "definitief"),
        onderwerp=session.subject,
        wanneer=session_time(session),
        locatie=session.location,
        bereikbaarheid=session.access,
        onderwerpen=_on_one_page([item.subject for item in session.agenda]),
        reageren_tot=long_date(local_day(session.starts_at) - timedelta(days=1)),
        contact=contact(record.tender),
    )


def _on_one_page(subjects: list[str]) -> tuple[str, ...]:
    if len(subjects) <= MOST_SUBJECTS:
        return tuple(subjects)
    kept = subjects[: MOST_SUBJECTS - 1]
    return (*kept, f"en nog {len(subjects) - len(kept)} andere punten")


def point_origin(session: DialogueSession, point: SessionPoint) -> str:
    """How the change index names the source of a change."""
    return f"{session_name(session)}, punt {point.number}"


def _papers(documents: tuple[Document, ...]) -> tuple[str, ...]:
    return tuple(f"{row.title}, versie {row.number}" for row in documents)


def _attendee(seat: Participant) -> Aanwezige:
    return Aanwezige(organisatie=UNNAMED if is_client(seat) else seat.organisation, rol=seat.role, grond=seat.ground)


def _outcome(row: Correction) -> CorrectieUitkomst:
    return CorrectieUitkomst(
        nr=str(row.number),
        punt=f"punt {row.point}" if row.point else "hele verslag",
        uitkomst="overgenomen" if row.taken else "niet overgenomen",
        reactie=row.reaction or "De tekst is aangepast.",
    )
