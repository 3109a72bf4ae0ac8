"""Table of the dialogue sessions."""

from schemas.dialogue import DialogueSession
from storage.record_table import record_table

SESSIONS = record_table("dialogue_sessions", DialogueSession, order=("number",), unique=[("number",)])
