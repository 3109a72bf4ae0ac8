"""Table of the outbox."""

from schemas.message import Message
from storage.record_table import record_table

MESSAGES = record_table("messages", Message, order=("queued_at", "batch"))
