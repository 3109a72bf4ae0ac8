"""The decision on each application: admitted or refused, with reasons.

Every decision is a function of one application and the published criteria. Nothing here sees two applications at once,
so a comparison or a ranking cannot be made (domain B.1 facts 2 and 3). The duty to give reasons follows from the
general principles of good administration (domain D.9).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flows.rules.drafting.letters import failed_checks
from flows.rules.screening import latest_findings
from flows.rules.wording import AMSTERDAM, listing, long_date, plain_date
from schemas.award import AdmissionKind
from schemas.documents.letters import Toets
from schemas.record import TenderRecord
from schemas.screening import Application, ApplicationStatus, Criterion, FindingOutcome
from schemas.tender import Tender
from schemas.values import Noun

_DECIDES = {
    ApplicationStatus.COMPLETE: AdmissionKind.ADMITTED,
    ApplicationStatus.FAILED: AdmissionKind.REFUSED,
    ApplicationStatus.LATE: AdmissionKind.REFUSED,
}


class Decided(Noun):
    """What was decided on one application. ``grounds`` and ``remedy`` are for the letter of a refusal.

    ``reasons`` are Dutch sentences; ``grounds`` the requirements that were not met, in full, with what was found;
    ``remedy`` says which chance to complete there was.
    """

    application: Application
    kind: AdmissionKind
    reasons: tuple[str, ...]
    grounds: tuple[Toets, ...] = ()
    remedy: str = ""


def decisions(record: TenderRecord, criteria: Sequence[Criterion]) -> tuple[Decided, ...]:
    """The decision on every application that has been judged, in the order of the record.

    Admitted is who meets the criteria, and nobody else; there is no maximum. An application that is not judged yet gets
    no decision.
    """
    known = {row.code: row for row in criteria}
    return tuple(_decided(record, row, known) for row in record.applications if row.status in _DECIDES)


def refusal_grounds(
    record: TenderRecord, application: Application, criteria: Mapping[str, Criterion]
) -> tuple[Toets, ...]:
    """Why an application is refused: that it was late, or each requirement that was not met with what was found.

    KeyError when a criterion that failed is not among ``criteria``.
    """
    if application.status is ApplicationStatus.LATE:
        return (_too_late(application, record.tender),)
    findings = latest_findings(record, application.id)
    return failed_checks((row for row in findings if row.outcome is FindingOutcome.FAILS), criteria)


def _decided(record: TenderRecord, application: Application, criteria: Mapping[str, Criterion]) -> Decided:
    kind = _DECIDES[application.status]
    if kind is AdmissionKind.ADMITTED:
        reason = "De aanmelding is op tijd en voldoet aan alle gestelde eisen."
        return Decided(application=application, kind=kind, reasons=(reason,))
    grounds = refusal_grounds(record, application, criteria)
    return Decided(
        application=application,
        kind=kind,
        reasons=tuple(_reason(row, criteria) for row in grounds),
        grounds=grounds,
        remedy=_remedy(record, application, criteria),
    )


def _reason(ground: Toets, criteria: Mapping[str, Criterion]) -> str:
    criterion = criteria.get(ground.code)
    return f"{criterion.title}: {ground.reden}" if criterion else ground.reden


def _too_late(application: Application, tender: Tender) -> Toets:
    closed, received = tender.applications_close_at, application.submitted_at
    fine = closed.replace(microsecond=0) == received.replace(microsecond=0)
    return Toets(
        code="termijn",
        eis=f"De aanmelding is uiterlijk {_to_the_second(closed, fine)} binnen.",
        uitkomst=ApplicationStatus.LATE.value,
        reden=(
            f"De aanmelding kwam binnen op {_to_the_second(received, fine)}. De aanmelding sloot op "
            f"{_to_the_second(closed, fine)}. De aanmelding is te laat."
        ),
    )


def _to_the_second(moment: datetime, fine: bool) -> str:
    """``vrijdag 28 maart 2025, 12.04.00 uur``; ``fine`` adds the millionths, for when seconds cannot tell two apart."""
    local = moment.astimezone(AMSTERDAM)
    clock = f"{local.hour:02d}.{local.minute:02d}.{local.second:02d}"
    return f"{long_date(local.date())}, {clock}{f',{local.microsecond:06d}' if fine else ''} uur"


def _remedy(record: TenderRecord, application: Application, criteria: Mapping[str, Criterion]) -> str:
    if application.status is ApplicationStatus.LATE:
        return "Nee. Een aanmelding die te laat is, kan niet worden hersteld."
    request = next((row for row in record.remedies if row.application_id == application.id), None)
    if request is None:
        return "Nee. Bij deze eis is herstel volgens het aanmeldingsdocument niet mogelijk."
    titles = listing(criteria[code].title for code in request.criteria)
    return (
        f"Ja. Op {plain_date(request.sent_on)} vroegen wij om een aanvulling voor: {titles}. Dat kon tot en met "
        f"{plain_date(request.due_on)}. Ook daarna is niet aan alle eisen voldaan."
    )
