"""What can be done within one transaction: a repository per collection, and the journal."""

from typing import Any

from sqlalchemy import Connection

from schemas.errors import InputFault, InputRefusedError
from schemas.record import TenderRecord
from storage.journal import Journal
from storage.repository import Repository
from storage.tables import (
    award,
    clarification,
    consultation,
    contract,
    dialogue,
    document,
    message,
    planning,
    provider,
    screening,
    tender,
)


class UnitOfWork:
    """The collections of :class:`schemas.record.TenderRecord` by the same names, and ``journal``.

    All of it is committed together, by the database that opened it, or none of it is.
    """

    def __init__(self, connection: Connection) -> None:
        self.tenders = Repository(connection, tender.TENDERS)
        self.stages = Repository(connection, tender.STAGES)
        self.milestones = Repository(connection, planning.MILESTONES)
        self.free_periods = Repository(connection, planning.FREE_PERIODS)
        self.meetings = Repository(connection, planning.MEETINGS)
        self.colleagues = Repository(connection, planning.COLLEAGUES)
        self.watched = Repository(connection, planning.WATCHED)
        self.groups = Repository(connection, consultation.GROUPS)
        self.consultations = Repository(connection, consultation.CONSULTATIONS)
        self.contributors = Repository(connection, consultation.CONTRIBUTORS)
        self.drafts = Repository(connection, consultation.DRAFTS)
        self.inputs = Repository(connection, consultation.INPUTS)
        self.promises = Repository(connection, consultation.PROMISES)
        self.decisions = Repository(connection, consultation.DECISIONS)
        self.requirements = Repository(connection, tender.REQUIREMENTS)
        self.products = Repository(connection, tender.PRODUCTS)
        self.documents = Repository(connection, document.DOCUMENTS)
        self.publications = Repository(connection, tender.PUBLICATIONS)
        self.rounds = Repository(connection, clarification.ROUNDS)
        self.questions = Repository(connection, clarification.QUESTIONS)
        self.announcements = Repository(connection, clarification.ANNOUNCEMENTS)
        self.changes = Repository(connection, clarification.CHANGES)
        self.sessions = Repository(connection, dialogue.SESSIONS)
        self.providers = Repository(connection, provider.PROVIDERS)
        self.applications = Repository(connection, screening.APPLICATIONS)
        self.evidence = Repository(connection, screening.EVIDENCE)
        self.findings = Repository(connection, screening.FINDINGS)
        self.remedies = Repository(connection, screening.REMEDIES)
        self.admissions = Repository(connection, award.ADMISSIONS)
        self.agreements = Repository(connection, contract.AGREEMENTS)
        self.bridgings = Repository(connection, contract.BRIDGINGS)
        self.innovation = Repository(connection, tender.INNOVATION)
        self.messages = Repository(connection, message.MESSAGES)
        self.journal = Journal(connection)

    def load(self, tender_id: str) -> TenderRecord:
        """Everything known of a tender, one query per collection. InputRefusedError (Dutch) when it is unknown."""
        try:
            root = self.tenders.get(tender_id, tender_id)
        except KeyError:
            raise InputRefusedError([self._unknown(tender_id)]) from None
        collections: dict[str, Any] = {
            name: getattr(self, name).find(tender_id) for name in TenderRecord.model_fields if name != "tender"
        }
        return TenderRecord(tender=root, **collections)

    def load_all(self, *names: str) -> tuple[TenderRecord, ...]:
        """Every tender with only these collections, one query per collection, in the order of their ids.

        For what looks at all tenders at once and needs little of each; the other collections are empty.
        """
        roots = self.tenders.find_everywhere()
        rows: dict[str, dict[str, list[Any]]] = {root.id: {name: [] for name in names} for root in roots}
        for name in names:
            for row in getattr(self, name).find_everywhere():
                rows[row.tender_id][name].append(row)
        # Every row was checked when it was read; a second time would cost as much as the reading.
        return tuple(
            TenderRecord.model_construct(
                None, tender=root, **{name: tuple(found) for name, found in rows[root.id].items()}
            )
            for root in roots
        )

    def reload(self, known: TenderRecord) -> TenderRecord:
        """The record as it is now, given how it was before this unit: only what was written here is read again.

        Right only while nobody else writes to this tender, so under its exclusive lock.
        """
        tender_id = known.tender.id
        fresh: dict[str, Any] = {
            name: getattr(self, name).find(tender_id)
            for name in TenderRecord.model_fields
            if name != "tender" and getattr(self, name).changed
        }
        if self.tenders.changed:
            fresh["tender"] = self.tenders.get(tender_id, tender_id)
        return known.model_copy(update=fresh)

    def _unknown(self, tender_id: str) -> InputFault:
        known = ", ".join(f"'{row.id}'" for row in self.tenders.find_everywhere())
        remedy = f"Kies een van deze kenmerken: {known}." if known else "Lees eerst een aanbesteding in."
        return InputFault(problem=f"Het kenmerk '{tender_id}' is niet bekend.", remedy=remedy)
