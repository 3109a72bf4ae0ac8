"""The memory: what is known of the tenders, in a database, and the files themselves, by their hash."""

from storage.archive import Archive
from storage.database import Database, open_database
from storage.unit_of_work import UnitOfWork

__all__ = ["Archive", "Database", "UnitOfWork", "open_database"]
