"""Table of the documents the product made, one row per version."""

from schemas.document import Document
from storage.record_table import record_table

DOCUMENTS = record_table(
    "documents", Document, order=("kind", "subject", "sequence"), unique=[("kind", "subject", "sequence")]
)
