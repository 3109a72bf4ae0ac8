"""From evidence to findings, from findings to the state of an application. One application at a time, never compared.

Legal basis: an admission procedure tests against published criteria without comparison or ranking (domain B.1 fact 2);
one chance to complete an application is our own promise in the aanmeldingsdocument.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from flows.rules.screening.checks import unusable
from flows.rules.screening.registry import verdict
from flows.rules.screening.verdicts import Facts, Verdict
from flows.rules.wording import local_day, plain_date
from schemas.record import TenderRecord
from schemas.screening import Application, ApplicationStatus, Criterion, Evidence, Finding, FindingOutcome
from schemas.tender import Tender

AUTOMATIC = "automatische toets"


def is_late(application: Application, tender: Tender) -> bool:
    """Submitted after the closing instant; that instant itself is on time."""
    return application.submitted_at > tender.applications_close_at


def judge(
    record: TenderRecord,
    criteria: Sequence[Criterion],
    application: Application,
    attempt: int,
    checked_on: date,
    checked_by: str = AUTOMATIC,
) -> tuple[Finding, ...]:
    """A finding per criterion, in the order of ``criteria``; a late application gets none.

    Attempt 1 judges everything. A later attempt judges again what was to be completed: a paper that came after the last
    day fails, and a paper that did not come fails once that day is over; before that the criterion is left waiting.
    KeyError when the provider of the application is not in the register.
    """
    if is_late(application, record.tender):
        return ()
    rows = (_finding(record, criteria, row, application, attempt, checked_on, checked_by) for row in criteria)
    return tuple(row for row in rows if row is not None)


def latest_findings(record: TenderRecord, application_id: str) -> tuple[Finding, ...]:
    """Of each criterion the finding of the newest attempt, in the order in which criteria were first judged."""
    newest: dict[str, Finding] = {}
    for row in record.findings:
        if row.application_id != application_id:
            continue
        if row.criterion not in newest or row.attempt > newest[row.criterion].attempt:
            newest[row.criterion] = row
    return tuple(newest.values())


def to_remedy(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings the provider may still complete."""
    return tuple(row for row in findings if row.outcome is FindingOutcome.REMEDY)


def status_after(application: Application, findings: Iterable[Finding], tender: Tender) -> ApplicationStatus:
    """The state that follows from the moment of submission and the latest finding of every criterion.

    Without findings an application on time is still only submitted. Findings by hand and findings that do not apply
    never stand in the way.
    """
    if is_late(application, tender):
        return ApplicationStatus.LATE
    outcomes = {row.outcome for row in findings}
    if not outcomes:
        return ApplicationStatus.SUBMITTED
    if FindingOutcome.FAILS in outcomes:
        return ApplicationStatus.FAILED
    return ApplicationStatus.REMEDY_REQUESTED if FindingOutcome.REMEDY in outcomes else ApplicationStatus.COMPLETE


def _finding(
    record: TenderRecord,
    criteria: Sequence[Criterion],
    criterion: Criterion,
    application: Application,
    attempt: int,
    checked_on: date,
    checked_by: str,
) -> Finding | None:
    facts = _facts(record, criterion, application, attempt)
    if attempt > 1:
        before = _before(record, application, criterion, attempt)
        if before is not None and before.outcome is not FindingOutcome.REMEDY:
            return None
        answer = _after_remedy(record, facts, attempt, checked_on)
    else:
        answer = verdict(facts)
        if answer.outcome is FindingOutcome.FAILS and _can_be_completed(facts, criteria):
            answer = answer.model_copy(update={"outcome": FindingOutcome.REMEDY})
    if answer is None:
        return None
    return Finding(
        id=f"B-{application.id}-{criterion.code}-{attempt}",
        tender_id=record.tender.id,
        application_id=application.id,
        criterion=criterion.code,
        attempt=attempt,
        outcome=answer.outcome,
        reason=answer.reason,
        checked_by=checked_by,
        checked_on=checked_on,
    )


def _facts(record: TenderRecord, criterion: Criterion, application: Application, attempt: int) -> Facts:
    papers = [
        row
        for row in record.evidence
        if row.application_id == application.id and row.attempt <= attempt and _is_kind(row.kind, criterion.evidence)
    ]
    return Facts(
        criterion=criterion,
        provider=record.provider(application.provider_id),
        application=application,
        evidence=max(papers, key=lambda row: _preference(row, criterion), default=None),
        reference_day=local_day(record.tender.applications_close_at),
        contract_start=record.tender.contract_start,
        nota_number=max((row.number for row in record.rounds if row.published_on is not None), default=0),
        announced_on=min((row.published_on for row in record.publications), default=None),
    )


def _is_kind(kind: str, wanted: str) -> bool:
    """The name of the paper stands in the name of the file as a word: ``E05 gva 2025`` is a ``gva``."""
    words = f"-{re.sub(r'[^0-9a-z]+', '-', kind.casefold())}-"
    return f"-{wanted}-" in words


def _preference(paper: Evidence, criterion: Criterion) -> tuple[int, bool, str]:
    return paper.attempt, paper.kind == criterion.evidence, paper.kind


def _before(record: TenderRecord, application: Application, criterion: Criterion, attempt: int) -> Finding | None:
    earlier = [
        row
        for row in record.findings
        if row.application_id == application.id and row.criterion == criterion.code and row.attempt < attempt
    ]
    return max(earlier, key=lambda row: row.attempt, default=None)


def _can_be_completed(facts: Facts, criteria: Sequence[Criterion]) -> bool:
    """Whether the provider gets a chance for this criterion.

    A paper that cannot be read is asked again as soon as one mandatory criterion allows it: refusing somebody on what
    that paper might have said would take away the chance he was promised for the paper.
    """
    if facts.criterion.remediable:
        return True
    shared = (row for row in criteria if row.evidence == facts.criterion.evidence)
    return unusable(facts) is not None and any(row.remediable and row.mandatory for row in shared)


def _after_remedy(record: TenderRecord, facts: Facts, attempt: int, checked_on: date) -> Verdict | None:
    due = next((row.due_on for row in record.remedies if row.application_id == facts.application.id), None)
    paper = facts.evidence
    if paper is not None and paper.attempt == attempt:
        if due is None or paper.received_on <= due:
            return verdict(facts)
        late = f"De aanvulling kwam binnen op {plain_date(paper.received_on)}. Nodig: uiterlijk op {plain_date(due)}."
        return Verdict(outcome=FindingOutcome.FAILS, reason=late)
    if due is not None and checked_on <= due:
        return None
    answer = verdict(facts)
    if answer.outcome is not FindingOutcome.FAILS:
        return answer
    until = f" uiterlijk op {plain_date(due)}" if due else ""
    return answer.model_copy(update={"reason": f"{answer.reason} Er kwam geen aanvulling binnen{until}."})
