"""The whole record of a tender, as rooms load it and rules read it."""

from schemas.award import AdmissionDecision
from schemas.clarification import Announcement, DocumentChange, NotaRound, Question
from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    ConsultationRound,
    Contributor,
    Decision,
    DraftInput,
    Promise,
)
from schemas.contract import BridgingAgreement, FrameworkAgreement
from schemas.dialogue import DialogueSession
from schemas.document import Document
from schemas.message import Message
from schemas.planning import BodyMeeting, Colleague, FreePeriod, Milestone, WatchedDeadline
from schemas.provider import Provider
from schemas.screening import Application, Evidence, Finding, RemedyRequest
from schemas.tender import InnovationItem, Product, Publication, Requirement, StageRecord, Tender
from schemas.values import Noun, Stage


class TenderRecord(Noun):
    """Everything known of one tender at one moment, each collection in a fixed order. Rules are functions of this."""

    tender: Tender
    stages: tuple[StageRecord, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    free_periods: tuple[FreePeriod, ...] = ()
    meetings: tuple[BodyMeeting, ...] = ()
    colleagues: tuple[Colleague, ...] = ()
    watched: tuple[WatchedDeadline, ...] = ()
    groups: tuple[ConsultationGroup, ...] = ()
    consultations: tuple[ConsultationRound, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    drafts: tuple[DraftInput, ...] = ()
    inputs: tuple[ConsultationInput, ...] = ()
    promises: tuple[Promise, ...] = ()
    decisions: tuple[Decision, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    products: tuple[Product, ...] = ()
    documents: tuple[Document, ...] = ()
    publications: tuple[Publication, ...] = ()
    rounds: tuple[NotaRound, ...] = ()
    questions: tuple[Question, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    changes: tuple[DocumentChange, ...] = ()
    sessions: tuple[DialogueSession, ...] = ()
    providers: tuple[Provider, ...] = ()
    applications: tuple[Application, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    remedies: tuple[RemedyRequest, ...] = ()
    admissions: tuple[AdmissionDecision, ...] = ()
    agreements: tuple[FrameworkAgreement, ...] = ()
    bridgings: tuple[BridgingAgreement, ...] = ()
    innovation: tuple[InnovationItem, ...] = ()
    messages: tuple[Message, ...] = ()

    def provider(self, provider_id: str) -> Provider:
        """The provider of that id; KeyError when unknown."""
        for provider in self.providers:
            if provider.id == provider_id:
                return provider
        raise KeyError(provider_id)

    def stage_record(self, stage: Stage) -> StageRecord | None:
        return next((row for row in self.stages if row.stage is stage), None)

    def latest(self, kind: str, subject: str = "") -> Document | None:
        """The newest version of a document, or None when it was never made."""
        versions = [row for row in self.documents if row.kind == kind and row.subject == subject]
        return max(versions, key=lambda row: row.sequence, default=None)
