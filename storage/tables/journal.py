"""Table of the journal. Triggers in the database (see the migration) refuse every change but the next entry."""

from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table

from schemas.journal import JournalEntry
from storage.record_table import METADATA, columns_of

JOURNAL = Table(
    "journal",
    METADATA,
    *columns_of(JournalEntry),
    PrimaryKeyConstraint("tender_id", "sequence"),
    ForeignKeyConstraint(["tender_id"], ["tenders.id"]),
)
