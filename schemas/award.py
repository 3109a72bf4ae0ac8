"""The decision on an application. In Open House: admission or refusal with reasons, never an award."""

from datetime import date
from enum import StrEnum

from schemas.values import Record


class AdmissionKind(StrEnum):
    ADMITTED = "toelating"
    REFUSED = "afwijzing"


class AdmissionDecision(Record):
    """Admission or refusal of one provider, with the objection term that is watched.

    ``objection_until`` is the last day to object; ``objection_explanation`` the sentence that says why that day.
    """

    application_id: str
    provider_id: str
    kind: AdmissionKind
    reasons: tuple[str, ...]
    lots: tuple[int, ...]
    municipalities: tuple[str, ...]
    decided_on: date
    objection_until: date
    objection_explanation: str
    document_id: str
