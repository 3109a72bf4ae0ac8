"""Tables of the contracts: framework agreements and bridging agreements."""

from schemas.contract import BridgingAgreement, FrameworkAgreement
from storage.record_table import record_table

AGREEMENTS = record_table(
    "framework_agreements",
    FrameworkAgreement,
    order=("contract_number",),
    unique=[("contract_number",)],
    references={"provider_id": "providers", "document_id": "documents"},
)
BRIDGINGS = record_table(
    "bridging_agreements",
    BridgingAgreement,
    order=("provider_id", "start_date"),
    unique=[("provider_id", "start_date")],
    references={"provider_id": "providers", "document_id": "documents"},
)
