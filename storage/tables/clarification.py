"""Tables of the nota van inlichtingen: rounds, questions and the change index."""

from schemas.clarification import Announcement, DocumentChange, NotaRound, Question
from storage.record_table import record_table

ROUNDS = record_table(
    "nota_rounds", NotaRound, order=("number",), unique=[("number",)], references={"document_id": "documents"}
)
QUESTIONS = record_table(
    "questions",
    Question,
    unique=[("source_number", "round"), ("number",)],
    references={"provider_id": "providers"},
)
ANNOUNCEMENTS = record_table("announcements", Announcement, order=("round", "sequence"))
CHANGES = record_table("document_changes", DocumentChange, order=("sequence",), unique=[("sequence",)])
