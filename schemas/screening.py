"""Screening: application -> evidence -> finding per criterion -> remedy -> outcome. Never a score, never a ranking."""

from datetime import date
from enum import StrEnum

from schemas.values import Moment, Noun, Record, Sha256


class Criterion(Noun):
    """A published requirement with the evidence that proves it and the rule for its age (domain E)."""

    code: str
    title: str
    requirement: str
    evidence: str
    mandatory: bool
    max_age_months: int | None
    remediable: bool
    source: str


class FindingOutcome(StrEnum):
    MEETS = "voldoet"
    FAILS = "voldoet niet"
    REMEDY = "aanvullen"
    NOT_APPLICABLE = "niet van toepassing"
    BY_HAND = "met de hand te toetsen"


class ApplicationStatus(StrEnum):
    SUBMITTED = "ingediend"
    REMEDY_REQUESTED = "aanvulling gevraagd"
    COMPLETE = "voldoet"
    FAILED = "voldoet niet"
    LATE = "te laat"


class Application(Record):
    """An application (aanmelding) of one provider, judged against the published criteria only."""

    provider_id: str
    submitted_at: Moment
    lots: tuple[int, ...]
    municipalities: tuple[str, ...]
    status: ApplicationStatus = ApplicationStatus.SUBMITTED


class Evidence(Record):
    """A file handed in as proof: its hash in the archive and what was read from it. ``attempt`` 2 is the remedy."""

    application_id: str
    kind: str
    attempt: int
    file_name: str
    sha256: Sha256
    received_on: date
    pages: int
    problem: str | None = None
    issue_date: date | None = None
    valid_until: date | None = None
    kvk_numbers: tuple[str, ...] = ()
    nota_number: int | None = None


class Finding(Record):
    """What was found for one criterion in one attempt, with the reason in Dutch."""

    application_id: str
    criterion: str
    attempt: int
    outcome: FindingOutcome
    reason: str
    checked_by: str
    checked_on: date


class RemedyRequest(Record):
    """One chance to complete an application: which criteria, sent when, due when and why on that day."""

    application_id: str
    provider_id: str
    criteria: tuple[str, ...]
    sent_on: date
    due_on: date
    due_explanation: str
    document_id: str
