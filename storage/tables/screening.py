"""Tables of the screening: application, evidence, finding, and the one remedy an application gets."""

from schemas.screening import Application, Evidence, Finding, RemedyRequest
from storage.record_table import record_table

APPLICATIONS = record_table(
    "applications", Application, order=("submitted_at",), references={"provider_id": "providers"}
)
EVIDENCE = record_table(
    "evidence",
    Evidence,
    order=("application_id", "attempt", "kind"),
    unique=[("application_id", "kind", "attempt")],
    references={"application_id": "applications"},
)
FINDINGS = record_table(
    "findings",
    Finding,
    order=("application_id", "attempt", "criterion"),
    unique=[("application_id", "criterion", "attempt")],
    references={"application_id": "applications"},
)
REMEDIES = record_table(
    "remedy_requests",
    RemedyRequest,
    order=("application_id",),
    unique=[("application_id",)],
    references={"application_id": "applications", "provider_id": "providers", "document_id": "documents"},
)
