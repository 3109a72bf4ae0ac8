"""Tables of the consultation: groups, inputs with their one outcome, promises and the bodies' decisions."""

from schemas.consultation import ConsultationGroup, ConsultationInput, Decision, Promise
from storage.record_table import record_table

GROUPS = record_table("consultation_groups", ConsultationGroup, order=("sequence", "code"), unique=[("code",)])
INPUTS = record_table("consultation_inputs", ConsultationInput, order=("sequence",))
PROMISES = record_table("promises", Promise, order=("input_id",), references={"input_id": "consultation_inputs"})
DECISIONS = record_table(
    "decisions", Decision, order=("decided_on", "subject", "municipality"), unique=[("subject", "municipality")]
)
