"""Tables of the consultation: who was asked what, what each said, its one outcome, promises, and decisions."""

from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    ConsultationRound,
    Contributor,
    Decision,
    DraftInput,
    Promise,
)
from storage.record_table import record_table

GROUPS = record_table("consultation_groups", ConsultationGroup, order=("sequence", "code"), unique=[("code",)])
CONSULTATIONS = record_table("consultation_rounds", ConsultationRound, order=("number",), unique=[("number",)])
CONTRIBUTORS = record_table("contributors", Contributor, order=("group", "municipality", "name"))
DRAFTS = record_table("draft_inputs", DraftInput, order=("origin_name", "sequence"))
INPUTS = record_table("consultation_inputs", ConsultationInput, order=("sequence",))
PROMISES = record_table("promises", Promise, order=("input_id",), references={"input_id": "consultation_inputs"})
DECISIONS = record_table(
    "decisions", Decision, order=("decided_on", "subject", "municipality"), unique=[("subject", "municipality", "body")]
)
