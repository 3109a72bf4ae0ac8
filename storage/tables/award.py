"""Table of the decisions on applications: at most one admission and one refusal each."""

from schemas.award import AdmissionDecision
from storage.record_table import record_table

ADMISSIONS = record_table(
    "admission_decisions",
    AdmissionDecision,
    order=("application_id", "kind"),
    unique=[("application_id", "kind")],
    references={"application_id": "applications", "provider_id": "providers", "document_id": "documents"},
)
