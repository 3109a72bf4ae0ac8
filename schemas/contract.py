"""Contracts: framework agreements with their annexes, and bridging agreements for continuity of care."""

from datetime import date

from schemas.values import Noun, Record, Sha256


class AgreementLot(Noun):
    lot: int
    municipality: str
    start_date: date


class AgreementAnnex(Noun):
    """An annex as it belongs to the agreement: letter, title, and the exact version by hash."""

    letter: str
    title: str
    document_id: str
    number: str
    sha256: Sha256


class FrameworkAgreement(Record):
    """The framework agreement of one admitted provider, with the hash and version of every part of it."""

    provider_id: str
    contract_number: str
    lots: tuple[AgreementLot, ...]
    start_date: date
    end_date: date
    document_id: str
    sha256: Sha256
    annexes: tuple[AgreementAnnex, ...]
    made_on: date
    in_execution_on: date | None = None


class BridgingAgreement(Record):
    """Continuity for the clients of a contracted provider without a new agreement (S1 risk R1). Counts, no persons."""

    provider_id: str
    reason: str
    clients: int
    start_date: date
    end_date: date
    end_explanation: str
    document_id: str
