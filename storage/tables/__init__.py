"""The tables, by aggregate. ``RECORD_TABLES`` names each one as :class:`schemas.record.TenderRecord` does."""

from typing import Any

from storage.record_table import METADATA, RecordTable
from storage.tables import (
    award,
    clarification,
    consultation,
    contract,
    dialogue,
    document,
    journal,
    message,
    planning,
    provider,
    screening,
    tender,
)

RECORD_TABLES: dict[str, RecordTable[Any]] = {
    "tenders": tender.TENDERS,
    "stages": tender.STAGES,
    "milestones": planning.MILESTONES,
    "free_periods": planning.FREE_PERIODS,
    "meetings": planning.MEETINGS,
    "colleagues": planning.COLLEAGUES,
    "watched": planning.WATCHED,
    "groups": consultation.GROUPS,
    "consultations": consultation.CONSULTATIONS,
    "contributors": consultation.CONTRIBUTORS,
    "drafts": consultation.DRAFTS,
    "inputs": consultation.INPUTS,
    "promises": consultation.PROMISES,
    "decisions": consultation.DECISIONS,
    "requirements": tender.REQUIREMENTS,
    "products": tender.PRODUCTS,
    "documents": document.DOCUMENTS,
    "publications": tender.PUBLICATIONS,
    "rounds": clarification.ROUNDS,
    "questions": clarification.QUESTIONS,
    "announcements": clarification.ANNOUNCEMENTS,
    "changes": clarification.CHANGES,
    "sessions": dialogue.SESSIONS,
    "providers": provider.PROVIDERS,
    "applications": screening.APPLICATIONS,
    "evidence": screening.EVIDENCE,
    "findings": screening.FINDINGS,
    "remedies": screening.REMEDIES,
    "admissions": award.ADMISSIONS,
    "agreements": contract.AGREEMENTS,
    "bridgings": contract.BRIDGINGS,
    "innovation": tender.INNOVATION,
    "messages": message.MESSAGES,
}
JOURNAL = journal.JOURNAL

__all__ = ["JOURNAL", "METADATA", "RECORD_TABLES"]
