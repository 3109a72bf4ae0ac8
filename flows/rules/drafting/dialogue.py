"""The report of a dialogue session, the same for every provider."""

from datetime import date

from flows.rules.drafting.common import change_rows, head
from flows.rules.wording import at_time, clock_time, plain_date
from schemas.dialogue import DialogueSession, SessionPoint
from schemas.document import Document
from schemas.documents import SessionReport
from schemas.documents.dialogue import Aanwezige, Gesprekspunt
from schemas.record import TenderRecord


def session_report(
    record: TenderRecord, session: DialogueSession, documents: tuple[Document, ...], today: date
) -> SessionReport:
    origins = {point_origin(session, point) for point in session.points}
    return SessionReport(
        kop=head(record.tender, today, "definitief"),
        nummer=str(session.number),
        onderwerp=session.subject,
        wanneer=f"{at_time(session.starts_at)} tot {clock_time(session.ends_at)}",
        locatie=session.location,
        stukken=tuple(f"{row.title}, versie {row.number}" for row in documents),
        aanwezigen=tuple(
            Aanwezige(organisatie=row.organisation, rol=row.role, grond=row.ground)
            for row in session.participants
            if row.attended is not False
        ),
        punten=tuple(
            Gesprekspunt(
                nr=str(point.number),
                onderwerp=point.subject,
                besproken=point.discussed,
                conclusie=point.conclusion,
                actie=_action(point),
            )
            for point in session.points
        ),
        wijzigingen=change_rows(row for row in record.changes if row.origin in origins),
    )


def point_origin(session: DialogueSession, point: SessionPoint) -> str:
    """How the change index names the source of a change."""
    return f"dialoogsessie {session.number}, punt {point.number}"


def _action(point: SessionPoint) -> str:
    if point.action is None:
        return "geen"
    due = f", voor {plain_date(point.action_due)}" if point.action_due else ""
    return f"{point.action} ({point.action_owner}{due})"
