"""Tables of the tender itself: its stages, requirements, products, publications and innovation agenda."""

from schemas.tender import InnovationItem, Product, Publication, Requirement, StageRecord, Tender
from storage.record_table import record_table, root_table

TENDERS = root_table("tenders", Tender)
STAGES = record_table("stages", StageRecord, order=("opened_on",), unique=[("stage",)])
REQUIREMENTS = record_table("requirements", Requirement, order=("number",), unique=[("number",)])
PRODUCTS = record_table("products", Product, order=("lot", "code"), unique=[("code",)])
PUBLICATIONS = record_table(
    "publications", Publication, order=("published_on",), unique=[("kind", "published_on", "channel")]
)
INNOVATION = record_table("innovation_items", InnovationItem, order=("number",), unique=[("number",)])
